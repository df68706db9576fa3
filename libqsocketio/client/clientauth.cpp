// SPDX-License-Identifier: MIT
#include "clientauth.h"

namespace QSocketIo {

/*!
    \class QSocketIo::ClientAuth
    \inmodule QSocketIo
    \brief What a client says about itself when it joins a namespace.

    The server finds it in Handshake::auth(). It is a value, or a function that is called for each
    connection, also after a reconnection: for tokens that expire. The function may answer later, by
    a QFuture; a future that is cancelled, or fails with an exception, makes the socket emit
    ClientSocket::connectError().

    \code
    QSocketIo::ClientOptions options;
    options.auth = {{QStringLiteral("token"), QStringLiteral("secret")}};
    options.auth = [] {
        return QCborMap{{QStringLiteral("time"), QDateTime::currentSecsSinceEpoch()}};
    };
    const auto now = std::get<QCborMap>(options.auth.value());
    \endcode

    \section1 Thread affinity
    ClientAuth is a value and reentrant. The function is called in the thread of the ClientSocket.

    \sa ClientOptions::auth, ClientSocket::setAuth()
*/

/*! \typealias QSocketIo::ClientAuth::Function
    A function that returns what is to be said, or a future of it. */

/*! \fn QSocketIo::ClientAuth::ClientAuth()
    Nothing is said. */

/*! \fn template<typename F> QSocketIo::ClientAuth::ClientAuth(F function)
    What \a function returns, a QCborMap or a QFuture<QCborMap>, is said. Copies call the same one. */

/*! \a value is said. */
ClientAuth::ClientAuth(const QCborMap &value)
    : m_value(value)
{ }

/*! A map of \a members is said. */
ClientAuth::ClientAuth(std::initializer_list<QCborMap::value_type> members)
    : m_value(members)
{ }

/*! Returns what is to be said now, or a future of it. Calls the function, if there is one. */
ValueOrFuture<QCborMap> ClientAuth::value() const
{
    if (m_function)
        return m_function();
    return m_value;
}

} // namespace QSocketIo
