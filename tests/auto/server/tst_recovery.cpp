// SPDX-License-Identifier: MIT
// Connection state recovery, by the packets on the wire.
#include "serverfixture.h"

#include "adapter/sessionawareadapter.h"

#include <QtCore/QPromise>

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
struct Ids
{
    QByteArray sid;
    QByteArray pid;
};
} // namespace

class tst_Recovery : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { recoverable({}); }

    void trap83_offsetsOnTheWire();
    void trap84_missedPacketsComeFirst();
    void dataAndRooms();
    void binary();
    void overPolling();
    void trap85_freshSession_data();
    void trap85_freshSession();
    void trap86_notRecoverable_data();
    void trap86_notRecoverable();
    void recoverableReasons_data();
    void recoverableReasons();
    void trap87_roomsAndExcept();
    void trap94_ownRoom();
    void emittedWhileAway();
    void emittedInMiddleware();
    void middlewaresAreAsked();
    void middlewareRefuses();
    void sentWhileMiddlewaresRun();
    void tooMuchWhileMiddlewaresRun();
    void cutOffWhileMiddlewaresRun();
    void restoredOnce();
    void namespacesApart();
    void acknowledgementsAreNotKept();
    void adapterAnswersLater();
    void adapterFails();
    void serverGoesWhileItIsRestored();
    void connectWhileItIsRestored();
    void off();

private:
    void recoverable(const ConnectionStateRecoveryOptions &options)
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        start({.connectionStateRecovery = options});
    }
    static Ids idsOf(const QByteArray &answer, qsizetype brace)
    {
        const QJsonObject object = QJsonDocument::fromJson(answer.mid(brace)).object();
        return {object[u"sid"_s].toString().toUtf8(), object[u"pid"_s].toString().toUtf8()};
    }
    static Ids join(WsClient *client, const QByteArray &auth = {}, const QByteArray &nsp = {})
    {
        client->send("40" + nsp + auth);
        const QByteArray answer = client->next();
        return answer.startsWith("40" + nsp) ? idsOf(answer, 2 + nsp.size()) : Ids();
    }
    // The offset of a packet.
    static QByteArray offsetOf(const QByteArray &packet)
    {
        const qsizetype comma = packet.lastIndexOf(',');
        return packet.sliced(comma + 2, packet.size() - comma - 4);
    }
    static QByteArray auth(const Ids &ids, const QByteArray &offset)
    {
        return "{\"pid\":\"" + ids.pid + "\",\"offset\":\"" + offset + "\"}";
    }
    // Joined and has got one packet; returns its offset.
    QByteArray joinAndGetOffset(WsClient *client, Ids *ids)
    {
        *ids = join(client);
        socket->emitEvent("first");
        return offsetOf(client->next());
    }
    // With middlewares that will hold it when it recovers; returns its offset.
    QByteArray memberLeavesBeforeItIsHeld(Ids *ids)
    {
        io.reset();
        recoverable({.skipMiddlewares = false});
        holdThoseWhoRecover();
        WsClient client(port);
        const QByteArray offset = joinAndGetOffset(&client, ids);
        socket->join("r");
        cutOff(&client);
        return offset;
    }
    bool isHeld(WsClient *client, const QByteArray &auth)
    {
        client->send("40" + auth);
        return waitFor([this] { return held.has_value(); });
    }
    // Those who recover wait for what is put into held.
    void holdThoseWhoRecover()
    {
        held.reset();
        io->use(this, [this](Socket *joining, const Next &next) {
            if (joining->isRecovered())
                held = next;
            else
                next();
        });
    }
    std::optional<Next> held;

    void cutOff(WsClient *client)
    {
        const qsizetype before = reasons.size();
        client->abort();
        QTRY_COMPARE(reasons.size(), before + 1);
    }
};

