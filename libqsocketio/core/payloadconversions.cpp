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

// Qt skips the year 0 (its -1 is 1 BCE), ISO 8601 and JavaScript do not.
static int toIsoYear(int year)
{
    return year < 0 ? year + 1 : year;
}

// ECMAScript's expanded years, such as "+275760-09-13T00:00:00.000Z", which Qt does not read.
static QDateTime readExpandedYear(const QString &text)
{
    constexpr int cycleYears = 400; // after which the calendar repeats
    constexpr int cycleDays = 146097;
    bool ok = false;
    const int year = QStringView(text).first(7).toInt(&ok);
    if (!ok)
        return {};
    const int sameInCycle = 2000 + (year % cycleYears + cycleYears) % cycleYears;
    const QDateTime moved
        = QDateTime::fromString(QString::number(sameInCycle) + text.sliced(7), Qt::ISODateWithMs);
    return moved.addDays(qint64(year - sameInCycle) / cycleYears * cycleDays);
}

static QDateTime readIsoDateTime(const QString &text)
{
    if (text.startsWith(QLatin1StringView("0000-")))
        return readExpandedYear(QLatin1StringView("+00") + text);
    const bool isExpanded = text.size() > 7
        && (text.startsWith(QLatin1Char('+')) || text.startsWith(QLatin1Char('-')));
    return isExpanded ? readExpandedYear(text) : QDateTime::fromString(text, Qt::ISODateWithMs);
}

std::optional<QDateTime> readDateTime(const QCborValue &value)
{
    const QDateTime result
        = value.isString() ? readIsoDateTime(value.toString()) : value.toDateTime();
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
    if (value.isUuid())
        return value.toUuid();
    const QString text = value.toString();
    const QUuid result = QUuid::fromString(text);
    const bool isNullUuid
        = text == QUuid().toString() || text == QUuid().toString(QUuid::WithoutBraces);
    if (result.isNull() && !isNullUuid)
        return {};
    return result;
}

// JavaScript's Date.prototype.toISOString.
void writeDateTime(JsonWriter &writer, const QDateTime &value)
{
    if (!value.isValid())
        return writer.null();
    const QDateTime utc = value.toUTC();
    const int year = toIsoYear(utc.date().year());
    if (year > 0 && year <= 9999)
        return writer.string(utc.toString(Qt::ISODateWithMs));
    const int width = year == 0 ? 4 : 6;
    const QString digits = QString::number(std::abs(year)).rightJustified(width, QLatin1Char('0'));
    const QLatin1StringView sign(year == 0 ? "" : year < 0 ? "-" : "+");
    writer.string(sign + digits + utc.toString(QStringLiteral("-MM-dd'T'HH:mm:ss.zzz'Z'")));
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
