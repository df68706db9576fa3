// SPDX-License-Identifier: MIT
#include "logging_p.h"

namespace QSocketIo {

Q_LOGGING_CATEGORY(lcEngine, "qsocketio.engine", QtInfoMsg)
Q_LOGGING_CATEGORY(lcServer, "qsocketio.server", QtInfoMsg)
Q_LOGGING_CATEGORY(lcAdapter, "qsocketio.adapter", QtInfoMsg)
Q_LOGGING_CATEGORY(lcClient, "qsocketio.client", QtInfoMsg)
Q_LOGGING_CATEGORY(lcAdmin, "qsocketio.admin", QtInfoMsg)

} // namespace QSocketIo
