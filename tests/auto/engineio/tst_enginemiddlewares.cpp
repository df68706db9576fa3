// SPDX-License-Identifier: MIT
#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QThread>
#include <QtTest/QTest>

#include <memory>
#include <optional>

using namespace QSocketIo;

namespace {
const QByteArray BadRequest = R"({"code":3,"message":"Bad request"})";

class Stamp : public QObject
{
    Q_OBJECT
public:
    void stamp(const HttpRequest &, HttpReply &reply, const Next &next)
    {
        reply.setHeader("X-Stamp", "1");
        next();
    }
};
} // namespace

class tst_EngineMiddlewares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyRequestInOrder();
    void otherPathsAreNotTheirs();
    void beforeVerification();
    void afterCors();
    void memberFunctions();
    void headersOfAnswers();
    void headersMayBeChanged();
    void endsPolling();
    void endsWithInvalidStatus();
    void trap90_endsUpgrade_data();
    void trap90_endsUpgrade();
    void trap90_refuses_data();
    void trap90_refuses();
    void answersLater_data();
    void answersLater();
    void webSocketWaits();
    void postWaits();
    void sessionVanishesMeanwhile();
    void clientGoneMeanwhile_data();
    void clientGoneMeanwhile();
    void engineClosedMeanwhile_data();
    void engineClosedMeanwhile();
    void engineDeletedMeanwhile();
    void engineDeletedInside_data();
    void engineDeletedInside();
    void secondNextIsIgnored();
    void nextBehindEndIsIgnored();
    void replyAloneIsEnough();
    void forgottenRequestsAreDropped();
    void laterOnesDoNotCount();
    void deadContexts();
    void invalidContexts();
};

// Answers every request only when the test says so.
struct Waiting
{
    explicit Waiting(EngineFixture &fixture)
    {
        fixture.engine->use(fixture.engine,
                            [this](const HttpRequest &, HttpReply &newReply, const Next &newNext) {
                                ++count;
                                reply = newReply;
                                next = newNext;
                            });
    }
    int count = 0;
    std::optional<HttpReply> reply;
    std::optional<Next> next;
};

void tst_EngineMiddlewares::everyRequestInOrder()
{
    EngineFixture fixture;
    QByteArrayList log;
    fixture.engine->use(this, [&](const HttpRequest &request, HttpReply &reply, const Next &next) {
        QVERIFY(reply.isOpen());
        const QByteArray kind = reply.isUpgrade() ? QByteArray("upgrade") : request.method();
        log += request.target().contains("&sid=") ? kind + " sid" : kind;
        next();
    });
    fixture.engine->use(this, [&](const HttpRequest &, HttpReply &, const Next &next) {
        log.last() += " 2";
        next();
    });
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QVERIFY(!sid.isEmpty());
    fixture.session->sendText("x");
    QCOMPARE(client.get(EngineFixture::polling(sid)).body, QByteArray("4x"));
    QCOMPARE(client.post(EngineFixture::polling(sid), "4y").status, 200);
    QCOMPARE(fixture.sink.messages, QByteArrayList{"y"});
    QVERIFY(RawWebSocket(fixture.port(), EngineFixture::webSocket(sid)).isOpen());
    QVERIFY(RawWebSocket(fixture.port(), EngineFixture::webSocket()).isOpen());
    QCOMPARE(log,
             (QByteArrayList{"GET 2", "GET sid 2", "POST sid 2", "upgrade sid 2", "upgrade 2"}));
}

void tst_EngineMiddlewares::otherPathsAreNotTheirs()
{
    EngineFixture fixture;
    Waiting waiting(fixture);
    QCOMPARE(RawHttpClient(fixture.port()).get("/elsewhere").status, 404);
    QCOMPARE(waiting.count, 0);
}

