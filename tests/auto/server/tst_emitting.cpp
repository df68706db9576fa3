// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include "engineio/session.h"

using namespace QSocketIo;

class tst_Emitting : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void wireForms_data();
    void wireForms();
    void nestedBinary();
    void forwardingAPayload();
    void trap64_reservedNames_data();
    void trap64_reservedNames();
    void trap64_allowedNames();
    void trap72_volatileBehindAnEvent();
    void trap72_twoVolatile();
    void trap72_binaryVolatileStaysWhole();
    void volatileWithoutAPendingPoll();
    void sendIsMessage();
    void outgoingListenersSeeEverything();
    void emittingFromTheMiddlewareAndTheConnectionHandler();
    void manyEventsKeepTheirOrder();
    void operatorsOutliveTheirSocket();
};

void tst_Emitting::wireForms_data()
{
    QTest::addColumn<Payload>("payload");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("nothing") << Payload() << QByteArray("42[\"e\"]");
    QTest::newRow("text") << Payload::of("wörld") << QByteArray("42[\"e\",\"wörld\"]");
    QTest::newRow("numbers and more")
        << Payload::of(1, -2.5, true, nullptr) << QByteArray("42[\"e\",1,-2.5,true,null]");
    QTest::newRow("list") << Payload::of(QStringList{QStringLiteral("a"), QStringLiteral("b")})
                          << QByteArray("42[\"e\",[\"a\",\"b\"]]");
    QTest::newRow("object") << Payload::of(QJsonObject{{QStringLiteral("k"), 1}})
                            << QByteArray("42[\"e\",{\"k\":1}]");
    QTest::newRow("binary") << Payload::of(QByteArray("x"))
                            << QByteArray("451-[\"e\",{\"_placeholder\":true,\"num\":0}]");
}

void tst_Emitting::wireForms()
{
    QFETCH(const Payload, payload);
    WsClient client(port);
    client.join();
    socket->emitEvent("e", payload);
    QTEST(client.next(), "wire");
}

void tst_Emitting::nestedBinary()
{
    WsClient client(port);
    client.join();
    socket->emitEvent(
        "e", QVariantList{QByteArray("1"), QVariantMap{{QStringLiteral("b"), QByteArray("2")}}},
        QByteArray("3"));
    QCOMPARE(
        client.next(),
        "453-[\"e\",[{\"_placeholder\":true,\"num\":0},{\"b\":{\"_placeholder\":true,\"num\":1}}],"
        "{\"_placeholder\":true,\"num\":2}]");
    QCOMPARE(client.next(), "binary:1");
    QCOMPARE(client.next(), "binary:2");
    QCOMPARE(client.next(), "binary:3");
}

void tst_Emitting::forwardingAPayload()
{
    WsClient client(port);
    client.join();
    socket->on("in", this, [this](const Payload &payload) { socket->emitEvent("out", payload); });
    client.send("42[\"in\",{\"z\":1,\"a\":[1e3, \"\\u00e9\"]},null]");
    QCOMPARE(client.next(), "42[\"out\",{\"z\":1,\"a\":[1e3, \"\\u00e9\"]},null]"); // not decoded
    client.send("451-[\"in\",{\"_placeholder\":true,\"num\":0}]");
    client.sendBinary("bytes");
    QCOMPARE(client.next(), "451-[\"out\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(client.next(), "binary:bytes");
}

void tst_Emitting::trap64_reservedNames_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"connect", "connect_error", "disconnect", "disconnecting",
                             "newListener", "removeListener"})
        QTest::newRow(name) << QByteArray(name);
}

void tst_Emitting::trap64_reservedNames()
{
    QFETCH(const QByteArray, name);
    WsClient client(port);
    client.join();
    const QByteArray warning = "emitEvent: \"" + name + "\" is a reserved event name";
    for (int i = 0; i < 4; ++i)
        QTest::ignoreMessage(QtWarningMsg, warning.constData());
    QVERIFY(!socket->emitEvent(name));
    QVERIFY(!io->emitEvent(name));
    QVERIFY(!io->to("x").emitEvent(name));
    const auto future = socket->emitWithAck(name);
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().condition(), Error::Condition::Usage);
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Emitting::trap64_allowedNames()
{
    WsClient client(port);
    client.join();
    QVERIFY(socket->emitEvent("connection"));
    QVERIFY(io->emitEvent("new_namespace"));
    QVERIFY(socket->emitEvent("error"));
    QCOMPARE(client.next(), "42[\"connection\"]");
    QCOMPARE(client.next(), "42[\"new_namespace\"]");
    QCOMPARE(client.next(), "42[\"error\"]");
}

