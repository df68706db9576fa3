// SPDX-License-Identifier: MIT
#include "adapter.h"

#include <QtCore/QFuture>
#include <QtCore/QPointer>

namespace QSocketIo {

/*!
    \class QSocketIo::BroadcastOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/BroadcastOptions
    \brief Which sockets a broadcast means, and how it travels.

    \code
    const QSocketIo::BroadcastOptions options{.rooms = {"lobby", "hall"},
                                              .except = {"muted"},
                                              .isVolatile = true,
                                              .isLocal = true,
                                              .compress = false,
                                              .timeout = 5s};
    const QStringList ids = chat->adapter()->localSockets(options);
    QSocketIo::BroadcastOperator(chat, options).emitEvent("tick", 42);
    \endcode

    \section1 Thread affinity
    BroadcastOptions is a value and reentrant.
*/

/*! \variable QSocketIo::BroadcastOptions::rooms
    Whoever is in one of these rooms is meant, once. Empty, the default: everybody. Rooms that do not
    exist select nobody. */

/*! \variable QSocketIo::BroadcastOptions::except
    Whoever is in one of these rooms is not meant. Empty by default. */

/*! \variable QSocketIo::BroadcastOptions::isVolatile
    Whether clients miss the packet whose transport is not writable. False by default. */

/*! \variable QSocketIo::BroadcastOptions::isLocal
    Whether this server's clients alone are meant. False by default. */

/*! \variable QSocketIo::BroadcastOptions::compress
    Whether the packet may be compressed. True by default. */

/*! \variable QSocketIo::BroadcastOptions::timeout
    How long acknowledgements are waited for, in milliseconds. Unset by default. */

/*!
    \class QSocketIo::SocketDescription
    \inmodule QSocketIo
    \inheaderfile QSocketIo/SocketDescription
    \brief A socket of this server or another one of the cluster, as it was when it was asked for.

    \code
    const QSocketIo::SocketDescription description{.id = socket->id(),
                                                   .handshake = socket->handshake(),
                                                   .rooms = socket->rooms().values(),
                                                   .data = socket->data()};
    QSocketIo::RemoteSocket(chat, description).emitEvent("hello");
    \endcode

    \section1 Thread affinity
    SocketDescription is a value; its handshake must stay in the thread of its original.

    \sa Adapter::fetchSockets(), RemoteSocket
*/

/*! \variable QSocketIo::SocketDescription::id
    The id of the socket. */

/*! \variable QSocketIo::SocketDescription::handshake
    What the client said when it joined. */

/*! \variable QSocketIo::SocketDescription::rooms
    The rooms that the socket is in, its own one included. */

/*! \variable QSocketIo::SocketDescription::data
    The application's data about the client, Socket::data(). */

/*!
    \class QSocketIo::RecoverableSession
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RecoverableSession
    \brief What a client needs to go on after its connection broke.

    \code
    QSocketIo::RecoverableSession session{.sid = socket->id(),
                                          .pid = "known to this client only",
                                          .rooms = socket->rooms().values(),
                                          .data = socket->data()};
    chat->adapter()->persistSession(session);
    qInfo() << session.missedPackets.size(); // 0: restoreSession() fills them in
    \endcode

    \section1 Thread affinity
    RecoverableSession is a value and reentrant.

    \sa Adapter::persistSession(), ServerOptions::connectionStateRecovery
*/

/*! \variable QSocketIo::RecoverableSession::sid
    The id of the socket, which it keeps. */

/*! \variable QSocketIo::RecoverableSession::pid
    What the client got with its CONNECT answer, and proves with that the session is its own. */

/*! \variable QSocketIo::RecoverableSession::rooms
    The rooms it was in, its own one included. */

/*! \variable QSocketIo::RecoverableSession::data
    The application's data about the client, Socket::data(). */

/*! \variable QSocketIo::RecoverableSession::missedPackets
    What was emitted to it while it was away, in that order. Filled by Adapter::restoreSession(). */

/*!
    \class QSocketIo::AdapterMember
    \inmodule QSocketIo
    \inheaderfile QSocketIo/AdapterMember
    \brief A socket as its adapter sees it.

    AdapterHost::member() gives it to an adapter:

    \code
    // Delivers a packet to one socket, and disconnects it when it has answered.
    void deliverTo(QSocketIo::AdapterMember *member, QSocketIo::AdapterHost *host,
                   const QSocketIo::Packet &packet)
    {
        if (member->isRecovering())
            return member->deliver(packet, host->encode(packet), false); // for later
        if (!member->isConnected())
            return;
        qInfo() << member->id() << member->handshake().address() << member->data();
        member->expectAnswer(*packet.id, [member](const QCborValue &) {
            member->disconnectClient(QSocketIo::DisconnectMode::LeaveNamespace);
        });
        member->deliver(packet, host->encode(packet), false);
    }

    // Nobody waits any longer.
    void giveUp(QSocketIo::AdapterMember *member, quint64 packetId)
    {
        member->forgetAnswer(packetId);
    }
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server.

    \sa Adapter, AdapterHost
*/

/*! \fn QString AdapterMember::id() const
    Returns the id of the socket. */

/*! \fn bool AdapterMember::isConnected() const
    Returns whether the socket is connected. It is not while its middlewares run: it may be in rooms,
    but gets no broadcast yet. */

/*! Returns whether the socket recovers and its middlewares still run. What is sent to it meanwhile is
    missed as well: deliver() keeps it for then. False by default. */
bool AdapterMember::isRecovering() const
{
    return false;
}

/*! \fn QSocketIo::Handshake AdapterMember::handshake() const
    Returns what the client said when it joined. */

/*! \fn QCborMap AdapterMember::data() const
    Returns the application's data about the client, Socket::data(). */

/*! \fn void AdapterMember::deliver(const Packet &packet, const QList<EnginePacket> &encoded, bool isVolatile)
    Sends \a packet, of which AdapterHost::encode() made \a encoded, once for everybody. The socket's
    outgoing catch-all handlers are called before. Where \a isVolatile and the transport is not
    writable, nothing is sent. It may destroy the member. */

/*! \fn void AdapterMember::expectAnswer(quint64 packetId, std::function<void(const QCborValue &)> answer)
    Makes the client's answer to the packet with the id \a packetId call \a answer, once, with its
    first argument. To be called before deliver(). */

/*! \fn void AdapterMember::forgetAnswer(quint64 packetId)
    Undoes expectAnswer() for \a packetId: an answer that comes later is ignored. */

/*! \fn void AdapterMember::disconnectClient(QSocketIo::DisconnectMode mode)
    Disconnects the client as Socket::disconnectClient() does with \a mode. It may destroy the
    member. */

AdapterMember::~AdapterMember() = default;

/*!
    \class QSocketIo::AdapterHost
    \inmodule QSocketIo
    \inheaderfile QSocketIo/AdapterHost
    \brief A namespace as its adapter sees it.

    \code
    void announce(QSocketIo::AdapterHost *host, const QStringList &ids, const QSocketIo::Packet &packet)
    {
        const QList<QSocketIo::EnginePacket> encoded = host->encode(packet); // once for everybody
        for (const QString &id : ids) {
            if (QSocketIo::AdapterMember *member = host->member(id))
                member->deliver(packet, encoded, false);
        }
        host->serverSideEvent("announced", QSocketIo::Payload::of(host->namespaceName()), {});
    }

    // Another server's packet, whose answers this one gathers.
    quint64 numbered(QSocketIo::AdapterHost *host, QSocketIo::Packet packet)
    {
        packet.id = host->takePacketId();
        return *packet.id;
    }

    void connectionLost(QSocketIo::AdapterHost *host, quint64 packetId)
    {
        host->answersIncomplete(packetId, QSocketIo::Error("the other servers are out of reach"));
    }
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server, and longer than the adapter.

    \sa Adapter
*/

/*! \fn QString AdapterHost::namespaceName() const
    Returns the name of the namespace, which begins with a slash. */

/*! \fn QSocketIo::AdapterMember *AdapterHost::member(const QString &id) const
    Returns the socket called \a id, also where its middlewares still run, or nullptr. It is valid
    until Adapter::delAll(\a id) returns. */

/*! \fn QList<QSocketIo::EnginePacket> AdapterHost::encode(const Packet &packet) const
    Returns the messages that carry \a packet by the server's parser. */

/*! \fn void AdapterHost::serverSideEvent(const QString &event, const Payload &arguments, const Ack &ack)
    Calls the namespace's handlers of \a event with \a arguments: another server of the cluster has
    emitted it. Their answer goes to \a ack. */

/*! \fn quint64 AdapterHost::takePacketId()
    Returns a number that no other packet of this namespace has as its id: for a packet of another
    server whose acknowledgements are asked for. */

AdapterHost::~AdapterHost() = default;

/*! The packet with the id \a packetId, which Adapter::broadcastWithAck() got, will have fewer answers
    than there are clients because of \a error: when those that are still expected have come, they
    are reported as this error's data. To be called before the adapter says how many these are. This
    implementation does nothing. */
void AdapterHost::answersIncomplete(quint64 packetId, const Error &error)
{
    Q_UNUSED(packetId)
    Q_UNUSED(error)
}

/*! Returns how clients of the server recover their connection, or nullptr where they do not, as in
    this implementation.

    \code
    // How long a session is to be kept.
    std::chrono::milliseconds timeToLive(const QSocketIo::AdapterHost *host)
    {
        const auto *recovery = host->connectionStateRecovery();
        return recovery ? recovery->maxDisconnectionDuration : 0ms;
    }
    \endcode */
const ConnectionStateRecoveryOptions *AdapterHost::connectionStateRecovery() const
{
    return nullptr;
}

/*!
    \class QSocketIo::Adapter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Adapter
    \brief Keeps a namespace's rooms and delivers its broadcasts.

    Each namespace has an adapter of its own, by default an InMemoryAdapter. Its signals tell of the
    rooms' lives:

    \code
    QSocketIo::Adapter *adapter = io.sockets()->adapter();
    connect(adapter, &QSocketIo::Adapter::roomCreated, this, [](const QString &room) {
        qInfo() << "room" << room << "was created";
    });
    connect(adapter, &QSocketIo::Adapter::roomJoined, this, [](const QString &room, const QString &id) {
        qInfo() << id << "joined" << room;
    });
    connect(adapter, &QSocketIo::Adapter::roomLeft, this, [](const QString &room, const QString &id) {
        qInfo() << id << "left" << room;
    });
    connect(adapter, &QSocketIo::Adapter::roomDeleted, this, [](const QString &room) {
        qInfo() << "room" << room << "is empty";
    });
    qInfo() << adapter->rooms() << adapter->socketsInRoom("lobby")
            << adapter->socketRooms(socket->id()) << adapter->isInRoom(socket->id(), "lobby")
            << adapter->localSockets({.rooms = {"lobby"}});
    \endcode

    roomCreated() comes before the first roomJoined() of a room, roomDeleted() behind the last
    roomLeft(). Each socket is alone in a room named by its id, unless it leaves that room.

    \section1 Thread affinity
    An adapter lives in the thread of its Server.

    \section1 Subclassing
    An adapter of a cluster is best derived from InMemoryAdapter, which keeps the rooms of this
    server's sockets, and tells the other servers of what concerns them:

    \code
    class ClusterAdapter : public QSocketIo::InMemoryAdapter
    {
    public:
        using InMemoryAdapter::InMemoryAdapter;

        void init() override { m_channel = host()->namespaceName(); } // subscribe to it
        QFuture<void> close() override { return InMemoryAdapter::close(); } // unsubscribe
        QFuture<QSocketIo::Result<int>> serverCount() const override
        {
            return QtFuture::makeReadyFuture(QSocketIo::Result<int>(m_others.size() + 1));
        }
        void broadcast(const QSocketIo::Packet &packet,
                       const QSocketIo::BroadcastOptions &options) override
        {
            if (!options.isLocal)
                publish(packet, options);
            InMemoryAdapter::broadcast(packet, options);
        }
        void addSockets(const QSocketIo::BroadcastOptions &options, const QStringList &rooms) override
        {
            // ... and likewise delSockets(), disconnectSockets(), fetchSockets(), allSockets(),
            // broadcastWithAck(), cancelAnswers(), serverSideEmit(); for recovery persistSession() and
            // restoreSession(). addAll(), del() and delAll() concern this server alone.
            InMemoryAdapter::addSockets(options, rooms);
        }

    private:
        void publish(const QSocketIo::Packet &packet, const QSocketIo::BroadcastOptions &options);
        QString m_channel;
        QStringList m_others;
    };

    io.setAdapter([](QSocketIo::AdapterHost *host) { return std::make_unique<ClusterAdapter>(host); });
    \endcode

    \sa Namespace::adapter(), Server::setAdapter()
*/

/*! \typedef QSocketIo::AdapterFactory
    A function that makes the adapter of a namespace, for Server::setAdapter() and
    ServerOptions::adapter. It gets the AdapterHost, which outlives the adapter. */

/*! Creates an adapter for \a host, which outlives it, with \a parent. */
Adapter::Adapter(AdapterHost *host, QObject *parent)
    : QObject(parent)
    , m_host(host)
{ }

Adapter::~Adapter() = default;

/*! \fn QSocketIo::AdapterHost *Adapter::host() const
    Returns the namespace that this is the adapter of. */

/*! \fn void Adapter::addAll(const QString &socketId, const QStringList &rooms)
    Puts the socket \a socketId into \a rooms. It may still be in its middlewares. */

/*! \fn void Adapter::del(const QString &socketId, const QString &room)
    Takes the socket \a socketId out of \a room. */

/*! \fn void Adapter::delAll(const QString &socketId)
    Takes the socket \a socketId out of all rooms and forgets it: it is about to be destroyed. */

/*! \fn void Adapter::broadcast(const Packet &packet, const BroadcastOptions &options)
    Delivers \a packet to the connected sockets that \a options select. */

/*! \fn void Adapter::broadcastWithAck(const Packet &packet, const BroadcastOptions &options, const std::function<void(int)> &expected, const std::function<void(const QCborValue &)> &answer)
    Delivers \a packet, which has an id, to the connected sockets that \a options select. \a expected
    is called with the number of clients of all servers that will answer, when it is known, and again
    where it becomes less; \a answer gets the first argument of each answer. cancelAnswers() ends
    that. */

/*! \fn void Adapter::cancelAnswers(quint64 packetId, const BroadcastOptions &options)
    Ends the waiting of broadcastWithAck() for the packet with the id \a packetId, which was sent with
    \a options. */

/*! \fn QStringList Adapter::localSockets(const BroadcastOptions &options) const
    Returns the ids of this server's connected sockets that \a options select, in the order in which
    they get a broadcast. */

/*! \fn QStringList Adapter::socketRooms(const QString &socketId) const
    Returns the rooms of this server's socket \a socketId; none where it is unknown. */

/*! \fn bool Adapter::isInRoom(const QString &socketId, const QString &room) const
    Returns whether this server's socket \a socketId is in \a room. */

/*! \fn QStringList Adapter::rooms() const
    Returns the names of the rooms that sockets of this server are in. */

/*! \fn QStringList Adapter::socketsInRoom(const QString &room) const
    Returns the ids of this server's sockets in \a room, also of those still in their middlewares. */

/*! \fn void Adapter::roomCreated(const QString &room)
    The first socket is about to join \a room. */

/*! \fn void Adapter::roomDeleted(const QString &room)
    The last socket has left \a room. */

/*! \fn void Adapter::roomJoined(const QString &room, const QString &socketId)
    The socket \a socketId has joined \a room. Not emitted where it was in it already. */

/*! \fn void Adapter::roomLeft(const QString &room, const QString &socketId)
    The socket \a socketId has left \a room. */

/*! Called once, after construction. */
void Adapter::init() { }

/*! Ends the adapter's work; the future is finished when nothing more will come from it. */
QFuture<void> Adapter::close()
{
    return QtFuture::makeReadyFuture();
}

/*! Returns how many servers form the cluster, this one included. */
QFuture<Result<int>> Adapter::serverCount() const
{
    return QtFuture::makeReadyFuture(Result<int>(1));
}

/*! Returns descriptions of the connected sockets that \a options select. This implementation knows those of this
    server. */
QFuture<Result<QList<SocketDescription>>>
Adapter::fetchSockets(const BroadcastOptions &options) const
{
    QList<SocketDescription> sockets;
    const QStringList ids = localSockets(options);
    sockets.reserve(ids.size());
    for (const QString &id : ids) {
        if (const AdapterMember *member = m_host->member(id))
            sockets.append({id, member->handshake(), socketRooms(id), member->data()});
    }
    return QtFuture::makeReadyFuture(Result<QList<SocketDescription>>(sockets));
}

/*! Returns the ids of the connected sockets that \a options select. This implementation knows those
    of this server. */
QFuture<Result<QSet<QString>>> Adapter::allSockets(const BroadcastOptions &options) const
{
    const QStringList ids = localSockets(options);
    return QtFuture::makeReadyFuture(Result<QSet<QString>>(QSet<QString>(ids.begin(), ids.end())));
}

/*! Puts the sockets that \a options select into \a rooms. This implementation does so with those of
    this server. */
void Adapter::addSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    const QPointer<Adapter> guard(this);
    const QStringList ids = localSockets(options);
    for (const QString &id : ids) {
        if (guard && m_host->member(id)) // else gone in a handler
            addAll(id, rooms);
    }
}

