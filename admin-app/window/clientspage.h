// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_CLIENTSPAGE_H
#define QSIOADMIN_WINDOW_CLIENTSPAGE_H

#include "treepage.h"

namespace QsioAdmin {

class ClientTreeModel;
class ClientsModel;

// The connections, each with sockets in one or several namespaces.
class ClientsPage : public TreePage
{
    Q_OBJECT
public:
    explicit ClientsPage(const WindowContext &context, QWidget *parent = nullptr);

protected:
    [[nodiscard]] Subject subjectAt(int row) const override;
    void addTo(Selection *selection, int row) const override;
    [[nodiscard]] bool isInScope(int row) const override;
    [[nodiscard]] int total() const override;
    [[nodiscard]] QString filterKey(int column) const override;
    [[nodiscard]] Subject subjectOf(const QModelIndex &index) const override;
    void addItem(Selection *selection, const QModelIndex &index) const override;
    [[nodiscard]] QString treeFilterKey(const QModelIndex &cell) const override;

private:
    ClientsModel &m_model;
    ClientTreeModel &m_tree;
};

} // namespace QsioAdmin

#endif
