// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SOCKETSPAGE_H
#define QSIOADMIN_WINDOW_SOCKETSPAGE_H

#include "treepage.h"

QT_BEGIN_NAMESPACE
class QComboBox;
QT_END_NAMESPACE

namespace QsioAdmin {

class SocketTreeModel;
class SocketsModel;

// The sockets of all namespaces, as a list or in groups.
class SocketsPage : public TreePage
{
    Q_OBJECT
public:
    explicit SocketsPage(const WindowContext &context, QWidget *parent = nullptr);

    // A column with a value of the sockets' data, headers or query, as filters name them, such as
    // data.name. False: it is not understood.
    bool select(const SocketKey &key); // false: it is not shown
    bool addColumn(const QString &field);
    void setTree(bool isTree) override;
    void saveState(QSettings *settings) const override;
    void restoreState(QSettings *settings) override;

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
    void askForColumn();
    void makeGroupBox();

    SocketsModel &m_model;
    SocketTreeModel &m_tree;
    QComboBox *m_groupBy;
};

} // namespace QsioAdmin

#endif
