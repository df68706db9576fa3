// SPDX-License-Identifier: MIT
#include "socket.h"

#include "../core/names_p.h"
#include "connection.h"
#include "namespace_p.h"
#include "socket_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::Socket
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Socket
    \brief One client in one namespace.

    The signals Server::connection and Namespace::connection hand it out; put handlers on it there.

    \code
    connect(&io, &QSocketIo::Server::connection, this, [this](QSocketIo::Socket *socket) {
        socket->on("say", this, &Chat::say); // void say(const QString &text)
        socket->on("sum", this, [](int a, int b) { return a + b; }); // the answer
        socket->on("load", this, &Chat::load); // QFuture<QJsonObject> load(const QString &id)
        socket->on("ask", this, [](const QString &question, const QSocketIo::Ack &ack) {
            ack("got it", question.size());
        });
        connect(socket, &QSocketIo::Socket::disconnected, this, &Chat::left);

        socket->emitEvent("hello", "world");
        socket->emitEvent("question", 42, [](const QString &answer) { qInfo() << answer; });
    });
    \endcode

    \section1 Handlers
    on(event, context, callable) takes functions, member functions of the context and lambdas whose
    parameters say what the arguments must be; PayloadTraits tells which types there are. Where an
    argument is missing or of another type, the handler is not called, errorOccurred() says which
    one and nothing is acknowledged. Further arguments are ignored. A parameter \c{const Payload &}
    takes all remaining arguments as they are. The event is acknowledged by an Ack as the last
    parameter, or by what the handler returns: a value, a std::tuple of several, a Result or a
    QFuture of these.

    \section1 Emitting
    emitEvent(name, args...) takes arguments of the same types. A callable as the last argument asks
    for an acknowledgement and gets it: as typed arguments, behind an Error as its first parameter,
    or as one \c{const Result<Payload> &}. emitWithAck() returns a QFuture<Result<Payload>> instead.
    Where the client disconnects first, the Error has the code Disconnected; with timeout(), Timeout.
    The names connect, connect_error, disconnect, disconnecting, newListener and removeListener are
    reserved: emitting them warns and returns false.

    \section1 Thread affinity
    A socket lives in the thread of its Server. The library owns it and deletes it (deleteLater())
    once it has emitted disconnected(); the application may delete it before, which disconnects the
    client and makes acknowledgements fail, in functions that find null in each QPointer to it.

    \sa Namespace, EmitVerbs, SocketOperator, BroadcastOperator
*/

/*! \property QSocketIo::Socket::id
    The id, unique among all sockets. */

/*! \property QSocketIo::Socket::connected
    Whether the client is connected. */

/*! \typedef QSocketIo::Socket::CatchAllHandler
    A function that gets events of any name; see onAny(). */

/*! \typedef QSocketIo::Socket::EventMiddleware
    A function that sees, changes or stops events before handlers get them; see use(). */

/*! \fn void Socket::disconnecting(QSocketIo::DisconnectReason reason, const QString &description)
    The client is about to be disconnected for \a reason; \a description, if any, says more. rooms()
    and isConnected() are as before.

    \code
    connect(socket, &QSocketIo::Socket::disconnecting, this, [socket] {
        socket->to(socket->rooms()).emitEvent("left", socket->id());
    });
    \endcode */

/*! \fn void Socket::disconnected(QSocketIo::DisconnectReason reason, const QString &description)
    The client has been disconnected for \a reason; \a description, if any, says more. It is in no
    room any longer. The last signal of a socket. */

/*! \fn void Socket::errorOccurred(const QSocketIo::Error &error)
    An event could not be handled, because of \a error: its arguments did not fit a handler, a
    middleware stopped it, or a malformed packet came, in which case the connection is closed behind
    this.

    \code
    connect(socket, &QSocketIo::Socket::errorOccurred, this, [](const QSocketIo::Error &error) {
        qInfo() << error.message();
    });
    \endcode */

/*! \fn void Socket::eventReceived(const QString &event, const QSocketIo::Payload &payload)
    The event \a event with the arguments \a payload has come through the middlewares; its handlers are
    called next.

    \code
    connect(socket, &QSocketIo::Socket::eventReceived, this,
            [](const QString &event, const QSocketIo::Payload &payload) { qInfo() << event << payload; });
    \endcode */

/*! \fn template<typename Context, typename F> QSocketIo::Subscription Socket::on(QAnyStringView event, Context *context, F &&handler)
    Calls \a handler for each \a event, while \a context lives. \a context must live in the socket's
    thread; otherwise nothing is added, there is a warning and the Subscription is invalid. Several
    handlers of one event are called in their order. */

