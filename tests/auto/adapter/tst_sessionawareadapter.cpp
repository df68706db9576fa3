// SPDX-License-Identifier: MIT
#include "adapter/sessionawareadapter.h"
#include "adapterfixture.h"

#include <QtTest/QTest>

#include <memory>

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_SessionAwareAdapter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { create(); }

    void trap83_offsets();
    void offsetsWithinOneMillisecond();
    void clockGoesBack();
    void notStored_data();
    void notStored();
    void restore();
    void trap87_roomsAndExcept();
    void binaryIsKept();
    void restoredOnce();
    void trap85_unknown();
    void trap85_expired();
    void expiryKeepsOthers();
    void maxStoredBytes();
    void maxStoredSessions();
    void samePidAgain();
    void sessionsThatCameBackCostNothing();

private:
    void create(const ConnectionStateRecoveryOptions &options = {});
    QByteArray emitted(const BroadcastOptions &options = {},
                       const Payload &payload = Payload::of(1));
    [[nodiscard]] std::optional<RecoverableSession> restored(const QByteArray &offset)
    {
        return m_adapter->restoreSession(u"pid"_s, QString::fromLatin1(offset)).result();
    }

    FakeHost m_host;
    std::unique_ptr<SessionAwareAdapter> m_adapter;
    FakeMember *m_member = nullptr;
    qint64 m_now = 0;
    const RecoverableSession m_session{
        .sid = u"sid"_s, .pid = u"pid"_s, .rooms = {u"sid"_s, u"r"_s}, .data = {{u"k"_s, 1}}};
};

void tst_SessionAwareAdapter::create(const ConnectionStateRecoveryOptions &options)
{
    m_adapter.reset();
    m_host.members.clear();
    m_now = 1'700'000'000'000;
    m_adapter = std::make_unique<SessionAwareAdapter>(&m_host, options);
    m_adapter->setClock([this] { return m_now; });
    m_member = m_host.add(u"m"_s);
    m_adapter->addAll(u"m"_s, {u"m"_s});
}

// Returns the offset.
QByteArray tst_SessionAwareAdapter::emitted(const BroadcastOptions &options, const Payload &payload)
{
    Packet packet;
    packet.event = "e";
    packet.payload = payload;
    BroadcastOptions toMember = options;
    m_member->received.clear();
    if (!toMember.rooms.isEmpty())
        toMember.rooms.append(u"m"_s);
    m_adapter->broadcast(packet, toMember);
    const QByteArray text = m_member->received.value(0);
    const qsizetype comma = text.lastIndexOf(',');
    return text.sliced(comma + 2, text.size() - comma - 4); // ,"offset"]
}

void tst_SessionAwareAdapter::trap83_offsets()
{
    m_now = 63 + 64 * 10 + 64 * 64 * 36;
    emitted();
    QCOMPARE(m_member->received, {"2[\"e\",1,\"aA_\"]"});
    m_now += 1;
    emitted({}, {});
    QCOMPARE(m_member->received, {"2[\"e\",\"aB0\"]"});
}

void tst_SessionAwareAdapter::offsetsWithinOneMillisecond()
{
    const QByteArray first = emitted();
    QCOMPARE(emitted(), first + ".0");
    QCOMPARE(emitted(), first + ".1");
    for (int i = 2; i < 64; ++i)
        emitted();
    QCOMPARE(emitted(), first + ".10");
    ++m_now;
    QVERIFY(!emitted().contains('.'));
}

void tst_SessionAwareAdapter::clockGoesBack()
{
    const QByteArray first = emitted();
    m_adapter->persistSession(m_session);
    m_now -= 1000;
    QCOMPARE(emitted(), first + ".0");
    QCOMPARE(restored(first)->missedPackets.size(), 1);
}

void tst_SessionAwareAdapter::notStored_data()
{
    QTest::addColumn<bool>("isVolatile");
    QTest::addColumn<bool>("hasId");
    QTest::newRow("volatile") << true << false;
    QTest::newRow("with acknowledgement") << false << true;
}

