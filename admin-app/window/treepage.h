// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_TREEPAGE_H
#define QSIOADMIN_WINDOW_TREEPAGE_H

#include "models/slottreemodel.h"
#include "tablepage.h"

namespace QsioAdmin {

class SlotTreeView;

// A page whose rows are shown as a tree, or as the table they are; which of them is remembered.
class TreePage : public TablePage
{
    Q_OBJECT
public:
    struct TreeLook
    {
        QString treeName; // to be read aloud
        QList<int> hiddenColumns;
        QList<int> widths; // in characters, by column
        bool isFirstLevelOpen = false;
    };

    [[nodiscard]] SlotTreeView *tree() const { return m_tree; }
    [[nodiscard]] bool isTree() const { return m_isTree; }
    virtual void setTree(bool isTree);

    [[nodiscard]] Selection selection() const override;
    [[nodiscard]] QAbstractItemView *view() const override;
    [[nodiscard]] QList<QAbstractItemView *> views() const override;
    [[nodiscard]] QAbstractItemModel *exportModel() override; // all rows, without groups
    void setStale(bool isStale) override;
    void setPaused(bool isPaused) override;
    void saveState(QSettings *settings) const override;
    void restoreState(QSettings *settings) override;

protected:
    TreePage(const WindowContext &context, SlotModel *model, const Look &look, QWidget *parent);
    void startTree(SlotTreeModel *tree, const TreeLook &look); // after start()
    QToolButton *addTreeButton();
    [[nodiscard]] virtual Subject subjectOf(const QModelIndex &index) const = 0; // of the tree
    virtual void addItem(Selection *selection, const QModelIndex &index) const = 0;
    [[nodiscard]] virtual QString treeFilterKey(const QModelIndex &cell) const = 0;

    [[nodiscard]] int shown() const override;
    [[nodiscard]] qsizetype selectedCount() const override;
    [[nodiscard]] Subject currentSubject() const override;
    [[nodiscard]] QString cellFilterKey(const QModelIndex &cell) const override;
    void setHeld(bool isHeld) override;
    void setEmptyText(const QString &text) override;
    void fillColumns(QMenu *menu) override;
    void applyFilter(const FilterExpr &filter) override;
    void applyScope() override;

private:
    SlotTreeModel *m_treeModel = nullptr;
    SlotTreeView *m_tree = nullptr;
    QToolButton *m_treeButton = nullptr;
    bool m_isTree = false;
    bool m_isPaused = false;
};

} // namespace QsioAdmin

#endif
