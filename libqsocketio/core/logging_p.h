// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_LOGGING_P_H
#define QSOCKETIO_CORE_LOGGING_P_H

#include "global.h"

#include <QtCore/QLoggingCategory>

namespace QSocketIo {

// qsocketio.engine, qsocketio.server, qsocketio.adapter, qsocketio.client, qsocketio.admin. What a peer
// does wrong is logged at debug level (a hostile peer must not fill the log); what the application
// does wrong is a warning.
QSOCKETIO_COMPONENT_EXPORT const QLoggingCategory &lcEngine();
QSOCKETIO_AUTOTEST_EXPORT const QLoggingCategory &lcServer();
QSOCKETIO_COMPONENT_EXPORT const QLoggingCategory &lcAdapter();
QSOCKETIO_AUTOTEST_EXPORT const QLoggingCategory &lcClient();
QSOCKETIO_AUTOTEST_EXPORT const QLoggingCategory &lcAdmin();

} // namespace QSocketIo

#endif
