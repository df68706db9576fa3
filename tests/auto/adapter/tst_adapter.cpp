// SPDX-License-Identifier: MIT
// What every adapter can do with the sockets of its own server.
#include "adapter/inmemoryadapter.h"
#include "adapterfixture.h"

#include <QtTest/QTest>

#include <memory>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

class tst_Adapter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void fetchSockets();
    void allSockets();
    void addAndDelSockets();
    void disconnectSockets();
    void trap92_disconnectingRemovesSockets();
    void handlerDestroysAdapter();
    void serverSideEmitIsNotSupported();
    void keepsNoSessions();

private:
    FakeHost m_host;
    std::unique_ptr<InMemoryAdapter> m_adapter;
};

void tst_Adapter::init()
{
    m_adapter.reset();
    m_host.members.clear();
    m_adapter = std::make_unique<InMemoryAdapter>(&m_host);
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s}) {
        m_host.add(id);
        m_adapter->addAll(id, {id});
    }
    m_adapter->addAll(u"a"_s, {u"r"_s});
    m_adapter->addAll(u"b"_s, {u"r"_s, u"x"_s});
}

void tst_Adapter::fetchSockets()
{
    m_host.members[u"a"_s]->properties = {{u"name"_s, u"alice"_s}};
    m_host.members[u"c"_s]->connected = false; // its middlewares still run
    const Result<QList<SocketDescription>> all = m_adapter->fetchSockets({}).result();
    QVERIFY(all);
    QCOMPARE(all->size(), 2);
    QCOMPARE(all->at(0).id, u"a"_s);
    QCOMPARE(all->at(0).rooms, QStringList({u"a"_s, u"r"_s}));
    QCOMPARE(all->at(0).data, QCborMap({{u"name"_s, u"alice"_s}}));
    QCOMPARE(all->at(1).rooms, QStringList({u"b"_s, u"r"_s, u"x"_s}));
    const BroadcastOptions some{.rooms = {u"r"_s}, .except = {u"x"_s}};
    QCOMPARE(m_adapter->fetchSockets(some).result()->size(), 1);
    QCOMPARE(m_adapter->fetchSockets({.rooms = {u"none"_s}}).result()->size(), 0);
}

// The reference ignores except here (trap 94); nobody who writes it means that.
void tst_Adapter::allSockets()
{
    QCOMPARE(*m_adapter->allSockets({}).result(), QSet<QString>({u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(*m_adapter->allSockets({.except = {u"r"_s}}).result(), QSet<QString>({u"c"_s}));
}

void tst_Adapter::addAndDelSockets()
{
    m_adapter->addSockets({.rooms = {u"r"_s}}, {u"p"_s, u"q"_s});
    QCOMPARE(m_adapter->socketsInRoom(u"p"_s), QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(m_adapter->socketsInRoom(u"q"_s), QStringList({u"a"_s, u"b"_s}));
    m_adapter->delSockets({.rooms = {u"x"_s}}, {u"p"_s, u"unknown"_s, u"r"_s});
    QCOMPARE(m_adapter->socketsInRoom(u"p"_s), QStringList({u"a"_s}));
    QCOMPARE(m_adapter->socketsInRoom(u"r"_s), QStringList({u"a"_s}));
    m_adapter->delSockets({}, {u"q"_s});
    QVERIFY(!m_adapter->rooms().contains(u"q"_s));
}

void tst_Adapter::disconnectSockets()
{
    m_adapter->disconnectSockets({.rooms = {u"r"_s}, .except = {u"a"_s}},
                                 DisconnectMode::CloseConnection);
    QCOMPARE(m_host.members[u"a"_s]->disconnections.size(), 0);
    QCOMPARE(m_host.members[u"b"_s]->disconnections, {DisconnectMode::CloseConnection});
    QCOMPARE(m_host.members[u"c"_s]->disconnections.size(), 0);
    m_adapter->disconnectSockets({}, DisconnectMode::LeaveNamespace);
    QCOMPARE(m_host.members[u"c"_s]->disconnections, {DisconnectMode::LeaveNamespace});
}

void tst_Adapter::trap92_disconnectingRemovesSockets()
{
    m_host.members[u"a"_s]->onDisconnect = [this] {
        m_adapter->delAll(u"b"_s);
        m_host.members.erase(u"b"_s);
    };
    m_adapter->disconnectSockets({}, DisconnectMode::LeaveNamespace);
    QVERIFY(!m_host.members.contains(u"b"_s));
    QCOMPARE(m_host.members[u"c"_s]->disconnections.size(), 1);
}

void tst_Adapter::handlerDestroysAdapter()
{
    m_host.members[u"a"_s]->onDisconnect = [this] { m_adapter.reset(); };
    m_adapter->disconnectSockets({}, DisconnectMode::LeaveNamespace);
    QCOMPARE(m_host.members[u"b"_s]->disconnections.size(), 0);

    init();
    connect(m_adapter.get(), &Adapter::roomJoined, this, [this] { m_adapter.reset(); });
    m_adapter->addSockets({}, {u"y"_s, u"z"_s});
    QVERIFY(!m_adapter);

    init();
    connect(m_adapter.get(), &Adapter::roomLeft, this, [this] { m_adapter.reset(); });
    m_adapter->delSockets({}, {u"r"_s, u"x"_s});
    QVERIFY(!m_adapter);
}

void tst_Adapter::serverSideEmitIsNotSupported()
{
    bool isCalled = false;
    const Error error = m_adapter->serverSideEmit(u"e"_s, {}, [&](const auto &) {
        isCalled = true;
        return Error();
    });
    QCOMPARE(error.code(), Error::Code::NotSupported);
    QVERIFY(!isCalled);
}

void tst_Adapter::keepsNoSessions()
{
    m_adapter->persistSession({.sid = u"a"_s, .pid = u"p"_s});
    const QFuture<std::optional<RecoverableSession>> restored
        = m_adapter->restoreSession(u"p"_s, u"0"_s);
    QVERIFY(restored.isFinished());
    QVERIFY(!restored.result());
}

QTEST_GUILESS_MAIN(tst_Adapter)
#include "tst_adapter.moc"
