// SPDX-License-Identifier: MIT
#include "manager.h"

#include "../core/names_p.h"
#include "manager_p.h"

#include <algorithm>

namespace QSocketIo {

/*!
    \class QSocketIo::Manager
    \inmodule QSocketIo
    \brief A client's connection to a server, with a socket for each namespace.

    A single namespace needs no Manager: ClientSocket::open() makes one behind the scenes. Several
    namespaces share one connection this way:

    \code
    auto *manager = new QSocketIo::Manager(QUrl(QStringLiteral("https://example.com")), {}, this);
    QSocketIo::ClientSocket *talk = manager->socket("/talk");
    QSocketIo::ClientSocket *news = manager->socket("/news");
    talk->on("say", this, &Chat::say);
    news->on("say", this, &Chat::say);
    \endcode

    Its signals tell how the connection is doing:

    \code
    auto *manager = new QSocketIo::Manager(QUrl(QStringLiteral("https://example.com")), {}, this);
    using QSocketIo::Manager;
    connect(manager, &Manager::opened, this,
            [manager] {
                qInfo() << manager->sessionId() << manager->transportName() << manager->maxPayload();
            });
    connect(manager, &Manager::upgraded, this, [](const QString &name) { qInfo() << name; });
    connect(manager, &Manager::closed, this, [manager](QSocketIo::DisconnectReason reason) {
        qInfo() << reason << manager->isReconnecting() << manager->reconnectDelay().count();
    });
    connect(manager, &Manager::errorOccurred, this,
            [manager](const QSocketIo::Error &error) { qWarning() << manager->url() << error; });
    connect(manager, &Manager::reconnectAttempt, this, [](int attempt) { qInfo() << attempt; });
    connect(manager, &Manager::reconnectError, this,
            [](const QSocketIo::Error &error) { qInfo() << error; });
    connect(manager, &Manager::reconnected, this, [](int attempt) { qInfo() << attempt; });
    connect(manager, &Manager::reconnectFailed, this, [manager] { manager->open(); });
    connect(manager, &Manager::pingReceived, this, [manager] {
        if (manager->state() == Manager::State::Open && manager->bytesQueued() > 1'000'000)
            manager->close(); // long before options().sendHighWaterMark
    });
    \endcode

    The connection is opened for the first socket, and again whenever it breaks: after
    ClientOptions::reconnectionDelay at first, then after times that double up to
    ClientOptions::reconnectionDelayMax. It closes when the last socket has left.

    \section1 Thread affinity
    A Manager and its sockets live in one thread, whose event loop does all the work; nothing
    blocks. Everything may be called, and the Manager deleted, in any handler. It owns its sockets.

    \sa ClientSocket, ClientOptions
*/

/*!
    \enum QSocketIo::Manager::State
    \value Closed There is no connection; see isReconnecting().
    \value Opening An attempt is being made.
    \value Open The connection stands. Sockets join their namespaces.
*/

/*! \fn void Manager::opened()
    The connection stands; the sockets join their namespaces now. */

/*! \fn void Manager::closed(QSocketIo::DisconnectReason reason, const QString &description)
    The connection, which was open, has ended for \a reason; \a description, if any, says more. */

/*! \fn void Manager::errorOccurred(const QSocketIo::Error &error)
    An attempt to connect has failed with \a error: code Timeout after ClientOptions::timeout,
    InvalidUsage for a URL that is none (there is no further attempt then), else Network. */

/*! \fn void Manager::reconnectAttempt(int attempt)
    An attempt to reconnect begins. \a attempt counts from 1. */

/*! \fn void Manager::reconnectError(const QSocketIo::Error &error)
    An attempt to reconnect has failed with \a error. */

/*! \fn void Manager::reconnected(int attempt)
    The connection stands again, after as many attempts as \a attempt says. */

/*! \fn void Manager::reconnectFailed()
    All ClientOptions::reconnectionAttempts have failed. No further one is made before open(). */

/*! \fn void Manager::upgraded(const QString &transportName)
    The connection goes on by another transport: \a transportName, which is "websocket". */

/*! \fn void Manager::pingReceived()
    A heartbeat of the server has come. */

/*! Creates a manager for the server at \a url: scheme (http, https, ws or wss), host and port, and
    the query where \a options have none. Path and user name are ignored. It connects when it gets
    its first socket, or when open() is called. \a parent, or the caller where it is null, owns it.
 */
Manager::Manager(const QUrl &url, const ClientOptions &options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<ManagerPrivate>(this, url, options))
{ }

/*! Destroys the manager and its sockets, and closes the connection. */
Manager::~Manager()
{
    d->abandon();
}

/*! Returns the URL that it was created with. */
QUrl Manager::url() const
{
    return d->m_url;
}

/*! Returns the options that it was created with. */
const ClientOptions &Manager::options() const
{
    return d->options();
}

/*! Returns the socket of the namespace \a nsp, always the same one. It is made, owned by the
    manager, and with ClientOptions::autoConnect connected where that is not so yet. A slash in
    front of the name may be left out. */
ClientSocket *Manager::socket(QAnyStringView nsp)
{
    return d->socket(toUtf8(nsp));
}

/*! Returns whether there is a connection. */
Manager::State Manager::state() const
{
    return d->m_state;
}

/*! Returns whether the manager is waiting for the next attempt to reconnect, or making it. */
bool Manager::isReconnecting() const
{
    return d->m_isReconnecting;
}

/*! Returns how long it is until the next attempt to reconnect, in milliseconds; 0 where none is waited
    for. While closed() is being emitted it is not known yet. */
std::chrono::milliseconds Manager::reconnectDelay() const
{
    return std::max(d->m_reconnectTimer.remainingTimeAsDuration(), std::chrono::milliseconds(0));
}

/*! Returns the id of the Engine.IO session; empty where none is open. Not ClientSocket::id(). */
QString Manager::sessionId() const
{
    return d->m_engine ? d->m_engine->sid() : QString();
}

/*! Returns what the session uses now, "polling" or "websocket"; empty where there is none. */
QString Manager::transportName() const
{
    return d->m_engine ? d->m_engine->transportName() : QString();
}

/*! Returns how many bytes wait to be sent, as far as Qt knows. */
qint64 Manager::bytesQueued() const
{
    return d->m_engine ? d->m_engine->bytesQueued() : 0;
}

/*! Returns how many bytes the server takes in one message, as it said when the session began; 0 where
    it has not said, or where there is no session. A server may end the connection over more. */
qint64 Manager::maxPayload() const
{
    return d->m_engine ? d->m_engine->maxPayload() : 0;
}

/*! Opens the connection now, also where the next attempt is yet to come. Does nothing where it is
    open or being opened. ClientSocket::connectToServer() calls it. */
void Manager::open()
{
    d->open();
}

/*! Closes the connection, once what is queued has been sent. There is no attempt to reconnect until
    open(). Sockets that are connected emit disconnected() with the reason ForcedClose; they join
    again when the manager is opened again. */
void Manager::close()
{
    d->close();
}

} // namespace QSocketIo
