// SPDX-License-Identifier: MIT
#include "adapter/cluster/clustermessage.h"
#include "adapter/cluster/outbox_p.h"

#include <QtTest/QTest>

#include <memory>
#include <vector>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_Outbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { outbox.reset(); }

    void forLater_data();
    void forLater();
    void inOrder();
    void newerStaysBehind();
    void tooOld();
    void neverOlderThanFiveSeconds();
    void tooMany();
    void tooManyBytes();
    void tooLong();
    void nothingMayBeKept();
    void lostHalfWay();
    void refused();
    void noRoom();
    void underWayIsNotDropped();
    void held();
    void heldAsLongAsItMay();
    void cleared();
    void answeredLate();
    void destroyedByWhatItCalls_data();
    void destroyedByWhatItCalls();

private:
    using State = Outbox::State;
    using Answer = Outbox::Answer;

    void make(const OutboxOptions &options)
    {
        outbox = std::make_unique<Outbox>(
            options,
            [this](int count, const QString &reason) {
                dropped += count;
                reasons += reason.isNull() ? 0 : 1;
                if (onDropped)
                    onDropped();
            },
            [this] { return now; });
    }
    bool keep(int message, qint64 bytes = 10)
    {
        return outbox->keep(bytes, [this, message](const Outbox::Done &done) {
            if (onSend)
                onSend();
            if (!outbox || room <= 0) {
                done(Answer::Lost); // as connections do
                return false;
            }
            --room;
            sent.append(message);
            answers.push_back(done);
            return true;
        });
    }
    // What the broker says to the first one that it has not answered yet.
    void answer(Answer what)
    {
        const Outbox::Done done = answers.front();
        answers.erase(answers.begin());
        done(what);
    }
    void advance(std::chrono::milliseconds time)
    {
        for (const auto end = now + time; now < end;) {
            now += 1ms;
            outbox->processDue();
        }
    }

    std::chrono::milliseconds now{};
    std::unique_ptr<Outbox> outbox;
    QList<int> sent;
    std::vector<Outbox::Done> answers;
    int dropped = 0;
    int reasons = 0;
    int room = 0; // in the connection
    std::function<void()> onSend;
    std::function<void()> onDropped;
};

void tst_Outbox::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    now = 1'000'000ms;
    sent.clear();
    answers.clear();
    dropped = reasons = 0;
    room = 1000;
    onSend = onDropped = nullptr;
    make({});
}

void tst_Outbox::forLater_data()
{
    using Type = ClusterMessage::Type;
    QTest::addColumn<Type>("type");
    QTest::addColumn<bool>("isRequest");
    QTest::addColumn<bool>("isVolatile");
    QTest::addColumn<bool>("isForLater");
    QTest::newRow("broadcast") << Type::Broadcast << false << false << true;
    QTest::newRow("volatile broadcast") << Type::Broadcast << false << true << false;
    QTest::newRow("acknowledged broadcast") << Type::Broadcast << true << false << false;
    QTest::newRow("join") << Type::SocketsJoin << false << false << true;
    QTest::newRow("join of one socket") << Type::SocketsJoin << true << false << false;
    QTest::newRow("leave") << Type::SocketsLeave << false << false << true;
    QTest::newRow("disconnection") << Type::DisconnectSockets << false << false << true;
    QTest::newRow("fetchSockets") << Type::FetchSockets << true << false << false;
    QTest::newRow("serverSideEmit") << Type::ServerSideEmit << false << false << false;
    QTest::newRow("heartbeat") << Type::Heartbeat << false << false << false;
    QTest::newRow("answer") << Type::BroadcastAck << true << false << false;
}

void tst_Outbox::forLater()
{
    QFETCH(ClusterMessage::Type, type);
    QFETCH(bool, isRequest);
    QFETCH(bool, isVolatile);
    ClusterMessage message;
    message.type = type;
    if (isRequest)
        message.requestId = u"id"_s;
    message.options.isVolatile = isVolatile;
    QTEST(Outbox::isForLater(message), "isForLater");
}

