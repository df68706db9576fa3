// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_CONNECTION_H
#define QSOCKETIO_SERVER_CONNECTION_H

#include "../core/global.h"
#include "../core/httprequest.h"

#include <QtCore/QObject>

#include <memory>

namespace QSocketIo {

class ConnectionPrivate;
class Server;
class Session;
class Socket;

// One client's connection, with its sockets in one or more namespaces: Socket.IO's Client.
class QSOCKETIO_EXPORT Connection : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Connection)
public:
    ~Connection() override;

    [[nodiscard]] QString id() const; // the session's
    [[nodiscard]] Server *server() const;
    [[nodiscard]] Session *session() const; // nullptr once it has closed
    [[nodiscard]] const HttpRequest &request() const; // the first one
    [[nodiscard]] QList<Socket *> sockets() const; // connected ones, in the order they joined

private:
    friend class ConnectionPrivate;
    Connection(Server *server, Session *session);
    const std::unique_ptr<ConnectionPrivate> d;
};

} // namespace QSocketIo

#endif
