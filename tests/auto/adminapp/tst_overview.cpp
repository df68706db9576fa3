// SPDX-License-Identifier: MIT
#include "core/adminsession.h"
#include "models/modelroles.h"
#include "models/toplistmodel.h"
#include "shared/accessibilitycheck.h"
#include "shared/waitfor.h"
#include "shared/widgettest.h"
#include "storefixture.h"
#include "widgets/stattile.h"
#include "widgets/theme.h"
#include "widgets/timeseriesview.h"
#include "window/overviewpage.h"
#include "window/overviewtables.h"
#include "window/scope.h"
#include "window/seriesfeed.h"
#include "window/windowmodels.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTableView>

using namespace QsioAdmin;
using QSocketIo::waitFor;

// What the overview counts, and what it shows of it.
class tst_Overview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void curvesOfReasons();
    void curvesOfEvents();
    void namesOfOthersAreLimited();
    void clearedFeed();
    void topList();

    void tables();
    void tablesOfTheScope();
    void inspectsARow();
    void tiles();
    void plotsAndAlerts();
    void hiddenPageDoesNothing();
    void manySockets();
    void accessibility();
    void pictures_data();
    void pictures();

private:
    bool say(const QByteArray &event, const QByteArray &arguments);
    void stats(const QByteArray &counts = {}, int clients = 10);
    void traffic(const QByteArray &socket, const QByteArray &name, int times, bool isIn = true);
    [[nodiscard]] static QByteArray count(const QByteArray &type, const QByteArray &subType, int n);
    [[nodiscard]] QStringList column(const char *table, int column) const;
    [[nodiscard]] AdminStore &store() const { return session->store(); }

    qint64 now = 1'700'000'000'000;
    AdminDecoder decoder;
    std::unique_ptr<AdminSession> session;
    std::unique_ptr<WindowModels> models;
    std::unique_ptr<Scope> scope;
    std::unique_ptr<OverviewPage> page;
};

void tst_Overview::init()
{
    failOnWidgetWarning();
    now = 1'700'000'000'000;
    session = std::make_unique<AdminSession>([this] { return now; });
    models = std::make_unique<WindowModels>(session.get());
    scope = std::make_unique<Scope>();
    WindowContext context;
    context.session = session.get();
    context.models = models.get();
    context.scope = scope.get();
    page = std::make_unique<OverviewPage>(context);
    page->resize(900, 1'400);
    store().beginConnection();
    QVERIFY(say("config", R"({"supportedFeatures":["ALL_EVENTS","AGGREGATED_EVENTS"]})"));
    QVERIFY(say("all_sockets", R"([{"id":"a","nsp":"/","rooms":["a","red","blue"]},
        {"id":"b","nsp":"/","rooms":["b","red"]},{"id":"c","nsp":"/chat","rooms":["c","red"]}])"));
    stats();
}

void tst_Overview::cleanup()
{
    page.reset();
    models.reset();
    session.reset();
    scope.reset();
}

bool tst_Overview::say(const QByteArray &event, const QByteArray &arguments)
{
    std::optional<AdminEvent> decoded = decoder.decode(event, arguments, {});
    if (!decoded)
        return false;
    store().apply(std::move(*decoded));
    store().publish();
    return true;
}

QByteArray tst_Overview::count(const QByteArray &type, const QByteArray &subType, int n)
{
    return R"({"timestamp":1000,"type":")" + type
        + (subType.isEmpty() ? QByteArray() : R"(","subType":")" + subType) + R"(","count":)"
        + QByteArray::number(n) + '}';
}

void tst_Overview::stats(const QByteArray &counts, int clients)
{
    now += 2'000;
    QVERIFY(say("server_stats",
                R"({"serverId":"s1","hostname":"h","pid":7,"uptime":)"
                    + QByteArray::number(now / 1'000) + R"(,"clientsCount":)"
                    + QByteArray::number(clients) + R"(,"pollingClientsCount":2,"namespaces":[
                    {"name":"/","socketsCount":2},{"name":"/chat","socketsCount":1}],
                    "aggregatedEvents":[)"
                    + counts + "]}"));
}