/*! \fn template<typename Context, typename F> QSocketIo::Subscription Socket::once(QAnyStringView event, Context *context, F &&handler)
    Calls \a handler for the next \a event only; else as on() with \a context.

    \code
    socket->once("ready", this, [socket] { socket->emitEvent("start"); });
    \endcode */

Socket::Socket(Namespace *nsp)
    : QObject(nsp)
    , d(std::make_unique<SocketPrivate>())
{ }

Socket::~Socket()
{
    d->abandon();
}

/*! Returns the id, unique among all sockets: 20 random characters that have nothing to do with the
    id of the session. The socket is in a room of this name.

    \code
    qInfo() << socket->id() << socket->nsp()->name() << socket->isConnected();
    io.to(socket->id()).emitEvent("for you alone");
    \endcode */
QString Socket::id() const
{
    return d->m_id;
}

/*! Returns the namespace. */
Namespace *Socket::nsp() const
{
    return d->m_nsp->q;
}

/*! Returns what the client said when it joined: header fields, query, \c auth and more.

    \code
    const QString token = socket->handshake().auth()[QStringLiteral("token")].toString();
    \endcode */
const Handshake &Socket::handshake() const
{
    return d->m_handshake;
}

/*! Returns the rooms it is in, its own one (named by its id) among them. Empty once disconnected()
    is emitted; use disconnecting() to see them a last time. */
QSet<QString> Socket::rooms() const
{
    const QStringList rooms = d->m_nsp->adapter->socketRooms(d->m_id);
    return QSet<QString>(rooms.begin(), rooms.end());
}

/*! Returns the application's own data about this client, to read and write.

    \code
    socket->data()[QStringLiteral("username")] = QStringLiteral("alice");
    \endcode */
QCborMap &Socket::data()
{
    d->m_nsp->notify([this](NamespaceObserver *observer) { observer->dataAccessed(this); });
    return d->m_data;
}

/*! \overload */
const QCborMap &Socket::data() const
{
    return d->m_data;
}

/*! Returns whether the client is connected: true from Namespace::connection until disconnected(). In
    a middleware it is not connected yet. */
bool Socket::isConnected() const
{
    return d->isConnected();
}

/*! Returns whether the client's connection broke and it has come back in time: id(), rooms() and
    data() are those it had, and the events that it missed have been sent. The objects that it had
    before are gone: put handlers on this one as on any other.

    \code
    if (!socket->isRecovered())
        socket->emitEvent("state", "all of it");
    \endcode

    \sa ServerOptions::connectionStateRecovery
*/
bool Socket::isRecovered() const
{
    return d->m_isRecovered;
}

/*! Returns the connection, which may carry sockets of other namespaces, or nullptr once it has
    closed. */
Connection *Socket::connection() const
{
    return d->m_connection;
}

/*! Returns the Engine.IO session, or nullptr once it has closed.

    \code
    qInfo() << socket->conn()->transportName(); // "polling" or "websocket"
    \endcode */
Session *Socket::conn() const
{
    return d->m_connection ? d->m_connection->session() : nullptr;
}

/*! Returns the connection's first HTTP request.

    \code
    qInfo() << socket->request().header("User-Agent");
    \endcode */
const HttpRequest &Socket::request() const
{
    return d->m_handshake.request();
}

/*! Returns how many volatile packets were not written because the transport was not writable at
    that moment.

    \code
    socket->asVolatile().emitEvent("tick", 42);
    qInfo() << socket->volatileDropped();
    \endcode */
quint64 Socket::volatileDropped() const
{
    return d->m_volatileDropped;
}

Subscription Socket::addHandler(QAnyStringView event, QObject *context, EventHandler handler)
{
    if (!checkContext(this, context, "Socket::on"))
        return {};
    return d->m_events.add(toUtf8(event), context, std::move(handler),
                           EventTable::Lifetime::Permanent);
}

Subscription Socket::addOnceHandler(QAnyStringView event, QObject *context, EventHandler handler)
{
    if (!checkContext(this, context, "Socket::once"))
        return {};
    return d->m_events.add(toUtf8(event), context, std::move(handler), EventTable::Lifetime::Once);
}

/*! Takes all handlers of \a event off.

    \code
    const QSocketIo::Subscription first = socket->on("say", this, &Chat::say);
    socket->on("say", this, [](const QString &text) { qInfo() << text; });
    qInfo() << socket->eventNames(); // "say"
    socket->off("say", first); // that one
    socket->off("say"); // both
    socket->removeAllListeners(); // of all events
    \endcode */
