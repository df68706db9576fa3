// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_SOCKETOPERATOR_H
#define QSOCKETIO_SERVER_SOCKETOPERATOR_H

#include "../core/emitverbs.h"
#include "../core/global.h"
#include "../core/modes.h"
#include "../core/rooms.h"
#include "broadcastoperator.h"

#include <QtCore/QPointer>

#include <chrono>
#include <optional>

namespace QSocketIo {

class Socket;

struct SocketEmitOptions
{
    bool isVolatile = false;
    bool compress = true;
    std::optional<std::chrono::milliseconds> timeout = {};
};

// Emits to one socket, in a way: socket->timeout(5s).emitWithAck(...).
class QSOCKETIO_EXPORT SocketOperator : public EmitVerbs<SocketOperator, AckHandler>
{
public:
    SocketOperator(const Socket *socket, const SocketEmitOptions &options);

    [[nodiscard]] SocketOperator compress(Compression compression) const;
    [[nodiscard]] SocketOperator asVolatile() const;
    [[nodiscard]] SocketOperator timeout(std::chrono::milliseconds timeout) const;

    // To others, with the options chosen so far.
    [[nodiscard]] BroadcastOperator to(const Rooms &rooms) const;
    [[nodiscard]] BroadcastOperator in(const Rooms &rooms) const;
    [[nodiscard]] BroadcastOperator except(const Rooms &rooms) const;
    [[nodiscard]] BroadcastOperator broadcast() const;
    [[nodiscard]] BroadcastOperator local() const;

    [[nodiscard]] Socket *socket() const;
    [[nodiscard]] const SocketEmitOptions &options() const { return m_options; }

    bool emitPayload(QAnyStringView event, const Payload &arguments, AckHandler handler) const;

private:
    QPointer<Socket> m_socket;
    SocketEmitOptions m_options;
};

} // namespace QSocketIo

#endif
