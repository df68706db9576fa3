// SPDX-License-Identifier: MIT
#include "admindecoder.h"

#include "jsoncursor.h"

#include <QtCore/QDateTime>

#include <chrono>
#include <cmath>

namespace QsioAdmin {

// Sockets and server statistics: admindecodersockets.cpp, admindecoderstats.cpp. What only some
// servers say: admindecoderextensions.cpp.

std::optional<AdminEvent> AdminDecoder::decode(QByteArrayView event, QByteArrayView arguments,
                                               const QList<QByteArray> &attachments)
{
    JsonCursor cursor(arguments);
    const quint64 before = m_malformed;
    bool isKnown = true;
    Result result = decodeKnown(event, cursor, attachments, &isKnown);
    if (!isKnown) {
        ++m_unknown;
    } else if (!result && m_malformed == before) {
        problem(QStringLiteral("The server sent a \"%1\" that this program does not understand.")
                    .arg(QString::fromUtf8(event)));
    }
    return result;
}

AdminDecoder::Result AdminDecoder::decodeKnown(QByteArrayView event, JsonCursor &cursor,
                                               const QList<QByteArray> &attachments, bool *isKnown)
{
    // The frequent ones first.
    if (event == "event_received")
        return traffic(cursor, true, attachments);
    if (event == "event_sent")
        return traffic(cursor, false, attachments);
    if (event == "room_joined")
        return roomChange(cursor, true);
    if (event == "room_left")
        return roomChange(cursor, false);
    if (event == "socket_updated")
        return socketUpdated(cursor);
    if (event == "socket_connected")
        return socketConnected(cursor);
    if (event == "socket_disconnected")
        return socketDisconnected(cursor);
    if (event == "server_stats")
        return serverStats(cursor);
    if (event == "all_sockets")
        return allSockets(cursor);
    if (event == "all_sockets_page")
        return socketsPage(cursor);
    if (event == "ack_received")
        return answer(cursor, true, attachments);
    if (event == "ack_sent")
        return answer(cursor, false, attachments);
    if (event == "connection_refused")
        return connectionRefused(cursor);
    if (event == "config")
        return config(cursor);
    if (event == "session")
        return session(cursor);
    *isKnown = false;
    return {};
}

void AdminDecoder::problem(const QString &text)
{
    ++m_malformed;
    m_lastProblem = text;
}

// ---- the small ones --------------------------------------------------------------------------

AdminDecoder::Result AdminDecoder::session(JsonCursor &cursor)
{
    if (!cursor.nextArgument())
        return {};
    const std::optional<QByteArray> id = cursor.string();
    if (!id || id->isEmpty())
        return {};
    return SessionIssued{*id};
}

AdminDecoder::Result AdminDecoder::config(JsonCursor &cursor)
{
    if (!cursor.nextArgument() || !cursor.beginObject())
        return {};
    Features features;
    while (cursor.nextMember()) {
        const QByteArrayView key = cursor.key();
        if (key == "serverId") {
            features.serverId = pooled(cursor);
        } else if (key == "user") {
            features.user = pooled(cursor);
        } else if (key == "role") {
            features.isViewer = pooled(cursor) == "viewer";
        } else if (key != "supportedFeatures") {
            cursor.skip();
        } else if (cursor.beginArray()) {
            while (cursor.nextElement()) {
                if (const std::optional<QByteArray> name = cursor.string())
                    features.names.append(*name);
            }
        }
    }
    if (cursor.isMalformed())
        return {};
    return features;
}

AdminDecoder::Result AdminDecoder::socketDisconnected(JsonCursor &cursor)
{
    SocketDisconnected event;
    if (!readKey(cursor, &event.key))
        return {};
    if (cursor.nextArgument())
        event.reason = pooled(cursor);
    if (cursor.nextArgument())
        event.at = time(cursor);
    return event;
}

AdminDecoder::Result AdminDecoder::roomChange(JsonCursor &cursor, bool isJoin)
{
    RoomChange event;
    event.isJoin = isJoin;
    if (!cursor.nextArgument())
        return {};
    event.key.nsp = pooled(cursor);
    if (!cursor.nextArgument())
        return {};
    const std::optional<RoomName> room = RoomName::read(cursor, m_pool);
    if (!room || !cursor.nextArgument())
        return {};
    event.room = *room;
    event.key.id = pooled(cursor);
    if (cursor.nextArgument())
        event.at = time(cursor);
    if (event.key.nsp.isEmpty() || event.key.id.isEmpty())
        return {};
    return event;
}

// ---- events of applications ------------------------------------------------------------------

constexpr qsizetype maxNameBytes = 1024;

AdminDecoder::Result AdminDecoder::traffic(JsonCursor &cursor, bool isFromClient,
                                           const QList<QByteArray> &attachments)
{
    Traffic event;
    event.isFromClient = isFromClient;
    if (!readKey(cursor, &event.key) || !cursor.nextArgument() || !cursor.beginArray())
        return {};
    readArguments(cursor, true, attachments, &event);
    if (cursor.isMalformed())
        return {};
    if (cursor.nextArgument())
        event.at = time(cursor);
    return event;
}

// Of an array that has begun. hasName: the first one is the name of the event.
void AdminDecoder::readArguments(JsonCursor &cursor, bool hasName,
                                 const QList<QByteArray> &attachments, Traffic *result)
{
    Traffic &event = *result;
    QByteArray arguments = "[";
    for (bool isName = hasName; cursor.nextElement(); isName = false) {
        const bool isText = isName && cursor.peek() == JsonCursor::Type::String;
        const QByteArrayView value
            = isText ? cursor.plainString().value_or(QByteArrayView()) : cursor.skip();
        event.size += value.size();
        if (isName) // it may be a number, too
            event.name = m_pool.intern(value.first(qMin(value.size(), maxNameBytes)));
        else if (event.size <= m_maxEventBytes)
            arguments += (arguments.size() > 1 ? "," : "") + value.toByteArray();
    }
    for (const QByteArray &attachment : attachments)
        event.size += attachment.size();
    event.isTruncated = event.size > m_maxEventBytes;
    if (!event.isTruncated) {
        event.arguments = arguments.size() == 1 ? m_pool.intern("[]") : arguments + ']';
        event.attachments = attachments;
    }
}

// ---- parts -----------------------------------------------------------------------------------

QByteArray AdminDecoder::pooled(JsonCursor &cursor)
{
    const std::optional<QByteArrayView> text = cursor.plainString();
    return text ? m_pool.intern(*text) : QByteArray();
}

bool AdminDecoder::readKey(JsonCursor &cursor, SocketKey *key)
{
    if (!cursor.nextArgument())
        return false;
    key->nsp = pooled(cursor);
    if (!cursor.nextArgument())
        return false;
    key->id = pooled(cursor);
    return !key->nsp.isEmpty() && !key->id.isEmpty();
}

// Text with the JSON parser, a date with that of msgpack, which is text again in a Payload; numbers
// come from other servers.
qint64 AdminDecoder::time(JsonCursor &cursor)
{
    if (cursor.peek() != JsonCursor::Type::Number)
        return parseTime(cursor.plainString().value_or(QByteArrayView()));
    const double number = cursor.number().value_or(0);
    return std::abs(number) < 8.64e15 ? qint64(number) : 0;
}

// Digits of the text at an offset; -1 where there are others.
static int digits(QByteArrayView text, qsizetype offset, int count)
{
    int result = 0;
    for (const char c : text.sliced(offset, count)) {
        if (c < '0' || c > '9')
            return -1;
        result = result * 10 + (c - '0');
    }
    return result;
}

// 2026-11-20T22:09:02.335Z, of which there are thousands a second: QDateTime takes its time.
static std::optional<qint64> parseUsualTime(QByteArrayView text)
{
    if (text.size() != 24 || text[10] != 'T' || text[19] != '.' || text[23] != 'Z')
        return {};
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    const int milliseconds = digits(text, 20, 3);
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    if (year < 0 || !date.ok() || hour < 0 || minute < 0 || second < 0 || milliseconds < 0)
        return {};
    const qint64 days = std::chrono::sys_days(date).time_since_epoch().count();
    return ((days * 24 + hour) * 60 + minute) * 60'000 + second * 1000 + milliseconds;
}

qint64 AdminDecoder::parseTime(QByteArrayView text)
{
    if (const std::optional<qint64> usual = parseUsualTime(text))
        return *usual;
    if (text.size() > 64)
        return 0;
    // Without a zone it is UTC: nobody else's local time would be of use.
    QDateTime time = QDateTime::fromString(QString::fromUtf8(text), Qt::ISODateWithMs);
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

} // namespace QsioAdmin
