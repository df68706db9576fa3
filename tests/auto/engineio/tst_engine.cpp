// SPDX-License-Identifier: MIT
#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtNetwork/QTcpServer>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Engine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void paths_data();
    void paths();
    void errorsOverHttp_data();
    void errorsOverHttp();
    void trap7_errorsOfUpgrades_data();
    void trap7_errorsOfUpgrades();
    void trap5_forbidden();
    void trap10_cookie();
    void invalidCookieIsRefused();
    void trap11_headerEvents();
    void headerHandlersModify();
    void initialHeadersOfWebSocket();
    void upgradeWithoutWebSocketTransport();
    void idGenerator();
    void idGenerationFails_data();
    void idGenerationFails();
    void bookkeeping();
    void sessionsOfOneEngineHaveDifferentIds();
    void attach();
    void listenFails();
    void closeFromHeaders_data();
    void closeFromHeaders();
};

void tst_Engine::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("addTrailingSlash");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    const QString usual = QStringLiteral("/socket.io");
    QTest::newRow("usual") << usual << true << QByteArray("/socket.io/") << 200;
    QTest::newRow("trap 1: no slash before the query")
        << usual << true << QByteArray("/socket.io") << 404;
    QTest::newRow("trap 2: anything below it")
        << usual << true << QByteArray("/socket.io/any/sub/path") << 200;
    QTest::newRow("other path") << usual << true << QByteArray("/other/") << 404;
    QTest::newRow("encoded") << usual << true << QByteArray("/socket%2eio/") << 404;
    QTest::newRow("with slash") << QStringLiteral("/a/b/") << true << QByteArray("/a/b/") << 200;
    QTest::newRow("only one slash is dropped")
        << QStringLiteral("/a//") << true << QByteArray("/a//") << 200;
    QTest::newRow("root") << QStringLiteral("/") << true << QByteArray("/x") << 200;
    QTest::newRow("no trailing slash") << usual << false << QByteArray("/socket.io") << 200;
    QTest::newRow("no trailing slash, slash") << usual << false << QByteArray("/socket.io/") << 200;
    QTest::newRow("no trailing slash, longer name")
        << usual << false << QByteArray("/socket.iofoo") << 404;
}

void tst_Engine::paths()
{
    QFETCH(const QString, path);
    QFETCH(const bool, addTrailingSlash);
    QFETCH(const QByteArray, target);
    QFETCH(const int, status);
    ServerOptions options;
    options.path = path;
    options.addTrailingSlash = addTrailingSlash;
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    QCOMPARE(client.get(target + "?EIO=4&transport=polling").status, status);
    QCOMPARE(fixture.engine->clientsCount(), status == 200 ? 1 : 0);
}

void tst_Engine::errorsOverHttp_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    const QByteArray get = "GET";
    QTest::newRow("unknown transport") << get << QByteArray("EIO=4&transport=foo")
                                       << QByteArray(R"({"code":0,"message":"Transport unknown"})");
    QTest::newRow("unknown sid") << get << QByteArray("EIO=4&transport=polling&sid=abc")
                                 << QByteArray(R"({"code":1,"message":"Session ID unknown"})");
    QTest::newRow("method") << QByteArray("POST") << QByteArray("EIO=4&transport=polling")
                            << QByteArray(R"({"code":2,"message":"Bad handshake method"})");
    QTest::newRow("websocket without upgrade")
        << get << QByteArray("EIO=4&transport=websocket")
        << QByteArray(R"({"code":3,"message":"Bad request"})");
    QTest::newRow("trap 3: no EIO")
        << get << QByteArray("transport=polling")
        << QByteArray(R"({"code":5,"message":"Unsupported protocol version"})");
    QTest::newRow("trap 3: EIO 2")
        << get << QByteArray("EIO=2&transport=polling")
        << QByteArray(R"({"code":5,"message":"Unsupported protocol version"})");
}

