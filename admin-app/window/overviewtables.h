// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_OVERVIEWTABLES_H
#define QSIOADMIN_WINDOW_OVERVIEWTABLES_H

#include "models/toplistmodel.h"
#include "subject.h"
#include "windowcontext.h"

#include <QtWidgets/QWidget>

namespace QsioAdmin {

class ListTable;

// The most of each: the namespaces and rooms with the most sockets, the sockets with the most
// events, and why connections end. What is looked at is all in the namespaces of the scope.
class OverviewTables : public QWidget
{
    Q_OBJECT
public:
    static constexpr int maxRows = 10;

    explicit OverviewTables(const WindowContext &context, QWidget *parent = nullptr);
    ~OverviewTables() override;

    void refresh(); // it looks at all rows: not more often than it can be read
    void setStale(bool isStale);

Q_SIGNALS:
    void inspectRequested(const QsioAdmin::Subject &subject);

private:
    void addTable(TopListModel *model, const QString &title, const char *name, Subject::Kind kind);
    void refreshNamespaces();
    void refreshRooms();
    void refreshTalkers();
    void refreshReasons();

    const WindowContext m_context;
    TopListModel m_namespaces;
    TopListModel m_rooms;
    QList<RoomKey> m_roomKeys; // of its rows
    TopListModel m_talkers;
    TopListModel m_reasons;
    QList<ListTable *> m_tables;
};

} // namespace QsioAdmin

#endif