/*! Takes the sockets that \a options select out of \a rooms. This implementation does so with those
    of this server. */
void Adapter::delSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    const QPointer<Adapter> guard(this);
    const QStringList ids = localSockets(options);
    for (const QString &id : ids) {
        for (const QString &room : rooms) {
            if (guard)
                del(id, room);
        }
    }
}

/*! Disconnects the sockets that \a options select, as far as \a mode says. This implementation does
    so with those of this server. */
void Adapter::disconnectSockets(const BroadcastOptions &options, DisconnectMode mode)
{
    const QPointer<Adapter> guard(this);
    const QStringList ids = localSockets(options);
    for (const QString &id : ids) {
        AdapterMember *member = guard ? m_host->member(id) : nullptr;
        if (member)
            member->disconnectClient(mode);
    }
}

/*! Emits \a event with \a arguments to the other servers of the cluster; \a handler, unless null,
    gets each one's answer. Returns an error where that is not possible, as in this implementation,
    which knows of no others. */
Error Adapter::serverSideEmit(const QString &event, const Payload &arguments,
                              const BroadcastAckHandler &handler)
{
    Q_UNUSED(event)
    Q_UNUSED(arguments)
    Q_UNUSED(handler)
    return Error(Error::Code::NotSupported,
                 QStringLiteral("this adapter knows of no other servers"));
}

/*! Keeps \a session for restoreSession(): its client has just been cut off. This implementation
    does not. */
void Adapter::persistSession(const RecoverableSession &session){Q_UNUSED(session)}

/*! Returns the session of the client that knows \a pid, with the packets that it missed since
    \a offset, and forgets it; nullopt where it is unknown, as always in this implementation. */
QFuture<std::optional<RecoverableSession>> Adapter::restoreSession(const QString &pid,
                                                                   const QString &offset)
{
    Q_UNUSED(pid)
    Q_UNUSED(offset)
    return QtFuture::makeReadyFuture(std::optional<RecoverableSession>());
}

} // namespace QSocketIo
