// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_SOCKETIOCLIENTS_H
#define QSOCKETIO_TESTS_SOCKETIOCLIENTS_H

#include "rawhttp.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUrl>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

namespace QSocketIo {

// A client that speaks Engine.IO and Socket.IO by hand over a WebSocket: tests write and read the
// packets' text. Pings are answered unless the test wants to see them.
class WsClient
{
public:
    static constexpr int Timeout = 5000; // ms

    WsClient()
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) { receive(text.toUtf8()); });
        QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket,
                         [this](const QByteArray &bytes) { m_received.append("binary:" + bytes); });
    }
    // Connected, with the open packet taken.
    explicit WsClient(quint16 port, const QByteArray &query = {})
        : WsClient()
    {
        open(port, query);
    }

    bool open(quint16 port, const QByteArray &query = {})
    {
        return open(QUrl(QStringLiteral("ws://127.0.0.1:%1/socket.io/?EIO=4&transport=websocket%2")
                             .arg(port)
                             .arg(QString::fromLatin1(query))));
    }
    bool open(const QUrl &url)
    {
        m_socket.open(url);
        m_open = next();
        return m_open.startsWith('0');
    }
    // Joins a namespace and returns the id of the socket there; empty where that failed.
    QString join(const QByteArray &nsp = "/", const QByteArray &auth = {})
    {
        const QByteArray prefix = nsp == "/" ? QByteArray() : nsp + ',';
        send("40" + prefix + auth);
        const QByteArray answer = next();
        if (!answer.startsWith("40" + prefix + '{'))
            return {};
        return QJsonDocument::fromJson(answer.mid(2 + prefix.size()))
            .object()[QStringLiteral("sid")]
            .toString();
    }

    void send(const QByteArray &text) { m_socket.sendTextMessage(QString::fromUtf8(text)); }
    void sendBinary(const QByteArray &bytes) { m_socket.sendBinaryMessage(bytes); }

    // The next packet's text ("binary:" and the bytes for a binary one); null where none comes.
    QByteArray next(int timeout = Timeout)
    {
        if (!waitFor([this] { return !m_received.isEmpty(); }, timeout))
            return {};
        return m_received.takeFirst();
    }
    [[nodiscard]] bool hasNothing() const { return m_received.isEmpty(); }
    // Nothing came before an echo of this: a round trip instead of a time to wait. The server needs
    // a handler "sync" that acknowledges.
    bool syncsWithNothingBetween(const QByteArray &nsp = {})
    {
        send("42" + nsp + "999[\"sync\"]");
        return next() == "43" + nsp + "999[]";
    }
    bool waitForClosed(int timeout = Timeout)
    {
        return waitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; },
                       timeout);
    }
    [[nodiscard]] bool isOpen() const
    {
        return m_socket.state() == QAbstractSocket::ConnectedState;
    }
    void close() { m_socket.close(); }
    void abort() { m_socket.abort(); }
    [[nodiscard]] QByteArray openPacket() const { return m_open; }
    [[nodiscard]] QWebSocket &socket() { return m_socket; }

private:
    void receive(const QByteArray &text)
    {
        if (text == "2")
            send("3");
        else
            m_received.append(text);
    }

    QWebSocket m_socket;
    QList<QByteArray> m_received;
    QByteArray m_open;
};

// The same over long polling, a request at a time.
class PollingClient
{
public:
    PollingClient() = default;
    explicit PollingClient(quint16 port) { open(port); }

    bool open(quint16 port)
    {
        m_get.connectTo(port);
        m_post.connectTo(port);
        const QByteArray body = m_get.get("/socket.io/?EIO=4&transport=polling").body;
        m_sid = QJsonDocument::fromJson(body.mid(1)).object()[QStringLiteral("sid")].toString();
        return !m_sid.isEmpty();
    }
    [[nodiscard]] QByteArray target() const
    {
        return "/socket.io/?EIO=4&transport=polling&sid=" + m_sid.toUtf8();
    }
    // The packets of one poll.
    QList<QByteArray> poll() { return pollResponse().body.split('\x1e'); }
    RawResponse pollResponse() { return m_get.get(target()); }
    void startPoll() { m_get.send(RawHttpClient::getRequest(target())); }
    QList<QByteArray> finishPoll() { return m_get.receive().body.split('\x1e'); }
    RawResponse post(const QByteArray &body) { return m_post.post(target(), body); }
    // Joins "/" and returns the id of the socket.
    QString join()
    {
        post("40");
        const QByteArray answer = poll().value(0);
        return QJsonDocument::fromJson(answer.mid(2)).object()[QStringLiteral("sid")].toString();
    }
    [[nodiscard]] QString sid() const { return m_sid; }

private:
    RawHttpClient m_get;
    RawHttpClient m_post;
    QString m_sid;
};

} // namespace QSocketIo

#endif
