// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESFAREWELL_P_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESFAREWELL_P_H

#include "../cluster/brokerfarewell_p.h"

#include <QtCore/QSocketNotifier>

struct pg_conn;

namespace QSocketIo {

// A session that nobody needs any more, with statements that have no answer. Where a client goes away
// before PostgreSQL has told it that one is done, those behind it are not run: the answers are read,
// and then the session ends.
class PostgresFarewell final : public BrokerFarewell
{
    Q_DISABLE_COPY_MOVE(PostgresFarewell)
public:
    // Takes over session, which waits for the answers to that many statements.
    static void begin(pg_conn *session, std::size_t statements);
    ~PostgresFarewell() override;

private:
    PostgresFarewell(pg_conn *session, std::size_t statements);
    void stopListening() override;
    void read();
    [[nodiscard]] bool isOver();

    pg_conn *const m_session;
    std::size_t m_statements;
    QSocketNotifier m_readable;
};

} // namespace QSocketIo

#endif
