// SPDX-License-Identifier: MIT
#include "postgresadapter.h"

#include "../../core/logging_p.h"
#include "../cluster/clustercodec_p.h"
#include "../cluster/outbox_p.h"
#include "postgresheader_p.h"
#include "postgreshubs_p.h"
#include "postgrespublisher_p.h"

#include <QtCore/QFuture>
#include <QtCore/QPointer>
#include <QtCore/QPromise>
#include <QtCore/QSet>

#include <deque>

namespace QSocketIo {

namespace {
// Behind attachments that are being fetched. Beyond that, messages overtake them.
constexpr std::size_t maxHeldMessages = 1000;
} // namespace

class PostgresAdapterPrivate
{
public:
    using Rows = PostgresConnection::Rows;
    struct Incoming
    {
        std::optional<Result<ClusterMessage>> message = {}; // unset: being fetched
    };

    PostgresAdapterPrivate(PostgresAdapter *adapter,
                           const std::shared_ptr<PostgresHub> &postgresHub,
                           const PostgresAdapterOptions &adapterOptions);

    void listen();
    void updateReady();
    void received(const QByteArray &payload);
    void fetch(const QByteArray &attachmentId);
    [[nodiscard]] Result<ClusterMessage> attachmentOf(const QByteArray &attachmentId,
                                                      const Rows &rows) const;
    void deliverHeld();
    void take(const Result<ClusterMessage> &message);
    bool publish(const ClusterMessage &message);
    bool keep(const ClusterMessage &message);
    bool sendKept(const PostgresPublisher::Statement &statement, const Outbox::Done &done);
    void readyChanged(bool ready);
    void heardOf(const QString &uid);

