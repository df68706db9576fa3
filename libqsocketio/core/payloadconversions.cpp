// SPDX-License-Identifier: MIT
#include "payloadconversions.h"

#include "jsonwriter.h"

#include <QtCore/QMetaEnum>

#include <cmath>
#include <limits>

namespace QSocketIo::PayloadPrivate {

// JavaScript does not tell 3 from 3.0, and integers of more than 64 bits arrive as doubles.
static bool isIntegral(double value)
{
    return std::isfinite(value) && value == std::trunc(value);
}

std::optional<qint64> readInteger(const QCborValue &value, qint64 minimum, qint64 maximum)
{
    qint64 result = 0;
    if (value.isInteger()) {
        result = value.toInteger();
    } else {
        const double number = value.toDouble();
        if (!value.isDouble() || !isIntegral(number) || number < -0x1p63 || number >= 0x1p63)
            return {};
        result = qint64(number);
    }
    if (result < minimum || result > maximum)
        return {};
    return result;
}

std::optional<quint64> readUnsigned(const QCborValue &value, quint64 maximum)
{
    quint64 result = 0;
    if (value.isInteger()) {
        if (value.toInteger() < 0)
            return {};
        result = quint64(value.toInteger());
    } else {
        const double number = value.toDouble();
        if (!value.isDouble() || !isIntegral(number) || number < 0 || number >= 0x1p64)
            return {};
        result = quint64(number);
    }
    if (result > maximum)
        return {};
    return result;
}

std::optional<QString> readString(const QCborValue &value)
{
    if (!value.isString())
        return {};
    return value.toString();
}

std::optional<QByteArray> readBinary(const QCborValue &value)
{
    if (!value.isByteArray())
        return {};
    return value.toByteArray();
}

std::optional<QDateTime> readDateTime(const QCborValue &value)
{
    const QDateTime result = value.isString()
        ? QDateTime::fromString(value.toString(), Qt::ISODateWithMs)
        : value.toDateTime();
    if (!result.isValid())
        return {};
    return result;
}

std::optional<QDate> readDate(const QCborValue &value)
{
    const QDate result = QDate::fromString(value.toString(), Qt::ISODate);
    if (!result.isValid())
        return {};
    return result;
}

std::optional<QTime> readTime(const QCborValue &value)
{
    const QTime result = QTime::fromString(value.toString(), Qt::ISODateWithMs);
    if (!result.isValid())
        return {};
    return result;
}

std::optional<QUrl> readUrl(const QCborValue &value)
{
    const QUrl result = value.isString() ? QUrl(value.toString(), QUrl::StrictMode) : value.toUrl();
    const bool isEmptyUrl = value.isString() && value.toString().isEmpty();
    if (!result.isValid() && !isEmptyUrl)
        return {};
    return result;
}

std::optional<QUuid> readUuid(const QCborValue &value)
{
    if (!value.isString()) {
        return value.isUuid() ? std::optional(value.toUuid()) : std::nullopt;
    }
    const QString text = value.toString();
    const QUuid result = QUuid::fromString(text);
    // The only way to tell the null UUID from nonsense.
    if (result.isNull() && !QUuid().toString().contains(text))
        return {};
    if (text.size() < 36)
        return {};
    return result;
}

// JavaScript's Date.prototype.toISOString.
void writeDateTime(JsonWriter &writer, const QDateTime &value)
{
    if (!value.isValid())
        return writer.null();
    const QDateTime utc = value.toUTC();
    const int year = utc.date().year();
    if (year >= 0 && year <= 9999)
        return writer.string(utc.toString(Qt::ISODateWithMs));
    const QString digits = QString::number(std::abs(year)).rightJustified(6, QLatin1Char('0'));
    writer.string(QLatin1Char(year < 0 ? '-' : '+') + digits
                  + utc.toString(QStringLiteral("-MM-dd'T'HH:mm:ss.zzz'Z'")));
}

void writeDate(JsonWriter &writer, QDate value)
{
    value.isValid() ? writer.string(value.toString(Qt::ISODate)) : writer.null();
}

void writeTime(JsonWriter &writer, QTime value)
{
    value.isValid() ? writer.string(value.toString(Qt::ISODateWithMs)) : writer.null();
}

void writeUrl(JsonWriter &writer, const QUrl &value)
{
    writer.utf8(value.toEncoded());
}

void writeUuid(JsonWriter &writer, const QUuid &value)
{
    writer.utf8(value.toByteArray(QUuid::WithoutBraces));
}

static QMetaEnum metaEnumOf(QMetaType type)
{
    const QMetaObject *const metaObject = type.metaObject();
    if (!metaObject)
        return {};
    QByteArrayView name = type.name();
    const qsizetype colons = name.lastIndexOf("::");
    if (colons >= 0)
        name = name.sliced(colons + 2);
    return metaObject->enumerator(metaObject->indexOfEnumerator(name.data()));
}

void writeEnum(JsonWriter &writer, QMetaType type, qint64 value)
{
    const QMetaEnum metaEnum = metaEnumOf(type);
    const char *const key
        = metaEnum.isValid() && !metaEnum.isFlag() ? metaEnum.valueToKey(int(value)) : nullptr;
    key ? writer.utf8(key) : writer.integer(value);
}

std::optional<qint64> readEnum(QMetaType type, const QCborValue &value)
{
    const QMetaEnum metaEnum = metaEnumOf(type);
    const bool hasKeys = metaEnum.isValid() && !metaEnum.isFlag();
    if (value.isString() && hasKeys) {
        bool ok = false;
        const int number = metaEnum.keyToValue(value.toString().toUtf8().constData(), &ok);
        return ok ? std::optional<qint64>(number) : std::nullopt;
    }
    const std::optional<qint64> number = readInteger(value, std::numeric_limits<qint64>::min(),
                                                     std::numeric_limits<qint64>::max());
    if (number && hasKeys
        && (*number != qint64(int(*number)) || !metaEnum.valueToKey(int(*number))))
        return {};
    return number;
}

QString enumTypeName(QMetaType type)
{
    const QMetaEnum metaEnum = metaEnumOf(type);
    if (!metaEnum.isValid() || metaEnum.isFlag())
        return QStringLiteral("an integer");
    return QLatin1StringView("one of the keys of ") + QLatin1StringView(metaEnum.enumName());
}

} // namespace QSocketIo::PayloadPrivate
