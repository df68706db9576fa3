// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_CLIENTSOCKETFIXTURE_H
#define QSOCKETIO_TESTS_CLIENTSOCKETFIXTURE_H

#include "client/clientsocket.h"
#include "client/manager.h"
#include "codec/packetparser.h"
#include "scriptedserver.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <functional>
#include <memory>

namespace QSocketIo {

// A scripted server, and a socket that connects to it by WebSocket; what the socket says is
// recorded.
class ClientSocketFixture : public QObject
{
    Q_OBJECT
protected:
    // Options that suit tests: WebSocket, and quick reconnections.
    static ClientOptions quick()
    {
        using namespace std::chrono_literals;
        ClientOptions options;
        options.transports = QStringList{QStringLiteral("websocket")};
        options.reconnectionDelay = 1ms;
        options.reconnectionDelayMax = 20ms;
        return options;
    }
    void start(const ClientOptions &options = quick(), const QString &path = {})
    {
        socket = ClientSocket::open(server->url(path), options, this);
        observe(socket, {});
    }
    void observe(ClientSocket *observed, const QByteArray &prefix)
    {
        const auto add = [this, prefix](const QByteArray &event) { record(prefix + event); };
        connect(observed, &ClientSocket::connected, this, [add] { add("connected"); });
        connect(observed, &ClientSocket::disconnected, this, [add](DisconnectReason reason) {
            add("disconnected:" + QByteArray(reasonText(reason).data()));
        });
        connect(observed, &ClientSocket::connectError, this,
                [add](const Error &error) { add("connectError:" + error.message().toUtf8()); });
        connect(observed, &ClientSocket::errorOccurred, this,
                [add](const Error &error) { add("error:" + error.message().toUtf8()); });
    }
    // The server's end: takes the next WebSocket and opens a session.
    void accept()
    {
        peer = server->nextWebSocket();
        QVERIFY(peer->isValid());
        peer->send(ScriptedServer::openPacket());
    }
    // Lets the socket into "/".
    void letIn(const QByteArray &data = "{\"sid\":\"s1\"}")
    {
        QCOMPARE(peer->next().left(2), "40");
        peer->send("40" + data);
        QCOMPARE(said(), "connected");
    }
    void connectSocket(const ClientOptions &options = quick())
    {
        start(options);
        accept();
        letIn();
    }
    QByteArray said()
    {
        if (!waitFor([this] { return !events.isEmpty(); }))
            return {};
        return events.takeFirst();
    }
    void record(const QByteArray &event)
    {
        events.append(event);
        if (reaction)
            reaction(event);
    }

    std::unique_ptr<ScriptedServer> server;
    std::unique_ptr<ScriptedWebSocket> peer;
    QPointer<ClientSocket> socket;
    QList<QByteArray> events;
    std::function<void(const QByteArray &event)> reaction;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        server = std::make_unique<ScriptedServer>();
        events.clear();
        reaction = {};
    }
    void cleanup()
    {
        delete socket;
        // What the client still has to say has a moment for it.
        if (peer && peer->isValid())
            QVERIFY(peer->waitForClosed());
        peer.reset();
        server.reset();
    }
};

} // namespace QSocketIo

#endif
