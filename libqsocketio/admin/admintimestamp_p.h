// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINTIMESTAMP_P_H
#define QSOCKETIO_ADMIN_ADMINTIMESTAMP_P_H

#include <QtCore/QDateTime>
#include <QtCore/QString>

namespace QSocketIo {

// As JavaScript writes a date, such as "2026-11-20T22:09:18.941Z".
[[nodiscard]] inline QString adminTimestamp()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
}

} // namespace QSocketIo

#endif