void tst_SessionAwareAdapter::notStored()
{
    QFETCH(bool, isVolatile);
    QFETCH(bool, hasId);
    Packet packet;
    packet.event = "e";
    if (hasId)
        packet.id = 7;
    m_adapter->broadcast(packet, {.isVolatile = isVolatile});
    QCOMPARE(m_member->received, {hasId ? "27[\"e\"]" : "2[\"e\"]"});
    QCOMPARE(m_adapter->bytesStored(), 0);
}

void tst_SessionAwareAdapter::restore()
{
    const QByteArray last = emitted();
    m_adapter->persistSession(m_session);
    QCOMPARE(m_adapter->sessionsStored(), 1);
    emitted({}, Payload::of(2));
    m_now += 119'000;
    emitted({}, Payload::of(3));
    const auto session = restored(last);
    QVERIFY(session);
    QCOMPARE(session->sid, u"sid"_s);
    QCOMPARE(session->pid, u"pid"_s);
    QCOMPARE(session->rooms, m_session.rooms);
    QCOMPARE(session->data, m_session.data);
    QCOMPARE(session->missedPackets.size(), 2);
    QCOMPARE(session->missedPackets.at(0).payload.at(0), QCborValue(2));
    QCOMPARE(session->missedPackets.at(1).payload.at(0), QCborValue(3));
    QCOMPARE(session->missedPackets.at(1).payload.count(), 2); // its offset, too
    QCOMPARE(m_adapter->sessionsStored(), 0);
}

void tst_SessionAwareAdapter::trap87_roomsAndExcept()
{
    const QByteArray last = emitted();
    m_adapter->persistSession(m_session);
    emitted({.rooms = {u"r"_s}}, Payload::of(1));
    emitted({.rooms = {u"other"_s}}, Payload::of(2));
    emitted({.rooms = {u"other"_s, u"sid"_s}}, Payload::of(3));
    emitted({.except = {u"r"_s}}, Payload::of(4));
    emitted({.rooms = {u"r"_s}, .except = {u"sid"_s}}, Payload::of(5));
    emitted({.rooms = {u"r"_s}, .except = {u"other"_s}}, Payload::of(6));
    QList<QCborValue> missed;
    const auto session = restored(last);
    for (const Packet &packet : session->missedPackets)
        missed.append(packet.payload.at(0));
    QCOMPARE(missed, QList<QCborValue>({1, 3, 6}));
}

void tst_SessionAwareAdapter::binaryIsKept()
{
    const QByteArray last = emitted();
    m_adapter->persistSession(m_session);
    emitted({}, Payload::of(QByteArray("\x01\x02")));
    QCOMPARE(restored(last)->missedPackets.at(0).payload.at(0), QCborValue(QByteArray("\x01\x02")));
}

// The reference keeps the session: two sockets could have one id.
void tst_SessionAwareAdapter::restoredOnce()
{
    const QByteArray last = emitted();
    m_adapter->persistSession(m_session);
    QVERIFY(restored(last));
    QVERIFY(!restored(last));
}

void tst_SessionAwareAdapter::trap85_unknown()
{
    const QByteArray last = emitted();
    QVERIFY(!restored(last)); // no session
    m_adapter->persistSession(m_session);
    for (const QByteArray offset :
         {"", ".", "0", "!", "zzzzzzzzzzzzzzzzzzzzzz", "\xc3\xa9", "-", "00", "0.", ".0"})
        QVERIFY2(!restored(offset), offset);
    QVERIFY(!restored('0' + last)); // another spelling of the same number
    QVERIFY(!restored(last + ".0"));
    QVERIFY(!m_adapter->restoreSession(u"PID"_s, QString::fromLatin1(last)).result());
    QVERIFY(restored(last)); // still there after all that
}

