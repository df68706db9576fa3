// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISFAREWELL_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISFAREWELL_P_H

#include "../cluster/brokerfarewell_p.h"

QT_BEGIN_NAMESPACE
class QSslSocket;
QT_END_NAMESPACE

namespace QSocketIo {

// A connection that nobody needs any more, with commands that have no answer. Closed at once it
// would be reset by the first answer, and Redis would not read what is behind that command: Redis is
// asked to close it when it has done everything.
class RedisFarewell final : public BrokerFarewell
{
    Q_DISABLE_COPY_MOVE(RedisFarewell)
public:
    // Takes over socket, which is connected and has no parent.
    static void begin(QSslSocket *socket);
    ~RedisFarewell() override;

private:
    explicit RedisFarewell(QSslSocket *socket);
    void stopListening() override;

    QSslSocket *const m_socket;
};

} // namespace QSocketIo

#endif
