// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_LIBPQ_P_H
#define QSOCKETIO_ADAPTER_POSTGRES_LIBPQ_P_H

#include "../../core/result.h"
#include "postgresoptions.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QList>

struct pg_conn;
struct pg_result;

namespace QSocketIo {

// What libpq is told, and what it answers.
namespace Libpq {
// Begins a session. hosts and addresses are lists of the same length; no addresses: the folder of a
// socket. Null: there is no memory.
[[nodiscard]] pg_conn *startSession(const PostgresOptions &options, const QByteArray &nameSuffix,
                                    const QByteArrayList &hosts, const QByteArrayList &addresses);
// In a transaction of its own. False: libpq does not take it.
[[nodiscard]] bool send(pg_conn *session, const QByteArray &sql, const QByteArrayList &parameters);
// Error: code Adapter, with the SQLSTATE.
[[nodiscard]] Result<QList<QByteArrayList>> rowsOf(const pg_result *result);
[[nodiscard]] Error errorOf(const pg_conn *session);
} // namespace Libpq

} // namespace QSocketIo

#endif