void tst_Overview::traffic(const QByteArray &socket, const QByteArray &name, int times, bool isIn)
{
    for (int i = 0; i < times; ++i)
        QVERIFY(say(isIn ? "event_received" : "event_sent",
                    R"("/",")" + socket + R"(",[")" + name + R"("],"2026-01-01T00:00:00.000Z")"));
}

QStringList tst_Overview::column(const char *table, int column) const
{
    QStringList texts;
    const auto *view = page->findChild<QTableView *>(QString::fromLatin1(table));
    for (int row = 0; row < view->model()->rowCount(); ++row)
        texts.append(view->model()->index(row, column).data().toString());
    return texts;
}

// ---- the feed --------------------------------------------------------------------------------

void tst_Overview::curvesOfReasons()
{
    stats(count("rawDisconnection", "ping timeout", 6) + ','
          + count("rawDisconnection", "transport close", 2));
    const SeriesFeed &feed = models->series;
    QCOMPARE(feed.reasonCurves(), (QByteArrayList{"ping timeout", "transport close"}));
    QCOMPARE(feed.series().latest(SeriesFeed::reasonOf("ping timeout"))->value, 3.0);
    stats(count("rawDisconnection", "transport close", 10));
    QCOMPARE(feed.series().latest(SeriesFeed::reasonOf("ping timeout"))->value, 0.0);
    QCOMPARE(feed.reasonCurves().first(), QByteArray("transport close")); // it has more now
    QVERIFY(say("socket_disconnected", R"("/","a","ping timeout",1000)"));
    QCOMPARE(feed.reasons().value("ping timeout").connections, 6);
    QCOMPARE(feed.reasons().value("ping timeout").sockets, 1);
}

void tst_Overview::curvesOfEvents()
{
    traffic("a", "hello", 6);
    traffic("a", "bye", 2, false);
    stats();
    const SeriesFeed &feed = models->series;
    QCOMPARE(feed.eventNames(), (QByteArrayList{"hello", "bye"}));
    QCOMPARE(feed.series().latest(SeriesFeed::eventsOf("hello"))->value, 3.0);
    QCOMPARE(feed.eventRate(true), 3.0);
    QCOMPARE(feed.eventRate(false), 1.0);
    stats();
    QCOMPARE(feed.series().latest(SeriesFeed::eventsOf("hello"))->value, 0.0);
    QCOMPARE(feed.eventRate(true), 0.0);
}

void tst_Overview::namesOfOthersAreLimited()
{
    QByteArrayList counts;
    for (int i = 0; i < 200; ++i) {
        traffic("a", "event" + QByteArray::number(i), 1);
        counts.append(count("rawDisconnection", "reason" + QByteArray::number(i), 1));
    }
    stats(counts.join(','));
    const SeriesFeed &feed = models->series;
    QCOMPARE(feed.eventNames().size(), SeriesFeed::maxEventNames + 1);
    QCOMPARE(feed.eventNames().first(), SeriesFeed::otherName());
    QCOMPARE(feed.reasons().size(), SeriesFeed::maxReasons + 1);
    QCOMPARE(feed.reasons().value(SeriesFeed::otherName()).connections,
             200 - SeriesFeed::maxReasons);
    QVERIFY(feed.series().names().size() < 70);
}

void tst_Overview::clearedFeed()
{
    traffic("a", "hello", 6);
    stats(count("rawDisconnection", "ping timeout", 6));
    models->series.clear();
    QVERIFY(models->series.reasons().isEmpty());
    QVERIFY(models->series.eventNames().isEmpty());
    QVERIFY(models->series.series().names().isEmpty());
    stats();
    QVERIFY(models->series.eventNames().isEmpty()); // what was before stays so
}