void tst_EngineMiddlewares::beforeVerification()
{
    ServerOptions options;
    bool isAsked = false;
    options.allowRequest = [&](const HttpRequest &) {
        isAsked = true;
        return AllowRequestResult();
    };
    EngineFixture fixture(options);
    QByteArrayList log;
    fixture.engine->use(this, [&](const HttpRequest &request, HttpReply &reply, const Next &next) {
        log += request.query().value(QStringLiteral("transport")).toLatin1();
        if (isAsked || log.size() > 1)
            reply.end();
        else
            next();
    });
    RawHttpClient client(fixture.port());
    QCOMPARE(client.get("/socket.io/?EIO=4&transport=foo").body,
             QByteArray(R"({"code":0,"message":"Transport unknown"})"));
    QCOMPARE(client.get(EngineFixture::polling()).status, 200);
    QCOMPARE(log, (QByteArrayList{"foo", "polling"}));
    QVERIFY(!isAsked);
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_EngineMiddlewares::afterCors()
{
    ServerOptions options;
    options.cors.origins = {QStringLiteral("https://example.com")};
    EngineFixture fixture(options);
    QByteArrayList log;
    fixture.engine->use(this, [&](const HttpRequest &request, HttpReply &reply, const Next &next) {
        log += request.method() + ' ' + reply.header("Access-Control-Allow-Origin");
        next();
    });
    RawHttpClient client(fixture.port());
    QCOMPARE(client
                 .request("OPTIONS " + EngineFixture::polling()
                          + " HTTP/1.1\r\nHost: a\r\nOrigin: https://example.com\r\n\r\n")
                 .status,
             204); // a preflight is CORS's alone
    QCOMPARE(client.get(EngineFixture::polling()).status, 200);
    QCOMPARE(log, QByteArrayList{"GET https://example.com"});
}

void tst_EngineMiddlewares::memberFunctions()
{
    EngineFixture fixture;
    Stamp stamp;
    fixture.engine->use(&stamp, &Stamp::stamp);
    RawHttpClient client(fixture.port());
    QCOMPARE(client.get(EngineFixture::polling()).header("X-Stamp"), QByteArray("1"));
}

// Trap 14 for middlewares: their fields are in all answers but the refusal of an upgrade.
void tst_EngineMiddlewares::headersOfAnswers()
{
    EngineFixture fixture;
    fixture.engine->use(this, [](const HttpRequest &, HttpReply &reply, const Next &next) {
        QVERIFY(reply.setHeader("X-Mine", "1"));
        QVERIFY(!reply.setHeader("X-Mine", "1\r\nX-Injected: 1"));
        QVERIFY(!reply.addHeader("X Mine", "1"));
        next();
    });
    RawHttpClient client(fixture.port());
    const RawResponse handshake = client.get(EngineFixture::polling());
    QCOMPARE(handshake.status, 200);
    QCOMPARE(handshake.header("X-Mine"), QByteArray("1"));
    const QByteArray sid = fixture.sid();
    QCOMPARE(client.post(EngineFixture::polling(sid), "4x").header("X-Mine"), QByteArray("1"));
    fixture.session->sendText("x");
    QCOMPARE(client.get(EngineFixture::polling(sid)).header("X-Mine"), QByteArray("1"));
    const RawResponse refusal = client.get("/socket.io/?EIO=4&transport=foo");
    QCOMPARE(refusal.status, 400);
    QCOMPARE(refusal.header("X-Mine"), QByteArray("1"));
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket());
    QCOMPARE(socket.response().status, 101);
    QCOMPARE(socket.response().header("X-Mine"), QByteArray("1"));
    const RawWebSocket refused(fixture.port(), EngineFixture::webSocket("&sid=none"));
    QCOMPARE(refused.response().status, 400);
    QVERIFY(!refused.response().hasHeader("X-Mine"));
}

