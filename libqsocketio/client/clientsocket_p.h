// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTSOCKET_P_H
#define QSOCKETIO_CLIENT_CLIENTSOCKET_P_H

#include "../codec/packet.h"
#include "../core/eventtable_p.h"
#include "clientacks_p.h"
#include "clientsocket.h"
#include "eventbuffer_p.h"
#include "manager.h"

#include <QtCore/QList>
#include <QtCore/QPointer>

#include <memory>
#include <optional>

namespace QSocketIo {

struct ClientEmitOptions
{
    bool isVolatile = false;
    std::optional<std::chrono::milliseconds> timeout = {};
};

class ClientSocketPrivate
{
public:
    ClientSocketPrivate(ClientSocket *socket, Manager *manager, const QByteArray &nsp);

    static ClientSocketPrivate *get(const ClientSocket *socket) { return socket->d.get(); }
    static ClientSocket *create(Manager *manager, const QByteArray &nsp, QObject *parent);

    // From the application.
    void connectToServer();
    void disconnectFromServer();
    bool emitEvent(QAnyStringView event, const Payload &arguments, AckHandler handler,
                   const ClientEmitOptions &options);
    void abandon(); // the socket is being destroyed

    // From the manager.
    void managerOpened();
    void handlePacket(const Packet &packet);
    void attemptFailed(const Error &error);
    void connectionLost(DisconnectReason reason, const QString &description);
    void managerGone();

private:
    friend class ClientSocket;

    // An event that is sent until it is acknowledged.
    struct Retried
    {
        quint64 number;
        Packet packet;
        AckHandler handler;
        ClientEmitOptions options;
        int tries = 0;
        bool isPending = false;
    };

    // joining
    void join();
    void sendConnect(const QCborMap &auth);
    void handleConnect(const QCborMap &data);
    void handleDisconnect();
    void handleRefusal(const QCborValue &data);
    void refused(const Error &error);
    void close(DisconnectReason reason, const QString &description);
    void endAttempt(); // what belongs to it comes too late now
    void becomeIdle();

    // in
    void handleEvent(const Packet &packet);
    void dispatch(const Packet &packet);
    [[nodiscard]] bool deliverEarlyEvents(); // false: a handler has ended it
    [[nodiscard]] Ack ackFor(const Packet &packet);
    void reportError(const Error &error);

    // out
    void emitPacket(Packet packet, AckHandler handler, const ClientEmitOptions &options);
    [[nodiscard]] bool sendBufferedEvents(); // false: a handler has ended it
    bool send(const Packet &packet); // false: the socket died of that
    void write(const Packet &packet);
    [[nodiscard]] Packet controlPacket(Packet::Type type) const;
    void drop(AckHandler handler);
    void failLater(AckHandler handler, const Error &error);

    // acknowledgements
    void answer(quint64 id, const Result<Payload> &result);
    bool call(const AckHandler &handler, const Result<Payload> &result);
    void ackExpired(quint64 id);
    bool abandonAcks(); // but not those of events that are still here

    // retries
    void enqueueRetried(Packet packet, AckHandler handler, const ClientEmitOptions &options);
    void sendRetried();
    void retriedAnswered(quint64 number, const Result<Payload> &result);

    ClientSocket *const q;
    QPointer<Manager> m_manager;
    const QByteArray m_nsp;
    const ClientOptions m_options;
    ClientAuth m_auth;
    QString m_id;
    QString m_pid; // connection state recovery: who we were
    QString m_offset; // and what we have got last
    bool m_isActive = false;
    bool m_isJoining = false; // the server has been asked and has not answered
    bool m_isConnected = false;
    bool m_isRecovered = false;
    quint64 m_attempt = 0; // to join; what belongs to an earlier one comes too late
    EventTable m_events;
    CatchAllList m_incoming;
    CatchAllList m_outgoing;
    ClientAcks m_acks;
    EventBuffer m_early; // from the server, before it has let us in
    EventBuffer m_buffered; // for the server, until we are connected
    QList<Retried> m_retried;
    qint64 m_retriedBytes = 0;
    quint64 m_lastRetried = 0;
    quint64 m_volatileDropped = 0;
    quint64 m_eventsDropped = 0;
};

} // namespace QSocketIo

#endif
