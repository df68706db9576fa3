// SPDX-License-Identifier: MIT
#include "postgresadapter.h"

#include "../../core/logging_p.h"
#include "postgresadapter_p.h"

#include <QtCore/QFuture>
#include <QtCore/QPointer>
#include <QtCore/QPromise>

namespace QSocketIo {

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

    A notification must be shorter than 8000 bytes. Longer messages, and those with bytes in them, go
    through a table that has to be there:

    \badcode
    CREATE TABLE socket_io_attachments (
        id          bigserial UNIQUE,
        created_at  timestamptz DEFAULT NOW(),
        payload     bytea
    );
    \endcode

    How a cluster behaves when PostgreSQL is out of reach is told by ClusterAdapter. What others
    broadcast meanwhile is lost here, unless it is in their PostgresAdapterOptions::outbox.

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
    const auto hubs = PostgresHub::shared(postgres);
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
    Messages of more bytes become attachments. 8000 by default, as in Node.js; more than 7999 counts as
    7999: a notification must be shorter than 8000 bytes. Servers may differ in that. */

/*! \variable QSocketIo::PostgresAdapterOptions::cleanupInterval
    How often attachments that are older than that are deleted. 30 seconds by default; zero: not by
    this server. All servers do it for all: the shortest counts. */

/*! \variable QSocketIo::PostgresAdapterOptions::outbox
    What is kept while PostgreSQL is out of reach, for each namespace. Unset by default: nothing. */

/*! \variable QSocketIo::PostgresAdapterOptions::cluster
    Timeouts and limits. */

} // namespace QSocketIo
