// SPDX-License-Identifier: MIT
#include "engineio/cors_p.h"

#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(QSocketIo::CorsOptions)

class tst_Cors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void apply_data();
    void apply();
    void refusedByPredicate();
    void trap12_preflight_data();
    void trap12_preflight();
    void trap12_optionsWithoutCors();
    void optionsSuccessStatus();
    void preflightContinue();
    void trap13_disallowedOriginIsServed();
    void trap14_errorsAndUpgrades();
};

static HttpRequest makeRequest(const QByteArray &method, const QByteArray &origin,
                               const QByteArray &askedHeaders = {})
{
    HttpRequest request;
    request.setMethod(method);
    request.setTarget("/socket.io/");
    HttpHeaders headers;
    if (!origin.isNull())
        headers.append("Origin", origin);
    if (!askedHeaders.isNull())
        headers.append("Access-Control-Request-Headers", askedHeaders);
    request.setHeaders(headers);
    return request;
}

static QByteArrayList lines(const HttpHeaders &headers)
{
    QByteArrayList result;
    for (const HttpHeaders::Field &field : headers.fields())
        result.append(field.name + ": " + field.value);
    return result;
}

void tst_Cors::apply_data()
{
    QTest::addColumn<CorsOptions>("options");
    QTest::addColumn<HttpRequest>("request");
    QTest::addColumn<QByteArrayList>("expected");

    const auto get = [](const QByteArray &origin) { return makeRequest("GET", origin); };
    const QByteArrayList varyOnly{"Vary: Origin"};
    const auto allowed = [](const QByteArray &origin) {
        return QByteArrayList{"Access-Control-Allow-Origin: " + origin, "Vary: Origin"};
    };

    CorsOptions options{.origins = {QStringLiteral("*")}};
    QTest::newRow("everybody") << options << get("https://a")
                               << QByteArrayList{"Access-Control-Allow-Origin: *"};
    QTest::newRow("everybody, no origin")
        << options << get({}) << QByteArrayList{"Access-Control-Allow-Origin: *"};

    options.origins = {QStringLiteral("https://a")};
    QTest::newRow("trap 13: one origin, asked by it")
        << options << get("https://a") << allowed("https://a");
    QTest::newRow("trap 13: one origin, asked by another")
        << options << get("https://b") << allowed("https://a");

    options.origins.append(QStringLiteral("https://b"));
    QTest::newRow("list, hit") << options << get("https://b") << allowed("https://b");
    QTest::newRow("trap 13: list, miss") << options << get("https://c") << varyOnly;
    QTest::newRow("list, no origin") << options << get({}) << varyOnly;

    options.origins = {};
    options.originPatterns = {QRegularExpression(QStringLiteral("^https://[a-c]$"))};
    QTest::newRow("pattern, hit") << options << get("https://c") << allowed("https://c");
    QTest::newRow("trap 13: pattern, miss") << options << get("https://d") << varyOnly;

    options.origins = {QStringLiteral("https://d")};
    QTest::newRow("one origin and a pattern")
        << options << get("https://d") << allowed("https://d");
    QTest::newRow("one origin and a pattern, miss") << options << get("https://e") << varyOnly;

    options = {};
    options.reflectOrigin = true;
    QTest::newRow("reflected") << options << get("https://x") << allowed("https://x");
    QTest::newRow("reflected, no origin") << options << get({}) << varyOnly;
    QTest::newRow("reflected, invalid origin") << options << get("https://x\x01") << varyOnly;

    options = {};
    options.originPredicate
        = [](const QString &origin) { return origin.startsWith(QLatin1String("https")); };
    QTest::newRow("predicate says yes") << options << get("https://x") << allowed("https://x");
    QTest::newRow("predicate says no") << options << get("http://x") << QByteArrayList();

    options = {.origins = {QStringLiteral("*")}};
    options.credentials = true;
    options.exposedHeaders = {QStringLiteral("X-A"), QStringLiteral("X-B")};
    options.maxAge = 10s;
    QTest::newRow("credentials and exposed headers")
        << options << get("https://x")
        << QByteArrayList{"Access-Control-Allow-Origin: *",
                          "Access-Control-Allow-Credentials: true",
                          "Access-Control-Expose-Headers: X-A,X-B"};
    QTest::newRow("preflight with everything")
        << options << makeRequest("OPTIONS", "https://x", "x-c, x-d")
        << QByteArrayList{"Access-Control-Allow-Origin: *",
                          "Access-Control-Allow-Credentials: true",
                          "Access-Control-Allow-Methods: GET,HEAD,PUT,PATCH,POST,DELETE",
                          "Vary: Access-Control-Request-Headers",
                          "Access-Control-Allow-Headers: x-c, x-d",
                          "Access-Control-Max-Age: 10",
                          "Access-Control-Expose-Headers: X-A,X-B"};

    options = {};
    options.origins = {QStringLiteral("https://a"), QStringLiteral("https://b")};
    options.methods = {QStringLiteral("GET"), QStringLiteral("POST")};
    QTest::newRow("preflight of a list")
        << options << makeRequest("OPTIONS", "https://b")
        << QByteArrayList{"Access-Control-Allow-Origin: https://b",
                          "Vary: Origin, Access-Control-Request-Headers",
                          "Access-Control-Allow-Methods: GET,POST"};
    options.allowedHeaders = {QStringLiteral("X-A"), QStringLiteral("X-B")};
    QTest::newRow("preflight with allowed headers")
        << options << makeRequest("OPTIONS", "https://b", "x-c")
        << QByteArrayList{"Access-Control-Allow-Origin: https://b", "Vary: Origin",
                          "Access-Control-Allow-Methods: GET,POST",
                          "Access-Control-Allow-Headers: X-A,X-B"};
}

