// SPDX-License-Identifier: MIT
// What a server publishes while its PostgreSQL is away, with an outbox.
#include "postgrescluster.h"

#include <QtTest/QSignalSpy>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_PostgresOutbox : public PostgresCluster
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { tearDown(); }

    void cameBackInTime();
    void attachments();
    void cameBackTooLate();
    void tooMany();
    void changesKeepTheirPlace();
    void notForLater();
    void waitsForOthers();
    void requestEndsTheWaiting();
    void othersNeverCome();
    void refused();
    void lostHalfWay();
    void closedMeanwhile();
    void closedWhileWaiting();
    void off();
    void destroyedWhenLost();

private:
    static QByteArray number(int i) { return "42[\"n\"," + QByteArray::number(i) + ']'; }
    void start(const PostgresAdapterOptions &options) { startNodes(this->options(), options); }
    void killPostgres()
    {
        postgres.kill();
        QVERIFY(waitFor([this] { return !a().adapter()->isReady() && !b().adapter()->isReady(); }));
    }
    void revivePostgres()
    {
        QVERIFY(postgres.start());
        QVERIFY(waitFor([this] { return a().adapter()->isReady() && b().adapter()->isReady(); },
                        20'000));
    }
    // b is another server, which comes back when it is told to.
    void startWithSlowPeer()
    {
        tearDown();
        PostgresOptions slow = options();
        slow.reconnectDelay = slow.reconnectDelayMax = 1h;
        const PostgresAdapterOptions kept{.outbox = OutboxOptions()};
        nodes[0] = std::make_unique<ClusterNode>(PostgresAdapter::factory(options(), kept));
        nodes[1] = std::make_unique<ClusterNode>(PostgresAdapter::factory(slow, kept));
        QVERIFY(a().addClient() && b().addClient() && knowEachOther());
    }
    void cutOffAndBack()
    {
        killPostgres();
        a().io.emitEvent("n", 1);
        QCOMPARE(a().client.next(), number(1));
        QVERIFY(postgres.start());
        QVERIFY(waitFor([this] { return a().adapter()->isReady(); }, 20'000));
    }
    // Nothing has come twice, or comes late, on either side.
    void expectNothingElse()
    {
        a().io.emitEvent("end");
        expectAll("42[\"end\"]");
    }
};

void tst_PostgresOutbox::initTestCase()
{
    startPostgres();
    QVERIFY(postgres.createTable());
}

void tst_PostgresOutbox::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    startPostgres();
    start({.outbox = OutboxOptions()});
}

void tst_PostgresOutbox::cameBackInTime()
{
    killPostgres();
    for (int i = 0; i < 3; ++i) {
        a().io.emitEvent("n", i);
        QCOMPARE(a().client.next(), number(i)); // at once
    }
    const quint64 dropped = a().adapter()->droppedPublishes();
    revivePostgres();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(b().client.next(), number(i));
    expectNothingElse();
    QCOMPARE(a().adapter()->droppedPublishes(), dropped);
}

void tst_PostgresOutbox::attachments()
{
    killPostgres();
    a().io.emitEvent("n", 1);
    a().io.emitEvent("bytes", QByteArray("x"));
    a().io.emitEvent("long", QString(10'000, u'x'));
    a().io.emitEvent("n", 2);
    revivePostgres();
    for (auto &node : nodes) {
        QCOMPARE(node->client.next(), number(1));
        QCOMPARE(node->client.next(), "451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
        QCOMPARE(node->client.next(), "binary:x");
        QVERIFY(node->client.next().startsWith("42[\"long\""));
        QCOMPARE(node->client.next(), number(2));
    }
    expectNothingElse();
}

void tst_PostgresOutbox::cameBackTooLate()
{
    start({.outbox = OutboxOptions{.maxAge = 200ms}});
    QStringList errors;
    connect(a().adapter(), &ClusterAdapter::clusterError, this,
            [&errors](const Error &error) { errors.append(error.message()); });
    killPostgres();
    const quint64 dropped = a().adapter()->droppedPublishes();
    for (int i = 0; i < 3; ++i) {
        a().io.emitEvent("n", i);
        QCOMPARE(a().client.next(), number(i));
    }
    QVERIFY(waitFor([&] { return a().adapter()->droppedPublishes() == dropped + 3; }));
    QVERIFY(waitFor([&errors] { return !errors.filter(u"too long"_s).isEmpty(); }));
    revivePostgres();
    QVERIFY(knowEachOther());
    expectNothingElse();
}

void tst_PostgresOutbox::tooMany()
{
    start({.outbox = OutboxOptions{.maxMessages = 2, .maxBytes = 10'000}});
    killPostgres();
    const quint64 dropped = a().adapter()->droppedPublishes();
    for (int i = 0; i < 5; ++i) {
        a().io.emitEvent("n", i);
        QCOMPARE(a().client.next(), number(i));
    }
    a().io.emitEvent("long", QString(10'000, u'x'));
    QVERIFY(a().client.next().startsWith("42[\"long\""));
    QCOMPARE(a().adapter()->droppedPublishes(), dropped + 4);
    revivePostgres();
    QCOMPARE(b().client.next(), number(3));
    QCOMPARE(b().client.next(), number(4));
    expectNothingElse();
}

void tst_PostgresOutbox::changesKeepTheirPlace()
{
    killPostgres();
    a().io.socketsJoin(u"room"_s);
    a().io.to(u"room"_s).emitEvent("n", 1);
    a().io.socketsLeave(u"room"_s);
    a().io.to(u"room"_s).emitEvent("n", 2);
    a().io.in(b().socket->id()).disconnectSockets();
    QCOMPARE(a().client.next(), number(1));
    revivePostgres();
    QCOMPARE(b().client.next(), number(1));
    QCOMPARE(b().client.next(), "41");
}

// Volatile events, and what waits for answers, are nothing for later.
void tst_PostgresOutbox::notForLater()
{
    killPostgres();
    const quint64 dropped = a().adapter()->droppedPublishes();
    a().io.asVolatile().emitEvent("n", 0);
    QCOMPARE(a().client.next(), number(0));
    const auto sockets = resultOf(a().io.fetchSockets()); // at once
    QVERIFY(!sockets);
    QCOMPARE(ClusterAdapter::partialSockets(sockets.error()).size(), 1);
    a().io.serverSideEmit("tell");
    QCOMPARE(a().adapter()->droppedPublishes(), dropped + 2);
    revivePostgres();
    QVERIFY(knowEachOther());
    expectNothingElse();
}

// A notification that nobody listens to is lost: those that were there are waited for.
void tst_PostgresOutbox::waitsForOthers()
{
    for (int i = 0; i < 5; ++i) {
        killPostgres();
        a().io.emitEvent("n", 1);
        QCOMPARE(a().client.next(), number(1));
        const auto more = connect(a().adapter(), &ClusterAdapter::clusterStateChanged, this,
                                  [this](bool ready) {
                                      if (!ready)
                                          return;
                                      a().io.asVolatile().emitEvent("n", 9);
                                      a().io.emitEvent("n", 2);
                                  });
        revivePostgres();
        disconnect(more);
        QCOMPARE(a().client.next(), number(9));
        QCOMPARE(a().client.next(), number(2));
        // The volatile one may have been dropped, but overtakes nothing.
        QCOMPARE(b().client.next(), number(1));
        const QByteArray second = b().client.next();
        if (second == number(9))
            QCOMPARE(b().client.next(), number(2));
        else
            QCOMPARE(second, number(2));
        expectNothingElse();
    }
}

void tst_PostgresOutbox::requestEndsTheWaiting()
{
    startWithSlowPeer();
    cutOffAndBack();
    ClusterNode late(PostgresAdapter::factory(options()));
    QVERIFY(late.isListening && late.addClient());
    QVERIFY(waitFor([&] { return late.adapter()->isReady(); }, 20'000));
    a().io.emitEvent("n", 2); // behind the first one, which waits for b
    QCOMPARE(a().client.next(), number(2));
    a().io.serverSideEmit("tell");
    QCOMPARE(late.client.next(), number(1));
    QCOMPARE(late.client.next(), number(2));
}

void tst_PostgresOutbox::othersNeverCome()
{
    startWithSlowPeer();
    cutOffAndBack();
    ClusterNode late(PostgresAdapter::factory(options()));
    QVERIFY(late.isListening && late.addClient());
    QCOMPARE(late.client.next(), number(1)); // while it is not too old
    QCOMPARE(a().adapter()->droppedPublishes(), 0);
}

void tst_PostgresOutbox::refused()
{
    postgres.say("ALTER TABLE socket_io_attachments RENAME TO elsewhere");
    killPostgres();
    a().io.emitEvent("bytes", QByteArray("x"));
    a().io.emitEvent("n", 1);
    const quint64 dropped = a().adapter()->droppedPublishes();
    QStringList errors;
    connect(a().adapter(), &ClusterAdapter::clusterError, this,
            [&errors](const Error &error) { errors.append(error.message()); });
    revivePostgres();
    QVERIFY(waitFor([&errors] { return !errors.filter(u"refuses a message"_s).isEmpty(); }));
    QCOMPARE(b().client.next(), number(1));
    QCOMPARE(a().adapter()->droppedPublishes(), dropped + 1);
    postgres.say("ALTER TABLE elsewhere RENAME TO socket_io_attachments");
}

// It comes back, is told, and ends before it has answered.
void tst_PostgresOutbox::lostHalfWay()
{
    startWithSlowPeer(); // which is waited for
    killPostgres();
    a().io.emitEvent("n", 1);
    const auto freeze
        = connect(a().adapter(), &ClusterAdapter::clusterStateChanged, this, [this](bool ready) {
              if (!ready)
                  return;
              postgres.suspend();
              a().io.serverSideEmit("now");
          });
    QVERIFY(postgres.start());
    QVERIFY(waitFor([this] { return a().adapter()->isReady(); }, 20'000));
    disconnect(freeze);
    killPostgres();
    a().io.emitEvent("n", 2);
    ClusterNode late(PostgresAdapter::factory(options()));
    QVERIFY(late.isListening && late.addClient());
    QVERIFY(postgres.start());
    QCOMPARE(late.client.next(), number(1));
    QCOMPARE(late.client.next(), number(2));
}

void tst_PostgresOutbox::closedMeanwhile()
{
    killPostgres();
    const quint64 dropped = a().adapter()->droppedPublishes();
    a().io.emitEvent("n", 1);
    a().io.emitEvent("n", 2);
    QCOMPARE(a().adapter()->droppedPublishes(), dropped);
    const QPointer<ClusterAdapter> adapter(a().adapter());
    (void)a().io.close();
    QVERIFY(adapter);
    QCOMPARE(adapter->droppedPublishes(), dropped + 2);
}

void tst_PostgresOutbox::closedWhileWaiting()
{
    startWithSlowPeer();
    cutOffAndBack();
    ClusterNode late(PostgresAdapter::factory(options()));
    QVERIFY(late.isListening && late.addClient());
    QVERIFY(waitFor([&] { return late.adapter()->isReady(); }, 20'000));
    const QFuture<void> closed = a().io.close();
    QVERIFY(waitFor([&closed] { return closed.isFinished(); }));
    QCOMPARE(late.client.next(), number(1));
}

void tst_PostgresOutbox::off()
{
    start({});
    killPostgres();
    const quint64 dropped = a().adapter()->droppedPublishes();
    a().io.emitEvent("n", 1);
    QCOMPARE(a().client.next(), number(1));
    QCOMPARE(a().adapter()->droppedPublishes(), dropped + 1);
    revivePostgres();
    QVERIFY(knowEachOther());
    expectNothingElse();
}

void tst_PostgresOutbox::destroyedWhenLost()
{
    start({.outbox = OutboxOptions{.maxAge = 50ms}});
    killPostgres();
    connect(a().adapter(), &ClusterAdapter::clusterError, this, [this](const Error &error) {
        if (error.message().contains(u"too long"_s))
            nodes[0].reset();
    });
    a().io.emitEvent("n", 1);
    QVERIFY(waitFor([this] { return !nodes[0]; }));
}

QTEST_GUILESS_MAIN(tst_PostgresOutbox)
#include "tst_postgresoutbox.moc"
