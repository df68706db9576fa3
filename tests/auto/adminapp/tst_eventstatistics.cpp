// SPDX-License-Identifier: MIT
#include "models/eventfilterproxy.h"
#include "models/eventsmodel.h"
#include "models/eventstatisticsmodel.h"
#include "storefixture.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

using namespace QsioAdmin;
using By = EventStatistics::By;

// What the page of events knows besides the events: statistics, rules and marks.
class tst_EventStatistics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void groups_data();
    void groups();
    void ratesAndSizes();
    void filteredStatistics();
    void manyNames();
    void statisticsModel();
    void fullRing();
    void rules();
    void rulesAreKept();
    void marks();
    void marksGoWithTheirEvents();
    void catchesUp();
    void filterWhilePaused();

private:
    void say(const QByteArray &event, const QByteArray &arguments)
    {
        QVERIFY(fixture->say(event, arguments));
    }
    void sayAll();

    std::unique_ptr<StoreFixture> fixture;
};

void tst_EventStatistics::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    fixture = std::make_unique<StoreFixture>();
}

void tst_EventStatistics::sayAll()
{
    say("event_received", R"("/","a",["chat",{"x":1}],1795212542000)");
    say("event_received", R"("/chat","b",["chat",{"x":1}],1795212543000)");
    say("event_sent", R"("/chat","b",["news","a long text, a long text"],1795212544000)");
    say("room_joined", R"("/","red","a",1795212545000)");
    say("socket_disconnected", R"("/","a","transport close",1795212546000)");
}

void tst_EventStatistics::groups_data()
{
    QTest::addColumn<By>("by");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("name") << By::Name << QByteArray("chat 2, news 1, (joined) 1, (disconnected) 1");
    QTest::newRow("namespace") << By::Namespace << QByteArray("/ 3, /chat 2");
    QTest::newRow("direction") << By::Direction << QByteArray("in 2,  2, out 1");
    QTest::newRow("type") << By::Type << QByteArray("received 2, sent 1, joined 1, disconnected 1");
}

void tst_EventStatistics::groups()
{
    QFETCH(const By, by);
    sayAll();
    QByteArrayList lines;
    for (const EventGroup &group : EventStatistics::of(fixture->store.events(), by).groups)
        lines.append(group.name + ' ' + QByteArray::number(group.count));
    QTEST(lines.join(", "), "expected");
}

void tst_EventStatistics::ratesAndSizes()
{
    sayAll();
    const EventStatistics statistics = EventStatistics::of(fixture->store.events(), By::Name);
    QCOMPARE(statistics.all.count, 5u);
    QCOMPARE(statistics.all.last - statistics.all.first, 4000);
    QCOMPARE(statistics.rate(statistics.groups[0]), 0.5);
    QCOMPARE(statistics.groups[0].last - statistics.groups[0].first, 1000);
    QVERIFY(statistics.groups[1].largest > statistics.groups[0].largest);
    QCOMPARE(statistics.groups[0].bytes, 2 * statistics.groups[0].largest);
    const EventStatistics none = EventStatistics::of(EventRing(), By::Name);
    QVERIFY(none.groups.isEmpty());
    QCOMPARE(none.rate(none.all), 0.0);
}

void tst_EventStatistics::filteredStatistics()
{
    sayAll();
    const EventStatistics statistics = EventStatistics::of(
        fixture->store.events(), By::Type, [](quint64 number) { return number <= 2; });
    QCOMPARE(statistics.all.count, 2u);
    QCOMPARE(statistics.groups.size(), 1);
}

// A client may invent names for ever.
void tst_EventStatistics::manyNames()
{
    for (int i = 0; i < EventStatistics::maxGroups + 500; ++i)
        say("event_sent", R"("/","a",["e)" + QByteArray::number(i) + "\"],1795212542000");
    const EventStatistics statistics = EventStatistics::of(fixture->store.events(), By::Name);
    QCOMPARE(statistics.groups.size(), EventStatistics::maxGroups + 1);
    QCOMPARE(statistics.groups[0].count, 500u);
    QVERIFY(statistics.groups[0].name.isEmpty());
}

void tst_EventStatistics::statisticsModel()
{
    sayAll();
    EventStatisticsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setStatistics(EventStatistics::of(fixture->store.events(), By::Name), By::Name);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(0, EventStatisticsModel::Share).data(SortRole).toDouble(), 40.0);
    QCOMPARE(model.index(0, EventStatisticsModel::First).data(ExportRole).toString(),
             QStringLiteral("2026-11-20T22:09:02.000Z"));
    model.setStatistics(EventStatistics::of(fixture->store.events(), By::Direction), By::Direction);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("to the server"));
    QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), QStringLiteral("Direction"));
}