void tst_Engine::errorsOverHttp()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, body);
    EngineFixture fixture;
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    RawHttpClient client(fixture.port());
    const RawResponse response
        = client.request(method + " /socket.io/?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, body);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/json"));
    QVERIFY(!response.hasHeader("cache-control"));
    QCOMPARE(errors.count(), 1);
    const auto error = errors.at(0).at(0).value<EngineError>();
    QCOMPARE(error.code, body.mid(8, 1).toInt());
    QCOMPARE(error.request.method(), method);
    QVERIFY(body.contains(error.message.toUtf8()));
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_Engine::trap7_errorsOfUpgrades_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("trap 7: code 0")
        << QByteArray("EIO=4&transport=foo") << QByteArray("Transport unknown");
    QTest::newRow("trap 7: code 1")
        << QByteArray("EIO=4&transport=websocket&sid=abc") << QByteArray("Session ID unknown");
    QTest::newRow("trap 7: code 3")
        << QByteArray("EIO=4&transport=websocket&id=none") << QByteArray("Bad request");
    QTest::newRow("trap 7: code 4")
        << QByteArray("EIO=4&transport=websocket&refused=1") << QByteArray("Forbidden");
    QTest::newRow("trap 7: code 5")
        << QByteArray("EIO=3&transport=websocket") << QByteArray("Unsupported protocol version");
}

void tst_Engine::trap7_errorsOfUpgrades()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, message);
    ServerOptions options;
    options.allowRequest = [](const HttpRequest &request) {
        return AllowRequestResult{!request.query().contains(QStringLiteral("refused")), {}};
    };
    EngineFixture fixture(options);
    fixture.engine->setIdGenerator(
        [](const HttpRequest &request) { return request.query().value(QStringLiteral("no id")); });
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::webSocketRequest("/socket.io/?" + query));
    QVERIFY(client.waitForClosed());
    QCOMPARE(client.unparsed(),
             "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-type: text/html\r\n"
             "Content-Length: "
                 + QByteArray::number(message.size()) + "\r\n\r\n" + message);
    QCOMPARE(errors.count(), 1);
}

void tst_Engine::trap5_forbidden()
{
    ServerOptions options;
    options.allowRequest = [](const HttpRequest &request) {
        return AllowRequestResult{request.query().value(QStringLiteral("key"))
                                      == QLatin1String("1"),
                                  QStringLiteral("no \"key\"")};
    };
    EngineFixture fixture(options);
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(EngineFixture::polling());
    QCOMPARE(response.status, 403);
    QCOMPARE(response.body, QByteArray(R"({"code":4,"message":"no \"key\""})"));
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket());
    QCOMPARE(socket.response().status, 400);
    QCOMPARE(socket.response().body, QByteArray("no \"key\""));
    QCOMPARE(errors.count(), 2);
    for (const QList<QVariant> &arguments : errors) {
        const auto error = arguments.at(0).value<EngineError>();
        QCOMPARE(error.code, int(EngineError::Forbidden));
        QCOMPARE(error.message, QStringLiteral("Forbidden"));
        QCOMPARE(error.context.value(QStringLiteral("message")).toString(),
                 QStringLiteral("no \"key\""));
    }
    QCOMPARE(client.get(EngineFixture::polling("&key=1")).status, 200);
}

void tst_Engine::trap10_cookie()
{
    ServerOptions options;
    options.cookie = CookieOptions();
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(EngineFixture::polling());
    QCOMPARE(response.header("Set-Cookie"),
             "io=" + fixture.session->id().toLatin1() + "; Path=/; HttpOnly; SameSite=Lax");
    const QByteArray sid = fixture.sid();
    QVERIFY(!client.post(EngineFixture::polling(sid), "4x").hasHeader("Set-Cookie"));
    fixture.session->sendText("x");
    QVERIFY(!client.get(EngineFixture::polling(sid)).hasHeader("Set-Cookie"));
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket());
    QVERIFY(socket.isOpen());
    QVERIFY(!socket.response().hasHeader("Set-Cookie"));
}

void tst_Engine::invalidCookieIsRefused()
{
    ServerOptions options;
    options.cookie = CookieOptions();
    options.cookie->path = QStringLiteral("/; Secure");
    QTest::ignoreMessage(QtWarningMsg, "ServerOptions::cookie: not a valid cookie, none is sent");
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(EngineFixture::polling());
    QCOMPARE(response.status, 200);
    QVERIFY(!response.hasHeader("Set-Cookie"));
}

