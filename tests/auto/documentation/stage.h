// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_STAGE_H
#define QSOCKETIO_TESTS_STAGE_H

// What the examples of the documentation use without declaring it. They are compiled, not run.

#include <QSocketIo/AdminAuthentication>
#include <QSocketIo/AdminInstrumentation>
#include <QSocketIo/AdminSessionStore>
#include <QSocketIo/ClientSocket>
#include <QSocketIo/ClusterEmitter>
#include <QSocketIo/Connection>
#include <QSocketIo/CountedClusterAdapter>
#include <QSocketIo/EpollEventDispatcher>
#include <QSocketIo/HeartbeatClusterAdapter>
#include <QSocketIo/InMemoryAdapter>
#include <QSocketIo/Manager>
#include <QSocketIo/NamespaceObserver>
#include <QSocketIo/PacketParser>
#include <QSocketIo/ParentNamespace>
#include <QSocketIo/PayloadTypes>
#include <QSocketIo/Server>
#include <QSocketIo/SessionAwareAdapter>

#if __has_include(<QSocketIo/RedisAdapter>)
#include <QSocketIo/RedisAdapter>
#include <QSocketIo/RedisEmitter>
#include <QSocketIo/RedisStreamsAdapter>
#include <QSocketIo/ShardedRedisAdapter>
#endif

#if __has_include(<QSocketIo/PostgresAdapter>)
#include <QSocketIo/PostgresAdapter>
#include <QSocketIo/PostgresEmitter>
#endif

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <atomic>

using namespace std::chrono_literals;

// A slow place that knows things.
class Database
{
public:
    QFuture<bool> find(const QByteArray &credentials);
    QFuture<QString> takeId();
};

// Something that measures.
class Sensor : public QObject
{
    Q_OBJECT
public:
    double temperature() const;
Q_SIGNALS:
    void valueChanged(int value, const QString &unit);
    void temperatureChanged();
};

class RemoteControl : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void play(const QString &title);
    int setVolume(int percent);
};

class Download : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void progress(qint64 received, qint64 total);
};

// A user's class, the base of the classes in which the examples run.
class Chat : public QObject
{
public:
    void say(const QString &text);
    QFuture<QJsonObject> load(const QString &id);
    void left(QSocketIo::DisconnectReason reason);
    void check(QSocketIo::Socket *socket, const QSocketIo::Next &next);
    void accept(QSocketIo::Socket *socket);

    Database *m_database = nullptr;
    Sensor *sensor = nullptr;
    Download *download = nullptr;
    RemoteControl *remoteControl = nullptr;
    QList<QHostAddress> m_blocked;
    QStringList m_projects;
    int m_count = 0;
};

// The parameters of the functions that the examples become.
#define STAGE \
    QSocketIo::Server &io, QSocketIo::Socket *socket, QSocketIo::Namespace *chat, \
        QSocketIo::Engine *engine, QSocketIo::Session *session, QSocketIo::ServerOptions &options, \
        QSocketIo::ClientSocket *client, QSocketIo::ClusterEmitter &emitter

#endif
