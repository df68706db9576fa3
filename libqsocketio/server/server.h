// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_SERVER_H
#define QSOCKETIO_SERVER_SERVER_H

#include "../adapter/adapter.h"
#include "../core/global.h"
#include "../core/serveroptions.h"
#include "../engineio/engine.h"
#include "broadcastoperator.h"
#include "namespace.h"
#include "parentnamespace.h"
#include "relay.h"
#include "socket.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtNetwork/QHostAddress>

#include <chrono>
#include <concepts>
#include <memory>

QT_BEGIN_NAMESPACE
class QHttpServer;
class QRegularExpression;
class QTcpServer;
QT_END_NAMESPACE

namespace QSocketIo {

class ServerPrivate;

// A Socket.IO server.
class QSOCKETIO_EXPORT Server : public QObject,
                                public BroadcastVerbs<Server>,
                                public ServerSideEmitVerbs<Server>,
                                public RelayVerbs<Server>
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Server)
public:
    explicit Server(const ServerOptions &options = {}, QObject *parent = nullptr);
    ~Server() override;

    bool listen(const QHostAddress &address, quint16 port = 0);
    bool listen(QHostAddress::SpecialAddress address, quint16 port = 0); // not a port
    bool listen(quint16 port = 0);
    bool attach(QTcpServer *server);
    // Shares the port of an application's QHttpServer: include <QSocketIo/HttpServer> and link
    // QSocketIo::HttpServer.
#ifdef Q_QDOC
    bool attach(QHttpServer *server);
#else
    template<std::same_as<QHttpServer> HttpServer>
    bool attach(HttpServer *server)
    {
        return preparedEngine()->attach(server);
    }
#endif
    // An engine of the application's; not owned. Client files are not served there.
    void bind(Engine *engine);
    // A session from elsewhere, to be handed over before it has received anything.
    void onConnection(Session *session);
    [[nodiscard]] bool isListening() const;
    [[nodiscard]] quint16 serverPort() const;
    [[nodiscard]] QString errorString() const;
    QFuture<void> close();

    [[nodiscard]] const ServerOptions &options() const;
    [[nodiscard]] QString path() const;
    // From the next listen() or attach() on, as setServeClient().
    void setPath(QAnyStringView path);
    [[nodiscard]] bool isServeClient() const; // false where the library has no client files
    void setServeClient(bool on);
    [[nodiscard]] std::chrono::milliseconds connectTimeout() const;
    void setConnectTimeout(std::chrono::milliseconds timeout);
    // Makes the adapters of all namespaces anew; rooms are lost. Null: the in-memory adapter.
    void setAdapter(const AdapterFactory &factory);

    [[nodiscard]] Engine *engine() const;
    [[nodiscard]] Namespace *sockets() const; // the namespace "/"
    // Those that clients can be in, in the order they were made; no parents of dynamic ones.
    [[nodiscard]] QList<Namespace *> namespaces() const;
    Namespace *of(QAnyStringView name); // made if it does not exist
    // Namespaces that are made when clients name them.
    ParentNamespace *of(const QRegularExpression &expression);
    ParentNamespace *of(QObject *context, ParentNamespace::Predicate predicate);

    // Of the namespace "/".
    void use(QObject *context, Namespace::Middleware middleware);
#ifdef Q_QDOC
    template<typename Context, typename F>
    void use(Context *context, F middleware);
#else
    template<typename Context, typename F>
    requires std::is_member_function_pointer_v<F>
    void use(Context *context, F middleware)
    {
        sockets()->use(context, middleware);
    }
#endif

    Q_INVOKABLE QSocketIo::Subscription expose(QObject *object,
                                               const QSocketIo::ExposeOptions &options = {});
    void unexpose(Subscription subscription);
    // Events that other servers of the cluster emit by serverSideEmit().
    template<typename Context, typename F>
    Subscription on(QAnyStringView event, Context *context, F &&handler)
    {
        return sockets()->on(event, context, std::forward<F>(handler));
    }
    template<typename Context, typename F>
    Subscription once(QAnyStringView event, Context *context, F &&handler)
    {
        return sockets()->once(event, context, std::forward<F>(handler));
    }
    void off(QAnyStringView event);
    void off(QAnyStringView event, Subscription subscription);

    // emitEvent() for QML, which has no variadic calls.
    Q_INVOKABLE bool emitVariants(const QString &event, const QVariantList &arguments = {});
    bool emitPayload(QAnyStringView event, const Payload &arguments,
                     BroadcastAckHandler handler) const;
    bool serverSideEmitPayload(QAnyStringView event, const Payload &arguments,
                               BroadcastAckHandler handler) const;

Q_SIGNALS:
    void connection(QSocketIo::Socket *socket); // joined the namespace "/"
    void newNamespace(QSocketIo::Namespace *nsp);

private:
    friend class ServerPrivate;
    template<typename>
    friend class BroadcastVerbs;
    [[nodiscard]] BroadcastOperator newOperator() const;
    [[nodiscard]] Engine *preparedEngine();

    const std::unique_ptr<ServerPrivate> d;
};

} // namespace QSocketIo

#endif