void tst_EngineMiddlewares::headersMayBeChanged()
{
    EngineFixture fixture;
    fixture.engine->use(this, [](const HttpRequest &, HttpReply &reply, const Next &next) {
        reply.setHeader("X-A", "1");
        reply.setHeader("X-B", "1");
        reply.addHeader("Set-Cookie", "a=1");
        reply.addHeader("Set-Cookie", "b=2");
        reply.addHeader("Content-Length", "7"); // not theirs
        next();
    });
    fixture.engine->use(this, [](const HttpRequest &, HttpReply &reply, const Next &next) {
        QCOMPARE(reply.headers().count(), 5);
        reply.removeHeader("x-a");
        reply.setHeader("x-b", reply.header("X-B") + '2');
        next();
    });
    connect(fixture.engine, &Engine::headers, this,
            [](HttpHeaders *headers) { headers->append("X-C", headers->value("X-B")); });
    for (const bool overWebSocket : {false, true}) {
        RawHttpClient client(fixture.port());
        const RawResponse response = client.request(
            overWebSocket ? RawHttpClient::webSocketRequest(EngineFixture::webSocket())
                          : RawHttpClient::getRequest(EngineFixture::polling()));
        QCOMPARE(response.status, overWebSocket ? 101 : 200);
        QVERIFY(!response.hasHeader("X-A"));
        QCOMPARE(response.header("X-B"), QByteArray("12"));
        QCOMPARE(response.header("X-C"), QByteArray("12"));
        QCOMPARE(response.head.count("Set-Cookie: "), 2);
        QCOMPARE(response.head.count("Content-Length: "), overWebSocket ? 0 : 1);
    }
}

void tst_EngineMiddlewares::endsPolling()
{
    EngineFixture fixture;
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    QSignalSpy headers(fixture.engine, &Engine::headers);
    bool isSecondRun = false;
    fixture.engine->use(this, [](const HttpRequest &, HttpReply &reply, const Next &) {
        reply.setHeader("Content-Type", "text/plain");
        reply.end(503, "later");
        QVERIFY(!reply.isOpen());
        reply.end(200, "ignored");
    });
    fixture.engine->use(this, [&](const HttpRequest &, HttpReply &, const Next &next) {
        isSecondRun = true;
        next();
    });
    RawHttpClient client(fixture.port());
    for (int i = 0; i < 2; ++i) { // the connection is kept
        const RawResponse response = client.get(EngineFixture::polling());
        QCOMPARE(response.status, 503);
        QCOMPARE(response.header("Content-Type"), QByteArray("text/plain"));
        QCOMPARE(response.body, QByteArray("later"));
    }
    QVERIFY(!isSecondRun);
    QCOMPARE(fixture.engine->clientsCount(), 0);
    QCOMPARE(errors.count() + headers.count(), 0);
}

void tst_EngineMiddlewares::endsWithInvalidStatus()
{
    EngineFixture fixture;
    fixture.engine->use(this, [](const HttpRequest &, HttpReply &reply, const Next &) {
        QTest::ignoreMessage(QtWarningMsg,
                             "HttpReply::end: 101 is no status of an answer; 500 is sent");
        reply.end(101);
    });
    QCOMPARE(RawHttpClient(fixture.port()).get(EngineFixture::polling()).status, 500);
}

void tst_EngineMiddlewares::trap90_endsUpgrade_data()
{
    QTest::addColumn<bool>("hasSession");
    QTest::addColumn<bool>("isLate");
    QTest::newRow("trap 90: new session") << false << false;
    QTest::newRow("trap 90: upgrade of a session") << true << false;
    QTest::newRow("trap 90: later") << false << true;
}

void tst_EngineMiddlewares::trap90_endsUpgrade()
{
    QFETCH(const bool, hasSession);
    QFETCH(const bool, isLate);
    EngineFixture fixture;
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    std::optional<HttpReply> kept;
    fixture.engine->use(this, [&](const HttpRequest &, HttpReply &reply, const Next &next) {
        if (!reply.isUpgrade())
            next();
        else if (isLate)
            kept = reply;
        else
            reply.end(403, "nobody reads this");
    });
    QByteArray sid;
    RawHttpClient polling(fixture.port());
    if (hasSession)
        sid = fixture.open(polling);
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::webSocketRequest(EngineFixture::webSocket(sid)));
    if (isLate) {
        QTRY_VERIFY(kept);
        kept->end();
        QVERIFY(!kept->isOpen());
    }
    QVERIFY(client.waitForClosed());
    QVERIFY(client.unparsed().isEmpty());
    QCOMPARE(errors.count(), 0);
    QCOMPARE(fixture.engine->clientsCount(), hasSession ? 1 : 0);
    if (hasSession)
        QCOMPARE(polling.post(EngineFixture::polling(sid), "4x").status, 200); // unharmed
}

