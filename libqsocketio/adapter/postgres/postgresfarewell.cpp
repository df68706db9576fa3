// SPDX-License-Identifier: MIT
#include "postgresfarewell_p.h"

#include <libpq-fe.h>

namespace QSocketIo {

void PostgresFarewell::begin(pg_conn *session, std::size_t statements)
{
    if (!isPossible() || statements == 0 || PQsocket(session) < 0)
        return PQfinish(session);
    new PostgresFarewell(session, statements);
}

PostgresFarewell::PostgresFarewell(pg_conn *session, std::size_t statements)
    : m_session(session)
    , m_statements(statements)
    , m_readable(PQsocket(session), QSocketNotifier::Read)
{
    connect(&m_readable, &QSocketNotifier::activated, this, &PostgresFarewell::read);
}

PostgresFarewell::~PostgresFarewell()
{
    m_readable.setEnabled(false); // before its descriptor is closed
    PQfinish(m_session);
}

// What libpq could not send yet goes out with that, too.
void PostgresFarewell::read()
{
    if (PQconsumeInput(m_session) == 1 && !isOver())
        return;
    end();
}

void PostgresFarewell::stopListening()
{
    m_readable.setEnabled(false);
}

bool PostgresFarewell::isOver()
{
    while (PGnotify *const notification = PQnotifies(m_session))
        PQfreemem(notification);
    int ends = 0;
    while (m_statements > 0 && ends < 2 && PQisBusy(m_session) == 0) {
        PGresult *const result = PQgetResult(m_session);
        ends = result ? 0 : ends + 1;
        if (result && PQresultStatus(result) == PGRES_PIPELINE_SYNC)
            --m_statements;
        PQclear(result);
    }
    return m_statements == 0;
}

} // namespace QSocketIo
