// SPDX-License-Identifier: MIT
#include "error.h"

#include <QtCore/QDebug>
#include <QtCore/QMetaEnum>

namespace QSocketIo {

/*!
    \class QSocketIo::Error
    \inmodule QSocketIo
    \brief A failure: a code, a readable message and, where the application gave some, data.

    The library throws no exceptions. A failure is an Error: returned inside a Result, carried by a
    signal, or handed to \c next() by a middleware, in which case message() and data() are what the
    client sees in its \c connect_error event.

    \code
    chat->use(this, [](QSocketIo::Socket *socket, const QSocketIo::Next &next) {
        if (socket->handshake().auth().contains(QStringLiteral("token")))
            next();
        else
            next(QSocketIo::Error("not authorized", QCborMap{{QStringLiteral("retry"), false}}));
    });
    \endcode

    \section1 Thread affinity
    Error is a value and reentrant.

    \sa Result
*/

/*! Creates an application's own error: code Custom, \a message and optional \a data. */
Error::Error(const QString &message, const QCborValue &data)
    : Error(Code::Custom, message, data)
{ }

/*! \overload
    \a message is UTF-8. */
Error::Error(const char *message, const QCborValue &data)
    : Error(Code::Custom, QString::fromUtf8(message), data)
{ }

/*! Creates an error of the given \a code, \a message and \a data. */
Error::Error(Code code, const QString &message, const QCborValue &data)
    : m_code(code)
    , m_message(message)
    , m_data(data)
{ }

/*! Returns the coarse class of code(). Test this one; log code(). */
Error::Condition Error::condition() const
{
    switch (m_code) {
    case Code::NoError:
        return Condition::None;
    case Code::Custom:
        return Condition::Application;
    case Code::InvalidPacket:
    case Code::UnexpectedPacket:
    case Code::InvalidArgument:
    case Code::InvalidNamespace:
    case Code::LimitExceeded:
        return Condition::Protocol;
    case Code::Timeout:
    case Code::Disconnected:
        return Condition::Unavailable;
    case Code::ReservedEventName:
    case Code::NotSupported:
    case Code::InvalidUsage:
        return Condition::Usage;
    case Code::Network:
    case Code::Adapter:
        return Condition::Environment;
    }
    return Condition::None;
}

bool operator==(const Error &a, const Error &b)
{
    return a.m_code == b.m_code && a.m_message == b.m_message && a.m_data == b.m_data;
}

QDebug operator<<(QDebug debug, const Error &error)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QSocketIo::Error("
                    << QMetaEnum::fromType<Error::Code>().valueToKey(int(error.m_code));
    if (!error.m_message.isEmpty())
        debug << ", " << error.m_message;
    if (!error.m_data.isUndefined())
        debug << ", " << error.m_data;
    return debug << ')';
}

} // namespace QSocketIo
