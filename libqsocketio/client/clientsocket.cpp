// SPDX-License-Identifier: MIT
#include "clientsocket.h"

#include "../core/names_p.h"
#include "clientsocket_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::ClientSocket
    \inmodule QSocketIo
    \brief A client in one namespace of a Socket.IO server.

    \code
    auto *client = QSocketIo::ClientSocket::open(
        QUrl(QStringLiteral("https://example.com/chat")),
        {.auth = {{QStringLiteral("token"), QStringLiteral("secret")}}}, this);

    connect(client, &QSocketIo::ClientSocket::connected, this,
            [client] { qInfo() << client->id() << "is in" << client->nsp(); });
    connect(client, &QSocketIo::ClientSocket::connectError, this,
            [](const QSocketIo::Error &error) { qWarning() << error; });
    connect(client, &QSocketIo::ClientSocket::disconnected, this, &Chat::left);
    client->on("say", this, &Chat::say); // void say(const QString &text)
    client->on("sum", this, [](int a, int b) { return a + b; }); // the answer

    client->emitEvent("say", "hello");
    client->emitEvent("sum", 1, 2, [](int sum) { qInfo() << sum; });
    client->asVolatile().emitEvent("typing");
    \endcode

    What goes on behind it:

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("https://example.com")));
    connect(client, &QSocketIo::ClientSocket::errorOccurred, this,
            [](const QSocketIo::Error &error) { qWarning() << error; });
    connect(client, &QSocketIo::ClientSocket::eventReceived, this,
            [](const QString &event, const QSocketIo::Payload &) { qDebug() << event; });
    connect(client->manager(), &QSocketIo::Manager::upgraded, this, [client] {
        qInfo() << client->isConnected() << client->volatileDropped() << client->eventsDropped();
    });
    if (client->isActive())
        client->disconnectFromServer();
    \endcode

    \section1 Handlers
    on(event, context, callable) takes the same functions as Socket::on() on the server. Where an
    argument is missing or of another type, the handler is not called, errorOccurred() says which
    one and nothing is acknowledged. Events that the server sends before it has let the socket in
    are delivered right before connected().

    \section1 Emitting
    emitEvent(name, args...) works as on the server, too: a callable as the last argument asks for
    an acknowledgement. Where the connection breaks first, its Error has the code Disconnected; with
    timeout(), Timeout. The names connect, connect_error, disconnect, disconnecting, newListener and
    removeListener are reserved: emitting them warns and returns false.

    While the socket is not connected, events are kept and sent when it is, right before
    connected(), up to ClientOptions::maxBufferedEvents. Those beyond are dropped: errorOccurred()
    tells of it with the code LimitExceeded, as does the acknowledgement, and eventsDropped() counts
    them. What has been sent when a connection breaks may be lost, except with
    ClientOptions::retries.

    \section1 Connection
    A connection that breaks is made anew, see Manager. Only where the server has disconnected the
    socket, or refused it, it stays so until connectToServer(). A server with connection state
    recovery sends what was missed meanwhile: isRecovered() tells, in connected().

    \section1 Thread affinity
    A socket lives in the thread of its Manager. It may be deleted in any handler, its own included,
    which disconnects it.

    \sa Manager, ClientOptions, ClientSocketOperator
*/

/*! \typealias QSocketIo::ClientSocket::CatchAllHandler
    A function that takes whatever event comes: its name and its arguments. */

/*! \fn void ClientSocket::connected()
    The server has let the socket in, at first or again. */

/*! \fn void ClientSocket::disconnected(QSocketIo::DisconnectReason reason, const QString &description)
    The socket, which was connected, is so no longer, for \a reason: ServerNamespaceDisconnect where
    the server wants it, ClientNamespaceDisconnect after disconnectFromServer(), else what happened
    to the connection; \a description, if any, says more. */

/*! \fn void ClientSocket::connectError(const QSocketIo::Error &error)
    The server has refused the socket: \a error has the message and the data of its middleware and
    the code Custom, and isActive() is false. Or the connection could not be made: see
    Manager::errorOccurred(); isActive() is true then, for there will be another attempt, unless
    that is switched off. */

/*! \fn void ClientSocket::errorOccurred(const QSocketIo::Error &error)
    The arguments of an event or acknowledgement did not fit its handler, or an event was dropped;
    \a error says which. */

/*! \fn void ClientSocket::eventReceived(const QString &event, const QSocketIo::Payload &payload)
    The event \a event has come with the arguments \a payload; its handlers are called next. */

/*!
    \fn template<typename Context, typename F> QSocketIo::Subscription ClientSocket::on(QAnyStringView event, Context *context, F &&handler)

    Calls \a handler for each \a event, while \a context lives. \a context must live in the
    socket's thread; otherwise nothing is added, there is a warning and the Subscription is invalid.
    Several handlers of one event are called in their order.
*/

