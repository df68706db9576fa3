// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_SERVER_H
#define QSOCKETIO_SERVER_SERVER_H

#include "../adapter/adapter.h"
#include "../core/global.h"
#include "../core/serveroptions.h"
#include "../engineio/engine.h"
#include "broadcastoperator.h"
#include "namespace.h"
#include "relay.h"
#include "socket.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <chrono>
#include <concepts>
#include <memory>

QT_BEGIN_NAMESPACE
class QHttpServer;
class QTcpServer;
QT_END_NAMESPACE

namespace QSocketIo {

class ServerPrivate;

// A Socket.IO server.
class QSOCKETIO_EXPORT Server : public QObject,
                                public BroadcastVerbs<Server>,
                                public RelayVerbs<Server>
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Server)
public:
    explicit Server(const ServerOptions &options = {}, QObject *parent = nullptr);
    ~Server() override;

    bool listen(const QHostAddress &address, quint16 port = 0);
    bool listen(quint16 port = 0);
    bool attach(QTcpServer *server);
    // Shares the port of an application's QHttpServer: include <QSocketIo/HttpServer> and link
    // QSocketIo::HttpServer.
    template<std::same_as<QHttpServer> HttpServer>
    bool attach(HttpServer *server)
    {
        return engine()->attach(server);
    }
    [[nodiscard]] bool isListening() const;
    [[nodiscard]] quint16 serverPort() const;
    [[nodiscard]] QString errorString() const;
    QFuture<void> close();

    [[nodiscard]] const ServerOptions &options() const;
    [[nodiscard]] QString path() const;
    [[nodiscard]] std::chrono::milliseconds connectTimeout() const;
    void setConnectTimeout(std::chrono::milliseconds timeout);
    // Makes the adapters of all namespaces anew; rooms are lost. Null: the in-memory adapter.
    void setAdapter(const AdapterFactory &factory);

    [[nodiscard]] Engine *engine() const;
    [[nodiscard]] Namespace *sockets() const; // the namespace "/"
    Namespace *of(QAnyStringView name); // made if it does not exist

    // Of the namespace "/".
    void use(QObject *context, Namespace::Middleware middleware);
    template<typename Context, typename F>
    requires std::is_member_function_pointer_v<F>
    void use(Context *context, F middleware) { sockets()->use(context, middleware); }

    Q_INVOKABLE QSocketIo::Subscription expose(QObject *object,
                                               const QSocketIo::ExposeOptions &options = {});
    void unexpose(Subscription subscription);

    // emitEvent() for QML, which has no variadic calls.
    Q_INVOKABLE bool emitVariants(const QString &event, const QVariantList &arguments = {});
    bool emitPayload(QAnyStringView event, const Payload &arguments,
                     BroadcastAckHandler handler) const;

Q_SIGNALS:
    void connection(QSocketIo::Socket *socket); // joined the namespace "/"
    void newNamespace(QSocketIo::Namespace *nsp);

private:
    friend class ServerPrivate;
    template<typename>
    friend class BroadcastVerbs;
    [[nodiscard]] BroadcastOperator newOperator() const;

    const std::unique_ptr<ServerPrivate> d;
};

} // namespace QSocketIo

#endif
