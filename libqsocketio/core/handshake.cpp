// SPDX-License-Identifier: MIT
#include "handshake.h"

namespace QSocketIo {

/*!
    \class QSocketIo::Handshake
    \inmodule QSocketIo
    \brief What a client said when it joined a namespace.

    headers(), query(), address(), url() and isSecure() are those of the connection's first HTTP
    request, the same for all its namespaces; auth() and issued() belong to this namespace.

    \code
    const QString token = socket->handshake().auth()[QStringLiteral("token")].toString();
    \endcode

    \section1 Thread affinity
    Handshake is a value; a copy must stay in the thread of its original (see HttpRequest).
*/

/*! Creates a handshake of the connection's first \a request, the client's \a auth and the time
    \a issued. */
Handshake::Handshake(const HttpRequest &request, const QCborMap &auth, const QDateTime &issued)
    : m_request(request)
    , m_auth(auth)
    , m_issued(issued)
{ }

/*! Returns whether the first request had an \c Origin header, even if it named the same origin. */
bool Handshake::isCrossDomain() const
{
    return !m_request.header("Origin").isEmpty();
}

} // namespace QSocketIo
