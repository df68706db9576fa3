// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ENGINEFIXTURE_H
#define QSOCKETIO_TESTS_ENGINEFIXTURE_H

#include "engineio/engine.h"
#include "engineio/session.h"
#include "engineio/sessionsink_p.h"
#include "shared/rawhttp.h"
#include "shared/rawwebsocket.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPointer>
#include <QtCore/QStringList>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

namespace QSocketIo {

// What one session has told its sink.
class RecordingSink final : public SessionSink
{
public:
    void sessionText(const QByteArray &text) override
    {
        messages.append(text.isNull() ? QByteArrayLiteral("<null>") : text);
    }
    void sessionBinary(const QByteArray &bytes) override { messages.append("b:" + bytes.toHex()); }
    void sessionClosed(DisconnectReason reason, const QString &text) override
    {
        ++closedCount;
        closedReason = QByteArray(reasonText(reason).data());
        description = text;
    }

    QByteArrayList messages;
    int closedCount = 0;
    QByteArray closedReason;
    QString description;
};

// An engine on a loopback port, with a sink in its latest session.
class EngineFixture
{
public:
    explicit EngineFixture(const ServerOptions &options = {})
        : engine(new Engine(options))
    {
        QObject::connect(engine, &Engine::connection, engine, [this](Session *newSession) {
            session = newSession;
            sink = RecordingSink();
            SessionSink::install(session, &sink);
        });
        listen();
    }
    ~EngineFixture() { delete engine; }
    Q_DISABLE_COPY_MOVE(EngineFixture)

    void listen() { QVERIFY2(engine->listen(QHostAddress::LocalHost), "no port"); }
    [[nodiscard]] quint16 port() const { return engine->serverPort(); }

    // extra: such as "&sid=abc"
    [[nodiscard]] static QByteArray polling(const QByteArray &extra = {})
    {
        return "/socket.io/?EIO=4&transport=polling" + extra;
    }
    [[nodiscard]] static QByteArray webSocket(const QByteArray &extra = {})
    {
        return "/socket.io/?EIO=4&transport=websocket" + extra;
    }

    [[nodiscard]] static QByteArray text(DisconnectReason reason)
    {
        return QByteArray(reasonText(reason).data());
    }

    [[nodiscard]] static QJsonObject openPacket(const QByteArray &packet)
    {
        return QJsonDocument::fromJson(packet.mid(1)).object();
    }

    // Opens a polling session over the client; returns "&sid=...", or nothing.
    QByteArray open(RawHttpClient &client)
    {
        const RawResponse response = client.get(polling());
        if (response.status != 200 || !response.body.startsWith('0'))
            return {};
        return "&sid="
            + openPacket(response.body).value(QLatin1String("sid")).toString().toLatin1();
    }
    // Opens a websocket session; the open packet is taken.
    bool open(RawWebSocket &socket, const QByteArray &extra = {})
    {
        return socket.open(port(), webSocket(extra)).status == 101
            && socket.receiveText().startsWith('0');
    }
    [[nodiscard]] QByteArray sid() const { return "&sid=" + session->id().toLatin1(); }

    QPointer<Engine> engine;
    QPointer<Session> session;
    RecordingSink sink;
};

} // namespace QSocketIo

#endif
