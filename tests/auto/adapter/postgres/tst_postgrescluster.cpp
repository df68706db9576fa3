// SPDX-License-Identifier: MIT
// Two servers with clients on one PostgreSQL.
#include "postgrescluster.h"

#include <QtTest/QSignalSpy>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_PostgresCluster : public PostgresCluster
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        startPostgres();
        QVERIFY(postgres.createTable());
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        startNodes(options());
    }
    void cleanup() { tearDown(); }

    void broadcast();
    void rooms();
    void binary();
    void sizes_data();
    void sizes();
    // Trap 6: on Node.js with PostgreSQL, even plain broadcasts are out of order.
    void order() { checkOrder(); }
    void orderWithAttachments();
    void ownAttachments();
    void headersOfNodejs();
    void local() { checkLocal(); }
    void toOneSocket();
    void customNamespace();
    void longNamespace();
    void badTable();
    void fetchSockets() { checkFetchSockets(); }
    void longDescriptions();
    void joinAndLeave() { checkJoinAndLeave(); }
    void disconnectSockets() { checkDisconnectSockets(); }
    void serverSideEmit();
    void acknowledgedBroadcast() { checkAcknowledgedBroadcast(); }
    void acknowledgementsThatMiss() { checkAcknowledgementsThatMiss(); }
    void emitterWithoutNamespace();
    void malformedNotifications();
    void missingAttachment();
    void tooLargeAttachment();
    void missingTable();
    void oneLeaves_data();
    void oneLeaves();
    void closing();
    void heartbeats();
    void cleaning();
    void sharesConnections();
    void restrictedUser();

private:
    int rowCount() { return postgres.say("SELECT count(*) FROM socket_io_attachments").toInt(); }
    void notify(const QByteArray &payload)
    {
        QVERIFY(!postgres.say("SELECT pg_notify('socket.io#/', $x$" + payload + "$x$)").isNull());
    }
};

void tst_PostgresCluster::broadcast()
{
    a().io.emitEvent("hello", 1, u"äß€😀"_s, QCborValue(nullptr));
    expectAll("42[\"hello\",1,\"äß€😀\",null]");
    a().io.emitEvent("nul", QString(QChar(0)) + u"\u2028\\\"'"_s);
    expectAll("42[\"nul\",\"\\u0000\xe2\x80\xa8\\\\\\\"'\"]");
    b().io.emitEvent("back");
    expectAll("42[\"back\"]");
    a().socket->broadcast().emitEvent("others");
    QCOMPARE(b().client.next(), "42[\"others\"]");
    QVERIFY(a().client.syncsWithNothingBetween());
    // Trap of notifications: two equal ones are two.
    a().io.emitEvent("twice");
    a().io.emitEvent("twice");
    expectAll("42[\"twice\"]");
    expectAll("42[\"twice\"]");
}

void tst_PostgresCluster::rooms()
{
    b().socket->join(u"Räume 1#"_s);
    a().io.to(u"Räume 1#"_s).emitEvent("one");
    QCOMPARE(b().client.next(), "42[\"one\"]");
    a().io.to({u"Räume 1#"_s, u"another"_s}).emitEvent("two");
    QCOMPARE(b().client.next(), "42[\"two\"]");
    a().io.except(u"Räume 1#"_s).emitEvent("three");
    QCOMPARE(a().client.next(), "42[\"three\"]");
    QVERIFY(drain());
    b().socket->leave(u"Räume 1#"_s);
    a().io.to(u"Räume 1#"_s).emitEvent("four");
    a().io.emitEvent("five");
    expectAll("42[\"five\"]");
}

void tst_PostgresCluster::binary()
{
    const int before = rowCount();
    checkBinary();
    QCOMPARE(rowCount(), before + 1);
}

// PostgreSQL takes 7999 bytes in a notification.
void tst_PostgresCluster::sizes_data()
{
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("rows");
    // What is around the text of the only argument.
    const QByteArray around
        = R"({"type":3,"data":{"packet":{"type":2,"data":["s",""]},"opts":{"rooms":[],)"
          R"("except":[],"flags":{}}},"uid":"0123456789abcdef","nsp":"/"})";
    QTest::newRow("7999 bytes") << int(7999 - around.size()) << 0;
    QTest::newRow("8000 bytes") << int(8000 - around.size()) << 1;
    QTest::newRow("8001 bytes") << int(8001 - around.size()) << 1;
    QTest::newRow("3 MB") << 3'000'000 << 1;
}

