// SPDX-License-Identifier: MIT
#include "clusteradapter.h"

#include "../../core/logging_p.h"
#include "clusteradapter_p.h"
#include "clustercodec_p.h"
#include "clusterparts_p.h"

#include <QtCore/QPointer>
#include <QtCore/QPromise>

namespace QSocketIo {

using std::chrono::milliseconds;

/*! Creates the adapter of \a host, which keeps to \a options, with \a parent. It is not ready until
    setReady() says so. */
ClusterAdapter::ClusterAdapter(AdapterHost *host, const ClusterOptions &options, QObject *parent)
    : InMemoryAdapter(host, parent)
    , d(std::make_unique<ClusterAdapterPrivate>(this, options))
{ }

// close() tells who waits for acknowledgements; of a namespace just being destroyed that is too late.
ClusterAdapter::~ClusterAdapter()
{
    d->isReady = false;
    d->isClosed = true;
    d->discardAcknowledged();
    d->finishAll(d->unreachable());
}

/*! Returns this adapter's name among those of the cluster, 16 hexadecimal digits. Each namespace of
    each server has its own. */
QString ClusterAdapter::uid() const
{
    return d->uid;
}

/*! Returns what the adapter keeps to. */
const ClusterOptions &ClusterAdapter::options() const
{
    return d->options;
}

/*! Returns whether the cluster can be reached. */
bool ClusterAdapter::isReady() const
{
    return d->isReady;
}

/*! Returns how many messages were not sent because the cluster was out of reach. */
quint64 ClusterAdapter::droppedPublishes() const
{
    return d->dropped;
}

/*! Returns how many messages came from the cluster and were thrown away because they broke its
    rules. */
quint64 ClusterAdapter::malformedMessages() const
{
    return d->malformed;
}

/*! Returns how many requests, of this server and of others, wait for answers. */
int ClusterAdapter::pendingRequests() const
{
    return d->pendingCount();
}

/*! \reimp
    Ends all requests with the error "the adapter has been closed". */
QFuture<void> ClusterAdapter::close()
{
    const QPointer<ClusterAdapter> guard(this);
    setReady(false);
    if (guard)
        d->isClosed = true;
    return QtFuture::makeReadyFuture();
}

/*! \reimp
    Returns how many servers form the cluster, this one included; an error where it cannot be
    reached. */
QFuture<Result<int>> ClusterAdapter::serverCount() const
{
    if (!d->isReady)
        return QtFuture::makeReadyFuture(Result<int>(d->unreachable()));
    return queryPeers().then([](const Result<Peers> &peers) -> Result<int> {
        if (!peers)
            return peers.error();
        return (peers->uids ? int(peers->uids->size()) : peers->count) + 1;
    });
}

// ---- to all ----------------------------------------------------------------------------------

/*! \reimp
    Delivers \a packet to the sockets that \a options select, first to those of this server. */
void ClusterAdapter::broadcast(const Packet &packet, const BroadcastOptions &options)
{
    const QPointer<ClusterAdapter> guard(this);
    InMemoryAdapter::broadcast(packet, options);
    if (!guard || options.isLocal)
        return;
    ClusterMessage message;
    message.type = ClusterMessage::Type::Broadcast;
    message.packet = packet;
    message.options = options;
    (void)d->transmit(std::move(message));
}

/*! \reimp
    Delivers \a packet as broadcast() does. \a expected is called when all servers have told
    how many of their clients will answer; \a answer gets each one's. */
void ClusterAdapter::broadcastWithAck(const Packet &packet, const BroadcastOptions &options,
                                      const std::function<void(int)> &expected,
                                      const std::function<void(const QCborValue &)> &answer)
{
    if (options.isLocal)
        return InMemoryAdapter::broadcastWithAck(packet, options, expected, answer);
    const auto request = std::make_shared<ClusterRequest>();
    request->type = ClusterMessage::Type::Broadcast;
    request->packetId = *packet.id;
    request->tellExpected = expected;
    request->tellAnswer = answer;
    const QPointer<ClusterAdapter> guard(this);
    InMemoryAdapter::broadcastWithAck(
        packet, options, [request](int count) { request->localClients = count; }, answer);
    if (guard)
        d->acknowledge(packet, options, request);
}

/*! \reimp
    Ends the waiting for the answers to the packet \a packetId, which was sent with \a options. */
void ClusterAdapter::cancelAnswers(quint64 packetId, const BroadcastOptions &options)
{
    d->forget(packetId);
    InMemoryAdapter::cancelAnswers(packetId, options);
}

/*! \reimp
    Puts the sockets that \a options select into \a rooms, first those of this server. */
void ClusterAdapter::addSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    const QPointer<ClusterAdapter> guard(this);
    InMemoryAdapter::addSockets(options, rooms);
    ClusterMessage message;
    message.type = ClusterMessage::Type::SocketsJoin;
    message.options = options;
    message.rooms = rooms;
    if (guard && !options.isLocal)
        send(message);
}

