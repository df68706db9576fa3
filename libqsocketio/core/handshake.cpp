// SPDX-License-Identifier: MIT
#include "handshake.h"

#include "deferredhandshake_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::Handshake
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Handshake
    \brief What a client said when it joined a namespace.

    headers(), query(), address(), url() and isSecure() are those of the connection's first HTTP
    request, the same for all its namespaces; auth() and issued() belong to this namespace.

    \code
    const QSocketIo::Handshake &handshake = socket->handshake();
    const QString token = handshake.auth()[QStringLiteral("token")].toString(); // auth: { token: ... }
    const QString room = handshake.query().value("room"); // query: { room: ... }
    qInfo() << handshake.address() << handshake.headers().value("User-Agent")
            << handshake.url() << handshake.request().method() << "at" << handshake.issued();
    if (handshake.isCrossDomain() && !handshake.isSecure())
        socket->disconnectClient();
    \endcode

    \section1 Thread affinity
    Handshake is a value; a copy must stay in the thread of its original (see HttpRequest).
*/

/*! \fn Handshake::Handshake()
    Creates an empty handshake. */

/*! Creates a handshake of the connection's first \a request, the client's \a auth and the time
    \a issued. */
Handshake::Handshake(const HttpRequest &request, const QCborMap &auth, const QDateTime &issued)
    : m_request(request)
    , m_auth(auth)
    , m_issued(issued)
{ }

/*! \fn const QSocketIo::HttpRequest &Handshake::request() const
    Returns the connection's first HTTP request. */

/*! \fn const QSocketIo::HttpHeaders &Handshake::headers() const
    Returns the header fields of request(). */

/*! \fn const QSocketIo::HttpRequest::Query &Handshake::query() const
    Returns the decoded query of request(), with \c EIO and \c transport among its keys. The last value
    of a repeated key counts. */

/*! \fn const QCborMap &Handshake::auth() const
    Returns what the client passed as \c auth for this namespace; an empty map where it passed
    nothing. It comes from the client: trust nothing in it before it is checked. */

/*! \fn QDateTime Handshake::issued() const
    Returns when the client joined, in UTC. */

/*! \fn QHostAddress Handshake::address() const
    Returns the address of the client, HttpRequest::peerAddress(). */

/*! \fn QByteArray Handshake::url() const
    Returns the raw target of request(), such as "/socket.io/?EIO=4&transport=polling". */

/*! \fn bool Handshake::isSecure() const
    Returns whether request() came over TLS. */

const Handshake &Handshake::deferred() const
{
    return m_deferred->content();
}

/*! Returns whether the first request had an \c Origin header, even if it named the same origin. */
bool Handshake::isCrossDomain() const
{
    return !request().header("Origin").isEmpty();
}

} // namespace QSocketIo
