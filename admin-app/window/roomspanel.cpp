// SPDX-License-Identifier: MIT
#include "roomspanel.h"

#include "commandrunner.h"
#include "core/adminsession.h"
#include "roomdialog.h"
#include "widgets/icons.h"

#include <QtCore/QStringListModel>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>

namespace QsioAdmin {

RoomsPanel::RoomsPanel(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_list(new QListWidget(this))
    , m_leave(new QPushButton(themedIcon(QStringLiteral("leave")), tr("Leave selected"), this))
    , m_name(new QLineEdit(this))
    , m_join(new QPushButton(themedIcon(QStringLiteral("join")), tr("Join"), this))
    , m_suggestions(new QStringListModel(this))
{
    m_list->setObjectName(QStringLiteral("inspectorRooms"));
    m_list->setAccessibleName(tr("Rooms of the socket"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_leave->setObjectName(QStringLiteral("inspectorLeave"));
    m_join->setObjectName(QStringLiteral("inspectorJoin"));
    m_name->setObjectName(QStringLiteral("inspectorRoomName"));
    m_name->setAccessibleName(tr("Room to join"));
    m_name->setPlaceholderText(tr("Room to join"));
    m_name->setMaxLength(1'000);
    auto *completer = new QCompleter(m_suggestions, this);
    completer->setFilterMode(Qt::MatchContains);
    m_name->setCompleter(completer);
    auto *joinLine = new QHBoxLayout;
    joinLine->addWidget(m_name, 1);
    joinLine->addWidget(m_join);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_leave);
    layout->addLayout(joinLine);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &RoomsPanel::updateButtons);
    connect(m_name, &QLineEdit::textChanged, this, &RoomsPanel::updateButtons);
    connect(m_name, &QLineEdit::textEdited, this, &RoomsPanel::suggest);
    connect(m_name, &QLineEdit::returnPressed, this, &RoomsPanel::join);
    connect(m_join, &QPushButton::clicked, this, &RoomsPanel::join);
    connect(m_leave, &QPushButton::clicked, this, &RoomsPanel::leave);
    updateButtons();
}

void RoomsPanel::setSocket(const SocketRecord &socket)
{
    QList<RoomName> rooms = socket.rooms;
    if (socket.isInOwnRoom)
        rooms.prepend(RoomName(socket.key.id));
    if (socket.key == m_key && rooms == m_rooms)
        return;
    m_key = socket.key;
    m_rooms = rooms;
    m_list->clear();
    for (const RoomName &room : std::as_const(m_rooms)) {
        const bool isOwn = room.is(m_key.id);
        auto *item = new QListWidgetItem(isOwn ? tr("%1 (its own)").arg(room.text()) : room.text(),
                                         m_list);
        if (isOwn) // it could not be reached any longer
            item->setFlags(item->flags() & ~Qt::ItemIsSelectable);
    }
    updateButtons();
}

void RoomsPanel::setUsable(bool isUsable)
{
    m_isUsable = isUsable;
    updateButtons();
}

void RoomsPanel::updateButtons()
{
    m_leave->setEnabled(m_isUsable && !m_list->selectedItems().isEmpty());
    m_join->setEnabled(m_isUsable && !m_name->text().isEmpty());
}

void RoomsPanel::suggest()
{
    Selection selection;
    selection.sockets.append(m_key);
    m_suggestions->setStringList(
        RoomDialog::suggestions(Command::Verb::Join, selection, m_context.session->store()));
}

void RoomsPanel::join()
{
    if (!m_join->isEnabled())
        return;
    Command command;
    command.verb = Command::Verb::Join;
    command.nsp = m_key.nsp;
    command.target = CommandTarget::sockets({m_key.id});
    command.room = RoomName(m_name->text());
    m_name->clear();
    m_context.runner->run({command});
}

void RoomsPanel::leave()
{
    QList<Command> commands;
    for (int row = 0; row < m_list->count(); ++row) {
        if (!m_list->item(row)->isSelected())
            continue;
        Command command;
        command.verb = Command::Verb::Leave;
        command.nsp = m_key.nsp;
        command.target = CommandTarget::sockets({m_key.id});
        command.room = m_rooms[row];
        commands.append(command);
    }
    m_context.runner->run(commands);
}

} // namespace QsioAdmin
