// SPDX-License-Identifier: MIT
#include "postgrespublisher_p.h"

#include "../../core/jsonwriter.h"
#include "../cluster/clustercodec_p.h"
#include "postgresconnection_p.h"

#include <QtCore/QRegularExpression>

namespace QSocketIo {

namespace {
using PublishedType = ClusterMessage::Type;

// The text of a notification must be shorter than that.
constexpr qsizetype payloadLimit = 8000;
constexpr qsizetype channelLimit = 63;

// Those in which Node.js looks for bytes; elsewhere they are {"type":"Buffer"}.
bool carriesBytes(PublishedType type)
{
    return type == PublishedType::Broadcast || type == PublishedType::ServerSideEmit
        || type == PublishedType::ServerSideEmitResponse || type == PublishedType::BroadcastAck;
}
} // namespace

PostgresPublisher::PostgresPublisher(PostgresConnection *connection,
                                     const PostgresAdapterOptions &options, const Report &report)
    : m_connection(connection)
    , m_options(options)
    , m_report(std::make_shared<Report>(report))
{ }

QByteArray PostgresPublisher::channelOf(const QString &prefix, const QString &nsp)
{
    return prefix.toUtf8() + '#' + nsp.toUtf8();
}

Error PostgresPublisher::check(const PostgresAdapterOptions &options, const QString &nsp)
{
    static const QRegularExpression name(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_.]*\\z"));
    if (!name.match(options.tableName).hasMatch()) {
        return Error(Error::Code::InvalidArgument,
                     QStringLiteral("\"%1\" is no name of a table").arg(options.tableName));
    }
    const QByteArray channel = channelOf(options.channelPrefix, nsp);
    if (channel.contains('\0')) {
        return Error(Error::Code::InvalidNamespace,
                     QStringLiteral("the name of a channel cannot contain NUL"));
    }
    // LISTEN would shorten it without a word.
    if (channel.size() > channelLimit) {
        return Error(Error::Code::InvalidNamespace,
                     QStringLiteral("the channel of the namespace %1 would be longer than %2 bytes")
                         .arg(nsp)
                         .arg(channelLimit));
    }
    return {};
}

QByteArray PostgresPublisher::notificationOf(const ClusterMessage &message, int payloadThreshold)
{
    if (carriesBytes(message.type) && ClusterCodec::hasBinary(message))
        return {};
    const QByteArray json = ClusterCodec::encode(message, ClusterCodec::Format::Json);
    const bool isShort = json.size() <= payloadThreshold && json.size() < payloadLimit;
    return isShort ? json : QByteArray();
}

// One statement for both: the row is there when the notification comes, and nothing overtakes it.
PostgresPublisher::Statement PostgresPublisher::statementFor(const ClusterMessage &message) const
{
    const QByteArray channel = channelOf(m_options.channelPrefix, message.nsp);
    const QByteArray text = notificationOf(message, m_options.payloadThreshold);
    if (!text.isNull())
        return {"SELECT pg_notify($1, $2)", {channel, text}};
    JsonWriter header;
    header.beginObject();
    header.key(QLatin1StringView("uid"));
    header.string(message.uid);
    header.key(QLatin1StringView("nsp")); // Node.js does without it, but need not look then
    header.string(message.nsp);
    header.key(QLatin1StringView("type"));
    header.integer(qint64(message.type));
    const QByteArray opening = header.takeText() + ",\"attachmentId\":\"";
    return {"WITH attachment AS (INSERT INTO " + m_options.tableName.toUtf8()
                + " (payload) VALUES ($1::bytea) RETURNING id)"
                  " SELECT pg_notify($2, $3 || id::text || '\"}') FROM attachment",
            {ClusterCodec::encode(message, ClusterCodec::Format::Msgpack), channel, opening}};
}

bool PostgresPublisher::send(const Statement &statement, const Done &done)
{
    const auto answered = [report = std::weak_ptr<Report>(m_report),
                           done](const Result<PostgresConnection::Rows> &rows) {
        if (done)
            done(rows ? Error() : rows.error());
        const std::shared_ptr<Report> alive = report.lock();
        if (!rows && rows.error().code() == Error::Code::Adapter && alive)
            (*alive)(
                Error(Error::Code::Adapter,
                      QStringLiteral("PostgreSQL refuses a message: ") + rows.error().message(),
                      rows.error().data()));
    };
    return m_connection->execute(statement.sql, statement.parameters, answered);
}

} // namespace QSocketIo
