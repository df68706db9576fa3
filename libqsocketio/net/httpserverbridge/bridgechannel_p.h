// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_HTTPSERVERBRIDGE_BRIDGECHANNEL_P_H
#define QSOCKETIO_NET_HTTPSERVERBRIDGE_BRIDGECHANNEL_P_H

#include "../frontdoor_p.h"
#include "bridgesocket_p.h"

#include <QtCore/QPointer>

namespace QSocketIo {

class HttpServerBridge;

// Between one front connection and the socket that stands for it in the QHttpServer. Any of the
// three (bridge, front, socket) may go first.
class BridgeChannel final : public ForeignChannel
{
public:
    BridgeChannel(HttpServerBridge *bridge, ForeignFront *front, BridgeSocket *socket);
    ~BridgeChannel() override;
    Q_DISABLE_COPY_MOVE(BridgeChannel)

    void forward(QByteArrayView bytes) override;
    void frontDrained() override;
    void serverGone();

private:
    HttpServerBridge *m_bridge; // null: the QHttpServer is gone
    ForeignFront *m_front;
    QPointer<BridgeSocket> m_socket;
    bool m_isRefused = false;
};

} // namespace QSocketIo

#endif
