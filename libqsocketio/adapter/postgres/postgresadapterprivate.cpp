// SPDX-License-Identifier: MIT
#include "postgresadapter_p.h"
#include "postgresheader_p.h"

#include <QtCore/QPointer>

namespace QSocketIo {

namespace {
// Behind attachments that are being fetched. Beyond that, messages overtake them.
constexpr std::size_t maxHeldMessages = 1000;
} // namespace

PostgresAdapterPrivate::PostgresAdapterPrivate(PostgresAdapter *adapter,
                                               const std::shared_ptr<PostgresHub> &postgresHub,
                                               const PostgresAdapterOptions &adapterOptions)
    : q(adapter)
    , options(adapterOptions)
    , nsp(adapter->host()->namespaceName())
    , ownEnding(ClusterCodec::ending(adapter->uid(), nsp, ClusterCodec::Format::Json))
    , hub(postgresHub)
{
    if (hub && options.outbox) {
        outbox
            = std::make_unique<Outbox>(*options.outbox, [this](int count, const QString &reason) {
                  q->messagesDropped(count, reason);
              });
    }
}

void PostgresAdapterPrivate::listen()
{
    publisher = std::make_unique<PostgresPublisher>(
        hub->statements(), options, [this](const Error &error) { q->reportError(error); });
    hub->keepClean(options.tableName.toUtf8(), options.cleanupInterval);
    subscription = hub->subscribe(PostgresPublisher::channelOf(options.channelPrefix, nsp));
    if (!subscription)
        return;
    QObject::connect(subscription.get(), &PostgresSubscription::received, q,
                     [this](const QByteArray &payload) { received(payload); });
    QObject::connect(subscription.get(), &PostgresSubscription::confirmedChanged, q,
                     [this] { updateReady(); });
    QObject::connect(hub.get(), &PostgresHub::statementsChanged, q, [this] { updateReady(); });
    QObject::connect(hub.get(), &PostgresHub::errorOccurred, q, &ClusterAdapter::clusterError);
    updateReady();
}

// Only with both connections: the others answer the first heartbeat at once.
void PostgresAdapterPrivate::updateReady()
{
    q->setReady(hub->statements()->isReady() && subscription && subscription->isConfirmed());
}

// Everybody hears every answer.
AwaitedAnswers PostgresAdapterPrivate::awaited() const
{
    return [this](const QString &requestId) { return q->awaitsAnswer(requestId); };
}

void PostgresAdapterPrivate::received(const QByteArray &payload)
{
    if (payload.endsWith(ownEnding))
        return;
    if (const std::optional<PostgresHeader> header = PostgresHeader::of(payload)) {
        const bool isOurs = header->uid == q->uid();
        if (!isOurs && (header->nsp.isNull() || header->nsp == nsp))
            fetch(header->attachmentId);
        return;
    }
    const Result<ClusterMessage> message = ClusterCodec::decode(payload, nsp, awaited());
    if (held.empty() || held.size() >= maxHeldMessages)
        return take(message);
    held.push_back(std::make_shared<Incoming>(Incoming{message}));
}

// What comes meanwhile waits for it.
void PostgresAdapterPrivate::fetch(const QByteArray &attachmentId)
{
    const auto incoming = std::make_shared<Incoming>();
    held.push_back(incoming);
    const auto answered
        = [this, guard = std::weak_ptr(isAlive), incoming, attachmentId](const Result<Rows> &rows) {
              if (guard.expired())
                  return;
              incoming->message = rows ? attachmentOf(attachmentId, *rows) : rows.error();
              deliverHeld();
          };
    hub->statements()->execute(
        "SELECT octet_length(payload)::text, CASE WHEN octet_length(payload) <= $2::text::bigint"
        " THEN payload END FROM "
            + options.tableName.toUtf8() + " WHERE id = $1::text::bigint",
        {attachmentId, QByteArray::number(options.cluster.maxMessageBytes)}, answered);
}

Result<ClusterMessage> PostgresAdapterPrivate::attachmentOf(const QByteArray &attachmentId,
                                                            const Rows &rows) const
{
    const auto malformed = [&attachmentId](const char *what) {
        return Error(Error::Code::InvalidPacket,
                     QStringLiteral("the attachment %1 %2")
                         .arg(QString::fromLatin1(attachmentId), QLatin1StringView(what)));
    };
    if (rows.isEmpty())
        return malformed("is not there, or not any more");
    if (rows.at(0).at(0).toLongLong() > options.cluster.maxMessageBytes)
        return malformed("is longer than maxMessageBytes");
    return ClusterCodec::decode(rows.at(0).at(1), nsp, awaited());
}

void PostgresAdapterPrivate::deliverHeld()
{
    const QPointer<PostgresAdapter> guard(q);
    while (guard && !held.empty() && held.front()->message) {
        const std::shared_ptr<Incoming> incoming = held.front();
        held.pop_front();
        take(*incoming->message);
    }
}

// May destroy the adapter.
void PostgresAdapterPrivate::take(const Result<ClusterMessage> &message)
{
    if (message)
        q->receive(*message);
    else if (message.error().code() == Error::Code::InvalidPacket)
        q->receiveMalformed(message.error().message());
    else
        q->reportError(message.error()); // it could not be fetched
}

// ---- out -------------------------------------------------------------------------------------

// Heartbeats, and what answers others, go their own way. What needs an answer lets the outbox wait no
// longer: nothing newer overtakes what is in there.
bool PostgresAdapterPrivate::publish(const ClusterMessage &message)
{
    using Type = ClusterMessage::Type;
    if (!outbox || !outbox->isWaiting() || message.isResponse() || message.type == Type::Heartbeat
        || message.type == Type::InitialHeartbeat)
        return publisher && publisher->publish(message);
    if (Outbox::isForLater(message))
        return keep(message);
    if (message.options.isVolatile)
        return false;
    outbox->setState(Outbox::State::Open);
    return publisher->publish(message);
}

bool PostgresAdapterPrivate::keep(const ClusterMessage &message)
{
    if (!outbox || !Outbox::isForLater(message))
        return false;
    const PostgresPublisher::Statement statement = publisher->statementFor(message);
    qint64 bytes = 0;
    for (const QByteArray &parameter : statement.parameters)
        bytes += parameter.size();
    return outbox->keep(
        bytes, [this, statement](const Outbox::Done &done) { return sendKept(statement, done); });
}

bool PostgresAdapterPrivate::sendKept(const PostgresPublisher::Statement &statement,
                                      const Outbox::Done &done)
{
    return publisher->send(statement, [done](const Error &error) {
        // Who is just being shut down refuses nothing.
        const QString state = error.data().toString();
        const bool isEnding = state.startsWith(QLatin1StringView("57P"));
        done(!error                                                  ? Outbox::Answer::Taken
                 : error.code() == Error::Code::Adapter && !isEnding ? Outbox::Answer::Refused
                                                                     : Outbox::Answer::Lost);
    });
}

// Whoever does not listen yet would miss it: those that were there before say that they are again.
void PostgresAdapterPrivate::readyChanged(bool ready)
{
    const QPointer<PostgresAdapter> guard(q);
    missing.clear();
    if (ready) {
        const QStringList known = q->peers();
        missing = QSet<QString>(known.begin(), known.end());
    }
    q->HeartbeatClusterAdapter::readyChanged(ready);
    if (!guard || !outbox || ready != q->isReady())
        return;
    outbox->setState(!ready                                          ? Outbox::State::Away
                         : missing.isEmpty() || !outbox->isWaiting() ? Outbox::State::Open
                                                                     : Outbox::State::Holding);
}

void PostgresAdapterPrivate::heardOf(const QString &uid)
{
    if (missing.remove(uid) && missing.isEmpty() && outbox->state() == Outbox::State::Holding)
        outbox->setState(Outbox::State::Open);
}

} // namespace QSocketIo
