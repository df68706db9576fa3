// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_ENGINE_H
#define QSOCKETIO_ENGINEIO_ENGINE_H

#include "../core/global.h"
#include "../core/httpheaders.h"
#include "../core/httprequest.h"
#include "../core/next.h"
#include "../core/serveroptions.h"
#include "../core/valueorfuture.h"
#include "httpreply.h"
#include "session.h"
#include "traffic.h"

#include <QtCore/QCborMap>
#include <QtCore/QFuture>
#include <QtCore/QHash>
#include <QtCore/QObject>

#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>

QT_BEGIN_NAMESPACE
class QHttpServer;
class QTcpServer;
class QTcpSocket;
QT_END_NAMESPACE

namespace QSocketIo {

class ClientFiles;
class EnginePrivate;
class FrontDoor;
class ServerPrivate;

// A request that the engine refused.
struct EngineError
{
    enum Code {
        UnknownTransport = 0,
        UnknownSid = 1,
        BadHandshakeMethod = 2,
        BadRequest = 3,
        Forbidden = 4,
        UnsupportedProtocolVersion = 5
    };
    HttpRequest request;
    int code = BadRequest;
    QString message; // the protocol's text for the code
    QCborMap context; // what exactly was wrong
};

// The Engine.IO server: it owns the front door and the sessions.
class QSOCKETIO_EXPORT Engine : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Engine)
public:
    using IdGenerator = std::function<ValueOrFuture<QString>(const HttpRequest &request)>;
    using Middleware
        = std::function<void(const HttpRequest &request, HttpReply &reply, const Next &next)>;

    explicit Engine(const ServerOptions &options = {}, QObject *parent = nullptr);
    ~Engine() override;

    bool listen(const QHostAddress &address = QHostAddress::Any, quint16 port = 0);
    bool attach(QTcpServer *server);
    // Shares the port of an application's QHttpServer. Include <QSocketIo/HttpServer>, which has
    // attachHttpServer(), and link the component QSocketIo::HttpServer.
#ifdef Q_QDOC
    bool attach(QHttpServer *server);
#else
    template<std::same_as<QHttpServer> HttpServer>
    bool attach(HttpServer *server)
    {
        return attachHttpServer(frontDoor(), server);
    }
#endif
    void handleUpgrade(QTcpSocket *socket);

    [[nodiscard]] bool isListening() const;
    [[nodiscard]] quint16 serverPort() const;
    [[nodiscard]] QHostAddress serverAddress() const;
    [[nodiscard]] QString errorString() const;
    [[nodiscard]] const ServerOptions &options() const;

    // For every request, before it is verified.
    void use(QObject *context, Middleware middleware);
#ifdef Q_QDOC
    template<typename Context, typename F>
    void use(Context *context, F middleware);
#else
    template<typename Context, typename F>
    requires std::is_member_function_pointer_v<F>
    void use(Context *context, F middleware)
    {
        use(context,
            Middleware([context, middleware](const HttpRequest &request, HttpReply &reply,
                                             const Next &next) {
                (context->*middleware)(request, reply, next);
            }));
    }
#endif

    [[nodiscard]] int clientsCount() const;
    [[nodiscard]] int pollingClientsCount() const; // of them, those that poll now
    [[nodiscard]] Traffic traffic() const; // of all sessions, also of those that have ended
    [[nodiscard]] Session *session(const QString &id) const; // nullptr: unknown
    [[nodiscard]] QList<Session *> sessions() const;
    // Null restores the built-in one. An empty or already used id, or a failed future, refuses the
    // handshake.
    void setIdGenerator(const IdGenerator &generator);

public Q_SLOTS:
    // Closes every session ("forced close", buffers discarded) and stops listening.
    void close();

Q_SIGNALS:
    void initialHeaders(QSocketIo::HttpHeaders *headers, const QSocketIo::HttpRequest &request);
    void headers(QSocketIo::HttpHeaders *headers, const QSocketIo::HttpRequest &request);
    void connectionError(const QSocketIo::EngineError &error);
    void connection(QSocketIo::Session *session);
    void sessionClosed(QSocketIo::Session *session, QSocketIo::DisconnectReason reason);

private:
    friend class ClientFiles;
    friend class EnginePrivate;
    friend class ServerPrivate;
    void setPath(const QString &path);
    [[nodiscard]] FrontDoor *frontDoor() const;
    const std::shared_ptr<EnginePrivate> d;
};

} // namespace QSocketIo

Q_DECLARE_METATYPE(QSocketIo::EngineError)

#endif
