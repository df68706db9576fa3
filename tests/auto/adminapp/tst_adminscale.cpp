// SPDX-License-Identifier: MIT
#include "models/eventfilterproxy.h"
#include "models/flatindexproxy.h"
#include "models/socketsmodel.h"
#include "storefixture.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>

#include <ctime>

using namespace QsioAdmin;

// A hundred thousand sockets, and a burst of all of them going: how long it takes, and how much
// memory it needs, is printed. The limits are wide ones, for slow builds and busy machines.
class tst_AdminScale : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void hundredThousandSockets();

private:
    static constexpr int count = 100'000;
    static QByteArray socketJson(int i);
    static qint64 residentMegabytes();
};

QByteArray tst_AdminScale::socketJson(int i)
{
    const QByteArray n = QByteArray::number(i);
    const QByteArray id = "asyVCURU8BXwcRLV" + n.rightJustified(6, 'A');
    return R"({"id":")" + id + R"(","clientId":"pCTii9br)" + QByteArray::number(i / 50)
        + R"(","transport":"websocket","nsp":"/chat","data":{"user":"u)" + n
        + R"(","tags":["a"]},"handshake":{"address":"10.)" + QByteArray::number(i / 65536) + '.'
        + QByteArray::number(i / 256 % 256) + '.' + QByteArray::number(i % 256)
        + R"(","headers":{"host":"localhost:3000","user-agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36","accept":"*/*","connection":"close"},"query":{"user":"user)"
        + n + R"(","EIO":"4","transport":"websocket"},"issued":1795212502608,"secure":false,)"
        + R"j("time":"Fri Nov 20 2026 22:08:22 GMT+0000 (Coordinated Universal Time)",)j"
        + R"("url":"/socket.io/?EIO=4&transport=websocket","xdomain":false},"rooms":[")" + id
        + R"(","room)" + QByteArray::number(i % 800) + R"(","all"]})";
}

qint64 tst_AdminScale::residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong() / 1024;
    }
    return 0;
}

void tst_AdminScale::hundredThousandSockets()
{
    StoreFixture fixture;
    AdminStore &store = fixture.store;
    SocketsModel model(&store);
    FlatIndexProxy proxy;
    proxy.setSourceModel(&model);
    store.beginConnection();
    // Of the processor: others may be busy, too.
    std::clock_t begin = std::clock();
    const auto restart = [&begin] {
        const std::clock_t end = std::clock();
        return qint64(1000.0 * double(end - std::exchange(begin, end)) / CLOCKS_PER_SEC);
    };
    const auto lap = [&restart](const char *what) {
        const qint64 elapsed = restart();
        qInfo("%s: %lld ms", what, static_cast<long long>(elapsed));
        return elapsed;
    };
    const qint64 before = residentMegabytes();
    {
        QByteArrayList sockets;
        for (int i = 0; i < count; ++i)
            sockets.append(socketJson(i));
        QByteArray snapshot = '[' + sockets.join(',') + ']';
        sockets.clear();
        qInfo("snapshot: %lld bytes", static_cast<long long>(snapshot.size()));
        restart();
        std::optional<AdminEvent> event = fixture.decoder.decode("all_sockets", snapshot);
        lap("decoded, in the thread of the network");
        QVERIFY(event);
        snapshot.clear();
        restart();
        store.apply(std::move(*event));
        lap("applied to the stores");
    }
    store.publish();
    lap("shown by the models");
    QCOMPARE(store.sockets().size(), count);
    QCOMPARE(store.clients().size(), count / 50);
    QCOMPARE(store.rooms().size(), 801);
    const qint64 megabytes = residentMegabytes() - before;
    qInfo("memory of lists and models: %lld MB", static_cast<long long>(megabytes));
#ifndef __SANITIZE_ADDRESS__ // which needs a lot of its own
    QVERIFY2(megabytes < 400, QByteArray::number(megabytes));
#endif
    QTRY_COMPARE(proxy.rowCount(), count);

    restart();
    for (const char *text : {"u4711", "data.user=u4711", "addr:10.1.0.0/16", "room:room7*"}) {
        proxy.setFilter(*FilterExpr::parse(QString::fromLatin1(text)));
        lap(text);
        QVERIFY(proxy.rowCount() > 0 && proxy.rowCount() < count);
    }
    proxy.setFilter({});
    restart();
    proxy.sort(SocketsModel::Id);
    lap("sorted by id");

    std::vector<std::pair<QByteArray, QByteArray>> burst;
    for (int i = 0; i < count; ++i) {
        const QByteArray id = store.sockets().at(i).key.id;
        burst.emplace_back("socket_disconnected",
                           "\"/chat\",\"" + id
                               + "\",\"transport close\",\"2026-11-20T22:08:22.000Z\"");
        burst.emplace_back("room_left",
                           "\"/chat\",\"" + id + "\",\"" + id + "\",\"2026-11-20T22:08:22.000Z\"");
    }
    restart();
    for (size_t i = 0; i < burst.size(); ++i) {
        QVERIFY(fixture.say(burst[i].first, burst[i].second));
        if (i % 1000 == 0)
            store.publish();
    }
    store.publish();
    const qint64 elapsed = lap("a burst of 200,000 events, decoded and applied");
    QVERIFY2(elapsed < 10'000, QByteArray::number(elapsed));
    QCOMPARE(store.sockets().size() + store.rooms().size() + store.clients().size(), 0);
    QTRY_COMPARE(proxy.rowCount(), 0);
}

QTEST_GUILESS_MAIN(tst_AdminScale)
#include "tst_adminscale.moc"