void tst_SessionAwareAdapter::trap85_expired()
{
    const QByteArray last = emitted();
    m_adapter->persistSession(m_session);
    m_now += 120'001;
    QVERIFY(!restored(last));
    QCOMPARE(m_adapter->sessionsStored(), 0);
    QCOMPARE(m_adapter->bytesStored(), 0);
}

void tst_SessionAwareAdapter::expiryKeepsOthers()
{
    create({.maxDisconnectionDuration = 10s});
    RecoverableSession other = m_session;
    other.pid = u"other"_s;
    emitted();
    m_adapter->persistSession(other);
    m_now += 6000;
    const QByteArray last = emitted();
    m_adapter->persistSession(m_session);
    m_now += 6000;
    QVERIFY(!m_adapter->restoreSession(u"other"_s, QString::fromLatin1(last)).result());
    QCOMPARE(m_adapter->sessionsStored(), 1);
    QVERIFY(restored(last));
    QCOMPARE(m_adapter->sessionsDropped(), 0U); // their time was over
}

void tst_SessionAwareAdapter::maxStoredBytes()
{
    create({.maxStoredBytes = 10'000});
    const QByteArray first = emitted();
    m_adapter->persistSession(m_session);
    const QByteArray second = emitted({}, Payload::of(QByteArray(4000, 'x')));
    QVERIFY(m_adapter->bytesStored() > 4000);
    QCOMPARE(m_adapter->packetsDropped(), 0U);
    emitted({}, Payload::of(QString(9000, u'y')));
    QVERIFY(m_adapter->bytesStored() <= 10'000);
    QCOMPARE(m_adapter->packetsDropped(), 2U);
    QVERIFY(!restored(first));
    QVERIFY(!restored(second));
    emitted({}, Payload::of(QString(20'000, u'z'))); // alone too large: delivered, not kept
    QCOMPARE(m_member->received.size(), 1);
    QCOMPARE(m_adapter->bytesStored(), 0);
}

void tst_SessionAwareAdapter::maxStoredSessions()
{
    create({.maxStoredSessions = 2});
    const QByteArray last = emitted();
    for (const QString &pid : {u"1"_s, u"2"_s, u"3"_s}) {
        RecoverableSession session = m_session;
        session.pid = pid;
        m_adapter->persistSession(session);
    }
    QCOMPARE(m_adapter->sessionsStored(), 2);
    QCOMPARE(m_adapter->sessionsDropped(), 1U);
    QVERIFY(!m_adapter->restoreSession(u"1"_s, QString::fromLatin1(last)).result());
    QVERIFY(m_adapter->restoreSession(u"2"_s, QString::fromLatin1(last)).result());
    create({.maxStoredSessions = 0});
    m_adapter->persistSession(m_session);
    QCOMPARE(m_adapter->sessionsStored(), 0);
    QCOMPARE(m_adapter->sessionsDropped(), 1U);
}

void tst_SessionAwareAdapter::samePidAgain()
{
    const QByteArray last = emitted();
    m_adapter->persistSession(m_session);
    RecoverableSession changed = m_session;
    changed.data = {{u"k"_s, 2}};
    m_adapter->persistSession(changed);
    QCOMPARE(m_adapter->sessionsStored(), 1);
    QCOMPARE(restored(last)->data, changed.data);
}

void tst_SessionAwareAdapter::sessionsThatCameBackCostNothing()
{
    create({.maxStoredSessions = 2});
    RecoverableSession waiting = m_session;
    waiting.pid = u"waiting"_s;
    const QByteArray last = emitted();
    m_adapter->persistSession(waiting);
    for (int i = 0; i < 10; ++i) {
        m_adapter->persistSession(m_session);
        QVERIFY(restored(last));
    }
    QCOMPARE(m_adapter->sessionsDropped(), 0U);
    QVERIFY(m_adapter->restoreSession(u"waiting"_s, QString::fromLatin1(last)).result());
}

QTEST_GUILESS_MAIN(tst_SessionAwareAdapter)
#include "tst_sessionawareadapter.moc"
