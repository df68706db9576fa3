// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_NAMESPACE_H
#define QSOCKETIO_SERVER_NAMESPACE_H

#include "../core/global.h"
#include "../core/next.h"
#include "broadcastoperator.h"
#include "relay.h"
#include "socket.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace QSocketIo {

class Adapter;
class NamespaceObserver;
class NamespacePrivate;
class Server;

// A part of a server that has its own middlewares, rooms and sockets.
class QSOCKETIO_EXPORT Namespace : public QObject,
                                   public BroadcastVerbs<Namespace>,
                                   public ServerSideEmitVerbs<Namespace>,
                                   public RelayVerbs<Namespace>
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Namespace)
    Q_PROPERTY(QString name READ name CONSTANT)
public:
    using Middleware = std::function<void(Socket *socket, const Next &next)>;

    ~Namespace() override;

    [[nodiscard]] QString name() const; // begins with '/'
    [[nodiscard]] Server *server() const;
    [[nodiscard]] Adapter *adapter() const;
    [[nodiscard]] const QHash<QString, QSocketIo::Socket *> &sockets() const; // connected, by id

    void use(QObject *context, Middleware middleware);
#ifdef Q_QDOC
    template<typename Context, typename F>
    void use(Context *context, F middleware);
#else
    template<typename Context, typename F>
    requires std::is_member_function_pointer_v<F>
    void use(Context *context, F middleware)
    {
        use(context, Middleware([context, middleware](Socket *socket, const Next &next) {
                (context->*middleware)(socket, next);
            }));
    }
#endif

    // For every socket that joins from now on.
    Q_INVOKABLE QSocketIo::Subscription expose(QObject *object,
                                               const QSocketIo::ExposeOptions &options = {});
    void unexpose(Subscription subscription);
    // Events that other servers of the cluster emit by serverSideEmit().
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

    // Not owned: to be removed before it is destroyed.
    void addObserver(NamespaceObserver *observer);
    void removeObserver(NamespaceObserver *observer);

    // emitEvent() for QML, which has no variadic calls.
    Q_INVOKABLE bool emitVariants(const QString &event, const QVariantList &arguments = {});
    bool emitPayload(QAnyStringView event, const Payload &arguments,
                     BroadcastAckHandler handler) const;
    bool serverSideEmitPayload(QAnyStringView event, const Payload &arguments,
                               BroadcastAckHandler handler) const;

Q_SIGNALS:
    void connection(QSocketIo::Socket *socket);
    void adapterChanged();

private:
    friend class NamespacePrivate;
    friend class ParentNamespace;
    template<typename>
    friend class BroadcastVerbs;
    friend class BroadcastOperator;
    Namespace(Server *server, const QByteArray &name);
    [[nodiscard]] BroadcastOperator newOperator() const;
    Subscription addHandler(QAnyStringView event, QObject *context, EventHandler handler);
    Subscription addOnceHandler(QAnyStringView event, QObject *context, EventHandler handler);

    const std::unique_ptr<NamespacePrivate> d;
};

} // namespace QSocketIo

#endif
