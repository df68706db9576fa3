// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SUBJECT_H
#define QSIOADMIN_WINDOW_SUBJECT_H

#include "core/roomstore.h"

namespace QsioAdmin {

// What the inspector shows: a row of one of the pages, by what names it for good.
struct Subject
{
    enum class Kind { None, Server, Namespace, Room, Socket, Client };

    Kind kind = Kind::None;
    QByteArray nsp; // Namespace, Room, Socket
    QByteArray id; // Server, Socket, Client
    RoomName room; // Room

    friend bool operator==(const Subject &, const Subject &) = default;
};

} // namespace QsioAdmin

#endif