void tst_Engine::trap11_headerEvents()
{
    ServerOptions options;
    options.maxHttpBufferSize = 100;
    options.allowRequest = [](const HttpRequest &request) {
        return AllowRequestResult{!request.query().contains(QStringLiteral("refused")), {}};
    };
    EngineFixture fixture(options);
    QSignalSpy initial(fixture.engine, &Engine::initialHeaders);
    QSignalSpy headers(fixture.engine, &Engine::headers);
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QCOMPARE(initial.count(), 1);
    QCOMPARE(headers.count(), 1);
    fixture.session->sendText("x");
    QCOMPARE(client.get(EngineFixture::polling(sid)).status, 200);
    QCOMPARE(headers.count(), 2);
    QCOMPARE(client.post(EngineFixture::polling(sid), "4x").status, 200);
    QCOMPARE(headers.count(), 3);
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket(sid));
    QVERIFY(socket.isOpen());
    QCOMPARE(headers.count(), 4);
    QCOMPARE(initial.count(), 1);
    // None for refusals
    QCOMPARE(client.get("/socket.io/?EIO=4").status, 400);
    QCOMPARE(
        client
            .request("PUT " + EngineFixture::polling(sid) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .status,
        500);
    QCOMPARE(client.get(EngineFixture::polling("&refused=1")).status, 403);
    const QByteArray other = fixture.open(client);
    QCOMPARE(headers.count(), 5);
    QCOMPARE(client.post(EngineFixture::polling(other), QByteArray(101, '4')).status, 413);
    QCOMPARE(headers.count(), 5);
    QCOMPARE(initial.count(), 2);
}

void tst_Engine::headerHandlersModify()
{
    ServerOptions options;
    options.cookie = CookieOptions();
    EngineFixture fixture(options);
    connect(fixture.engine, &Engine::initialHeaders, this,
            [](HttpHeaders *headers, const HttpRequest &request) {
                QCOMPARE(request.method(), QByteArray("GET"));
                headers->set("X-Initial", "1");
                headers->append("set-cookie", "a=b");
            });
    connect(fixture.engine, &Engine::headers, this, [](HttpHeaders *headers) {
        headers->set("X-Every", headers->contains("X-Initial") ? "2" : "1");
    });
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(EngineFixture::polling());
    QCOMPARE(response.header("X-Initial"), QByteArray("1"));
    QCOMPARE(response.header("X-Every"), QByteArray("2"));
    int cookies = 0;
    for (const auto &field : response.headers)
        cookies += field.first.toLower() == "set-cookie";
    QCOMPARE(cookies, 2);
    const RawResponse post = client.post(EngineFixture::polling(fixture.sid()), "4x");
    QVERIFY(!post.hasHeader("X-Initial"));
    QCOMPARE(post.header("X-Every"), QByteArray("1"));
}

void tst_Engine::initialHeadersOfWebSocket()
{
    EngineFixture fixture;
    connect(fixture.engine, &Engine::initialHeaders, this,
            [](HttpHeaders *headers) { headers->set("X-Initial", "1"); });
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket());
    QCOMPARE(socket.response().status, 101);
    QCOMPARE(socket.response().header("X-Initial"), QByteArray("1"));
}

void tst_Engine::upgradeWithoutWebSocketTransport()
{
    ServerOptions options;
    options.transports = {QStringLiteral("polling")};
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    QVERIFY(client.get(EngineFixture::polling()).body.contains(R"("upgrades":[])"));
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket());
    QCOMPARE(socket.response().status, 400);
    QCOMPARE(socket.response().body, QByteArray(R"({"code":0,"message":"Transport unknown"})"));
}

void tst_Engine::idGenerator()
{
    EngineFixture fixture;
    fixture.engine->setIdGenerator([](const HttpRequest &request) {
        return QStringLiteral("id-") + request.query().value(QStringLiteral("user"));
    });
    RawHttpClient client(fixture.port());
    QVERIFY(client.get(EngineFixture::polling("&user=7")).body.contains(R"("sid":"id-7")"));
    QCOMPARE(fixture.engine->session(QStringLiteral("id-7")), fixture.session);
    fixture.engine->setIdGenerator({});
    QVERIFY(!fixture.open(client).isEmpty());
    QCOMPARE(fixture.session->id().size(), 20);
}

