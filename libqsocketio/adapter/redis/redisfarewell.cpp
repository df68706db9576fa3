// SPDX-License-Identifier: MIT
#include "redisfarewell_p.h"

#include "respcommand_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QThread>
#include <QtNetwork/QSslSocket>

namespace QSocketIo {

namespace {
constexpr int longestFarewellMs = 5000;
} // namespace

void RedisFarewell::begin(QSslSocket *socket)
{
    socket->write(respCommand({"QUIT"}));
    socket->flush(); // all there is to do where no event loop runs any more
    QCoreApplication *const application = QCoreApplication::instance();
    if (!application)
        return socket->deleteLater();
    auto *const farewell = new RedisFarewell(socket);
    QThread *const thread = QThread::currentThread();
    if (application->thread() == thread)
        farewell->setParent(application);
    else
        connect(thread, &QThread::finished, farewell, &QObject::deleteLater);
}

RedisFarewell::RedisFarewell(QSslSocket *socket)
    : m_socket(socket)
{
    m_socket->setParent(this);
    connect(m_socket, &QSslSocket::readyRead, this,
            [this] { m_socket->skip(m_socket->bytesAvailable()); });
    connect(m_socket, &QSslSocket::disconnected, this, &RedisFarewell::end);
    connect(m_socket, &QSslSocket::errorOccurred, this, &RedisFarewell::end);
    m_timer.start(longestFarewellMs, this);
}

// A socket says once more that it is disconnected while it goes.
RedisFarewell::~RedisFarewell()
{
    m_socket->disconnect(this);
}

void RedisFarewell::end()
{
    m_timer.stop();
    m_socket->disconnect(this);
    deleteLater();
}

void RedisFarewell::timerEvent(QTimerEvent *)
{
    end();
}

} // namespace QSocketIo
