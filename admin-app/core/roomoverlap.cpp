// SPDX-License-Identifier: MIT
#include "roomoverlap.h"

#include <algorithm>

namespace QsioAdmin {

QList<RoomOverlap> roomOverlaps(const AdminStore &store, const RoomKey &room, qsizetype limit)
{
    QHash<RoomName, int> shared;
    const SocketStore &sockets = store.sockets();
    for (int slot = 0; slot < sockets.slotCount(); ++slot) {
        if (!sockets.isLive(slot) || sockets.at(slot).key.nsp != room.nsp
            || !sockets.at(slot).rooms.contains(room.name))
            continue;
        for (const RoomName &name : sockets.at(slot).rooms)
            ++shared[name];
    }
    shared.remove(room.name);
    QList<RoomOverlap> overlaps;
    for (auto it = shared.cbegin(); it != shared.cend(); ++it) {
        const int slot = store.rooms().find({room.nsp, it.key()});
        overlaps.append({it.key(), *it, slot < 0 ? 0 : store.rooms().at(slot).members});
    }
    std::sort(overlaps.begin(), overlaps.end(), [](const RoomOverlap &a, const RoomOverlap &b) {
        return a.shared != b.shared ? a.shared > b.shared : a.name.utf8() < b.name.utf8();
    });
    if (overlaps.size() > limit)
        overlaps.resize(limit);
    return overlaps;
}

} // namespace QsioAdmin
