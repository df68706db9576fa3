// SPDX-License-Identifier: MIT
#include "serverfixture.h"

using namespace QSocketIo;

class tst_MalformedPackets : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void trap41_closing_data();
    void trap41_closing();
    void trap41_notClosing_data();
    void trap41_notClosing();
    void trap25_emptyMessage();
    void trap42_everySocketHearsOfIt();
    void trap44_attachments();
    void trap45_placeholderChecksComeLast_data();
    void trap45_placeholderChecksComeLast();
    void trap46_textBetweenHeaderAndBuffer();
    void trap46_bufferWithoutHeader();
    void nestingDepth();
    void partialPacketIsDropped();
    void othersStayConnected();
};

void tst_MalformedPackets::trap41_closing_data()
{
    QTest::addColumn<QByteArray>("packet");
    for (const char *packet : {"42[\"connect\"]",
                               "42[\"disconnect\"]",
                               "42[\"\\u0063onnect\"]",
                               "42[\"connect_error\"]",
                               "42[\"disconnecting\"]",
                               "42[\"newListener\"]",
                               "42[\"removeListener\"]",
                               "42[]",
                               "42{}",
                               "42[null]",
                               "42[true]",
                               "42[{}]",
                               "42\"a\"",
                               "41{}",
                               "40[]",
                               "40null",
                               "40\"x\"",
                               "4abc",
                               "47",
                               "49",
                               "431{}",
                               "42[\"a\"",
                               "42[\"a\"]]",
                               "42[\"a\",]",
                               "4",
                               "44{}",
                               "45-[\"a\"]",
                               "450-[\"a\"]",
                               "451",
                               "45a-[\"a\"]",
                               "42/nowhere,[\"a\"]",
                               "43/nowhere,1[]"})
        QTest::newRow(packet) << QByteArray(packet);
}

void tst_MalformedPackets::trap41_closing()
{
    QFETCH(const QByteArray, packet);
    WsClient client(port);
    client.join();
    QSignalSpy events(socket, &Socket::eventReceived);
    client.send(packet);
    QVERIFY(client.waitForClosed());
    QTRY_COMPARE(reasons, QStringList{QStringLiteral("forced close")});
    QCOMPARE(events.count(), 0);
}

void tst_MalformedPackets::trap41_notClosing_data()
{
    QTest::addColumn<QByteArray>("packet");
    for (const char *packet : {"42", "421", "42[1]", "42[1.5]", "42[\"error\"]",
                               "42[\"connection\"]", "42[\"new_namespace\"]", "42[\"\"]", "43[]",
                               "437[\"unknown id\"]", "43", "42[\"a\"] ", "42[ \"a\" , 1 ]"})
        QTest::newRow(packet) << QByteArray(packet);
}

