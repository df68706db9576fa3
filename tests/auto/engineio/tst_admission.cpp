// SPDX-License-Identifier: MIT
// What the application says about handshakes, at once or later: allowRequest and the ids.
#include "enginefixture.h"

#include <QtCore/QFutureWatcher>
#include <QtCore/QPromise>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <algorithm>
#include <exception>
#include <memory>
#include <stdexcept>

using namespace QSocketIo;

class tst_Admission : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void trap6_allowRequestSparesSessions();
    void allowRequestLater_data();
    void allowRequestLater();
    void allowRequestFails_data();
    void allowRequestFails();
    void idLater_data();
    void idLater();
    void trap89_idFails_data();
    void trap89_idFails();
    void idTakenMeanwhile();
    void goneMeanwhile_data();
    void goneMeanwhile();
};

namespace {
enum class When { AtOnce, Ready, Later };

// A promise that the test keeps, or one that is kept already.
template<typename T>
class Answer
{
public:
    Answer() { promise.start(); }
    QFuture<T> future() { return promise.future(); }
    void give(const T &value)
    {
        promise.addResult(value);
        promise.finish();
    }
    void cancel()
    {
        promise.future().cancel();
        promise.finish();
    }
    void fail()
    {
        promise.setException(std::make_exception_ptr(std::runtime_error("no database")));
        promise.finish();
    }
    QPromise<T> promise;
};

QByteArray handshakeOf(bool isUpgrade)
{
    return isUpgrade ? RawHttpClient::webSocketRequest(EngineFixture::webSocket())
                     : RawHttpClient::getRequest(EngineFixture::polling());
}
} // namespace

void tst_Admission::trap6_allowRequestSparesSessions()
{
    QByteArrayList asked;
    ServerOptions options;
    options.allowRequest = [&](const HttpRequest &request) {
        asked += request.target();
        return AllowRequestResult();
    };
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QCOMPARE(client.post(EngineFixture::polling(sid), "4x").status, 200);
    QVERIFY(RawWebSocket(fixture.port(), EngineFixture::webSocket(sid)).isOpen());
    QCOMPARE(asked, QByteArrayList{EngineFixture::polling()});
    QVERIFY(RawWebSocket(fixture.port(), EngineFixture::webSocket()).isOpen());
    QCOMPARE(asked, (QByteArrayList{EngineFixture::polling(), EngineFixture::webSocket()}));
    // Not for what is refused before or has no session to come
    QCOMPARE(client.get("/socket.io/?EIO=4").status, 400);
    QCOMPARE(asked.size(), 2);
}

static void addRows(bool withAtOnce)
{
    QTest::addColumn<When>("when");
    QTest::addColumn<bool>("isUpgrade");
    for (const bool isUpgrade : {false, true}) {
        const char *transport = isUpgrade ? "websocket" : "polling";
        if (withAtOnce)
            QTest::addRow("%s, at once", transport) << When::AtOnce << isUpgrade;
        QTest::addRow("%s, ready", transport) << When::Ready << isUpgrade;
        QTest::addRow("%s, later", transport) << When::Later << isUpgrade;
    }
}

void tst_Admission::allowRequestLater_data()
{
    addRows(false);
}

void tst_Admission::allowRequestLater()
{
    QFETCH(const When, when);
    QFETCH(const bool, isUpgrade);
    for (const bool allowed : {false, true}) {
        Answer<AllowRequestResult> answer;
        const AllowRequestResult result{allowed, QStringLiteral("no")};
        if (when == When::Ready)
            answer.give(result);
        int asked = 0;
        ServerOptions options;
        options.allowRequest = [&](const HttpRequest &) {
            ++asked;
            return answer.future();
        };
        EngineFixture fixture(options);
        QSignalSpy errors(fixture.engine, &Engine::connectionError);
        RawHttpClient client(fixture.port());
        client.send(handshakeOf(isUpgrade));
        QTRY_COMPARE(asked, 1);
        if (when == When::Later) {
            QCOMPARE(fixture.engine->clientsCount(), 0);
            answer.give(result);
        }
        const RawResponse response = client.receive();
        if (allowed) {
            QCOMPARE(response.status, isUpgrade ? 101 : 200);
            QCOMPARE(fixture.engine->clientsCount(), 1);
        } else {
            QCOMPARE(response.status, isUpgrade ? 400 : 403); // trap 5
            QCOMPARE(response.body,
                     isUpgrade ? QByteArray("no") : QByteArray(R"({"code":4,"message":"no"})"));
            QCOMPARE(fixture.engine->clientsCount(), 0);
            QCOMPARE(errors.count(), 1);
        }
    }
}

