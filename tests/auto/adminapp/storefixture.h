// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ADMINAPP_STOREFIXTURE_H
#define QSOCKETIO_TESTS_ADMINAPP_STOREFIXTURE_H

#include "core/admindecoder.h"
#include "core/adminstore.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QJsonDocument>
#include <QtCore/QMap>
#include <QtTest/QTest>

#include <algorithm>

namespace QsioAdmin {

// A decoder, and a store with a clock of its own.
class StoreFixture
{
public:
    StoreFixture()
        : store([this] { return now; })
    { }

    // Returns whether the event made sense.
    bool say(const QByteArray &event, const QByteArray &arguments,
             const QList<QByteArray> &attachments = {})
    {
        std::optional<AdminEvent> decoded = decoder.decode(event, arguments, attachments);
        if (!decoded)
            return false;
        store.apply(std::move(*decoded));
        return true;
    }
    // All that is known of the sockets, in an order of its own.
    [[nodiscard]] QByteArrayList sockets() const
    {
        QByteArrayList lines;
        for (int slot = 0; slot < store.sockets().slotCount(); ++slot) {
            if (store.sockets().isLive(slot))
                lines.append(textOf(store.sockets().at(slot)));
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    }
    static QByteArray textOf(const SocketRow &socket)
    {
        QByteArrayList rooms;
        if (socket.isInOwnRoom)
            rooms.append(RoomName(socket.key.id).json());
        for (const RoomName &room : socket.rooms)
            rooms.append(room.json());
        std::sort(rooms.begin(), rooms.end());
        return socket.key.nsp + ' ' + socket.key.id + " client=" + socket.clientId
            + " by=" + socket.transport + " from=" + socket.address + " rooms=" + rooms.join(',')
            + " data=" + QJsonDocument::fromJson(socket.data).toJson(QJsonDocument::Compact);
    }
    // What rooms and clients there are by a naive count must be what the stores say.
    void verifyDerivedStores() const
    {
        QMap<QByteArray, int> rooms;
        QMap<QByteArray, int> clients;
        const SocketStore &all = store.sockets();
        for (int slot = 0; slot < all.slotCount(); ++slot) {
            if (!all.isLive(slot))
                continue;
            const SocketRecord &socket = all.at(slot);
            for (const RoomName &room : socket.rooms)
                ++rooms[socket.key.nsp + ' ' + room.json()];
            if (!socket.clientId.isEmpty())
                ++clients[socket.clientId];
            QCOMPARE(all.find(socket.key), slot);
        }
        QMap<QByteArray, int> storedRooms;
        for (int slot = 0; slot < store.rooms().slotCount(); ++slot) {
            if (store.rooms().isLive(slot)) {
                const RoomRecord &room = store.rooms().at(slot);
                storedRooms[room.key.nsp + ' ' + room.key.name.json()] = room.members;
                QVERIFY(room.peak >= room.members);
            }
        }
        QCOMPARE(storedRooms, rooms);
        QMap<QByteArray, int> storedClients;
        for (int slot = 0; slot < store.clients().slotCount(); ++slot) {
            if (store.clients().isLive(slot))
                storedClients[store.clients().at(slot).id]
                    = int(store.clients().at(slot).sockets.size());
        }
        QCOMPARE(storedClients, clients);
    }

    qint64 now = 1'000'000;
    AdminDecoder decoder;
    AdminStore store;
};

} // namespace QsioAdmin

#endif
