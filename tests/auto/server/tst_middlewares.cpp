// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include "adapter/adapter.h"

using namespace QSocketIo;
using namespace std::chrono_literals;

class Auth : public QObject
{
    Q_OBJECT
public:
    void check(Socket *socket, const Next &next)
    {
        socket->handshake().auth()[QStringLiteral("token")].toString() == QStringLiteral("secret")
            ? next()
            : next(Error("not authorized"));
    }
};

class tst_Middlewares : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void runInTheirOrder();
    void memberFunctions();
    void trap49_errorsWithAndWithoutData();
    void trap50_roomsAreLeft();
    void roomsOfMiddlewaresAreKept();
    void trap51_clientGoneMeanwhile();
    void connectTimeoutEndsWaiting();
    void answersLater();
    void secondAnswerIsIgnored();
    void laterOnesDoNotCount();
    void namespacesHaveTheirOwn();
    void deadContexts();
    void trap60_onAnyRunsFirst();
    void trap61_eventErrors();
    void eventsMayBeChanged();
    void eventsMayWait();
};

void tst_Middlewares::runInTheirOrder()
{
    QString log;
    io->use(this, [&](Socket *joining, const Next &next) {
        log += QStringLiteral("a%1").arg(joining->isConnected());
        next();
    });
    io->use(this, [&](Socket *, const Next &next) {
        log += QLatin1Char('b');
        next();
    });
    WsClient client(port);
    client.join();
    QCOMPARE(log, QStringLiteral("a0b"));
}

void tst_Middlewares::memberFunctions()
{
    Auth auth;
    io->use(&auth, &Auth::check);
    io->of("/a")->use(&auth, &Auth::check);
    WsClient client(port);
    client.send("40{\"token\":\"wrong\"}");
    QCOMPARE(client.next(), "44{\"message\":\"not authorized\"}");
    QVERIFY(!client.join("/", "{\"token\":\"secret\"}").isEmpty()); // may try again
    client.send("40/a,");
    QCOMPARE(client.next(), "44/a,{\"message\":\"not authorized\"}");
    QVERIFY(!client.join("/a", "{\"token\":\"secret\"}").isEmpty());
}

void tst_Middlewares::trap49_errorsWithAndWithoutData()
{
    int attempt = 0;
    bool secondRan = false;
    io->use(this, [&](Socket *, const Next &next) {
        next(++attempt == 1
                 ? Error("m", QCborMap{{QStringLiteral("code"), 1}, {QStringLiteral("a"), true}})
                 : Error("m"));
    });
    io->use(this, [&](Socket *, const Next &next) {
        secondRan = true;
        next();
    });
    WsClient client(port);
    client.send("40");
    QCOMPARE(client.next(), "44{\"message\":\"m\",\"data\":{\"code\":1,\"a\":true}}");
    client.send("40");
    QCOMPARE(client.next(), "44{\"message\":\"m\"}");
    QVERIFY(!secondRan);
    QCOMPARE(io->sockets()->sockets().size(), 0);
}

void tst_Middlewares::trap50_roomsAreLeft()
{
    io->use(this, [](Socket *joining, const Next &next) {
        joining->join({"a", "b"});
        next(Error("no"));
    });
    WsClient client(port);
    client.send("40");
    QCOMPARE(client.next(), "44{\"message\":\"no\"}");
    QVERIFY(io->sockets()->adapter()->rooms().isEmpty());
}

void tst_Middlewares::roomsOfMiddlewaresAreKept()
{
    io->use(this, [](Socket *joining, const Next &next) {
        joining->join("early");
        next();
    });
    WsClient client(port);
    const QString id = client.join();
    QCOMPARE(socket->rooms(), (QSet<QString>{QStringLiteral("early"), id}));
}

void tst_Middlewares::trap51_clientGoneMeanwhile()
{
    QList<Next> waiting;
    QPointer<Socket> pending;
    io->use(this, [&](Socket *joining, const Next &next) {
        joining->join("r");
        pending = joining;
        connect(joining, &Socket::disconnected, this, [] { QFAIL("never connected"); });
        connect(joining, &Socket::disconnecting, this, [] { QFAIL("never connected"); });
        waiting.append(next);
    });
    QSignalSpy connected(io.get(), &Server::connection);
    WsClient client(port);
    client.send("40");
    QTRY_COMPARE(waiting.size(), 1);
    client.close();
    QTRY_VERIFY(!pending);
    waiting.constFirst()(); // too late
    QCoreApplication::processEvents();
    QCOMPARE(connected.count(), 0);
    QVERIFY(io->sockets()->adapter()->rooms().isEmpty());
}

void tst_Middlewares::connectTimeoutEndsWaiting()
{
    io.reset();
    start({.connectTimeout = 50ms});
    QPointer<Socket> pending;
    io->use(this, [&](Socket *joining, const Next &) { pending = joining; }); // never answers
    WsClient client(port);
    client.send("40");
    QVERIFY(client.waitForClosed());
    QTRY_VERIFY(!pending);
}

