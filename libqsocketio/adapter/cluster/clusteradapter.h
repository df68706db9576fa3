// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTERADAPTER_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTERADAPTER_H

#include "../../core/error.h"
#include "../../core/global.h"
#include "../inmemoryadapter.h"
#include "clustermessage.h"
#include "clusteroptions.h"

#include <QtCore/QSet>

#include <functional>
#include <memory>
#include <optional>

namespace QSocketIo {

class ClusterAdapterPrivate;

// The adapter of a namespace that other servers have, too. What carries the messages is a
// subclass's affair: it sends what publish() and respond() are given, hands what comes to receive(),
// and says by setReady() whether it can.
class QSOCKETIO_EXPORT ClusterAdapter : public InMemoryAdapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClusterAdapter)
public:
    using Clock = std::function<std::chrono::milliseconds()>; // monotonic

    explicit ClusterAdapter(AdapterHost *host, const ClusterOptions &options = {},
                            QObject *parent = nullptr);
    ~ClusterAdapter() override;

    // This adapter's name among those of the cluster: 16 hexadecimal digits.
    [[nodiscard]] QString uid() const;
    [[nodiscard]] const ClusterOptions &options() const;
    [[nodiscard]] bool isReady() const;
    // Not sent because the cluster was out of reach.
    [[nodiscard]] quint64 droppedPublishes() const;
    // Received and thrown away.
    [[nodiscard]] quint64 malformedMessages() const;
    [[nodiscard]] int pendingRequests() const;

    QFuture<void> close() override;
    [[nodiscard]] QFuture<Result<int>> serverCount() const override;
    void broadcast(const Packet &packet, const BroadcastOptions &options) override;
    void broadcastWithAck(const Packet &packet, const BroadcastOptions &options,
                          const std::function<void(int)> &expected,
                          const std::function<void(const QCborValue &)> &answer) override;
    void cancelAnswers(quint64 packetId, const BroadcastOptions &options) override;
    [[nodiscard]] QFuture<Result<QList<SocketDescription>>>
    fetchSockets(const BroadcastOptions &options) const override;
    [[nodiscard]] QFuture<Result<QSet<QString>>>
    allSockets(const BroadcastOptions &options) const override;
    void addSockets(const BroadcastOptions &options, const QStringList &rooms) override;
    void delSockets(const BroadcastOptions &options, const QStringList &rooms) override;
    void disconnectSockets(const BroadcastOptions &options, DisconnectMode mode) override;
    [[nodiscard]] Error serverSideEmit(const QString &event, const Payload &arguments,
                                       const BroadcastAckHandler &handler) override;
    // The sockets that had been found when fetchSockets() failed.
    [[nodiscard]] static QList<SocketDescription> partialSockets(const Error &error);
    // The rooms of all servers. Only the classic Redis adapter's peers answer that.
    [[nodiscard]] QFuture<Result<QSet<QString>>> allRooms() const;

    // For tests, which call processDeadlines() themselves then.
    void setClock(const Clock &clock);
    void processDeadlines();

Q_SIGNALS:
    void clusterStateChanged(bool ready);
    void clusterError(const QSocketIo::Error &error);

protected:
    // The servers besides this one: how many, and their uids where these are known.
    struct Peers
    {
        int count = 0;
        std::optional<QSet<QString>> uids = {};
    };

    // To all servers; uid and nsp are set. False: it could not be sent.
    virtual bool publish(const ClusterMessage &message) = 0;
    // While the cluster is out of reach. True: it will be published later, or told to messagesDropped().
    virtual bool keep(const ClusterMessage &message);
    // To one server.
    virtual bool respond(const QString &requesterUid, const ClusterMessage &message);
    [[nodiscard]] virtual QFuture<Result<Peers>> queryPeers() const = 0;
    // Of a request that has waited too long, as Node.js words it.
    [[nodiscard]] virtual QString timeoutText(ClusterMessage::Type type, int received,
                                              int expected) const;
    // A message of another adapter, its own ones left out already.
    virtual void messageReceived(const ClusterMessage &message);
    // A message has been handed to publish().
    virtual void messagePublished();
    virtual void readyChanged(bool ready);

    // What came from the cluster, this adapter's own messages included; may destroy this.
    void receive(const ClusterMessage &message);
    void receiveMalformed(const QString &reason);
    // Whether an answer with that id concerns this adapter: others need not be decoded.
    [[nodiscard]] bool awaitsAnswer(const QString &requestId) const;
    // Before a message is decoded. False: it is too long, and counted as malformed.
    bool acceptsSize(qint64 bytes);
    // Whether messages can be sent. While they cannot, requests finish at once, with this server's
    // part alone.
    void setReady(bool ready);
    void reportError(const Error &error);
    bool send(const ClusterMessage &message);
    // Messages that were kept are lost. The reason, unless null, is told by clusterError().
    void messagesDropped(int count, const QString &reason = {});
    // A server has gone: no request waits for it any longer.
    void peerRemoved(const QString &uid);

private:
    friend class ClusterAdapterPrivate;
    friend class HeartbeatClusterAdapter;
    const std::unique_ptr<ClusterAdapterPrivate> d;
};

} // namespace QSocketIo

#endif
