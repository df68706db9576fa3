// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_SECURECLIENTFIXTURE_H
#define QSOCKETIO_TESTS_SECURECLIENTFIXTURE_H

#include "client/clientsocket.h"
#include "client/manager.h"
#include "server/server.h"
#include "server/socket.h"
#include "shared/certificate.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <memory>

namespace QSocketIo {

// A server of this library and a client of it, each test function by polling, by WebSocket and with
// the upgrade.
class SecureClientFixture : public QObject
{
    Q_OBJECT
protected:
    void startServer(const ServerOptions &options = {},
                     const QHostAddress &address = QHostAddress(QHostAddress::LocalHost))
    {
        io = std::make_unique<Server>(options);
        connect(io.get(), &Server::connection, this, [this](Socket *joined) {
            joinedSocket = joined;
            joined->on("echo", joined, [](const QByteArray &bytes) { return bytes; });
        });
        QVERIFY(io->listen(address));
    }
    void startSecureServer() { startServer(secureOptions()); }
    [[nodiscard]] ServerOptions secureOptions() const
    {
        ServerOptions options;
        options.ssl = tls;
        return options;
    }
    [[nodiscard]] QUrl url(const QString &scheme,
                           const QString &host = QStringLiteral("127.0.0.1")) const
    {
        return QUrl(QStringLiteral("%1://%2:%3").arg(scheme, host).arg(io->serverPort()));
    }
    // The client's end of trust in the server's certificate.
    [[nodiscard]] QSslConfiguration trusting() const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({tls.localCertificate()});
        return configuration;
    }
    void open(const QUrl &address, ClientOptions options = {})
    {
        using namespace std::chrono_literals;
        QFETCH_GLOBAL(const QStringList, transports);
        options.transports = transports;
        options.reconnectionDelay = 1ms;
        options.reconnectionDelayMax = 20ms;
        client = ClientSocket::open(address, options, this);
        connect(client, &ClientSocket::connectError, this,
                [this](const Error &error) { errors.append(error); });
    }
    // It works, with all that a row says.
    void verifyConnected()
    {
        QFETCH_GLOBAL(const QString, transport);
        QTRY_VERIFY2(client->isConnected(), qPrintable(firstError()));
        QTRY_COMPARE(client->manager()->transportName(), transport);
        const QByteArray bytes(300'000, '\xff');
        const QFuture<Result<Payload>> answer = client->emitWithAck("echo", bytes);
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(answer.result());
        QVERIFY(answer.result()->at(0).toByteArray() == bytes);
        QVERIFY(errors.isEmpty());
    }
    // It fails with the code Network, and tries again.
    void verifyRefused()
    {
        QTRY_VERIFY(errors.size() >= 2);
        QCOMPARE(errors.constFirst().code(), Error::Code::Network);
        QVERIFY(!firstError().isEmpty());
        QVERIFY2(!firstError().startsWith(QStringLiteral("WebSocket close code")),
                 qPrintable(firstError())); // which would not say why
        QVERIFY(client->isActive());
        QVERIFY(!client->isConnected());
        QVERIFY(!joinedSocket);
    }
    [[nodiscard]] QString firstError() const
    {
        return errors.isEmpty() ? QString() : errors.constFirst().message();
    }

    QSslConfiguration tls = makeServerTls();
    std::unique_ptr<Server> io;
    QPointer<Socket> joinedSocket; // the last one that the server has let in
    QPointer<ClientSocket> client;
    QList<Error> errors;

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QStringList>("transports");
        QTest::addColumn<QString>("transport"); // in the end
        const QString polling = QStringLiteral("polling");
        const QString webSocket = QStringLiteral("websocket");
        QTest::newRow("polling") << QStringList{polling} << polling;
        QTest::newRow("websocket") << QStringList{webSocket} << webSocket;
        QTest::newRow("upgrade") << QStringList{polling, webSocket} << webSocket;
    }
    void initTestCase() { QVERIFY(!tls.localCertificate().isNull()); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        errors.clear();
    }
    void cleanup()
    {
        delete client;
        io.reset();
    }
};

} // namespace QSocketIo

#endif
