// SPDX-License-Identifier: MIT
// The two connections that the namespaces of a server share, on a Redis of the test's own.
#include "adapter/redis/redishub_p.h"
#include "shared/redisserver.h"
#include "shared/waitfor.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Kind = RedisSubscription::Kind;

class tst_RedisHub : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void kinds_data();
    void kinds();
    void subscribesOnce();
    void laterSubscriberIsConfirmed();
    void manyChannels();
    void subscribedBeforeConnected();
    void subscribesAgain();
    void subscriberKilled();
    void commandsKilled();
    void slowSubscriber();
    void away();
    void refusedSubscription();
    void refusedPublish();
    void unsubscribesInHandler();
    void subscribesInHandler();
    void destroyedInHandler_data();
    void destroyedInHandler();
    void outlivedByItsSubscriptions();

private:
    using Subscription = std::unique_ptr<RedisSubscription>;

    void open(const RedisOptions &options)
    {
        hub = std::make_unique<RedisHub>(options);
        errors = std::make_unique<QSignalSpy>(hub.get(), &RedisHub::errorOccurred);
        hub->open();
        QVERIFY(waitFor([this] { return hub->commands()->isReady(); }, 20'000));
    }
    static bool isConfirmed(const Subscription &subscription)
    {
        return waitFor([&subscription] { return subscription->isConfirmed(); }, 20'000);
    }
    // How many connections subscribe to channel.
    int subscribers(const QByteArray &channel) const
    {
        const QByteArray answer = redis.say("PUBSUB NUMSUB " + channel);
        return answer.trimmed().split(':').last().toInt();
    }
    bool kill(const QByteArray &name) const
    {
        const QList<QByteArray> lines = redis.say("CLIENT LIST").split('\n');
        for (const QByteArray &line : lines) {
            if (line.contains(" name=" + name + ' ')) {
                const QByteArray id = line.mid(line.indexOf("id=") + 3).split(' ').constFirst();
                return redis.say("CLIENT KILL ID " + id).startsWith(":1");
            }
        }
        return false;
    }
    QString lastError() const
    {
        return errors->isEmpty() ? QString() : errors->last().at(0).value<Error>().message();
    }

    RedisServer redis;
    RedisOptions local;
    std::unique_ptr<RedisHub> hub;
    std::unique_ptr<QSignalSpy> errors;
};

void tst_RedisHub::initTestCase()
{
    QVERIFY2(redis.start(), "redis-server is needed (Debian: redis-server)");
    local.port = redis.port();
    local.clientName = u"hub"_s;
    local.reconnectDelayMax = 100ms;
}

void tst_RedisHub::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    if (!redis.isRunning())
        QVERIFY(redis.start());
    open(local);
}

void tst_RedisHub::cleanup()
{
    hub.reset();
    errors.reset();
}

void tst_RedisHub::kinds_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("subscribed");
    QTest::addColumn<QByteArray>("published");
    QTest::newRow("channel") << Kind::Channel << QByteArray("a*") << QByteArray("a*");
    QTest::newRow("pattern") << Kind::Pattern << QByteArray("a*") << QByteArray("abc");
    QTest::newRow("shard") << Kind::Shard << QByteArray("a*") << QByteArray("a*");
}

void tst_RedisHub::kinds()
{
    QFETCH(Kind, kind);
    QFETCH(QByteArray, subscribed);
    QFETCH(QByteArray, published);
    const Subscription subscription = hub->subscribe(kind, {subscribed});
    QVERIFY(!subscription->isConfirmed());
    QVERIFY(hub->isSubscribed(kind, subscribed));
    QVERIFY(isConfirmed(subscription));
    QSignalSpy received(subscription.get(), &RedisSubscription::received);
    QVERIFY(hub->publish(kind, "other", "nothing"));
    QVERIFY(hub->publish(kind, published, QByteArray("\0\r\n\xff", 4)));
    QVERIFY(waitFor([&received] { return !received.isEmpty(); }));
    QCOMPARE(received.count(), 1);
    QCOMPARE(received.at(0).at(0).toByteArray(), published);
    QCOMPARE(received.at(0).at(1).toByteArray(), QByteArray("\0\r\n\xff", 4));
}

