// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTENGINE_P_H
#define QSOCKETIO_CLIENT_CLIENTENGINE_P_H

#include "../codec/enginecodecv4_p.h"
#include "../core/disconnectreason.h"
#include "../core/global.h"
#include "clientnetwork_p.h"
#include "openpacket_p.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <memory>

namespace QSocketIo {

class ClientPollingTransport;
class ClientTransport;
class ClientUpgrade;

// One Engine.IO 4 session, from the client's side. It is used once: opened, closed, deleted, which
// may happen in any of its signals. Deleting it says goodbye.
class QSOCKETIO_AUTOTEST_EXPORT ClientEngine final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientEngine)
public:
    enum class State { Idle, Opening, Open, Closing, Closed };

    // prefersWebSocket: begin with it though it is not the first transport.
    ClientEngine(const std::shared_ptr<ClientNetwork> &network, const ClientOptions &options,
                 bool prefersWebSocket, QObject *parent = nullptr);
    ~ClientEngine() override;

    void open();
    // Messages; dropped unless open.
    void send(const QList<EnginePacket> &packets);
    // Sends what is queued, says goodbye and closes, with the reason ForcedClose.
    void close();
    // Closes at once, with that reason.
    void closeNow(DisconnectReason reason, const QString &description);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString sid() const { return m_handshake.sid; }
    [[nodiscard]] qint64 maxPayload() const { return m_handshake.maxPayload; } // 0: unknown
    [[nodiscard]] QString transportName() const; // empty before open() and once closed
    // Whether what is sent now goes out now.
    [[nodiscard]] bool isWritable() const;
    [[nodiscard]] qint64 bytesQueued() const;

Q_SIGNALS:
    void opened();
    void messageReceived(const QByteArray &data, bool isBinary);
    void pinged();
    void upgraded(const QString &transportName);
    // Once, also where it was never opened.
    void closed(QSocketIo::DisconnectReason reason, const QString &description);

private:
    void install(std::unique_ptr<ClientTransport> transport);
    void handlePacket(const EnginePacketView &packet);
    void handleOpen(const EnginePacketView &packet);
    void handlePing(const EnginePacketView &packet);
    void handleMessage(const EnginePacketView &packet);
    void parseError(const char *description);
    void startDeadline();
    void deadlineReached();
    void enqueue(const EnginePacket &packet);
    void flush();
    [[nodiscard]] QList<EnginePacket> takeBatch();
    void checkHighWater();
    void startUpgrade();
    void finishUpgrade();
    void abandonUpgrade(const QString &description);
    void finishClosing();
    [[nodiscard]] ClientPollingTransport *polling() const;

    const std::shared_ptr<ClientNetwork> m_network;
    const ClientOptions m_options;
    const bool m_prefersWebSocket;
    State m_state = State::Idle;
    OpenPacket m_handshake;
    std::unique_ptr<ClientTransport> m_transport;
    std::unique_ptr<ClientUpgrade> m_upgrade;
    QList<EnginePacket> m_queue;
    qint64 m_queuedBytes = 0; // of m_queue
    QTimer m_deadline; // for the next ping, or for the end of closing
};

} // namespace QSocketIo

#endif
