// SPDX-License-Identifier: MIT
#include "inmemoryadapter.h"

#include "../codec/enginecodecv4_p.h"
#include "../codec/packet.h"
#include "orderedset_p.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtCore/QSet>

#include <algorithm>
#include <vector>

namespace QSocketIo {

namespace {

struct Member;

struct Room
{
    QString name;
    OrderedSet<Member> members;
};

// A socket that is or was in a room. Those without a room stay until delAll().
struct Member
{
    QString id;
    AdapterMember *socket = nullptr; // null: unknown to the namespace, never selected
    OrderedSet<Room> rooms;
};

} // namespace

class InMemoryAdapterPrivate
{
public:
    // The members a broadcast is just being delivered to. Handlers may remove sockets meanwhile;
    // delAll() takes them out of every selection there is.
    struct Selection
    {
        explicit Selection(const InMemoryAdapterPrivate *d)
            : registry(d->selections)
        {
            registry->push_back(this);
        }
        ~Selection() { std::erase(*registry, this); }
        Q_DISABLE_COPY_MOVE(Selection)

        std::shared_ptr<std::vector<Selection *>> registry; // may outlive the adapter
        std::vector<Member *> members;
    };

    ~InMemoryAdapterPrivate()
    {
        qDeleteAll(rooms);
        qDeleteAll(members);
    }

    enum class Among { Connected, ConnectedAndRecovering };
    void select(const BroadcastOptions &options, std::vector<Member *> &into,
                Among among = Among::Connected) const;
    [[nodiscard]] bool isExcepted(const Member *member, const std::vector<Room *> &except) const;
    void leave(InMemoryAdapter *q, Member *member, Room *room);

