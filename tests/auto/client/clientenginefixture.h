// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_CLIENTENGINEFIXTURE_H
#define QSOCKETIO_TESTS_CLIENTENGINEFIXTURE_H

#include "client/clientengine_p.h"
#include "scriptedserver.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <functional>
#include <memory>

namespace QSocketIo {

// A scripted server and an engine for each test function; what the engine says is recorded.
class ClientEngineFixture : public QObject
{
    Q_OBJECT
protected:
    using State = ClientEngine::State;

    void start(const ClientOptions &options, bool prefersWebSocket = false)
    {
        start(server->url(), options, prefersWebSocket);
    }
    void start(const QUrl &url, const ClientOptions &options, bool prefersWebSocket = false)
    {
        network = std::make_shared<ClientNetwork>(url, options);
        engine = new ClientEngine(network, options, prefersWebSocket, this);
        connect(engine, &ClientEngine::opened, this, [this] { record("opened"); });
        connect(engine, &ClientEngine::messageReceived, this,
                [this](const QByteArray &data, bool isBinary) {
                    record((isBinary ? "binary:" : "message:") + data);
                });
        connect(engine, &ClientEngine::pinged, this, [this] { record("pinged"); });
        connect(engine, &ClientEngine::upgraded, this,
                [this](const QString &name) { record("upgraded:" + name.toUtf8()); });
        connect(engine, &ClientEngine::closed, this,
                [this](DisconnectReason reason, const QString &text) {
                    const QLatin1StringView name = reasonText(reason);
                    description = text;
                    record("closed:" + QByteArray(name.data(), name.size()));
                });
        engine->open();
    }
    // Options of one transport alone.
    static ClientOptions only(const QString &transport)
    {
        ClientOptions options;
        options.transports = QStringList{transport};
        return options;
    }
    static ClientOptions polling() { return only(QStringLiteral("polling")); }
    static ClientOptions webSocket() { return only(QStringLiteral("websocket")); }

    // The next thing that the engine says; null where it says nothing.
    QByteArray said()
    {
        if (!waitFor([this] { return !events.isEmpty(); }))
            return {};
        return events.takeFirst();
    }
    void send(const QByteArray &text) { engine->send({{.data = text}}); }
    void sendBinary(const QByteArray &bytes) { engine->send({{.isBinary = true, .data = bytes}}); }

    std::unique_ptr<ScriptedServer> server;
    std::shared_ptr<ClientNetwork> network;
    QPointer<ClientEngine> engine;
    QList<QByteArray> events;
    QString description; // of the end
    std::function<void(const QByteArray &event)> reaction; // to what the engine says

private:
    void record(const QByteArray &event)
    {
        events.append(event);
        if (reaction)
            reaction(event);
    }

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
        delete engine;
        network.reset();
        server.reset();
        QCoreApplication::sendPostedEvents(nullptr,
                                           QEvent::DeferredDelete); // of the engine's sockets
    }
};

} // namespace QSocketIo

#endif
