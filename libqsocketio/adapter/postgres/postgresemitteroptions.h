// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESEMITTEROPTIONS_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESEMITTEROPTIONS_H

#include "postgresglobal.h"

#include <QtCore/QString>

namespace QSocketIo {

// Which servers a PostgresEmitter speaks to: those with the same options of their adapter.
struct PostgresEmitterOptions
{
    QString channelPrefix = QStringLiteral("socket.io");
    QString tableName = QStringLiteral("socket_io_attachments");
    int payloadThreshold = 8000; // bytes
};

} // namespace QSocketIo

#endif
