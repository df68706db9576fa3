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
    \brief A part of a server with its own middlewares, rooms and sockets.

    Clients join the namespaces they name over one connection. Server::of() makes a namespace; the
    namespace "/" always exists, and Server forwards to it.

    \code
    QSocketIo::Namespace *chat = io.of("/chat");
    chat->use(this, &Auth::check); // void check(QSocketIo::Socket *, const QSocketIo::Next &)
    connect(chat, &QSocketIo::Namespace::connection, this, [](QSocketIo::Socket *socket) {
        socket->join("lobby");
    });
    chat->to("lobby").emitEvent("hello");
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

    \a context must live in the server's thread; the middleware goes when it is destroyed. */
void Namespace::use(QObject *context, Middleware middleware)
{
    if (checkContext(this, context, "Namespace::use"))
        d->m_middlewares.append(context, std::move(middleware));
}

/*! \fn template<typename Context, typename F> void Namespace::use(Context *context, F middleware)
    \overload
    \a middleware is a member function of \a context. */

/*! Broadcasts \a event with \a arguments to the whole namespace; what emitEvent(), send() and
    emitWithAck() call. */
bool Namespace::emitPayload(QAnyStringView event, const Payload &arguments,
                            BroadcastAckHandler handler) const
{
    return d->broadcast(event, arguments, {}, handler);
}

/*!
    \fn template<typename Context, typename F> Subscription Namespace::on(QAnyStringView event,
   Context *context, F &&handler) Calls \a handler for each \a event that another server of the
   cluster emits by serverSideEmit(), while \a context lives. Handlers are as those of Socket::on():
   typed, and acknowledging by what they return or by an Ack. \a context must live in the server's
   thread; otherwise nothing is added, there is a warning and the Subscription is invalid.

    \code
    io.on("reload", this, [this](const QString &name) { reload(name); });
    \endcode
*/

/*!
    \fn template<typename Context, typename F> Subscription Namespace::once(QAnyStringView event,
   Context *context, F &&handler) As on(), but for the next \a event only.
*/

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

/*!
    \fn template<typename Derived> bool ServerSideEmitVerbs<Derived>::serverSideEmit(QAnyStringView
   event, const Args &...args) const Emits \a event with \a args to the other servers of the
   cluster, whose handlers (on()) get it. The last argument may be a callable: it gets, in the forms
   of a broadcast's acknowledgement, the first argument of each server's answer. Returns false, with
   a warning, for the names connect, connection and new_namespace, and where the adapter knows of no
   other servers.

    \code
    io.serverSideEmit("reload", "settings");
    io.serverSideEmit("load?", [](const QSocketIo::Error &error, const QList<QCborValue> &loads)
   {}); \endcode
*/

/*!
    \fn template<typename Derived> QFuture<Result<QList<QCborValue>>>
   ServerSideEmitVerbs<Derived>::serverSideEmitWithAck(QAnyStringView event, const Args &...args)
   const As serverSideEmit(), and promises the first argument of each server's answer.
*/

/*! Emits \a event with \a arguments to the other servers; what serverSideEmit() and
    serverSideEmitWithAck() call. */
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