void tst_EventStatistics::fullRing()
{
    EventRing ring;
    for (int i = 0; i < EventRing::defaultMaxEvents; ++i) {
        EventRecord record;
        record.at = i;
        record.name = "e" + QByteArray::number(i % 100);
        ring.append(std::move(record));
    }
    QElapsedTimer timer;
    timer.start();
    const EventStatistics statistics = EventStatistics::of(ring, By::Name);
    qInfo("200,000 events: %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(statistics.groups.size(), 100);
    QVERIFY(timer.elapsed() < 2'000);
}

// ---- rules -----------------------------------------------------------------------------------

void tst_EventStatistics::rules()
{
    EventsModel model(&fixture->store);
    sayAll();
    fixture->store.publish();
    QVERIFY(model.index(0, EventsModel::Rule).data().toString().isEmpty());
    QCOMPARE(model.index(0, 0).data(EventsModel::RuleRole).toInt(), -1);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setRules(
        {{QStringLiteral("wrong"), QStringLiteral("nonsense:1"), {}},
         {QStringLiteral("gone"), QStringLiteral("type=disconnected"), EventRule::Color::Warning},
         {QStringLiteral("talk"), QStringLiteral("name=chat"), EventRule::Color::Good},
         {QStringLiteral("later"), QStringLiteral("name=chat"), EventRule::Color::Bad}});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.rules().size(), 3); // without what makes no sense
    QCOMPARE(model.index(0, EventsModel::Rule).data().toString(), QStringLiteral("talk"));
    QCOMPARE(model.index(0, 0).data(EventsModel::RuleRole).toInt(), 1); // the first that fits
    QCOMPARE(model.index(4, EventsModel::Rule).data().toString(), QStringLiteral("gone"));
    QCOMPARE(model.index(2, 0).data(EventsModel::RuleRole).toInt(), -1);
    QVERIFY(model.index(0, EventsModel::Rule)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("talk")));
}

void tst_EventStatistics::rulesAreKept()
{
    const EventRules rules = defaultEventRules();
    QVERIFY(rules.size() >= 3);
    for (const EventRule &rule : rules)
        QVERIFY(FilterExpr::parse(rule.filter));
    QCOMPARE(eventRulesFromJson(eventRulesToJson(rules)), rules);
    QVERIFY(eventRulesFromJson("nonsense").isEmpty());
    const auto rule
        = [](const QByteArray &name, const QByteArray &filter, const QByteArray &color) {
              return "{\"name\":\"" + name + "\",\"filter\":\"" + filter + "\",\"color\":\"" + color
                  + "\"}";
          };
    const QByteArrayList some = {rule("a", "(", "bad"), rule("b", "x", "mauve"),
                                 rule("", "x", "bad"), "5", rule("c", "x", "bad")};
    const EventRules right = eventRulesFromJson('[' + some.join(',') + ']');
    QCOMPARE(right.size(), 1);
    QCOMPARE(right[0].name, QStringLiteral("c"));
    const QByteArrayList many(200, rule("c", "x", "bad"));
    QCOMPARE(eventRulesFromJson('[' + many.join(',') + ']').size(), maxEventRules);
}

// ---- marks -----------------------------------------------------------------------------------

void tst_EventStatistics::marks()
{
    EventsModel model(&fixture->store);
    sayAll();
    fixture->store.publish();
    EventFilterProxy proxy;
    proxy.setSourceModel(&model);
    QSignalSpy changed(&proxy, &QAbstractItemModel::dataChanged);
    model.setMarked(2, true);
    model.setMarked(4, true);
    model.setMarked(99, true); // there is none
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(model.markCount(), 2);
    QVERIFY(model.index(1, EventsModel::Number).data().toString().startsWith(u'★'));
    QVERIFY(proxy.index(1, 0).data(EventsModel::IsMarkedRole).toBool());
    QCOMPARE(model.nextMark(0), 2u);
    QCOMPARE(model.nextMark(2), 4u);
    QCOMPARE(model.nextMark(4), 0u);
    QCOMPARE(model.previousMark(4), 2u);
    QCOMPARE(model.previousMark(2), 0u);
    model.setMarked(2, false);
    QCOMPARE(model.markCount(), 1);
    model.clearMarks();
    QCOMPARE(model.markCount(), 0);
}

void tst_EventStatistics::marksGoWithTheirEvents()
{
    fixture->store.events().setLimits(3, 1'000'000);
    EventsModel model(&fixture->store);
    say("event_sent", R"("/","a",["x"],1)");
    fixture->store.publish();
    model.setMarked(1, true);
    for (int i = 0; i < 3; ++i)
        say("event_sent", R"("/","a",["x"],1)");
    fixture->store.publish();
    QCOMPARE(model.markCount(), 0);
    model.setMarked(3, true);
    fixture->store.clearEvents();
    QCOMPARE(model.markCount(), 0);
}

// ---- paused ----------------------------------------------------------------------------------

void tst_EventStatistics::catchesUp()
{
    EventsModel model(&fixture->store);
    EventFilterProxy proxy;
    proxy.setSourceModel(&model);
    const auto sayOne = [&] {
        say("event_sent", R"("/","a",["x"],1)");
        fixture->store.publish();
    };
    sayOne();
    proxy.setPaused(true);
    sayOne();
    sayOne();
    QCOMPARE(proxy.rowCount(), 1);
    QCOMPARE(proxy.waiting(), 2u);
    proxy.catchUp();
    QCOMPARE(proxy.rowCount(), 3);
    QVERIFY(proxy.isPaused());
    sayOne();
    QCOMPARE(proxy.rowCount(), 3);
    QCOMPARE(proxy.waiting(), 1u);
}

// A new filter looks at what was there, and not at what has come since.
void tst_EventStatistics::filterWhilePaused()
{
    EventsModel model(&fixture->store);
    EventFilterProxy proxy;
    proxy.setSourceModel(&model);
    sayAll();
    fixture->store.publish();
    proxy.setPaused(true);
    sayAll();
    fixture->store.publish();
    proxy.setFilter(*FilterExpr::parse(QStringLiteral("name=chat")));
    QCOMPARE(proxy.rowCount(), 2);
    QCOMPARE(proxy.waiting(), 5u);
    proxy.setPaused(false);
    QCOMPARE(proxy.rowCount(), 4);
}

QTEST_GUILESS_MAIN(tst_EventStatistics)
#include "tst_eventstatistics.moc"
