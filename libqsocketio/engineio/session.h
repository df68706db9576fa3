// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_SESSION_H
#define QSOCKETIO_ENGINEIO_SESSION_H

#include "../codec/enginepacket.h"
#include "../core/disconnectreason.h"
#include "../core/global.h"
#include "../core/httprequest.h"
#include "traffic.h"

#include <QtCore/QObject>
#include <QtNetwork/QHostAddress>

#include <memory>

namespace QSocketIo {

class EnginePrivate;
class SessionPrivate;
class SessionSink;

// One Engine.IO connection: a client, whatever its transport is at the moment.
class QSOCKETIO_EXPORT Session : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)
public:
    enum class State { Opening, Open, Closing, Closed };
    Q_ENUM(State)
    enum class SendStatus {
        Queued, // written, or about to be
        Backpressure, // queued behind a transport that is not writable now
        Dropped // the session is closing or closed
    };
    Q_ENUM(SendStatus)
    enum class CloseMode {
        Graceful, // what is buffered goes out first
        Discard // what is buffered is lost
    };
    Q_ENUM(CloseMode)

    ~Session() override;

    [[nodiscard]] QString id() const;
    [[nodiscard]] int protocol() const; // 3 or 4
    [[nodiscard]] const HttpRequest &request() const; // the first one
    [[nodiscard]] QHostAddress remoteAddress() const;
    [[nodiscard]] State state() const;
    [[nodiscard]] QString transportName() const; // "polling" or "websocket"
    [[nodiscard]] bool isUpgraded() const;
    // A packet sent now would leave at once.
    [[nodiscard]] bool isWritable() const;
    // Bytes of packets buffered here and in the transport, not yet taken by the system.
    [[nodiscard]] qint64 bytesQueued() const;
    [[nodiscard]] Traffic traffic() const;

    SendStatus sendText(const QByteArray &utf8);
    SendStatus sendBinary(const QByteArray &bytes);
    SendStatus sendPacket(const QSocketIo::EnginePacket &packet);

public Q_SLOTS:
    void close(QSocketIo::Session::CloseMode mode = QSocketIo::Session::CloseMode::Graceful);

Q_SIGNALS:
    void packetReceived(const QSocketIo::EnginePacket &packet);
    void packetCreated(const QSocketIo::EnginePacket &packet);
    void messageReceived(const QByteArray &data, bool isBinary);
    void upgrading(const QString &transportName);
    void upgraded(const QString &transportName);
    void drained();
    void heartbeat();
    // Final; the session deletes itself soon after (deleteLater).
    void closed(QSocketIo::DisconnectReason reason, const QString &description);

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    friend class EnginePrivate;
    friend class SessionPrivate;
    friend class SessionSink;
    explicit Session(const std::shared_ptr<SessionPrivate> &d);
    // Shared, so that it survives a session that is deleted while it handles a packet.
    const std::shared_ptr<SessionPrivate> d;
};

} // namespace QSocketIo

#endif
