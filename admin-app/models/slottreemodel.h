// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_SLOTTREEMODEL_H
#define QSIOADMIN_MODELS_SLOTTREEMODEL_H

#include "slotmodel.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QTimer>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace QsioAdmin {

// The rows of a SlotModel as a tree, filtered and sorted as FlatIndexProxy does it. It is made anew
// at most five times a second, or once where that takes long; what is below an item is made when
// somebody looks there. Items are known by their ids: what is expanded or selected stays so,
// wherever it goes, and nothing else takes its place.
class SlotTreeModel : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SlotTreeModel)
public:
    struct Item
    {
        QByteArray id; // names it for good, in the whole tree
        int kind = 0; // items are sorted by it first
        int slot = -1; // of a store; -1: a group
        std::vector<int> members = {}; // of a group: the rows of the source in it
        QByteArray text = {}; // of a group, for people
        qint64 total = 0; // of a group, and as follows: what its columns say
        qint64 first = 0;
        qint64 last = 0;
    };

    ~SlotTreeModel() override;

    void setFilter(const FilterExpr &filter); // at once
    [[nodiscard]] const FilterExpr &filter() const { return m_filter; }
    // Besides the filter, such as the namespace of the window; null: all rows.
    void setScope(std::function<bool(int row)> scope);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // at once; -1: none
    // While frozen, everything stays where it is.
    void setFrozen(bool isFrozen);
    void rebuildNow(); // where something has changed
    [[nodiscard]] int shown() const { return int(m_passing.size()); } // rows of the source
    [[nodiscard]] const Item *itemAt(const QModelIndex &index) const; // null: there is none

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void rebuilt(); // the number of rows may be another

protected:
    SlotTreeModel(SlotModel *source, QObject *parent);

    [[nodiscard]] SlotModel &source() const { return *m_source; }
    void watch(SlotModel *model); // besides the source
    void restart(); // what the tree is made by has changed
    // Nothing has changed since it was made: every slot is still what it was.
    [[nodiscard]] bool isCurrent() const { return !m_isDirty; }
    [[nodiscard]] bool passes(int row) const; // of the source
    [[nodiscard]] const std::vector<int> &passing() const { return m_passing; }

    // What is below an item, in any order; null: the top.
    [[nodiscard]] virtual std::vector<Item> itemsOf(const Item *item) const = 0;
    [[nodiscard]] virtual bool hasItems(const Item &item) const = 0;
    // Also of an item whose slot is another's by now: then it is empty.
    [[nodiscard]] virtual SlotModel::Cell cell(const Item &item, int column) const = 0;
    // The group, one level further down, into which an item may have gone; empty: there is none.
    [[nodiscard]] virtual QByteArray groupFor(const QByteArray &id) const;

private:
    struct Node // an item that somebody has looked into
    {
        Node *parent = nullptr;
        int row = 0; // in the parent
        std::vector<Item> items = {};
        std::unordered_map<int, std::unique_ptr<Node>> nodes = {}; // by row
        QHash<QByteArray, int> rows = {}; // by id, once one is looked for
    };

    void schedule();
    void rebuild();
    void makeRoot();
    void fill(Node *node, const Item *item) const;
    void sortItems(std::vector<Item> *items) const;
    [[nodiscard]] Node *nodeFor(const QModelIndex &index) const;
    [[nodiscard]] Node *nodeAt(Node *node, int row) const;
    [[nodiscard]] int rowIn(Node *node, const QByteArray &id) const;
    [[nodiscard]] static QByteArrayList pathOf(const Node *node); // of its ids, from the top
    [[nodiscard]] QModelIndex find(const QByteArrayList &path, const QByteArray &id,
                                   int column) const;

    SlotModel *const m_source;
    FilterExpr m_filter;
    std::function<bool(int row)> m_scope;
    std::vector<int> m_passing;
    std::unique_ptr<Node> m_root;
    QTimer m_timer;
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    bool m_isDirty = false;
    bool m_isFrozen = false;
};

} // namespace QsioAdmin

#endif
