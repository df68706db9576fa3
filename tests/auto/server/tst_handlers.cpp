// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include <QtCore/QDateTime>
#include <QtCore/QUuid>

using namespace QSocketIo;

class Profile
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(int age MEMBER age)
public:
    QString name;
    int age = 0;
};

class Receiver : public QObject
{
    Q_OBJECT
public:
    void say(const QString &text) { log << text; }
    int twice(int n) const { return 2 * n; }
    QStringList log;
};

static int freeFunction(int n)
{
    return n + 1;
}

class tst_Handlers : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void kindsOfCallables();
    void argumentTypes();
    void wrongArguments_data();
    void wrongArguments();
    void oneOfTwoHandlersFits();
    void optionalArguments();
    void restAsPayload();
    void furtherArgumentsAreIgnored();
    void severalHandlersInTheirOrder();
    void once();
    void off();
    void deadContexts();
    void contextMustBeThere();
    void handlersMayChangeTheTable();
    void numericEventNames();
    void unicodeEventNames();
    void eventReceivedSignal();
    void trap59_disconnectBehindAnEvent();
    void unhandledEventsAreHarmless();
};

void tst_Handlers::kindsOfCallables()
{
    WsClient client(port);
    client.join();
    Receiver receiver;
    socket->on("say", &receiver, &Receiver::say);
    socket->on("twice", &receiver, &Receiver::twice);
    socket->on("free", this, freeFunction);
    socket->on("pointer", this, &freeFunction);
    socket->on("mutable", this, [n = 0]() mutable { return ++n; });
    socket->on("noexcept", this, [](int n) noexcept { return n; });
    const std::function<int(int)> function = [](int n) { return -n; };
    socket->on("function", this, function);
    client.send("42[\"say\",\"hi\"]");
    client.send("421[\"twice\",4]");
    client.send("422[\"free\",4]");
    client.send("423[\"pointer\",5]");
    client.send("424[\"mutable\"]");
    client.send("425[\"mutable\"]");
    client.send("426[\"noexcept\",6]");
    client.send("427[\"function\",7]");
    for (const char *answer :
         {"431[8]", "432[5]", "433[6]", "434[1]", "435[2]", "436[6]", "437[-7]"})
        QCOMPARE(client.next(), answer);
    QCOMPARE(receiver.log, QStringList{QStringLiteral("hi")});
}

void tst_Handlers::argumentTypes()
{
    WsClient client(port);
    client.join();
    bool called = false;
    socket->on("all", this,
               [&](bool b, double d, const QString &s, const QByteArray &bytes, const Profile &p,
                   const QStringList &list, const QMap<QString, int> &map, const QVariant &v,
                   const QJsonObject &object, const QCborValue &cbor, const QUuid &uuid,
                   const QDateTime &time) {
                   called = b && d == 1.5 && s == QStringLiteral("ü") && bytes == "raw"
                       && p.name == QStringLiteral("Ada") && p.age == 36 && list.size() == 2
                       && map.value(QStringLiteral("k")) == 7 && v.toList().size() == 1
                       && object[QStringLiteral("o")].toBool() && cbor.isNull()
                       && uuid == QUuid(QStringLiteral("{67c8770b-44f1-410a-ab9a-f9b5446f13ee}"))
                       && time.toMSecsSinceEpoch() == 1000;
               });
    QSignalSpy errors(socket, &Socket::errorOccurred);
    client.send("451-[\"all\",true,1.5,\"ü\",{\"_placeholder\":true,\"num\":0},"
                "{\"name\":\"Ada\",\"age\":36},[\"a\",\"b\"],{\"k\":7},[0],{\"o\":true},null,"
                "\"67c8770b-44f1-410a-ab9a-f9b5446f13ee\",\"1970-01-01T00:00:01.000Z\"]");
    client.sendBinary("raw");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY2(errors.isEmpty(),
             errors.isEmpty() ? "" : qPrintable(errors.at(0).at(0).value<Error>().message()));
    QVERIFY(called);
}