    PostgresAdapter *const q;
    const PostgresAdapterOptions options;
    const QString nsp;
    const QByteArray ownEnding; // of notifications of this adapter
    // Destroyed last: what it hands out refers to it.
    const std::shared_ptr<PostgresHub> hub;
    std::unique_ptr<PostgresPublisher> publisher;
    std::unique_ptr<PostgresSubscription> subscription;
    std::unique_ptr<Outbox> outbox; // null: there is none
    QSet<QString> missing; // servers that may not listen again yet, while the outbox waits for them
    std::deque<std::shared_ptr<Incoming>> held; // the first one is being fetched
    // Destroyed first: the hub answers what it still owes when it goes.
    const std::shared_ptr<bool> isAlive = std::make_shared<bool>(true);
};

PostgresAdapterPrivate::PostgresAdapterPrivate(PostgresAdapter *adapter,
                                               const std::shared_ptr<PostgresHub> &postgresHub,
                                               const PostgresAdapterOptions &adapterOptions)
    : q(adapter)
    , options(adapterOptions)
    , nsp(adapter->host()->namespaceName())
    , ownEnding(",\"uid\":\"" + adapter->uid().toLatin1() + "\",\"nsp\":\"" + nsp.toUtf8() + "\"}")
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
    const Result<ClusterMessage> message = ClusterCodec::decode(payload, nsp);
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
    return ClusterCodec::decode(rows.at(0).at(1), nsp);
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

/*!
    \class QSocketIo::PostgresAdapter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PostgresAdapter
    \brief A cluster of servers on the notifications of a PostgreSQL.

    Servers with the same database and the same PostgresAdapterOptions form one cluster: what one of
    them broadcasts reaches the clients of all. They may be servers on Node.js with
    \c{@socket.io/postgres-adapter}, and its emitter can send to them.

    \code
    QSocketIo::PostgresOptions postgres;
    postgres.host = QStringLiteral("db.example.org");
    QSocketIo::Server io({.adapter = QSocketIo::PostgresAdapter::factory(postgres)});
    \endcode

    Messages of 8000 bytes and more, and those with bytes in them, go through a table that has to be
    there:

    \badcode
    CREATE TABLE socket_io_attachments (
        id          bigserial UNIQUE,
        created_at  timestamptz DEFAULT NOW(),
        payload     bytea
    );
    \endcode

    How a cluster behaves when PostgreSQL is out of reach is told by ClusterAdapter. What others
    broadcast meanwhile is lost here.

    It is part of the component Postgres: \c{find_package(QSocketIo COMPONENTS Postgres)}.

    \section1 Limits
    The name of a namespace has at most 63 bytes, less the prefix and one: PostgreSQL has no longer
    channels. One that is longer stays outside of the cluster, and clusterError() tells. A server that
    takes longer than PostgresAdapterOptions::cleanupInterval to come to a message loses its
    attachment. Bytes in Socket::data() arrive as \c{{"type":"Buffer","data":[…]}} where the answer is
    short. What fetchSockets() is told, with the handshakes in it, rests in the table until the next
    clean-up where it is long.

    \section1 Thread affinity
    Lives in the thread of its Server.

    \sa PostgresOptions, PostgresAdapterOptions, ServerOptions::adapter
*/

/*!
    Returns what makes the adapters of a server, for ServerOptions::adapter or Server::setAdapter().
    The namespaces of the server share two connections to \a postgres; \a options are the same on all
    servers of the cluster.

    The server does not wait for PostgreSQL: isReady() and clusterStateChanged() tell when it is
    there.

    \code
    io.setAdapter(
        QSocketIo::PostgresAdapter::factory({}, {.channelPrefix = QStringLiteral("chat")}));
    \endcode
*/
AdapterFactory PostgresAdapter::factory(const PostgresOptions &postgres,
                                        const PostgresAdapterOptions &options)
{
    const auto hubs = std::make_shared<PostgresHubs>(postgres);
    return [hubs, options](AdapterHost *host) -> std::unique_ptr<Adapter> {
        const QString nsp = host->namespaceName();
        std::shared_ptr<PostgresHub> hub;
        if (!PostgresPublisher::check(options, nsp))
            hub = hubs->hubFor(PostgresPublisher::channelOf(options.channelPrefix, nsp));
        return std::unique_ptr<Adapter>(new PostgresAdapter(host, hub, options));
    };
}

PostgresAdapter::PostgresAdapter(AdapterHost *host, const std::shared_ptr<PostgresHub> &hub,
                                 const PostgresAdapterOptions &options)
    : HeartbeatClusterAdapter(host, options.cluster)
    , d(std::make_unique<PostgresAdapterPrivate>(this, hub, options))
{
    if (d->hub) {
        d->listen();
        return;
    }
    const Error error = PostgresPublisher::check(options, d->nsp);
    // Clients may choose the names of namespaces, and fill the log by that.
    if (error.code() == Error::Code::InvalidArgument)
        qCWarning(lcAdapter, "%s", qUtf8Printable(error.message()));
    // Nobody can listen before this returns.
    QMetaObject::invokeMethod(
        this, [this, error] { reportError(error); }, Qt::QueuedConnection);
}

PostgresAdapter::~PostgresAdapter() = default;

/*! \reimp
    Tells the other servers, and listens no longer. The future is finished when PostgreSQL has got all
    that was published, or is out of reach. */
QFuture<void> PostgresAdapter::close()
{
    const QPointer<PostgresAdapter> guard(this);
    d->subscription.reset();
    if (d->outbox && isReady())
        d->outbox->setState(Outbox::State::Open);
    if (guard && d->outbox)
        d->outbox->clear();
    if (!guard)
        return QtFuture::makeReadyFuture();
    const QFuture<void> closed = HeartbeatClusterAdapter::close();
    if (!guard || !d->hub || !d->hub->statements()->isReady())
        return closed;
    const auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    const QFuture<void> future = promise->future();
    d->hub->statements()->execute(
        "SELECT 1", {}, [promise](const Result<PostgresConnection::Rows> &) { promise->finish(); });
    return future;
}

/*! \reimp
    Notifies the channel of the namespace of \a message, with an attachment where it needs one. */
bool PostgresAdapter::publish(const ClusterMessage &message)
{
    return d->publish(message);
}

/*! \reimp
    Puts \a message into the outbox, where there is one and it is for later. */
bool PostgresAdapter::keep(const ClusterMessage &message)
{
    return d->keep(message);
}

/*! \reimp
    What the outbox holds goes out when \a ready, and the other servers are there again. */
void PostgresAdapter::readyChanged(bool ready)
{
    if (d->outbox)
        d->readyChanged(ready);
    else
        HeartbeatClusterAdapter::readyChanged(ready);
}

/*! \reimp
    The outbox no longer waits for who has sent \a message. */
void PostgresAdapter::messageReceived(const ClusterMessage &message)
{
    const QPointer<PostgresAdapter> guard(d->missing.isEmpty() ? nullptr : this);
    HeartbeatClusterAdapter::messageReceived(message);
    if (guard)
        d->heardOf(message.uid);
}

/*!
    \class QSocketIo::PostgresAdapterOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PostgresAdapterOptions
    \brief What the servers of a cluster on PostgresAdapter agree on.

    \code
    QSocketIo::PostgresAdapterOptions options;
    options.channelPrefix = QStringLiteral("chat");
    options.tableName = QStringLiteral("chat_attachments");
    options.payloadThreshold = 4000;
    options.cleanupInterval = std::chrono::minutes(1);
    options.outbox = QSocketIo::OutboxOptions();
    options.cluster.heartbeatTimeout = std::chrono::seconds(20);
    \endcode

    \section1 Thread affinity
    PostgresAdapterOptions is a value and reentrant.
*/

/*! \variable QSocketIo::PostgresAdapterOptions::channelPrefix
    What the names of all channels begin with. "socket.io" by default. */

/*! \variable QSocketIo::PostgresAdapterOptions::tableName
    The table of attachments. "socket_io_attachments" by default. Letters, digits, underscores and
    dots, as it stands in a statement; with another name no namespace joins the cluster. */

/*! \variable QSocketIo::PostgresAdapterOptions::payloadThreshold
    Messages of more bytes become attachments. 8000 by default, which stands for 7999: PostgreSQL
    takes no more. Servers may differ in that. */

/*! \variable QSocketIo::PostgresAdapterOptions::cleanupInterval
    How often attachments that are older than that are deleted. 30 seconds by default; zero: not by
    this server. All servers do it for all: the shortest counts. */

/*! \variable QSocketIo::PostgresAdapterOptions::outbox
    What is kept while PostgreSQL is out of reach, for each namespace. Unset by default: nothing. */

/*! \variable QSocketIo::PostgresAdapterOptions::cluster
    Timeouts and limits. */

} // namespace QSocketIo
