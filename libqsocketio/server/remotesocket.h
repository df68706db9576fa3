// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_REMOTESOCKET_H
#define QSOCKETIO_SERVER_REMOTESOCKET_H

#include "../adapter/socketdescription.h"
#include "../core/emitverbs.h"
#include "../core/global.h"
#include "../core/modes.h"
#include "../core/rooms.h"

#include <QtCore/QPointer>
#include <QtCore/QSet>

#include <chrono>
#include <optional>

namespace QSocketIo {

class BroadcastOperator;
class Namespace;

// A socket of any server of the cluster: what it was like when it was fetched, and a way to it.
class QSOCKETIO_EXPORT RemoteSocket : public EmitVerbs<RemoteSocket, AckHandler>
{
public:
    RemoteSocket(Namespace *nsp, const SocketDescription &description);

    [[nodiscard]] QString id() const { return m_description.id; }
    [[nodiscard]] const Handshake &handshake() const { return m_description.handshake; }
    [[nodiscard]] QSet<QString> rooms() const;
    [[nodiscard]] const QCborMap &data() const { return m_description.data; }

    // Emitting: emitEvent(), send() and emitWithAck() come from EmitVerbs.
    [[nodiscard]] RemoteSocket timeout(std::chrono::milliseconds timeout) const;

    void join(const Rooms &rooms) const;
    void leave(const Rooms &rooms) const;
    void disconnectClient(DisconnectMode mode = DisconnectMode::LeaveNamespace) const;

    bool emitPayload(QAnyStringView event, const Payload &arguments, AckHandler handler) const;

private:
    [[nodiscard]] BroadcastOperator itself() const;

    QPointer<Namespace> m_nsp;
    SocketDescription m_description;
    std::optional<std::chrono::milliseconds> m_timeout;
};

} // namespace QSocketIo

#endif