void tst_Engine::idGenerationFails_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("trap 89: empty") << QString();
    QTest::newRow("trap 89: in use") << QStringLiteral("taken");
}

void tst_Engine::idGenerationFails()
{
    QFETCH(const QString, id);
    EngineFixture fixture;
    fixture.engine->setIdGenerator([](const HttpRequest &) { return QStringLiteral("taken"); });
    RawHttpClient client(fixture.port());
    QVERIFY(!fixture.open(client).isEmpty());
    fixture.engine->setIdGenerator([id](const HttpRequest &) { return id; });
    QSignalSpy errors(fixture.engine, &Engine::connectionError);

    const RawResponse response = client.get(EngineFixture::polling());
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, QByteArray(R"({"code":3,"message":"Bad request"})"));
    // Before the 101
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket());
    QCOMPARE(socket.response().status, 400);
    QCOMPARE(socket.response().body, QByteArray("Bad request"));
    QCOMPARE(errors.count(), 2);
    QCOMPARE(
        errors.at(0).at(0).value<EngineError>().context.value(QStringLiteral("name")).toString(),
        QStringLiteral("ID_GENERATION_ERROR"));
    QCOMPARE(fixture.engine->clientsCount(), 1);
}

void tst_Engine::bookkeeping()
{
    EngineFixture fixture;
    QCOMPARE(fixture.engine->clientsCount(), 0);
    QVERIFY(!fixture.engine->session(QStringLiteral("x")));
    RawHttpClient client(fixture.port());
    int countAtHeaders = -1;
    connect(fixture.engine, &Engine::headers, this,
            [&] { countAtHeaders = fixture.engine->clientsCount(); });
    QVERIFY(!fixture.open(client).isEmpty());
    QCOMPARE(countAtHeaders, 0); // the answer is written first
    QCOMPARE(fixture.engine->clientsCount(), 1);
    QCOMPARE(fixture.engine->sessions(), QList<Session *>{fixture.session});
    QCOMPARE(fixture.engine->session(fixture.session->id()), fixture.session);
    QCOMPARE(fixture.session->request().target(), EngineFixture::polling());
    QVERIFY(fixture.session->remoteAddress().isLoopback());
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_Engine::sessionsOfOneEngineHaveDifferentIds()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    QVERIFY(!fixture.open(client).isEmpty());
    QVERIFY(fixture.session->id().endsWith(QLatin1String("AAAA")));
    QVERIFY(!fixture.open(client).isEmpty());
    QVERIFY(fixture.session->id().endsWith(QLatin1String("AAAB")));
}

void tst_Engine::attach()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    EngineFixture fixture;
    fixture.engine->close();
    QVERIFY(fixture.engine->attach(&server));
    RawHttpClient client(server.serverPort());
    QVERIFY(!fixture.open(client).isEmpty());
}

void tst_Engine::listenFails()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    Engine engine;
    QVERIFY(!engine.listen(QHostAddress::LocalHost, server.serverPort()));
    QVERIFY(!engine.errorString().isEmpty());
    QVERIFY(!engine.isListening());
    QVERIFY(!engine.attach(nullptr));
}

void tst_Engine::closeFromHeaders_data()
{
    QTest::addColumn<bool>("overWebSocket");
    QTest::newRow("polling") << false;
    QTest::newRow("websocket") << true;
}

// The session of the handshake does not survive the close that its own headers triggered.
void tst_Engine::closeFromHeaders()
{
    QFETCH(const bool, overWebSocket);
    EngineFixture fixture;
    QSignalSpy connections(fixture.engine, &Engine::connection);
    connect(fixture.engine, &Engine::headers, this, [&] { fixture.engine->close(); });
    RawHttpClient client(fixture.port());
    client.send(overWebSocket ? RawHttpClient::webSocketRequest(EngineFixture::webSocket())
                              : RawHttpClient::getRequest(EngineFixture::polling()));
    QVERIFY(client.waitForClosed());
    QCOMPARE(connections.count(), 0);
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

QTEST_GUILESS_MAIN(tst_Engine)
#include "tst_engine.moc"
