// SPDX-License-Identifier: MIT
#include "postgresoptions.h"

#include <QtCore/QUrlQuery>

#include <optional>

namespace QSocketIo {

namespace {
using SslMode = PostgresOptions::SslMode;

Error invalidPostgresUrl(const QString &reason)
{
    return Error(Error::Code::InvalidArgument, QStringLiteral("invalid PostgreSQL URL: ") + reason);
}

std::optional<SslMode> sslModeOf(const QString &name)
{
    static const QMap<QString, SslMode> modes{
        {QStringLiteral("disable"), SslMode::Disable},
        {QStringLiteral("prefer"), SslMode::Prefer},
        {QStringLiteral("require"), SslMode::Require},
        {QStringLiteral("verify-ca"), SslMode::VerifyCa},
        {QStringLiteral("verify-full"), SslMode::VerifyFull},
    };
    const auto found = modes.constFind(name);
    return found == modes.constEnd() ? std::nullopt : std::optional(*found);
}
} // namespace

/*!
    \class QSocketIo::PostgresOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PostgresOptions
    \brief Where PostgreSQL is, and how the connections to it are kept.

    \code
    QSocketIo::PostgresOptions postgres;
    postgres.host = QStringLiteral("db.example.org");
    postgres.username = QStringLiteral("chat");
    postgres.password = qEnvironmentVariable("DB_PASSWORD");
    postgres.database = QStringLiteral("chat");
    postgres.sslMode = QSocketIo::PostgresOptions::SslMode::VerifyFull;
    postgres.parameters.insert(QStringLiteral("sslrootcert"), QStringLiteral("/etc/chat/ca.pem"));
    QSocketIo::ServerOptions options;
    options.adapter = QSocketIo::PostgresAdapter::factory(postgres);

    // What rarely needs another value
    postgres.port = 5433;
    postgres.applicationName = QStringLiteral("chat-1");
    postgres.connectTimeout = 2s;
    postgres.pingInterval = 5s;
    postgres.pingTimeout = 2s;
    postgres.reconnectDelay = 100ms;
    postgres.reconnectDelayMax = 2s;
    postgres.maxQueuedBytes = 16 * 1024 * 1024;
    postgres.maxPendingStatements = 10'000;
    \endcode

    A server has one connection that listens and one for statements, which its namespaces share. Both
    come back by themselves, listen again, and are tested with \c{SELECT 1}. Both need a session of
    their own: a pgBouncer in between must not pool by transaction.

    Whoever may \c NOTIFY in that database can send to, move and disconnect every client, and
    PostgreSQL has no rights for that: any user who may connect to the database may. Give the cluster
    a database of its own.

    \section1 What may block
    The event loop goes on while a connection is made, names are looked up, and statements run. What
    libpq reads by itself it reads at once: the files of certificates and keys, the password file
    \c{~/.pgpass} where password is empty, and service files. Let them be on a disk of this machine.
    Kerberos would ask the network in between, and is turned off unless parameters sets
    \c gssencmode.

    \section1 Thread affinity
    PostgresOptions is a value and reentrant.

    \sa PostgresAdapter
*/

/*! \enum QSocketIo::PostgresOptions::SslMode
    Whether TLS is spoken, and what is checked.
    \value Disable no TLS
    \value Prefer TLS if the server knows it, with any certificate
    \value Require TLS with any certificate, or the one of an authority where parameters has an
           \c sslrootcert
    \value VerifyCa a certificate of an authority that is trusted
    \value VerifyFull such a certificate, for the name of the host */

/*! \variable QSocketIo::PostgresOptions::host
    A name or an address, or with a slash in front the folder of a Unix domain socket. "127.0.0.1" by
    default. Where a name has several addresses they are tried in turn. */

/*! \variable QSocketIo::PostgresOptions::port
    5432 by default. */

/*! \variable QSocketIo::PostgresOptions::username
    "postgres" by default. */

/*! \variable QSocketIo::PostgresOptions::password
    Empty by default: none, or what libpq finds in \c{~/.pgpass}. */

/*! \variable QSocketIo::PostgresOptions::database
    "postgres" by default. Notifications do not leave it: all servers of a cluster have the same. */

/*! \variable QSocketIo::PostgresOptions::sslMode
    SslMode::Prefer by default. */

/*! \variable QSocketIo::PostgresOptions::applicationName
    The name in \c pg_stat_activity. "qsocketio" by default; "-listen" stands behind that of the
    connection that listens. */

/*! \variable QSocketIo::PostgresOptions::parameters
    Further connection parameters by the names that libpq has for them. Empty by default. They win
    over the other members. */

/*! \variable QSocketIo::PostgresOptions::connectTimeout
    How long it may take until a connection is ready, the lookup of the name, authentication and TLS
    included. 5 seconds by default. */

/*! \variable QSocketIo::PostgresOptions::pingInterval
    How often each connection is tested with a statement. 10 seconds by default. */

/*! \variable QSocketIo::PostgresOptions::pingTimeout
    How long nothing may come behind such a statement before the connection is given up. 5 seconds by
    default. */

/*! \variable QSocketIo::PostgresOptions::reconnectDelay
    The longest wait before an attempt to connect. It doubles with each further one; how long is really
    waited is left to chance. Only where a connection has been fine the first attempt to renew it comes
    at once. 50 milliseconds by default. */

/*! \variable QSocketIo::PostgresOptions::reconnectDelayMax
    Where the doubling ends. 2 seconds by default. */

/*! \variable QSocketIo::PostgresOptions::maxQueuedBytes
    How many bytes statements without an answer may have together. What is beyond is not sent: it
    counts in ClusterAdapter::droppedPublishes(). 64 MiB by default. */

/*! \variable QSocketIo::PostgresOptions::maxPendingStatements
    How many statements may wait for their answers. 100,000 by default. */

/*!
    The options in \a url: \c{postgres://user:password@host:port/database?sslmode=require}, where
    everything but the scheme and the host may be left out. Items of the query other than \c sslmode
    become parameters.

    \code
    const auto postgres = QSocketIo::PostgresOptions::fromUrl(
        QUrl(QStringLiteral("postgres://chat:secret@db.example.org/chat?sslmode=verify-full")));
    if (!postgres)
        qWarning() << postgres.error();
    \endcode

    Returns an error with code InvalidArgument if the scheme or \c sslmode is another one.
*/
Result<PostgresOptions> PostgresOptions::fromUrl(const QUrl &url)
{
    if (url.scheme() != QLatin1String("postgres") && url.scheme() != QLatin1String("postgresql"))
        return invalidPostgresUrl(QStringLiteral("its scheme is neither postgres nor postgresql"));
    if (!url.isValid() || url.host().isEmpty())
        return invalidPostgresUrl(QStringLiteral("there is no host"));
    PostgresOptions options;
    options.host = url.host();
    options.port = quint16(url.port(options.port));
    if (!url.userName().isEmpty())
        options.username = url.userName(QUrl::FullyDecoded);
    options.password = url.password(QUrl::FullyDecoded);
    if (url.path().size() > 1)
        options.database = url.path(QUrl::FullyDecoded).mid(1);
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : items) {
        if (key != QLatin1String("sslmode")) {
            options.parameters.insert(key, value);
            continue;
        }
        const std::optional<SslMode> mode = sslModeOf(value);
        if (!mode)
            return invalidPostgresUrl(QStringLiteral("there is no sslmode ") + value);
        options.sslMode = *mode;
    }
    return options;
}

} // namespace QSocketIo
