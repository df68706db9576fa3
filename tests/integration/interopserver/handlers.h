// SPDX-License-Identifier: MIT
#ifndef INTEROPSERVER_HANDLERS_H
#define INTEROPSERVER_HANDLERS_H

#include <QSocketIo/Server>

// The application of the interop server. node/reference-server.mjs is the same in JavaScript.
void serveNamespaces(QSocketIo::Server *io);

#endif