void tst_Middlewares::answersLater()
{
    QList<Next> waiting;
    io->use(this, [&](Socket *, const Next &next) { waiting.append(next); });
    WsClient client(port);
    client.send("40");
    QTRY_COMPARE(waiting.size(), 1);
    QVERIFY(client.hasNothing());
    waiting.takeFirst()();
    QVERIFY(client.next().startsWith("40{"));
}

void tst_Middlewares::secondAnswerIsIgnored()
{
    io->use(this, [](Socket *, const Next &next) {
        next();
        QTest::ignoreMessage(QtWarningMsg,
                             "Next: a middleware answers once; this second answer is ignored");
        next(Error("changed my mind"));
    });
    QSignalSpy connected(io.get(), &Server::connection);
    WsClient client(port);
    QVERIFY(!client.join().isEmpty());
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(connected.count(), 1);
}

void tst_Middlewares::laterOnesDoNotCount()
{
    io->use(this, [this](Socket *, const Next &next) {
        io->use(this, [](Socket *, const Next &refuse) { refuse(Error("too late")); });
        next();
    });
    WsClient first(port);
    QVERIFY(!first.join().isEmpty());
    WsClient second(port);
    second.send("40");
    QCOMPARE(second.next(), "44{\"message\":\"too late\"}");
}

void tst_Middlewares::namespacesHaveTheirOwn()
{
    io->use(this, [](Socket *, const Next &next) { next(Error("root only")); });
    io->of("/a");
    WsClient client(port);
    QVERIFY(!client.join("/a").isEmpty());
}

void tst_Middlewares::deadContexts()
{
    auto context = std::make_unique<QObject>();
    io->use(context.get(), [](Socket *, const Next &next) { next(Error("no")); });
    context.reset();
    WsClient client(port);
    QVERIFY(!client.join().isEmpty());
    QTest::ignoreMessage(QtWarningMsg, "Namespace::use: the context must not be null");
    io->use(nullptr, [](Socket *, const Next &next) { next(); });
}

void tst_Middlewares::trap60_onAnyRunsFirst()
{
    WsClient client(port);
    client.join();
    QStringList log;
    socket->use(this, [&](Event &event, const Next &next) {
        log << QStringLiteral("use ") + event.name();
        event.name() == QLatin1StringView("bad") ? next(Error("no")) : next();
    });
    socket->onAny(this, [&](const QString &event, const Payload &) {
        if (event != QLatin1StringView("sync"))
            log << QStringLiteral("any ") + event;
    });
    socket->prependAny(this, [&](const QString &event, const Payload &) {
        if (event != QLatin1StringView("sync"))
            log << QStringLiteral("first ") + event;
    });
    socket->on("bad", this, [&] { log << QStringLiteral("handler"); });
    client.send("42[\"bad\"]");
    QTRY_COMPARE(log,
                 (QStringList{QStringLiteral("first bad"), QStringLiteral("any bad"),
                              QStringLiteral("use bad")}));
    QCOMPARE(socket->listenersAny().size(), 2);
    socket->offAny(socket->listenersAny().constFirst());
    QCOMPARE(socket->listenersAny().size(), 1);
    socket->offAny();
    QVERIFY(socket->listenersAny().isEmpty());
}

void tst_Middlewares::trap61_eventErrors()
{
    WsClient client(port);
    client.join();
    socket->use(this, [](Event &event, const Next &next) {
        event.name() == QLatin1StringView("bad") ? next(Error("forbidden", QCborValue(7))) : next();
    });
    bool called = false;
    socket->on("bad", this, [&] {
        called = true;
        return 1;
    });
    QSignalSpy errors(socket, &Socket::errorOccurred);
    client.send("421[\"bad\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(!called);
    QCOMPARE(errors.count(), 1);
    QCOMPARE(errors.at(0).at(0).value<Error>(), Error("forbidden", QCborValue(7)));
}

void tst_Middlewares::eventsMayBeChanged()
{
    WsClient client(port);
    client.join();
    socket->use(this, [](Event &event, const Next &next) {
        if (event.name() == QLatin1StringView("old")) {
            event.setName("new");
            event.setPayload(Payload::of(event.payload().count()));
        }
        next();
    });
    socket->on("new", this, [](int n) { return n; });
    client.send("421[\"old\",\"a\",\"b\"]");
    QCOMPARE(client.next(), "431[2]");
}

void tst_Middlewares::eventsMayWait()
{
    WsClient client(port);
    client.join();
    QList<Next> waiting;
    socket->use(this, [&](Event &event, const Next &next) {
        event.name() == QLatin1StringView("slow") ? waiting.append(next) : next();
    });
    int calls = 0;
    socket->on("slow", this, [&] { ++calls; });
    client.send("42[\"slow\"]");
    client.send("42[\"slow\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(calls, 0);
    waiting.takeFirst()();
    QTRY_COMPARE(calls, 1);
    client.close();
    QTRY_VERIFY(!socket);
    waiting.takeFirst()(); // its socket is gone
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(tst_Middlewares)
#include "moc_serverfixture.cpp"
#include "tst_middlewares.moc"