void tst_PostgresCluster::sizes()
{
    QFETCH(int, length);
    QFETCH(int, rows);
    const int before = rowCount();
    a().io.emitEvent("s", QString(length, u'x'));
    const QByteArray packet = "42[\"s\",\"" + QByteArray(length, 'x') + "\"]";
    QVERIFY(b().client.next() == packet);
    QCOMPARE(rowCount(), before + rows);
    QVERIFY(a().client.next() == packet);
}

// There, attachments are overtaken by what comes later.
void tst_PostgresCluster::orderWithAttachments()
{
    const QString large(20'000, u'x');
    for (int i = 0; i < 100; ++i) {
        if (i % 7 == 0)
            a().io.emitEvent("n", i, large);
        else
            a().io.emitEvent("n", i);
    }
    for (int i = 0; i < 100; ++i)
        QVERIFY(b().client.next().startsWith("42[\"n\"," + QByteArray::number(i)));
}

// Nobody looks into the table for what he has put there: it would be too large for this one.
void tst_PostgresCluster::ownAttachments()
{
    nodes[0] = std::make_unique<ClusterNode>(
        PostgresAdapter::factory(options(), {.cluster = {.maxMessageBytes = 1000}}));
    QVERIFY(a().addClient());
    QVERIFY(knowEachOther());
    a().io.emitEvent("large", QString(10'000, u'x'));
    QVERIFY(b().client.next().startsWith("42[\"large\""));
    QVERIFY(a().client.next().startsWith("42[\"large\""));
    b().io.emitEvent("behind it");
    expectAll("42[\"behind it\"]");
    QCOMPARE(a().adapter()->malformedMessages(), 0);
}

// They have no nsp, and may have a number as the id.
void tst_PostgresCluster::headersOfNodejs()
{
    // { type: 3, data: { packet: { type: 2, data: ['bin', <01 02 03>, { nested: { b: <78 79 7a> } }] },
    //   opts: ... }, uid: 'd6981117f5906275', nsp: '/' }
    const QByteArray id
        = postgres
              .say("INSERT INTO socket_io_attachments (payload) VALUES ('\\x"
                   "84a47479706503a46461746182a67061636b657482a47479706502a46461746193a362696ec403"
                   "01020381a66e657374656481a162c40378797aa46f70747383a5726f6f6d7390a6657863657074"
                   "90a5666c61677380a3756964b064363938313131376635393036323735a36e7370a12f')"
                   " RETURNING id")
              .trimmed();
    for (const QByteArray &form : {'"' + id + '"', id}) {
        notify(R"({"uid":"d6981117f5906275","type":3,"attachmentId":)" + form + '}');
        expectAll("452-[\"bin\",{\"_placeholder\":true,\"num\":0},"
                  "{\"nested\":{\"b\":{\"_placeholder\":true,\"num\":1}}}]");
        expectAll("binary:\x01\x02\x03");
        expectAll("binary:xyz");
    }
    QVERIFY(peersOf(a()).contains(u"d6981117f5906275"_s));
}

void tst_PostgresCluster::toOneSocket()
{
    a().io.to(b().socket->id()).emitEvent("private");
    QCOMPARE(b().client.next(), "42[\"private\"]");
    QVERIFY(a().client.syncsWithNothingBetween());
}

void tst_PostgresCluster::customNamespace()
{
    const QString names[] = {u"/chat"_s, u"/chat#x"_s, u"/a\"b'c"_s /* trap 8 */};
    for (auto &node : nodes) {
        for (const QString &name : names) {
            auto *const adapter = qobject_cast<ClusterAdapter *>(node->io.of(name)->adapter());
            QVERIFY(waitFor([adapter] { return adapter->isReady(); }));
            QVERIFY(!node->client.join(name.toUtf8()).isEmpty());
        }
    }
    for (const QString &name : names) {
        a().io.of(name)->emitEvent("hello");
        expectAll("42" + name.toUtf8() + ",[\"hello\"]");
    }
    a().io.emitEvent("root");
    expectAll("42[\"root\"]");
    QCOMPARE(b().adapter()->malformedMessages(), 0);
}

// 63 bytes are all that the name of a channel may have; LISTEN would cut it without a word.
void tst_PostgresCluster::longNamespace()
{
    const QString longest = u'/' + QString(52, u'y');
    for (auto &node : nodes) {
        auto *const adapter = qobject_cast<ClusterAdapter *>(node->io.of(longest)->adapter());
        QVERIFY(waitFor([adapter] { return adapter->isReady(); }));
        QVERIFY(!node->client.join(longest.toUtf8()).isEmpty());
    }
    a().io.of(longest)->emitEvent("hello");
    expectAll("42" + longest.toUtf8() + ",[\"hello\"]");

    Namespace *const tooLong = a().io.of(longest + u'y');
    auto *const adapter = qobject_cast<PostgresAdapter *>(tooLong->adapter());
    QVERIFY(adapter);
    QSignalSpy errors(adapter, &ClusterAdapter::clusterError);
    QVERIFY(waitFor([&errors] { return !errors.isEmpty(); }));
    QCOMPARE(errors.at(0).at(0).value<Error>().code(), Error::Code::InvalidNamespace);
    QVERIFY(!adapter->isReady());
    // It works, alone.
    QVERIFY(!a().client.join(tooLong->name().toUtf8()).isEmpty());
    tooLong->emitEvent("alone");
    QCOMPARE(a().client.next(), "42" + tooLong->name().toUtf8() + ",[\"alone\"]");
    QCOMPARE(adapter->droppedPublishes(), 1);
}

void tst_PostgresCluster::badTable()
{
    QTest::ignoreMessage(QtWarningMsg, "\"a;b\" is no name of a table");
    ClusterNode node(PostgresAdapter::factory(options(), {.tableName = u"a;b"_s}));
    QVERIFY(node.isListening && node.addClient());
    QVERIFY(!node.adapter()->isReady());
    QVERIFY(!resultOf(node.io.fetchSockets()));
}

void tst_PostgresCluster::longDescriptions()
{
    const int before = rowCount();
    b().socket->data().insert(u"big"_s, QString(9000, u'z'));
    const auto some = resultOf(a().io.in(b().socket->id()).fetchSockets());
    QVERIFY2(some, qPrintable(some.error().message()));
    QCOMPARE(some->size(), 1);
    QCOMPARE(some->at(0).data().value(u"big"_s).toString().size(), 9000);
    QCOMPARE(rowCount(), before + 1);
}

void tst_PostgresCluster::serverSideEmit()
{
    checkServerSideEmit();
    b().io.on("bytes", &b().io, [](const Ack &ack) { ack(QByteArray("\x09\xff")); });
    QCOMPARE(*resultOf(a().io.serverSideEmitWithAck("bytes")),
             QList<QCborValue>{QByteArray("\x09\xff")});
}

// Trap 9: the published emitter says the namespace in the packet alone, and servers on Node.js do
// not hear it. Ours know it by the channel. Nobody takes it for a server.
void tst_PostgresCluster::emitterWithoutNamespace()
{
    notify(R"({"type":3,"data":{"packet":{"type":2,"data":["e1","x"],"nsp":"/"},)"
           R"("opts":{"rooms":[],"flags":{},"except":[]}},"uid":"emitter"})");
    expectAll("42[\"e1\",\"x\"]");
    // { type: 3, data: { packet: { type: 2, data: ['e2', <01>], nsp: '/' }, opts }, uid: 'emitter' }
    postgres.say("WITH a AS (INSERT INTO socket_io_attachments (payload) VALUES ('\\x"
                 "83a47479706503a46461746182a67061636b657483a47479706502a46461746192a26532c40101a3"
                 "6e7370a12fa46f70747383a5726f6f6d7390a5666c61677380a665786365707490a3756964a765"
                 "6d6974746572') RETURNING id) SELECT pg_notify('socket.io#/', "
                 "'{\"uid\":\"emitter\",\"type\":3,\"attachmentId\":\"' || id || '\"}') FROM a");
    expectAll("451-[\"e2\",{\"_placeholder\":true,\"num\":0}]");
    expectAll("binary:\x01");
    notify(R"({"type":4,"data":{"opts":{"rooms":[],"except":[]},"rooms":["ej"]},"uid":"emitter"})");
    QVERIFY(waitFor([this] { return b().socket->rooms().contains(u"ej"_s); }));
    QVERIFY(!peersOf(a()).contains(u"emitter"_s));
}

// Whatever others publish: it is counted, and the reader goes on.
void tst_PostgresCluster::malformedNotifications()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"from the cluster is malformed"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"from the cluster is malformed"_s));
    const QByteArrayList payloads
        = {"",
           "garbage",
           "{",
           "{}",
           "[]",
           "null",
           R"({"type":3,"uid":"x","nsp":"/"})",
           R"({"type":3,"uid":"x","nsp":"/","data":{}})",
           R"({"type":3,"uid":"x","nsp":"/","data":{"packet":{"type":2,"data":[]},"opts":{}}})",
           R"({"type":8,"uid":"x","nsp":"/","data":null})",
           R"({"uid":"x","nsp":"/"})",
           R"({"type":"3","uid":"x","nsp":"/"})",
           R"({"uid":"x","type":3,"attachmentId":"abc"})",
           R"({"uid":"x","type":3,"attachmentId":{}})",
           R"({"type":3,"attachmentId":"1"})",
           QByteArray(500, '['),
           "\xc3\xa4"};
    for (const QByteArray &payload : payloads)
        notify(payload);
    notify(R"({"type":99,"uid":"x","nsp":"/"})"); // of a later protocol
    notify(R"({"type":3,"uid":"x","nsp":"/other"})"); // needs no more than a look
    a().io.emitEvent("still here");
    expectAll("42[\"still here\"]");
    QVERIFY(b().adapter()->malformedMessages() >= quint64(payloads.size()));
    QVERIFY(b().adapter()->malformedMessages() <= quint64(payloads.size()) + 1);
}

