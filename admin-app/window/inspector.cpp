// SPDX-License-Identifier: MIT
#include "inspector.h"

#include "core/adminsession.h"
#include "core/roomoverlap.h"
#include "datapanel.h"
#include "filters.h"
#include "inspectorrows.h"
#include "listtable.h"
#include "roomspanel.h"
#include "windowmodels.h"

#include <QtCore/QLocale>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr qsizetype mostBefore = 50;

static ListTable *makeKeyValueTable(KeyValueModel *model, const QString &name, QWidget *parent)
{
    auto *table = new ListTable(name, parent);
    table->setModel(model);
    table->setColumnWidths({16, 20});
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    return table;
}

Inspector::Inspector(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_timer(this)
    , m_title(new QLabel(this))
    , m_state(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_rooms(new RoomsPanel(context, this))
    , m_data(new DataPanel(&context.models->dataHistory, this))
    , m_back(new QToolButton(this))
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setAlignment(Qt::AlignLeft | Qt::AlignTop); // also where it is alone
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("inspectorState"));
    makeTabs();
    m_back->setObjectName(QStringLiteral("inspectorBack"));
    m_back->setText(tr("Back"));
    m_back->setAccessibleName(tr("Back to what was inspected before"));
    m_back->setFocusPolicy(Qt::StrongFocus);
    m_back->hide();
    connect(m_back, &QToolButton::clicked, this, &Inspector::goBack);
    auto *line = new QHBoxLayout;
    line->addWidget(m_title, 1);
    line->addWidget(m_back, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setAlignment(Qt::AlignTop);
    layout->addLayout(line);
    layout->addWidget(m_state);
    layout->addWidget(m_tabs, 1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(200ms);
    m_timer.callOnTimeout(this, [this] { refresh(); });
    connect(&context.session->store(), &AdminStore::changed, this, [this] {
        if (isVisible() && !m_timer.isActive())
            m_timer.start();
    });
    connect(context.session, &AdminSession::statusChanged, this, &Inspector::refresh);
    inspect({});
}

void Inspector::makeTabs()
{
    m_tabs->setObjectName(QStringLiteral("inspectorTabs"));
    m_tabs->setAccessibleName(tr("Parts of the inspector"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("inspectorTabBar"));
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the inspector"));
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->addTab(makeKeyValueTable(&m_summary, tr("Inspector summary"), this), tr("Summary"));
    m_tabs->addTab(m_rooms, tr("Rooms"));
    m_handshakeTab = makeHandshake();
    m_tabs->addTab(m_handshakeTab, tr("Handshake"));
    m_tabs->addTab(m_data, tr("Data"));
    m_eventsTab = makeEvents();
    m_tabs->addTab(m_eventsTab, tr("Events"));
    m_membersTab = makeMembers();
    m_tabs->addTab(m_membersTab, tr("Sockets"));
    m_sharedTab = makeShared();
    m_tabs->addTab(m_sharedTab, tr("Shared with"));
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        showEvents();
        showMembers();
        showShared();
    });
}

QWidget *Inspector::makeHandshake()
{
    auto *tab = new QWidget(this);
    auto *layout = new QVBoxLayout(tab);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(makeKeyValueTable(&m_handshake, tr("Handshake of the socket"), tab), 1);
    auto *reveal = new QCheckBox(tr("Show secrets"), tab);
    reveal->setObjectName(QStringLiteral("inspectorReveal"));
    connect(reveal, &QCheckBox::toggled, this,
            [this](bool isOn) { m_handshake.setSecretsShown(isOn); });
    layout->addWidget(reveal);
    return tab;
}

ListTable *Inspector::makeEvents()
{
    auto *table = new ListTable(tr("Events of the socket"), this);
    table->setModel(&m_events);
    m_events.setSourceModel(&m_context.models->events); // for its columns
    table->setHiddenColumns({EventsModel::Number, EventsModel::Delta, EventsModel::Type,
                             EventsModel::Rule, EventsModel::Namespace, EventsModel::Socket,
                             EventsModel::Size});
    table->setColumnWidths({8, 13, 8, 4, 10, 8, 10, 20, 16, 8, 20});
    table->setEmptyText(tr("No events of this socket have been seen."));
    connect(&m_events, &QAbstractItemModel::rowsInserted, table, &QTableView::scrollToBottom);
    return table;
}

ListTable *Inspector::makeMembers()
{
    auto *table = new ListTable(tr("Sockets inside"), this);
    table->setModel(&m_members);
    m_members.setScope([](int) { return false; });
    m_members.setSourceModel(&m_context.models->sockets);
    for (int column = 0; column < SocketsModel::ColumnCount; ++column)
        table->setColumnHidden(column,
                               column != SocketsModel::Id && column != SocketsModel::Namespace
                                   && column != SocketsModel::Address);
    table->setColumnWidths({22, 12, 14});
    connect(table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const SocketKey key = m_context.models->sockets.keyAt(m_members.sourceRow(index.row()));
        Subject subject;
        subject.kind = Subject::Kind::Socket;
        subject.nsp = key.nsp;
        subject.id = key.id;
        open(subject);
    });
    return table;
}

ListTable *Inspector::makeShared()
{
    ListTable *table = makeKeyValueTable(&m_shared, tr("Rooms with the same members"), this);
    table->setEmptyText(tr("No member is in another room."));
    connect(table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        Subject subject;
        subject.kind = Subject::Kind::Room;
        subject.nsp = m_subject.nsp;
        subject.room = m_sharedRooms.value(index.row());
        open(subject);
    });
    return table;
}