/*!
    \fn template<typename Context, typename F> QSocketIo::Subscription ClientSocket::once(QAnyStringView event, Context *context, F &&handler)

    As on() for \a context and \a handler, but for the next \a event only.

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("https://example.com")));
    const QSocketIo::Subscription all = client->on("say", this, &Chat::say);
    client->once("welcome", this, &Chat::say);
    qDebug() << client->eventNames();
    client->off("say", all);
    client->off("welcome");
    client->removeAllListeners("say");
    client->removeAllListeners();
    \endcode
*/

/*! Returns a new socket in the namespace that is the path of \a url, "/" where there is none, of
    the server that the rest of \a url names. It has a Manager of its own with these \a options.
    With ClientOptions::autoConnect, the default, it connects; put handlers on it right away. \a
    parent, or the caller where it is null, owns it.

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("http://localhost:3000")));
    \endcode */
ClientSocket *ClientSocket::open(const QUrl &url, const ClientOptions &options, QObject *parent)
{
    const QByteArray path = url.path(QUrl::FullyDecoded).toUtf8();
    auto *manager = new Manager(url, options);
    ClientSocket *socket = ClientSocketPrivate::create(
        manager, path.isEmpty() ? QByteArrayLiteral("/") : path, parent);
    manager->setParent(socket);
    if (options.autoConnect)
        socket->connectToServer();
    return socket;
}

ClientSocket::ClientSocket(Manager *manager, const QByteArray &nsp, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<ClientSocketPrivate>(this, manager, nsp))
{ }

/*! Destroys the socket, which disconnects it. Acknowledgements that are waited for fail, in
    functions that find null in each QPointer to it. The Manager, where others use it too, hears of
    it in a later turn of the event loop. */
ClientSocket::~ClientSocket()
{
    d->abandon();
}

/*! Returns the id that the server has given to this connection: Socket::id() there. Empty while it
    is not connected. */
QString ClientSocket::id() const
{
    return d->m_id;
}

/*! Returns the name of the namespace. */
QString ClientSocket::nsp() const
{
    return QString::fromUtf8(d->m_nsp);
}

/*! Returns the connection that the socket uses. */
Manager *ClientSocket::manager() const
{
    return d->m_manager;
}

/*! Returns whether the server has let the socket in: from connected() until disconnected(). */
bool ClientSocket::isConnected() const
{
    return d->m_isConnected;
}

/*! Returns whether the socket is connected or will be when there is a connection. False before
    connectToServer(), after disconnectFromServer(), and when the server has refused or disconnected
    it. */
bool ClientSocket::isActive() const
{
    return d->m_isActive;
}

/*! Returns whether the socket came back after its connection broke, with the same id and without
    having missed an event; see ServerOptions::connectionStateRecovery.

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("https://example.com")));
    connect(client, &QSocketIo::ClientSocket::connected, this, [client] {
        if (!client->isRecovered())
            client->emitEvent("tell me everything");
    });
    \endcode */
bool ClientSocket::isRecovered() const
{
    return d->m_isRecovered;
}

/*! Says \a auth when the socket joins its namespace from now on, instead of ClientOptions::auth.

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("https://example.com")));
    connect(client, &QSocketIo::ClientSocket::connectError, this, [client] {
        if (client->isActive())
            return; // it tries again by itself
        client->setAuth({{QStringLiteral("token"), QStringLiteral("another")}});
        client->connectToServer();
    });
    \endcode */
void ClientSocket::setAuth(const ClientAuth &auth)
{
    d->m_auth = auth;
}

/*! Returns how many volatile events were dropped because they could not go out at once. */
quint64 ClientSocket::volatileDropped() const
{
    return d->m_volatileDropped;
}

/*! Returns how many events were dropped because too many waited for the connection: emitted ones,
    and those that the server sent too early. */
quint64 ClientSocket::eventsDropped() const
{
    return d->m_eventsDropped;
}

Subscription ClientSocket::addHandler(QAnyStringView event, QObject *context, EventHandler handler)
{
    if (!checkContext(this, context, "ClientSocket::on"))
        return {};
    return d->m_events.add(toUtf8(event), context, std::move(handler),
                           EventTable::Lifetime::Permanent);
}

Subscription ClientSocket::addOnceHandler(QAnyStringView event, QObject *context,
                                          EventHandler handler)
{
    if (!checkContext(this, context, "ClientSocket::once"))
        return {};
    return d->m_events.add(toUtf8(event), context, std::move(handler), EventTable::Lifetime::Once);
}

/*! Takes all handlers of \a event off. */
void ClientSocket::off(QAnyStringView event)
{
    d->m_events.removeAll(toUtf8(event));
}

/*! Takes off the one handler of \a event that on() or once() named \a subscription. */
void ClientSocket::off(QAnyStringView event, Subscription subscription)
{
    d->m_events.remove(toUtf8(event), subscription);
}

/*! Takes all handlers of all events off. Catch-all handlers stay. */
void ClientSocket::removeAllListeners()
{
    d->m_events.clear();
}

/*! The same as off(\a event). */
void ClientSocket::removeAllListeners(QAnyStringView event)
{
    off(event);
}

