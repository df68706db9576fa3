// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTERREQUEST_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTERREQUEST_P_H

#include "../../core/error.h"
#include "../../loop/deadlinequeue_p.h"
#include "clustermessage.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

#include <functional>
#include <memory>
#include <optional>

namespace QSocketIo {

// What other servers have been asked, and what they have answered so far.
struct ClusterRequest
{
    ClusterMessage::Type type = ClusterMessage::Type::Unknown; // of the question
    QString id;

    // Whose answer is waited for. Where the uids of the servers are known, by these.
    std::optional<int> expected; // nullopt: not known yet
    int received = 0;
    std::optional<QSet<QString>> missing;
    QSet<QString> responders; // each server answers once, however often its message comes

    QList<SocketDescription> sockets;
    QSet<QString> names; // of rooms
    QList<QCborValue> answers; // of servers

    // Called once, with or without an error.
    std::function<void(const ClusterRequest &request, const Error &error)> finish;

    // Of an acknowledged broadcast: the clients of all servers that have counted theirs.
    struct Clients
    {
        int counted = 0;
        int acknowledged = 0;
        bool isCounted = false;
    };
    quint64 packetId = 0;
    int localClients = 0;
    bool isTold = false; // the number of clients
    QHash<QString, Clients> clients; // of the other servers
    std::function<void(int)> tellExpected;
    std::function<void(const QCborValue &)> tellAnswer;

    std::unique_ptr<FunctionDeadline> deadline;

    // False where its answer is there already, or nobody has asked it.
    bool answeredBy(const QString &uid)
    {
        if (!uid.isEmpty()) {
            if (responders.contains(uid))
                return false;
            responders.insert(uid);
        }
        ++received;
        if (missing)
            missing->remove(uid);
        return true;
    }
    [[nodiscard]] bool isComplete() const
    {
        return missing ? missing->isEmpty() : expected && received >= *expected;
    }
    // Those that have not acknowledged never will. False: there are none.
    bool forgetClientsOf(const QString &uid)
    {
        const auto found = clients.find(uid);
        if (found == clients.end() || found->counted <= found->acknowledged)
            return false;
        found->counted = found->acknowledged;
        return true;
    }
    [[nodiscard]] int remoteClients() const
    {
        int sum = 0;
        for (const Clients &server : clients)
            sum += server.counted;
        return sum;
    }
    [[nodiscard]] int remoteAcknowledgements() const
    {
        int sum = 0;
        for (const Clients &server : clients)
            sum += server.acknowledged;
        return sum;
    }
};

} // namespace QSocketIo

#endif