/*! \reimp
    Takes the sockets that \a options select out of \a rooms, first those of this server. */
void ClusterAdapter::delSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    const QPointer<ClusterAdapter> guard(this);
    InMemoryAdapter::delSockets(options, rooms);
    ClusterMessage message;
    message.type = ClusterMessage::Type::SocketsLeave;
    message.options = options;
    message.rooms = rooms;
    if (guard && !options.isLocal)
        send(message);
}

/*! \reimp
    Disconnects the sockets that \a options select as far as \a mode says, first those of this
    server. */
void ClusterAdapter::disconnectSockets(const BroadcastOptions &options, DisconnectMode mode)
{
    const QPointer<ClusterAdapter> guard(this);
    InMemoryAdapter::disconnectSockets(options, mode);
    ClusterMessage message;
    message.type = ClusterMessage::Type::DisconnectSockets;
    message.options = options;
    message.mode = mode;
    if (guard && !options.isLocal)
        send(message);
}

// ---- from all --------------------------------------------------------------------------------

// A list of values in an error's data.
static Error withData(const Error &error, const QCborValue &data)
{
    return Error(error.code(), error.message(), data);
}

// Its promise stays in the request's table until it is kept.
template<typename T>
static std::shared_ptr<QPromise<Result<T>>> startedPromise()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

template<typename T>
static void keepPromise(const std::shared_ptr<QPromise<Result<T>>> &promise,
                        const Result<T> &result)
{
    promise->addResult(result);
    promise->finish();
}

static QCborValue describedAsCbor(const QList<SocketDescription> &sockets)
{
    ClusterWriter writer(ClusterWriter::Format::Msgpack);
    ClusterParts::writeSockets(writer, sockets);
    return ClusterCodec::fromMsgpack(writer.takeBytes()).value_or(QCborArray());
}

/*! \reimp
    Returns descriptions of the connected sockets of all servers that \a options select. Where other
    servers do not answer in time, or cannot be reached, the error has the sockets found so far, those
    of this server included: partialSockets(). The timeout of \a options counts, else
    ClusterOptions::requestsTimeout. */
QFuture<Result<QList<SocketDescription>>>
ClusterAdapter::fetchSockets(const BroadcastOptions &options) const
{
    if (options.isLocal)
        return InMemoryAdapter::fetchSockets(options);
    using Sockets = QList<SocketDescription>;
    const Sockets local = InMemoryAdapter::fetchSockets(options).result().valueOr({});
    const auto promise = startedPromise<Sockets>();
    const QFuture<Result<Sockets>> future = promise->future();
    ClusterMessage message;
    message.type = ClusterMessage::Type::FetchSockets;
    message.options = options;
    d->ask(message, options.timeout.value_or(d->options.requestsTimeout), {},
           [promise, local](const ClusterRequest &request, const Error &error) {
               const Sockets all = local + request.sockets;
               keepPromise(promise,
                           error ? Result<Sockets>(withData(error, describedAsCbor(all)))
                                 : Result<Sockets>(all));
           });
    return future;
}

/*! Returns the sockets that had been found when fetchSockets() failed with \a error.

    \code
    io.sockets()->adapter()->fetchSockets({}).then(
        this, [](const QSocketIo::Result<QList<QSocketIo::SocketDescription>> &sockets) {
            qInfo() << (sockets ? *sockets
                                : QSocketIo::ClusterAdapter::partialSockets(sockets.error())).size();
        });
    \endcode */
QList<SocketDescription> ClusterAdapter::partialSockets(const Error &error)
{
    const QByteArray bytes = ClusterCodec::toMsgpack(error.data());
    MsgpackClusterDocument document(bytes);
    QList<SocketDescription> sockets;
    if (!ClusterParts::readSockets(document, document.root(), &sockets))
        sockets.clear();
    return sockets;
}

/*! \reimp
    Returns the ids of the connected sockets of all servers that \a options select. It fails as
    fetchSockets() does. */
QFuture<Result<QSet<QString>>> ClusterAdapter::allSockets(const BroadcastOptions &options) const
{
    return fetchSockets(options).then(
        [](const Result<QList<SocketDescription>> &sockets) -> Result<QSet<QString>> {
            if (!sockets)
                return sockets.error();
            QSet<QString> ids;
            for (const SocketDescription &socket : *sockets)
                ids.insert(socket.id);
            return ids;
        });
}