void tst_EngineMiddlewares::trap90_refuses_data()
{
    QTest::addColumn<bool>("isUpgrade");
    QTest::newRow("trap 90: polling") << false;
    QTest::newRow("trap 90: upgrade") << true;
}

void tst_EngineMiddlewares::trap90_refuses()
{
    QFETCH(const bool, isUpgrade);
    EngineFixture fixture;
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    bool isSecondRun = false;
    fixture.engine->use(this, [](const HttpRequest &, HttpReply &reply, const Next &next) {
        reply.setHeader("X-Mine", "1");
        next(Error("secret"));
    });
    fixture.engine->use(this, [&](const HttpRequest &, HttpReply &, const Next &next) {
        isSecondRun = true;
        next();
    });
    RawHttpClient client(fixture.port());
    const RawResponse response
        = client.request(isUpgrade ? RawHttpClient::webSocketRequest(EngineFixture::webSocket())
                                   : RawHttpClient::getRequest(EngineFixture::polling()));
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, isUpgrade ? QByteArray("Bad request") : BadRequest);
    QCOMPARE(response.hasHeader("X-Mine"), !isUpgrade);
    QVERIFY(!isSecondRun);
    QCOMPARE(errors.count(), 1);
    const auto error = errors.at(0).at(0).value<EngineError>();
    QCOMPARE(error.code, int(EngineError::BadRequest));
    QCOMPARE(error.message, QStringLiteral("Bad request"));
    QCOMPARE(error.context,
             (QCborMap{{QStringLiteral("name"), QStringLiteral("MIDDLEWARE_FAILURE")}}));
    QCOMPARE(error.request.target(),
             isUpgrade ? EngineFixture::webSocket() : EngineFixture::polling());
}

void tst_EngineMiddlewares::answersLater_data()
{
    QTest::addColumn<int>("how"); // 0: next(), 1: next(error), 2: end()
    QTest::newRow("goes on") << 0;
    QTest::newRow("refuses") << 1;
    QTest::newRow("ends") << 2;
}

void tst_EngineMiddlewares::answersLater()
{
    QFETCH(const int, how);
    EngineFixture fixture;
    Waiting waiting(fixture);
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::getRequest(EngineFixture::polling())
                + RawHttpClient::getRequest("/elsewhere")); // waits for its turn
    QTRY_COMPARE(waiting.count, 1);
    QVERIFY(!client.hasResponse());
    waiting.reply->setHeader("X-Mine", "1");
    if (how == 0)
        (*waiting.next)();
    else if (how == 1)
        (*waiting.next)(Error("no"));
    else
        waiting.reply->end(200, "mine");
    const RawResponse response = client.receive();
    QCOMPARE(response.status, how == 1 ? 400 : 200);
    QCOMPARE(response.header("X-Mine"), QByteArray("1"));
    QCOMPARE(response.body == "mine", how == 2);
    QCOMPARE(client.receive().status, 404);
    QCOMPARE(fixture.engine->clientsCount(), how == 0 ? 1 : 0);
    QVERIFY(!waiting.reply->isOpen());
    QCOMPARE(waiting.count, 1);
}

// What a client sends behind its handshake waits, too.
void tst_EngineMiddlewares::webSocketWaits()
{
    EngineFixture fixture;
    Waiting waiting(fixture);
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::webSocketRequest(EngineFixture::webSocket())
                + RawWebSocket::maskedFrame(RawFrame::Text, "4early"));
    QTRY_COMPARE(waiting.count, 1);
    (*waiting.next)();
    QCOMPARE(client.receive().status, 101);
    QTRY_COMPARE(fixture.sink.messages, QByteArrayList{"early"});
}

void tst_EngineMiddlewares::postWaits()
{
    EngineFixture fixture;
    std::optional<Next> waiting;
    fixture.engine->use(this, [&](const HttpRequest &request, HttpReply &, const Next &next) {
        if (request.method() == "POST")
            waiting = next;
        else
            next();
    });
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    client.send(RawHttpClient::postRequest(EngineFixture::polling(sid), "4body"));
    QTRY_VERIFY(waiting);
    QVERIFY(fixture.sink.messages.isEmpty());
    (*waiting)();
    QCOMPARE(client.receive().body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList{"body"});
}

