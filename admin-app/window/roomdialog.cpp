// SPDX-License-Identifier: MIT
#include "roomdialog.h"

#include <QtCore/QSet>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

RoomDialog::RoomDialog(Command::Verb verb, const Selection &selection, const AdminStore &store,
                       QWidget *parent)
    : QDialog(parent)
    , m_room(new QLineEdit(this))
{
    const bool isJoin = verb == Command::Verb::Join;
    setObjectName(QStringLiteral("roomDialog"));
    setWindowTitle(isJoin ? tr("Join a room") : tr("Leave a room"));
    auto *label = new QLabel(isJoin ? tr("&Room for %1 to join:").arg(selection.text())
                                    : tr("&Room for %1 to leave:").arg(selection.text()),
                             this);
    label->setBuddy(m_room);
    m_room->setObjectName(QStringLiteral("roomName"));
    m_room->setAccessibleName(isJoin ? tr("Room to join") : tr("Room to leave"));
    m_room->setMaxLength(1'000);
    auto *completer = new QCompleter(suggestions(verb, selection, store), this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_room->setCompleter(completer);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("roomCancel"));
    m_accept = buttons->addButton(isJoin ? tr("Join") : tr("Leave"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("roomAccept"));
    m_accept->setDefault(true);
    m_accept->setEnabled(false);
    connect(m_room, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_accept->setEnabled(!text.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_room);
    layout->addWidget(buttons);
    setMinimumWidth(380);
}

QString RoomDialog::room() const
{
    return m_room->text();
}

QStringList RoomDialog::suggestions(Command::Verb verb, const Selection &selection,
                                    const AdminStore &store)
{
    QSet<QString> names;
    if (verb == Command::Verb::Leave && !selection.sockets.isEmpty()) {
        for (const SocketKey &key : selection.sockets) {
            const int slot = store.sockets().find(key);
            if (slot < 0)
                continue;
            for (const RoomName &room : store.sockets().at(slot).rooms)
                names.insert(room.text());
            if (names.size() >= maxSuggestions)
                break;
        }
    } else {
        const QByteArrayList namespaces = selection.touchedNamespaces();
        const RoomStore &rooms = store.rooms();
        for (int slot = 0; slot < rooms.slotCount() && names.size() < maxSuggestions; ++slot) {
            if (rooms.isLive(slot) && namespaces.contains(rooms.at(slot).key.nsp))
                names.insert(rooms.at(slot).key.name.text());
        }
    }
    QStringList sorted(names.cbegin(), names.cend());
    sorted.sort();
    return sorted;
}

} // namespace QsioAdmin