void tst_Handlers::wrongArguments_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QString>("message");
    QTest::newRow("missing") << QByteArray("")
                             << QStringLiteral("event \"x\": argument 1 is missing: expected");
    QTest::newRow("second missing")
        << QByteArray(",1") << QStringLiteral("event \"x\": argument 2 is missing: expected");
    QTest::newRow("text for a number")
        << QByteArray(",\"1\",\"a\"")
        << QStringLiteral("event \"x\": argument 1 is a string: expected");
    QTest::newRow("number for text")
        << QByteArray(",1,2") << QStringLiteral("event \"x\": argument 2 is a number: expected");
    QTest::newRow("null") << QByteArray(",null,\"a\"")
                          << QStringLiteral("event \"x\": argument 1 is null: expected");
    QTest::newRow("out of range") << QByteArray(
        ",3000000000,\"a\"") << QStringLiteral("event \"x\": argument 1 is a number: expected");
    QTest::newRow("fraction") << QByteArray(",1.5,\"a\"")
                              << QStringLiteral("event \"x\": argument 1 is a number: expected");
}

void tst_Handlers::wrongArguments()
{
    QFETCH(const QByteArray, arguments);
    QFETCH(const QString, message);
    WsClient client(port);
    client.join();
    bool called = false;
    socket->on("x", this, [&](int, const QString &) {
        called = true;
        return 1;
    });
    QSignalSpy errors(socket, &Socket::errorOccurred);
    client.send("421[\"x\"" + arguments + "]");
    QVERIFY(client.syncsWithNothingBetween()); // no acknowledgement, and the client stays
    QVERIFY(!called);
    QCOMPARE(errors.count(), 1);
    const Error error = errors.constFirst().constFirst().value<Error>();
    QCOMPARE(error.code(), Error::Code::InvalidArgument);
    QVERIFY2(error.message().startsWith(message), qPrintable(error.message()));
}

void tst_Handlers::oneOfTwoHandlersFits()
{
    WsClient client(port);
    client.join();
    QSignalSpy errors(socket, &Socket::errorOccurred);
    socket->on("x", this, [](const QString &) {});
    socket->on("x", this, [](int n) { return n; });
    client.send("421[\"x\",5]");
    QCOMPARE(client.next(), "431[5]");
    QCOMPARE(errors.count(), 1);
}

void tst_Handlers::optionalArguments()
{
    WsClient client(port);
    client.join();
    socket->on("x", this, [](int n, std::optional<int> more) { return n + more.value_or(100); });
    client.send("421[\"x\",1,2]");
    client.send("422[\"x\",1]");
    client.send("423[\"x\",1,null]");
    QCOMPARE(client.next(), "431[3]");
    QCOMPARE(client.next(), "432[101]");
    QCOMPARE(client.next(), "433[101]");
}

void tst_Handlers::restAsPayload()
{
    WsClient client(port);
    client.join();
    socket->on("x", this, [](int, const Payload &rest) { return rest; });
    client.send("421[\"x\",1,\"a\",[2]]");
    QCOMPARE(client.next(), "431[\"a\",[2]]");
    client.send("422[\"x\",1]");
    QCOMPARE(client.next(), "432[]");
}

void tst_Handlers::furtherArgumentsAreIgnored()
{
    WsClient client(port);
    client.join();
    socket->on("x", this, [](int n) { return n; });
    client.send("421[\"x\",1,2,3]");
    QCOMPARE(client.next(), "431[1]");
}