void tst_PostgresCluster::missingAttachment()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"attachment 999999 is not there"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"attachment 999999 is not there"_s));
    QSignalSpy errors(b().adapter(), &ClusterAdapter::clusterError);
    notify(R"({"uid":"x","type":3,"attachmentId":"999999"})");
    a().io.emitEvent("behind it");
    expectAll("42[\"behind it\"]");
    QVERIFY(waitFor([&] {
        return a().adapter()->malformedMessages() == 1 && b().adapter()->malformedMessages() == 1;
    }));
    QCOMPARE(errors.count(), 1);
}

// It is not even fetched.
void tst_PostgresCluster::tooLargeAttachment()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is longer than maxMessageBytes"_s));
    startNodes(options(), {.cluster = {.maxMessageBytes = 10'000}});
    a().io.emitEvent("x", QString(10'000, u'x'));
    a().io.emitEvent("x");
    QCOMPARE(b().client.next(), "42[\"x\"]");
    QCOMPARE(b().adapter()->malformedMessages(), 1);
}

void tst_PostgresCluster::missingTable()
{
    startNodes(options(), {.tableName = u"nowhere"_s, .cleanupInterval = 20ms});
    QStringList errors;
    connect(a().adapter(), &ClusterAdapter::clusterError, this,
            [&errors](const Error &error) { errors.append(error.message()); });
    a().io.emitEvent("bytes", QByteArray("x"));
    QCOMPARE(a().client.next(), "451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(a().client.next(), "binary:x");
    a().io.emitEvent("text");
    expectAll("42[\"text\"]");
    QVERIFY(waitFor([&errors] { return errors.size() >= 2; }));
    for (const QString &error : std::as_const(errors))
        QVERIFY2(error.contains(u"relation \"nowhere\" does not exist"_s), qPrintable(error));
}

void tst_PostgresCluster::oneLeaves_data()
{
    QTest::addColumn<int>("lastWords");
    QTest::newRow("silently") << 0;
    QTest::newRow("in the middle of it") << 50; // PostgreSQL has answered none of them
}

// A request that waits ends, and the others do without it.
void tst_PostgresCluster::oneLeaves()
{
    QFETCH(int, lastWords);
    b().io.on("never", &b().io, [](const Ack &) {});
    const auto waiting = a().io.serverSideEmitWithAck("never");
    a().io.emitEvent("behind it");
    expectAll("42[\"behind it\"]");
    for (int i = 0; i < lastWords; ++i)
        b().io.except(b().socket->id()).emitEvent("n", i);
    nodes[1].reset();
    for (int i = 0; i < lastWords; ++i)
        QCOMPARE(a().client.next(), "42[\"n\"," + QByteArray::number(i) + ']');
    QVERIFY(waitFor([this] { return peersOf(a()).isEmpty(); }));
    const auto answers = resultOf(waiting);
    QVERIFY(answers);
    QVERIFY(answers->isEmpty());
    const auto all = resultOf(a().io.fetchSockets());
    QVERIFY(all);
    QCOMPARE(all->size(), 1);
}

void tst_PostgresCluster::closing()
{
    for (int i = 0; i < 300; ++i)
        b().io.except(b().socket->id()).emitEvent("n", i);
    const QFuture<void> closed = b().io.close();
    QVERIFY(waitFor([&closed] { return closed.isFinished(); }));
    for (int i = 0; i < 300; ++i)
        QCOMPARE(a().client.next(), "42[\"n\"," + QByteArray::number(i) + ']');
    QVERIFY(waitFor([this] { return peersOf(a()).isEmpty(); }));
}

// Whoever falls silent is lost, and requests end without it; who only has nothing to say is not.
void tst_PostgresCluster::heartbeats()
{
    const ClusterOptions quick{.heartbeatInterval = 50ms, .heartbeatTimeout = 1500ms};
    startNodes(options(), {.cluster = quick});
    auto *const adapter = qobject_cast<PostgresAdapter *>(a().adapter());
    QSignalSpy lost(adapter, &HeartbeatClusterAdapter::peerLost);
    int servers = 0; // as soon as it is there: on a busy machine it may go before the next turn
    connect(adapter, &HeartbeatClusterAdapter::peerAdded, this,
            [&] { servers = adapter->serverCount().result().valueOr(0); });
    notify(R"({"type":1,"uid":"ghost","nsp":"/"})");
    QVERIFY(waitFor([&servers] { return servers > 0; }));
    QCOMPARE(servers, 3);
    const auto sockets = resultOf(a().io.fetchSockets());
    QVERIFY2(sockets, qPrintable(sockets.error().message()));
    QCOMPARE(sockets->size(), 2);
    QCOMPARE(lost.count(), 1);
    QCOMPARE(lost.at(0).at(0).toString(), u"ghost"_s);
    QVERIFY(peersOf(a()).contains(b().adapter()->uid()));
}

void tst_PostgresCluster::cleaning()
{
    postgres.say("DELETE FROM socket_io_attachments");
    postgres.say("INSERT INTO socket_io_attachments (created_at, payload) VALUES "
                 "(now() - interval '1 hour', 'old'), (now(), 'new')");
    startNodes(options(), {.cleanupInterval = 0ms}); // not by them
    a().io.emitEvent("meanwhile");
    expectAll("42[\"meanwhile\"]");
    QCOMPARE(rowCount(), 2);
    startNodes(options(), {.cleanupInterval = 300ms});
    postgres.say("INSERT INTO socket_io_attachments (created_at, payload) VALUES "
                 "(now() + interval '1 hour', 'future')");
    QVERIFY(waitFor([this] { return rowCount() == 1; }, 20'000));
    QCOMPARE(postgres.say("SELECT payload FROM socket_io_attachments").trimmed(),
             "\\x667574757265");
    postgres.say("DELETE FROM socket_io_attachments");
}

// Two for each server, however many namespaces.
void tst_PostgresCluster::sharesConnections()
{
    for (int i = 0; i < 5; ++i) {
        auto *const adapter
            = qobject_cast<ClusterAdapter *>(a().io.of(u"/n"_s + QString::number(i))->adapter());
        QVERIFY(waitFor([adapter] { return adapter->isReady(); }));
    }
    const QByteArray names = "SELECT string_agg(application_name, ' ' ORDER BY application_name) "
                             "FROM pg_stat_activity WHERE application_name LIKE 'qsocketio%'";
    // Those of earlier tests may still be about to go.
    QVERIFY(waitFor(
        [&] {
            return postgres.say(names) == "qsocketio qsocketio qsocketio-listen qsocketio-listen\n";
        },
        20'000));
}

// The rights that docs/cluster.md names are enough.
void tst_PostgresCluster::restrictedUser()
{
    tearDown();
    postgres.say("CREATE ROLE chat LOGIN");
    postgres.say("GRANT SELECT, INSERT, DELETE ON socket_io_attachments TO chat");
    postgres.say("GRANT USAGE ON SEQUENCE socket_io_attachments_id_seq TO chat");
    PostgresOptions restricted = options();
    restricted.username = u"chat"_s;
    startNodes(restricted, {.cleanupInterval = 50ms});
    QStringList refused;
    for (auto &node : nodes) {
        connect(node->adapter(), &ClusterAdapter::clusterError, this,
                [&refused](const Error &error) { refused.append(error.message()); });
    }
    postgres.say("INSERT INTO socket_io_attachments (created_at, payload) VALUES "
                 "(now() - interval '1 hour', 'old')");
    a().io.emitEvent("large", QString(8000, u'x'));
    QVERIFY(b().client.next().startsWith("42[\"large\""));
    const QByteArray old = "SELECT count(*) FROM socket_io_attachments WHERE payload = 'old'";
    QVERIFY(waitFor([&] { return postgres.say(old) == "0\n"; }, 20'000));
    QCOMPARE(refused, QStringList());
}

QTEST_GUILESS_MAIN(tst_PostgresCluster)
#include "tst_postgrescluster.moc"