void tst_Emitting::trap72_volatileBehindAnEvent()
{
    WsClient client(port);
    client.join();
    QVERIFY(client.syncsWithNothingBetween());
    QTRY_VERIFY(socket->conn()->isWritable());
    socket->emitEvent("first");
    socket->asVolatile().emitEvent("lost");
    QCOMPARE(socket->volatileDropped(), 1u);
    QCOMPARE(client.next(), "42[\"first\"]");
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Emitting::trap72_twoVolatile()
{
    WsClient client(port);
    client.join();
    QVERIFY(client.syncsWithNothingBetween());
    QTRY_VERIFY(socket->conn()->isWritable());
    socket->asVolatile().emitEvent("one");
    socket->asVolatile().emitEvent("two");
    QCOMPARE(client.next(), "42[\"one\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QTRY_VERIFY(socket->conn()->isWritable());
    socket->asVolatile().emitEvent("three");
    QCOMPARE(client.next(), "42[\"three\"]");
    QCOMPARE(socket->volatileDropped(), 1u);
}

void tst_Emitting::trap72_binaryVolatileStaysWhole()
{
    WsClient client(port);
    client.join();
    QVERIFY(client.syncsWithNothingBetween());
    QTRY_VERIFY(socket->conn()->isWritable());
    socket->asVolatile().emitEvent("b", QByteArray("1"), QByteArray("2"));
    socket->asVolatile().emitEvent("b", QByteArray("3"), QByteArray("4"));
    QVERIFY(client.next().startsWith("452-"));
    QCOMPARE(client.next(), "binary:1");
    QCOMPARE(client.next(), "binary:2");
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Emitting::volatileWithoutAPendingPoll()
{
    PollingClient client(port);
    client.join();
    socket->asVolatile().emitEvent("lost");
    socket->emitEvent("kept");
    QCOMPARE(client.poll(), QList<QByteArray>{"42[\"kept\"]"});
    client.startPoll();
    QTRY_VERIFY(socket->conn()->isWritable());
    socket->asVolatile().emitEvent("seen");
    QCOMPARE(client.finishPoll(), QList<QByteArray>{"42[\"seen\"]"});
}

void tst_Emitting::sendIsMessage()
{
    WsClient client(port);
    client.join();
    socket->send("a", 1);
    QCOMPARE(client.next(), "42[\"message\",\"a\",1]");
    io->send("b");
    QCOMPARE(client.next(), "42[\"message\",\"b\"]");
}

void tst_Emitting::outgoingListenersSeeEverything()
{
    WsClient client(port);
    client.join();
    QStringList log;
    const auto note = [&log](const char *who) {
        return [&log, who](const QString &event, const Payload &payload) {
            log << QStringLiteral("%1 %2 %3")
                       .arg(QLatin1StringView(who), event)
                       .arg(payload.count());
        };
    };
    socket->onAnyOutgoing(this, note("a"));
    const Subscription first = socket->prependAnyOutgoing(this, note("b"));
    QCOMPARE(socket->listenersAnyOutgoing().constFirst(), first);
    socket->emitEvent("x", 1);
    io->emitEvent("y");
    socket->offAnyOutgoing(first);
    socket->asVolatile().emitEvent("z", 1, 2); // dropped, but seen
    socket->offAnyOutgoing();
    socket->emitEvent("unseen");
    QCOMPARE(log,
             (QStringList{QStringLiteral("b x 1"), QStringLiteral("a x 1"), QStringLiteral("b y 0"),
                          QStringLiteral("a y 0"), QStringLiteral("a z 2")}));
}

void tst_Emitting::emittingFromTheMiddlewareAndTheConnectionHandler()
{
    io->use(this, [](Socket *joining, const Next &next) {
        joining->emitEvent("early");
        joining->disconnectClient(); // does nothing yet
        next();
    });
    connect(io.get(), &Server::connection, this,
            [](Socket *joined) { joined->emitEvent("hello"); });
    WsClient client(port);
    client.send("40");
    QCOMPARE(client.next(), "42[\"early\"]");
    QVERIFY(client.next().startsWith("40{"));
    QCOMPARE(client.next(), "42[\"hello\"]");
}

void tst_Emitting::manyEventsKeepTheirOrder()
{
    WsClient client(port);
    client.join();
    for (int i = 0; i < 2000; ++i) {
        if (i % 2)
            socket->emitEvent("n", i);
        else
            io->emitEvent("n", i);
    }
    for (int i = 0; i < 2000; ++i)
        QCOMPARE(client.next(), "42[\"n\"," + QByteArray::number(i) + "]");
}

void tst_Emitting::operatorsOutliveTheirSocket()
{
    WsClient client(port);
    client.join();
    const SocketOperator kept = socket->asVolatile();
    const BroadcastOperator others = socket->to("room");
    client.close();
    QTRY_VERIFY(!socket);
    QVERIFY(!kept.emitEvent("x"));
    QVERIFY(others.emitEvent("x")); // its namespace lives
    io.reset();
    QVERIFY(!others.emitEvent("x"));
}

QTEST_GUILESS_MAIN(tst_Emitting)
#include "moc_serverfixture.cpp"
#include "tst_emitting.moc"
