// SPDX-License-Identifier: MIT
#include "redisfarewell_p.h"

#include "respcommand_p.h"

#include <QtNetwork/QSslSocket>

namespace QSocketIo {

void RedisFarewell::begin(QSslSocket *socket)
{
    socket->write(respCommand({"QUIT"}));
    socket->flush(); // all there is to do where no event loop runs any more
    if (isPossible())
        new RedisFarewell(socket);
    else
        socket->deleteLater();
}

RedisFarewell::RedisFarewell(QSslSocket *socket)
    : m_socket(socket)
{
    m_socket->setParent(this);
    connect(m_socket, &QSslSocket::readyRead, this,
            [this] { m_socket->skip(m_socket->bytesAvailable()); });
    connect(m_socket, &QSslSocket::disconnected, this, [this] { end(); });
    connect(m_socket, &QSslSocket::errorOccurred, this, [this] { end(); });
}

RedisFarewell::~RedisFarewell()
{
    RedisFarewell::stopListening();
}

// A socket says once more that it is disconnected while it goes.
void RedisFarewell::stopListening()
{
    m_socket->disconnect(this);
}

} // namespace QSocketIo
