// SPDX-License-Identifier: MIT
#include "../cluster/clustercodec_p.h"
#include "redissessioncodec_p.h"
#include "redisstreamoffset_p.h"
#include "redisstreamsadapter_p.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QPointer>
#include <QtCore/QScopedValueRollback>
#include <QtCore/QTimer>

#include <algorithm>
#include <limits>

namespace QSocketIo {

using std::chrono::milliseconds;

namespace {
constexpr milliseconds longestSaving(2000); // of sessions, when the server ends

// As JavaScript has it, where the remainder of a negative number is negative: all servers must come
// to the same stream.
QString streamFor(const RedisStreamsOptions &options, const QString &nsp)
{
    if (options.streamCount <= 1)
        return options.streamName;
    quint32 hash = 0;
    for (const QChar unit : nsp)
        hash = hash * 31 + unit.unicode();
    const int index = qint32(hash) % options.streamCount;
    return QStringLiteral("%1-%2").arg(options.streamName).arg(index);
}
} // namespace

RedisStreamsAdapterPrivate::RedisStreamsAdapterPrivate(
    RedisStreamsAdapter *adapter, const std::shared_ptr<RedisHub> &redisHub,
    const std::shared_ptr<RedisStreamReader> &streamReader,
    const RedisStreamsOptions &adapterOptions)
    : q(adapter)
    , options(adapterOptions)
    , uid(adapter->uid().toLatin1())
    , nsp(adapter->host()->namespaceName().toUtf8())
    , general(generalChannel(options, adapter->host()->namespaceName()))
    , hub(redisHub)
    , reader(streamReader)
{
    if (options.outbox) {
        outbox
            = std::make_unique<Outbox>(*options.outbox, [this](int count, const QString &reason) {
                  q->messagesDropped(count, reason);
              });
    }
}

RedisStreamsAdapterPrivate::~RedisStreamsAdapterPrivate()
{
    if (subscription)
        reader->detach(nsp);
}

QByteArray RedisStreamsAdapterPrivate::generalChannel(const RedisStreamsOptions &options,
                                                      const QString &nsp)
{
    return options.channelPrefix.toUtf8() + '#' + nsp.toUtf8() + '#';
}

RedisStreamReader::Settings
RedisStreamsAdapterPrivate::readerFor(const RedisStreamsOptions &options, const QString &nsp)
{
    const int readCount = std::max(1, options.readCount);
    const qint64 kept = options.maxLen > 0 ? options.maxLen : readCount;
    return {.stream = streamFor(options, nsp).toUtf8(),
            .readCount = readCount,
            .longBatch = int(std::min<qint64>(readCount, kept)),
            .blockTime = std::max(milliseconds(1), options.blockTime), // 0 would be for ever
            .maxMessageBytes = options.cluster.maxMessageBytes};
}

void RedisStreamsAdapterPrivate::begin()
{
    subscription = hub->subscribe(kindFor(options), {general, channelOf(q->uid())});
    QObject::connect(subscription.get(), &RedisSubscription::received, q,
                     [this](const QByteArray &, const QByteArray &bytes) {
                         const Result<ClusterMessage> message = ClusterCodec::decode(bytes);
                         if (message)
                             q->receive(*message);
                         else
                             q->receiveMalformed(message.error().message());
                     });
    QObject::connect(subscription.get(), &RedisSubscription::confirmedChanged, q,
                     [this] { updateReady(); });
    QObject::connect(hub.get(), &RedisHub::commandsChanged, q, [this] { updateReady(); });
    QObject::connect(hub.get(), &RedisHub::errorOccurred, q, &ClusterAdapter::clusterError);
    reader->attach(nsp, this);
    QObject::connect(reader.get(), &RedisStreamReader::begun, q, [this] { updateReady(); });
    QObject::connect(reader.get(), &RedisStreamReader::messagesLost, q,
                     &RedisStreamsAdapter::messagesLost);
    QObject::connect(reader.get(), &RedisStreamReader::errorOccurred, q,
                     &ClusterAdapter::clusterError);
    updateReady();
}

// A reader that is away for a moment misses nothing.
void RedisStreamsAdapterPrivate::updateReady()
{
    const bool ready = hub->commands()->isReady() && subscription && subscription->isConfirmed()
        && reader->hasBegun();
    const QPointer<RedisStreamsAdapter> guard(q);
    if (!ready)
        deliverAll();
    if (guard)
        q->setReady(ready);
}

// Who was cut off by that shall find its session elsewhere.
QFuture<void> RedisStreamsAdapterPrivate::close()
{
    if (subscription)
        reader->detach(nsp);
    subscription.reset();
    const QPointer<RedisStreamsAdapter> guard(q);
    deliverAll();
    if (guard && outbox)
        outbox->clear();
    if (!guard || unsaved == 0)
        return QtFuture::makeReadyFuture();
    closing = std::make_unique<QPromise<void>>();
    closing->start();
    QTimer::singleShot(longestSaving, q, [this] {
        unsaved = 0;
        saved();
    });
    return closing->future();
}

// ---- out -------------------------------------------------------------------------------------

void RedisStreamsAdapterPrivate::sendAndAwait(const ClusterMessage &message)
{
    const QPointer<RedisStreamsAdapter> guard(q);
    const bool isBehindOthers = outbox && outbox->isWaiting(); // and will come back as they do
    bool isSent = false;
    if (!isBehindOthers) {
        const QScopedValueRollback<bool> awaiting(isAwaiting, true);
        isSent = q->send(message);
        if (!guard)
            return;
    }
    if (isSent)
        return;
    deliverAll();
    if (guard)
        apply(message);
    if (guard && isBehindOthers)
        q->send(message);
}

void RedisStreamsAdapterPrivate::persist(const RecoverableSession &session, milliseconds time)
{
    const QByteArray key = options.sessionKeyPrefix.toUtf8() + session.pid.toUtf8();
    const QByteArray text = RedisSessionCodec::encode(session, q->host()->namespaceName());
    ++unsaved;
    hub->commands()->send({"SET", key, text, "PX", QByteArray::number(qint64(time.count()))},
                          [this, guard = QPointer<RedisStreamsAdapter>(q)](const auto &reply) {
                              if (!guard)
                                  return;
                              --unsaved;
                              saved();
                              if (!reply || !reply->isError())
                                  return;
                              q->reportError(Error(Error::Code::Adapter,
                                                   QStringLiteral("Redis refuses a session: %1")
                                                       .arg(QString::fromUtf8(reply->bytes))));
                          });
}

void RedisStreamsAdapterPrivate::saved()
{
    if (unsaved > 0)
        return;
    if (const auto promise = std::exchange(closing, nullptr))
        promise->finish();
}

// ---- in --------------------------------------------------------------------------------------

void RedisStreamsAdapterPrivate::entryRead(const RedisStreamEntry &entry)
{
    if (entry.uid == uid)
        return ownRead(entry);
    const Result<ClusterMessage> read = entry.message();
    if (!read)
        return q->receiveMalformed(read.error().message());
    if (!recovers() || !hasStreamOffset(*read))
        return q->receive(*read);
    ClusterMessage message = *read;
    message.packet = withStreamOffset(message.packet, entry.id);
    q->receive(message);
}

// Known by what it says: of two that say the same any will do. What was sent before it and has not
// come is not in the stream.
void RedisStreamsAdapterPrivate::ownRead(const RedisStreamEntry &entry)
{
    constexpr std::ptrdiff_t mostFailed = 1000; // one after the other
    const auto end = awaited.begin() + std::min(std::ptrdiff_t(awaited.size()), mostFailed);
    const auto found = std::find_if(awaited.begin(), end, [&entry](const Awaited &own) {
        return own.data == entry.data && own.type == entry.type;
    });
    if (found == end)
        return; // delivered long ago
    const quint64 number = found->number;
    const QPointer<RedisStreamsAdapter> guard(q);
    while (guard && !awaited.empty() && awaited.front().number < number)
        deliverFirst();
    if (guard && !awaited.empty() && awaited.front().number == number)
        deliverFirst(entry.id);
    if (guard)
        deliverFailed();
}

// ---- what waits to come back -----------------------------------------------------------------

void RedisStreamsAdapterPrivate::await(quint64 number, const QByteArrayList &fields,
                                       const ClusterMessage &message)
{
    constexpr qsizetype typeIndex = 5; // uid, nsp and type come first
    constexpr qsizetype dataIndex = 7;
    if (awaited.size() >= std::size_t(hub->options().maxPendingCommands))
        deliverFirst();
    awaited.push_back({number, fields.value(typeIndex), fields.value(dataIndex), message,
                       QDeadlineTimer::current().deadline()});
    if (!lateTimer.isActive())
        startLateTimer();
}

RedisStreamsAdapterPrivate::Awaited *RedisStreamsAdapterPrivate::find(quint64 number)
{
    const auto found
        = std::lower_bound(awaited.begin(), awaited.end(), number,
                           [](const Awaited &own, quint64 wanted) { return own.number < wanted; });
    return found != awaited.end() && found->number == number ? &*found : nullptr;
}

void RedisStreamsAdapterPrivate::added(quint64 number)
{
    lastAdded = QDeadlineTimer::current().deadline();
    if (Awaited *const own = find(number))
        own->isAdded = true;
}

void RedisStreamsAdapterPrivate::notAdded(quint64 number)
{
    Awaited *const own = find(number);
    if (!own)
        return;
    own->isFailed = true;
    deliverFailed();
}

// Where many are on their way, each one's turn may come late: what counts is whether they move.
qint64 RedisStreamsAdapterPrivate::lateAt(const Awaited &own) const
{
    const qint64 lastMove = own.isAdded ? reader->lastRead() : lastAdded;
    return std::max(own.sentAt, lastMove) + std::max<qint64>(1, options.echoTimeout.count());
}

void RedisStreamsAdapterPrivate::startLateTimer()
{
    const qint64 left = lateAt(awaited.front()) - QDeadlineTimer::current().deadline();
    lateTimer.start(int(std::clamp<qint64>(left, 1, std::numeric_limits<int>::max())), q);
}

void RedisStreamsAdapterPrivate::deliverFirst(const std::optional<RedisStreamId> &offset)
{
    ClusterMessage message = std::move(awaited.front().message);
    awaited.pop_front();
    if (awaited.empty())
        lateTimer.stop();
    if (offset && hasStreamOffset(message))
        message.packet = withStreamOffset(message.packet, *offset);
    apply(message);
}

void RedisStreamsAdapterPrivate::deliverFailed()
{
    const QPointer<RedisStreamsAdapter> guard(q);
    while (guard && !awaited.empty() && awaited.front().isFailed)
        deliverFirst();
}

void RedisStreamsAdapterPrivate::deliverAll()
{
    const QPointer<RedisStreamsAdapter> guard(q);
    while (guard && !awaited.empty())
        deliverFirst();
}

void RedisStreamsAdapterPrivate::deliverLate()
{
    lateTimer.stop();
    const qint64 now = QDeadlineTimer::current().deadline();
    const QPointer<RedisStreamsAdapter> guard(q);
    while (guard && !awaited.empty() && lateAt(awaited.front()) <= now)
        deliverFirst();
    if (guard && !awaited.empty())
        startLateTimer();
}

void RedisStreamsAdapterPrivate::apply(const ClusterMessage &message)
{
    switch (message.type) {
    case ClusterMessage::Type::Broadcast:
        return q->InMemoryAdapter::broadcast(message.packet, message.options);
    case ClusterMessage::Type::SocketsJoin:
        return q->InMemoryAdapter::addSockets(message.options, message.rooms);
    case ClusterMessage::Type::SocketsLeave:
        return q->InMemoryAdapter::delSockets(message.options, message.rooms);
    case ClusterMessage::Type::DisconnectSockets:
        return q->InMemoryAdapter::disconnectSockets(message.options, message.mode);
    default:
        return;
    }
}

} // namespace QSocketIo
