// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include "adapter/inmemoryadapter.h"

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Broadcasting : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void toEverybody();
    void roomsAndExcept();
    void fromASocket();
    void trap65_operatorsAreImmutable();
    void trap66_unionOnce();
    void trap67_ownRoom();
    void leavingTheOwnRoom();
    void namespacesAreSeparate();
    void socketOperatorFlagsTravel();
    void trap63_packetIds();
    void trap68_nobodyToAnswer();
    void trap69_oneSilentClient();
    void trap70_withoutTimeout();
    void trap71_firstArgumentOnly();
    void goneClientsCountAsMissing();
    void callbackForms();
    void oneEncodeForAll();
    void ownAdapter();

private:
    bool join(int count);
    std::vector<std::unique_ptr<WsClient>> m_clients;
    QList<QPointer<Socket>> m_sockets;
};

void tst_Broadcasting::init()
{
    prepare();
    QVERIFY(join(3));
}

void tst_Broadcasting::cleanup()
{
    m_clients.clear();
    m_sockets.clear();
    io.reset();
}

bool tst_Broadcasting::join(int count)
{
    for (int i = 0; i < count; ++i) {
        m_clients.push_back(std::make_unique<WsClient>(port));
        if (m_clients.back()->join().isEmpty())
            return false;
        m_sockets.append(socket);
    }
    return true;
}

// Which of the three got this packet, and nothing else before a round trip.
#define GOT(a, b, c, packet) \
    do { \
        const std::array<bool, 3> expected{a, b, c}; \
        for (std::size_t i = 0; i < 3; ++i) { \
            if (expected[i]) \
                QCOMPARE(m_clients[i]->next(), QByteArray(packet)); \
            QVERIFY2(m_clients[i]->syncsWithNothingBetween(), qPrintable(QString::number(i))); \
        } \
    } while (false)

void tst_Broadcasting::toEverybody()
{
    io->emitEvent("x", 1);
    GOT(true, true, true, "42[\"x\",1]");
    io->local().compress(Compression::Disabled).emitEvent("y");
    GOT(true, true, true, "42[\"y\"]");
}

void tst_Broadcasting::roomsAndExcept()
{
    m_sockets[0]->join("a");
    m_sockets[1]->join({"a", "b"});
    io->to("a").emitEvent("x");
    GOT(true, true, false, "42[\"x\"]");
    io->in("a").except("b").emitEvent("x");
    GOT(true, false, false, "42[\"x\"]");
    io->except("a").emitEvent("x");
    GOT(false, false, true, "42[\"x\"]");
    io->except("unknown").emitEvent("x"); // trap 96
    GOT(true, true, true, "42[\"x\"]");
    m_sockets[1]->leave(QStringLiteral("a"));
    io->to("a").emitEvent("x");
    GOT(true, false, false, "42[\"x\"]");
}

void tst_Broadcasting::fromASocket()
{
    m_sockets[0]->broadcast().emitEvent("x");
    GOT(false, true, true, "42[\"x\"]");
    m_sockets[0]->join("a");
    m_sockets[1]->join("a");
    m_sockets[0]->to("a").emitEvent("x");
    GOT(false, true, false, "42[\"x\"]");
    m_sockets[0]->except("a").emitEvent("x");
    GOT(false, false, true, "42[\"x\"]");
    m_sockets[2]->local().emitEvent("x");
    GOT(true, true, false, "42[\"x\"]");
}

void tst_Broadcasting::trap65_operatorsAreImmutable()
{
    m_sockets[0]->join("a");
    m_sockets[1]->join("b");
    const BroadcastOperator a = io->to("a");
    (void)a.to("b");
    (void)a.except("a");
    (void)a.asVolatile();
    a.emitEvent("x");
    GOT(true, false, false, "42[\"x\"]");
    QVERIFY(!a.options().isVolatile);
}

void tst_Broadcasting::trap66_unionOnce()
{
    m_sockets[0]->join({"a", "b"});
    io->to("a").to("b").emitEvent("x");
    GOT(true, false, false, "42[\"x\"]");
    io->to("nobody").emitEvent("x");
    GOT(false, false, false, "");
}