void Socket::off(QAnyStringView event)
{
    d->m_events.removeAll(toUtf8(event));
}

/*! Takes off the one handler of \a event that on() or once() named \a subscription. */
void Socket::off(QAnyStringView event, Subscription subscription)
{
    d->m_events.remove(toUtf8(event), subscription);
}

/*! Takes all handlers of all events off. Catch-all handlers and exposed objects stay. */
void Socket::removeAllListeners()
{
    d->m_events.clear();
}

/*! The same as off(\a event). */
void Socket::removeAllListeners(QAnyStringView event)
{
    off(event);
}

/*! Returns the events that have a handler or a method of an exposed object, in no particular
    order. */
QStringList Socket::eventNames() const
{
    const QStringList handled = d->m_events.eventNames();
    QSet<QString> names(handled.begin(), handled.end());
    d->m_exposed.collectNames(names);
    d->m_nsp->exposed.collectNames(names, d->m_exposedUpTo);
    return names.values();
}

/*! Appends \a handler, called for every event that comes, before the middlewares of use() and
    before the event's own handlers; also for events that a middleware then stops.

    \code
    socket->onAny(this, [](const QString &event, const QSocketIo::Payload &payload) {
        qInfo() << event << payload;
    });
    \endcode

    \a context must live in the socket's thread; the handler goes when it is destroyed. Returns an
    invalid Subscription, with a warning, otherwise. */
Subscription Socket::onAny(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "Socket::onAny"))
        return {};
    return d->m_incoming.append(context, std::move(handler));
}

/*! Adds \a handler before the catch-all handlers there are; else as onAny() with \a context.

    \code
    using QSocketIo::Payload;
    const auto count = [this](const QString &, const Payload &) { ++m_count; };
    const QSocketIo::Subscription first = socket->prependAny(this, count);
    Q_ASSERT(socket->listenersAny().first() == first);
    socket->offAny(first); // that one
    socket->offAny(); // all
    \endcode */
Subscription Socket::prependAny(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "Socket::prependAny"))
        return {};
    return d->m_incoming.prepend(context, std::move(handler));
}

/*! Takes all catch-all handlers off. */
void Socket::offAny()
{
    d->m_incoming.clear();
}

/*! Takes off the catch-all handler named \a subscription. */
void Socket::offAny(Subscription subscription)
{
    d->m_incoming.remove(subscription);
}

/*! Returns the catch-all handlers in the order in which they are called. */
QList<Subscription> Socket::listenersAny() const
{
    return d->m_incoming.subscriptions();
}

/*! Appends \a handler, called for every event on its way to this client, broadcasts included, with
    the arguments. It is not called for acknowledgements. Conditions for \a context as in onAny().

    \code
    const auto log = [](const QString &event, const QSocketIo::Payload &) { qInfo() << "to it" << event; };
    socket->onAnyOutgoing(this, log);
    const QSocketIo::Subscription first = socket->prependAnyOutgoing(this, log);
    Q_ASSERT(socket->listenersAnyOutgoing().size() == 2);
    socket->offAnyOutgoing(first); // that one
    socket->offAnyOutgoing(); // all
    \endcode */
Subscription Socket::onAnyOutgoing(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "Socket::onAnyOutgoing"))
        return {};
    return d->m_outgoing.append(context, std::move(handler));
}

/*! Adds \a handler before the outgoing catch-all handlers there are; else as onAnyOutgoing() with
    \a context. */
Subscription Socket::prependAnyOutgoing(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "Socket::prependAnyOutgoing"))
        return {};
    return d->m_outgoing.prepend(context, std::move(handler));
}

/*! Takes all outgoing catch-all handlers off. */
void Socket::offAnyOutgoing()
{
    d->m_outgoing.clear();
}

/*! Takes off the outgoing catch-all handler named \a subscription. */
void Socket::offAnyOutgoing(Subscription subscription)
{
    d->m_outgoing.remove(subscription);
}

/*! Returns the outgoing catch-all handlers in the order in which they are called. */
QList<Subscription> Socket::listenersAnyOutgoing() const
{
    return d->m_outgoing.subscriptions();
}

/*! Adds \a middleware for the events of this client. It may change the event's name and arguments,
    and answers by its Next, now or later. An error stops the event: errorOccurred() is emitted, the
    client hears nothing and stays connected.

    \code
    socket->use(this, [](QSocketIo::Event &event, const QSocketIo::Next &next) {
        event.name().startsWith(QLatin1String("admin:")) ? next(QSocketIo::Error("not allowed"))
                                                         : next();
    });
    \endcode

    \a context must live in the socket's thread; the middleware goes when it is destroyed. */
