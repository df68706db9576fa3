// SPDX-License-Identifier: MIT
#include "admindecoder.h"

#include "jsoncursor.h"

#include <cmath>
#include <limits>

namespace QsioAdmin {

// A server has as many as it likes; a program that shows them has not.
constexpr qsizetype maxEntries = 100'000;

int AdminDecoder::countOf(double number)
{
    return number > 0 && number < std::numeric_limits<int>::max() ? int(number) : 0;
}

AdminDecoder::Result AdminDecoder::serverStats(JsonCursor &cursor)
{
    ServerStats stats;
    if (!cursor.nextArgument() || !cursor.beginObject())
        return {};
    while (cursor.nextMember())
        readStatsMember(cursor, &stats);
    if (cursor.isMalformed() || stats.serverId.isEmpty())
        return {};
    return stats;
}

void AdminDecoder::readStatsMember(JsonCursor &cursor, ServerStats *stats)
{
    const QByteArrayView key = cursor.key();
    if (key == "serverId") {
        stats->serverId = pooled(cursor);
    } else if (key == "hostname") {
        stats->hostname = pooled(cursor);
    } else if (key == "pid") {
        stats->pid = countOf(cursor.number().value_or(0));
    } else if (key == "uptime") {
        const double uptime = cursor.number().value_or(0);
        stats->uptime = std::isfinite(uptime) && uptime > 0 ? uptime : 0;
    } else if (key == "clientsCount") {
        if (const std::optional<double> count = cursor.number())
            stats->clients = countOf(*count);
    } else if (key == "pollingClientsCount") {
        if (const std::optional<double> count = cursor.number())
            stats->pollingClients = countOf(*count);
    } else if (key == "aggregatedEvents") {
        readCounts(cursor, stats);
    } else if (key == "namespaces") {
        readNamespaces(cursor, stats);
    } else if (key == "serverInfo") {
        readServerInfo(cursor, stats);
    } else {
        cursor.skip();
    }
}

void AdminDecoder::readCounts(JsonCursor &cursor, ServerStats *stats)
{
    if (!cursor.beginArray())
        return;
    while (cursor.nextElement()) {
        if (!cursor.beginObject())
            continue;
        AggregatedCount count;
        while (cursor.nextMember()) {
            const QByteArrayView key = cursor.key();
            if (key == "timestamp")
                count.timestamp = time(cursor);
            else if (key == "type")
                count.type = pooled(cursor);
            else if (key == "subType")
                count.subType = pooled(cursor);
            else if (key == "count")
                count.count = cursor.number().value_or(0);
            else
                cursor.skip();
        }
        if (!count.type.isEmpty() && stats->counts.size() < maxEntries)
            stats->counts.append(count);
    }
}

void AdminDecoder::readNamespaces(JsonCursor &cursor, ServerStats *stats)
{
    if (!cursor.beginArray())
        return;
    while (cursor.nextElement()) {
        if (!cursor.beginObject())
            continue;
        NamespaceCount nsp;
        while (cursor.nextMember()) {
            if (cursor.key() == "name")
                nsp.name = pooled(cursor);
            else if (cursor.key() == "socketsCount")
                nsp.sockets = countOf(cursor.number().value_or(0));
            else
                cursor.skip();
        }
        if (!nsp.name.isEmpty() && stats->namespaces.size() < maxEntries)
            stats->namespaces.append(nsp);
    }
}

} // namespace QsioAdmin
