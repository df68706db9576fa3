// SPDX-License-Identifier: MIT
#include "postgresemitter.h"

#include "postgresconnection_p.h"
#include "postgrespublisher_p.h"

#include <QtCore/QPointer>

namespace QSocketIo {

class PostgresEmitterPrivate
{
public:
    PostgresEmitterPrivate(PostgresEmitter *emitter, const PostgresOptions &postgres,
                           const PostgresEmitterOptions &emitterOptions)
        : options{.channelPrefix = emitterOptions.channelPrefix,
                  .tableName = emitterOptions.tableName,
                  .payloadThreshold = emitterOptions.payloadThreshold}
        , connection(postgres)
        , publisher(&connection, options,
                    [emitter](const Error &error) { Q_EMIT emitter->errorOccurred(error); })
    { }

    const PostgresAdapterOptions options;
    PostgresConnection connection;
    PostgresPublisher publisher;
};

/*!
    \class QSocketIo::PostgresEmitter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PostgresEmitter
    \brief Speaks to the servers of a cluster on PostgreSQL without being one.

    The servers may be ours or on Node.js. It speaks as \c{@socket.io/postgres-emitter} does, and tells
    the namespace where servers on Node.js look for it besides.

    \code
    QSocketIo::PostgresOptions postgres;
    postgres.host = QStringLiteral("db.example.org");
    QSocketIo::PostgresEmitter emitter(postgres, {.channelPrefix = QStringLiteral("chat")});
    connect(&emitter, &QSocketIo::PostgresEmitter::readyChanged, this, [&emitter](bool ready) {
        if (ready)
            emitter.to("lobby").emitEvent("news", "there is cake");
    });
    \endcode

    It has one connection, which comes back by itself. What is long, or has bytes in it, goes through
    the table of attachments, which the servers clean. A namespace whose name is too long for a channel
    cannot be emitted to: errorOccurred() tells.

    It is part of the component Postgres: \c{find_package(QSocketIo COMPONENTS Postgres)}.

    \section1 Thread affinity
    Use it in the thread that it lives in.

    \sa PostgresEmitterOptions, PostgresAdapter
*/

/*! Creates an emitter with \a parent for servers with \a options and begins to connect to \a postgres.
    readyChanged() tells when it is there. */
PostgresEmitter::PostgresEmitter(const PostgresOptions &postgres,
                                 const PostgresEmitterOptions &options, QObject *parent)
    : ClusterEmitter(parent)
    , d(std::make_unique<PostgresEmitterPrivate>(this, postgres, options))
{
    connect(&d->connection, &PostgresConnection::ready, this, [this] { setReady(true); });
    connect(&d->connection, &PostgresConnection::lost, this, [this](const Error &error) {
        const QPointer<PostgresEmitter> guard(this);
        setReady(false);
        if (guard)
            Q_EMIT errorOccurred(error);
    });
    d->connection.open();
}

PostgresEmitter::~PostgresEmitter()
{
    d->connection.disconnect(this);
}

/*! \reimp
    Notifies the channel of the namespace of \a message, with an attachment where it needs one. */
bool PostgresEmitter::publish(const ClusterMessage &message)
{
    if (const Error error = PostgresPublisher::check(d->options, message.nsp)) {
        const QPointer<PostgresEmitter> guard(this);
        published(false);
        if (guard)
            Q_EMIT errorOccurred(error);
        return false;
    }
    return d->publisher.publish(message,
                                [guard = QPointer<PostgresEmitter>(this)](const Error &error) {
                                    if (guard)
                                        guard->published(!error);
                                });
}

/*!
    \class QSocketIo::PostgresEmitterOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PostgresEmitterOptions
    \brief Which servers a PostgresEmitter speaks to.

    They are the same as those of the servers' adapters.

    \code
    QSocketIo::PostgresEmitterOptions options;
    options.channelPrefix = QStringLiteral("chat");
    options.tableName = QStringLiteral("chat_attachments");
    options.payloadThreshold = 4000;
    QSocketIo::PostgresEmitter emitter({}, options);
    \endcode

    \section1 Thread affinity
    PostgresEmitterOptions is a value and reentrant.
*/

/*! \variable QSocketIo::PostgresEmitterOptions::channelPrefix
    PostgresAdapterOptions::channelPrefix of the servers. "socket.io" by default. */

/*! \variable QSocketIo::PostgresEmitterOptions::tableName
    PostgresAdapterOptions::tableName of the servers. "socket_io_attachments" by default. */

/*! \variable QSocketIo::PostgresEmitterOptions::payloadThreshold
    Messages of more bytes become attachments. 8000 by default, as in Node.js; more than 7999 counts as
    7999: a notification must be shorter than 8000 bytes. */

} // namespace QSocketIo
