// SPDX-License-Identifier: MIT
// What an emitter says on PostgreSQL, against what Node.js's emitter says (traces of
// @socket.io/postgres-emitter 0.1.1), and servers that listen to it.
#include "adapter/cluster/clustercodec_p.h"
#include "adapter/postgres/postgresconnection_p.h"
#include "adapter/postgres/postgresemitter.h"
#include "postgrescluster.h"

#include <QtTest/QSignalSpy>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Said = std::function<bool(const PostgresEmitter &)>;
Q_DECLARE_METATYPE(Said)
Q_DECLARE_METATYPE(PostgresEmitterOptions)

class tst_PostgresEmitter : public PostgresCluster
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
    }
    void cleanup();

    void notifications_data();
    void notifications();
    void attachments_data();
    void attachments();
    void servers();
    void longNamespace();
    void noTable();
    void rights();
    void brokerAway();
    void brokerKilled();
    void flush();
    void destroyedInSignals();

private:
    void open(const PostgresEmitterOptions &emitterOptions = {})
    {
        emitter = std::make_unique<PostgresEmitter>(options(), emitterOptions);
        QVERIFY(!emitter->isReady());
        QVERIFY(waitFor([this] { return emitter->isReady(); }, 20'000));
    }
    void listen(const QByteArrayList &channels)
    {
        listener = std::make_unique<PostgresConnection>(options());
        connect(listener.get(), &PostgresConnection::notified, this,
                [this](const QByteArray &channel, const QByteArray &payload) {
                    heard.append({channel, payload});
                });
        listener->open();
        QVERIFY(waitFor([this] { return listener->isReady(); }, 20'000));
        for (const QByteArray &channel : channels)
            listener->execute("LISTEN " + PostgresConnection::quotedIdentifier(channel));
        QVERIFY(waitFor([this] { return listener->pendingStatements() == 0; }));
    }

    std::unique_ptr<PostgresEmitter> emitter;
    std::unique_ptr<PostgresConnection> listener;
    QList<std::pair<QByteArray, QByteArray>> heard;
};

void tst_PostgresEmitter::cleanup()
{
    tearDown();
    emitter.reset();
    listener.reset();
    heard.clear();
}

// The trace is what Node.js's emitter says; ours tells the namespace besides, and says the same.
void tst_PostgresEmitter::notifications_data()
{
    QTest::addColumn<Said>("said");
    QTest::addColumn<QByteArray>("nsp");
    QTest::addColumn<QByteArray>("trace");
    const auto row = [](const char *name, const char *nsp, const char *trace, const Said &said) {
        QTest::newRow(name) << said << QByteArray(nsp) << QByteArray(trace);
    };
    row("emit", "/",
        R"({"type":3,"data":{"packet":{"type":2,"data":["e1","x"],"nsp":"/"},)"
        R"("opts":{"rooms":[],"flags":{},"except":[]}},"uid":"emitter"})",
        [](const PostgresEmitter &e) { return e.emitEvent("e1", "x"); });
    row("room, except", "/",
        R"({"type":3,"data":{"packet":{"type":2,"data":["e3",1],"nsp":"/"},)"
        R"("opts":{"rooms":["r2"],"flags":{},"except":["r1"]}},"uid":"emitter"})",
        [](const PostgresEmitter &e) { return e.to("r2").except("r1").emitEvent("e3", 1); });
    row("volatile", "/",
        R"({"type":3,"data":{"packet":{"type":2,"data":["e5"],"nsp":"/"},"opts":{"rooms":[],)"
        R"("flags":{"volatile":true,"compress":true},"except":[]}},"uid":"emitter"})",
        [](const PostgresEmitter &e) { return e.asVolatile().emitEvent("e5"); });
    row("namespace", "/foo",
        R"({"type":3,"data":{"packet":{"type":2,"data":["e6"],"nsp":"/foo"},)"
        R"("opts":{"rooms":[],"flags":{},"except":[]}},"uid":"emitter"})",
        [](const PostgresEmitter &e) { return e.of("foo").emitEvent("e6"); });
    row("join", "/",
        R"({"type":4,"data":{"opts":{"rooms":[],"except":[]},"rooms":["ej"]},"uid":"emitter"})",
        [](const PostgresEmitter &e) { return e.socketsJoin("ej"); });
    row("leave", "/",
        R"({"type":5,"data":{"opts":{"rooms":["r2"],"except":[]},"rooms":["ej"]},"uid":"emitter"})",
        [](const PostgresEmitter &e) { return e.in("r2").socketsLeave("ej"); });
    row("to the servers", "/", R"({"type":9,"data":{"packet":["sse","e"]},"uid":"emitter"})",
        [](const PostgresEmitter &e) { return e.serverSideEmit("sse", "e"); });
    row("disconnect", "/",
        R"({"type":6,"data":{"opts":{"rooms":["r2"],"except":[]},"close":true},"uid":"emitter"})",
        [](const PostgresEmitter &e) {
            return e.in("r2").disconnectSockets(DisconnectMode::CloseConnection);
        });
}

void tst_PostgresEmitter::notifications()
{
    QFETCH(Said, said);
    QFETCH(QByteArray, nsp);
    QFETCH(QByteArray, trace);
    listen({"socket.io#/", "socket.io#/foo"});
    open();
    QVERIFY(said(*emitter));
    QVERIFY(waitFor([this] { return heard.size() == 1; }));
    QCOMPARE(heard[0].first, "socket.io#" + nsp);
    const Result<ClusterMessage> traced = ClusterCodec::decode(trace, QString::fromUtf8(nsp));
    QVERIFY(traced);
    QCOMPARE(heard[0].second, ClusterCodec::encode(*traced, ClusterCodec::Format::Json));
    QVERIFY(heard[0].second.endsWith("\"uid\":\"emitter\",\"nsp\":\"" + nsp + "\"}"));
}

void tst_PostgresEmitter::attachments_data()
{
    QTest::addColumn<PostgresEmitterOptions>("emitterOptions");
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<bool>("isText");
    QTest::newRow("bytes") << PostgresEmitterOptions{} << QByteArray("\x01") << false;
    QTest::newRow("long text") << PostgresEmitterOptions{} << QByteArray(8000, 'x') << true;
    QTest::newRow("threshold") << PostgresEmitterOptions{.payloadThreshold = 100}
                               << QByteArray(100, 'x') << true;
}

void tst_PostgresEmitter::attachments()
{
    QFETCH(PostgresEmitterOptions, emitterOptions);
    QFETCH(QByteArray, argument);
    QFETCH(bool, isText);
    listen({"socket.io#/"});
    open(emitterOptions);
    QVERIFY(isText ? emitter->emitEvent("e2", QString::fromLatin1(argument))
                   : emitter->emitEvent("e2", argument));
    QVERIFY(waitFor([this] { return heard.size() == 1; }));
    static const QRegularExpression form(
        u"\\A\\{\"uid\":\"emitter\",\"nsp\":\"/\",\"type\":3,\"attachmentId\":\"(\\d+)\"\\}\\z"_s);
    const auto header = form.match(QString::fromUtf8(heard[0].second));
    QVERIFY2(header.hasMatch(), heard[0].second.constData());
    QByteArray bytes;
    listener->execute("SELECT payload FROM socket_io_attachments WHERE id = $1::text::bigint",
                      {header.captured(1).toLatin1()},
                      [&bytes](const Result<PostgresConnection::Rows> &rows) {
                          bytes = rows && !rows->isEmpty() ? rows->at(0).at(0) : "nothing";
                      });
    QVERIFY(waitFor([&bytes] { return !bytes.isEmpty(); }));
    const Result<ClusterMessage> message = ClusterCodec::decode(bytes);
    QVERIFY(message);
    QCOMPARE(message->uid, u"emitter"_s);
    QCOMPARE(message->nsp, u"/"_s);
    QCOMPARE(message->packet.payload.at(0),
             isText ? QCborValue(QString::fromLatin1(argument)) : QCborValue(argument));
}

void tst_PostgresEmitter::servers()
{
    startNodes(options());
    open();
    emitter->emitEvent("hello", u"äß€😀"_s, 1.5);
    expectAll("42[\"hello\",\"äß€😀\",1.5]");
    emitter->to(b().socket->id()).emitEvent("bytes", QByteArray("\x00\xff", 2));
    QCOMPARE(b().client.next(), "451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(b().client.next(), QByteArray("binary:\x00\xff", 9));
    emitter->emitEvent("long", QString(100'000, u'x'));
    expectAll("42[\"long\",\"" + QByteArray(100'000, 'x') + "\"]");
    emitter->in(b().socket->id()).socketsJoin({"r1", "r2"});
    QVERIFY(waitFor([this] { return b().socket->rooms().contains(u"r2"_s); }));
    emitter->in("r1").socketsLeave("r2");
    QVERIFY(waitFor([this] { return !b().socket->rooms().contains(u"r2"_s); }));
    QList<int> told;
    for (auto &node : nodes)
        node->io.sockets()->on("reload", this, [&told](int number) { told.append(number); });
    emitter->serverSideEmit("reload", 7);
    QVERIFY(waitFor([&told] { return told == QList<int>({7, 7}); }));
    emitter->in("r1").disconnectSockets();
    QCOMPARE(b().client.next(), "41");
    // It is no server, and none of those that answer.
    QCOMPARE(peersOf(a()), QStringList{b().adapter()->uid()});
    QCOMPARE(a().adapter()->malformedMessages(), 0U);
}

void tst_PostgresEmitter::longNamespace()
{
    open();
    QSignalSpy errors(emitter.get(), &ClusterEmitter::errorOccurred);
    QVERIFY(!emitter->of(QString(60, u'n')).emitEvent("e"));
    QCOMPARE(errors.count(), 1);
    QCOMPARE(errors.at(0).at(0).value<Error>().code(), Error::Code::InvalidNamespace);
    QCOMPARE(emitter->droppedPublishes(), 1U);
    QCOMPARE(emitter->pendingPublishes(), 0);
}

void tst_PostgresEmitter::noTable()
{
    open({.tableName = u"nowhere"_s});
    QSignalSpy errors(emitter.get(), &ClusterEmitter::errorOccurred);
    QVERIFY(emitter->emitEvent("bytes", QByteArray("\x01")));
    QVERIFY(waitFor([&errors] { return errors.count() == 1; }));
    const auto error = errors.at(0).at(0).value<Error>();
    QCOMPARE(error.code(), Error::Code::Adapter);
    QVERIFY2(error.message().contains(u"nowhere"_s), qPrintable(error.message()));
    QCOMPARE(emitter->droppedPublishes(), 1U);
    QVERIFY(emitter->emitEvent("text"));
    QVERIFY(waitFor([this] { return emitter->pendingPublishes() == 0; }));
    QCOMPARE(emitter->droppedPublishes(), 1U);

    PostgresEmitter injecting(options(), {.tableName = u"t; DROP TABLE t"_s});
    QVERIFY(!injecting.emitEvent("text"));
}

// Those that docs/cluster.md names are enough.
void tst_PostgresEmitter::rights()
{
    for (const char *statement : {"CREATE ROLE worker LOGIN",
                                  "GRANT INSERT, SELECT (id) ON socket_io_attachments TO worker",
                                  "GRANT USAGE ON SEQUENCE socket_io_attachments_id_seq TO worker"})
        postgres.say(statement);
    PostgresOptions restricted = options();
    restricted.username = u"worker"_s;
    emitter = std::make_unique<PostgresEmitter>(restricted);
    QVERIFY(waitFor([this] { return emitter->isReady(); }, 20'000));
    QVERIFY(emitter->emitEvent("text"));
    QVERIFY(emitter->emitEvent("bytes", QByteArray("\x01")));
    QVERIFY(waitFor([this] { return emitter->pendingPublishes() == 0; }));
    QCOMPARE(emitter->droppedPublishes(), 0U);
}

void tst_PostgresEmitter::brokerAway()
{
    PostgresOptions nowhere = options();
    nowhere.port = 1;
    emitter = std::make_unique<PostgresEmitter>(nowhere);
    QSignalSpy errors(emitter.get(), &ClusterEmitter::errorOccurred);
    QVERIFY(!emitter->emitEvent("lost"));
    QVERIFY(!emitter->socketsLeave("lost"));
    QCOMPARE(emitter->droppedPublishes(), 2U);
    QCOMPARE(emitter->pendingPublishes(), 0);
    QVERIFY(waitFor([&errors] { return !errors.isEmpty(); }));
    QVERIFY(!emitter->isReady());
}

void tst_PostgresEmitter::brokerKilled()
{
    open();
    QSignalSpy ready(emitter.get(), &ClusterEmitter::readyChanged);
    postgres.kill();
    QVERIFY(waitFor([&ready] { return ready.count() == 1; }));
    QVERIFY(!emitter->emitEvent("lost"));
    QCOMPARE(emitter->droppedPublishes(), 1U);
    startPostgres();
    QVERIFY(waitFor([this] { return emitter->isReady(); }, 20'000));
    listen({"socket.io#/"});
    QVERIFY(emitter->emitEvent("again"));
    QVERIFY(waitFor([this] { return heard.size() == 1; }));
    QVERIFY(heard[0].second.contains("again"));
}

void tst_PostgresEmitter::flush()
{
    open();
    for (int i = 0; i < 100; ++i)
        QVERIFY(emitter->emitEvent("e", i));
    QCOMPARE(emitter->pendingPublishes(), 100);
    const QFuture<void> flushed = emitter->flush();
    QVERIFY(!flushed.isFinished());
    QVERIFY(waitFor([&flushed] { return flushed.isFinished(); }));
    QCOMPARE(emitter->droppedPublishes(), 0U);
    emitter->emitEvent("last");
    const QFuture<void> cut = emitter->flush();
    emitter.reset();
    QVERIFY(cut.isFinished());
}

void tst_PostgresEmitter::destroyedInSignals()
{
    emitter = std::make_unique<PostgresEmitter>(options());
    connect(emitter.get(), &ClusterEmitter::readyChanged, this, [this] { emitter.reset(); });
    QVERIFY(waitFor([this] { return !emitter; }));

    open();
    emitter->emitEvent("last");
    emitter->flush().then(this, [this] { emitter.reset(); });
    QVERIFY(waitFor([this] { return !emitter; }));

    open({.tableName = u"nowhere"_s});
    connect(emitter.get(), &ClusterEmitter::errorOccurred, this, [this] { emitter.reset(); });
    emitter->emitEvent("bytes", QByteArray("\x01"));
    QVERIFY(waitFor([this] { return !emitter; }));
}

QTEST_GUILESS_MAIN(tst_PostgresEmitter)
#include "tst_postgresemitter.moc"
