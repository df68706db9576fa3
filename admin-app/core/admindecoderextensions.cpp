// SPDX-License-Identifier: MIT
#include "admindecoder.h"

#include "jsoncursor.h"

#include <cmath>

// What servers of libqsocketio say beyond others: docs/admin-protocol.md.
namespace QsioAdmin {

AdminDecoder::Result AdminDecoder::socketsPage(JsonCursor &cursor)
{
    SnapshotPage page;
    if (!readSockets(cursor, &page.sockets) || !cursor.nextArgument() || !cursor.beginObject())
        return {};
    bool hasNumber = false;
    while (cursor.nextMember()) {
        const QByteArrayView key = cursor.key();
        if (key == "seq") {
            const std::optional<double> number = cursor.number();
            hasNumber = number && *number >= 0;
            page.number = countOf(number.value_or(0));
        } else if (key == "total") {
            page.total = countOf(cursor.number().value_or(0));
        } else if (key == "last") {
            page.isLast = cursor.boolean().value_or(false);
        } else {
            cursor.skip();
        }
    }
    if (cursor.isMalformed() || !hasNumber)
        return {};
    return page;
}

// Namespace, id, name of the event, arguments of the answer, ms, time.
AdminDecoder::Result AdminDecoder::answer(JsonCursor &cursor, bool isFromClient,
                                          const QList<QByteArray> &attachments)
{
    Traffic event;
    event.isFromClient = isFromClient;
    if (!readKey(cursor, &event.key) || !cursor.nextArgument())
        return {};
    event.name = pooled(cursor);
    if (!cursor.nextArgument() || !cursor.beginArray())
        return {};
    readArguments(cursor, false, attachments, &event);
    if (cursor.isMalformed() || !cursor.nextArgument())
        return {};
    event.latency = countOf(cursor.number().value_or(0));
    if (cursor.nextArgument())
        event.at = time(cursor);
    return event;
}

AdminDecoder::Result AdminDecoder::connectionRefused(JsonCursor &cursor)
{
    if (!cursor.nextArgument() || cursor.peek() != JsonCursor::Type::Object)
        return {};
    const QByteArrayView object = cursor.skip();
    JsonCursor member(object);
    ConnectionRefused event;
    if (!member.beginObject())
        return {};
    while (member.nextMember()) {
        if (member.key() == "nsp")
            event.nsp = pooled(member);
        else if (member.key() == "message")
            event.message = pooled(member);
        else
            member.skip();
    }
    if (member.isMalformed())
        return {};
    if (object.size() <= m_maxEventBytes)
        event.details = '[' + object.toByteArray() + ']';
    if (cursor.nextArgument())
        event.at = time(cursor);
    return event;
}

void AdminDecoder::readServerInfo(JsonCursor &cursor, ServerStats *stats)
{
    if (!cursor.beginObject())
        return;
    ServerInfo info;
    const auto positive = [&cursor] {
        const double number = cursor.number().value_or(0);
        return std::isfinite(number) && number > 0 ? number : 0;
    };
    while (cursor.nextMember()) {
        const QByteArrayView key = cursor.key();
        if (key == "cpu")
            info.cpu = cursor.number();
        else if (key == "rss")
            info.rss = cursor.number();
        else if (key == "loopLag")
            info.loopLag = positive();
        else if (key == "libraryVersion")
            info.libraryVersion = pooled(cursor);
        else if (key == "qtVersion")
            info.qtVersion = pooled(cursor);
        else if (key == "adapter")
            info.adapter = pooled(cursor);
        else if (key == "tls")
            info.isTls = cursor.boolean().value_or(false);
        else if (key == "backlogBytes")
            info.backlog = positive();
        else if (key == "droppedEvents")
            info.droppedEvents = positive();
        else
            cursor.skip();
    }
    stats->info = info;
}

} // namespace QsioAdmin
