// SPDX-License-Identifier: MIT
#include "libpq_p.h"

#include <libpq-fe.h>

#include <vector>

namespace QSocketIo {

namespace {
QString trimmedText(const char *text)
{
    return QString::fromUtf8(text).trimmed();
}

QByteArray sslModeName(PostgresOptions::SslMode mode)
{
    switch (mode) {
    case PostgresOptions::SslMode::Disable:
        return "disable";
    case PostgresOptions::SslMode::Prefer:
        return "prefer";
    case PostgresOptions::SslMode::Require:
        return "require";
    case PostgresOptions::SslMode::VerifyCa:
        return "verify-ca";
    case PostgresOptions::SslMode::VerifyFull:
        return "verify-full";
    }
    return "verify-full";
}

// Of two values for one keyword libpq takes the last.
class Keywords
{
public:
    void add(const QByteArray &keyword, const QByteArray &value)
    {
        if (!value.isEmpty())
            m_pairs.append({keyword, value});
    }
    [[nodiscard]] PGconn *connectStart() const
    {
        std::vector<const char *> keywords;
        std::vector<const char *> values;
        for (const auto &[keyword, value] : m_pairs) {
            keywords.push_back(keyword.constData());
            values.push_back(value.constData());
        }
        keywords.push_back(nullptr);
        values.push_back(nullptr);
        return PQconnectStartParams(keywords.data(), values.data(), 0);
    }

private:
    QList<QPair<QByteArray, QByteArray>> m_pairs;
};

void ignoreNotice(void *, const PGresult *) { }
} // namespace

pg_conn *Libpq::startSession(const PostgresOptions &options, const QByteArray &nameSuffix,
                             const QByteArrayList &hosts, const QByteArrayList &addresses)
{
    Keywords keywords;
    keywords.add("host", hosts.join(','));
    keywords.add("hostaddr", addresses.join(','));
    keywords.add("port", QByteArray::number(options.port));
    keywords.add("user", options.username.toUtf8());
    keywords.add("password", options.password.toUtf8());
    keywords.add("dbname", options.database.toUtf8());
    keywords.add("sslmode", sslModeName(options.sslMode));
    keywords.add("gssencmode", "disable"); // blocks
    if (!options.applicationName.isEmpty())
        keywords.add("application_name", options.applicationName.toUtf8() + nameSuffix);
    for (auto it = options.parameters.constBegin(); it != options.parameters.constEnd(); ++it)
        keywords.add(it.key().toUtf8(), it.value().toUtf8());
    keywords.add("client_encoding", "UTF8");
    PGconn *const session = keywords.connectStart();
    if (session)
        PQsetNoticeReceiver(session, ignoreNotice, nullptr); // else they go to stderr
    return session;
}

// PostgreSQL leaves out the second of two equal notifications in one transaction: each statement is
// followed by the end of its own.
bool Libpq::send(pg_conn *session, const QByteArray &sql, const QByteArrayList &parameters)
{
    std::vector<const char *> values;
    std::vector<int> lengths;
    for (const QByteArray &parameter : parameters) {
        values.push_back(parameter.isNull() ? nullptr : parameter.constData());
        lengths.push_back(int(parameter.size()));
    }
    const std::vector<int> formats(values.size(), 1);
    return PQsendQueryParams(session, sql.constData(), int(values.size()), nullptr, values.data(),
                             lengths.data(), formats.data(), 1)
        == 1
        && PQpipelineSync(session) == 1;
}

Result<QList<QByteArrayList>> Libpq::rowsOf(const pg_result *result)
{
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) {
        const char *const text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        const QString code = QString::fromUtf8(PQresultErrorField(result, PG_DIAG_SQLSTATE));
        return Error(Error::Code::Adapter, trimmedText(text ? text : PQresultErrorMessage(result)),
                     code);
    }
    QList<QByteArrayList> rows;
    for (int row = 0; row < PQntuples(result); ++row) {
        QByteArrayList columns;
        for (int column = 0; column < PQnfields(result); ++column) {
            if (PQgetisnull(result, row, column) == 1)
                columns.append(QByteArray());
            else
                columns.append(
                    QByteArray(PQgetvalue(result, row, column), PQgetlength(result, row, column)));
        }
        rows.append(columns);
    }
    return rows;
}

Error Libpq::errorOf(const pg_conn *session)
{
    return Error(Error::Code::Network, trimmedText(PQerrorMessage(session)));
}

} // namespace QSocketIo
