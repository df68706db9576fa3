// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_SCRIPTEDSERVER_H
#define QSOCKETIO_TESTS_SCRIPTEDSERVER_H

#include "shared/waitfor.h"

#include <QtCore/QPointer>
#include <QtCore/QUrl>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketServer>

#include <memory>
#include <vector>

namespace QSocketIo {

struct ScriptedRequest
{
    QByteArray method;
    QByteArray target;
    QByteArray head;
    QByteArray body;
    QPointer<QTcpSocket> socket;

    [[nodiscard]] bool isValid() const { return !method.isEmpty(); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
};

// The server's end of a WebSocket: the test reads and writes the packets' text.
class ScriptedWebSocket
{
public:
    explicit ScriptedWebSocket(QWebSocket *socket)
        : m_socket(socket)
    {
        if (!socket)
            return;
        QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
                         [this](const QString &text) { m_received.append(text.toUtf8()); });
        QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket,
                         [this](const QByteArray &bytes) { m_received.append("binary:" + bytes); });
    }
    ~ScriptedWebSocket() { delete m_socket; }
    Q_DISABLE_COPY_MOVE(ScriptedWebSocket)

    [[nodiscard]] bool isValid() const { return !m_socket.isNull(); }
    [[nodiscard]] QByteArray target() const
    {
        return m_socket->requestUrl().toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    }
    [[nodiscard]] QNetworkRequest request() const { return m_socket->request(); }
    void send(const QByteArray &text) { m_socket->sendTextMessage(QString::fromUtf8(text)); }
    void sendBinary(const QByteArray &bytes) { m_socket->sendBinaryMessage(bytes); }
    QByteArray next()
    {
        if (!waitFor([this] { return !m_received.isEmpty(); }))
            return {};
        return m_received.takeFirst();
    }
    [[nodiscard]] bool hasNothing() const { return m_received.isEmpty(); }
    // Whether the client has read everything that was sent.
    bool sync()
    {
        bool isAnswered = false;
        const auto connection = QObject::connect(m_socket, &QWebSocket::pong, m_socket,
                                                 [&isAnswered] { isAnswered = true; });
        m_socket->ping();
        const bool result = waitFor([&isAnswered] { return isAnswered; });
        QObject::disconnect(connection);
        return result;
    }
    bool waitForClosed()
    {
        return waitFor(
            [this] { return !m_socket || m_socket->state() == QAbstractSocket::UnconnectedState; });
    }
    [[nodiscard]] QWebSocketProtocol::CloseCode closeCode() const { return m_socket->closeCode(); }
    void close(QWebSocketProtocol::CloseCode code = QWebSocketProtocol::CloseCodeNormal)
    {
        m_socket->close(code);
    }
    void abort() { m_socket->abort(); }

private:
    QPointer<QWebSocket> m_socket;
    QList<QByteArray> m_received;
};

// A server whose every word is the test's: it answers no request by itself, and accepts WebSockets
// unless told otherwise.
class ScriptedServer : public QObject
{
public:
    ScriptedServer()
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                accept(socket);
        });
        // At once: what a client says before somebody listens would be lost.
        connect(&m_webSockets, &QWebSocketServer::newConnection, this, [this] {
            while (QWebSocket *socket = m_webSockets.nextPendingConnection())
                m_peers.push_back(std::make_unique<ScriptedWebSocket>(socket));
        });
        m_server.listen(QHostAddress(QHostAddress::LocalHost));
    }

    [[nodiscard]] QUrl url(const QString &path = {}) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path));
    }
    void close() { m_server.close(); }
    void setAcceptsWebSockets(bool accepts) { m_acceptsWebSockets = accepts; }

    // The next GET or POST that no test has seen; invalid where none comes.
    ScriptedRequest nextGet() { return next(m_gets); }
    ScriptedRequest nextPost() { return next(m_posts); }
    [[nodiscard]] qsizetype gets() const { return m_gets.size(); } // not seen yet
    [[nodiscard]] qsizetype posts() const { return m_posts.size(); }

    static void answer(const ScriptedRequest &request, const QByteArray &body,
                       const QByteArray &status = "200 OK", const QByteArray &fields = {})
    {
        if (request.socket)
            request.socket->write("HTTP/1.1 " + status
                                  + "\r\nContent-Length: " + QByteArray::number(body.size())
                                  + "\r\n" + fields + "\r\n" + body);
    }
    // Answers the next GET with these packets. Returns the target of the GET.
    QByteArray answerGet(const QByteArray &body)
    {
        const ScriptedRequest request = nextGet();
        answer(request, body);
        return request.target;
    }
    // Says ok to the next POST and returns its body.
    QByteArray answerPost()
    {
        const ScriptedRequest request = nextPost();
        answer(request, "ok");
        return request.body;
    }
    // Invalid where none comes.
    std::unique_ptr<ScriptedWebSocket> nextWebSocket()
    {
        if (!waitFor([this] { return !m_peers.empty(); }))
            return std::make_unique<ScriptedWebSocket>(nullptr);
        std::unique_ptr<ScriptedWebSocket> peer = std::move(m_peers.front());
        m_peers.erase(m_peers.begin());
        return peer;
    }

    // What a session is opened with.
    static QByteArray openPacket(const QByteArray &upgrades = {}, int pingInterval = 25000,
                                 int pingTimeout = 20000, int maxPayload = 1'000'000)
    {
        return "0{\"sid\":\"abc\",\"upgrades\":[" + upgrades
            + "],\"pingInterval\":" + QByteArray::number(pingInterval)
            + ",\"pingTimeout\":" + QByteArray::number(pingTimeout)
            + ",\"maxPayload\":" + QByteArray::number(maxPayload) + '}';
    }

private:
    static ScriptedRequest next(QList<ScriptedRequest> &requests)
    {
        if (!waitFor([&requests] { return !requests.isEmpty(); }))
            return {};
        return requests.takeFirst();
    }

    void accept(QTcpSocket *socket)
    {
        socket->setParent(this);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    }

    void read(QTcpSocket *socket)
    {
        const QByteArray bytes = socket->peek(socket->bytesAvailable());
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        ScriptedRequest request;
        request.head = bytes.first(end + 2);
        request.socket = socket;
        const QList<QByteArray> line = bytes.first(bytes.indexOf('\r')).split(' ');
        request.method = line.value(0);
        request.target = line.value(1);
        if (request.header("Upgrade").toLower() == "websocket" && m_acceptsWebSockets) {
            socket->disconnect(this);
            m_webSockets.handleConnection(socket);
            Q_EMIT socket->readyRead(); // what is there was not announced to it
            return;
        }
        const qsizetype length = request.header("Content-Length").toLongLong();
        if (bytes.size() < end + 4 + length)
            return;
        request.body = bytes.mid(end + 4, length);
        socket->read(end + 4 + length);
        (request.method == "POST" ? m_posts : m_gets).append(request);
        if (socket->bytesAvailable() > 0)
            read(socket);
    }

    QTcpServer m_server;
    QWebSocketServer m_webSockets{QString(), QWebSocketServer::NonSecureMode};
    QList<ScriptedRequest> m_gets;
    QList<ScriptedRequest> m_posts;
    std::vector<std::unique_ptr<ScriptedWebSocket>> m_peers; // that no test has seen
    bool m_acceptsWebSockets = true;
};

} // namespace QSocketIo

#endif