void tst_EngineMiddlewares::sessionVanishesMeanwhile()
{
    EngineFixture fixture;
    RawHttpClient opener(fixture.port());
    const QByteArray sid = fixture.open(opener);
    Waiting waiting(fixture);
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_COMPARE(waiting.count, 1);
    fixture.session->close(Session::CloseMode::Discard);
    (*waiting.next)();
    QCOMPARE(client.receive().body, QByteArray(R"({"code":1,"message":"Session ID unknown"})"));
}

void tst_EngineMiddlewares::clientGoneMeanwhile_data()
{
    QTest::addColumn<bool>("isUpgrade");
    QTest::newRow("polling") << false;
    QTest::newRow("upgrade") << true;
}

void tst_EngineMiddlewares::clientGoneMeanwhile()
{
    QFETCH(const bool, isUpgrade);
    EngineFixture fixture;
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    Waiting waiting(fixture);
    RawHttpClient client(fixture.port());
    client.send(isUpgrade ? RawHttpClient::webSocketRequest(EngineFixture::webSocket())
                          : RawHttpClient::getRequest(EngineFixture::polling()));
    QTRY_COMPARE(waiting.count, 1);
    QVERIFY(waiting.reply->isOpen());
    client.abort();
    QTRY_VERIFY(!waiting.reply->isOpen());
    waiting.reply->end(200, "nobody");
    (*waiting.next)();
    QCOMPARE(fixture.engine->clientsCount(), 0);
    QCOMPARE(errors.count(), 0);
    RawHttpClient next(fixture.port());
    next.send(RawHttpClient::getRequest(EngineFixture::polling()));
    QTRY_COMPARE(waiting.count, 2);
    (*waiting.next)(Error("no"));
    QCOMPARE(next.receive().status, 400);
}

void tst_EngineMiddlewares::engineClosedMeanwhile_data()
{
    QTest::addColumn<bool>("listensAgain");
    QTest::newRow("closed") << false;
    QTest::newRow("closed and listening again") << true;
}

// No session of a closed engine begins.
void tst_EngineMiddlewares::engineClosedMeanwhile()
{
    QFETCH(const bool, listensAgain);
    EngineFixture fixture;
    Waiting waiting(fixture);
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::getRequest(EngineFixture::polling()));
    QTRY_COMPARE(waiting.count, 1);
    fixture.engine->close();
    if (listensAgain)
        fixture.listen();
    (*waiting.next)();
    QVERIFY(client.waitForClosed());
    QVERIFY(client.unparsed().isEmpty());
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_EngineMiddlewares::engineDeletedMeanwhile()
{
    EngineFixture fixture;
    Waiting waiting(fixture);
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::getRequest(EngineFixture::polling()));
    QTRY_COMPARE(waiting.count, 1);
    delete fixture.engine;
    QVERIFY(!waiting.reply->isOpen());
    waiting.reply->end(200, "nobody");
    (*waiting.next)();
    QVERIFY(client.waitForClosed());
    QVERIFY(client.unparsed().isEmpty());
}

void tst_EngineMiddlewares::engineDeletedInside_data()
{
    QTest::addColumn<bool>("goesOn");
    QTest::addColumn<bool>("isUpgrade");
    QTest::newRow("polling") << false << false;
    QTest::newRow("polling, goes on") << true << false;
    QTest::newRow("upgrade") << false << true;
    QTest::newRow("upgrade, goes on") << true << true;
}

void tst_EngineMiddlewares::engineDeletedInside()
{
    QFETCH(const bool, goesOn);
    QFETCH(const bool, isUpgrade);
    EngineFixture fixture;
    fixture.engine->use(this, [&](const HttpRequest &, HttpReply &reply, const Next &next) {
        delete fixture.engine;
        if (goesOn)
            next();
        QVERIFY(!goesOn || !reply.isOpen());
    });
    RawHttpClient client(fixture.port());
    client.send(isUpgrade ? RawHttpClient::webSocketRequest(EngineFixture::webSocket())
                          : RawHttpClient::getRequest(EngineFixture::polling()));
    QVERIFY(client.waitForClosed());
    QVERIFY(client.unparsed().isEmpty());
    QVERIFY(!fixture.engine);
}

