// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_INSPECTOR_H
#define QSIOADMIN_WINDOW_INSPECTOR_H

#include "core/socketstore.h"
#include "models/eventfilterproxy.h"
#include "models/flatindexproxy.h"
#include "models/keyvaluemodel.h"
#include "subject.h"
#include "windowcontext.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QLabel;
class QTabWidget;
class QToolButton;
QT_END_NAMESPACE

namespace QsioAdmin {

class DataPanel;
class ListTable;
class RoomsPanel;

// Everything about what is selected: its figures, and of a socket its rooms, handshake, data, events
// and siblings, which are the other sockets of its connection. Who looks from there at another one
// can go back. It stays when a socket goes, and then says how it has ended.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(const WindowContext &context, QWidget *parent = nullptr);

    void inspect(const Subject &subject);
    void open(const Subject &subject); // from here, to where one can go back
    void goBack();
    [[nodiscard]] const Subject &subject() const { return m_subject; }
    void refresh();

Q_SIGNALS:
    void subjectChanged(const QsioAdmin::Subject &subject);

private:
    void makeTabs();
    [[nodiscard]] QWidget *makeHandshake();
    [[nodiscard]] ListTable *makeEvents();
    [[nodiscard]] ListTable *makeMembers();
    [[nodiscard]] ListTable *makeShared();
    void show(const Subject &subject);
    void showTabs();
    void showSocket();
    void showEvents();
    void showMembers();
    void showShared();
    [[nodiscard]] bool isMember(int row) const;

    const WindowContext m_context;
    Subject m_subject;
    std::optional<SocketRecord> m_socket; // as it was last
    KeyValueModel m_summary;
    KeyValueModel m_handshake;
    KeyValueModel m_shared;
    QList<RoomName> m_sharedRooms;
    QList<Subject> m_before; // where one can go back to
    EventFilterProxy m_events;
    FlatIndexProxy m_members;
    QTimer m_timer;
    QLabel *m_title;
    QLabel *m_state;
    QTabWidget *m_tabs;
    RoomsPanel *m_rooms;
    DataPanel *m_data;
    QToolButton *m_back;
    QWidget *m_handshakeTab = nullptr;
    ListTable *m_eventsTab = nullptr;
    ListTable *m_membersTab = nullptr;
    ListTable *m_sharedTab = nullptr;
};

} // namespace QsioAdmin

#endif