// ---- the subject -----------------------------------------------------------------------------

void Inspector::inspect(const Subject &subject)
{
    if (subject == m_subject && subject.kind != Subject::Kind::None)
        return;
    m_before.clear();
    show(subject);
}

void Inspector::open(const Subject &subject)
{
    if (subject == m_subject)
        return;
    m_before.append(m_subject);
    if (m_before.size() > mostBefore)
        m_before.removeFirst();
    show(subject);
}

void Inspector::goBack()
{
    if (!m_before.isEmpty())
        show(m_before.takeLast());
}

void Inspector::show(const Subject &subject)
{
    m_subject = subject;
    m_back->setVisible(!m_before.isEmpty());
    m_socket.reset();
    m_summary.setRows({});
    m_title->setText(subjectTitle(subject));
    showTabs();
    refresh();
    showEvents();
    showMembers();
    showShared();
    Q_EMIT subjectChanged(m_subject);
}

void Inspector::showTabs()
{
    using Kind = Subject::Kind;
    const bool isSocket = m_subject.kind == Kind::Socket;
    const bool hasMembers
        = isSocket || m_subject.kind == Kind::Room || m_subject.kind == Kind::Client;
    const auto show = [this](QWidget *tab, bool isShown) {
        m_tabs->setTabVisible(m_tabs->indexOf(tab), isShown);
    };
    m_tabs->setVisible(m_subject.kind != Kind::None);
    m_state->setVisible(m_subject.kind != Kind::None);
    show(m_rooms, isSocket);
    show(m_handshakeTab, isSocket);
    show(m_data, isSocket);
    show(m_eventsTab, isSocket);
    show(m_membersTab, hasMembers);
    show(m_sharedTab, m_subject.kind == Kind::Room);
    m_tabs->setTabText(m_tabs->indexOf(m_membersTab), isSocket ? tr("Siblings") : tr("Sockets"));
    m_membersTab->setEmptyText(isSocket ? tr("This socket is alone on its connection.")
                                        : tr("Nobody is in there."));
}

void Inspector::refresh()
{
    if (m_subject.kind == Subject::Kind::None)
        return;
    AdminSession &session = *m_context.session;
    const SubjectPlace place = findSubject(m_subject, session.store(), *m_context.models);
    const bool isThere = place.row >= 0;
    if (isThere)
        m_summary.setRows(summaryRows(place));
    if (!isThere)
        m_state->setText(tr("○ %1").arg(endText(m_subject, session.store())));
    else if (session.store().isStale())
        m_state->setText(tr("○ as it was when the connection broke off"));
    else if (session.isReplaying())
        m_state->setText(tr("○ as it was recorded"));
    else
        m_state->setText(tr("● live"));
    if (m_subject.kind == Subject::Kind::Socket) {
        if (isThere)
            m_socket = session.store().sockets().at(place.row);
        showSocket();
    }
    showShared();
    m_rooms->setUsable(isThere && session.isOnline() && !session.store().isStale()
                       && !session.commands().isReadOnly());
}

void Inspector::showSocket()
{
    if (!m_socket)
        return;
    m_rooms->setSocket(*m_socket);
    m_handshake.setRows(handshakeRows(*m_socket));
    m_data->setSocket(*m_socket);
}

// Only while they are seen: others are not looked through for nothing.
void Inspector::showEvents()
{
    const bool isShown
        = m_subject.kind == Subject::Kind::Socket && m_tabs->currentWidget() == m_eventsTab;
    m_events.setPaused(!isShown);
    if (!isShown)
        return;
    const QString filter = filterTerm(QStringLiteral("sid"), QString::fromUtf8(m_subject.id)) + u' '
        + filterTerm(QStringLiteral("nsp"), QString::fromUtf8(m_subject.nsp));
    m_events.setFilter(FilterExpr::parse(filter).value_or(FilterExpr()));
}

void Inspector::showMembers()
{
    const bool isShown = m_tabs->currentWidget() == m_membersTab;
    m_members.setFrozen(!isShown);
    if (isShown)
        m_members.setScope([this](int row) { return isMember(row); });
}

// It goes through all sockets: only while it is seen.
void Inspector::showShared()
{
    const bool isShown
        = m_subject.kind == Subject::Kind::Room && m_tabs->currentWidget() == m_sharedTab;
    if (!isShown)
        return;
    QList<KeyValue> rows;
    m_sharedRooms.clear();
    const QLocale locale;
    for (const RoomOverlap &overlap :
         roomOverlaps(m_context.session->store(), {m_subject.nsp, m_subject.room})) {
        m_sharedRooms.append(overlap.name);
        rows.append({overlap.name.text(),
                     tr("%1 of %2 members")
                         .arg(locale.toString(overlap.shared), locale.toString(overlap.members))});
    }
    m_shared.setRows(rows);
}

bool Inspector::isMember(int row) const
{
    const SocketRecord &socket = m_context.session->store().sockets().at(row);
    if (m_subject.kind == Subject::Kind::Socket)
        return m_socket && !socket.clientId.isEmpty() && socket.clientId == m_socket->clientId
            && socket.key != m_socket->key;
    if (m_subject.kind == Subject::Kind::Room)
        return socket.key.nsp == m_subject.nsp && socket.rooms.contains(m_subject.room);
    return m_subject.kind == Subject::Kind::Client && socket.clientId == m_subject.id;
}

} // namespace QsioAdmin
