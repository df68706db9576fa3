// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_SOCKET_P_H
#define QSOCKETIO_SERVER_SOCKET_P_H

#include "../adapter/adapterhost.h"
#include "../adapter/recoverablesession.h"
#include "../codec/packet_p.h"
#include "../core/eventtable_p.h"
#include "../core/middlewares_p.h"
#include "../loop/deadlinequeue_p.h"
#include "connection.h"
#include "exposurelist_p.h"
#include "socket.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>

#include <memory>

namespace QSocketIo {

class ConnectionPrivate;
class NamespacePrivate;
class SessionPrivate;

class SocketPrivate final : public AdapterMember
{
public:
    // Pending: the middlewares run. Dropped: refused, or gone before it was connected.
    enum class State { Pending, Connected, Disconnected, Dropped };

    static SocketPrivate *get(const Socket *socket) { return socket->d.get(); }
    static Socket *create(NamespacePrivate *nsp, Connection *connection, const QCborMap &auth,
                          const std::optional<RecoverableSession> &session);

    // AdapterMember
    [[nodiscard]] QString id() const override { return m_id; }
    [[nodiscard]] bool isConnected() const override { return m_state == State::Connected; }
    [[nodiscard]] bool isRecovering() const override
    {
        return m_isRecovered && m_state == State::Pending;
    }
    [[nodiscard]] Handshake handshake() const override { return m_handshake; }
    [[nodiscard]] QCborMap data() const override { return m_data; }
    void deliver(const Packet &packet, const QList<EnginePacket> &encoded,
                 bool isVolatile) override;
    void expectAnswer(quint64 packetId, std::function<void(const QCborValue &)> answer) override;
    void forgetAnswer(quint64 packetId) override;
    void disconnectClient(DisconnectMode mode) override;

    // From the namespace: the middlewares have let it in, or not.
    void admit();
    void drop();
    // From the connection.
    void handlePacket(const Packet &packet); // first tick
    void handleEvent(const Event &event); // second tick
    void reportError(const Error &error);
    void close(DisconnectReason reason, const QString &description);
    void abandon(); // the socket is being destroyed

    bool emitPacket(QAnyStringView event, const Payload &arguments, const AckHandler &handler,
                    const SocketEmitOptions &options);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] Connection *connection() const { return m_connection; }

private:
    friend class Socket;

    // An answer that is waited for, perhaps not for ever.
    class PendingAnswer final : public Deadline
    {
    public:
        PendingAnswer(SocketPrivate *socket, quint64 packetId, AckHandler handler_)
            : m_socket(socket)
            , m_packetId(packetId)
            , handler(std::move(handler_))
        { }

    protected:
        void deadlineReached() override;

    private:
        SocketPrivate *m_socket;
        quint64 m_packetId;

    public:
        AckHandler handler;
    };

    template<typename F>
    [[nodiscard]] bool observe(const F &call);
    void keepMissed(const Packet &packet);
    void receive(const Packet &packet);
    void receiveAnswer(const Packet &packet);
    [[nodiscard]] bool passesListeners(const Packet &packet);
    [[nodiscard]] Ack ackFor(const Packet &packet);
    [[nodiscard]] quint64 expect(const AckHandler &handler,
                                 std::optional<std::chrono::milliseconds> timeout);
    void answerPending(quint64 packetId, const Result<Payload> &answer);
    void abandonAnswers();
    [[nodiscard]] static Error disconnectedError();
    void persist(DisconnectReason reason);
    void leaveEverything();
    [[nodiscard]] QCborValue connectData() const;
    void sendDisconnect();
    void write(const QList<EnginePacket> &packets, bool isVolatile);

    // What each broadcast needs, side by side.
    Socket *q = nullptr;
    NamespacePrivate *m_nsp = nullptr;
    std::shared_ptr<SessionPrivate> m_session; // past m_connection: one step less for each message
    State m_state = State::Pending;
    bool m_isClosing = false;
    CatchAllList m_outgoing;

    QPointer<Connection> m_connection;
    QString m_id;
    QString m_pid; // connection state recovery: known to this client only
    QList<Packet> m_missedPackets; // until it is admitted
    qint64 m_keptBytes = 0; // of those that came meanwhile
    bool m_isRecovered = false;
    Handshake m_handshake;
    QCborMap m_data;
    EventTable m_events;
    ExposureList m_exposed;
    quint64 m_exposedUpTo = 0; // what the namespace had exposed when this socket joined
    CatchAllList m_incoming;
    Middlewares<Event &> m_middlewares;
    QHash<quint64, std::shared_ptr<PendingAnswer>> m_answers;
    quint64 m_volatileDropped = 0;
};

} // namespace QSocketIo

#endif