/*! Returns the names of the rooms of all servers. Only the peers of the classic Redis adapter can be
    asked that.

    \code
    auto *adapter = qobject_cast<QSocketIo::ClusterAdapter *>(chat->adapter());
    adapter->allRooms().then(this, [](const QSocketIo::Result<QSet<QString>> &rooms) {
        qInfo() << rooms.valueOr({});
    });
    \endcode */
QFuture<Result<QSet<QString>>> ClusterAdapter::allRooms() const
{
    const QStringList names = rooms();
    const QSet<QString> local(names.begin(), names.end());
    const auto promise = startedPromise<QSet<QString>>();
    const QFuture<Result<QSet<QString>>> future = promise->future();
    ClusterMessage message;
    message.type = ClusterMessage::Type::AllRooms;
    d->ask(message, d->options.requestsTimeout, {},
           [promise, local](const ClusterRequest &request, const Error &error) {
               const QSet<QString> all = local + request.names;
               const QCborArray partial = QCborArray::fromStringList(all.values());
               keepPromise(promise,
                           error ? Result<QSet<QString>>(withData(error, partial))
                                 : Result<QSet<QString>>(all));
           });
    return future;
}

/*! \reimp
    Emits \a event with \a arguments to the other servers. \a handler, unless null, gets one answer of
    each, the first argument; where some are missing after ClusterOptions::requestsTimeout, or the
    cluster cannot be reached, an error whose data() is the array of those that came. */
Error ClusterAdapter::serverSideEmit(const QString &event, const Payload &arguments,
                                     const BroadcastAckHandler &handler)
{
    ClusterMessage message;
    message.type = ClusterMessage::Type::ServerSideEmit;
    message.packet.event = event.toUtf8();
    message.packet.payload = arguments;
    if (!handler) {
        send(message);
        return {};
    }
    const auto isInCall = std::make_shared<bool>(true);
    const auto report
        = [this, handler, isInCall](const ClusterRequest &request, const Error &error) {
              QCborArray partial;
              for (const QCborValue &answer : request.answers)
                  partial.append(answer);
              using Answers = Result<QList<QCborValue>>;
              const Answers answers
                  = error ? Answers(withData(error, partial)) : Answers(request.answers);
              if (!*isInCall)
                  handler(answers);
              else // never from inside the call
                  QMetaObject::invokeMethod(
                      this, [handler, answers] { handler(answers); }, Qt::QueuedConnection);
          };
    d->ask(message, d->options.requestsTimeout, {}, report);
    *isInCall = false;
    return {};
}

// ---- for subclasses --------------------------------------------------------------------------

/*! Lets \a clock tell the time instead of the system; processDeadlines() has to be called then.

    \code
    auto *adapter = qobject_cast<QSocketIo::ClusterAdapter *>(chat->adapter());
    static std::chrono::milliseconds now{};
    adapter->setClock([] { return now; });
    now += 5s;
    adapter->processDeadlines();
    \endcode */
void ClusterAdapter::setClock(const Clock &clock)
{
    d->deadlines = std::make_unique<DeadlineQueue>(nullptr, clock);
}

/*! Ends what has waited too long by the clock of setClock(). */
void ClusterAdapter::processDeadlines()
{
    d->deadlines->processDue();
}

/*! \fn bool ClusterAdapter::publish(const ClusterMessage &message)
    Sends \a message, whose uid and nsp are set, to all servers of the cluster. Returns false where
    that is not possible. What it calls must not come back from inside. */

/*! Called with each \a message that cannot be published since isReady() is false. Returns true where the
    subclass publishes it later, in order; should that fail, it calls messagesDropped(). This
    implementation returns false: the message is lost, and counted. */
bool ClusterAdapter::keep(const ClusterMessage &message)
{
    Q_UNUSED(message)
    return false;
}

/*! Sends \a message to the server whose adapter is called \a requesterUid. This implementation
    publishes it. Returns false where that is not possible. */
bool ClusterAdapter::respond(const QString &requesterUid, const ClusterMessage &message)
{
    Q_UNUSED(requesterUid)
    return publish(message);
}

/*! \fn QFuture<QSocketIo::Result<QSocketIo::ClusterAdapter::Peers>> ClusterAdapter::queryPeers() const
    Returns the servers besides this one. */

/*! Returns the message of the error by which a request of the kind \a type fails after its time,
    when \a received of \a expected servers have answered. */
