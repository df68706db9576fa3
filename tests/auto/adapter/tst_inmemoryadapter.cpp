// SPDX-License-Identifier: MIT
#include "adapter/inmemoryadapter.h"
#include "adapterfixture.h"

#include <QtTest/QTest>

using namespace QSocketIo;

namespace {

QStringList strings(std::initializer_list<const char *> list)
{
    QStringList result;
    for (const char *text : list)
        result.append(QString::fromLatin1(text));
    return result;
}

Packet hello()
{
    Packet packet;
    packet.event = "hello";
    return packet;
}

} // namespace

class tst_InMemoryAdapter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void trap73_roomSignals();
    void reentrantLeaveIsSafe();
    void delAllForgetsTheSocket();
    void roomsAndMembersKeepTheirOrder();
    void selection_data();
    void selection();
    void trap66_eachSocketOnce();
    void trap96_unknownExceptRoomExcludesNobody();
    void socketsInMiddlewaresAreNotSelected();
    void socketsThatRecoverAreSentTo();
    void broadcastEncodesOnce();
    void emptySelectionEncodesNothing();
    void optionsTravelAlong();
    void trap92_handlersMayRemoveSocketsWhileBroadcasting();
    void handlersMayDestroyTheAdapterWhileBroadcasting();
    void answersAreCollectedAndCancelled();

private:
    FakeMember *addSocket(const char *id, std::initializer_list<const char *> rooms = {});
    QStringList select(const BroadcastOptions &options) const
    {
        return m_adapter->localSockets(options);
    }

    std::unique_ptr<FakeHost> m_host;
    std::unique_ptr<InMemoryAdapter> m_adapter;
    QStringList m_log;
};

void tst_InMemoryAdapter::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_host = std::make_unique<FakeHost>();
    m_adapter = std::make_unique<InMemoryAdapter>(m_host.get());
    m_log.clear();
    connect(m_adapter.get(), &Adapter::roomCreated, this,
            [this](const QString &room) { m_log << QStringLiteral("created %1").arg(room); });
    connect(m_adapter.get(), &Adapter::roomDeleted, this,
            [this](const QString &room) { m_log << QStringLiteral("deleted %1").arg(room); });
    connect(m_adapter.get(), &Adapter::roomJoined, this,
            [this](const QString &room, const QString &id) {
                m_log << QStringLiteral("%1 joined %2").arg(id, room);
            });
    connect(m_adapter.get(), &Adapter::roomLeft, this,
            [this](const QString &room, const QString &id) {
                m_log << QStringLiteral("%1 left %2").arg(id, room);
            });
}

void tst_InMemoryAdapter::cleanup()
{
    m_adapter.reset();
    m_host.reset();
}

FakeMember *tst_InMemoryAdapter::addSocket(const char *id,
                                           std::initializer_list<const char *> rooms)
{
    const QString name = QString::fromLatin1(id);
    FakeMember *member = m_host->add(name);
    m_adapter->addAll(name, QStringList{name} + strings(rooms));
    return member;
}

void tst_InMemoryAdapter::trap73_roomSignals()
{
    m_host->add(QStringLiteral("s"));
    m_host->add(QStringLiteral("t"));
    m_adapter->addAll(QStringLiteral("s"), strings({"a"}));
    m_adapter->addAll(QStringLiteral("s"), strings({"a"})); // nothing new
    m_adapter->addAll(QStringLiteral("t"), strings({"a"}));
    m_adapter->del(QStringLiteral("s"), QStringLiteral("a"));
    m_adapter->del(QStringLiteral("s"), QStringLiteral("a"));
    m_adapter->del(QStringLiteral("t"), QStringLiteral("nowhere"));
    m_adapter->del(QStringLiteral("t"), QStringLiteral("a"));
    QCOMPARE(
        m_log,
        strings({"created a", "s joined a", "t joined a", "s left a", "t left a", "deleted a"}));
    QVERIFY(m_adapter->rooms().isEmpty());
}

