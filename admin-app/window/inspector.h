// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_INSPECTOR_H
#define QSIOADMIN_WINDOW_INSPECTOR_H

#include "core/socketstore.h"
#include "models/eventfilterproxy.h"
#include "models/flatindexproxy.h"
#include "models/jsontreemodel.h"
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
class QTreeView;
QT_END_NAMESPACE

namespace QsioAdmin {

class ListTable;
class RoomsPanel;

// Everything about what is selected: its figures, and of a socket its rooms, handshake, data and
// events. It stays when a socket goes, and then says how it has ended.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(const WindowContext &context, QWidget *parent = nullptr);

    void inspect(const Subject &subject);
    [[nodiscard]] const Subject &subject() const { return m_subject; }
    void refresh();

Q_SIGNALS:
    void inspectRequested(const QsioAdmin::Subject &subject); // of a member

private:
    void makeTabs();
    [[nodiscard]] QWidget *makeHandshake();
    [[nodiscard]] ListTable *makeEvents();
    [[nodiscard]] ListTable *makeMembers();
    void showTabs();
    void showSocket();
    void showEvents();
    void showMembers();
    [[nodiscard]] bool isMember(int row) const;

    const WindowContext m_context;
    Subject m_subject;
    std::optional<SocketRecord> m_socket; // as it was last
    KeyValueModel m_summary;
    KeyValueModel m_handshake;
    JsonTreeModel m_data;
    EventFilterProxy m_events;
    FlatIndexProxy m_members;
    QTimer m_timer;
    QByteArray m_shownData;
    QLabel *m_title;
    QLabel *m_state;
    QTabWidget *m_tabs;
    RoomsPanel *m_rooms;
    QTreeView *m_dataView;
    QWidget *m_handshakeTab = nullptr;
    ListTable *m_eventsTab = nullptr;
    ListTable *m_membersTab = nullptr;
};

} // namespace QsioAdmin

#endif
