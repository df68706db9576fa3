// SPDX-License-Identifier: MIT
#include "namespace.h"

#include "../adapter/adapter.h"
#include "../core/eventtable_p.h"
#include "../core/names_p.h"
#include "namespace_p.h"
#include "server_p.h"
#include "socket_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::Namespace
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Namespace
    \brief A part of a server with its own middlewares, rooms and sockets.

    Clients join the namespaces they name over one connection. Server::of() makes a namespace; the
    namespace "/" always exists, and Server forwards to it.

    \code
    QSocketIo::Namespace *chat = io.of("/chat");
    chat->use(this, &Chat::check); // void check(QSocketIo::Socket *, const QSocketIo::Next &)
    connect(chat, &QSocketIo::Namespace::connection, this, [](QSocketIo::Socket *socket) {
        socket->join("lobby");
    });
    chat->to("lobby").emitEvent("hello");

    qInfo() << chat->name() << chat->sockets().size() << chat->adapter()->rooms();
    qInfo() << chat->server()->serverPort();
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server, which owns it.

    \sa Server::of()
*/

/*!
    \fn void Namespace::connection(QSocketIo::Socket *socket)
    A client has joined: its middlewares have let it in and the CONNECT answer is on its way. Put
    handlers on \a socket here. The socket belongs to the library and is deleted soon after its
    signal disconnected().
*/

/*!
    \fn void Namespace::adapterChanged()
    adapter() has been replaced, by Server::setAdapter(). Connect to its signals anew.

    \code
    connect(chat, &QSocketIo::Namespace::adapterChanged, this, [chat] {
        qInfo() << chat->name() << "has another adapter:" << chat->adapter()->metaObject()->className();
    });
    \endcode
*/

/*! \property QSocketIo::Namespace::name
    The name, which begins with a slash. */

/*! \typedef QSocketIo::Namespace::Middleware
    A function that decides whether a client may join; see use(). */

Namespace::Namespace(Server *server, const QByteArray &name)
    : QObject(server)
    , d(std::make_unique<NamespacePrivate>())
{
    d->q = this;
    d->server = ServerPrivate::get(server);
    d->name = name;
    d->m_nameText = QString::fromUtf8(name);
}

Namespace::~Namespace()
{
    // Sockets use their namespace to the end.
    qDeleteAll(findChildren<Socket *>(Qt::FindDirectChildrenOnly));
}

/*! Returns the name, which begins with a slash. */
QString Namespace::name() const
{
    return d->m_nameText;
}

/*! Returns the server. */
Server *Namespace::server() const
{
    return d->server->q;
}

/*! Returns the adapter, which knows the rooms. Server::setAdapter() replaces it. */
Adapter *Namespace::adapter() const
{
    return d->adapter.get();
}

/*! Returns the connected sockets by their id. Copy it (which is cheap) before a loop that may
    disconnect some. */
const QHash<QString, Socket *> &Namespace::sockets() const
{
    return d->m_connected;
}

/*! Adds \a middleware, which decides whether a client may join. It is called with the socket, not
    yet connected, and a Next by which it answers, now or later. Middlewares run in the order in
    which they were added; the first error refuses the client with a \c connect_error that carries
    the error's message and data. Those added later do not run for clients already on their way.

    \code
    chat->use(this, [](QSocketIo::Socket *socket, const QSocketIo::Next &next) {
        const bool known = socket->handshake().auth().contains(QStringLiteral("token"));
        known ? next() : next(QSocketIo::Error("not authorized"));
    });
    \endcode

    \a context must live in the server's thread; the middleware goes when it is destroyed. */
void Namespace::use(QObject *context, Middleware middleware)
{
    if (checkContext(this, context, "Namespace::use"))
        d->m_middlewares.append(context, std::move(middleware));
}

/*! \fn template<typename Context, typename F> void Namespace::use(Context *context, F middleware)
    \overload
    \a middleware is a member function of \a context. */

/*! Broadcasts \a event with \a arguments to the whole namespace; \a handler, unless null, gets the
    answers. What emitEvent(), send() and emitWithAck() call. Returns false, with a warning, for a
    reserved event name.

    \code
    chat->emitPayload("tick", QSocketIo::Payload::of(42), nullptr);
    \endcode */
bool Namespace::emitPayload(QAnyStringView event, const Payload &arguments,
                            BroadcastAckHandler handler) const
{
    return d->broadcast(event, arguments, {}, handler);
}

/*! \fn template<typename Context, typename F> QSocketIo::Subscription Namespace::on(QAnyStringView event, Context *context, F &&handler)
    Calls \a handler for each \a event that another server of the cluster emits by serverSideEmit(),
    while \a context lives. Handlers are as those of Socket::on(): typed, and acknowledging by what
    they return or by an Ack. \a context must live in the server's thread; otherwise nothing is added,
    there is a warning and the Subscription is invalid.

    \code
    const auto subscription = chat->on("reload", this, [](const QString &what) { qInfo() << what; });
    chat->once("start", this, [] { qInfo() << "started"; });
    chat->off("reload", subscription);
    chat->off("start");
    \endcode */

/*! \fn template<typename Context, typename F> QSocketIo::Subscription Namespace::once(QAnyStringView event, Context *context, F &&handler)
    Calls \a handler for the next \a event only; else as on() with \a context. */

Subscription Namespace::addHandler(QAnyStringView event, QObject *context, EventHandler handler)
{
    if (!checkContext(this, context, "Namespace::on"))
        return {};
    return d->m_events.add(toUtf8(event), context, std::move(handler),
                           EventTable::Lifetime::Permanent);
}

Subscription Namespace::addOnceHandler(QAnyStringView event, QObject *context, EventHandler handler)
{
    if (!checkContext(this, context, "Namespace::once"))
        return {};
    return d->m_events.add(toUtf8(event), context, std::move(handler), EventTable::Lifetime::Once);
}

/*! Takes all handlers of \a event off. */
void Namespace::off(QAnyStringView event)
{
    d->m_events.removeAll(toUtf8(event));
}

/*! Takes off the one handler of \a event that on() or once() named \a subscription. */
void Namespace::off(QAnyStringView event, Subscription subscription)
{
    d->m_events.remove(toUtf8(event), subscription);
}

/*! Makes \a observer hear of everything that happens in this namespace from now on. It is not owned,
    and must be removed before it is destroyed, unless the namespace is destroyed first. An observer
    is added once.

    \code
    auto *observer = new QSocketIo::NamespaceObserver; // of a class of yours
    chat->addObserver(observer);
    chat->removeObserver(observer);
    delete observer;
    \endcode */
void Namespace::addObserver(NamespaceObserver *observer)
{
    if (observer && !d->observers.contains(observer))
        d->observers.append(observer);
}

/*! Undoes addObserver() for \a observer, at once. */
void Namespace::removeObserver(NamespaceObserver *observer)
{
    d->observers.removeOne(observer);
}

/*! Emits \a event with \a arguments to the other servers; \a handler, unless null, gets the answers.
    What serverSideEmit() and serverSideEmitWithAck() call. Returns false where that is not possible.

    \code
    chat->serverSideEmitPayload("reload", QSocketIo::Payload::of("settings"), nullptr);
    \endcode */
bool Namespace::serverSideEmitPayload(QAnyStringView event, const Payload &arguments,
                                      BroadcastAckHandler handler) const
{
    return d->serverSideEmit(event.toString(), arguments, handler);
}

BroadcastOperator Namespace::newOperator() const
{
    return BroadcastOperator(const_cast<Namespace *>(this), {});
}

} // namespace QSocketIo