void tst_MalformedPackets::trap41_notClosing()
{
    QFETCH(const QByteArray, packet);
    WsClient client(port);
    client.join();
    client.send(packet);
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_MalformedPackets::trap25_emptyMessage()
{
    WsClient client(port);
    client.join();
    QSignalSpy errors(socket, &Socket::errorOccurred);
    client.send("4");
    QVERIFY(client.waitForClosed());
    QCOMPARE(errors.count(), 1);
}

void tst_MalformedPackets::trap42_everySocketHearsOfIt()
{
    QStringList log;
    const auto watch = [&](Socket *joined) {
        connect(joined, &Socket::errorOccurred, this, [&log, joined](const Error &error) {
            QCOMPARE(error.code(), Error::Code::InvalidPacket);
            log << joined->nsp()->name() + QStringLiteral(" error");
        });
        connect(joined, &Socket::disconnected, this, [&log, joined](DisconnectReason reason) {
            log << joined->nsp()->name() + QLatin1Char(' ') + reasonText(reason);
        });
    };
    connect(io.get(), &Server::connection, this, watch);
    connect(io->of("/a"), &Namespace::connection, this, watch);
    WsClient client(port);
    client.join();
    client.join("/a");
    client.send("42[");
    QTRY_COMPARE(
        log,
        (QStringList{QStringLiteral("/ error"), QStringLiteral("/a error"),
                     QStringLiteral("/ forced close"), QStringLiteral("/a forced close")}));
}

void tst_MalformedPackets::trap44_attachments()
{
    WsClient client(port);
    client.join();
    socket->on("n", this, [](const Payload &payload, const Ack &ack) { ack(payload.count()); });
    const auto header = [](int count) {
        QByteArray text = "45" + QByteArray::number(count) + "-1[\"n\"";
        for (int i = 0; i < count; ++i)
            text += ",{\"_placeholder\":true,\"num\":" + QByteArray::number(i) + "}";
        return text + "]";
    };
    client.send(header(10));
    for (int i = 0; i < 10; ++i)
        client.sendBinary(QByteArray(1, char(i)));
    QCOMPARE(client.next(), "431[10]");
    QSignalSpy errors(socket, &Socket::errorOccurred);
    client.send(header(11));
    QVERIFY(client.waitForClosed());
    QCOMPARE(errors.constFirst().constFirst().value<Error>().message(),
             QStringLiteral("too many attachments"));
}

void tst_MalformedPackets::trap45_placeholderChecksComeLast_data()
{
    QTest::addColumn<QByteArray>("placeholder");
    QTest::newRow("out of range") << QByteArray("{\"_placeholder\":true,\"num\":1}");
    QTest::newRow("negative") << QByteArray("{\"_placeholder\":true,\"num\":-1}");
    QTest::newRow("not a number") << QByteArray("{\"_placeholder\":true,\"num\":\"0\"}");
    QTest::newRow("no number") << QByteArray("{\"_placeholder\":true}");
}

void tst_MalformedPackets::trap45_placeholderChecksComeLast()
{
    QFETCH(const QByteArray, placeholder);
    WsClient client(port);
    client.join();
    client.send("451-[\"a\"," + placeholder + "]");
    client.socket().ping();
    QSignalSpy pong(&client.socket(), &QWebSocket::pong);
    QVERIFY(pong.wait());
    QVERIFY(client.isOpen()); // the header alone does no harm
    client.sendBinary("x");
    QVERIFY(client.waitForClosed());
}

void tst_MalformedPackets::trap46_textBetweenHeaderAndBuffer()
{
    WsClient client(port);
    client.join();
    client.send("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
    client.send("42[\"b\"]");
    QVERIFY(client.waitForClosed());
    QTRY_COMPARE(reasons, QStringList{QStringLiteral("forced close")});
}

void tst_MalformedPackets::trap46_bufferWithoutHeader()
{
    WsClient client(port);
    client.join();
    client.sendBinary("x");
    QVERIFY(client.waitForClosed());
    QTRY_COMPARE(reasons, QStringList{QStringLiteral("forced close")});
}

void tst_MalformedPackets::nestingDepth()
{
    io.reset();
    start({.maxNestingDepth = 20});
    WsClient client(port);
    client.join();
    client.send("42[\"a\"," + QByteArray(15, '[') + QByteArray(15, ']') + "]");
    QVERIFY(client.syncsWithNothingBetween());
    client.send("42[\"a\"," + QByteArray(25, '[') + QByteArray(25, ']') + "]");
    QVERIFY(client.waitForClosed());
}

void tst_MalformedPackets::partialPacketIsDropped()
{
    WsClient client(port);
    client.join();
    const QPointer<Socket> guard = socket;
    client.send("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
    client.close();
    QTRY_VERIFY(!guard);
    WsClient another(port);
    another.join();
    QVERIFY(another.syncsWithNothingBetween());
}

void tst_MalformedPackets::othersStayConnected()
{
    WsClient good(port);
    good.join();
    WsClient bad(port);
    bad.join();
    bad.send("42[");
    QVERIFY(bad.waitForClosed());
    QVERIFY(good.syncsWithNothingBetween());
    QCOMPARE(reasons.size(), 1);
}

QTEST_GUILESS_MAIN(tst_MalformedPackets)
#include "moc_serverfixture.cpp"
#include "tst_malformedpackets.moc"