// However many listen; Redis hears of the first and of the last.
void tst_RedisHub::subscribesOnce()
{
    Subscription first = hub->subscribe(Kind::Channel, {"x", "y"});
    Subscription second = hub->subscribe(Kind::Channel, {"y", "z"});
    QVERIFY(isConfirmed(first) && isConfirmed(second));
    QCOMPARE(subscribers("y"), 1);
    QSignalSpy firstReceived(first.get(), &RedisSubscription::received);
    QSignalSpy secondReceived(second.get(), &RedisSubscription::received);
    hub->publish(Kind::Channel, "y", "both");
    hub->publish(Kind::Channel, "x", "first");
    hub->publish(Kind::Channel, "z", "second");
    QVERIFY(waitFor([&] { return firstReceived.count() == 2 && secondReceived.count() == 2; }));
    QCOMPARE(firstReceived.at(1).at(0).toByteArray(), "x");
    QCOMPARE(secondReceived.at(1).at(0).toByteArray(), "z");
    first.reset();
    QVERIFY(waitFor([this] { return subscribers("x") == 0; }));
    QCOMPARE(subscribers("y"), 1);
    QVERIFY(!hub->isSubscribed(Kind::Channel, "x"));
    QVERIFY(hub->isSubscribed(Kind::Channel, "y"));
    hub->publish(Kind::Channel, "y", "still");
    QVERIFY(waitFor([&secondReceived] { return secondReceived.count() == 3; }));
    second.reset();
    QVERIFY(waitFor([this] { return subscribers("y") + subscribers("z") == 0; }));
    // Anew, with the old answer still on its way.
    second = hub->subscribe(Kind::Channel, {"y"});
    second.reset();
    second = hub->subscribe(Kind::Channel, {"y"});
    QVERIFY(!second->isConfirmed());
    QVERIFY(isConfirmed(second));
    QCOMPARE(subscribers("y"), 1);
}

void tst_RedisHub::laterSubscriberIsConfirmed()
{
    const Subscription first = hub->subscribe(Kind::Channel, {"x"});
    QVERIFY(isConfirmed(first));
    const Subscription same = hub->subscribe(Kind::Channel, {"x"});
    QVERIFY(same->isConfirmed()); // at once
    const Subscription more = hub->subscribe(Kind::Channel, {"x", "y"});
    QVERIFY(!more->isConfirmed());
    QSignalSpy changes(more.get(), &RedisSubscription::confirmedChanged);
    QVERIFY(isConfirmed(more));
    QCOMPARE(changes.count(), 1);
    QVERIFY(changes.at(0).at(0).toBool());
    QVERIFY(hub->subscribe(Kind::Channel, {})->isConfirmed());
}

// More than go into one command.
void tst_RedisHub::manyChannels()
{
    QByteArrayList names;
    for (int i = 0; i < 1201; ++i)
        names.append("channel " + QByteArray::number(i));
    Subscription subscription = hub->subscribe(Kind::Channel, names);
    QSignalSpy changes(subscription.get(), &RedisSubscription::confirmedChanged);
    QVERIFY(isConfirmed(subscription));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(redis.say("PUBSUB CHANNELS *").split('\n').constFirst(), "*1201\r");
    subscription.reset();
    QVERIFY(waitFor([this] { return redis.say("PUBSUB CHANNELS *") == "*0\r\n"; }));
}

void tst_RedisHub::subscribedBeforeConnected()
{
    hub = std::make_unique<RedisHub>(local);
    const Subscription kept = hub->subscribe(Kind::Channel, {"x"});
    Subscription given = hub->subscribe(Kind::Channel, {"y"});
    given.reset();
    hub->open();
    QVERIFY(isConfirmed(kept));
    QCOMPARE(subscribers("x"), 1);
    QCOMPARE(subscribers("y"), 0);
}

void tst_RedisHub::subscribesAgain()
{
    const Subscription subscriptions[]
        = {hub->subscribe(Kind::Channel, {"x", "y"}), hub->subscribe(Kind::Channel, {"y"}),
           hub->subscribe(Kind::Pattern, {"p*"}), hub->subscribe(Kind::Shard, {"s"})};
    std::vector<std::unique_ptr<QSignalSpy>> changes;
    for (const Subscription &subscription : subscriptions) {
        QVERIFY(isConfirmed(subscription));
        changes.push_back(
            std::make_unique<QSignalSpy>(subscription.get(), &RedisSubscription::confirmedChanged));
    }
    QSignalSpy commandsChanged(hub.get(), &RedisHub::commandsChanged);
    redis.kill();
    QVERIFY(
        waitFor([&] { return !subscriptions[0]->isConfirmed() && !hub->commands()->isReady(); }));
    const Subscription meanwhile = hub->subscribe(Kind::Channel, {"y", "z"});
    QVERIFY(!meanwhile->isConfirmed());
    QVERIFY(redis.start());
    for (const Subscription &subscription : subscriptions)
        QVERIFY(isConfirmed(subscription));
    QVERIFY(isConfirmed(meanwhile));
    for (const auto &spy : changes) {
        QCOMPARE(spy->count(), 2);
        QVERIFY(!spy->at(0).at(0).toBool() && spy->at(1).at(0).toBool());
    }
    for (const char *channel : {"x", "y", "z"})
        QCOMPARE(subscribers(channel), 1);
    QVERIFY(waitFor([this] { return hub->commands()->isReady(); }));
    QVERIFY(!commandsChanged.first().at(0).toBool() && commandsChanged.last().at(0).toBool());
    QSignalSpy received(subscriptions[2].get(), &RedisSubscription::received);
    hub->publish(Kind::Channel, "pattern", "after");
    QVERIFY(waitFor([&received] { return received.count() == 1; }));
}

