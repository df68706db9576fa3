// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_LISTTABLE_H
#define QSIOADMIN_WINDOW_LISTTABLE_H

#include <QtWidgets/QTableView>

QT_BEGIN_NAMESPACE
class QMenu;
QT_END_NAMESPACE

namespace QsioAdmin {

class StaleDelegate;

// A table of whole rows, all of the same height, that says so where it is empty. Its header offers
// the columns.
class ListTable : public QTableView
{
    Q_OBJECT
public:
    // name: to be read aloud, such as "Sockets table"
    explicit ListTable(const QString &name, QWidget *parent = nullptr);

    void setStale(bool isStale);
    void setDelegate(StaleDelegate *delegate); // instead of the one it has
    void setEmptyText(const QString &text);
    void setHiddenColumns(const QList<int> &columns);
    void setColumnWidths(const QList<int> &characters); // by column
    void fillColumnMenu(QMenu *menu);
    [[nodiscard]] QString rowText(int row) const; // with tabs

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateRowHeight();

    StaleDelegate *m_delegate;
    QString m_emptyText;
};

// An action for each column from the first one that may be hidden.
void fillColumnMenu(QMenu *menu, QHeaderView *header, int first = 0);

} // namespace QsioAdmin

#endif