void tst_Recovery::trap83_offsetsOnTheWire()
{
    WsClient client(port);
    const Ids ids = join(&client);
    QCOMPARE(ids.sid.size(), 20);
    QCOMPARE(ids.pid.size(), 20);
    QVERIFY(ids.sid != ids.pid);
    QVERIFY(!socket->isRecovered());
    io->emitEvent("e", 1);
    const QByteArray broadcast = client.next();
    QVERIFY(QRegularExpression(u"^42\\[\"e\",1,\"[0-9A-Za-z_-]{7}(\\.[0-9A-Za-z_-]+)?\"\\]$"_s)
                .match(QString::fromLatin1(broadcast))
                .hasMatch());
    socket->emitEvent("e");
    QVERIFY(client.next().startsWith("42[\"e\",\""));
    QStringList outgoing;
    socket->onAnyOutgoing(this, [&](const QString &event, const Payload &payload) {
        outgoing.append(event + QString::number(payload.count()));
    });
    socket->emitEvent("bin", QByteArray("b"));
    QVERIFY(client.next().startsWith("451-[\"bin\",{\"_placeholder\":true,\"num\":0},\""));
    QCOMPARE(client.next(), "binary:b");
    socket->asVolatile().emitEvent("e");
    QTRY_VERIFY(!client.hasNothing());
    QCOMPARE(client.next(), "42[\"e\"]");
    socket->emitEvent("ack", [] {});
    QCOMPARE(client.next(), "420[\"ack\"]");
    QCOMPARE(outgoing, QStringList({u"bin2"_s, u"e0"_s, u"ack0"_s}));
}

void tst_Recovery::trap84_missedPacketsComeFirst()
{
    int middlewareCalls = 0;
    io->use(this, [&](Socket *, const Next &next) {
        ++middlewareCalls;
        next();
    });
    QSignalSpy joined(io.get(), &Server::connection);
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    cutOff(&client);
    io->emitEvent("missed", 1);
    io->emitEvent("missed", 2);
    WsClient again(port);
    again.send("40" + auth(ids, offset));
    QVERIFY(again.next().startsWith("42[\"missed\",1,\""));
    QVERIFY(again.next().startsWith("42[\"missed\",2,\""));
    QCOMPARE(again.next(), "40{\"sid\":\"" + ids.sid + "\",\"pid\":\"" + ids.pid + "\"}");
    QCOMPARE(middlewareCalls, 1);
    QCOMPARE(joined.size(), 2);
    QVERIFY(socket->isRecovered());
    QCOMPARE(socket->id().toUtf8(), ids.sid);
    QVERIFY(again.syncsWithNothingBetween());
    // It may be cut off once more.
    io->emitEvent("next");
    const QByteArray next = again.next();
    cutOff(&again);
    WsClient third(port);
    QCOMPARE(join(&third, auth(ids, offsetOf(next))).sid, ids.sid);
}

void tst_Recovery::dataAndRooms()
{
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    socket->join("r");
    socket->data()[u"name"_s] = u"alice"_s;
    cutOff(&client);
    QVERIFY(!io->sockets()->adapter()->rooms().contains(u"r"_s));
    io->to("r").emitEvent("missed");
    WsClient again(port);
    again.send("40" + auth(ids, offset));
    QVERIFY(again.next().startsWith("42[\"missed\",\""));
    QVERIFY(again.next().startsWith("40{"));
    QCOMPARE(socket->rooms(), QSet<QString>({socket->id(), u"r"_s}));
    QCOMPARE(socket->data(), QCborMap({{u"name"_s, u"alice"_s}}));
    const QCborMap sent = socket->handshake().auth();
    QCOMPARE(sent[u"pid"_s].toString().toUtf8(), ids.pid);
}

void tst_Recovery::binary()
{
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    cutOff(&client);
    io->emitEvent("b", QByteArray("\x01\x02"));
    WsClient again(port);
    again.send("40" + auth(ids, offset));
    QVERIFY(again.next().startsWith("451-[\"b\",{\"_placeholder\":true,\"num\":0},\""));
    QCOMPARE(again.next(), "binary:\x01\x02");
    QVERIFY(again.next().startsWith("40{"));
}

