// SPDX-License-Identifier: MIT
#include "payloadconversions.h"

#include <QtCore/QStringList>

#include <charconv>
#include <cmath>
#include <limits>

namespace QSocketIo::PayloadPrivate {

// Nobody is helped by "an integer between -9223372036854775808 and 9223372036854775807".
QString integerTypeName(qint64 minimum, qint64 maximum)
{
    if (maximum == std::numeric_limits<qint64>::max())
        return QStringLiteral("an integer");
    return QStringLiteral("an integer between %1 and %2").arg(minimum).arg(maximum);
}

QString unsignedTypeName(quint64 maximum)
{
    if (maximum == std::numeric_limits<quint64>::max())
        return QStringLiteral("an integer of at least 0");
    return QStringLiteral("an integer between 0 and %1").arg(maximum);
}

QString arrayTypeName(const QString &element)
{
    return QStringLiteral("an array (of %1)").arg(element);
}

QString mapTypeName(const QString &element)
{
    return QStringLiteral("an object (of %1)").arg(element);
}

QString tupleTypeName(const QStringList &elements)
{
    return QStringLiteral("an array (%1)").arg(elements.join(QLatin1StringView(", ")));
}

QString optionalTypeName(const QString &value)
{
    return QStringLiteral("%1 or null").arg(value);
}

QString fallbackTypeName(QMetaType type)
{
    return QStringLiteral("a value of type %1").arg(QLatin1StringView(type.name()));
}

double shortest(float value)
{
    if (!std::isfinite(value))
        return value;
    char buffer[32];
    const auto written = std::to_chars(buffer, buffer + sizeof(buffer), value);
    double result = value;
    std::from_chars(buffer, written.ptr, result);
    return result;
}

} // namespace QSocketIo::PayloadPrivate
