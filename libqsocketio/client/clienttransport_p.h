// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTTRANSPORT_P_H
#define QSOCKETIO_CLIENT_CLIENTTRANSPORT_P_H

#include "../codec/enginecodecv4_p.h"
#include "../codec/enginepacket.h"
#include "../core/global.h"

#include <QtCore/QLatin1StringView>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <chrono>

namespace QSocketIo {

// How long a transport that was closed may take for what it still has to send.
inline constexpr std::chrono::seconds farewellTimeout{5};

// One way to carry packets to a server and back. It is used once: opened, closed, deleted, which
// may happen in any of its signals. Deleting it closes it without a word.
class ClientTransport : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientTransport)
public:
    using QObject::QObject;

    [[nodiscard]] virtual QLatin1StringView name() const = 0;
    virtual void open() = 0;
    // The session's id and how many bytes it takes at a time (0: any number), once they are known.
    virtual void joinSession(const QString &sid, qint64 maxPayload) = 0;
    [[nodiscard]] virtual bool isWritable() const = 0;
    // Packets that go together; not writable behind it. Precondition: isWritable().
    virtual void send(const QList<EnginePacket> &packets) = 0;
    // Bytes that it has taken and not got rid of.
    [[nodiscard]] virtual qint64 bytesQueued() const = 0;
    // How many bytes may go together, 0: any number. What a packet counts, payloadSize() tells.
    [[nodiscard]] virtual qint64 maxBatchSize() const { return 0; }
    // Says goodbye. It emits nothing any longer and may be deleted.
    virtual void close() = 0;

Q_SIGNALS:
    void opened(); // for WebSockets: packets may be sent
    // The views live until the signal returns.
    void packetReceived(const QSocketIo::EnginePacketView &packet);
    void writable();
    void closed(const QString &description); // by the server
    void failed(const QString &description);
};

} // namespace QSocketIo

#endif
