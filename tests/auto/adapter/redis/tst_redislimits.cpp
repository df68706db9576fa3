// SPDX-License-Identifier: MIT
// ClusterOptions::maxMessageBytes is the limit of all adapters on Redis.
#include "rediscluster.h"

using namespace QSocketIo;
using namespace Qt::StringLiterals;

class tst_RedisLimits : public RedisCluster
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startRedis(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanup() { tearDown(); }

    void maxMessageBytes_data();
    void maxMessageBytes();

protected:
    AdapterFactory factory() const override
    {
        const ClusterOptions cluster{.maxMessageBytes = limit};
        switch (kind) {
        case Kind::Classic:
            return RedisAdapter::factory(options(), {.cluster = cluster});
        case Kind::Sharded:
            return ShardedRedisAdapter::factory(options(), {.cluster = cluster});
        case Kind::Streams:
            break;
        }
        return RedisStreamsAdapter::factory(options(), {.cluster = cluster});
    }

private:
    enum class Kind { Classic, Sharded, Streams };
    Kind kind = Kind::Classic;
    qint64 limit = 0;
};

void tst_RedisLimits::maxMessageBytes_data()
{
    QTest::addColumn<int>("adapter");
    QTest::newRow("classic") << int(Kind::Classic);
    QTest::newRow("sharded") << int(Kind::Sharded);
    QTest::newRow("streams") << int(Kind::Streams);
}

// A longer one is not taken in, and costs no other message.
void tst_RedisLimits::maxMessageBytes()
{
    QFETCH(int, adapter);
    kind = Kind(adapter);
    limit = 10'000;
    startNodes();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"from the cluster is malformed"_s));
    nodes[0]->io.emitEvent("long", QString(9000, u'x'));
    QVERIFY(nodes[1]->client.next().startsWith("42[\"long\""));
    QCOMPARE(nodes[1]->adapter()->malformedMessages(), quint64(0));
    // Its own ones come back to the sender as well; what it sends is not limited.
    if (kind != Kind::Streams)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"from the cluster is malformed"_s));
    nodes[0]->io.emitEvent("too long", QString(10'001, u'x'));
    nodes[0]->io.emitEvent("behind it");
    QCOMPARE(nodes[1]->client.next(), "42[\"behind it\"]");
    QCOMPARE(nodes[1]->adapter()->malformedMessages(), quint64(1));
    QVERIFY(waitFor([this] {
        return nodes[0]->adapter()->malformedMessages() == quint64(kind == Kind::Streams ? 0 : 1);
    }));
}

QTEST_GUILESS_MAIN(tst_RedisLimits)
#include "tst_redislimits.moc"