void tst_Outbox::inOrder()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(keep(i));
    QVERIFY(outbox->isWaiting());
    QVERIFY(sent.isEmpty());
    outbox->setState(State::Open);
    QCOMPARE(sent, QList<int>({0, 1, 2}));
    QVERIFY(!outbox->isWaiting());
    // Until they are confirmed
    QCOMPARE(outbox->count(), 3);
    QCOMPARE(outbox->bytes(), 30);
    for (int i = 2; i >= 0; --i) {
        answer(Answer::Taken);
        QCOMPARE(outbox->count(), i);
    }
    QCOMPARE(outbox->bytes(), 0);
    advance(10s);
    QCOMPARE(sent.size(), 3);
    QCOMPARE(dropped, 0);
}

void tst_Outbox::newerStaysBehind()
{
    keep(1);
    keep(2);
    room = 1;
    outbox->setState(State::Open);
    QVERIFY(outbox->isWaiting());
    keep(3);
    room = 1000;
    answer(Answer::Taken);
    QCOMPARE(sent, QList<int>({1, 2, 3}));
}

void tst_Outbox::tooOld()
{
    make({.maxAge = 2s});
    keep(1);
    advance(1s);
    keep(2);
    advance(1s);
    QCOMPARE(dropped, 0);
    QCOMPARE(outbox->count(), 2);
    advance(2ms);
    QCOMPARE(dropped, 1);
    QCOMPARE(reasons, 1);
    QCOMPARE(outbox->count(), 1); // without anybody asking
    outbox->setState(State::Open);
    QCOMPARE(sent, QList<int>({2}));
    outbox->setState(State::Away);
    advance(10s);
    QCOMPARE(dropped, 1); // what is under way is not too old
}

void tst_Outbox::neverOlderThanFiveSeconds()
{
    make({.maxAge = 1h});
    keep(1);
    advance(5s);
    QCOMPARE(dropped, 0);
    advance(2ms);
    QCOMPARE(dropped, 1);
}

// The oldest goes first; of a flood one error tells.
void tst_Outbox::tooMany()
{
    make({.maxMessages = 3});
    for (int i = 0; i < 10; ++i)
        QVERIFY(keep(i));
    QCOMPARE(dropped, 7);
    QCOMPARE(reasons, 1);
    outbox->setState(State::Open);
    QCOMPARE(sent, QList<int>({7, 8, 9}));
}

void tst_Outbox::tooManyBytes()
{
    make({.maxBytes = 100});
    for (int i = 0; i < 10; ++i)
        keep(i);
    QCOMPARE(dropped, 0);
    QVERIFY(keep(10, 95));
    QCOMPARE(dropped, 10);
    QCOMPARE(outbox->bytes(), 95);
    QVERIFY(keep(11, 5));
    outbox->setState(State::Open);
    QCOMPARE(sent, QList<int>({10, 11}));
}

void tst_Outbox::tooLong()
{
    make({.maxBytes = 100});
    keep(1);
    QVERIFY(!keep(2, 101));
    QCOMPARE(dropped, 0); // who was told counts it
    QCOMPARE(outbox->count(), 1);
}

void tst_Outbox::nothingMayBeKept()
{
    make({.maxMessages = 0});
    keep(1);
    QCOMPARE(dropped, 1);
    make({.maxAge = -1s});
    keep(2);
    advance(2ms);
    QCOMPARE(dropped, 2);
    QCOMPARE(outbox->count(), 0);
}

// Neither lost nor doubled, as far as the broker has answered.
void tst_Outbox::lostHalfWay()
{
    for (int i = 0; i < 4; ++i)
        keep(i);
    outbox->setState(State::Open);
    answer(Answer::Taken);
    for (int i = 0; i < 3; ++i)
        answer(Answer::Lost);
    QVERIFY(outbox->isWaiting());
    keep(4); // before the adapter has heard of it
    outbox->setState(State::Away);
    sent.clear();
    advance(1s);
    QVERIFY(sent.isEmpty());
    outbox->setState(State::Open);
    QCOMPARE(sent, QList<int>({1, 2, 3, 4}));
    while (!answers.empty())
        answer(Answer::Taken);
    QCOMPARE(outbox->count(), 0);
    QCOMPARE(dropped, 0);
}

