// SPDX-License-Identifier: MIT
#include "eventhandler.h"

#include "logging_p.h"

#include <QtCore/QDebug>
#include <QtCore/QStringBuilder>

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
    case QCborValue::Undefined:
        return QStringLiteral("missing");
    default:
        return QStringLiteral("null");
    }
}

Error missingArgument(qsizetype index, const QString &expected)
{
    return wrongArgument(index, {QString(), expected, QCborValue(QCborValue::Undefined)});
}

Error wrongArgument(qsizetype index, const PayloadPrivate::Mismatch &mismatch)
{
    return Error(Error::Code::InvalidArgument,
                 QLatin1StringView("argument ") % QString::number(index + 1) % mismatch.path
                     % QLatin1StringView(" is ") % foundName(mismatch.found)
                     % QLatin1StringView(": expected ") % mismatch.expected);
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
