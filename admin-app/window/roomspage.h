// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ROOMSPAGE_H
#define QSIOADMIN_WINDOW_ROOMSPAGE_H

#include "treepage.h"

namespace QsioAdmin {

class RoomTreeModel;
class RoomsModel;

// The rooms: by namespace and by how their names begin, or as a list. The private rooms of sockets
// are hidden until somebody asks for them.
class RoomsPage : public TreePage
{
    Q_OBJECT
public:
    explicit RoomsPage(const WindowContext &context, QWidget *parent = nullptr);

    void setTree(bool isTree) override;
    void saveState(QSettings *settings) const override;
    void restoreState(QSettings *settings) override;

protected:
    [[nodiscard]] Subject subjectAt(int row) const override;
    void addTo(Selection *selection, int row) const override;
    [[nodiscard]] bool isInScope(int row) const override;
    [[nodiscard]] int total() const override;
    [[nodiscard]] QString filterKey(int column) const override;
    void applyScope() override;
    [[nodiscard]] Subject subjectOf(const QModelIndex &index) const override;
    void addItem(Selection *selection, const QModelIndex &index) const override;
    [[nodiscard]] QString treeFilterKey(const QModelIndex &cell) const override;

private:
    RoomsModel &m_model;
    RoomTreeModel &m_tree;
    QToolButton *m_private;
};

} // namespace QsioAdmin

#endif
