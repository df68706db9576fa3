// SPDX-License-Identifier: MIT
// Each verb is there on everything that has it, and does the same.
#include "serverfixture.h"

#include "adapter/adapter.h"

#include <array>

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Verbs : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void server() { broadcasts(*io); }
    void nsp() { broadcasts(*io->sockets()); }
    void broadcastOperator() { broadcasts(BroadcastOperator(io->local())); }
    void socket();
    void socketOperator();

private:
    template<typename Emitter>
    void broadcasts(const Emitter &emitter);
    template<typename Emitter>
    void emits(const Emitter &emitter);
    template<typename Emitter>
    void selects(const Emitter &emitter);
    template<typename Emitter>
    void emitsToOthers(const Emitter &emitter);
    template<typename Emitter>
    void asks(const Emitter &emitter);
    bool hears(const QByteArray &packet, const std::array<bool, 2> &who);
    void answer(const QByteArray &packet, const QByteArray &answers);

    std::array<std::unique_ptr<WsClient>, 2> m_clients;
    std::array<QPointer<Socket>, 2> m_sockets;
    static constexpr std::array<bool, 2> both{true, true};
    static constexpr std::array<bool, 2> first{true, false};
    static constexpr std::array<bool, 2> second{false, true};
};

// The first socket is in the room "r".
void tst_Verbs::init()
{
    prepare();
    for (std::size_t i = 0; i < m_clients.size(); ++i) {
        m_clients[i] = std::make_unique<WsClient>(port);
        QVERIFY(!m_clients[i]->join().isEmpty());
        m_sockets[i] = ServerFixture::socket;
    }
    m_sockets[0]->join("r");
}

void tst_Verbs::cleanup()
{
    m_clients = {};
    io.reset();
}

// They get this packet and nothing else, and the others nothing.
bool tst_Verbs::hears(const QByteArray &packet, const std::array<bool, 2> &who)
{
    bool isRight = true;
    for (std::size_t i = 0; i < m_clients.size(); ++i) {
        if (who[i])
            isRight &= m_clients[i]->next() == packet;
        isRight &= m_clients[i]->syncsWithNothingBetween();
    }
    return isRight;
}

void tst_Verbs::answer(const QByteArray &packet, const QByteArray &answers)
{
    for (const auto &client : m_clients) {
        const QByteArray question = client->next();
        QVERIFY2(question.startsWith("42") && question.endsWith(packet), question);
        client->send("43" + question.sliced(2).chopped(packet.size()) + answers);
    }
}

template<typename Emitter>
void tst_Verbs::broadcasts(const Emitter &emitter)
{
    emits(emitter);
    asks(emitter);
    selects(emitter);
}

template<typename Emitter>
void tst_Verbs::emits(const Emitter &emitter)
{
    QVERIFY(emitter.emitEvent("e", 1, "two"));
    QVERIFY(hears("42[\"e\",1,\"two\"]", both));
    QVERIFY(emitter.send("m"));
    QVERIFY(hears("42[\"message\",\"m\"]", both));
    emitter.to("r").emitEvent("e");
    QVERIFY(hears("42[\"e\"]", first));
    emitter.in("r").emitEvent("e");
    QVERIFY(hears("42[\"e\"]", first));
    emitter.except("r").send("e");
    QVERIFY(hears("42[\"message\",\"e\"]", second));

    QSignalSpy packets(m_sockets[0]->conn(), &Session::packetCreated);
    const BroadcastOperator plain = emitter.compress(Compression::Disabled);
    plain.emitEvent("e");
    QVERIFY(!packets.at(0).at(0).template value<EnginePacket>().compress);
    QVERIFY(hears("42[\"e\"]", both));
    const BroadcastOperator light = emitter.asVolatile();
    QVERIFY(light.options().isVolatile);
    light.emitEvent("e");
    light.emitEvent("too soon"); // the transport is not writable any more
    QVERIFY(hears("42[\"e\"]", both));
    const BroadcastOperator local = emitter.local();
    QVERIFY(local.options().isLocal);
    local.emitEvent("e");
    QVERIFY(hears("42[\"e\"]", both));
}

template<typename Emitter>
void tst_Verbs::asks(const Emitter &emitter)
{
    using Answers = Result<QList<QCborValue>>;
    const QList<QCborValue> two{u"a"_s, u"a"_s};
    const QFuture<Answers> future = emitter.timeout(10s).emitWithAck("q", 1);
    answer("[\"q\",1]", "[\"a\",\"b\"]");
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result(), Answers(two));

    Answers called;
    emitter.timeout(10s).emitEvent("q", [&](const Answers &answers) { called = answers; });
    answer("[\"q\"]", "[\"a\"]");
    QTRY_COMPARE(called, Answers(two));

    const QFuture<Answers> hasty = emitter.emitWithAck("q"); // trap 70
    QTRY_VERIFY(hasty.isFinished());
    QCOMPARE(hasty.result().error().code(), Error::Code::Timeout);
    answer("[\"q\"]", "[\"late\"]");
    QVERIFY(hears({}, {}));
}