void tst_Admission::allowRequestFails_data()
{
    QTest::addColumn<bool>("byException");
    QTest::newRow("cancelled") << false;
    QTest::newRow("exception") << true;
}

// The client hears nothing of what went wrong.
void tst_Admission::allowRequestFails()
{
    QFETCH(const bool, byException);
    Answer<AllowRequestResult> answer;
    bool isAsked = false;
    ServerOptions options;
    options.allowRequest = [&](const HttpRequest &) {
        isAsked = true;
        return answer.future();
    };
    EngineFixture fixture(options);
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    RawHttpClient client(fixture.port());
    client.send(handshakeOf(false));
    QTRY_VERIFY(isAsked);
    byException ? answer.fail() : answer.cancel();
    const RawResponse response = client.receive();
    QCOMPARE(response.status, 403);
    QCOMPARE(response.body, QByteArray(R"({"code":4,"message":"Forbidden"})"));
    QCOMPARE(errors.count(), 1);
    QCOMPARE(
        errors.at(0).at(0).value<EngineError>().context.value(QStringLiteral("message")).toString(),
        byException ? QStringLiteral("no database") : QStringLiteral("cancelled"));
}

void tst_Admission::idLater_data()
{
    addRows(true);
}

void tst_Admission::idLater()
{
    QFETCH(const When, when);
    QFETCH(const bool, isUpgrade);
    EngineFixture fixture;
    Answer<QString> answer;
    const QString id = QStringLiteral("my-id");
    if (when == When::Ready)
        answer.give(id);
    QByteArray asked;
    if (when == When::AtOnce) {
        fixture.engine->setIdGenerator([&](const HttpRequest &request) {
            asked = request.target();
            return id;
        });
    } else {
        fixture.engine->setIdGenerator([&](const HttpRequest &request) {
            asked = request.target();
            return answer.future();
        });
    }
    RawHttpClient client(fixture.port());
    client.send(handshakeOf(isUpgrade));
    QTRY_COMPARE(asked, isUpgrade ? EngineFixture::webSocket() : EngineFixture::polling());
    if (when == When::Later) {
        QCOMPARE(fixture.engine->clientsCount(), 0);
        QVERIFY(client.unparsed().isEmpty()); // not even the 101
        answer.give(id);
    }
    QCOMPARE(client.receive().status, isUpgrade ? 101 : 200);
    QCOMPARE(fixture.engine->session(id), fixture.session);
    QVERIFY(fixture.session);
    fixture.session->sendText("x");
    if (!isUpgrade)
        QCOMPARE(client.get(EngineFixture::polling("&sid=my-id")).body, QByteArray("4x"));
}

void tst_Admission::trap89_idFails_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("error");
    QTest::addColumn<bool>("isLate");
    QTest::addColumn<bool>("isUpgrade");
    for (const bool isUpgrade : {false, true}) {
        for (const bool isLate : {false, true}) {
            const auto add = [&](const QString &how, const QString &error) {
                QTest::addRow("trap 89: %s, %s, %s", isUpgrade ? "websocket" : "polling",
                              isLate ? "later" : "ready", qPrintable(how))
                    << how << error << isLate << isUpgrade;
            };
            add(QStringLiteral("cancelled"), QStringLiteral("cancelled"));
            add(QStringLiteral("exception"), QStringLiteral("no database"));
            add(QStringLiteral("empty"), QStringLiteral("empty id"));
            add(QStringLiteral("in use"), QStringLiteral("id in use"));
        }
    }
}