void tst_Recovery::overPolling()
{
    PollingClient client(port);
    client.post("40");
    const Ids ids = idsOf(client.poll().value(0), 2);
    socket->emitEvent("first");
    const QByteArray offset = offsetOf(client.poll().value(0));
    client.post("1"); // the transport closes
    QTRY_COMPARE(reasons, QStringList({u"transport close"_s}));
    io->emitEvent("missed");
    PollingClient again(port);
    again.post("40" + auth(ids, offset));
    const QList<QByteArray> packets = again.poll();
    QCOMPARE(packets.size(), 2);
    QVERIFY(packets.at(0).startsWith("42[\"missed\",\""));
    QCOMPARE(idsOf(packets.at(1), 2).sid, ids.sid);
}

void tst_Recovery::trap85_freshSession_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::newRow("unknown pid") << QByteArray("{\"pid\":\"nobody\",\"offset\":\"OFFSET\"}");
    QTest::newRow("unknown offset") << QByteArray("{\"pid\":\"PID\",\"offset\":\"abc\"}");
    QTest::newRow("no offset") << QByteArray("{\"pid\":\"PID\"}");
    QTest::newRow("no pid") << QByteArray("{\"offset\":\"OFFSET\"}");
    QTest::newRow("offset of another type") << QByteArray("{\"pid\":\"PID\",\"offset\":1}");
    QTest::newRow("pid of another type") << QByteArray("{\"pid\":[],\"offset\":\"OFFSET\"}");
    QTest::newRow("empty") << QByteArray("{\"pid\":\"\",\"offset\":\"\"}");
}

void tst_Recovery::trap85_freshSession()
{
    QFETCH(QByteArray, auth);
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    cutOff(&client);
    io->emitEvent("missed");
    WsClient again(port);
    const Ids fresh = join(&again, auth.replace("PID", ids.pid).replace("OFFSET", offset));
    QCOMPARE(fresh.sid.size(), 20);
    QCOMPARE(fresh.pid.size(), 20);
    QVERIFY(fresh.sid != ids.sid);
    QVERIFY(fresh.pid != ids.pid);
    QVERIFY(!socket->isRecovered());
    QVERIFY(again.syncsWithNothingBetween());
}

void tst_Recovery::trap86_notRecoverable_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::newRow("client namespace disconnect") << QByteArray("41");
    QTest::newRow("server namespace disconnect") << QByteArray();
    QTest::newRow("parse error") << QByteArray("x");
}

void tst_Recovery::trap86_notRecoverable()
{
    QFETCH(QByteArray, how);
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    if (how.isEmpty())
        socket->disconnectClient();
    else
        client.send(how);
    QTRY_COMPARE(reasons, QStringList({QString::fromLatin1(QTest::currentDataTag())}));
    WsClient again(port);
    QVERIFY(join(&again, auth(ids, offset)).sid != ids.sid);
}

void tst_Recovery::recoverableReasons_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::newRow("transport close") << QByteArray();
    QTest::newRow("transport error") << QByteArray("2"); // a ping from the wrong side
    QTest::newRow("forced close") << QByteArray("42{}");
    QTest::newRow("ping timeout") << QByteArray("silent");
}

void tst_Recovery::recoverableReasons()
{
    QFETCH(QByteArray, how);
    const bool isSilent = how == "silent";
    if (isSilent) {
        io.reset();
        start({.connectionStateRecovery = ConnectionStateRecoveryOptions(),
               .pingInterval = 100ms,
               .pingTimeout = 20ms});
    }
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    if (isSilent)
        QObject::disconnect(&client.socket(), &QWebSocket::textMessageReceived, nullptr, nullptr);
    else if (how.isEmpty())
        client.close();
    else
        client.send(how);
    QTRY_COMPARE(reasons, QStringList({QString::fromLatin1(QTest::currentDataTag())}));
    WsClient again(port);
    QCOMPARE(join(&again, auth(ids, offset)).sid, ids.sid);
}

