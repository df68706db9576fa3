// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_ERROR_H
#define QSOCKETIO_CORE_ERROR_H

#include "global.h"

#include <QtCore/QCborValue>
#include <QtCore/QMetaType>
#include <QtCore/QObject>
#include <QtCore/QString>

namespace QSocketIo {

class QSOCKETIO_EXPORT Error
{
    Q_GADGET
    Q_PROPERTY(QSocketIo::Error::Code code READ code CONSTANT)
    Q_PROPERTY(QString message READ message CONSTANT)
public:
    enum class Code {
        NoError, // a default-constructed Error
        Custom, // made by the application, such as Error("not authorized")
        // what the peer sent
        InvalidPacket, // malformed Socket.IO packet
        UnexpectedPacket, // well-formed, but not allowed in this state
        InvalidArgument, // too few arguments, or one of the wrong type
        InvalidNamespace,
        LimitExceeded,
        // what did not come
        Timeout,
        Disconnected,
        // what the caller did
        ReservedEventName,
        NotSupported,
        InvalidUsage,
        // what the surroundings did
        Network,
        Adapter,
    };
    Q_ENUM(Code)

    // Several codes answer to one condition: test the coarse one, log the fine one.
    enum class Condition { None, Application, Protocol, Unavailable, Usage, Environment };
    Q_ENUM(Condition)

    Error() = default;
    explicit Error(const QString &message, const QCborValue &data = {});
    explicit Error(const char *message, const QCborValue &data = {});
    Error(Code code, const QString &message, const QCborValue &data = {});

    [[nodiscard]] Code code() const { return m_code; }
    [[nodiscard]] Condition condition() const;
    [[nodiscard]] QString message() const { return m_message; }
    [[nodiscard]] QCborValue data() const { return m_data; }

    explicit operator bool() const { return m_code != Code::NoError; }

    friend QSOCKETIO_EXPORT bool operator==(const Error &a, const Error &b);
    friend QSOCKETIO_EXPORT QDebug operator<<(QDebug debug, const Error &error);

private:
    Code m_code = Code::NoError;
    QString m_message;
    // Undefined: no data. It travels with connect_error.
    QCborValue m_data = QCborValue(QCborValue::Undefined);
};

} // namespace QSocketIo

Q_DECLARE_METATYPE(QSocketIo::Error)

#endif