void tst_InMemoryAdapter::reentrantLeaveIsSafe()
{
    addSocket("s", {"a"});
    connect(m_adapter.get(), &Adapter::roomLeft, this,
            [this](const QString &room, const QString &id) {
                m_adapter->del(id, room); // once more, from inside
            });
    m_adapter->del(QStringLiteral("s"), QStringLiteral("a"));
    QCOMPARE(m_adapter->rooms(), strings({"s"}));
    QCOMPARE(m_log.count(QStringLiteral("deleted a")), 1);

    // a handler fills the room again while it is being emptied
    connect(m_adapter.get(), &Adapter::roomLeft, this, [this](const QString &room) {
        if (room == QLatin1StringView("b"))
            m_adapter->addAll(QStringLiteral("s"), strings({"b"}));
    });
    m_adapter->addAll(QStringLiteral("s"), strings({"b"}));
    m_adapter->del(QStringLiteral("s"), QStringLiteral("b"));
    QCOMPARE(m_adapter->socketsInRoom(QStringLiteral("b")), strings({"s"}));
    QVERIFY(!m_log.contains(QStringLiteral("deleted b")));
}

void tst_InMemoryAdapter::delAllForgetsTheSocket()
{
    addSocket("s", {"a", "b"});
    m_adapter->delAll(QStringLiteral("s"));
    QVERIFY(m_adapter->rooms().isEmpty());
    QVERIFY(m_adapter->socketRooms(QStringLiteral("s")).isEmpty());
    m_adapter->delAll(QStringLiteral("s"));
    QVERIFY(select({}).isEmpty());
}

void tst_InMemoryAdapter::roomsAndMembersKeepTheirOrder()
{
    addSocket("s", {"z", "a", "m"});
    QCOMPARE(m_adapter->socketRooms(QStringLiteral("s")), strings({"s", "z", "a", "m"}));
    addSocket("b", {"a"});
    addSocket("a", {"a"});
    QCOMPARE(m_adapter->socketsInRoom(QStringLiteral("a")), strings({"s", "b", "a"}));
    QCOMPARE(select({}), strings({"s", "b", "a"}));
    QVERIFY(m_adapter->isInRoom(QStringLiteral("b"), QStringLiteral("a")));
    QVERIFY(!m_adapter->isInRoom(QStringLiteral("b"), QStringLiteral("z")));
}

void tst_InMemoryAdapter::selection_data()
{
    QTest::addColumn<QStringList>("rooms");
    QTest::addColumn<QStringList>("except");
    QTest::addColumn<QStringList>("selected");

    QTest::newRow("everybody") << strings({}) << strings({}) << strings({"1", "2", "3"});
    QTest::newRow("one room") << strings({"a"}) << strings({}) << strings({"1", "2"});
    QTest::newRow("union, in the order of the rooms")
        << strings({"b", "a"}) << strings({}) << strings({"2", "3", "1"});
    QTest::newRow("trap 66: a room that does not exist selects nobody")
        << strings({"nobody"}) << strings({}) << strings({});
    QTest::newRow("except a room") << strings({}) << strings({"a"}) << strings({"3"});
    QTest::newRow("room without another") << strings({"a"}) << strings({"b"}) << strings({"1"});
    QTest::newRow("by id") << strings({"3"}) << strings({}) << strings({"3"});
    QTest::newRow("trap 67: a room except its only member")
        << strings({"3"}) << strings({"3"}) << strings({});
}

void tst_InMemoryAdapter::selection()
{
    addSocket("1", {"a"});
    addSocket("2", {"a", "b"});
    addSocket("3", {"b"});
    QFETCH(const QStringList, rooms);
    QFETCH(const QStringList, except);
    BroadcastOptions options;
    options.rooms = rooms;
    options.except = except;
    QTEST(select(options), "selected");
}

void tst_InMemoryAdapter::trap66_eachSocketOnce()
{
    FakeMember *both = addSocket("s", {"a", "b"});
    BroadcastOptions options;
    options.rooms = strings({"a", "b"});
    m_adapter->broadcast(hello(), options);
    QCOMPARE(both->received, QList<QByteArray>{"2[\"hello\"]"});
}

void tst_InMemoryAdapter::trap96_unknownExceptRoomExcludesNobody()
{
    addSocket("s");
    BroadcastOptions options;
    options.except = strings({"r"});
    QCOMPARE(select(options), strings({"s"}));
}

void tst_InMemoryAdapter::socketsInMiddlewaresAreNotSelected()
{
    FakeMember *pending = addSocket("s", {"a"});
    pending->connected = false;
    m_adapter->addAll(QStringLiteral("stranger"), strings({"a"})); // unknown to the namespace
    BroadcastOptions options;
    options.rooms = strings({"a"});
    m_adapter->broadcast(hello(), options);
    QVERIFY(pending->received.isEmpty());
    QVERIFY(select({}).isEmpty());
    pending->connected = true;
    QCOMPARE(select(options), strings({"s"}));
}