// Redis does that to slow ones: the commands go on.
void tst_RedisHub::subscriberKilled()
{
    const Subscription subscription = hub->subscribe(Kind::Channel, {"x"});
    QVERIFY(isConfirmed(subscription));
    QSignalSpy changes(subscription.get(), &RedisSubscription::confirmedChanged);
    QSignalSpy received(subscription.get(), &RedisSubscription::received);
    QSignalSpy commandsChanged(hub.get(), &RedisHub::commandsChanged);
    QVERIFY(kill("hub-sub"));
    QVERIFY(waitFor([&changes] { return changes.count() == 1; }));
    QVERIFY(hub->commands()->isReady());
    QVERIFY(hub->publish(Kind::Channel, "x", "lost"));
    QVERIFY(waitFor([&changes] { return changes.count() == 2; }));
    QVERIFY(hub->publish(Kind::Channel, "x", "heard"));
    QVERIFY(waitFor([&received] { return !received.isEmpty(); }));
    QCOMPARE(received.last().at(1).toByteArray(), "heard");
    QCOMPARE(commandsChanged.count(), 0);
    QCOMPARE(errors->count(), 1);
    QVERIFY2(lastError().contains(u"client-output-buffer-limit"_s), qPrintable(lastError()));
}

void tst_RedisHub::commandsKilled()
{
    const Subscription subscription = hub->subscribe(Kind::Channel, {"x"});
    QVERIFY(isConfirmed(subscription));
    QSignalSpy changes(subscription.get(), &RedisSubscription::confirmedChanged);
    QSignalSpy commandsChanged(hub.get(), &RedisHub::commandsChanged);
    QVERIFY(kill("hub"));
    QVERIFY(waitFor([&commandsChanged] { return commandsChanged.count() == 2; }));
    QVERIFY(!commandsChanged.at(0).at(0).toBool() && commandsChanged.at(1).at(0).toBool());
    QCOMPARE(changes.count(), 0);
    QCOMPARE(errors->count(), 1);
    QVERIFY2(!lastError().contains(u"client-output-buffer-limit"_s), qPrintable(lastError()));
}