QString ClusterAdapter::timeoutText(ClusterMessage::Type type, int received, int expected) const
{
    Q_UNUSED(type)
    return QStringLiteral("timeout reached: only %1 responses received out of %2")
        .arg(received)
        .arg(expected);
}

/*! Called with each \a message of another adapter, before anything is done. This implementation does
    nothing. */
void ClusterAdapter::messageReceived(const ClusterMessage &message)
{
    Q_UNUSED(message)
}

/*! Called when a message has been handed to publish(). This implementation does nothing. */
void ClusterAdapter::messagePublished() { }

/*! Called by setReady() when isReady() has become \a ready. This implementation does nothing. */
void ClusterAdapter::readyChanged(bool ready)
{
    Q_UNUSED(ready)
}

/*! Takes \a message, which came from the cluster. This adapter's own, those of other namespaces and
    those of unknown types are left alone. It may destroy the adapter. */
void ClusterAdapter::receive(const ClusterMessage &message)
{
    if (d->isClosed || message.uid == d->uid || message.nsp != host()->namespaceName())
        return;
    const QPointer<ClusterAdapter> guard(this);
    messageReceived(message);
    if (guard)
        d->handle(message);
}

/*! Counts a message that broke the rules of the cluster in the way that \a reason tells. Nothing else
    happens, but clusterError() and once in a while a warning. */
void ClusterAdapter::receiveMalformed(const QString &reason)
{
    constexpr qint64 between = 10'000;
    ++d->malformed;
    if (d->nextWarning.hasExpired()) {
        d->nextWarning.setRemainingTime(between);
        qCWarning(lcAdapter, "%s: message %llu from the cluster is malformed: %s",
                  qUtf8Printable(host()->namespaceName()), d->malformed, qUtf8Printable(reason));
    }
    reportError(Error(Error::Code::InvalidPacket, reason));
}

/*! Returns whether a request with the id \a requestId waits for answers. Where every server hears all
    answers, those to others need not be decoded: handed to receive(), they have no effect. */
bool ClusterAdapter::awaitsAnswer(const QString &requestId) const
{
    return d->requests.contains(requestId);
}

/*! Returns whether a message of \a bytes is not too long, by ClusterOptions::maxMessageBytes. One that
    is counts as malformed. To be asked before anything is decoded. */
bool ClusterAdapter::acceptsSize(qint64 bytes)
{
    if (bytes <= d->options.maxMessageBytes)
        return true;
    receiveMalformed(QStringLiteral("the message is longer than maxMessageBytes"));
    return false;
}

/*! Says whether messages can be sent: \a ready. Requests that wait when they no longer can end with
    the error "the connection to the cluster was lost". */
void ClusterAdapter::setReady(bool ready)
{
    if (d->isReady == ready || d->isClosed)
        return;
    d->isReady = ready;
    const QPointer<ClusterAdapter> guard(this);
    if (!ready) {
        d->finishAll(
            Error(Error::Code::Adapter, QStringLiteral("the connection to the cluster was lost")));
    }
    if (guard)
        readyChanged(ready);
    if (guard)
        Q_EMIT clusterStateChanged(ready);
}

/*! Emits clusterError() with \a error. */
void ClusterAdapter::reportError(const Error &error)
{
    Q_EMIT clusterError(error);
}

/*! Publishes \a message, with this adapter's uid and nsp. Where that is not possible it is counted,
    clusterError() is emitted, and false returned. */
bool ClusterAdapter::send(const ClusterMessage &message)
{
    const QPointer<ClusterAdapter> guard(this);
    if (d->transmit(message))
        return true;
    if (guard)
        reportError(d->unreachable());
    return false;
}

/*! Adds the \a count of messages that keep() has accepted and that are lost all the same to
    droppedPublishes(). The \a reason, unless it is null, is told by clusterError() in the next turn of
    the event loop. */
void ClusterAdapter::messagesDropped(int count, const QString &reason)
{
    d->dropped += quint64(count);
    if (reason.isNull())
        return;
    QMetaObject::invokeMethod(
        this, [this, reason] { reportError(Error(Error::Code::Adapter, reason)); },
        Qt::QueuedConnection);
}

/*! The server of the adapter \a uid has gone: no request waits for it any longer. */
void ClusterAdapter::peerRemoved(const QString &uid)
{
    d->removePeer(uid);
}

/*! \fn void ClusterAdapter::clusterStateChanged(bool ready)
    isReady() has become \a ready. */

/*! \fn void ClusterAdapter::clusterError(const QSocketIo::Error &error)
    A message could not be sent or was malformed, as \a error tells. */

} // namespace QSocketIo
