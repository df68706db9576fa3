// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTSOCKETOPERATOR_H
#define QSOCKETIO_CLIENT_CLIENTSOCKETOPERATOR_H

#include "../core/emitverbs.h"
#include "../core/global.h"

#include <QtCore/QPointer>

#include <chrono>
#include <optional>

namespace QSocketIo {

class ClientSocket;

// Emits to the server, in a way: socket->timeout(5s).emitWithAck(...).
class QSOCKETIO_EXPORT ClientSocketOperator : public EmitVerbs<ClientSocketOperator, AckHandler>
{
public:
    [[nodiscard]] ClientSocketOperator asVolatile() const;
    [[nodiscard]] ClientSocketOperator timeout(std::chrono::milliseconds timeout) const;

    bool emitPayload(QAnyStringView event, const Payload &arguments, AckHandler handler) const;

private:
    friend class ClientSocket;
    explicit ClientSocketOperator(const ClientSocket *socket);

    QPointer<ClientSocket> m_socket;
    bool m_isVolatile = false;
    std::optional<std::chrono::milliseconds> m_timeout;
};

} // namespace QSocketIo

#endif