void tst_Admission::trap89_idFails()
{
    QFETCH(const QString, how);
    QFETCH(const QString, error);
    QFETCH(const bool, isLate);
    QFETCH(const bool, isUpgrade);
    EngineFixture fixture;
    fixture.engine->setIdGenerator([](const HttpRequest &) { return QStringLiteral("taken"); });
    RawHttpClient first(fixture.port());
    QVERIFY(!fixture.open(first).isEmpty());
    QSignalSpy errors(fixture.engine, &Engine::connectionError);

    Answer<QString> answer;
    const auto fail = [&] {
        if (how == QLatin1String("cancelled"))
            answer.cancel();
        else if (how == QLatin1String("exception"))
            answer.fail();
        else
            answer.give(how == QLatin1String("empty") ? QString() : QStringLiteral("taken"));
    };
    if (!isLate)
        fail();
    bool isAsked = false;
    fixture.engine->setIdGenerator([&](const HttpRequest &) {
        isAsked = true;
        return answer.future();
    });
    RawHttpClient client(fixture.port());
    client.send(handshakeOf(isUpgrade));
    QTRY_VERIFY(isAsked);
    if (isLate)
        fail();
    const RawResponse response = client.receive();
    QCOMPARE(response.status, 400); // before the 101
    QCOMPARE(response.body,
             isUpgrade ? QByteArray("Bad request")
                       : QByteArray(R"({"code":3,"message":"Bad request"})"));
    QCOMPARE(errors.count(), 1);
    const auto reported = errors.at(0).at(0).value<EngineError>();
    QCOMPARE(reported.code, int(EngineError::BadRequest));
    QCOMPARE(reported.context,
             (QCborMap{{QStringLiteral("name"), QStringLiteral("ID_GENERATION_ERROR")},
                       {QStringLiteral("error"), error}}));
    QCOMPARE(fixture.engine->clientsCount(), 1);
}

// Two handshakes wait for the same id: the first one that gets it has it.
void tst_Admission::idTakenMeanwhile()
{
    EngineFixture fixture;
    Answer<QString> answer;
    int asked = 0;
    fixture.engine->setIdGenerator([&](const HttpRequest &) {
        ++asked;
        return answer.future();
    });
    RawHttpClient first(fixture.port());
    first.send(handshakeOf(false));
    QTRY_COMPARE(asked, 1);
    RawHttpClient second(fixture.port());
    second.send(handshakeOf(true));
    QTRY_COMPARE(asked, 2);
    answer.give(QStringLiteral("id"));
    QList<int> statuses = {first.receive().status, second.receive().status};
    std::sort(statuses.begin(), statuses.end());
    QVERIFY(statuses == (QList<int>{200, 400}) || statuses == (QList<int>{101, 400}));
    QCOMPARE(fixture.engine->clientsCount(), 1);
}

void tst_Admission::goneMeanwhile_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("isUpgrade");
    for (const char *who : {"client", "engine closed", "engine deleted"}) {
        QTest::addRow("%s, polling", who) << QString::fromLatin1(who) << false;
        QTest::addRow("%s, websocket", who) << QString::fromLatin1(who) << true;
    }
}

void tst_Admission::goneMeanwhile()
{
    QFETCH(const QString, who);
    QFETCH(const bool, isUpgrade);
    for (const bool isAllowRequest : {false, true}) {
        Answer<QString> id;
        Answer<AllowRequestResult> allowed;
        bool isAsked = false;
        ServerOptions options;
        if (isAllowRequest) {
            options.allowRequest = [&](const HttpRequest &) {
                isAsked = true;
                return allowed.future();
            };
        }
        EngineFixture fixture(options);
        fixture.engine->setIdGenerator([&](const HttpRequest &) {
            isAsked = true;
            return id.future();
        });
        QSignalSpy errors(fixture.engine, &Engine::connectionError);
        QSignalSpy connections(fixture.engine, &Engine::connection);
        RawHttpClient client(fixture.port());
        client.send(handshakeOf(isUpgrade));
        QTRY_VERIFY(isAsked);
        if (who == QLatin1String("client"))
            client.abort();
        else if (who == QLatin1String("engine closed"))
            fixture.engine->close();
        else
            delete fixture.engine;
        if (who == QLatin1String("client")) { // until the server has noticed
            RawHttpClient other(fixture.port());
            QCOMPARE(other.get("/elsewhere").status, 404);
        }
        id.give(QStringLiteral("id"));
        allowed.give({});
        if (who != QLatin1String("client")) {
            QVERIFY(client.waitForClosed());
            QVERIFY(client.unparsed().isEmpty());
        }
        QCOMPARE(connections.count(), 0);
        QCOMPARE(errors.count(), 0);
        if (fixture.engine) {
            QTRY_VERIFY(fixture.engine->findChildren<QFutureWatcherBase *>().isEmpty());
            QCOMPARE(fixture.engine->clientsCount(), 0);
        }
    }
}

QTEST_GUILESS_MAIN(tst_Admission)
#include "tst_admission.moc"
