// SPDX-License-Identifier: MIT
#include "eventhandler.h"

#include "logging_p.h"

#include <QtCore/QDebug>

namespace QSocketIo::Internal {

static QString foundName(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Integer:
    case QCborValue::Double:
        return QStringLiteral("a number");
    case QCborValue::String:
        return QStringLiteral("a string");
    case QCborValue::ByteArray:
        return QStringLiteral("binary data");
    case QCborValue::Array:
        return QStringLiteral("an array");
    case QCborValue::Map:
        return QStringLiteral("an object");
    case QCborValue::True:
    case QCborValue::False:
        return QStringLiteral("a boolean");
    default:
        return QStringLiteral("null");
    }
}

Error missingArgument(qsizetype index, const QString &expected)
{
    return Error(
        Error::Code::InvalidArgument,
        QStringLiteral("argument %1 is missing: expected %2").arg(index + 1).arg(expected));
}

Error wrongArgument(qsizetype index, const QString &expected, const QCborValue &found)
{
    return Error(Error::Code::InvalidArgument,
                 QStringLiteral("argument %1 is %2: expected %3")
                     .arg(index + 1)
                     .arg(foundName(found), expected));
}

Payload remainingArguments(const Payload &payload, qsizetype from)
{
    if (from == 0)
        return payload;
    QCborArray rest;
    const QCborArray &all = payload.toCborArray();
    for (qsizetype i = from; i < all.size(); ++i)
        rest.append(all.at(i));
    return Payload::fromCborArray(rest);
}

void reportHandlerError(const Error &error)
{
    qCWarning(lcServer) << "a handler failed, and its event is not acknowledged:" << error;
}

} // namespace QSocketIo::Internal