// trap 11.11: this process does not come to its event loop while others publish much.
void tst_RedisHub::slowSubscriber()
{
    QVERIFY(
        redis.say("CONFIG SET client-output-buffer-limit 'pubsub 1mb 1mb 1'").startsWith("+OK"));
    const Subscription subscription = hub->subscribe(Kind::Channel, {"x"});
    QVERIFY(isConfirmed(subscription));
    QSignalSpy changes(subscription.get(), &RedisSubscription::confirmedChanged);
    QCOMPARE(redis.say("EVAL \"for i = 1, 300 do redis.call('publish', 'x', string.rep('x', "
                       "100000)) end return 1\" 0"),
             ":1\r\n");
    QVERIFY(waitFor([&changes] { return changes.count() == 2; }, 20'000));
    QVERIFY(subscription->isConfirmed());
    QVERIFY2(lastError().contains(u"client-output-buffer-limit"_s), qPrintable(lastError()));
    QVERIFY(hub->commands()->isReady());
    QSignalSpy received(subscription.get(), &RedisSubscription::received);
    hub->publish(Kind::Channel, "x", "after");
    QVERIFY(waitFor([&received] { return received.count() == 1; }));
    QCOMPARE(received.at(0).at(1).toByteArray(), "after");
    QVERIFY(
        redis.say("CONFIG SET client-output-buffer-limit 'pubsub 32mb 8mb 60'").startsWith("+OK"));
}

void tst_RedisHub::away()
{
    redis.kill();
    QVERIFY(waitFor([this] { return !hub->commands()->isReady(); }));
    QVERIFY(!hub->publish(Kind::Channel, "x", "nobody hears it"));
    std::optional<Error> error; // at once
    QVERIFY(!hub->commands()->send(
        {"GET", "x"}, [&error](const Result<RespValue> &reply) { error = reply.error(); }));
    QVERIFY(error && error->code() == Error::Code::Network);
}

void tst_RedisHub::refusedSubscription()
{
    QVERIFY(redis.say("ACL SETUSER narrow on >secret +@all ~* resetchannels &allowed")
                .startsWith("+OK"));
    RedisOptions narrow = local;
    narrow.username = u"narrow"_s;
    narrow.password = u"secret"_s;
    open(narrow);
    const Subscription allowed = hub->subscribe(Kind::Channel, {"allowed"});
    const Subscription refused = hub->subscribe(Kind::Channel, {"forbidden"});
    QVERIFY(isConfirmed(allowed));
    QVERIFY(waitFor([this] { return lastError().contains(u"NOPERM"_s); }));
    QVERIFY(!refused->isConfirmed());
    // It asks again by itself.
    QVERIFY(redis.say("ACL SETUSER narrow &forbidden").startsWith("+OK"));
    QVERIFY(isConfirmed(refused));
}

void tst_RedisHub::refusedPublish()
{
    QVERIFY(redis.say("ACL SETUSER silent on >secret +@all -publish ~* &*").startsWith("+OK"));
    RedisOptions silent = local;
    silent.username = u"silent"_s;
    silent.password = u"secret"_s;
    open(silent);
    QVERIFY(hub->publish(Kind::Channel, "x", "y"));
    QVERIFY(waitFor([this] { return errors->count() == 1; }));
    QCOMPARE(errors->at(0).at(0).value<Error>().code(), Error::Code::Adapter);
    QVERIFY2(lastError().contains(u"PUBLISH"_s), qPrintable(lastError()));
}

void tst_RedisHub::unsubscribesInHandler()
{
    Subscription first = hub->subscribe(Kind::Channel, {"x"});
    Subscription second = hub->subscribe(Kind::Channel, {"x"});
    const Subscription last = hub->subscribe(Kind::Channel, {"x"});
    QVERIFY(isConfirmed(last));
    QSignalSpy secondReceived(second.get(), &RedisSubscription::received);
    QSignalSpy lastReceived(last.get(), &RedisSubscription::received);
    connect(first.get(), &RedisSubscription::received, this, [&] {
        second.reset();
        first.reset();
    });
    hub->publish(Kind::Channel, "x", "one");
    hub->publish(Kind::Channel, "x", "two");
    QVERIFY(waitFor([&lastReceived] { return lastReceived.count() == 2; }));
    QCOMPARE(secondReceived.count(), 0);
    QVERIFY(!first && !second);
    QCOMPARE(subscribers("x"), 1);
}

void tst_RedisHub::subscribesInHandler()
{
    const Subscription first = hub->subscribe(Kind::Channel, {"x"});
    QVERIFY(isConfirmed(first));
    Subscription second;
    Subscription other;
    int heard = 0;
    connect(first.get(), &RedisSubscription::received, this, [&] {
        if (second)
            return;
        second = hub->subscribe(Kind::Channel, {"x"});
        other = hub->subscribe(Kind::Channel, {"y"});
        connect(second.get(), &RedisSubscription::received, this, [&heard] { ++heard; });
    });
    hub->publish(Kind::Channel, "x", "one");
    hub->publish(Kind::Channel, "x", "two");
    QVERIFY(waitFor([&heard] { return heard == 1; })); // not of the first one
    QVERIFY(isConfirmed(other));
}

void tst_RedisHub::destroyedInHandler_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"received", "confirmed", "unconfirmed", "commandsChanged", "error"})
        QTest::newRow(where) << QString::fromLatin1(where);
}

// The hub, with subscriptions that go before and after it.
void tst_RedisHub::destroyedInHandler()
{
    QFETCH(QString, where);
    Subscription first = hub->subscribe(Kind::Channel, {"x", "y"});
    const Subscription second = hub->subscribe(Kind::Channel, {"x"});
    const auto destroy = [&] {
        first.reset();
        hub.reset();
    };
    if (where == u"confirmed"_s)
        connect(second.get(), &RedisSubscription::confirmedChanged, this, destroy);
    else
        QVERIFY(isConfirmed(first));
    if (where == u"received"_s)
        connect(second.get(), &RedisSubscription::received, this, destroy);
    else if (where == u"unconfirmed"_s)
        connect(first.get(), &RedisSubscription::confirmedChanged, this, destroy);
    else if (where == u"commandsChanged"_s)
        connect(hub.get(), &RedisHub::commandsChanged, this, destroy);
    else if (where == u"error"_s)
        connect(hub.get(), &RedisHub::errorOccurred, this, destroy);
    if (where == u"received"_s)
        hub->publish(Kind::Channel, "x", "the end");
    else if (where != u"confirmed"_s)
        redis.kill();
    QVERIFY(waitFor([this] { return !hub; }));
}

void tst_RedisHub::outlivedByItsSubscriptions()
{
    const Subscription subscription = hub->subscribe(Kind::Channel, {"x"});
    QVERIFY(isConfirmed(subscription));
    hub.reset();
    QVERIFY(waitFor([this] { return subscribers("x") == 0; }));
}

QTEST_GUILESS_MAIN(tst_RedisHub)
#include "tst_redishub.moc"
