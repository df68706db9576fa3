// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTERMESSAGE_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTERMESSAGE_H

#include "../../codec/packet.h"
#include "../../core/global.h"
#include "../../core/modes.h"
#include "../adapter.h"
#include "../socketdescription.h"

#include <QtCore/QCborValue>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace QSocketIo {

// What the servers of a cluster say to each other, whatever carries it.
struct QSOCKETIO_EXPORT ClusterMessage
{
    // The numbers are those of the wire. Those from 100 on the classic Redis adapter knows alone.
    enum class Type : quint8 {
        Unknown = 0, // of a later protocol: to be ignored, but its sender is alive
        InitialHeartbeat = 1,
        Heartbeat = 2,
        Broadcast = 3, // packet, options; requestId where acknowledgements are wanted
        SocketsJoin = 4, // options, rooms
        SocketsLeave = 5, // options, rooms
        DisconnectSockets = 6, // options, mode
        FetchSockets = 7, // options, requestId
        FetchSocketsResponse = 8, // requestId, sockets
        ServerSideEmit = 9, // packet (event and arguments); requestId where an answer is wanted
        ServerSideEmitResponse = 10, // requestId, answer
        BroadcastClientCount = 11, // requestId, clientCount
        BroadcastAck = 12, // requestId, answer
        AdapterClosed = 13,

        AllRooms = 101, // requestId
        AllRoomsResponse = 102, // requestId, rooms
        SocketIds = 103, // options, requestId
        SocketIdsResponse = 104, // requestId, rooms: the ids
        // To SocketsJoin, SocketsLeave and DisconnectSockets with a requestId, which older servers
        // send for one socket and only its own server answers.
        Done = 105
    };

    Type type = Type::Unknown;
    QString uid = {}; // of the sending adapter; "emitter": no server; empty: not told
    QString nsp = {}; // with its slash
    QString requestId = {}; // null: none
    Packet packet = {};
    BroadcastOptions options = {};
    QStringList rooms = {};
    DisconnectMode mode = DisconnectMode::LeaveNamespace;
    int clientCount = 0;
    QList<SocketDescription> sockets = {};
    QCborValue answer = QCborValue(nullptr); // the one argument of an acknowledgement

    [[nodiscard]] bool isRequest() const { return !requestId.isNull() && !isResponse(); }
    [[nodiscard]] bool isResponse() const;
};

} // namespace QSocketIo

#endif
