// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_FRONTDOOR_P_H
#define QSOCKETIO_NET_FRONTDOOR_P_H

#include "../core/global.h"
#include "../core/serveroptions.h"
#include "httpexchange_p.h"
#include "listener_p.h"
#include "trustedproxies_p.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QTcpServer;
class QTcpSocket;
QT_END_NAMESPACE

namespace QSocketIo {

class AddressCensus;
class DeadlineQueue;
class DeflatePool;
class FlushQueue;
class HttpConnection;
class Stream;

// One front connection's way to somebody else's HTTP server (see httpserverbridge/). Owned by the
// HttpConnection.
class QSOCKETIO_COMPONENT_EXPORT ForeignChannel
{
public:
    virtual ~ForeignChannel(); // the front connection has ended
    // Raw bytes of a request for the foreign server: its head, then its body as it was framed.
    virtual void forward(QByteArrayView bytes) = 0;
    virtual void frontDrained() = 0; // bytes written to the front connection have left
};

// What a ForeignChannel may do with its front connection.
class QSOCKETIO_COMPONENT_EXPORT ForeignFront
{
public:
    virtual ~ForeignFront();
    virtual void foreignWrite(const QByteArray &bytes) = 0;
    virtual void foreignClose() = 0; // polite, behind everything written
    virtual qint64 foreignBytesQueued() const = 0;
    virtual QHostAddress foreignPeerAddress() const = 0;
    virtual quint16 foreignPeerPort() const = 0;
    virtual bool foreignIsSecure() const = 0;
};

// Takes the requests that no HttpHandler wants. The library's core has none: they get 404.
class QSOCKETIO_COMPONENT_EXPORT ForeignServer
{
public:
    virtual ~ForeignServer();
    // Called for the first such request of a front connection. Null: answer 404.
    virtual std::unique_ptr<ForeignChannel> open(ForeignFront *front) = 0;
    virtual void frontDoorClosed() { } // it accepts nothing more, of any server
};

// Accepts connections and owns them: HTTP/1.1 for its handlers, anything else is refused, or left
// to a ForeignServer.
class QSOCKETIO_COMPONENT_EXPORT FrontDoor : public QObject, private ListenerClient
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FrontDoor)
public:
    FrontDoor(const ServerOptions &options, FlushQueue *flushQueue, DeadlineQueue *deadlines,
              QObject *parent = nullptr);
    ~FrontDoor() override;

    void addHandler(HttpHandler *handler); // not owned; asked in this order
    void prependHandler(HttpHandler *handler); // asked before the others
    void removeHandler(HttpHandler *handler);
    void setForeignServer(std::unique_ptr<ForeignServer> server);
    [[nodiscard]] ForeignServer *foreignServer() const { return m_foreignServer.get(); }

    bool listen(const QHostAddress &address, quint16 port);
    // Takes the connections that the application's own server accepts (a QSslServer for TLS). The
    // server stays the application's; its listening is not touched.
    bool attach(QTcpServer *server);
    // One connection accepted elsewhere; takes ownership. It is served though we may be closed.
    void adopt(QTcpSocket *socket);
    [[nodiscard]] bool isListening() const; // an own or an attached server listens
    [[nodiscard]] quint16 serverPort() const;
    [[nodiscard]] QHostAddress serverAddress() const;
    [[nodiscard]] QString errorString() const;
    [[nodiscard]] int connectionCount() const;

    // One connection that is no QTcpSocket.
    void serve(std::unique_ptr<Stream> stream);
    // Connections turned away by maxConnections and maxConnectionsPerAddress.
    [[nodiscard]] qint64 refusedCount() const { return m_refusedCount; }

    // Stops accepting. Connections go when their last answer is written; idle ones at once.
    void close();

    [[nodiscard]] const ServerOptions &options() const { return m_options; }
    [[nodiscard]] FlushQueue *flushQueue() const { return m_flushQueue; }
    [[nodiscard]] DeadlineQueue *deadlines() const { return m_deadlines; }
    // Null where ServerOptions::perMessageDeflate is off.
    [[nodiscard]] const std::shared_ptr<DeflatePool> &deflatePool() const { return m_deflatePool; }
    [[nodiscard]] const TrustedProxies &trustedProxies() const { return m_trustedProxies; }

private:
    friend class HttpConnection;

    [[nodiscard]] bool isClosing() const { return m_isClosing; }
    [[nodiscard]] bool isCounted(const QHostAddress &address) const;
    [[nodiscard]] bool isFull(const QHostAddress &address) const;
    [[nodiscard]] std::shared_ptr<void> tokenFor(const QHostAddress &address) const;
    [[nodiscard]] QTcpServer *listeningServer() const;
    [[nodiscard]] HttpHandler *handlerFor(const HttpRequest &request, bool isUpgrade) const;
    void accept(qintptr descriptor, const PeerAddress *peer) override;
    bool admit(std::unique_ptr<Stream> stream);
    void takePending(QTcpServer *server);
    void refuse(std::unique_ptr<Stream> stream);
    void removeConnection(HttpConnection *connection);

    ServerOptions m_options;
    FlushQueue *m_flushQueue;
    DeadlineQueue *m_deadlines;
    QList<HttpHandler *> m_handlers;
    std::unique_ptr<ForeignServer> m_foreignServer;
    std::shared_ptr<DeflatePool> m_deflatePool;
    std::vector<HttpConnection *> m_connections; // owned
    TrustedProxies m_trustedProxies;
    std::shared_ptr<char> m_census; // one holder more than there are streams
    std::shared_ptr<AddressCensus> m_addresses;
    QList<Listener *> m_listeners; // owned, as children
    QList<QPointer<QTcpServer>> m_attached;
    QString m_errorString;
    qint64 m_refusedCount = 0;
    bool m_isClosing = false;
};

} // namespace QSocketIo

#endif