void tst_Cors::apply()
{
    QFETCH(const CorsOptions, options);
    QFETCH(const HttpRequest, request);
    QFETCH(const QByteArrayList, expected);

    HttpHeaders headers;
    const Cors::Outcome outcome = Cors::apply(options, request, &headers);
    QCOMPARE(lines(headers), expected);
    QCOMPARE(outcome == Cors::Outcome::Answer, request.method() == "OPTIONS");
}

void tst_Cors::refusedByPredicate()
{
    CorsOptions options;
    options.originPredicate = [](const QString &) { return false; };
    HttpHeaders headers;
    const auto outcome = Cors::apply(options, makeRequest("OPTIONS", "https://x"), &headers);
    QCOMPARE(outcome, Cors::Outcome::Continue);
    QVERIFY(headers.isEmpty());
}

static ServerOptions withCors(const CorsOptions &cors = {.origins = {QStringLiteral("*")}})
{
    ServerOptions options;
    options.cors = cors;
    return options;
}

static QByteArray preflight(const QByteArray &query)
{
    return "OPTIONS /socket.io/?" + query
        + " HTTP/1.1\r\nHost: localhost\r\nOrigin: https://x\r\n\r\n";
}

void tst_Cors::trap12_preflight_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("trap 12: handshake") << QByteArray("EIO=4&transport=polling");
    QTest::newRow("trap 12: unknown transport") << QByteArray("EIO=4&transport=foo");
    QTest::newRow("trap 12: unknown sid") << QByteArray("EIO=4&transport=polling&sid=abc");
}

void tst_Cors::trap12_preflight()
{
    QFETCH(const QByteArray, query);
    EngineFixture fixture(withCors());
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    RawHttpClient client(fixture.port());

    const RawResponse response = client.request(preflight(query), true);
    QCOMPARE(response.status, 204);
    QCOMPARE(response.header("Content-Length"), QByteArray("0"));
    QCOMPARE(response.header("Access-Control-Allow-Origin"), QByteArray("*"));
    QCOMPARE(response.header("Access-Control-Allow-Methods"),
             QByteArray("GET,HEAD,PUT,PATCH,POST,DELETE"));
    QCOMPARE(errors.count(), 0);
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_Cors::trap12_optionsWithoutCors()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const RawResponse response = client.request(preflight("EIO=4&transport=polling"));
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, QByteArray(R"({"code":2,"message":"Bad handshake method"})"));
}

void tst_Cors::optionsSuccessStatus()
{
    EngineFixture fixture(
        withCors({.origins = {QStringLiteral("*")}, .optionsSuccessStatus = 200}));
    RawHttpClient client(fixture.port());
    const RawResponse response = client.request(preflight("EIO=4&transport=polling"));
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Length"), QByteArray("0"));
}

void tst_Cors::preflightContinue()
{
    CorsOptions cors{.origins = {QStringLiteral("*")}};
    cors.preflightContinue = true;
    EngineFixture fixture(withCors(cors));
    RawHttpClient client(fixture.port());
    const RawResponse response = client.request(preflight("EIO=4&transport=polling"));
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, QByteArray(R"({"code":2,"message":"Bad handshake method"})"));
    QCOMPARE(response.header("Access-Control-Allow-Origin"), QByteArray("*"));
}

void tst_Cors::trap13_disallowedOriginIsServed()
{
    CorsOptions cors;
    cors.origins = {QStringLiteral("https://a"), QStringLiteral("https://b")};
    EngineFixture fixture(withCors(cors));
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(EngineFixture::polling(), "Origin: https://c\r\n");
    QCOMPARE(response.status, 200);
    QVERIFY(!response.hasHeader("Access-Control-Allow-Origin"));
    QCOMPARE(response.header("Vary"), QByteArray("Origin"));
}

void tst_Cors::trap14_errorsAndUpgrades()
{
    CorsOptions cors;
    cors.credentials = true;
    cors.reflectOrigin = true;
    EngineFixture fixture(withCors(cors));
    RawHttpClient client(fixture.port());
    const QByteArray origin = "Origin: https://a\r\n";

    RawResponse response = client.get("/socket.io/?EIO=4&transport=foo", origin);
    QCOMPARE(response.status, 400);
    QCOMPARE(response.header("Access-Control-Allow-Origin"), QByteArray("https://a"));
    QCOMPARE(response.header("Access-Control-Allow-Credentials"), QByteArray("true"));

    response = client.get(EngineFixture::polling(), origin);
    QCOMPARE(response.header("Access-Control-Allow-Origin"), QByteArray("https://a"));
    response = client.post(EngineFixture::polling(fixture.sid()), "4x", origin);
    QCOMPARE(response.body, QByteArray("ok"));
    QCOMPARE(response.header("Access-Control-Allow-Origin"), QByteArray("https://a"));

    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket(), origin);
    QCOMPARE(socket.response().status, 101);
    QCOMPARE(socket.response().header("Access-Control-Allow-Origin"), QByteArray("https://a"));
    QCOMPARE(socket.response().header("Vary"), QByteArray("Origin"));
}

QTEST_GUILESS_MAIN(tst_Cors)
#include "tst_cors.moc"