void tst_Overview::topList()
{
    TopListModel model({QStringLiteral("Name"), QStringLiteral("Count")});
    const QAbstractItemModelTester tester(&model);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setRows({{{QStringLiteral("x"), 1}, {}, "x"}, {{QStringLiteral("y"), 2}, {}, "y"}});
    QCOMPARE(resets.size(), 1);
    model.setRows({{{QStringLiteral("x"), 1}, {}, "x"}, {{QStringLiteral("y"), 1'234}, {}, "y"}});
    QCOMPARE(resets.size(), 1);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(model.index(1, 1).data(SortRole).toInt(), 1'234);
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Name: x"));
    model.setRows({{{QStringLiteral("y"), 2}, {}, "y"}});
    QCOMPARE(resets.size(), 2);
}

// ---- the page --------------------------------------------------------------------------------

void tst_Overview::tables()
{
    traffic("b", "hello", 3);
    traffic("a", "hello", 1);
    traffic("b", "hello", 1, false);
    QVERIFY(say("socket_disconnected", R"("/chat","c","ping timeout",1000)"));
    stats(count("rawDisconnection", "transport close", 2));
    page->show();
    QCOMPARE(column("overviewRooms", 0),
             (QStringList{QStringLiteral("red"), QStringLiteral("blue")}));
    QCOMPARE(column("overviewRooms", 2), (QStringList{QStringLiteral("2"), QStringLiteral("1")}));
    QCOMPARE(column("overviewTalkers", 0), (QStringList{QStringLiteral("b"), QStringLiteral("a")}));
    QCOMPARE(column("overviewTalkers", 2), (QStringList{QStringLiteral("3"), QStringLiteral("1")}));
    QCOMPARE(column("overviewTalkers", 3), (QStringList{QStringLiteral("1"), QStringLiteral("0")}));
    QCOMPARE(column("overviewNamespaces", 0),
             (QStringList{QStringLiteral("/"), QStringLiteral("/chat")}));
    QCOMPARE(column("overviewReasons", 0),
             (QStringList{QStringLiteral("transport close"), QStringLiteral("ping timeout")}));
}

void tst_Overview::tablesOfTheScope()
{
    scope->setNsp("/chat");
    page->show();
    QCOMPARE(column("overviewRooms", 1), QStringList{QStringLiteral("/chat")});
    QCOMPARE(column("overviewNamespaces", 0), QStringList{QStringLiteral("/chat")});
}

void tst_Overview::inspectsARow()
{
    page->show();
    QSignalSpy inspected(page.get(), &Page::inspectRequested);
    page->findChild<QTableView *>(QStringLiteral("overviewRooms"))->selectRow(0);
    QCOMPARE(inspected.size(), 1);
    const auto subject = inspected[0][0].value<Subject>();
    QCOMPARE(subject.kind, Subject::Kind::Room);
    QCOMPARE(subject.room.text(), QStringLiteral("red"));
    QCOMPARE(subject.nsp, QByteArray("/"));
}

void tst_Overview::tiles()
{
    stats(count("rawDisconnection", "ping timeout", 4) + ',' + count("packetsIn", {}, 20));
    page->show();
    const auto value = [this](const char *name) {
        return page->findChild<StatTile *>(QString::fromLatin1(name))->value();
    };
    QCOMPARE(value("clientsTile"), QStringLiteral("10"));
    QCOMPARE(value("socketsTile"), QStringLiteral("3"));
    QCOMPARE(value("pollingTile"), QStringLiteral("20 %"));
    QCOMPARE(value("packetsTile"), QStringLiteral("10/s"));
    QCOMPARE(value("disconnectsTile"), QStringLiteral("60/min")); // 0/s, then 2/s
    QVERIFY(say("config", R"({"supportedFeatures":["AGGREGATED_EVENTS"]})"));
    page->refresh();
    QCOMPARE(value("socketsTile"), QStringLiteral("unknown"));
    QVERIFY(!page->findChild<TimeSeriesView *>(QStringLiteral("eventNamesPlot"))->isVisible());
}

void tst_Overview::plotsAndAlerts()
{
    AlertRule above = AlertRule::create(AlertRule::Kind::Above);
    above.name = QStringLiteral("Many");
    above.threshold = 15;
    above.isEnabled = true;
    AlertRule off = above;
    off.id = QStringLiteral("other");
    off.isEnabled = false;
    AlertRuleSet set;
    set.rules = {above, off};
    models->alertEngine.setRules(set);
    models->alertEngine.setLink(AlertEngine::Link::Online);
    stats({}, 20);
    QCOMPARE(models->alerts.rowCount(), 1);
    page->show();
    const auto plot = [this](const char *name) {
        return page->findChild<TimeSeriesView *>(QString::fromLatin1(name));
    };
    QCOMPARE(plot("serversPlot")->thresholds().size(), 1);
    QCOMPARE(plot("serversPlot")->thresholds()[0].value, 15.0);
    QVERIFY(plot("trafficPlot")->thresholds().isEmpty());
    for (const char *name : {"serversPlot", "trafficPlot", "reasonsPlot"}) {
        QCOMPARE(plot(name)->marks().size(), 1);
        QCOMPARE(plot(name)->marks()[0].text, QStringLiteral("Many"));
    }
    now += 700'000; // the plots are of ten minutes
    page->refresh();
    QVERIFY(plot("serversPlot")->marks().isEmpty());
}

void tst_Overview::hiddenPageDoesNothing()
{
    page->show();
    page->hide();
    auto *rooms = page->findChild<QTableView *>(QStringLiteral("overviewRooms"));
    auto *plot = page->findChild<TimeSeriesView *>(QStringLiteral("packetsPlot"));
    const auto range = plot->visibleRange();
    QSignalSpy resets(rooms->model(), &QAbstractItemModel::modelReset);
    QVERIFY(say("room_joined", R"("/","new","a",5000)"));
    stats();
    page->refresh();
    QCOMPARE(resets.size(), 0);
    QCOMPARE(plot->visibleRange(), range);
    page->show();
    QCOMPARE(resets.size(), 1);
    QVERIFY(plot->visibleRange() != range);
}

// What the page costs each half a second, and its tables each two.
void tst_Overview::manySockets()
{
    constexpr int sockets = 100'000;
    QByteArray snapshot = "[";
    for (int i = 0; i < sockets; ++i) {
        const QByteArray id = QByteArray::number(i);
        snapshot += (i ? R"(,{"id":")" : R"({"id":")") + id + R"(","nsp":"/","rooms":[")" + id
            + R"(","room)" + QByteArray::number(i % 5'000) + R"("]})";
    }
    QVERIFY(say("all_sockets", snapshot + "]"));
    traffic("777", "hello", 2);
    page->show();
    QElapsedTimer timer;
    timer.start();
    page->refresh();
    qInfo("figures and plots: %lld ms", timer.restart());
    page->hide();
    page->show();
    qInfo("with tables over %d sockets: %lld ms", sockets, timer.elapsed());
    QCOMPARE(column("overviewRooms", 2).first(), QStringLiteral("20"));
    QCOMPARE(column("overviewRooms", 2).size(), OverviewTables::maxRows);
    QCOMPARE(column("overviewTalkers", 0), QStringList{QStringLiteral("777")});
}

void tst_Overview::accessibility()
{
    page->show();
    const QStringList problems = accessibilityProblems(page.get());
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_Overview::pictures_data()
{
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
}

void tst_Overview::pictures()
{
    if (qEnvironmentVariableIsEmpty("QSIOADMIN_PICTURES"))
        QSKIP("QSIOADMIN_PICTURES names no folder.");
    QFETCH(const QString, theme);
    const Theme look(Theme::modeFromName(theme));
    AlertRule above = AlertRule::create(AlertRule::Kind::Above);
    above.name = QStringLiteral("Many clients");
    above.threshold = 120;
    above.isEnabled = true;
    AlertRuleSet set;
    set.rules = {above};
    models->alertEngine.setRules(set);
    models->alertEngine.setLink(AlertEngine::Link::Online);
    for (int i = 0; i < 250; ++i) {
        traffic("a", "chat message", i % 7);
        traffic("b", "typing", i % 5, false);
        traffic("a", "position", i % 3);
        stats(count("rawDisconnection", "ping timeout", i % 9) + ','
                  + count("rawDisconnection", "transport close", (i / 3) % 5) + ','
                  + count("rawConnection", {}, i % 11) + ',' + count("packetsIn", {}, 100 + i) + ','
                  + count("bytesIn", {}, 9'000 + 90 * (i % 40)),
              100 + (i * i) % 37);
    }
    page->show();
    page->ensurePolished();
    QCoreApplication::processEvents();
    page->refresh();
    savePicture(page.get(), QStringLiteral("overview-whole-") + theme);
}

QTEST_MAIN(tst_Overview)
#include "tst_overview.moc"
