// SPDX-License-Identifier: MIT
// Two servers on a PostgreSQL that fails.
#include "postgrescluster.h"

#include <QtTest/QSignalSpy>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {
// Somebody who keeps all others from the table of attachments.
class TableLock
{
public:
    explicit TableLock(quint16 port)
    {
        m_psql.start(u"psql"_s,
                     {u"-XAtq"_s, u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(port), u"-U"_s,
                      u"postgres"_s});
        m_psql.write("BEGIN; LOCK TABLE socket_io_attachments; SELECT 'locked';\n");
    }
    ~TableLock() { release(); }
    bool isHeld()
    {
        return waitFor([this] { return m_psql.readAll().contains("locked"); });
    }
    bool release()
    {
        m_psql.write("COMMIT;\n");
        m_psql.closeWriteChannel();
        return m_psql.state() == QProcess::NotRunning || m_psql.waitForFinished();
    }

private:
    QProcess m_psql;
};
} // namespace

class tst_PostgresFailures : public PostgresCluster
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
        startPostgres();
        startNodes(options());
    }
    void cleanup() { tearDown(); }

    void unreachableAtStart();
    void startsLater();
    void brokerKilled();
    void brokerRestarted();
    void brokerFrozen();
    void backendTerminated_data();
    void backendTerminated();
    void fetchingWhenItHappens();
    void lockedTable();
    void heldMessages();
    void slowBroker();
    void refusedUser();
    void destroyedWhenLost();
    void destroyedWhileFetching();
};

void tst_PostgresFailures::unreachableAtStart()
{
    PostgresOptions elsewhere = options();
    elsewhere.port = PostgresServer::freePort();
    ClusterNode alone(PostgresAdapter::factory(elsewhere));
    QSignalSpy errors(alone.adapter(), &ClusterAdapter::clusterError);
    QVERIFY(alone.isListening && alone.addClient());
    QVERIFY(!alone.adapter()->isReady());
    alone.io.emitEvent("local");
    QCOMPARE(alone.client.next(), "42[\"local\"]");
    QCOMPARE(alone.adapter()->droppedPublishes(), 1);
    QVERIFY(waitFor([&errors] { return !errors.isEmpty(); }));
    const auto sockets = resultOf(alone.io.fetchSockets());
    QVERIFY(!sockets);
    QCOMPARE(ClusterAdapter::partialSockets(sockets.error()).size(), 1);
    QVERIFY(!resultOf(alone.io.sockets()->adapter()->serverCount()));
}

void tst_PostgresFailures::startsLater()
{
    tearDown();
    postgres.kill();
    for (auto &node : nodes) {
        node = std::make_unique<ClusterNode>(PostgresAdapter::factory(options()));
        QVERIFY(node->addClient());
    }
    QVERIFY(postgres.start());
    QVERIFY(knowEachOther());
    a().io.emitEvent("here");
    expectAll("42[\"here\"]");
}

void tst_PostgresFailures::brokerKilled()
{
    QSignalSpy states(a().adapter(), &ClusterAdapter::clusterStateChanged);
    // A request that waits when it happens
    b().io.on("never", &b().io, [](const Ack &) {});
    const auto waiting = a().io.serverSideEmitWithAck("never");
    std::optional<Error> acknowledged;
    a().io.timeout(30s).emitEvent(
        "question", [&](const Error &error, const QList<QCborValue> &) { acknowledged = error; });
    QVERIFY(b().client.next().endsWith("[\"question\"]"));
    QVERIFY(a().client.next().endsWith("[\"question\"]"));
    postgres.kill();
    const auto answer = resultOf(waiting);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), Error::Code::Adapter);
    QVERIFY(waitFor([&] { return !a().adapter()->isReady() && !b().adapter()->isReady(); }));
    QCOMPARE(states.last().at(0).toBool(), false);

    a().io.emitEvent("alone");
    QCOMPARE(a().client.next(), "42[\"alone\"]");
    const auto sockets = resultOf(a().io.fetchSockets()); // at once, not after a timeout
    QVERIFY(!sockets);
    QCOMPARE(ClusterAdapter::partialSockets(sockets.error()).size(), 1);
    QSignalSpy errors(a().adapter(), &ClusterAdapter::clusterError);
    a().io.socketsJoin(u"room"_s);
    QVERIFY(a().socket->rooms().contains(u"room"_s));
    QVERIFY(!errors.isEmpty());
    QVERIFY(a().adapter()->droppedPublishes() >= 2);

    QVERIFY(postgres.start());
    QVERIFY(knowEachOther());
    QVERIFY(waitFor([&states] { return states.last().at(0).toBool(); }));
    QVERIFY(b().client.syncsWithNothingBetween()); // nothing is replayed
    a().io.emitEvent("again");
    expectAll("42[\"again\"]");
    a().io.emitEvent("bytes", QByteArray("x"));
    expectAll("451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
}