    QHash<QString, Room *> rooms;
    QHash<QString, Member *> members;
    OrderedSet<Member> order;
    std::shared_ptr<std::vector<Selection *>> selections
        = std::make_shared<std::vector<Selection *>>();
    // Signals may destroy the adapter (Server::setAdapter); nothing is touched after that.
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
};

bool InMemoryAdapterPrivate::isExcepted(const Member *member,
                                        const std::vector<Room *> &except) const
{
    return std::any_of(except.begin(), except.end(), [member](const Room *room) {
        return room->members.contains(const_cast<Member *>(member));
    });
}

void InMemoryAdapterPrivate::select(const BroadcastOptions &options, std::vector<Member *> &into,
                                    Among among) const
{
    std::vector<Room *> except;
    for (const QString &name : options.except) {
        if (Room *room = rooms.value(name))
            except.push_back(room);
    }
    const auto isTaken = [among](const AdapterMember *socket) {
        return socket->isConnected()
            || (among == Among::ConnectedAndRecovering && socket->isRecovering());
    };
    const auto take = [&](Member *member) {
        if (member && member->socket && isTaken(member->socket) && !isExcepted(member, except))
            into.push_back(member);
    };
    if (options.rooms.isEmpty()) {
        into.reserve(order.count());
        for (Member *member : order.positions())
            take(member);
        return;
    }
    QSet<Member *> seen; // of more than one room, each socket once
    for (const QString &name : options.rooms) {
        const Room *room = rooms.value(name);
        if (!room)
            continue;
        for (Member *member : room->members.positions()) {
            if (options.rooms.size() > 1) {
                if (seen.contains(member))
                    continue;
                seen.insert(member);
            }
            take(member);
        }
    }
}

void InMemoryAdapterPrivate::leave(InMemoryAdapter *q, Member *member, Room *room)
{
    if (!room->members.remove(member))
        return;
    member->rooms.remove(room);
    const QString name = room->name;
    const QString id = member->id;
    const std::weak_ptr<bool> stillAlive = alive;
    Q_EMIT q->roomLeft(name, id);
    if (stillAlive.expired())
        return;
    Room *after = rooms.value(name); // a handler may have filled, left or re-created it
    if (after && after->members.isEmpty()) {
        rooms.remove(name);
        delete after;
        Q_EMIT q->roomDeleted(name);
    }
}

/*!
    \class QSocketIo::InMemoryAdapter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/InMemoryAdapter
    \brief The adapter of a server that stands alone: its rooms live in memory.

    Rooms and sockets keep the order in which they came, and broadcasts are delivered in that order.
    A broadcast is encoded once, whatever the number of sockets.

    \code
    const QStringList rooms = io.sockets()->adapter()->rooms();
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server.
*/

/*! Creates the adapter of \a host with \a parent. */
InMemoryAdapter::InMemoryAdapter(AdapterHost *host, QObject *parent)
    : Adapter(host, parent)
    , d(std::make_unique<InMemoryAdapterPrivate>())
{ }

InMemoryAdapter::~InMemoryAdapter() = default;

/*! \reimp
    Puts the socket \a socketId into \a rooms; it may still be in its middlewares. */
void InMemoryAdapter::addAll(const QString &socketId, const QStringList &rooms)
{
    if (!d->members.contains(socketId)) {
        auto *member = new Member{socketId, host()->member(socketId), {}};
        d->members.insert(socketId, member);
        d->order.insert(member);
    }
    const std::weak_ptr<bool> alive = d->alive;
    for (const QString &name : rooms) {
        Member *member = d->members.value(socketId);
        if (!member)
            return; // removed by a handler
        Room *room = d->rooms.value(name);
        const bool isNew = !room;
        if (isNew) {
            room = new Room{name, {}};
            d->rooms.insert(name, room);
        }
        const bool joined = room->members.insert(member);
        member->rooms.insert(room);
        if (isNew)
            Q_EMIT roomCreated(name);
        if (!alive.expired() && joined)
            Q_EMIT roomJoined(name, socketId);
        if (alive.expired())
            return;
    }
}

/*! \reimp
    Takes the socket \a socketId out of \a room. */
void InMemoryAdapter::del(const QString &socketId, const QString &room)
{
    Member *member = d->members.value(socketId);
    Room *found = d->rooms.value(room);
    if (member && found)
        d->leave(this, member, found);
}

/*! \reimp
    Takes the socket \a socketId out of all rooms and forgets it. */
void InMemoryAdapter::delAll(const QString &socketId)
{
    const std::weak_ptr<bool> alive = d->alive;
    const QStringList rooms = socketRooms(socketId);
    for (const QString &room : rooms) {
        del(socketId, room);
        if (alive.expired())
            return;
    }
    Member *member = d->members.take(socketId);
    if (!member)
        return;
    for (Room *room : member->rooms.positions()) {
        if (room) // joined by a handler just now
            room->members.remove(member);
    }
    d->order.remove(member);
    for (InMemoryAdapterPrivate::Selection *selection : *d->selections)
        std::replace(selection->members.begin(), selection->members.end(), member,
                     static_cast<Member *>(nullptr));
    delete member;
}

// Encoded, and where it pays framed, once for all.
QList<EnginePacket> InMemoryAdapter::encodedOnce(const Packet &packet,
                                                 const BroadcastOptions &options,
                                                 std::size_t count) const
{
    QList<EnginePacket> encoded = host()->encode(packet);
    for (EnginePacket &part : encoded) {
        part.compress = options.compress;
        if (count > 1)
            part.webSocketFrame = EngineCodecV4::webSocketFrame(part);
    }
    return encoded;
}

/*! \reimp
    Delivers \a packet to the local sockets that \a options select. Those that recover count, unless
    it is volatile or to be acknowledged. */
void InMemoryAdapter::broadcast(const Packet &packet, const BroadcastOptions &options)
{
    using Among = InMemoryAdapterPrivate::Among;
    const bool isRecoverable
        = packet.type == Packet::Type::Event && !packet.id && !options.isVolatile;
    InMemoryAdapterPrivate::Selection selection(d.get());
    d->select(options, selection.members,
              isRecoverable ? Among::ConnectedAndRecovering : Among::Connected);
    if (selection.members.empty())
        return;
    const QList<EnginePacket> encoded = encodedOnce(packet, options, selection.members.size());
    const QPointer<InMemoryAdapter> guard(this);
    for (std::size_t i = 0; i < selection.members.size(); ++i) {
        if (Member *member = selection.members[i])
            member->socket->deliver(packet, encoded, options.isVolatile);
        if (!guard)
            return;
    }
}

/*! \reimp
    Delivers \a packet, which has an id, and hands each answer to \a answer. */
void InMemoryAdapter::broadcastWithAck(const Packet &packet, const BroadcastOptions &options,
                                       const std::function<void(int)> &expected,
                                       const std::function<void(const QCborValue &)> &answer)
{
    InMemoryAdapterPrivate::Selection selection(d.get());
    d->select(options, selection.members);
    for (Member *member : selection.members)
        member->socket->expectAnswer(*packet.id, answer);
    const int count = int(selection.members.size());
    if (count > 0) {
        const QList<EnginePacket> encoded = encodedOnce(packet, options, selection.members.size());
        const QPointer<InMemoryAdapter> guard(this);
        for (std::size_t i = 0; i < selection.members.size(); ++i) {
            if (Member *member = selection.members[i])
                member->socket->deliver(packet, encoded, options.isVolatile);
            if (!guard)
                return;
        }
    }
    expected(count);
}

/*! \reimp
    No answer to the packet \a packetId is waited for any longer. */
void InMemoryAdapter::cancelAnswers(quint64 packetId, const BroadcastOptions &options)
{
    Q_UNUSED(options) // the sockets may have changed rooms since
    for (Member *member : d->order.positions()) {
        if (member && member->socket)
            member->socket->forgetAnswer(packetId);
    }
}

/*! \reimp
    Returns the ids of the connected sockets that \a options select. */
QStringList InMemoryAdapter::localSockets(const BroadcastOptions &options) const
{
    std::vector<Member *> members;
    d->select(options, members);
    QStringList ids;
    ids.reserve(qsizetype(members.size()));
    for (const Member *member : members)
        ids.append(member->id);
    return ids;
}

template<typename T, typename Name>
static QStringList names(const OrderedSet<T> &set, Name T::*name)
{
    QStringList result;
    result.reserve(qsizetype(set.count()));
    for (const T *item : set.positions()) {
        if (item)
            result.append(item->*name);
    }
    return result;
}

/*! \reimp
    Returns the rooms of the socket \a socketId in the order in which it joined them. */
QStringList InMemoryAdapter::socketRooms(const QString &socketId) const
{
    const Member *member = d->members.value(socketId);
    return member ? names(member->rooms, &Room::name) : QStringList();
}

/*! \reimp
    Returns whether the socket \a socketId is in \a room. */
bool InMemoryAdapter::isInRoom(const QString &socketId, const QString &room) const
{
    Member *member = d->members.value(socketId);
    const Room *found = d->rooms.value(room);
    return member && found && found->members.contains(member);
}

/*! \reimp
    Returns the names of all rooms, in no particular order. */
QStringList InMemoryAdapter::rooms() const
{
    return d->rooms.keys();
}

/*! \reimp
    Returns the ids of the sockets in \a room, also of those still in their middlewares. */
QStringList InMemoryAdapter::socketsInRoom(const QString &room) const
{
    const Room *found = d->rooms.value(room);
    return found ? names(found->members, &Member::id) : QStringList();
}

/*! Returns whether a socket of this server is in \a room, for subclasses: socketsInRoom() makes a
    list. */
bool InMemoryAdapter::hasRoom(const QString &room) const
{
    return d->rooms.contains(room);
}

} // namespace QSocketIo
