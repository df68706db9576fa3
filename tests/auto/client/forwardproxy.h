// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_FORWARDPROXY_H
#define QSOCKETIO_TESTS_FORWARDPROXY_H

#include <QtCore/QList>
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

namespace QSocketIo {

// An HTTP proxy: it forwards requests with a whole URL to the port that the first one of a
// connection names, and makes tunnels for CONNECT. Every host is localhost. It may ask for a
// password.
class ForwardProxy : public QTcpServer
{
public:
    ForwardProxy()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = nextPendingConnection())
                connect(client, &QTcpSocket::readyRead, this, [this, client] { begin(client); });
        });
        listen(QHostAddress(QHostAddress::LocalHost));
    }
    // What a client needs to know. Without a user: none.
    [[nodiscard]] QNetworkProxy settings(const QString &user = {},
                                         const QString &password = {}) const
    {
        return QNetworkProxy(QNetworkProxy::HttpProxy, serverAddress().toString(), serverPort(),
                             user, password);
    }
    void setCredentials(const QByteArray &user, const QByteArray &password)
    {
        m_credentials = "Basic " + QByteArray(user + ':' + password).toBase64();
    }
    // The methods of the requests that connections began with and that it let pass.
    [[nodiscard]] QByteArrayList methods() const { return m_methods; }

private:
    void begin(QTcpSocket *client)
    {
        const QByteArray bytes = client->peek(client->bytesAvailable());
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArrayList line = bytes.first(bytes.indexOf('\r')).split(' ');
        const bool isTunnel = line.value(0) == "CONNECT";
        if (!m_credentials.isEmpty() && !bytes.first(end).contains(m_credentials)) {
            client->readAll();
            client->write("HTTP/1.1 407 Proxy Authentication Required\r\n"
                          "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        m_methods.append(line.value(0));
        client->disconnect(this);
        const QUrl target = QUrl::fromEncoded(isTunnel ? "x://" + line.value(1) : line.value(1));
        auto *server = new QTcpSocket(client);
        connect(server, &QTcpSocket::connected, client, [client, server, isTunnel, end] {
            if (isTunnel) {
                client->read(end + 4);
                client->write("HTTP/1.1 200 Connection established\r\n\r\n");
            }
            pipe(client, server);
            pipe(server, client);
        });
        server->connectToHost(serverAddress(), static_cast<quint16>(target.port()));
    }
    static void pipe(QTcpSocket *from, QTcpSocket *to)
    {
        connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
        connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
        to->write(from->readAll());
    }

    QByteArray m_credentials;
    QByteArrayList m_methods;
};

} // namespace QSocketIo

#endif
