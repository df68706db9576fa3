// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_LISTENER_P_H
#define QSOCKETIO_NET_LISTENER_P_H

#include "../core/global.h"

#include <QtNetwork/QTcpServer>

QT_BEGIN_NAMESPACE
class QSocketNotifier;
QT_END_NAMESPACE

namespace QSocketIo {

class PeerAddress;

// Whom a Listener gives its connections.
class QSOCKETIO_COMPONENT_EXPORT ListenerClient
{
public:
    virtual ~ListenerClient();
    // The descriptor of a connected socket, to be owned. On Unix it does not block, and peer is who
    // has connected; elsewhere that is null. Must not delete the listener.
    virtual void accept(qintptr descriptor, const PeerAddress *peer) = 0;
};

// Listens as a QTcpServer does, but accepts in batches where the system lets it: a burst of
// connections costs neither a turn of the event loop each, nor a QTcpSocket waiting in a queue.
class QSOCKETIO_AUTOTEST_EXPORT Listener final : public QTcpServer
{
public:
    // Of one batch; the rest waits for the next turn, so that a flood of connections leaves time
    // for those that are there.
    static constexpr int MaxBatch = 64;

    explicit Listener(ListenerClient *client, QObject *parent = nullptr);
    ~Listener() override;

    [[nodiscard]] bool start(const QHostAddress &address, quint16 port);
    void stop();

private:
    void incomingConnection(qintptr descriptor) override;
    void acceptBatch();
    bool acceptNext();
    void acceptFailed(int error);
    void pause(const QString &errorText);
    void resume();

    ListenerClient *m_client;
    QSocketNotifier *m_notifier = nullptr; // owned, as a child; on Unix only
    bool m_hasWarned = false;
};

} // namespace QSocketIo

#endif
