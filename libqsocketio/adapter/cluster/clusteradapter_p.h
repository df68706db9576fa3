// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTERADAPTER_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTERADAPTER_P_H

#include "clusteradapter.h"
#include "clusterrequest_p.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QHash>

#include <map>
#include <memory>

namespace QSocketIo {

class ClusterAdapterPrivate
{
public:
    using Type = ClusterMessage::Type;
    using RequestPointer = std::shared_ptr<ClusterRequest>;
    using Finish = std::function<void(const ClusterRequest &request, const Error &error)>;

    ClusterAdapterPrivate(ClusterAdapter *adapter, const ClusterOptions &options);

    static ClusterAdapterPrivate *get(ClusterAdapter *adapter) { return adapter->d.get(); }
    static QString randomId(); // 16 hexadecimal digits

    // What is asked of the other servers.
    void ask(ClusterMessage message, std::chrono::milliseconds timeout, ClusterRequest &&parts,
             const Finish &finish);
    void acknowledge(const Packet &packet, const BroadcastOptions &options,
                     const RequestPointer &request);
    void finish(const RequestPointer &request, const Error &error);
    void finishAll(const Error &error);
    void forget(quint64 packetId);
    void removePeer(const QString &uid);
    void discardAcknowledged(); // when nobody is there any longer to tell
    [[nodiscard]] Error unreachable() const;
    [[nodiscard]] int pendingCount() const
    {
        return int(requests.size() + qsizetype(acknowledging.size()));
    }

    // What other servers ask and answer.
    void handle(const ClusterMessage &message);
    QList<SocketDescription> localDescriptions(const BroadcastOptions &options) const;

    // Shared with the adapters with heartbeats.
    [[nodiscard]] bool transmit(ClusterMessage message);

    ClusterAdapter *q;
    ClusterOptions options;
    QString uid = randomId();
    bool isReady = false;
    bool isClosed = false;
    quint64 dropped = 0;
    quint64 malformed = 0;
    std::unique_ptr<DeadlineQueue> deadlines;
    QDeadlineTimer nextWarning = QDeadlineTimer(0);

private:
    friend class ClusterAdapter;

    void start(const RequestPointer &request, std::chrono::milliseconds timeout);
    void whenPeersKnown(const RequestPointer &request, const std::function<void()> &proceed);
    void timeOut(const RequestPointer &request);
    void checkComplete(const RequestPointer &request);
    void tellClients(const RequestPointer &request);
    void abandonAcknowledged(const RequestPointer &request, const Error &error);

    void handleBroadcast(const ClusterMessage &message);
    void handleAcknowledged(const ClusterMessage &message);
    void handleServerSideEmit(const ClusterMessage &message);
    void handleChange(const ClusterMessage &message); // of rooms, or an end
    void handleResponse(const ClusterMessage &message);
    void addClients(const RequestPointer &request, const ClusterMessage &message);
    void addAnswer(const RequestPointer &request, const ClusterMessage &message);
    void answer(const ClusterMessage &to, ClusterMessage message);

    QHash<QString, RequestPointer> requests;
    QHash<quint64, QString> requestOfPacket;
    // Clients of this server whose acknowledgements another one waits for.
    struct Acknowledging
    {
        std::unique_ptr<FunctionDeadline> deadline;
        int missing = 0;
    };
    std::map<quint64, Acknowledging> acknowledging; // by packet id
};

} // namespace QSocketIo

#endif