void tst_Recovery::trap87_roomsAndExcept()
{
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    socket->join("r");
    cutOff(&client);
    io->to("other").emitEvent("a");
    io->except("r").emitEvent("b");
    io->to(QString::fromUtf8(ids.sid)).emitEvent("c");
    io->to("other").to("r").emitEvent("d");
    WsClient again(port);
    again.send("40" + auth(ids, offset));
    QVERIFY(again.next().startsWith("42[\"c\","));
    QVERIFY(again.next().startsWith("42[\"d\","));
    QVERIFY(again.next().startsWith("40{"));
}

void tst_Recovery::trap94_ownRoom()
{
    WsClient one(port);
    join(&one);
    const QPointer<Socket> first = socket;
    WsClient two(port);
    join(&two);
    socket->join(first->id());
    first->emitEvent("x");
    QVERIFY(one.next().startsWith("42[\"x\","));
    QVERIFY(two.next().startsWith("42[\"x\","));
    first->leave(first->id());
    first->emitEvent("y");
    QVERIFY(two.next().startsWith("42[\"y\","));
    QVERIFY(one.syncsWithNothingBetween());
}

void tst_Recovery::emittedWhileAway()
{
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    connect(socket, &Socket::disconnected, this, [this] { socket->emitEvent("late"); });
    cutOff(&client);
    WsClient again(port);
    again.send("40" + auth(ids, offset));
    QVERIFY(again.next().startsWith("42[\"late\","));
    QVERIFY(again.next().startsWith("40{"));
}