void tst_EngineMiddlewares::secondNextIsIgnored()
{
    EngineFixture fixture;
    fixture.engine->use(this, [](const HttpRequest &, HttpReply &, const Next &next) {
        next();
        QTest::ignoreMessage(QtWarningMsg,
                             "Next: a middleware answers once; this second answer is ignored");
        next(Error("too late"));
    });
    QCOMPARE(RawHttpClient(fixture.port()).get(EngineFixture::polling()).status, 200);
    QCOMPARE(fixture.engine->clientsCount(), 1);
}

void tst_EngineMiddlewares::nextBehindEndIsIgnored()
{
    EngineFixture fixture;
    bool isSecondRun = false;
    fixture.engine->use(this, [](const HttpRequest &, HttpReply &reply, const Next &next) {
        reply.end(204);
        next();
    });
    fixture.engine->use(this, [&](const HttpRequest &, HttpReply &, const Next &next) {
        isSecondRun = true;
        next();
    });
    RawHttpClient client(fixture.port());
    QCOMPARE(client.get(EngineFixture::polling()).status, 204);
    QVERIFY(!isSecondRun);
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_EngineMiddlewares::replyAloneIsEnough()
{
    EngineFixture fixture;
    std::optional<HttpReply> kept;
    fixture.engine->use(this,
                        [&](const HttpRequest &, HttpReply &reply, const Next &) { kept = reply; });
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::getRequest(EngineFixture::polling()));
    QTRY_VERIFY(kept);
    kept->end(200, "mine");
    QCOMPARE(client.receive().body, QByteArray("mine"));
}

// Neither the middleware nor anybody else can answer any more.
void tst_EngineMiddlewares::forgottenRequestsAreDropped()
{
    EngineFixture fixture;
    fixture.engine->use(this, [](const HttpRequest &, HttpReply &, const Next &) {});
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::getRequest(EngineFixture::polling()));
    QVERIFY(client.waitForClosed());
    QVERIFY(client.unparsed().isEmpty());
}

void tst_EngineMiddlewares::laterOnesDoNotCount()
{
    EngineFixture fixture;
    Waiting waiting(fixture);
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::getRequest(EngineFixture::polling()));
    QTRY_COMPARE(waiting.count, 1);
    fixture.engine->use(
        this, [](const HttpRequest &, HttpReply &, const Next &next) { next(Error("no")); });
    (*waiting.next)();
    QCOMPARE(client.receive().status, 200);
    client.send(RawHttpClient::getRequest(EngineFixture::polling()));
    QTRY_COMPARE(waiting.count, 2);
    (*waiting.next)();
    QCOMPARE(client.receive().status, 400);
}

void tst_EngineMiddlewares::deadContexts()
{
    EngineFixture fixture;
    auto context = std::make_unique<QObject>();
    fixture.engine->use(context.get(), [](const HttpRequest &, HttpReply &, const Next &next) {
        next(Error("no"));
    });
    RawHttpClient client(fixture.port());
    QCOMPARE(client.get(EngineFixture::polling()).status, 400);
    context.reset();
    QCOMPARE(client.get(EngineFixture::polling()).status, 200);
}

void tst_EngineMiddlewares::invalidContexts()
{
    EngineFixture fixture;
    const auto refuse
        = [](const HttpRequest &, HttpReply &, const Next &next) { next(Error("no")); };
    const QRegularExpression warning(QStringLiteral("^Engine::use"));
    QTest::ignoreMessage(QtWarningMsg, warning);
    fixture.engine->use(nullptr, refuse);
    QThread thread;
    QObject elsewhere;
    elsewhere.moveToThread(&thread);
    QTest::ignoreMessage(QtWarningMsg, warning);
    fixture.engine->use(&elsewhere, refuse);
    QCOMPARE(RawHttpClient(fixture.port()).get(EngineFixture::polling()).status, 200);
}

QTEST_GUILESS_MAIN(tst_EngineMiddlewares)
#include "tst_enginemiddlewares.moc"