template<typename Emitter>
void tst_Verbs::selects(const Emitter &emitter)
{
    const QSet<QString> ids{m_sockets[0]->id(), m_sockets[1]->id()};
    QCOMPARE(*emitter.allSockets().result(), ids);
    QSet<QString> fetched;
    const Result<QList<RemoteSocket>> remotes = emitter.fetchSockets().result();
    for (const RemoteSocket &remote : *remotes)
        fetched.insert(remote.id());
    QCOMPARE(fetched, ids);

    const auto size = [this] { return io->sockets()->adapter()->socketsInRoom(u"new"_s).size(); };
    emitter.socketsJoin("new");
    QCOMPARE(size(), 2);
    emitter.socketsLeave({"new", "newer"});
    QCOMPARE(size(), 0);
    emitter.disconnectSockets();
    for (const auto &client : m_clients)
        QCOMPARE(client->next(), "41");
    QVERIFY(io->sockets()->sockets().isEmpty());
    for (const auto &client : m_clients)
        QVERIFY(!client->join().isEmpty());
    emitter.disconnectSockets(DisconnectMode::CloseConnection);
    for (const auto &client : m_clients)
        QVERIFY(client->waitForClosed());
}

// What the first socket says to everybody else.
template<typename Emitter>
void tst_Verbs::emitsToOthers(const Emitter &emitter)
{
    m_sockets[1]->join("r");
    emitter.broadcast().emitEvent("e", 1);
    QVERIFY(hears("42[\"e\",1]", second));
    emitter.local().emitEvent("e", 2);
    QVERIFY(hears("42[\"e\",2]", second));
    emitter.to("r").emitEvent("e", 3);
    QVERIFY(hears("42[\"e\",3]", second));
    emitter.in("r").emitEvent("e", 4);
    QVERIFY(hears("42[\"e\",4]", second));
    emitter.except("other").emitEvent("e", 5);
    QVERIFY(hears("42[\"e\",5]", second));
    emitter.except("r").emitEvent("e", 6);
    QVERIFY(hears({}, {}));
}

void tst_Verbs::socket()
{
    const Socket &socket = *m_sockets[0];
    QVERIFY(socket.emitEvent("e", 1, "two"));
    QVERIFY(hears("42[\"e\",1,\"two\"]", first));
    QVERIFY(socket.send("m"));
    QVERIFY(hears("42[\"message\",\"m\"]", first));

    QSignalSpy packets(socket.conn(), &Session::packetCreated);
    socket.compress(Compression::Disabled).emitEvent("e");
    QVERIFY(!packets.at(0).at(0).value<EnginePacket>().compress);
    QVERIFY(hears("42[\"e\"]", first));
    QVERIFY(socket.asVolatile().emitEvent("e"));
    socket.asVolatile().emitEvent("too soon");
    QVERIFY(hears("42[\"e\"]", first));

    const QFuture<Result<Payload>> answer = socket.emitWithAck("q");
    QCOMPARE(m_clients[0]->next(), "420[\"q\"]");
    m_clients[0]->send("430[1,2]");
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result(), Result<Payload>(Payload::of(1, 2)));
    const QFuture<Result<Payload>> late = socket.timeout(1ms).emitWithAck("q");
    QTRY_VERIFY(late.isFinished());
    QCOMPARE(late.result().error().code(), Error::Code::Timeout);
    QCOMPARE(m_clients[0]->next(), "421[\"q\"]");
    emitsToOthers(socket);
}

void tst_Verbs::socketOperator()
{
    const SocketOperator light
        = m_sockets[0]->timeout(10s).asVolatile().compress(Compression::Disabled);
    QVERIFY(light.options().isVolatile && !light.options().compress);
    QCOMPARE(light.options().timeout, std::optional<std::chrono::milliseconds>(10s));
    QVERIFY(light.emitEvent("e"));
    QVERIFY(hears("42[\"e\"]", first));
    QVERIFY(light.send(1));
    QVERIFY(hears("42[\"message\",1]", first));
    const QFuture<Result<Payload>> answer = light.emitWithAck("q");
    QCOMPARE(m_clients[0]->next(), "420[\"q\"]");
    m_clients[0]->send("430[1,2]");
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result(), Result<Payload>(Payload::of(1, 2)));
    emitsToOthers(light);
    QCOMPARE(light.to("r").options().timeout, light.options().timeout);
}

QTEST_GUILESS_MAIN(tst_Verbs)
#include "moc_serverfixture.cpp"
#include "tst_verbs.moc"
