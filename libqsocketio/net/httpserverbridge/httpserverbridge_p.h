// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_HTTPSERVERBRIDGE_HTTPSERVERBRIDGE_P_H
#define QSOCKETIO_NET_HTTPSERVERBRIDGE_HTTPSERVERBRIDGE_P_H

#include "../frontdoor_p.h"
#include "bridgeacceptor_p.h"
#include "httpserverglobal.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QSet>

#include <memory>

QT_BEGIN_NAMESPACE
class QAbstractHttpServer;
class QTcpServer;
QT_END_NAMESPACE

namespace QSocketIo {

class BridgeChannel;

// Ties a QHttpServer to a front door: the server's QTcpServers go to the front door, and what the
// front door does not serve comes back to the server through sockets of ours. A child of the
// QHttpServer, and ended by the front door's end, too.
class QSOCKETIO_HTTPSERVER_AUTOTEST_EXPORT HttpServerBridge final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpServerBridge)
public:
    ~HttpServerBridge() override;

    // Takes the server's QTcpServers over, and all that come later. Null: it could not.
    static HttpServerBridge *start(FrontDoor *frontDoor, QAbstractHttpServer *server);
    // The bridge of this front door; null: none, or its QHttpServer is gone.
    [[nodiscard]] static HttpServerBridge *of(const FrontDoor *frontDoor);
    // Again, after giveBack().
    bool takeOver();
    // Lets the QHttpServer accept for itself.
    void giveBack();

    [[nodiscard]] QAbstractHttpServer *server() const { return m_server; }
    [[nodiscard]] std::unique_ptr<ForeignChannel> open(ForeignFront *front);
    void removeChannel(BridgeChannel *channel) { m_channels.remove(channel); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    HttpServerBridge(FrontDoor *frontDoor, QAbstractHttpServer *server);
    void childAdded(QObject *child);
    bool takeServer(QTcpServer *server);
    void silenceHttpServer(QTcpServer *server);

    QPointer<FrontDoor> m_frontDoor;
    QAbstractHttpServer *m_server;
    BridgeAcceptor m_acceptor;
    QList<QPointer<QTcpServer>> m_tcpServers;
    QSet<BridgeChannel *> m_channels;
};

} // namespace QSocketIo

#endif
