// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_RELAYTARGET_H
#define QSOCKETIO_SERVER_RELAYTARGET_H

#include "../core/global.h"
#include "../core/payload.h"
#include "broadcastoperator.h"
#include "socketoperator.h"

#include <QtCore/QAnyStringView>
#include <QtCore/QPointer>

#include <variant>

namespace QSocketIo {

class Namespace;
class Server;
class Socket;

// Where a relayed signal goes: to a socket, a namespace, or the sockets that an operator chooses.
class QSOCKETIO_EXPORT RelayTarget
{
public:
    RelayTarget(Socket *socket);
    RelayTarget(const QPointer<Socket> &socket);
    RelayTarget(Namespace *nsp);
    RelayTarget(Server *server); // its namespace "/"
    RelayTarget(const SocketOperator &socket);
    RelayTarget(const BroadcastOperator &sockets);

    // The socket or namespace, or null once it is gone.
    [[nodiscard]] QObject *object() const;
    // False where certainly nobody would get an event.
    [[nodiscard]] bool hasAudience() const;
    bool emitPayload(QAnyStringView event, const Payload &arguments) const;

private:
    std::variant<BroadcastOperator, SocketOperator> m_operator;
};

} // namespace QSocketIo

#endif
