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

    The code is fine-grained and made for logs; programs decide by its condition():

    \code
    connect(socket, &QSocketIo::Socket::errorOccurred, this, [](const QSocketIo::Error &error) {
        if (error.condition() == QSocketIo::Error::Condition::Protocol)
            qInfo() << "bad input:" << error.code() << error.message();
        else
            qWarning() << error << error.data();
    });
    \endcode

    \section1 Thread affinity
    Error is a value and reentrant.

    \sa Result
*/

/*!
    \enum QSocketIo::Error::Code
    \brief What exactly failed.

    \value NoError Nothing: a default-constructed Error.
    \value Custom Made by the application, such as \c{Error("not authorized")}.
    \value InvalidPacket A malformed Socket.IO packet came.
    \value UnexpectedPacket A well-formed packet came that is not allowed in this state.
    \value InvalidArgument An event has too few arguments, or one of another type.
    \value InvalidNamespace There is no such namespace.
    \value LimitExceeded A limit of ServerOptions was exceeded.
    \value Timeout An acknowledgement did not come in time.
    \value Disconnected The client was disconnected before its answer came.
    \value ReservedEventName An event of this name cannot be emitted.
    \value NotSupported The function cannot do this, such as the in-memory adapter with other servers.
    \value InvalidUsage The function was called in a way that it does not allow.
    \value Network The network failed.
    \value Adapter The adapter, or what it is connected to, failed.
*/

/*!
    \enum QSocketIo::Error::Condition
    \brief Who is to blame: several codes answer to one condition.

    \value None There is no error.
    \value Application The application said so.
    \value Protocol The peer sent what it must not.
    \value Unavailable The peer did not answer.
    \value Usage The function was called wrongly: a mistake in the program.
    \value Environment The network or another service failed.
*/

/*! \property QSocketIo::Error::code
    What exactly failed. */

/*! \property QSocketIo::Error::message
    A text for people. */

/*! \fn Error::Error()
    Creates what stands for no error: code NoError. */

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

/*! \fn QSocketIo::Error::Code Error::code() const
    Returns what exactly failed. */

/*! \fn QString Error::message() const
    Returns a text for people. That of an application's own error goes to the client as it is. */

/*! \fn QCborValue Error::data() const
    Returns what the application, or the library, added; undefined where that is nothing. Of a
    broadcast's Timeout it is the array of the answers that did come. */

/*! \fn Error::operator bool() const
    Returns whether there is an error: code() is not NoError. */

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

/*! \fn bool Error::operator==(const Error &a, const Error &b)
    Returns whether \a a and \a b have the same code, message and data. */
bool operator==(const Error &a, const Error &b)
{
    return a.m_code == b.m_code && a.m_message == b.m_message && a.m_data == b.m_data;
}

/*! \fn QDebug Error::operator<<(QDebug debug, const Error &error)
    Writes \a error to \a debug, and returns that. */
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
