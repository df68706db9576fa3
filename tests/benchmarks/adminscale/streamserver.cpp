// SPDX-License-Identifier: MIT
#include "streamserver.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QSocketNotifier>

#include <chrono>
#include <cstdio>
#include <unistd.h>

using namespace QSocketIo;
using namespace std::chrono_literals;

namespace {

constexpr auto interval = 10ms; // between some events and the next

ServerOptions serverOptions()
{
    ServerOptions options;
    options.sendHighWaterMark = 0; // the snapshot, and the burst behind it
    return options;
}

QByteArray socketId(int i)
{
    return "asyVCURU8BXwcRLV" + QByteArray::number(i).rightJustified(6, 'A');
}

QByteArray quoted(const QByteArray &text)
{
    return '"' + text + '"';
}

QByteArray now()
{
    return quoted(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1());
}

QByteArray socketJson(int i)
{
    const QByteArray n = QByteArray::number(i);
    const QByteArray id = socketId(i);
    return R"({"id":")" + id + R"(","clientId":"pCTii9br)" + QByteArray::number(i / 2)
        + R"(","transport":"websocket","nsp":"/chat","data":{"user":"u)" + n
        + R"(","tags":["a"]},"handshake":{"address":"10.)" + QByteArray::number(i / 65536) + '.'
        + QByteArray::number(i / 256 % 256) + '.' + QByteArray::number(i % 256)
        + R"(","headers":{"host":"localhost:3000","user-agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36","accept":"*/*","connection":"close"},"query":{"user":"user)"
        + n + R"(","EIO":"4","transport":"websocket"},"issued":1795212502608,"secure":false,)"
        + R"j("time":"Fri Nov 20 2026 22:08:22 GMT+0000 (Coordinated Universal Time)",)j"
        + R"("url":"/socket.io/?EIO=4&transport=websocket","xdomain":false},"rooms":[")" + id
        + R"(","room)" + QByteArray::number(i % 800) + R"(","all"]})";
}

} // namespace

StreamServer::StreamServer(const Options &options)
    : m_options(options)
    , m_server(serverOptions())
    , m_events(this)
    , m_statistics(this)
{
    m_events.callOnTimeout(this, [this] { sayEvents(); });
    m_statistics.callOnTimeout(this, [this] { sayStatistics(); });
    m_statistics.start(2s);
    connect(m_server.of(QStringLiteral("/admin")), &Namespace::connection, this,
            &StreamServer::welcome);
    auto *orders = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    connect(orders, &QSocketNotifier::activated, this, &StreamServer::readOrders);
}

bool StreamServer::listen()
{
    if (!m_server.listen(QHostAddress(QHostAddress::LocalHost)))
        return false;
    std::printf("PORT %d\n", m_server.serverPort());
    std::fflush(stdout);
    return true;
}

void StreamServer::readOrders()
{
    char buffer[64];
    const ssize_t size = ::read(STDIN_FILENO, buffer, sizeof buffer);
    const QByteArrayView order(buffer, size > 0 ? size : 0);
    if (order.startsWith("events"))
        m_events.start(interval);
    else if (order.startsWith("stop"))
        m_events.stop();
    else if (order.startsWith("burst"))
        burst();
    else
        QCoreApplication::quit();
}

// ---- what it says ----------------------------------------------------------------------------

void StreamServer::say(const char *event, const QByteArray &arguments)
{
    if (m_admin)
        m_admin->emitPayload(QString::fromLatin1(event), Payload::fromJson(arguments), {});
}

void StreamServer::welcome(Socket *admin)
{
    m_admin = admin;
    say("config",
        R"({"supportedFeatures":["EMIT","JOIN","LEAVE","DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","AGGREGATED_EVENTS","ALL_EVENTS"]})");
    say("all_sockets", snapshot());
    sayStatistics();
}

QByteArray StreamServer::snapshot() const
{
    QByteArray all = "[";
    for (int i = 0; i < m_options.sockets; ++i) {
        all += socketJson(i);
        all += i + 1 < m_options.sockets ? ',' : ']';
    }
    return all;
}

// Messages mostly, and some sockets that change rooms.
void StreamServer::sayEvents()
{
    const int count = m_options.eventsPerSecond / int(1s / interval);
    const QByteArray time = now();
    for (int i = 0; i < count; ++i) {
        const int n = m_said++;
        const QByteArray who = "\"/chat\"," + quoted(socketId(n * 7919 % m_options.sockets));
        if (n % 10 == 0) {
            const QByteArray room = quoted("lobby" + QByteArray::number(n / 20 % 50));
            const QByteArray id = who.mid(8);
            say(n % 20 ? "room_left" : "room_joined", "\"/chat\"," + room + ',' + id + ',' + time);
        } else {
            say(n % 2 ? "event_received" : "event_sent",
                who + R"(,["chat message",{"from":"Ann","text":"hello )" + QByteArray::number(n)
                    + R"(","tags":[1,2,3]}],)" + time);
        }
    }
}

void StreamServer::sayStatistics()
{
    const QByteArray left = QByteArray::number(m_options.sockets - m_gone);
    say("server_stats",
        R"({"serverId":"generated","hostname":"generated","pid":1,"uptime":)"
            + QByteArray::number(QDateTime::currentSecsSinceEpoch() % 100'000)
            + R"(,"clientsCount":)" + left
            + R"(,"pollingClientsCount":0,"aggregatedEvents":[],"namespaces":[{"name":"/chat","socketsCount":)"
            + left + "}]}");
}

void StreamServer::burst()
{
    const QByteArray time = now();
    for (int i = 0; i < m_options.burst / 2 && m_gone < m_options.sockets; ++i) {
        const QByteArray id = quoted(socketId(m_gone++));
        say("room_left", "\"/chat\"," + id + ',' + id + ',' + time);
        say("socket_disconnected", "\"/chat\"," + id + R"(,"transport close",)" + time);
    }
    sayStatistics();
}
