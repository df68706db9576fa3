// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ADMINAPP_FAKEADMINSERVER_H
#define QSOCKETIO_TESTS_ADMINAPP_FAKEADMINSERVER_H

#include <QtCore/QPointer>
#include <QtCore/QUrl>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketServer>

#include <functional>
#include <memory>

namespace QsioAdmin {

// A server with an admin namespace, in hand-written frames: it behaves, or misbehaves, as its
// script says.
class FakeAdminServer : public QObject
{
public:
    static constexpr const char *allFeatures
        = R"({"supportedFeatures":["EMIT","JOIN","LEAVE","DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","AGGREGATED_EVENTS","ALL_EVENTS"]})";

    FakeAdminServer()
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
        connect(&m_webSockets, &QWebSocketServer::newConnection, this, [this] {
            while (QWebSocket *socket = m_webSockets.nextPendingConnection())
                accept(socket);
        });
        listen();
        onLogin = [this](const QByteArray &) { letIn(); };
    }

    bool listen()
    {
        return m_server.listen(QHostAddress(QHostAddress::LocalHost), m_port) && keepPort();
    }
    void stop()
    {
        m_server.close();
        drop();
    }
    // As a crash does it.
    void drop()
    {
        if (peer)
            peer->abort();
    }
    [[nodiscard]] QString url(const QString &scheme = QStringLiteral("http")) const
    {
        return QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(m_port);
    }

    void send(const QByteArray &text)
    {
        if (peer)
            peer->sendTextMessage(QString::fromUtf8(text));
    }
    void say(const QByteArray &event, const QByteArray &arguments)
    {
        send("42/admin,[\"" + event + "\"," + arguments + ']');
    }
    // Answers the login, with everything that a good server says then.
    void letIn()
    {
        connectNamespace();
        if (!features.isEmpty())
            say("config", features);
        if (!sockets.isEmpty())
            say("all_sockets", sockets);
    }
    void connectNamespace()
    {
        send("40/admin,{\"sid\":\"admin" + QByteArray::number(++m_admins) + "\"}");
    }

    std::function<void(const QByteArray &auth)> onLogin; // the text of the CONNECT's data
    QByteArray features = allFeatures;
    QByteArray sockets = "[]";
    QByteArray status = "200 OK"; // of polling
    QByteArray body = R"(0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000})";
    QByteArray openPacket
        = R"(0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000})";
    bool acceptsWebSockets = true;

    QList<QByteArray> logins; // what admins have said of themselves
    QList<QByteArray> commands; // all else that they have said
    QPointer<QWebSocket> peer;

private:
    bool keepPort()
    {
        m_port = m_server.serverPort();
        return true;
    }
    void read(QTcpSocket *socket)
    {
        const QByteArray head = socket->peek(socket->bytesAvailable());
        const bool isTls = head.startsWith('\x16'); // it is not understood here
        if (!head.contains("\r\n\r\n") && !isTls)
            return;
        socket->disconnect(this);
        if (acceptsWebSockets && head.toLower().contains("upgrade: websocket")) {
            m_webSockets.handleConnection(socket);
            Q_EMIT socket->readyRead();
            return;
        }
        socket->write("HTTP/1.1 "
                      + (head.toLower().contains("upgrade:") ? "400 Bad Request" : status)
                      + "\r\nConnection: close\r\nContent-Length: "
                      + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket->disconnectFromHost();
    }
    void accept(QWebSocket *socket)
    {
        socket->setParent(this);
        connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QWebSocket::textMessageReceived, this,
                [this](const QString &text) { hear(text.toUtf8()); });
        peer = socket;
        send(openPacket);
    }
    void hear(const QByteArray &text)
    {
        if (text.startsWith("40/admin,")) {
            logins.append(text.mid(9));
            onLogin(text.mid(9));
        } else if (text.startsWith("4")) {
            commands.append(text);
        }
    }

    QTcpServer m_server;
    QWebSocketServer m_webSockets{QString(), QWebSocketServer::NonSecureMode};
    quint16 m_port = 0;
    int m_admins = 0;
};

} // namespace QsioAdmin

#endif