void tst_Handlers::severalHandlersInTheirOrder()
{
    WsClient client(port);
    client.join();
    QString log;
    socket->on("x", this, [&] { log += QLatin1Char('a'); });
    socket->on("x", this, [&] { log += QLatin1Char('b'); });
    client.send("42[\"x\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(log, QStringLiteral("ab"));
    QCOMPARE(socket->eventNames().count(QStringLiteral("x")), 1);
}

void tst_Handlers::once()
{
    WsClient client(port);
    client.join();
    int calls = 0;
    socket->once("x", this, [&] { ++calls; });
    const Subscription cancelled = socket->once("y", this, [&] { calls += 100; });
    socket->off("y", cancelled);
    client.send("42[\"x\"]");
    client.send("42[\"x\"]");
    client.send("42[\"y\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(calls, 1);
    QVERIFY(!socket->eventNames().contains(QStringLiteral("x")));
}

void tst_Handlers::off()
{
    WsClient client(port);
    client.join();
    QString log;
    const Subscription a = socket->on("x", this, [&] { log += QLatin1Char('a'); });
    const Subscription b = socket->on("x", this, [&] { log += QLatin1Char('b'); });
    QVERIFY(a.isValid() && b.isValid() && !(a == b));
    socket->off("x", a);
    client.send("42[\"x\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(log, QStringLiteral("b"));
    socket->off("x");
    client.send("42[\"x\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(log, QStringLiteral("b"));
    socket->removeAllListeners("sync");
    QVERIFY(socket->eventNames().isEmpty());
    socket->on("x", this, [] {});
    socket->removeAllListeners();
    QVERIFY(socket->eventNames().isEmpty());
}

void tst_Handlers::deadContexts()
{
    WsClient client(port);
    client.join();
    auto receiver = std::make_unique<Receiver>();
    auto token = std::make_shared<int>(1);
    socket->on("x", receiver.get(), &Receiver::say);
    socket->on("x", receiver.get(), [token](const QString &) {});
    QVERIFY(socket->eventNames().contains(QStringLiteral("x")));
    receiver.reset();
    QVERIFY(!socket->eventNames().contains(QStringLiteral("x")));
    client.send("42[\"x\",\"a\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(token.use_count(), 1); // what the handler held has been let go
}

void tst_Handlers::contextMustBeThere()
{
    WsClient client(port);
    client.join();
    QTest::ignoreMessage(QtWarningMsg, "Socket::on: the context must not be null");
    QVERIFY(!socket->on("x", static_cast<QObject *>(nullptr), [] {}).isValid());
    QThread thread;
    Receiver elsewhere;
    elsewhere.moveToThread(&thread);
    QTest::ignoreMessage(QtWarningMsg, "Socket::on: the context lives in another thread");
    QVERIFY(!socket->on("x", &elsewhere, &Receiver::say).isValid());
}

void tst_Handlers::handlersMayChangeTheTable()
{
    WsClient client(port);
    client.join();
    QString log;
    socket->on("x", this, [&] {
        log += QLatin1Char('a');
        socket->removeAllListeners();
        socket->on("x", this, [&] { log += QLatin1Char('n'); });
        socket->on("sync", this, [](const Ack &ack) { ack(); });
    });
    socket->on("x", this, [&] { log += QLatin1Char('b'); }); // in the snapshot of this event
    client.send("42[\"x\"]");
    client.send("42[\"x\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(log, QStringLiteral("abn"));
}

void tst_Handlers::numericEventNames()
{
    WsClient client(port);
    client.join();
    socket->on("1", this, [] { return QStringLiteral("one"); });
    client.send("421[1]");
    QCOMPARE(client.next(), "431[\"one\"]");
}

void tst_Handlers::unicodeEventNames()
{
    WsClient client(port);
    client.join();
    socket->on(QStringLiteral("grüße"), this,
               [this](const QString &text) { socket->emitEvent(u"grüße zurück", text); });
    client.send("42[\"gr\\u00fc\\u00dfe\",\"\\ud83d\\ude00\"]");
    QCOMPARE(client.next(), "42[\"grüße zurück\",\"😀\"]");
}

void tst_Handlers::eventReceivedSignal()
{
    WsClient client(port);
    client.join();
    QSignalSpy events(socket, &Socket::eventReceived);
    client.send("42[\"x\",1]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(events.at(0).at(0).toString(), QStringLiteral("x"));
    QCOMPARE(events.at(0).at(1).value<Payload>().json(), "1");
}

void tst_Handlers::trap59_disconnectBehindAnEvent()
{
    PollingClient client(port);
    client.join();
    QStringList log;
    socket->on("x", this, [&] { log << QStringLiteral("handler"); });
    socket->onAny(this, [&](const QString &event, const Payload &) { log << event; });
    client.post("42[\"x\"]\x1e"
                "41");
    QTRY_COMPARE(reasons.size(), 1);
    QCOMPARE(log, QStringList{QStringLiteral("x")});
}

void tst_Handlers::unhandledEventsAreHarmless()
{
    WsClient client(port);
    client.join();
    client.send("421[\"nobody\",1]");
    QVERIFY(client.syncsWithNothingBetween());
}

QTEST_GUILESS_MAIN(tst_Handlers)
#include "moc_serverfixture.cpp"
#include "tst_handlers.moc"