// Only what is recovered.
void tst_InMemoryAdapter::socketsThatRecoverAreSentTo()
{
    FakeMember *pending = addSocket("s", {"a"});
    pending->connected = false;
    pending->recovering = true;
    BroadcastOptions options;
    options.rooms = strings({"a"});
    m_adapter->broadcast(hello(), options);
    QCOMPARE(pending->received.size(), 1);
    options.isVolatile = true;
    m_adapter->broadcast(hello(), options);
    options.isVolatile = false;
    Packet asked = hello();
    asked.id = 1;
    int expected = -1;
    m_adapter->broadcastWithAck(
        asked, options, [&expected](int count) { expected = count; }, [](const QCborValue &) {});
    QCOMPARE(expected, 0);
    options.except = options.rooms;
    m_adapter->broadcast(hello(), options);
    QCOMPARE(pending->received.size(), 1);
    QVERIFY(select({}).isEmpty());
}

void tst_InMemoryAdapter::broadcastEncodesOnce()
{
    QList<FakeMember *> members;
    for (int i = 0; i < 50; ++i)
        members.append(addSocket(QByteArray::number(i).constData()));
    m_adapter->broadcast(hello(), {});
    QCOMPARE(m_host->encodings, 1);
    for (const FakeMember *member : std::as_const(members)) {
        QCOMPARE(member->received.size(), 1);
        // the same bytes, not a copy
        QCOMPARE(member->received.constFirst().constData(),
                 members.constFirst()->received.constFirst().constData());
    }
}

void tst_InMemoryAdapter::emptySelectionEncodesNothing()
{
    m_adapter->broadcast(hello(), {});
    QCOMPARE(m_host->encodings, 0);
}

void tst_InMemoryAdapter::optionsTravelAlong()
{
    FakeMember *member = addSocket("s");
    BroadcastOptions options;
    options.isVolatile = true;
    options.compress = false;
    m_adapter->broadcast(hello(), options);
    QVERIFY(member->volatileSeen);
    QVERIFY(!member->compressed);
}

void tst_InMemoryAdapter::trap92_handlersMayRemoveSocketsWhileBroadcasting()
{
    FakeMember *first = addSocket("1");
    addSocket("2");
    FakeMember *third = addSocket("3");
    bool isFirstTime = true;
    first->onDeliver = [&] {
        if (!std::exchange(isFirstTime, false))
            return;
        m_adapter->delAll(QStringLiteral("2"));
        m_host->members.erase(QStringLiteral("2"));
        m_adapter->broadcast(hello(), {}); // nested, over what is left
    };
    m_adapter->broadcast(hello(), {});
    QCOMPARE(third->received.size(), 2);
}

void tst_InMemoryAdapter::handlersMayDestroyTheAdapterWhileBroadcasting()
{
    FakeMember *first = addSocket("1");
    FakeMember *second = addSocket("2");
    first->onDeliver = [this] { m_adapter.reset(); };
    m_adapter->broadcast(hello(), {});
    QVERIFY(second->received.isEmpty());
}

void tst_InMemoryAdapter::answersAreCollectedAndCancelled()
{
    FakeMember *first = addSocket("1", {"a"});
    FakeMember *second = addSocket("2", {"a"});
    FakeMember *other = addSocket("3");
    Packet packet = hello();
    packet.id = 7;
    BroadcastOptions options;
    options.rooms = strings({"a"});
    int expected = -1;
    QList<QCborValue> answers;
    m_adapter->broadcastWithAck(
        packet, options, [&](int count) { expected = count; },
        [&](const QCborValue &answer) { answers.append(answer); });
    QCOMPARE(expected, 2);
    QCOMPARE(first->received, QList<QByteArray>{"27[\"hello\"]"});
    QVERIFY(other->expected.empty());
    first->expected.at(7)(QCborValue(42));
    QCOMPARE(answers, QList<QCborValue>{QCborValue(42)});
    m_adapter->cancelAnswers(7, options);
    QVERIFY(second->expected.empty());

    options.rooms = strings({"nobody"});
    m_adapter->broadcastWithAck(
        packet, options, [&](int count) { expected = count; }, [](const QCborValue &) {});
    QCOMPARE(expected, 0);
}

QTEST_APPLESS_MAIN(tst_InMemoryAdapter)
#include "tst_inmemoryadapter.moc"