void tst_Broadcasting::trap67_ownRoom()
{
    m_sockets[0]->to(m_sockets[0]->id()).emitEvent("x");
    GOT(false, false, false, "");
    io->to(m_sockets[0]->id()).emitEvent("x");
    GOT(true, false, false, "42[\"x\"]");
}

void tst_Broadcasting::leavingTheOwnRoom()
{
    m_sockets[0]->leave(m_sockets[0]->id());
    io->to(m_sockets[0]->id()).emitEvent("x");
    GOT(false, false, false, "");
    m_sockets[0]->broadcast().emitEvent("y"); // "but me" means "but my room"
    GOT(true, true, true, "42[\"y\"]");
}

void tst_Broadcasting::namespacesAreSeparate()
{
    Namespace *other = io->of("/other");
    m_clients[0]->join("/other");
    other->emitEvent("x");
    GOT(true, false, false, "42/other,[\"x\"]");
    io->emitEvent("y");
    GOT(true, true, true, "42[\"y\"]");
}

void tst_Broadcasting::socketOperatorFlagsTravel()
{
    const BroadcastOperator op = m_sockets[0]->asVolatile().timeout(3s).to({"a", "b"}).except("c");
    QVERIFY(op.options().isVolatile);
    QCOMPARE(op.options().timeout, std::optional<std::chrono::milliseconds>(3s));
    QCOMPARE(op.options().rooms, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(op.options().except, (QStringList{m_sockets[0]->id(), QStringLiteral("c")}));
}

void tst_Broadcasting::trap63_packetIds()
{
    m_sockets[0]->emitEvent("a", [] {});
    QCOMPARE(m_clients[0]->next(), "420[\"a\"]");
    io->timeout(5s).emitEvent("b", [](const Result<QList<QCborValue>> &) {});
    for (auto &client : m_clients)
        QCOMPARE(client->next(), "421[\"b\"]");
    m_sockets[1]->emitEvent("c", [] {});
    QCOMPARE(m_clients[1]->next(), "422[\"c\"]");
    io->of("/n");
    m_clients[0]->join("/n");
    (*io->of("/n")->sockets().begin())->emitEvent("d", [] {});
    QCOMPARE(m_clients[0]->next(), "42/n,0[\"d\"]"); // a counter for each namespace
}

void tst_Broadcasting::trap68_nobodyToAnswer()
{
    const auto future = io->to("nobody").timeout(1h).emitWithAck("x");
    QVERIFY(!future.isFinished()); // never from inside the call
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    QVERIFY(future.result()->isEmpty());
}

void tst_Broadcasting::trap69_oneSilentClient()
{
    auto future = io->timeout(200ms).emitWithAck("x");
    QCOMPARE(m_clients[0]->next(), "420[\"x\"]");
    m_clients[0]->send("430[\"one\"]");
    m_clients[2]->send("430[{\"n\":3}]");
    QTRY_VERIFY(future.isFinished());
    const Error error = future.result().error();
    QCOMPARE(error.code(), Error::Code::Timeout);
    QCOMPARE(error.message(), QStringLiteral("operation has timed out"));
    QCOMPARE(error.data().toArray().size(), 2);
    m_clients[1]->send("430[\"late\"]");
    QCOMPARE(m_clients[1]->next(), "420[\"x\"]");
    QVERIFY(m_clients[1]->syncsWithNothingBetween());
}

void tst_Broadcasting::trap70_withoutTimeout()
{
    const auto future = io->emitWithAck("x");
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code(), Error::Code::Timeout);
}

void tst_Broadcasting::trap71_firstArgumentOnly()
{
    const auto future = io->timeout(10s).emitWithAck("x");
    for (auto &client : m_clients)
        QCOMPARE(client->next(), "420[\"x\"]");
    m_clients[2]->send("430[3,\"more\"]");
    m_clients[0]->send("430[1]");
    m_clients[1]->send("461-0[{\"_placeholder\":true,\"num\":0},2]");
    m_clients[1]->sendBinary("two");
    QTRY_VERIFY(future.isFinished());
    const QList<QCborValue> answers = future.result().valueOr({});
    QCOMPARE(answers.size(), 3);
    for (const QCborValue &expected : {QCborValue(3), QCborValue(1), QCborValue(QByteArray("two"))})
        QVERIFY(answers.contains(expected));

    const auto single = m_sockets[0]->emitWithAck("y");
    QCOMPARE(m_clients[0]->next(), "421[\"y\"]");
    m_clients[0]->send("431[1,\"more\"]");
    QTRY_VERIFY(single.isFinished());
    QCOMPARE(single.result(), Result<Payload>(Payload::of(1, "more")));
}

