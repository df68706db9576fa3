// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_FLATINDEXPROXY_H
#define QSIOADMIN_MODELS_FLATINDEXPROXY_H

#include "core/filterexpr.h"
#include "slotmodel.h"

#include <QtCore/QAbstractProxyModel>
#include <QtCore/QByteArrayList>
#include <QtCore/QTimer>

#include <functional>
#include <vector>

namespace QsioAdmin {

// Filters and sorts a SlotModel, and leaves out its holes. Where QSortFilterProxyModel takes seconds
// to follow thousands of changes, this makes its index anew: at most five times a second, or once
// where it takes long. The selection follows the rows, whatever their order.
class FlatIndexProxy : public QAbstractProxyModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FlatIndexProxy)
public:
    explicit FlatIndexProxy(QObject *parent = nullptr);
    ~FlatIndexProxy() override;

    void setSourceModel(QAbstractItemModel *model) override; // a SlotModel
    void setFilter(const FilterExpr &filter); // at once
    // Besides the filter, such as the namespace of the window; null: all rows.
    void setScope(std::function<bool(int row)> scope);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // at once; -1: none
    [[nodiscard]] int sortColumn() const { return m_sortColumn; }
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_order; }

    // While frozen, rows stay where they are, whatever happens: somebody is about to click on one.
    void setFrozen(bool isFrozen);
    [[nodiscard]] bool isFrozen() const { return m_isFrozen; }
    void rebuildNow(); // where something has changed
    // The rows of the source that match now, even where what is shown is behind.
    [[nodiscard]] std::vector<int> matchingRows() { return wantedRows(); }
    [[nodiscard]] int sourceRow(int row) const { return m_rows[size_t(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &proxyIndex) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &sourceIndex) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void rebuilt(); // the number of rows may be another

private:
    void rebuild();
    void reset();
    void schedule();
    [[nodiscard]] std::vector<int> wantedRows();
    bool sortRows(std::vector<int> &rows) const; // false: there was nothing to do
    void rememberOrder(const std::vector<int> &rows);
    void assign(std::vector<int> rows);

    SlotModel *m_source = nullptr;
    FilterExpr m_filter;
    std::function<bool(int row)> m_scope;
    std::vector<int> m_rows; // of the source
    std::vector<int> m_positions; // by row of the source; -1: not shown
    std::vector<int> m_sorted; // all rows of the source, as far as they have been sorted
    QTimer m_timer;
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    bool m_isDirty = false;
    bool m_isFrozen = false;
};

} // namespace QsioAdmin

#endif