// Again and again, at any moment of coming back.
void tst_PostgresFailures::brokerRestarted()
{
    for (int i = 0; i < 5; ++i) {
        postgres.kill();
        QVERIFY(postgres.start());
        if (i % 2 == 0)
            QVERIFY(knowEachOther());
    }
    QVERIFY(waitFor([this] { return !a().adapter()->isReady() || !b().adapter()->isReady(); }));
    QVERIFY(knowEachOther());
    a().io.emitEvent("again");
    expectAll("42[\"again\"]");
}

void tst_PostgresFailures::brokerFrozen()
{
    PostgresOptions impatient = options();
    impatient.pingInterval = 50ms;
    impatient.pingTimeout = 300ms;
    startNodes(impatient);
    const auto waiting = a().io.fetchSockets();
    postgres.suspend();
    const auto late = a().io.fetchSockets();
    QVERIFY(waitFor([&] { return !a().adapter()->isReady() && !b().adapter()->isReady(); }));
    QVERIFY(waitFor([&] { return waiting.isFinished() && late.isFinished(); }));
    QVERIFY(!late.result());
    QCOMPARE(ClusterAdapter::partialSockets(late.result().error()).size(), 1);
    postgres.resume();
    QVERIFY(knowEachOther());
    QVERIFY(drain());
    a().io.emitEvent("again");
    QCOMPARE(b().client.next(), "42[\"again\"]");
}

// Trap 7: a server on Node.js ends with its session.
void tst_PostgresFailures::backendTerminated_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::newRow("of statements") << QByteArray("application_name = 'qsocketio'");
    QTest::newRow("that listens") << QByteArray("application_name = 'qsocketio-listen'");
    QTest::newRow("all") << QByteArray("application_name LIKE 'qsocketio%'");
}