void tst_Broadcasting::goneClientsCountAsMissing()
{
    const auto future = io->timeout(300ms).emitWithAck("x");
    for (auto &client : m_clients)
        QCOMPARE(client->next(), "420[\"x\"]");
    m_clients[0]->send("430[1]");
    m_clients[1]->send("430[2]");
    m_clients[2]->close();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().data().toArray().size(), 2);
}

void tst_Broadcasting::callbackForms()
{
    Result<QList<QCborValue>> result;
    int calls = 0;
    io->to(m_sockets[0]->id())
        .timeout(10s)
        .emitEvent("x", 1, [&](const Result<QList<QCborValue>> &answers) {
            result = answers;
            ++calls;
        });
    Error error(Error::Code::Custom, QString());
    QList<QCborValue> partial;
    io->timeout(100ms).emitEvent("y", [&](const Error &e, const QList<QCborValue> &answers) {
        error = e;
        partial = answers;
        ++calls;
    });
    QCOMPARE(m_clients[0]->next(), "420[\"x\",1]");
    QCOMPARE(m_clients[0]->next(), "421[\"y\"]");
    m_clients[0]->send("430[\"a\",\"b\"]");
    m_clients[0]->send("431[7]");
    QTRY_COMPARE(calls, 2);
    QCOMPARE(result.valueOr({}), QList<QCborValue>{QCborValue(QStringLiteral("a"))});
    QCOMPARE(error.code(), Error::Code::Timeout);
    QCOMPARE(partial, QList<QCborValue>{QCborValue(7)});
}

void tst_Broadcasting::oneEncodeForAll()
{
    QSet<const char *> buffers;
    QSet<const char *> frames;
    for (const QPointer<Socket> &each : std::as_const(m_sockets)) {
        connect(each->conn(), &Session::packetCreated, this, [&](const EnginePacket &packet) {
            buffers.insert(packet.data.constData());
            frames.insert(packet.webSocketFrame.constData());
        });
    }
    io->emitEvent("x", QString(1000, QLatin1Char('a')));
    QCOMPARE(buffers.size(), 1);
    QCOMPARE(frames.size(), 1); // framed once, too
    QVERIFY(*frames.constBegin());
    GOT(true, true, true, "42[\"x\",\"" + QByteArray(1000, 'a') + "\"]");
    io->emitEvent("bin", QByteArray("b"));
    for (const std::unique_ptr<WsClient> &client : m_clients) {
        QCOMPARE(client->next(), "451-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
        QCOMPARE(client->next(), "binary:b");
    }
}

void tst_Broadcasting::ownAdapter()
{
    class CountingAdapter : public InMemoryAdapter
    {
    public:
        CountingAdapter(AdapterHost *host, int *count)
            : InMemoryAdapter(host)
            , m_count(count)
        { }
        void broadcast(const Packet &packet, const BroadcastOptions &options) override
        {
            ++*m_count;
            InMemoryAdapter::broadcast(packet, options);
        }

    private:
        int *m_count;
    };
    int broadcasts = 0;
    const auto factory
        = [&](AdapterHost *host) { return std::make_unique<CountingAdapter>(host, &broadcasts); };
    Server server;
    server.setAdapter(factory);
    server.emitEvent("x");
    server.of("/later")->emitEvent("y");
    QCOMPARE(broadcasts, 2);
    Server other({.adapter = factory});
    other.emitEvent("x");
    other.of("/later")->emitEvent("y");
    QCOMPARE(broadcasts, 4);
    server.setAdapter(nullptr); // the usual one
    server.emitEvent("x");
    QCOMPARE(broadcasts, 4);
}

QTEST_GUILESS_MAIN(tst_Broadcasting)
#include "moc_serverfixture.cpp"
#include "tst_broadcasting.moc"
