// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_STAGE_H
#define QSOCKETIO_TESTS_STAGE_H

// What the examples of the documentation use without declaring it. They are compiled, not run.

#include <QSocketIo/Connection>
#include <QSocketIo/InMemoryAdapter>
#include <QSocketIo/Server>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

using namespace std::chrono_literals;

// A user's class, the base of the classes in which the examples run.
class Chat : public QObject
{
public:
    void say(const QString &text);
    QFuture<QJsonObject> load(const QString &id);
    void left(QSocketIo::DisconnectReason reason);
    void check(QSocketIo::Socket *socket, const QSocketIo::Next &next);
    void accept(QSocketIo::Socket *socket);
};

// The parameters of the functions that the examples become.
#define STAGE \
    QSocketIo::Server &io, QSocketIo::Socket *socket, QSocketIo::Namespace *chat, \
        QSocketIo::Engine *engine, QSocketIo::Session *session, QSocketIo::ServerOptions &options

#endif
