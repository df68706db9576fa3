// SPDX-License-Identifier: MIT
#include "bridgeacceptor_p.h"

#include <QtHttpServer/QAbstractHttpServer>

namespace QSocketIo {

bool BridgeAcceptor::bindTo(QAbstractHttpServer *server)
{
    // bind() wants a server that listens (newer versions refuse any other), so it does, on the
    // loopback interface and for the length of this call.
    if (!listen(QHostAddress::LocalHost))
        return false;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    const bool bound = server->bind(this);
#else
    server->bind(this);
    const bool bound = true;
#endif
    close();
    // bind() made this a child, and so it would show up in servers() and serverPorts().
    setParent(nullptr);
    return bound;
}

void BridgeAcceptor::handOver(QTcpSocket *socket)
{
    m_sockets.append(socket);
    // addPendingConnection() would emit this too, but queue the socket where only a listening
    // server can take it out again.
    QMetaObject::invokeMethod(this, "pendingConnectionAvailable", Qt::DirectConnection);
}

QTcpSocket *BridgeAcceptor::nextPendingConnection()
{
    return m_sockets.isEmpty() ? nullptr : m_sockets.takeFirst();
}

} // namespace QSocketIo