void tst_Outbox::refused()
{
    keep(1);
    keep(2);
    outbox->setState(State::Open);
    answer(Answer::Refused);
    answer(Answer::Taken);
    QCOMPARE(dropped, 1);
    QCOMPARE(outbox->count(), 0);
    QCOMPARE(sent, QList<int>({1, 2})); // and not again
}

// A connection that takes no more for now.
void tst_Outbox::noRoom()
{
    for (int i = 0; i < 3; ++i)
        keep(i);
    room = 0;
    outbox->setState(State::Open);
    QVERIFY(sent.isEmpty());
    advance(50ms);
    room = 2;
    advance(100ms);
    QCOMPARE(sent, QList<int>({0, 1}));
    room = 1;
    answer(Answer::Taken);
    QCOMPARE(sent, QList<int>({0, 1, 2}));
    QCOMPARE(dropped, 0);
}

void tst_Outbox::underWayIsNotDropped()
{
    make({.maxMessages = 2});
    keep(1);
    keep(2);
    outbox->setState(State::Open);
    outbox->setState(State::Away);
    keep(3);
    QCOMPARE(dropped, 1); // itself
    QCOMPARE(outbox->count(), 2);
    answer(Answer::Lost);
    answer(Answer::Lost);
    keep(4);
    QCOMPARE(dropped, 2);
    sent.clear();
    outbox->setState(State::Open);
    QCOMPARE(sent, QList<int>({2, 4}));
}

void tst_Outbox::held()
{
    keep(1);
    outbox->setState(State::Holding);
    keep(2);
    advance(1s);
    QVERIFY(sent.isEmpty());
    outbox->setState(State::Open);
    QCOMPARE(sent, QList<int>({1, 2}));
}

// Whoever is waited for may have died: better some hear it than nobody.
void tst_Outbox::heldAsLongAsItMay()
{
    keep(1);
    advance(1s);
    keep(2);
    outbox->setState(State::Holding);
    advance(3s);
    QVERIFY(sent.isEmpty());
    advance(1s);
    QCOMPARE(sent, QList<int>({1, 2}));
    QCOMPARE(outbox->state(), State::Open);
    QCOMPARE(dropped, 0);
}

void tst_Outbox::cleared()
{
    keep(1);
    outbox->setState(State::Open);
    outbox->setState(State::Away);
    keep(2);
    keep(3);
    outbox->clear();
    QCOMPARE(dropped, 2); // the first one may arrive
    QCOMPARE(outbox->count(), 0);
    outbox->clear();
    QCOMPARE(dropped, 2);
    answer(Answer::Lost);
    outbox->setState(State::Open);
    QCOMPARE(sent, QList<int>({1}));
}

void tst_Outbox::answeredLate()
{
    keep(1);
    outbox->setState(State::Open);
    outbox.reset();
    answer(Answer::Taken);
    QCOMPARE(dropped, 0);
}

void tst_Outbox::destroyedByWhatItCalls_data()
{
    QTest::addColumn<int>("where");
    QTest::newRow("sending") << 0;
    QTest::newRow("too old") << 1;
    QTest::newRow("too old when it is open") << 2;
    QTest::newRow("too many") << 3;
    QTest::newRow("refused") << 4;
    QTest::newRow("cleared") << 5;
}

void tst_Outbox::destroyedByWhatItCalls()
{
    QFETCH(int, where);
    make({.maxMessages = 2, .maxAge = 1s});
    keep(1);
    keep(2);
    if (where == 4)
        outbox->setState(State::Open);
    (where == 0 ? onSend : onDropped) = [this] { outbox.reset(); };
    if (where == 1 || where == 2)
        now += 2s;
    if (where == 0 || where == 2)
        outbox->setState(State::Open);
    else if (where == 1)
        outbox->processDue();
    else if (where == 3)
        keep(3);
    else if (where == 4)
        answer(Answer::Refused);
    else
        outbox->clear();
    QVERIFY(!outbox);
}

QTEST_GUILESS_MAIN(tst_Outbox)
#include "tst_outbox.moc"
