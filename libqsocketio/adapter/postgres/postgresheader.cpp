// SPDX-License-Identifier: MIT
#include "postgresheader_p.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace QSocketIo {

// Node.js writes the number as text, because it may be larger than a number of JavaScript's.
static QByteArray digitsOf(const QJsonValue &value)
{
    constexpr qsizetype longest = 18;
    const QByteArray digits
        = value.isString() ? value.toString().toUtf8() : QByteArray::number(value.toInteger(-1));
    const bool isNumber = !digits.isEmpty() && digits.size() <= longest
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? digits : QByteArray();
}

std::optional<PostgresHeader> PostgresHeader::of(const QByteArray &notification)
{
    if (!notification.contains("\"attachmentId\"")) // most are not even parsed here
        return {};
    const QJsonObject object = QJsonDocument::fromJson(notification).object();
    const QByteArray digits = digitsOf(object.value(QLatin1StringView("attachmentId")));
    const QJsonValue uid = object.value(QLatin1StringView("uid"));
    if (digits.isEmpty() || !uid.isString())
        return {};
    return PostgresHeader{uid.toString(), object.value(QLatin1StringView("nsp")).toString(),
                          digits};
}

} // namespace QSocketIo
