// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESHEADER_P_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESHEADER_P_H

#include "postgresglobal.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>

namespace QSocketIo {

// A notification that only says where its message is: {"uid", "type", "attachmentId"}.
struct QSOCKETIO_POSTGRES_AUTOTEST_EXPORT PostgresHeader
{
    QString uid;
    QString nsp; // null: not told, as Node.js does
    QByteArray attachmentId; // decimal digits

    // Nullopt: it is the message itself, or nothing that could be understood.
    [[nodiscard]] static std::optional<PostgresHeader> of(const QByteArray &notification);
};

} // namespace QSocketIo

#endif
