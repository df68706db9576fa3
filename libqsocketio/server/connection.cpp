// SPDX-License-Identifier: MIT
#include "connection.h"

#include "../engineio/session.h"
#include "connection_p.h"
#include "server_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::Connection
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Connection
    \brief One client's connection, with its sockets in one or more namespaces: Socket.IO's Client.

    \code
    QSocketIo::Connection *connection = socket->connection();
    qInfo() << connection->id() << connection->sockets().size() << "namespaces over"
            << connection->session()->transportName();
    qInfo() << connection->request().header("User-Agent") << connection->server()->serverPort();
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server, which owns it; it is deleted soon after its session closed.
*/

Connection::Connection(Server *server, Session *session)
    : QObject(server)
    , d(std::make_unique<ConnectionPrivate>(ServerPrivate::get(server), session))
{
    d->q = this;
}

Connection::~Connection() = default;

/*! Returns the id of the Engine.IO session. It differs from the ids of the sockets. */
QString Connection::id() const
{
    return d->m_id;
}

/*! Returns the server. */
Server *Connection::server() const
{
    return d->m_server->q;
}

/*! Returns the Engine.IO session, or nullptr once it has closed. */
Session *Connection::session() const
{
    return d->m_session;
}

/*! Returns the connection's first HTTP request. */
const HttpRequest &Connection::request() const
{
    return d->m_request;
}

/*! Returns the connected sockets in the order in which they joined their namespaces. */
QList<Socket *> Connection::sockets() const
{
    QList<Socket *> result;
    for (const ConnectionPrivate::Entry &entry : d->m_sockets) {
        if (entry.isJoined)
            result.append(entry.socket);
    }
    return result;
}

} // namespace QSocketIo
