// SPDX-License-Identifier: MIT
#include "../../core/whenanswered_p.h"
#include "clusteradapter_p.h"

#include <QtCore/QPointer>
#include <QtCore/QRandomGenerator>

#include <algorithm>

namespace QSocketIo {

using std::chrono::milliseconds;

ClusterAdapterPrivate::ClusterAdapterPrivate(ClusterAdapter *adapter,
                                             const ClusterOptions &clusterOptions)
    : q(adapter)
    , options(clusterOptions)
    , deadlines(std::make_unique<DeadlineQueue>())
{ }

QString ClusterAdapterPrivate::randomId()
{
    return QStringLiteral("%1").arg(QRandomGenerator::system()->generate64(), 16, 16,
                                    QLatin1Char('0'));
}

Error ClusterAdapterPrivate::unreachable() const
{
    return Error(Error::Code::Adapter,
                 isClosed ? QStringLiteral("the adapter has been closed")
                          : QStringLiteral("the cluster is not connected"));
}

bool ClusterAdapterPrivate::transmit(ClusterMessage message)
{
    message.uid = uid;
    message.nsp = q->host()->namespaceName();
    if (isReady && q->publish(message)) {
        q->messagePublished();
        return true;
    }
    if (!isReady && !isClosed && q->keep(message))
        return true;
    ++dropped;
    return false;
}

// ---- asking ----------------------------------------------------------------------------------

void ClusterAdapterPrivate::start(const RequestPointer &request, milliseconds timeout)
{
    request->id = randomId();
    requests.insert(request->id, request);
    const std::weak_ptr<ClusterRequest> weak = request;
    request->deadline = std::make_unique<FunctionDeadline>([this, weak] {
        if (const RequestPointer alive = weak.lock())
            timeOut(alive);
    });
    deadlines->start(request->deadline.get(), timeout);
}

// The questions that end in one result: how many servers there are decides whether they are asked.
void ClusterAdapterPrivate::ask(ClusterMessage message, milliseconds timeout,
                                ClusterRequest &&parts, const Finish &finishing)
{
    const RequestPointer request = std::make_shared<ClusterRequest>(std::move(parts));
    request->type = message.type;
    request->finish = finishing;
    if (!isReady)
        return finish(request, unreachable());
    if (pendingCount() >= options.maxPendingRequests) {
        return finish(request,
                      Error(Error::Code::LimitExceeded,
                            QStringLiteral("too many requests wait for answers")));
    }
    start(request, timeout);
    message.requestId = request->id;
    const std::weak_ptr<ClusterRequest> weak = request;
    whenPeersKnown(request, [this, weak, message] {
        const RequestPointer alive = weak.lock();
        if (!alive || !requests.contains(alive->id))
            return;
        if (alive->isComplete())
            return finish(alive, {}); // nobody else is there
        const QPointer<ClusterAdapter> guard(q);
        const bool isSent = transmit(message);
        if (guard && !isSent)
            finish(alive, unreachable());
    });
}

void ClusterAdapterPrivate::whenPeersKnown(const RequestPointer &request,
                                           const std::function<void()> &proceed)
{
    using Peers = ClusterAdapter::Peers;
    const std::weak_ptr<ClusterRequest> weak = request;
    const auto known = [this, weak, proceed](const QFuture<Result<Peers>> &future) {
        const RequestPointer alive = weak.lock();
        if (!alive)
            return;
        const Result<Result<Peers>> got = resultOf(future);
        if (!got)
            return finish(alive, got.error());
        if (!*got)
            return finish(alive, got->error());
        const Peers &peers = got->value();
        alive->expected = std::max(0, peers.count);
        if (peers.uids) {
            alive->expected = int(peers.uids->size());
            alive->missing = *peers.uids - alive->responders;
        }
        proceed();
    };
    const QFuture<Result<Peers>> future = q->queryPeers();
    if (future.isFinished())
        known(future);
    else
        whenFinished(q, future, known);
}

void ClusterAdapterPrivate::timeOut(const RequestPointer &request)
{
    if (request->type == Type::Broadcast)
        return forget(request->packetId); // who has emitted knows
    const int expected = request->missing ? request->received + int(request->missing->size())
                                          : request->expected.value_or(0);
    const QString text = q->timeoutText(request->type, request->received, expected);
    finish(request, Error(Error::Code::Timeout, text));
}

// May destroy the adapter.
void ClusterAdapterPrivate::finish(const RequestPointer &request, const Error &error)
{
    requests.remove(request->id);
    if (request->deadline)
        deadlines->stop(request->deadline.get());
    if (request->type == Type::Broadcast)
        return abandonAcknowledged(request, error);
    if (const Finish finishing = std::exchange(request->finish, nullptr))
        finishing(*request, error);
}

void ClusterAdapterPrivate::finishAll(const Error &error)
{
    const QPointer<ClusterAdapter> guard(q);
    const QList<RequestPointer> all = requests.values();
    for (const RequestPointer &request : all) {
        if (guard && requests.contains(request->id))
            finish(request, error);
    }
}

void ClusterAdapterPrivate::checkComplete(const RequestPointer &request)
{
    if (!request->isComplete())
        return;
    if (request->type == Type::Broadcast)
        tellClients(request);
    else
        finish(request, {});
}

void ClusterAdapterPrivate::removePeer(const QString &peer)
{
    const QPointer<ClusterAdapter> guard(q);
    const QList<RequestPointer> all = requests.values();
    for (const RequestPointer &request : all) {
        if (!guard)
            return;
        if (!requests.contains(request->id))
            continue;
        const bool isAwaited = request->missing && request->missing->remove(peer);
        const bool hadClients = request->forgetClientsOf(peer);
        if (hadClients && request->isTold)
            tellClients(request);
        else if (isAwaited)
            checkComplete(request);
    }
}

// ---- acknowledged broadcasts -----------------------------------------------------------------

// Behind the delivery to this server's clients.
void ClusterAdapterPrivate::acknowledge(const Packet &packet,
                                        const BroadcastOptions &broadcastOptions,
                                        const RequestPointer &request)
{
    if (!isReady || pendingCount() >= options.maxPendingRequests) {
        ++dropped;
        return abandonAcknowledged(request, unreachable());
    }
    // What has emitted waits for that long, and says when it is over.
    constexpr milliseconds margin(1000);
    start(request, broadcastOptions.timeout.value_or(milliseconds::zero()) + margin);
    requestOfPacket.insert(request->packetId, request->id);
    ClusterMessage message;
    message.type = Type::Broadcast;
    message.packet = packet;
    message.packet.id.reset(); // each server has numbers of its own
    message.options = broadcastOptions;
    message.requestId = request->id;
    const QPointer<ClusterAdapter> guard(q);
    const bool isSent = transmit(message);
    if (!guard || !requests.contains(request->id))
        return;
    if (!isSent)
        return finish(request, unreachable());
    whenPeersKnown(request, [this, weak = std::weak_ptr<ClusterRequest>(request)] {
        if (const RequestPointer alive = weak.lock(); alive && requests.contains(alive->id))
            checkComplete(alive);
    });
}

// All servers have counted their clients, or one that had is lost with them.
void ClusterAdapterPrivate::tellClients(const RequestPointer &request)
{
    request->isTold = true;
    const int remote = request->remoteClients();
    if (request->remoteAcknowledgements() >= remote)
        forget(request->packetId);
    request->tellExpected(request->localClients + remote);
}

// No other server will answer any more: those of this one and what is there already make a partial
// result.
void ClusterAdapterPrivate::abandonAcknowledged(const RequestPointer &request, const Error &error)
{
    forget(request->packetId);
    const QPointer<ClusterAdapter> guard(q);
    q->host()->answersIncomplete(request->packetId, error);
    if (guard)
        request->tellExpected(request->localClients + request->remoteAcknowledgements());
}

void ClusterAdapterPrivate::discardAcknowledged()
{
    const QList<quint64> packetIds = requestOfPacket.keys();
    for (const quint64 packetId : packetIds)
        forget(packetId);
}

void ClusterAdapterPrivate::forget(quint64 packetId)
{
    if (const RequestPointer request = requests.take(requestOfPacket.take(packetId))) {
        if (request->deadline)
            deadlines->stop(request->deadline.get());
    }
}

} // namespace QSocketIo
