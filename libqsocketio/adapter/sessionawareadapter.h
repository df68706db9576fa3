// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_SESSIONAWAREADAPTER_H
#define QSOCKETIO_ADAPTER_SESSIONAWAREADAPTER_H

#include "../core/global.h"
#include "../core/serveroptions.h"
#include "inmemoryadapter.h"

#include <functional>
#include <memory>

namespace QSocketIo {

class SessionAwareAdapterPrivate;

// The adapter of a server that stands alone, with connection state recovery.
class QSOCKETIO_EXPORT SessionAwareAdapter : public InMemoryAdapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionAwareAdapter)
public:
    using Clock = std::function<qint64()>; // milliseconds since the epoch

    explicit SessionAwareAdapter(AdapterHost *host,
                                 const ConnectionStateRecoveryOptions &options = {},
                                 QObject *parent = nullptr);
    ~SessionAwareAdapter() override;

    void setClock(const Clock &clock);

    void broadcast(const Packet &packet, const BroadcastOptions &options) override;
    void persistSession(const RecoverableSession &session) override;
    [[nodiscard]] QFuture<std::optional<RecoverableSession>>
    restoreSession(const QString &pid, const QString &offset) override;

    [[nodiscard]] qint64 bytesStored() const;
    [[nodiscard]] int sessionsStored() const;
    // Removed before their time because of the limits.
    [[nodiscard]] quint64 packetsDropped() const;
    [[nodiscard]] quint64 sessionsDropped() const;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    const std::unique_ptr<SessionAwareAdapterPrivate> d;
};

} // namespace QSocketIo

#endif
