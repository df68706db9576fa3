// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_ROOMOVERLAP_H
#define QSIOADMIN_CORE_ROOMOVERLAP_H

#include "adminstore.h"

namespace QsioAdmin {

// Another room of the same namespace, which has members in common with one.
struct RoomOverlap
{
    RoomName name;
    int shared = 0; // members of both
    int members = 0; // of the other
};

// Those with the most members in common come first. It goes through all sockets.
[[nodiscard]] QList<RoomOverlap> roomOverlaps(const AdminStore &store, const RoomKey &room,
                                              qsizetype limit = 500);

} // namespace QsioAdmin

#endif
