// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include <QtCore/QRegularExpression>

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const QRegularExpression anyD(u"^/d-\\d+$"_s);

class tst_DynamicNamespaces : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void byExpression();
    void byPredicate();
    void predicateAnswersLater();
    void predicateAnswersOnce();
    void predicateNeverAnswers();
    void predicateContext();
    void parentsInTheirOrder();
    void unknownToAll();
    void trap75_childrenTakeOverWhatThereIs();
    void trap76_twoClientsMakeOneNamespace();
    void ofMakesChildren();
    void connectWhileItIsLookedUp();
    void clientGoesWhileItIsLookedUp();
    void serverGoesWhileItIsLookedUp();
    void emitsInEveryChild();
    void joinsLeavesAndDisconnectsInEveryChild();
    void answersAreNotSupported();
    void serverSideEmit();
    void trap77_cleanup();
    void cleanupWaitsForMiddlewares();
    void cleanupIsOff();
    void cleanedUpNamespaceIsMadeAfresh();
    void maxChildNamespaces();
    void maxNamespacesPerConnection();
    void parentsCannotBeJoined();
    void childRemovedInHandler();
};

void tst_DynamicNamespaces::byExpression()
{
    ParentNamespace *parent = io->of(anyD);
    QSignalSpy made(io.get(), &Server::newNamespace);
    QStringList joined;
    connect(parent, &Namespace::connection, this,
            [&](Socket *s) { joined.append(s->nsp()->name()); });
    WsClient client(port);
    QVERIFY(!client.join("/d-1").isEmpty());
    QVERIFY(!client.join("/d-22").isEmpty());
    QCOMPARE(joined, QStringList({u"/d-1"_s, u"/d-22"_s}));
    QCOMPARE(made.size(), 2);
    QCOMPARE(parent->children().size(), 2);
    QCOMPARE(parent->children().at(0), io->of("/d-1"));
    QCOMPARE(made.at(0).at(0).value<Namespace *>(), io->of("/d-1"));
    client.send("40/d-x,");
    QCOMPARE(client.next(), "44/d-x,{\"message\":\"Invalid namespace\"}");
    QCOMPARE(parent->children().size(), 2);
}

void tst_DynamicNamespaces::byPredicate()
{
    QStringList names;
    io->of(this,
           [&](const QString &name, const QCborMap &auth, const ParentNamespace::Answer &answer) {
               names.append(name);
               answer(auth[u"token"_s] == u"abc"_s);
           });
    WsClient client(port);
    client.send("40/secret,{\"token\":\"no\"}");
    QCOMPARE(client.next(), "44/secret,{\"message\":\"Invalid namespace\"}");
    QVERIFY(!client.join("/secret", "{\"token\":\"abc\"}").isEmpty());
    QCOMPARE(names, QStringList({u"/secret"_s, u"/secret"_s}));
}

void tst_DynamicNamespaces::predicateAnswersLater()
{
    ParentNamespace::Answer later;
    io->of(this, [&](const QString &, const QCborMap &, const ParentNamespace::Answer &answer) {
        later = answer;
    });
    WsClient client(port);
    client.send("40/x,");
    QTRY_VERIFY(later);
    QVERIFY(client.hasNothing());
    later(true);
    QVERIFY(client.next().startsWith("40/x,{\"sid\":"));
}

void tst_DynamicNamespaces::predicateAnswersOnce()
{
    io->of(this, [&](const QString &, const QCborMap &, const ParentNamespace::Answer &answer) {
        answer(true);
        answer(true);
        answer(false);
    });
    QSignalSpy made(io.get(), &Server::newNamespace);
    WsClient client(port);
    QVERIFY(!client.join("/x").isEmpty());
    QVERIFY(!client.join().isEmpty());
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(made.size(), 1);
}

void tst_DynamicNamespaces::predicateNeverAnswers()
{
    io.reset();
    start({.connectTimeout = 50ms});
    io->of(this, [](const QString &, const QCborMap &, const ParentNamespace::Answer &) {});
    WsClient client(port);
    client.send("40/x,");
    QVERIFY(client.waitForClosed());
}

void tst_DynamicNamespaces::predicateContext()
{
    auto context = std::make_unique<QObject>();
    QVERIFY(io->of(context.get(),
                   [](const QString &, const QCborMap &, const ParentNamespace::Answer &answer) {
                       answer(true);
                   }));
    WsClient client(port);
    QVERIFY(!client.join("/x").isEmpty());
    context.reset();
    client.send("40/y,");
    QCOMPARE(client.next(), "44/y,{\"message\":\"Invalid namespace\"}");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Server::of"_s));
    QVERIFY(!io->of(nullptr, ParentNamespace::Predicate()));
}

