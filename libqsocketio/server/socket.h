// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_SOCKET_H
#define QSOCKETIO_SERVER_SOCKET_H

#include "../core/disconnectreason.h"
#include "../core/emitverbs.h"
#include "../core/error.h"
#include "../core/eventhandler.h"
#include "../core/global.h"
#include "../core/handshake.h"
#include "../core/modes.h"
#include "../core/next.h"
#include "../core/rooms.h"
#include "../core/subscription.h"
#include "broadcastoperator.h"
#include "event.h"
#include "exposeoptions.h"
#include "relay.h"
#include "socketoperator.h"

#include <QtCore/QCborMap>
#include <QtCore/QObject>
#include <QtCore/QSet>

#include <chrono>
#include <functional>
#include <memory>

namespace QSocketIo {

class Connection;
class Namespace;
class Session;
class SocketPrivate;

// One client in one namespace.
class QSOCKETIO_EXPORT Socket : public QObject,
                                public EmitVerbs<Socket, AckHandler>,
                                public RelayVerbs<Socket>
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Socket)
    Q_PROPERTY(QString id READ id CONSTANT)
    Q_PROPERTY(bool connected READ isConnected NOTIFY disconnected)
public:
    using CatchAllHandler = std::function<void(const QString &event, const Payload &payload)>;
    using EventMiddleware = std::function<void(Event &event, const Next &next)>;

    ~Socket() override;

    [[nodiscard]] QString id() const;
    [[nodiscard]] Namespace *nsp() const;
    [[nodiscard]] const Handshake &handshake() const;
    [[nodiscard]] QSet<QString> rooms() const;
    [[nodiscard]] QCborMap &data();
    [[nodiscard]] const QCborMap &data() const;
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] bool isRecovered() const; // by connection state recovery
    [[nodiscard]] Connection *connection() const; // Socket.IO's Client
    [[nodiscard]] Session *conn() const; // the Engine.IO session
    [[nodiscard]] const HttpRequest &request() const;
    // Volatile packets not written because the transport was not writable.
    [[nodiscard]] quint64 volatileDropped() const;

    // Handlers
    template<typename Context, typename F>
    Subscription on(QAnyStringView event, Context *context, F &&handler)
    {
        return addHandler(event, context,
                          Internal::makeEventHandler<Context, std::decay_t<F>>(
                              context, std::forward<F>(handler)));
    }
    template<typename Context, typename F>
    Subscription once(QAnyStringView event, Context *context, F &&handler)
    {
        return addOnceHandler(event, context,
                              Internal::makeEventHandler<Context, std::decay_t<F>>(
                                  context, std::forward<F>(handler)));
    }
    void off(QAnyStringView event);
    void off(QAnyStringView event, Subscription subscription);
    void removeAllListeners();
    void removeAllListeners(QAnyStringView event);
    [[nodiscard]] QStringList eventNames() const;

    Subscription onAny(QObject *context, CatchAllHandler handler);
    Subscription prependAny(QObject *context, CatchAllHandler handler);
    void offAny();
    void offAny(Subscription subscription);
    [[nodiscard]] QList<Subscription> listenersAny() const;
    Subscription onAnyOutgoing(QObject *context, CatchAllHandler handler);
    Subscription prependAnyOutgoing(QObject *context, CatchAllHandler handler);
    void offAnyOutgoing();
    void offAnyOutgoing(Subscription subscription);
    [[nodiscard]] QList<Subscription> listenersAnyOutgoing() const;

    void use(QObject *context, EventMiddleware middleware);

    // The object's public slots and invokable methods answer the events of their names.
    Q_INVOKABLE QSocketIo::Subscription expose(QObject *object,
                                               const QSocketIo::ExposeOptions &options = {});
    void unexpose(Subscription subscription);

    // Emitting: emitEvent(), send() and emitWithAck() come from EmitVerbs.
    [[nodiscard]] SocketOperator compress(Compression compression) const;
    [[nodiscard]] SocketOperator asVolatile() const;
    [[nodiscard]] SocketOperator timeout(std::chrono::milliseconds timeout) const;
    [[nodiscard]] BroadcastOperator to(const Rooms &rooms) const;
    [[nodiscard]] BroadcastOperator in(const Rooms &rooms) const;
    [[nodiscard]] BroadcastOperator except(const Rooms &rooms) const;
    [[nodiscard]] BroadcastOperator broadcast() const;
    [[nodiscard]] BroadcastOperator local() const;

    // emitEvent() for QML, which has no variadic calls.
    Q_INVOKABLE bool emitVariants(const QString &event, const QVariantList &arguments = {});

    // Rooms
    void join(const Rooms &rooms);
    void leave(const QString &room);

    void disconnectClient(DisconnectMode mode = DisconnectMode::LeaveNamespace);

    bool emitPayload(QAnyStringView event, const Payload &arguments, AckHandler handler) const;

Q_SIGNALS:
    void disconnecting(QSocketIo::DisconnectReason reason, const QString &description);
    void disconnected(QSocketIo::DisconnectReason reason, const QString &description);
    void errorOccurred(const QSocketIo::Error &error);
    void eventReceived(const QString &event, const QSocketIo::Payload &payload);

private:
    friend class SocketPrivate;
    friend class SocketOperator;
    explicit Socket(Namespace *nsp);
    Subscription addHandler(QAnyStringView event, QObject *context, EventHandler handler);
    Subscription addOnceHandler(QAnyStringView event, QObject *context, EventHandler handler);

    const std::unique_ptr<SocketPrivate> d;
};

} // namespace QSocketIo

#endif
