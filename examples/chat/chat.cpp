// SPDX-License-Identifier: MIT
#include "chat.h"

#include <QtCore/QDateTime>
#include <QtCore/QMimeDatabase>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxName = 24;
constexpr qsizetype maxText = 2000;
constexpr qsizetype maxImage = 512 * 1024;
constexpr qsizetype maxHistory = 50;

QCborMap refusal(const QString &why)
{
    return {{u"error"_s, why}};
}

} // namespace

Chat::Chat(Server *io)
    : m_io(io)
    , m_history{{u"Lobby"_s, {}}, {u"Qt"_s, {}}, {u"Random"_s, {}}}
{
    connect(io, &Server::connection, this, &Chat::serve);
}

void Chat::serve(Socket *socket)
{
    socket->on("enter", this, [this, socket](const QString &room, const QString &name) {
        return enter(socket, {name.simplified(), room});
    });
    socket->on("say", this, [this, socket](const QString &text) { return say(socket, text); });
    socket->on("image", this,
               [this, socket](const QByteArray &image) { return show(socket, image); });
    socket->on("typing", this, [this, socket](bool isTyping) {
        if (const Guest guest = m_guests.value(socket); !guest.room.isEmpty())
            socket->to(guest.room)
                .asVolatile()
                .emitEvent("typing", guest.room, guest.name, isTyping);
    });
    connect(socket, &Socket::disconnected, this, [this, socket] { leave(socket); });
}

QCborMap Chat::enter(Socket *socket, const Guest &guest)
{
    if (!m_history.contains(guest.room))
        return refusal(u"There is no such room"_s);
    if (guest.name.isEmpty() || guest.name.size() > maxName)
        return refusal(u"A name has 1 to %1 characters"_s.arg(maxName));
    if (isTaken(guest.name, socket))
        return refusal(u"Somebody is called that already"_s);

    leave(socket);
    m_guests.insert(socket, guest);
    socket->join(guest.room);
    socket->to(guest.room).emitEvent("people", guest.room, people(guest.room));
    // Each message as an event of its own: one packet carries few pictures.
    for (const QCborMap &message : m_history.value(guest.room))
        socket->emitEvent("message", message);
    return {{u"people"_s, QCborArray::fromStringList(people(guest.room))}};
}

QCborMap Chat::say(Socket *socket, const QString &text)
{
    if (text.trimmed().isEmpty() || text.size() > maxText)
        return refusal(u"A message has 1 to %1 characters"_s.arg(maxText));
    return post(socket, {{u"text"_s, text}});
}

QCborMap Chat::show(Socket *socket, const QByteArray &image)
{
    static const QStringList types{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s,
                                   u"image/webp"_s};
    if (image.size() > maxImage)
        return refusal(u"That picture is too large"_s);
    // By its content, whatever the sender says it is.
    const QString type = QMimeDatabase().mimeTypeForData(image).name();
    if (!types.contains(type))
        return refusal(u"That is no picture"_s);
    return post(socket, {{u"image"_s, image}, {u"type"_s, type}});
}

QCborMap Chat::post(Socket *socket, QCborMap message)
{
    const Guest guest = m_guests.value(socket);
    if (guest.room.isEmpty())
        return refusal(u"Enter a room first"_s);
    message.insert(u"room"_s, guest.room);
    message.insert(u"from"_s, guest.name);
    message.insert(u"time"_s, QDateTime::currentMSecsSinceEpoch());

    QList<QCborMap> &history = m_history[guest.room];
    history.append(message);
    if (history.size() > maxHistory)
        history.removeFirst();
    socket->to(guest.room).emitEvent("message", message);
    return {};
}

void Chat::leave(Socket *socket)
{
    const Guest guest = m_guests.take(socket);
    if (guest.room.isEmpty())
        return;
    socket->leave(guest.room);
    m_io->to(guest.room).emitEvent("people", guest.room, people(guest.room));
}

bool Chat::isTaken(const QString &name, const Socket *socket) const
{
    for (auto guest = m_guests.cbegin(); guest != m_guests.cend(); ++guest) {
        if (guest.key() != socket && guest->name == name)
            return true;
    }
    return false;
}

QStringList Chat::people(const QString &room) const
{
    QStringList names;
    for (const Guest &guest : m_guests) {
        if (guest.room == room)
            names.append(guest.name);
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}
