// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_HTTPSERVERBRIDGE_BRIDGEACCEPTOR_P_H
#define QSOCKETIO_NET_HTTPSERVERBRIDGE_BRIDGEACCEPTOR_P_H

#include "httpserverglobal.h"

#include <QtCore/QList>
#include <QtNetwork/QTcpServer>

QT_BEGIN_NAMESPACE
class QAbstractHttpServer;
QT_END_NAMESPACE

namespace QSocketIo {

// A QTcpServer that never accepts anything: it hands a QHttpServer the sockets we make.
class QSOCKETIO_HTTPSERVER_AUTOTEST_EXPORT BridgeAcceptor final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BridgeAcceptor)
public:
    BridgeAcceptor() = default;

    // Makes the server take its connections from here. False: it would not.
    bool bindTo(QAbstractHttpServer *server);
    void handOver(QTcpSocket *socket);

    [[nodiscard]] bool hasPendingConnections() const override { return !m_sockets.isEmpty(); }
    QTcpSocket *nextPendingConnection() override;

private:
    QList<QTcpSocket *> m_sockets;
};

} // namespace QSocketIo

#endif
