// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_FOREIGNRELAY_P_H
#define QSOCKETIO_NET_FOREIGNRELAY_P_H

#include "../codec/httpresponsetracker_p.h"
#include "frontdoor_p.h"

#include <memory>

namespace QSocketIo {

// Stands between a front connection and its channel to the foreign server, and knows whose turn it
// is to write.
class ForeignRelay final : private ForeignFront
{
public:
    explicit ForeignRelay(HttpConnection *connection);
    ~ForeignRelay() override;

    // Opens the channel where there is none any more. False: the server does not want it.
    bool open(ForeignServer *server);
    void beginRequest(QByteArrayView method, QByteArrayView rawHead);
    void forward(QByteArrayView bytes);
    void endRequest() { m_isRequestUnderWay = false; }
    void beginTunnel() { m_isTunnel = true; }
    void frontDrained();

    [[nodiscard]] bool isResponseUnderWay() const { return m_tracker.isAwaiting(); }
    [[nodiscard]] bool isRequestUnderWay() const { return m_isRequestUnderWay; }
    // The response just ended said so.
    [[nodiscard]] bool closesConnection() const { return m_tracker.closesConnection(); }

private:
    void foreignWrite(const QByteArray &bytes) override;
    void foreignClose() override;
    qint64 foreignBytesQueued() const override;
    QHostAddress foreignPeerAddress() const override;
    quint16 foreignPeerPort() const override;
    bool foreignIsSecure() const override;

    HttpConnection *m_connection;
    std::unique_ptr<ForeignChannel> m_channel;
    HttpResponseTracker m_tracker;
    bool m_isChannelClosed = false;
    bool m_isRequestUnderWay = false;
    bool m_isTunnel = false;
};

} // namespace QSocketIo

#endif
