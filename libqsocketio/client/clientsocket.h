// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTSOCKET_H
#define QSOCKETIO_CLIENT_CLIENTSOCKET_H

#include "../core/disconnectreason.h"
#include "../core/emitverbs.h"
#include "../core/error.h"
#include "../core/eventhandler.h"
#include "../core/global.h"
#include "../core/subscription.h"
#include "clientoptions.h"
#include "clientsocketoperator.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace QSocketIo {

class ClientSocketPrivate;
class Manager;

// A client in one namespace of a server.
class QSOCKETIO_EXPORT ClientSocket : public QObject, public EmitVerbs<ClientSocket, AckHandler>
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientSocket)
public:
    using CatchAllHandler = std::function<void(const QString &event, const Payload &payload)>;

    // A socket with a connection of its own. The path of the URL is the namespace.
    [[nodiscard]] static ClientSocket *open(const QUrl &url, const ClientOptions &options = {},
                                            QObject *parent = nullptr);
    ~ClientSocket() override;

    [[nodiscard]] QString id() const; // empty unless connected
    [[nodiscard]] QString nsp() const;
    [[nodiscard]] Manager *manager() const;
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] bool isActive() const; // connected, or trying to be
    [[nodiscard]] bool isRecovered() const; // by connection state recovery
    void setAuth(const ClientAuth &auth);
    // Volatile events not sent because they could not go out at once.
    [[nodiscard]] quint64 volatileDropped() const;
    // Events beyond ClientOptions::maxBufferedEvents and maxBufferedBytes.
    [[nodiscard]] quint64 eventsDropped() const;

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

    // Emitting: emitEvent(), send() and emitWithAck() come from EmitVerbs.
    [[nodiscard]] ClientSocketOperator asVolatile() const;
    [[nodiscard]] ClientSocketOperator timeout(std::chrono::milliseconds timeout) const;
    bool emitPayload(QAnyStringView event, const Payload &arguments, AckHandler handler) const;

    void connectToServer();
    void disconnectFromServer();

Q_SIGNALS:
    void connected();
    void disconnected(QSocketIo::DisconnectReason reason, const QString &description);
    void connectError(const QSocketIo::Error &error);
    void errorOccurred(const QSocketIo::Error &error);
    void eventReceived(const QString &event, const QSocketIo::Payload &payload);

private:
    friend class ClientSocketPrivate;
    ClientSocket(Manager *manager, const QByteArray &nsp, QObject *parent);
    Subscription addHandler(QAnyStringView event, QObject *context, EventHandler handler);
    Subscription addOnceHandler(QAnyStringView event, QObject *context, EventHandler handler);

    const std::unique_ptr<ClientSocketPrivate> d;
};

} // namespace QSocketIo

#endif
