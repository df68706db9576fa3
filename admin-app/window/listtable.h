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
    void setEmptyText(const QString &text);
    void setHiddenColumns(const QList<int> &columns);
    void setColumnWidths(const QList<int> &characters); // by column
    void fillColumnMenu(QMenu *menu);
    // Of the current row: as text with tabs, and as a JSON object.
    [[nodiscard]] QString rowText(int row) const;
    [[nodiscard]] QByteArray rowJson(int row) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateRowHeight();

    StaleDelegate *m_delegate;
    QString m_emptyText;
};

} // namespace QsioAdmin

#endif
