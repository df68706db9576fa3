// SPDX-License-Identifier: MIT
#include "admindecoder.h"

#include "jsoncursor.h"

#include <algorithm>
#include <cmath>

namespace QsioAdmin {

AdminDecoder::Result AdminDecoder::allSockets(JsonCursor &cursor)
{
    Snapshot snapshot;
    if (!readSockets(cursor, &snapshot.sockets))
        return {};
    return snapshot;
}

bool AdminDecoder::readSockets(JsonCursor &cursor, std::vector<SocketRow> *sockets)
{
    if (!cursor.nextArgument() || !cursor.beginArray())
        return false;
    while (cursor.nextElement()) {
        SocketRow row;
        if (readSocket(cursor, &row))
            sockets->push_back(std::move(row));
        else if (!cursor.isMalformed())
            problem(QStringLiteral("The list of sockets has an entry without id or namespace."));
    }
    return !cursor.isMalformed();
}

AdminDecoder::Result AdminDecoder::socketConnected(JsonCursor &cursor)
{
    SocketConnected event;
    if (!cursor.nextArgument() || !readSocket(cursor, &event.socket))
        return {};
    if (cursor.nextArgument())
        event.at = time(cursor);
    return event;
}

AdminDecoder::Result AdminDecoder::socketUpdated(JsonCursor &cursor)
{
    if (!cursor.nextArgument() || !cursor.beginObject())
        return {};
    SocketUpdated event;
    while (cursor.nextMember()) {
        const QByteArrayView key = cursor.key();
        if (key == "id") {
            event.key.id = pooled(cursor);
        } else if (key == "nsp") {
            event.key.nsp = pooled(cursor);
        } else if (key == "transport") {
            event.transport = pooled(cursor);
        } else if (key == "data") {
            const bool isObject = cursor.peek() == JsonCursor::Type::Object;
            const QByteArrayView data = cursor.skip();
            event.data = isObject ? data.toByteArray() : QByteArrayLiteral("{}");
        } else {
            cursor.skip();
        }
    }
    if (cursor.isMalformed() || event.key.id.isEmpty() || event.key.nsp.isEmpty())
        return {};
    return event;
}

// The room of its own id is in nearly every socket: a flag takes its place.
static void takeOwnRoom(SocketRow *row)
{
    const auto own = std::find_if(row->rooms.cbegin(), row->rooms.cend(),
                                  [row](const RoomName &room) { return room.is(row->key.id); });
    row->isInOwnRoom = own != row->rooms.cend();
    if (row->isInOwnRoom)
        row->rooms.erase(own);
    if (row->rooms.isEmpty())
        row->rooms = {}; // without the memory
}

bool AdminDecoder::readSocket(JsonCursor &cursor, SocketRow *row)
{
    if (!cursor.beginObject())
        return false;
    row->data = m_pool.intern("{}");
    while (cursor.nextMember())
        readSocketMember(cursor, row);
    if (cursor.isMalformed() || row->key.id.isEmpty() || row->key.nsp.isEmpty())
        return false;
    takeOwnRoom(row);
    if (!row->handshake.isEmpty())
        readHandshake(row);
    return true;
}

void AdminDecoder::readSocketMember(JsonCursor &cursor, SocketRow *row)
{
    constexpr qsizetype shortText = 64; // such data is often the same
    const QByteArrayView key = cursor.key();
    if (key == "id") {
        row->key.id = cursor.string().value_or(QByteArray());
    } else if (key == "nsp") {
        row->key.nsp = pooled(cursor);
    } else if (key == "clientId") {
        row->clientId = pooled(cursor);
    } else if (key == "transport") {
        row->transport = pooled(cursor);
    } else if (key == "serverId") {
        row->serverId = pooled(cursor);
    } else if (key == "rooms") {
        readRooms(cursor, row);
    } else if (key == "data" && cursor.peek() == JsonCursor::Type::Object) {
        const QByteArrayView data = cursor.skip();
        row->data = data.size() < shortText ? m_pool.intern(data) : data.toByteArray();
    } else if (key == "handshake" && cursor.peek() == JsonCursor::Type::Object) {
        row->handshake = cursor.skip().toByteArray();
    } else {
        cursor.skip();
    }
}

void AdminDecoder::readRooms(JsonCursor &cursor, SocketRow *row)
{
    if (!cursor.beginArray())
        return;
    while (cursor.nextElement()) {
        const std::optional<RoomName> room = RoomName::read(cursor, m_pool);
        if (room && (!room->isText() || !room->is(row->key.id)))
            row->rooms.append(*room);
        else if (room)
            row->rooms.append(RoomName(row->key.id)); // shares the bytes of the id
    }
}

void AdminDecoder::readHandshake(SocketRow *row)
{
    JsonCursor cursor(row->handshake);
    if (!cursor.beginObject())
        return;
    while (cursor.nextMember()) {
        const QByteArrayView key = cursor.key();
        if (key == "address") {
            row->address = pooled(cursor);
        } else if (key == "issued") {
            const double issued = cursor.number().value_or(0); // Python sends fractions
            row->issuedAt = std::abs(issued) < 8.64e15 ? qint64(issued) : 0;
        } else if (key == "secure") {
            row->isSecure = cursor.boolean().value_or(false);
        } else {
            cursor.skip();
        }
    }
}

} // namespace QsioAdmin
