// SPDX-License-Identifier: MIT
#include "interopserver.h"

#include <QSocketIo/ClientSocket>
#include <QSocketIo/Manager>
#include <QtCore/QCborMap>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

// The client as one of Socket.IO's admin instrumentation, whose first events come before the answer
// to CONNECT.
class tst_AdminUiClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { qDeleteAll(m_sockets.children()); }

    void eventsBeforeTheAnswer();
    void comesBackWithTheSession();
    void refused();
    void commands();

private:
    ClientSocket *open(const QString &path, const QCborMap &auth)
    {
        QFETCH_GLOBAL(const QStringList, transports);
        ClientOptions options;
        options.transports = transports;
        options.auth = auth;
        return ClientSocket::open(m_server.url(path), options, &m_sockets);
    }
    ClientSocket *openAdmin(const QCborMap &auth) { return open(QStringLiteral("/admin"), auth); }
    static QCborMap credentials(const QString &password = QStringLiteral("changeit"))
    {
        return {{QStringLiteral("username"), QStringLiteral("admin")},
                {QStringLiteral("password"), password}};
    }

    InteropServer m_server;
    QObject m_sockets;
};

void tst_AdminUiClient::initTestCase_data()
{
    QTest::addColumn<QStringList>("transports");
    const QString polling = QStringLiteral("polling");
    const QString webSocket = QStringLiteral("websocket");
    QTest::newRow("polling") << QStringList{polling};
    QTest::newRow("websocket") << QStringList{webSocket};
    QTest::newRow("upgrade") << QStringList{polling, webSocket};
}

void tst_AdminUiClient::initTestCase()
{
    QVERIFY2(m_server.start(), "QSOCKETIO_INTEROP_SERVER does not name a server");
}

void tst_AdminUiClient::eventsBeforeTheAnswer()
{
    ClientSocket *admin = openAdmin(credentials());
    QStringList happened;
    admin->onAny(this, [&](const QString &event, const Payload &) { happened.append(event); });
    connect(admin, &ClientSocket::connected, this,
            [&happened] { happened.append(QStringLiteral("(connected)")); });
    QTRY_VERIFY(happened.contains(QStringLiteral("all_sockets")));
    QCOMPARE(happened.constFirst(), QStringLiteral("session"));
    const qsizetype connected = happened.indexOf(QStringLiteral("(connected)"));
    QVERIFY(connected > 0); // what came before it is delivered before it
    QVERIFY(happened.indexOf(QStringLiteral("config")) > connected);
    QCOMPARE(happened.count(QStringLiteral("session")), 1);
}

void tst_AdminUiClient::comesBackWithTheSession()
{
    ClientSocket *first = openAdmin(credentials());
    QString session;
    first->on("session", this, [&session](const QString &id) { session = id; });
    QTRY_VERIFY(first->isConnected());
    QVERIFY(!session.isEmpty());
    delete first;

    ClientSocket *second = openAdmin({{QStringLiteral("sessionId"), session}});
    QStringList names;
    second->onAny(this, [&names](const QString &event, const Payload &) { names.append(event); });
    QTRY_VERIFY(names.contains(QStringLiteral("all_sockets")));
    QVERIFY(!names.contains(QStringLiteral("session")));
}

void tst_AdminUiClient::refused()
{
    ClientSocket *admin = openAdmin(credentials(QStringLiteral("wrong")));
    Error error;
    connect(admin, &ClientSocket::connectError, this, [&error](const Error &e) { error = e; });
    QTRY_COMPARE(error, Error("invalid credentials"));
    QVERIFY(!admin->isActive());
}

// Its command reaches another client, and it hears of it.
void tst_AdminUiClient::commands()
{
    ClientSocket *admin = openAdmin(credentials());
    QTRY_VERIFY(admin->isConnected());
    QStringList joined;
    admin->on("socket_connected", this, [&joined](const QCborMap &socket, const QString &) {
        joined.append(socket.value(QStringLiteral("id")).toString());
    });
    ClientSocket *user = open({}, {});
    QTRY_VERIFY(user->isConnected());
    QTRY_VERIFY(joined.contains(user->id()));

    QString text;
    user->on("news", this, [&text](const QString &value) { text = value; });
    admin->emitEvent("emit", "/", user->id(), "news", "hello");
    QTRY_COMPARE(text, QStringLiteral("hello"));
    DisconnectReason reason{};
    connect(user, &ClientSocket::disconnected, this, [&](DisconnectReason r) { reason = r; });
    admin->emitEvent("_disconnect", "/", false, user->id());
    QTRY_COMPARE(reason, DisconnectReason::ServerNamespaceDisconnect);
}

QTEST_GUILESS_MAIN(tst_AdminUiClient)
#include "tst_adminuiclient.moc"