/*! Returns the events that have a handler, in no particular order. */
QStringList ClientSocket::eventNames() const
{
    return d->m_events.eventNames();
}

/*! Appends \a handler, called for every event that comes, before the event's own handlers.

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("https://example.com")));
    const auto log = [](const QString &event, const QSocketIo::Payload &payload) {
        qInfo() << event << payload;
    };
    const QSocketIo::Subscription last = client->onAny(this, log);
    client->prependAny(this, log);
    client->offAny(last);
    if (!client->listenersAny().isEmpty())
        client->offAny();
    \endcode

    \a context must live in the socket's thread; the handler goes when it is destroyed. Returns an
    invalid Subscription, with a warning, otherwise. */
Subscription ClientSocket::onAny(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "ClientSocket::onAny"))
        return {};
    return d->m_incoming.append(context, std::move(handler));
}

/*! As onAny() for \a context and \a handler, but before the catch-all handlers there are. */
Subscription ClientSocket::prependAny(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "ClientSocket::prependAny"))
        return {};
    return d->m_incoming.prepend(context, std::move(handler));
}

/*! Takes all catch-all handlers off. */
void ClientSocket::offAny()
{
    d->m_incoming.clear();
}

/*! Takes off the catch-all handler named \a subscription. */
void ClientSocket::offAny(Subscription subscription)
{
    d->m_incoming.remove(subscription);
}

/*! Returns the catch-all handlers in the order in which they are called. */
QList<Subscription> ClientSocket::listenersAny() const
{
    return d->m_incoming.subscriptions();
}

/*! Appends \a handler, called for every event on its way to the server when it is sent, with the
    arguments; with retries, each time. It is not called for acknowledgements. Conditions for \a
    context as in onAny().

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("https://example.com")));
    const auto log = [](const QString &event, const QSocketIo::Payload &payload) {
        qInfo() << event << payload;
    };
    const QSocketIo::Subscription last = client->onAnyOutgoing(this, log);
    client->prependAnyOutgoing(this, log);
    client->offAnyOutgoing(last);
    if (!client->listenersAnyOutgoing().isEmpty())
        client->offAnyOutgoing();
    \endcode */
Subscription ClientSocket::onAnyOutgoing(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "ClientSocket::onAnyOutgoing"))
        return {};
    return d->m_outgoing.append(context, std::move(handler));
}

/*! As onAnyOutgoing() for \a context and \a handler, but before the outgoing catch-all handlers
    there are. */
Subscription ClientSocket::prependAnyOutgoing(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "ClientSocket::prependAnyOutgoing"))
        return {};
    return d->m_outgoing.prepend(context, std::move(handler));
}

/*! Takes all outgoing catch-all handlers off. */
void ClientSocket::offAnyOutgoing()
{
    d->m_outgoing.clear();
}

/*! Takes off the outgoing catch-all handler named \a subscription. */
void ClientSocket::offAnyOutgoing(Subscription subscription)
{
    d->m_outgoing.remove(subscription);
}

/*! Returns the outgoing catch-all handlers in the order in which they are called. */
QList<Subscription> ClientSocket::listenersAnyOutgoing() const
{
    return d->m_outgoing.subscriptions();
}

/*! Returns an operator whose events are dropped where they cannot go out at once. */
ClientSocketOperator ClientSocket::asVolatile() const
{
    return ClientSocketOperator(this).asVolatile();
}

/*! Returns an operator whose acknowledgements fail after \a timeout.

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("https://example.com")));
    client->timeout(5s).emitEvent("sum", 1, 2, [](const QSocketIo::Result<int> &sum) {
        sum ? qInfo() << *sum : qWarning() << sum.error();
    });
    \endcode */
ClientSocketOperator ClientSocket::timeout(std::chrono::milliseconds timeout) const
{
    return ClientSocketOperator(this).timeout(timeout);
}

/*! Emits \a event with \a arguments; \a handler, unless null, gets the answer. What emitEvent(),
    send() and emitWithAck() call. Returns false, with a warning, for a reserved event name.

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("https://example.com")));
    client->on("echo", this, [client](const QSocketIo::Payload &payload) {
        client->emitPayload("echo", payload, {}); // as it came
    });
    \endcode */
bool ClientSocket::emitPayload(QAnyStringView event, const Payload &arguments,
                               AckHandler handler) const
{
    return d->emitEvent(event, arguments, std::move(handler), {});
}

/*! Connects the socket, and keeps it so: over the connection that there is, or over one that is
    made. Does nothing where isActive(). */
void ClientSocket::connectToServer()
{
    d->connectToServer();
}

/*! Leaves the namespace: disconnected() is emitted with ClientNamespaceDisconnect. The connection
    closes where no other socket of its Manager is active. Events that are still kept stay so, for a
    later connectToServer(). */
void ClientSocket::disconnectFromServer()
{
    d->disconnectFromServer();
}

} // namespace QSocketIo
