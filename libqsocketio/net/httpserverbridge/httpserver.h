// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_HTTPSERVERBRIDGE_HTTPSERVER_H
#define QSOCKETIO_NET_HTTPSERVERBRIDGE_HTTPSERVER_H

#include "httpserverglobal.h"

#include <QtHttpServer/QHttpServer>

namespace QSocketIo {

class FrontDoor;

// Engine::attach(QHttpServer *) and Server::attach(QHttpServer *) end here.
QSOCKETIO_HTTPSERVER_EXPORT bool attachHttpServer(FrontDoor *frontDoor, QHttpServer *server);

} // namespace QSocketIo

#endif