void Socket::use(QObject *context, EventMiddleware middleware)
{
    if (checkContext(this, context, "Socket::use"))
        d->m_middlewares.append(context, std::move(middleware));
}

/*! Returns an operator whose packets to this client may be compressed or not, as \a compression says;
    see SocketOperator.

    \code
    socket->compress(QSocketIo::Compression::Disabled).emitEvent("picture", QByteArray());
    \endcode */
SocketOperator Socket::compress(Compression compression) const
{
    return SocketOperator(this, {}).compress(compression);
}

/*! Returns an operator whose packets to this client are dropped where the transport is not writable. */
SocketOperator Socket::asVolatile() const
{
    return SocketOperator(this, {}).asVolatile();
}

/*! Returns an operator whose acknowledgements fail after \a timeout.

    \code
    socket->timeout(5s).emitEvent("ready?", [](const QSocketIo::Error &error) {
        qInfo() << (error ? "no" : "yes");
    });
    \endcode */
SocketOperator Socket::timeout(std::chrono::milliseconds timeout) const
{
    return SocketOperator(this, {}).timeout(timeout);
}

/*! Returns an operator that broadcasts to \a rooms, without this client.

    \code
    socket->to("lobby").emitEvent("typing", "alice");
    socket->in({"red", "green"}).emitEvent("typing", "alice");
    socket->except("muted").emitEvent("typing", "alice");
    socket->broadcast().emitEvent("typing", "alice"); // to everybody else
    socket->local().emitEvent("typing", "alice"); // likewise, on this server
    \endcode */
BroadcastOperator Socket::to(const Rooms &rooms) const
{
    return SocketOperator(this, {}).to(rooms);
}

/*! Returns the same as to(\a rooms). */
BroadcastOperator Socket::in(const Rooms &rooms) const
{
    return SocketOperator(this, {}).in(rooms);
}

/*! Returns an operator that broadcasts to everybody but this client and those in \a rooms. */
BroadcastOperator Socket::except(const Rooms &rooms) const
{
    return SocketOperator(this, {}).except(rooms);
}

/*! Returns an operator that broadcasts to everybody but this client: to be exact, but those in the
    room named by its id. */
BroadcastOperator Socket::broadcast() const
{
    return SocketOperator(this, {}).broadcast();
}

/*! Returns an operator as broadcast() does, for this server's clients only. */
BroadcastOperator Socket::local() const
{
    return SocketOperator(this, {}).local();
}

/*! Joins \a rooms, one or several. In a middleware the rooms are kept for when the client is let in.
   After the disconnection it does nothing.

    \code
    socket->join("lobby");
    socket->join({"red", "green"});
    \endcode */
void Socket::join(const Rooms &rooms)
{
    using State = SocketPrivate::State;
    if (d->m_state == State::Pending || d->m_state == State::Connected)
        d->m_nsp->adapter->addAll(d->m_id, rooms.names());
}

/*! Leaves \a room. A socket may leave the room of its own id, too: then io.to(id) no longer reaches
    it.

    \code
    socket->leave("lobby");
    \endcode */
void Socket::leave(const QString &room)
{
    d->m_nsp->adapter->del(d->m_id, room);
}

/*! Disconnects this client from the namespace, with the reason ServerNamespaceDisconnect. Where
    \a mode is DisconnectMode::CloseConnection, its sockets in all namespaces leave, and the connection
    is closed. Where it is not connected this does nothing.

    \code
    socket->disconnectClient();
    socket->disconnectClient(QSocketIo::DisconnectMode::CloseConnection);
    \endcode */
void Socket::disconnectClient(DisconnectMode mode)
{
    d->disconnectClient(mode);
}

/*! Emits \a event with \a arguments to this client; \a handler, unless null, gets the answer. What
    emitEvent(), send() and emitWithAck() call. Returns false, with a warning, for a reserved event
    name.

    \code
    socket->onAny(this, [socket](const QString &event, const QSocketIo::Payload &payload) {
        socket->emitPayload(event, payload, nullptr); // an echo that decodes nothing
    });
    \endcode */
bool Socket::emitPayload(QAnyStringView event, const Payload &arguments, AckHandler handler) const
{
    return d->emitPacket(event, arguments, handler, {});
}

} // namespace QSocketIo