void tst_Recovery::emittedInMiddleware()
{
    io->use(this, [](Socket *joining, const Next &next) {
        joining->emitEvent("early"); // kept, but not delivered: it is not connected
        next();
    });
    WsClient client(port);
    join(&client);
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Recovery::middlewaresAreAsked()
{
    io.reset();
    recoverable({.skipMiddlewares = false});
    QList<bool> recovered;
    io->use(this, [&](Socket *joining, const Next &next) {
        recovered.append(joining->isRecovered());
        next();
    });
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    cutOff(&client);
    WsClient again(port);
    QCOMPARE(join(&again, auth(ids, offset)).sid, ids.sid);
    QCOMPARE(recovered, QList<bool>({false, true}));
}

void tst_Recovery::middlewareRefuses()
{
    io.reset();
    recoverable({.skipMiddlewares = false});
    io->use(this, [&](Socket *joining, const Next &next) {
        joining->isRecovered() ? next(Error("not again")) : next();
    });
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    socket->join("r");
    cutOff(&client);
    io->emitEvent("missed");
    WsClient again(port);
    again.send("40" + auth(ids, offset));
    QCOMPARE(again.next(), "44{\"message\":\"not again\"}"); // and nothing that it missed
    QVERIFY(io->sockets()->adapter()->rooms().isEmpty());
}

// Deviation: the reference loses what is sent then. Nothing twice, nothing missed, in order.
void tst_Recovery::sentWhileMiddlewaresRun()
{
    Ids ids;
    const QByteArray offset = memberLeavesBeforeItIsHeld(&ids);
    io->emitEvent("before");
    WsClient again(port);
    QVERIFY(isHeld(&again, auth(ids, offset)));
    io->to("r").emitEvent("room", QByteArray("\1\2", 2));
    io->to("elsewhere").emitEvent("another room");
    io->except("r").emitEvent("not for r");
    io->asVolatile().emitEvent("volatile");
    int asked = -1;
    io->timeout(10ms).emitEvent("asked", [&asked](const Error &, const QList<QCborValue> &list) {
        asked = int(list.size());
    });
    io->to(QString::fromLatin1(ids.sid)).emitEvent("for it alone");
    QVERIFY(again.hasNothing());
    (*held)();
    io->emitEvent("last");
    QVERIFY(again.next().startsWith("42[\"before\","));
    QVERIFY(again.next().startsWith("451-[\"room\",{\"_placeholder\":true,\"num\":0},"));
    QCOMPARE(again.next(), QByteArray("binary:\1\2"));
    QVERIFY(again.next().startsWith("42[\"for it alone\","));
    const QByteArray last = again.next();
    QVERIFY(last.startsWith("42[\"last\","));
    QVERIFY(again.next().startsWith("40{\"sid\":\"" + ids.sid));
    QVERIFY(again.syncsWithNothingBetween());
    QVERIFY(waitFor([&asked] { return asked == 0; }));
    // It goes on from there.
    cutOff(&again);
    held.reset();
    WsClient third(port);
    QVERIFY(isHeld(&third, auth(ids, offsetOf(last))));
    (*held)();
    QVERIFY(third.next().startsWith("40{\"sid\":\"" + ids.sid));
}

// A middleware may take its time, but not the memory: the connection is closed.
void tst_Recovery::tooMuchWhileMiddlewaresRun()
{
    io.reset();
    recoverable({.skipMiddlewares = false, .maxStoredBytes = 10'000});
    holdThoseWhoRecover();
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    cutOff(&client);
    WsClient again(port);
    QVERIFY(isHeld(&again, auth(ids, offset)));
    const QString text(1000, u'x');
    for (int i = 0; i < 20; ++i)
        io->emitEvent("long", text);
    (*held)(); // too late
    QVERIFY(again.waitForClosed());
    QVERIFY(again.hasNothing());
    QVERIFY(io->sockets()->adapter()->rooms().isEmpty());
    WsClient third(port);
    QVERIFY(join(&third, auth(ids, offset)).sid != ids.sid);
}

void tst_Recovery::cutOffWhileMiddlewaresRun()
{
    Ids ids;
    const QByteArray offset = memberLeavesBeforeItIsHeld(&ids);
    WsClient again(port);
    QVERIFY(isHeld(&again, auth(ids, offset)));
    io->to("r").emitEvent("missed");
    again.abort();
    QVERIFY(waitFor([this] { return io->engine()->clientsCount() == 0; }));
    (*held)();
    held.reset();
    WsClient third(port);
    QVERIFY(isHeld(&third, auth(ids, offset)));
    (*held)();
    QVERIFY(third.next().startsWith("42[\"missed\","));
    QVERIFY(third.next().startsWith("40{\"sid\":\"" + ids.sid));
    QCOMPARE(socket->rooms(), QSet<QString>({QString::fromLatin1(ids.sid), u"r"_s}));
}

// Deviation: the reference restores as often as it is asked, and two sockets share an id.
void tst_Recovery::restoredOnce()
{
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    cutOff(&client);
    WsClient again(port);
    QCOMPARE(join(&again, auth(ids, offset)).sid, ids.sid);
    WsClient thief(port);
    const Ids fresh = join(&thief, auth(ids, offset));
    QVERIFY(!fresh.sid.isEmpty());
    QVERIFY(fresh.sid != ids.sid);
    QVERIFY(again.syncsWithNothingBetween());
}

void tst_Recovery::namespacesApart()
{
    io->of("/n");
    WsClient client(port);
    Ids ids;
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    const Ids other = join(&client, {}, "/n,");
    QVERIFY(other.pid != ids.pid);
    cutOff(&client);
    WsClient again(port);
    QVERIFY(join(&again, auth(ids, offset), "/n,").sid != other.sid);
    QCOMPARE(join(&again, auth(ids, offset)).sid, ids.sid);
}

void tst_Recovery::acknowledgementsAreNotKept()
{
    Ids ids;
    WsClient client(port);
    const QByteArray offset = joinAndGetOffset(&client, &ids);
    const QFuture<Result<Payload>> answer = socket->emitWithAck("q");
    QCOMPARE(client.next(), "420[\"q\"]");
    cutOff(&client);
    QCOMPARE(answer.result().error().code(), Error::Code::Disconnected);
    io->timeout(10ms).emitEvent("q2", [](const Result<QList<QCborValue>> &) {});
    io->asVolatile().emitEvent("v");
    WsClient again(port);
    QCOMPARE(join(&again, auth(ids, offset)).sid, ids.sid); // nothing came before
}

namespace {
// Its broker takes its time.
class SlowAdapter final : public SessionAwareAdapter
{
public:
    using SessionAwareAdapter::SessionAwareAdapter;
    QFuture<std::optional<RecoverableSession>> restoreSession(const QString &,
                                                              const QString &) override
    {
        promise->start();
        return promise->future();
    }
    const std::shared_ptr<QPromise<std::optional<RecoverableSession>>> promise
        = std::make_shared<QPromise<std::optional<RecoverableSession>>>();
};
} // namespace

void tst_Recovery::adapterAnswersLater()
{
    io->setAdapter([](AdapterHost *host) { return std::make_unique<SlowAdapter>(host); });
    auto *adapter = static_cast<SlowAdapter *>(io->sockets()->adapter());
    WsClient client(port);
    client.send("40{\"pid\":\"p\",\"offset\":\"o\"}");
    QTRY_VERIFY(adapter->promise->future().isStarted());
    QVERIFY(!socket);
    adapter->promise->addResult(
        RecoverableSession{.sid = u"s"_s, .pid = u"p"_s, .rooms = {u"s"_s}});
    adapter->promise->finish();
    QCOMPARE(client.next(), "40{\"sid\":\"s\",\"pid\":\"p\"}");
}

void tst_Recovery::adapterFails()
{
    io->setAdapter([](AdapterHost *host) { return std::make_unique<SlowAdapter>(host); });
    auto *adapter = static_cast<SlowAdapter *>(io->sockets()->adapter());
    WsClient client(port);
    client.send("40{\"pid\":\"p\",\"offset\":\"o\"}");
    QTRY_VERIFY(adapter->promise->future().isStarted());
    adapter->promise->future().cancel();
    adapter->promise->finish();
    QVERIFY(client.next().startsWith("40{\"sid\":\"")); // as a new one
    QVERIFY(!socket->isRecovered());
}

void tst_Recovery::serverGoesWhileItIsRestored()
{
    io->setAdapter([](AdapterHost *host) { return std::make_unique<SlowAdapter>(host); });
    const auto promise = static_cast<SlowAdapter *>(io->sockets()->adapter())->promise;
    WsClient client(port);
    client.send("40{\"pid\":\"p\",\"offset\":\"o\"}");
    QTRY_VERIFY(promise->future().isStarted());
    io.reset();
    promise->addResult(std::nullopt);
    promise->finish();
    QVERIFY(client.waitForClosed());
}

void tst_Recovery::connectWhileItIsRestored()
{
    io->setAdapter([](AdapterHost *host) { return std::make_unique<SlowAdapter>(host); });
    auto *adapter = static_cast<SlowAdapter *>(io->sockets()->adapter());
    WsClient client(port);
    client.send("40{\"pid\":\"p\",\"offset\":\"o\"}");
    client.send("40");
    QVERIFY(client.waitForClosed());
    QTRY_COMPARE(io->engine()->clientsCount(), 0);
    adapter->promise->addResult(std::nullopt);
    adapter->promise->finish();
    QCoreApplication::processEvents();
    QVERIFY(!socket);
}

void tst_Recovery::off()
{
    io.reset();
    start();
    QVERIFY(qobject_cast<SessionAwareAdapter *>(io->sockets()->adapter()) == nullptr);
    WsClient client(port);
    client.send("40{\"pid\":\"p\",\"offset\":\"o\"}");
    QVERIFY(!client.next().contains("pid"));
    io->emitEvent("x");
    QCOMPARE(client.next(), "42[\"x\"]");
}

QTEST_GUILESS_MAIN(tst_Recovery)
#include "moc_serverfixture.cpp"
#include "tst_recovery.moc"
