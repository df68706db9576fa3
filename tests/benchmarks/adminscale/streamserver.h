// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_STREAMSERVER_H
#define QSOCKETIO_BENCHMARKS_STREAMSERVER_H

#include <QSocketIo/Server>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

// A server with an admin namespace of which nothing is true: it tells of as many sockets and of as
// much going on as it is asked to. Standard input says when: "events", "stop", "burst".
class StreamServer : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        int sockets = 0;
        int eventsPerSecond = 0;
        int burst = 0; // events of sockets that go
    };

    explicit StreamServer(const Options &options);
    bool listen(); // prints "PORT <number>"

private:
    void welcome(QSocketIo::Socket *admin);
    void readOrders();
    void say(const char *event, const QByteArray &arguments);
    void sayEvents();
    void sayStatistics();
    void burst();
    [[nodiscard]] QByteArray snapshot() const;

    const Options m_options;
    QSocketIo::Server m_server;
    QPointer<QSocketIo::Socket> m_admin;
    QTimer m_events;
    QTimer m_statistics;
    int m_said = 0; // events
    int m_gone = 0; // sockets
};

#endif