void tst_DynamicNamespaces::parentsInTheirOrder()
{
    QStringList asked;
    const auto rule = [&asked](const QString &who, bool isAllowed) {
        return [&asked, who, isAllowed](const QString &, const QCborMap &,
                                        const ParentNamespace::Answer &answer) {
            asked.append(who);
            QMetaObject::invokeMethod(
                qApp, [answer, isAllowed] { answer(isAllowed); }, Qt::QueuedConnection);
        };
    };
    io->of(this, rule(u"first"_s, false));
    io->of(QRegularExpression(u"^/other"_s));
    ParentNamespace *third = io->of(this, rule(u"third"_s, true));
    io->of(this, rule(u"fourth"_s, true));
    WsClient client(port);
    QVERIFY(!client.join("/x").isEmpty());
    QCOMPARE(asked, QStringList({u"first"_s, u"third"_s}));
    QCOMPARE(third->children().size(), 1);
}

void tst_DynamicNamespaces::unknownToAll() // trap 47
{
    io->of(anyD);
    WsClient client(port);
    client.send("40/x,");
    QCOMPARE(client.next(), "44/x,{\"message\":\"Invalid namespace\"}");
    client.send("40/x,"); // may try again
    QCOMPARE(client.next(), "44/x,{\"message\":\"Invalid namespace\"}");
    QVERIFY(!client.join().isEmpty());
}

void tst_DynamicNamespaces::trap75_childrenTakeOverWhatThereIs()
{
    ParentNamespace *parent = io->of(anyD);
    QStringList calls;
    parent->use(this, [&](Socket *, const Next &next) {
        calls.append(u"early"_s);
        next();
    });
    WsClient client(port);
    QVERIFY(!client.join("/d-1").isEmpty());
    parent->use(this, [&](Socket *, const Next &next) {
        calls.append(u"late"_s);
        next();
    });
    WsClient other(port);
    QVERIFY(!other.join("/d-1").isEmpty());
    QCOMPARE(calls, QStringList({u"early"_s, u"early"_s}));
    QVERIFY(!other.join("/d-2").isEmpty());
    QCOMPARE(calls, QStringList({u"early"_s, u"early"_s, u"early"_s, u"late"_s}));

    // The deviation: what is connected to the signal later hears of all later sockets, since a
    // signal's connections cannot be copied.
    QSignalSpy joined(parent, &Namespace::connection);
    WsClient third(port);
    QVERIFY(!third.join("/d-1").isEmpty());
    QCOMPARE(joined.size(), 1);
}

void tst_DynamicNamespaces::trap76_twoClientsMakeOneNamespace()
{
    QList<ParentNamespace::Answer> answers;
    io->of(this, [&](const QString &, const QCborMap &, const ParentNamespace::Answer &answer) {
        answers.append(answer);
    });
    QSignalSpy made(io.get(), &Server::newNamespace);
    WsClient one(port);
    WsClient two(port);
    one.send("40/x,");
    two.send("40/x,");
    QTRY_COMPARE(answers.size(), 2);
    answers.at(1)(true);
    answers.at(0)(true);
    QVERIFY(one.next().startsWith("40/x,"));
    QVERIFY(two.next().startsWith("40/x,"));
    QCOMPARE(made.size(), 1);
    QCOMPARE(io->of("/x")->sockets().size(), 2);
}

void tst_DynamicNamespaces::ofMakesChildren()
{
    ParentNamespace *parent = io->of(anyD);
    Namespace *child = io->of("d-7");
    QCOMPARE(parent->children(), QList<Namespace *>({child}));
    QCOMPARE(io->of("/d-7"), child);
    io->of("/plain");
    QCOMPARE(parent->children().size(), 1);
}

// Deviation: the reference would join twice.
void tst_DynamicNamespaces::connectWhileItIsLookedUp()
{
    io->of(this, [](const QString &, const QCborMap &, const ParentNamespace::Answer &) {});
    WsClient client(port);
    client.send("40/x,");
    client.send("40/x,");
    QVERIFY(client.waitForClosed());
}

void tst_DynamicNamespaces::clientGoesWhileItIsLookedUp()
{
    ParentNamespace::Answer later;
    io->of(this, [&](const QString &, const QCborMap &, const ParentNamespace::Answer &answer) {
        later = answer;
    });
    {
        WsClient client(port);
        client.send("40/x,");
        QTRY_VERIFY(later);
    }
    QTRY_COMPARE(io->engine()->clientsCount(), 0);
    later(true);
    QCOMPARE(io->of("/x")->sockets().size(), 0);
}

void tst_DynamicNamespaces::serverGoesWhileItIsLookedUp()
{
    ParentNamespace::Answer later;
    io->of(this, [&](const QString &, const QCborMap &, const ParentNamespace::Answer &answer) {
        later = answer;
    });
    WsClient client(port);
    client.send("40/x,");
    QTRY_VERIFY(later);
    io.reset();
    later(true);
    QVERIFY(client.waitForClosed());

    start();
    io->of(this, [&](const QString &, const QCborMap &, const ParentNamespace::Answer &answer) {
        io.reset();
        answer(true);
    });
    WsClient other(port);
    other.send("40/x,");
    QVERIFY(other.waitForClosed());
}