void tst_PostgresFailures::backendTerminated()
{
    QFETCH(QByteArray, condition);
    QSignalSpy states(a().adapter(), &ClusterAdapter::clusterStateChanged);
    QSignalSpy statesOfOther(b().adapter(), &ClusterAdapter::clusterStateChanged);
    QSignalSpy errors(a().adapter(), &ClusterAdapter::clusterError);
    postgres.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + condition);
    QVERIFY(waitFor(
        [&] { return !states.isEmpty() && !statesOfOther.isEmpty() && !errors.isEmpty(); }));
    QCOMPARE(states.at(0).at(0).toBool(), false);
    QVERIFY(waitFor([&] { return a().adapter()->isReady() && b().adapter()->isReady(); }, 20'000));
    // Who has missed the first heartbeat of the other hears the next thing it says.
    a().io.emitEvent("after");
    b().io.emitEvent("after");
    expectAll("42[\"after\"]");
    expectAll("42[\"after\"]");
}

// What was to be fetched is lost, and told; what comes behind it is not.
void tst_PostgresFailures::fetchingWhenItHappens()
{
    QStringList errors;
    connect(b().adapter(), &ClusterAdapter::clusterError, this,
            [&errors](const Error &error) { errors.append(error.message()); });
    TableLock lock(postgres.port());
    QVERIFY(lock.isHeld());
    postgres.say("SELECT pg_notify('socket.io#/', "
                 "'{\"uid\":\"x\",\"type\":3,\"attachmentId\":\"777\"}')");
    const QByteArray fetching = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                                "AND application_name = 'qsocketio'";
    QVERIFY(waitFor([&] { return postgres.say("SELECT count(*) " + fetching) == "2\n"; }, 20'000));
    b().io.local().emitEvent("meanwhile");
    QCOMPARE(b().client.next(), "42[\"meanwhile\"]");
    QVERIFY(postgres.say("SELECT pg_terminate_backend(pid) " + fetching).startsWith("t\nt"));
    QVERIFY(waitFor([&errors] {
        return !errors.filter(u"the connection to PostgreSQL was lost"_s).isEmpty();
    }));
    QVERIFY(waitFor([&] { return a().adapter()->isReady() && b().adapter()->isReady(); }, 20'000));
    a().io.emitEvent("after");
    expectAll("42[\"after\"]");
    QCOMPARE(b().adapter()->malformedMessages(), 0);
    QVERIFY(lock.release());
}

// A table that somebody has locked: the statements wait behind it, the clients of this server do
// not, and when it takes too long the session is given up.
void tst_PostgresFailures::lockedTable()
{
    PostgresOptions impatient = options();
    impatient.pingInterval = 50ms;
    impatient.pingTimeout = 300ms;
    startNodes(impatient);
    TableLock lock(postgres.port());
    QVERIFY(lock.isHeld());
    a().io.emitEvent("bytes", QByteArray("x"));
    QCOMPARE(a().client.next(), "451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(a().client.next(), "binary:x");
    QVERIFY(waitFor([this] { return !a().adapter()->isReady(); }));
    QVERIFY(lock.release());
    QVERIFY(knowEachOther());
    QVERIFY(drain());
    a().io.emitEvent("again");
    QCOMPARE(b().client.next(), "42[\"again\"]");
}

// What comes behind an attachment waits for it, a thousand messages; more would overtake it.
void tst_PostgresFailures::heldMessages()
{
    // { type: 9, data: { packet: ['first'] }, uid: 'x', nsp: '/' }
    postgres.say(
        "INSERT INTO socket_io_attachments (id, payload) VALUES (778, '\\x"
        "84a47479706509a46461746181a67061636b657491a56669727374a3756964a178a36e7370a12f')");
    QStringList heard;
    b().io.on("first", &b().io, [&heard] { heard.append(u"first"_s); });
    b().io.on("n", &b().io, [&heard](int n) { heard.append(QString::number(n)); });
    TableLock lock(postgres.port());
    QVERIFY(lock.isHeld());
    postgres.say("SELECT pg_notify('socket.io#/', "
                 "'{\"uid\":\"x\",\"type\":3,\"attachmentId\":\"778\"}')");
    postgres.say(
        "SELECT pg_notify('socket.io#/', "
        "'{\"type\":9,\"data\":{\"packet\":[\"n\",' || n || ']},\"uid\":\"x\",\"nsp\":\"/\"}')"
        " FROM generate_series(0, 1099) AS n");
    QVERIFY(waitFor([&heard] { return heard.size() >= 101; }));
    QCOMPARE(heard.first(), u"999"_s);
    QCOMPARE(heard.size(), 101);
    QVERIFY(lock.release());
    QVERIFY(waitFor([&heard] { return heard.size() == 1101; }));
    QCOMPARE(heard.at(101), u"first"_s);
    QCOMPARE(heard.at(102), u"0"_s);
    QCOMPARE(heard.last(), u"998"_s);
    postgres.say("DELETE FROM socket_io_attachments");
}

// What does not fit into the queue is dropped, and counted.
void tst_PostgresFailures::slowBroker()
{
    PostgresOptions small = options();
    small.maxPendingStatements = 20;
    startNodes(small);
    postgres.suspend();
    for (int i = 0; i < 100; ++i)
        a().io.emitEvent("n", i);
    QVERIFY(a().adapter()->droppedPublishes() >= 80);
    postgres.resume();
    for (int i = 0; i < 100; ++i)
        QCOMPARE(a().client.next(), "42[\"n\"," + QByteArray::number(i) + ']');
    QCOMPARE(b().client.next(), "42[\"n\",0]");
}

void tst_PostgresFailures::refusedUser()
{
    PostgresOptions wrong = options();
    wrong.username = u"stranger"_s;
    ClusterNode node(PostgresAdapter::factory(wrong));
    QSignalSpy errors(node.adapter(), &ClusterAdapter::clusterError);
    QVERIFY(waitFor([&errors] { return !errors.isEmpty(); }));
    const auto error = errors.at(0).at(0).value<Error>();
    QVERIFY2(error.message().contains(u"stranger"_s), qPrintable(error.message()));
    QVERIFY(!node.adapter()->isReady());
}

void tst_PostgresFailures::destroyedWhenLost()
{
    for (auto &node : nodes) {
        connect(node->adapter(), &ClusterAdapter::clusterStateChanged, this,
                [&node] { node.reset(); });
    }
    postgres.kill();
    QVERIFY(waitFor([this] { return !nodes[0] && !nodes[1]; }));
}

void tst_PostgresFailures::destroyedWhileFetching()
{
    TableLock lock(postgres.port());
    QVERIFY(lock.isHeld());
    postgres.say("SELECT pg_notify('socket.io#/', "
                 "'{\"uid\":\"x\",\"type\":3,\"attachmentId\":\"779\"}')");
    const QByteArray fetching = "SELECT count(*) FROM pg_stat_activity WHERE "
                                "wait_event_type = 'Lock' AND application_name = 'qsocketio'";
    QVERIFY(waitFor([&] { return postgres.say(fetching) == "2\n"; }, 20'000));
    const QFuture<void> closed = a().io.close(); // waits for what it has sent
    tearDown();
    QVERIFY(waitFor([&closed] { return closed.isFinished(); }));
    QVERIFY(lock.release());
}

QTEST_GUILESS_MAIN(tst_PostgresFailures)
#include "tst_postgresfailures.moc"