void tst_DynamicNamespaces::emitsInEveryChild()
{
    ParentNamespace *parent = io->of(anyD);
    parent->use(this, [](Socket *joining, const Next &next) {
        joining->join(joining->nsp()->name().right(1));
        next();
    });
    WsClient client(port);
    QVERIFY(!client.join("/d-1").isEmpty());
    QVERIFY(!client.join("/d-2").isEmpty());
    parent->emitEvent("x", QByteArray("b"));
    QCOMPARE(client.next(), "451-/d-1,[\"x\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(client.next(), "binary:b");
    QCOMPARE(client.next(), "451-/d-2,[\"x\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(client.next(), "binary:b");
    parent->to("2").emitEvent("y");
    QCOMPARE(client.next(), "42/d-2,[\"y\"]");
    parent->except("2").asVolatile().local().compress(Compression::Disabled).emitEvent("z");
    QCOMPARE(client.next(), "42/d-1,[\"z\"]");
    QVERIFY(!client.join().isEmpty());
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_DynamicNamespaces::joinsLeavesAndDisconnectsInEveryChild()
{
    ParentNamespace *parent = io->of(anyD);
    WsClient client(port);
    const QString one = client.join("/d-1");
    QVERIFY(!client.join("/d-2").isEmpty());
    parent->socketsJoin("r");
    QVERIFY(io->of("/d-1")->adapter()->isInRoom(one, u"r"_s));
    QCOMPARE(io->of("/d-2")->adapter()->socketsInRoom(u"r"_s).size(), 1);
    parent->in("r").except(one).socketsLeave("r");
    QCOMPARE(io->of("/d-1")->adapter()->socketsInRoom(u"r"_s).size(), 1);
    QCOMPARE(io->of("/d-2")->adapter()->socketsInRoom(u"r"_s).size(), 0);
    parent->disconnectSockets();
    QCOMPARE(client.next(), "41/d-1,");
    QCOMPARE(client.next(), "41/d-2,");
}

void tst_DynamicNamespaces::answersAreNotSupported()
{
    ParentNamespace *parent = io->of(anyD);
    WsClient client(port);
    QVERIFY(!client.join("/d-1").isEmpty());
    QCOMPARE(parent->fetchSockets().result().error(),
             Error(Error::Code::NotSupported,
                   u"fetchSockets() is not supported on parent namespaces"_s));
    QCOMPARE(parent->in("r").fetchSockets().result().error().code(), Error::Code::NotSupported);
    QCOMPARE(parent->allSockets().result().error().code(), Error::Code::NotSupported);
    const QRegularExpression warning(u"do not support acknowledgements"_s);
    QTest::ignoreMessage(QtWarningMsg, warning);
    QVERIFY(!parent->emitEvent("x", [](const Result<QList<QCborValue>> &) { QFAIL("answered"); }));
    QTest::ignoreMessage(QtWarningMsg, warning);
    QVERIFY(!parent->timeout(1s).emitWithAck("x").result());
    QVERIFY(parent->sockets().isEmpty());
    QVERIFY(parent->adapter()->rooms().isEmpty());
}

void tst_DynamicNamespaces::serverSideEmit()
{
    ParentNamespace *parent = io->of(anyD);
    QVERIFY(parent->serverSideEmit("x")); // no child, nothing to do
    io->of("/d-1");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"knows of no other servers"_s));
    QVERIFY(!parent->serverSideEmit("x"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not supported on parent"_s));
    QVERIFY(!parent->serverSideEmitWithAck("x").result());
}

void tst_DynamicNamespaces::trap77_cleanup()
{
    io.reset();
    start({.cleanupEmptyChildNamespaces = true});
    ParentNamespace *parent = io->of(anyD);
    Namespace *plain = io->of("/plain");
    parent->use(this, [](Socket *joining, const Next &next) {
        if (joining->handshake().auth().isEmpty())
            next();
        else
            next(Error("no"));
    });
    WsClient client(port);
    client.send("40/d-1,{\"a\":1}"); // refused
    QCOMPARE(client.next(), "44/d-1,{\"message\":\"no\"}");
    QTRY_VERIFY(parent->children().isEmpty());

    QVERIFY(!client.join("/d-1").isEmpty());
    const QPointer<Namespace> child = parent->children().constFirst();
    WsClient other(port);
    QVERIFY(!other.join("/d-1").isEmpty());
    client.send("41/d-1,");
    QTRY_COMPARE(child->sockets().size(), 1);
    QVERIFY(child);
    other.close();
    QTRY_VERIFY(!child);
    QVERIFY(parent->children().isEmpty());

    QVERIFY(!client.join("/plain").isEmpty());
    client.send("41/plain,");
    QTRY_COMPARE(plain->sockets().size(), 0);
    QVERIFY(!client.join().isEmpty());
    QCOMPARE(io->of("/plain"), plain);
}

// Deviation: the reference removes it, and the socket ends up in a namespace nobody can reach.
void tst_DynamicNamespaces::cleanupWaitsForMiddlewares()
{
    io.reset();
    start({.cleanupEmptyChildNamespaces = true});
    ParentNamespace *parent = io->of(anyD);
    QList<Next> waiting;
    parent->use(this, [&](Socket *joining, const Next &next) {
        if (joining->handshake().auth().isEmpty())
            next();
        else
            waiting.append(next);
    });
    WsClient client(port);
    WsClient slow(port);
    QVERIFY(!client.join("/d-1").isEmpty());
    const QPointer<Namespace> child = parent->children().constFirst();
    slow.send("40/d-1,{\"a\":1}");
    QTRY_COMPARE(waiting.size(), 1);
    client.send("41/d-1,");
    QVERIFY(!client.join().isEmpty());
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(child);
    waiting.takeFirst()();
    QVERIFY(slow.next().startsWith("40/d-1,"));
    QCOMPARE(io->of("/d-1"), child);
    QCOMPARE(child->sockets().size(), 1);
}

void tst_DynamicNamespaces::cleanupIsOff()
{
    ParentNamespace *parent = io->of(anyD);
    WsClient client(port);
    QVERIFY(!client.join("/d-1").isEmpty());
    client.send("41/d-1,");
    QVERIFY(!client.join().isEmpty());
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(parent->children().size(), 1);
}

void tst_DynamicNamespaces::cleanedUpNamespaceIsMadeAfresh()
{
    io.reset();
    start({.cleanupEmptyChildNamespaces = true});
    ParentNamespace *parent = io->of(anyD);
    QSignalSpy made(io.get(), &Server::newNamespace);
    WsClient client(port);
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(!client.join("/d-1").isEmpty());
        QCOMPARE(made.size(), i);
        client.send("41/d-1,");
        QTRY_VERIFY(parent->children().isEmpty());
    }
}

void tst_DynamicNamespaces::maxChildNamespaces()
{
    io.reset();
    start({.cleanupEmptyChildNamespaces = true, .maxChildNamespaces = 2});
    ParentNamespace *parent = io->of(anyD);
    WsClient client(port);
    QVERIFY(!client.join("/d-1").isEmpty());
    QVERIFY(!client.join("/d-2").isEmpty());
    client.send("40/d-3,");
    QCOMPARE(client.next(), "44/d-3,{\"message\":\"Invalid namespace\"}");
    client.send("41/d-1,");
    QTRY_COMPARE(parent->children().size(), 1);
    QVERIFY(!client.join("/d-3").isEmpty());
}

void tst_DynamicNamespaces::maxNamespacesPerConnection()
{
    io.reset();
    start({.maxNamespacesPerConnection = 2});
    io->of(anyD);
    WsClient client(port);
    QVERIFY(!client.join("/d-1").isEmpty());
    QVERIFY(!client.join("/d-2").isEmpty());
    client.send("40/d-3,");
    QCOMPARE(client.next(), "44/d-3,{\"message\":\"too many namespaces\"}");
    WsClient other(port); // has its own two
    QVERIFY(!other.join("/d-1").isEmpty());
    client.send("41/d-1,");
    QTRY_COMPARE(io->of("/d-1")->sockets().size(), 1);
    QVERIFY(!client.join("/d-3").isEmpty());
}

void tst_DynamicNamespaces::parentsCannotBeJoined()
{
    const ParentNamespace *parent = io->of(anyD);
    WsClient client(port);
    client.send("40" + parent->name().toUtf8() + ',');
    QCOMPARE(client.next(),
             "44" + parent->name().toUtf8() + ",{\"message\":\"Invalid namespace\"}");
}

void tst_DynamicNamespaces::childRemovedInHandler()
{
    io.reset();
    start({.cleanupEmptyChildNamespaces = true});
    ParentNamespace *parent = io->of(anyD);
    connect(parent, &Namespace::connection, this,
            [](Socket *joined) { joined->disconnectClient(DisconnectMode::CloseConnection); });
    WsClient client(port);
    client.send("40/d-1,");
    QVERIFY(client.next().startsWith("40/d-1,"));
    QCOMPARE(client.next(), "41/d-1,");
    QVERIFY(client.waitForClosed());
    QTRY_VERIFY(parent->children().isEmpty());
}

QTEST_GUILESS_MAIN(tst_DynamicNamespaces)
#include "moc_serverfixture.cpp"
#include "tst_dynamicnamespaces.moc"
