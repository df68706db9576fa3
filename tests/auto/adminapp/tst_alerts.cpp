// SPDX-License-Identifier: MIT
#include "alerts/alertengine.h"
#include "alerts/alertsmodel.h"
#include "models/modelroles.h"
#include "storefixture.h"

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

using namespace QsioAdmin;

using Kind = AlertRule::Kind;
using Link = AlertEngine::Link;

Q_DECLARE_METATYPE(AlertRule)

class tst_Alerts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void kinds_data();
    void kinds();
    void everyKindIsTested();
    void texts();
    void subjects();
    void holdTime();
    void hysteresis();
    void quietHours_data();
    void quietHours();
    void snooze();
    void offlineKnowsNothing();
    void changedRules();
    void rulesChangeWhileTold();
    void forgottenServer();
    void unknownListsChangeNothing();
    void repetitionsAreOneAlert();
    void filtersAreAskedOfChangesOnly();
    void withoutRulesNothingIsAsked();
    void manyEvents();
    void model();
    void modelLimit();
    void json();
    void hostileJson_data();
    void hostileJson();
    void problems_data();
    void problems();
    void setsOfProfiles();

private:
    void start(const QList<AlertRule> &rules);
    void play(const QByteArray &what);
    void stats(int clients, int polling, const QByteArray &more = {}, int sockets = 0);
    void pass(qint64 milliseconds);
    [[nodiscard]] static AlertRule rule(Kind kind, double threshold = 0);
    [[nodiscard]] const Alert &last() const { return alerts.last(); }

    std::unique_ptr<StoreFixture> fixture;
    std::unique_ptr<AlertEngine> engine;
    std::unique_ptr<AlertsModel> rows;
    QList<Alert> alerts; // raised
    QList<Alert> reminders;
    int uptime = 100;
};

void tst_Alerts::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    rows.reset();
    engine.reset();
    alerts.clear();
    reminders.clear();
    uptime = 100;
    fixture = std::make_unique<StoreFixture>();
    engine = std::make_unique<AlertEngine>(&fixture->store);
    rows = std::make_unique<AlertsModel>(engine.get());
    connect(engine.get(), &AlertEngine::raised, this,
            [this](const Alert &alert) { alerts.append(alert); });
    connect(engine.get(), &AlertEngine::reminded, this,
            [this](const Alert &alert) { reminders.append(alert); });
    fixture->store.beginConnection();
    QVERIFY(fixture->say("config", R"({"supportedFeatures":["ALL_EVENTS","AGGREGATED_EVENTS"]})"));
    QVERIFY(fixture->say("all_sockets", "[]"));
    engine->setLink(Link::Online);
}

AlertRule tst_Alerts::rule(Kind kind, double threshold)
{
    AlertRule rule = AlertRule::create(kind);
    rule.isEnabled = true;
    rule.threshold = threshold;
    rule.hysteresis = 0;
    return rule;
}

void tst_Alerts::start(const QList<AlertRule> &rules)
{
    AlertRuleSet set;
    set.rules = rules;
    engine->setRules(set);
}

void tst_Alerts::stats(int clients, int polling, const QByteArray &more, int sockets)
{
    const QByteArray text = R"({"serverId":"s1","hostname":"host-1","pid":7,"uptime":)"
        + QByteArray::number(uptime) + R"(,"clientsCount":)" + QByteArray::number(clients)
        + R"(,"pollingClientsCount":)" + QByteArray::number(polling)
        + R"(,"namespaces":[{"name":"/","socketsCount":)" + QByteArray::number(sockets)
        + R"(}],"aggregatedEvents":[)" + more + "]}";
    QVERIFY(fixture->say("server_stats", text));
    fixture->store.publish();
}

void tst_Alerts::pass(qint64 milliseconds)
{
    fixture->now += milliseconds;
    uptime += int(milliseconds / 1'000);
    fixture->store.tick();
}

// A story in words: "10s" lets time pass; "stats C P [reason N]" is what a server says, 2 s after
// the last time; "+id" and "-id" are sockets, "+id/room" is a socket in a room; "event NAME" is one.
void tst_Alerts::play(const QByteArray &what)
{
    const QByteArrayList words = what.split(' ');
    const QByteArray &verb = words.first();
    if (verb.endsWith('s') && verb.chopped(1).toInt() > 0) {
        for (int i = 0; i < verb.chopped(1).toInt(); ++i)
            pass(1'000);
        return;
    }
    if (verb == "stats") {
        pass(2'000);
        QByteArray more;
        if (words.size() > 4)
            more = R"({"timestamp":1000,"type":"rawDisconnection","subType":")" + words[3]
                + R"(","count":)" + words[4] + '}';
        else if (words.size() > 3)
            more = R"({"timestamp":1000,"type":"packetsIn","count":)" + words[3] + '}';
        stats(words[1].toInt(), words[2].toInt(), more, fixture->store.sockets().size());
    } else if (verb == "miscounted") {
        pass(2'000);
        stats(1, 0, {}, 99);
    } else if (verb == "restart") {
        pass(2'000);
        uptime = 1;
        stats(1, 0);
    } else if (verb == "event") {
        QVERIFY(fixture->say("event_received",
                             R"("/","a",[")" + words[1] + R"(",7],"2026-01-01T00:00:00.000Z")"));
        fixture->store.publish();
    } else if (verb == "lost") {
        engine->setLink(Link::Lost);
    } else if (verb == "back") {
        engine->setLink(Link::Online);
    } else if (verb.startsWith('+')) {
        const QByteArrayList parts = verb.mid(1).split('/');
        const QByteArray room = parts.size() > 1 ? ",\"" + parts[1] + '"' : QByteArray();
        QVERIFY(fixture->say("socket_connected",
                             R"({"id":")" + parts[0] + R"(","nsp":"/","rooms":[")" + parts[0] + '"'
                                 + room + R"(]},1000)"));
        pass(1'000);
    } else if (verb.startsWith('-')) {
        QVERIFY(fixture->say("socket_disconnected",
                             R"("/",")" + verb.mid(1) + R"(","transport close",1000)"));
        pass(1'000);
    } else {
        QFAIL(what.constData());
    }
}

// ---- kinds -----------------------------------------------------------------------------------

void tst_Alerts::kinds_data()
{
    QTest::addColumn<AlertRule>("tested");
    QTest::addColumn<QList<QPair<QByteArray, int>>>("story"); // what happens; active alerts
    const auto row
        = [](const char *name, const AlertRule &rule, const QList<QPair<QByteArray, int>> &story) {
              QTest::newRow(name) << rule << story;
          };
    row("connection lost", rule(Kind::ConnectionLost), {{"lost", 1}, {"20s", 1}, {"back", 0}});
    row("server lost", rule(Kind::ServerLost),
        {{"stats 1 0", 0}, {"10s", 0}, {"1s", 1}, {"stats 1 0", 0}});
    row("server late", rule(Kind::ServerLate),
        {{"stats 1 0", 0}, {"4s", 0}, {"1s", 1}, {"stats 1 0", 0}});
    row("server restarted", rule(Kind::ServerRestarted),
        {{"stats 1 0", 0}, {"stats 1 0", 0}, {"restart", 1}, {"9s", 1}, {"1s", 0}});
    AlertRule dropped = rule(Kind::ClientsDropped, 30);
    dropped.window = 5;
    row("clients dropped", dropped,
        {{"stats 100 0", 0},
         {"stats 71 0", 0},
         {"stats 70 0", 1},
         {"stats 71 0", 0},
         {"stats 10 0", 1},
         {"8s", 0}});
    row("disconnects", rule(Kind::Disconnects, 5),
        {{"stats 1 0", 0}, {"stats 1 0 ping 10", 0}, {"stats 1 0 ping 11", 1}, {"stats 1 0", 0}});
    AlertRule reason = rule(Kind::Disconnects, 5);
    reason.reason = QStringLiteral("ping");
    row("disconnects of a reason", reason,
        {{"stats 1 0", 0}, {"stats 1 0 close 90", 0}, {"stats 1 0 ping 12", 1}});
    row("polling share", rule(Kind::PollingShare, 50),
        {{"stats 0 0", 0}, {"stats 10 5", 0}, {"stats 10 6", 1}, {"stats 10 1", 0}});
    row("clients above", rule(Kind::Above, 10),
        {{"stats 10 0", 0}, {"stats 11 0", 1}, {"stats 10 0", 0}});
    row("clients below", rule(Kind::Below, 10),
        {{"2s", 0}, {"stats 10 0", 0}, {"stats 9 0", 1}, {"stats 10 0", 0}});
    AlertRule packets = rule(Kind::Above, 100);
    packets.metric = "packetsIn";
    row("packets above", packets,
        {{"stats 1 0", 0}, {"stats 1 0 200", 0}, {"stats 1 0 202", 1}, {"stats 1 0 0", 0}});
    AlertRule sockets = rule(Kind::Above, 1);
    sockets.metric = "sockets";
    row("sockets above", sockets, {{"+a", 0}, {"+b", 1}, {"-a", 0}});
    AlertRule event = rule(Kind::EventMatches);
    event.filter = QStringLiteral("name=panic arg[0]=7");
    row("event", event, {{"event hello", 0}, {"event panic", 1}, {"9s", 1}, {"1s", 0}});
    AlertRule come = rule(Kind::SocketConnected);
    come.filter = QStringLiteral("id:vip room=lobby");
    row("socket connected", come,
        {{"+guest/lobby", 0}, {"+vip1", 0}, {"+vip2/lobby", 1}, {"10s", 0}});
    AlertRule gone = rule(Kind::SocketLeft);
    gone.filter = QStringLiteral("id:vip");
    row("socket left", gone,
        {{"+guest", 0}, {"+vip1", 0}, {"-guest", 0}, {"-vip1", 1}, {"-vip1", 1}, {"10s", 0}});
    AlertRule empty = rule(Kind::RoomEmpty);
    empty.room = QStringLiteral("staff");
    row("room empty", empty,
        {{"2s", 0}, {"+a/staff", 0}, {"+b/staff", 0}, {"-a", 0}, {"-b", 1}, {"+c/staff", 0}});
    AlertRule full = rule(Kind::RoomAbove, 1);
    full.room = QStringLiteral("staff");
    row("room above", full, {{"+a/staff", 0}, {"+x/other", 0}, {"+b/staff", 1}, {"-a", 0}});
    row("list drift", rule(Kind::ListDrift),
        {{"miscounted", 0},
         {"miscounted", 0},
         {"miscounted", 0},
         {"miscounted", 0},
         {"miscounted", 1},
         {"stats 1 0", 0}});
}

void tst_Alerts::kinds()
{
    QFETCH(AlertRule, tested);
    using Story = QList<QPair<QByteArray, int>>;
    QFETCH(Story, story);
    start({tested});
    for (const auto &[what, active] : story) {
        play(what);
        QVERIFY2(rows->activeCount() == active,
                 what + ": " + QByteArray::number(rows->activeCount()) + " are active");
    }
    QVERIFY(!alerts.isEmpty());
    QCOMPARE(last().kind, tested.kind);
    QVERIFY(!last().text.isEmpty());
}

void tst_Alerts::everyKindIsTested()
{
    QCOMPARE(AlertRule::kinds().size(), int(Kind::ListDrift) + 1);
    for (const Kind kind : AlertRule::kinds())
        QVERIFY(!AlertRule::textOf(kind).isEmpty());
    QCOMPARE(AlertRule::metrics().size(), 10);
}

void tst_Alerts::texts()
{
    AlertRule reason = rule(Kind::Disconnects, 5);
    reason.reason = QStringLiteral("ping");
    start({rule(Kind::ClientsDropped, 30), reason});
    play("stats 100 0");
    play("stats 40 0 ping 13");
    QCOMPARE(alerts.size(), 2);
    QCOMPARE(alerts[0].text, QStringLiteral("40 of 100 clients are left"));
    QCOMPARE(alerts[1].text, QStringLiteral("6.5 disconnections per second: ping"));
}

void tst_Alerts::subjects()
{
    AlertRule room = rule(Kind::RoomAbove, 0);
    room.room = QStringLiteral("staff");
    AlertRule come = rule(Kind::SocketConnected);
    come.filter = QStringLiteral("id:a");
    AlertRule event = rule(Kind::EventMatches);
    event.filter = QStringLiteral("panic");
    start({room, come, event, rule(Kind::ServerLost)});
    play("+a/staff");
    QCOMPARE(alerts.size(), 2);
    QCOMPARE(alerts[0].subject.kind, AlertSubject::Kind::Socket);
    QCOMPARE(alerts[0].subject.id, QByteArray("a"));
    QCOMPARE(alerts[1].subject.kind, AlertSubject::Kind::Room);
    QCOMPARE(alerts[1].subject.text(), QStringLiteral("/ staff"));
    play("event panic");
    QCOMPARE(last().subject.kind, AlertSubject::Kind::Event);
    QCOMPARE(fixture->store.events().at(last().subject.event).name, QByteArray("panic"));
    play("stats 1 0");
    play("11s");
    QCOMPARE(last().subject.kind, AlertSubject::Kind::Server);
    QCOMPARE(last().subject.id, QByteArray("s1"));
}

// ---- time ------------------------------------------------------------------------------------

void tst_Alerts::holdTime()
{
    AlertRule held = rule(Kind::Above, 10);
    held.hold = 5;
    start({held});
    play("stats 11 0");
    play("stats 11 0"); // 2 s
    play("stats 10 0"); // too short: it begins anew
    play("stats 11 0");
    play("stats 11 0");
    play("stats 11 0"); // 4 s
    QCOMPARE(alerts.size(), 0);
    play("1s");
    QCOMPARE(alerts.size(), 1);
}

void tst_Alerts::hysteresis()
{
    AlertRule above = rule(Kind::Above, 100);
    above.hysteresis = 10;
    AlertRule below = rule(Kind::Below, 50);
    below.hysteresis = 10;
    start({above, below});
    play("stats 101 0");
    QCOMPARE(rows->activeCount(), 1);
    for (const char *nearby : {"stats 99 0", "stats 101 0", "stats 91 0"})
        play(nearby);
    QCOMPARE(rows->activeCount(), 1);
    QCOMPARE(alerts.size(), 1); // not one for each time it is crossed
    play("stats 90 0");
    QCOMPARE(rows->activeCount(), 0);
    play("stats 49 0");
    play("stats 54 0");
    QCOMPARE(rows->activeCount(), 1);
    play("stats 55 0");
    QCOMPARE(rows->activeCount(), 0);
}

void tst_Alerts::quietHours_data()
{
    QTest::addColumn<QTime>("from");
    QTest::addColumn<QTime>("to");
    QTest::addColumn<QTime>("now");
    QTest::addColumn<bool>("isQuiet");
    QTest::newRow("never") << QTime(0, 0) << QTime(0, 0) << QTime(0, 0) << false;
    QTest::newRow("before") << QTime(12, 0) << QTime(13, 0) << QTime(11, 59, 59) << false;
    QTest::newRow("begins") << QTime(12, 0) << QTime(13, 0) << QTime(12, 0) << true;
    QTest::newRow("ends") << QTime(12, 0) << QTime(13, 0) << QTime(13, 0) << false;
    QTest::newRow("evening") << QTime(22, 0) << QTime(7, 0) << QTime(23, 0) << true;
    QTest::newRow("night") << QTime(22, 0) << QTime(7, 0) << QTime(6, 59) << true;
    QTest::newRow("morning") << QTime(22, 0) << QTime(7, 0) << QTime(7, 0) << false;
}

void tst_Alerts::quietHours()
{
    QFETCH(QTime, from);
    QFETCH(QTime, to);
    QFETCH(QTime, now);
    QFETCH(bool, isQuiet);
    fixture->now = QDateTime(QDate(2026, 6, 15), now).toMSecsSinceEpoch();
    AlertRuleSet set;
    set.quietFrom = from;
    set.quietTo = to;
    set.rules = {rule(Kind::ConnectionLost)};
    engine->setRules(set);
    play("lost");
    QCOMPARE(alerts.size(), 1); // it is listed in any case
    QCOMPARE(last().isSilent, isQuiet);
}

void tst_Alerts::snooze()
{
    const AlertRule lost = rule(Kind::ConnectionLost);
    start({lost});
    play("lost");
    QVERIFY(!last().isSilent);
    engine->snooze(lost.id, fixture->now + 60'000);
    QVERIFY(engine->isSnoozed(lost.id));
    play("back");
    play("lost");
    QVERIFY(last().isSilent);
    QCOMPARE(rows->activeCount(), 1);
    play("59s");
    QCOMPARE(reminders.size(), 0);
    play("1s");
    QCOMPARE(reminders.size(), 1);
    QCOMPARE(reminders.last().number, last().number);
    QVERIFY(!engine->isSnoozed(lost.id));
    play("60s");
    QCOMPARE(reminders.size(), 1);
    engine->snooze(lost.id, fixture->now - 1);
    QVERIFY(!engine->isSnoozed(lost.id));
}

// Nobody is late whom we cannot hear; and whoever we hear again has some time.
void tst_Alerts::offlineKnowsNothing()
{
    start({rule(Kind::ServerLost), rule(Kind::ServerLate), rule(Kind::Below, 5)});
    play("stats 3 0");
    QCOMPARE(rows->activeCount(), 1);
    play("lost");
    play("60s");
    QCOMPARE(rows->activeCount(), 1); // as it was
    QCOMPARE(alerts.size(), 1);
    play("back");
    play("4s");
    QCOMPARE(alerts.size(), 1);
    play("1s");
    QCOMPARE(alerts.size(), 2);
    engine->setLink(Link::None);
    QCOMPARE(rows->activeCount(), 0);
    play("60s");
    QCOMPARE(alerts.size(), 2);
}

void tst_Alerts::changedRules()
{
    AlertRule above = rule(Kind::Above, 10);
    start({above});
    play("stats 11 0");
    above.name = QStringLiteral("other");
    start({above});
    QCOMPARE(rows->activeCount(), 1); // it goes on
    above.isEnabled = false;
    start({above});
    QCOMPARE(rows->activeCount(), 0);
    play("stats 12 0");
    QCOMPARE(alerts.size(), 1);
}

void tst_Alerts::rulesChangeWhileTold()
{
    AlertRule event = rule(Kind::EventMatches);
    event.filter = QStringLiteral("panic");
    start({event, rule(Kind::Above, 1), rule(Kind::PollingShare, 1)});
    connect(engine.get(), &AlertEngine::raised, this, [this] {
        engine->setRules({});
        fixture->store.clearEvents();
    });
    play("stats 5 5");
    play("1s");
    QCOMPARE(rows->activeCount(), 0);
    start({event});
    play("event panic");
    QCOMPARE(rows->activeCount(), 0);
}

void tst_Alerts::forgottenServer()
{
    start({rule(Kind::ServerLost)});
    play("stats 1 0");
    play("11s");
    QCOMPARE(rows->activeCount(), 1);
    fixture->store.forgetServer("s1");
    play("1s");
    QCOMPARE(rows->activeCount(), 0);
}

// While the list comes anew.
void tst_Alerts::unknownListsChangeNothing()
{
    AlertRule sockets = rule(Kind::Above, 0);
    sockets.metric = "sockets";
    AlertRule room = rule(Kind::RoomAbove, 0);
    room.room = QStringLiteral("staff");
    start({sockets, room});
    play("+a/staff");
    QCOMPARE(rows->activeCount(), 2);
    fixture->store.endConnection();
    play("2s");
    QCOMPARE(rows->activeCount(), 2);
    fixture->store.beginConnection();
    QVERIFY(fixture->say("all_sockets", "[]"));
    play("1s");
    QCOMPARE(rows->activeCount(), 0);
    QCOMPARE(alerts.size(), 2);
}

// ---- filters ---------------------------------------------------------------------------------

void tst_Alerts::repetitionsAreOneAlert()
{
    AlertRule event = rule(Kind::EventMatches);
    event.filter = QStringLiteral("panic");
    start({event});
    for (int i = 0; i < 500; ++i)
        play("event panic");
    play("1s");
    QCOMPARE(alerts.size(), 1);
    QCOMPARE(rows->rowCount(), 1);
    QCOMPARE(rows->alertAt(0)->count, 500);
    play("10s");
    play("event panic");
    QCOMPARE(alerts.size(), 2);
}

// What was there already has not come; what repeats itself has not come anew.
void tst_Alerts::filtersAreAskedOfChangesOnly()
{
    AlertRule come = rule(Kind::SocketConnected);
    come.filter = QStringLiteral("nsp=/");
    play("+a");
    start({come});
    QVERIFY(fixture->say("all_sockets", R"([{"id":"x","nsp":"/"},{"id":"y","nsp":"/"}])"));
    pass(1'000);
    play("+x");
    QCOMPARE(alerts.size(), 0);
    play("+b");
    QCOMPARE(alerts.size(), 1);
}

void tst_Alerts::withoutRulesNothingIsAsked()
{
    play("event panic");
    play("+a");
    play("lost");
    play("20s");
    QCOMPARE(alerts.size(), 0);
    AlertRule event = rule(Kind::EventMatches);
    event.filter = QStringLiteral("panic");
    start({event}); // and nothing that was before
    play("event calm");
    QCOMPARE(alerts.size(), 0);
}

// What ten filters cost, at many more events than there will be.
void tst_Alerts::manyEvents()
{
    QList<AlertRule> rules;
    for (int i = 0; i < 10; ++i) {
        rules.append(rule(Kind::EventMatches));
        rules.last().filter = QStringLiteral("name=rare%1 arg[0]>5").arg(i);
    }
    rules.last().filter = QStringLiteral("name=often");
    start(rules);
    constexpr int events = 50'000;
    for (int i = 0; i < events; ++i)
        QVERIFY(fixture->say("event_received",
                             R"("/","a",["often",7,"text"],"2026-01-01T00:00:00.000Z")"));
    QElapsedTimer timer;
    timer.start();
    fixture->store.publish();
    qInfo("%d events, 10 filters: %lld ms", events, timer.elapsed());
    play("1s");
    QCOMPARE(rows->rowCount(), 1);
    QCOMPARE(rows->alertAt(0)->count, events);
}

// ---- the list --------------------------------------------------------------------------------

void tst_Alerts::model()
{
    const QAbstractItemModelTester tester(rows.get(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy counts(rows.get(), &AlertsModel::activeCountChanged);
    AlertRule critical = rule(Kind::Above, 10);
    critical.severity = AlertSeverity::Critical;
    critical.name = QStringLiteral("Too many");
    start({critical, rule(Kind::PollingShare, 50)});
    play("stats 20 1");
    play("stats 20 19");
    QCOMPARE(rows->rowCount(), 2);
    QCOMPARE(counts.size(), 2);
    const auto text
        = [this](int row, int column) { return rows->index(row, column).data().toString(); };
    QCOMPARE(text(1, AlertsModel::Rule), QStringLiteral("Too many"));
    QCOMPARE(text(1, AlertsModel::Severity), QStringLiteral("critical"));
    QCOMPARE(text(1, AlertsModel::State), QStringLiteral("active"));
    QCOMPARE(text(1, AlertsModel::Text), QStringLiteral("Clients: 20"));
    QCOMPARE(text(1, AlertsModel::Acknowledged), QStringLiteral("no"));
    QVERIFY(rows->index(0, 0).data(SortRole).toLongLong() >= 1'000'000);
    rows->acknowledge({1, 7, -1});
    QVERIFY(rows->isAcknowledged(1));
    QVERIFY(!rows->isAcknowledged(0));
    QVERIFY(!rows->alertAt(2));
    play("stats 5 0");
    QCOMPARE(rows->activeCount(), 0);
    QVERIFY(text(1, AlertsModel::State).startsWith(QStringLiteral("over")));
    QVERIFY(rows->isAcknowledged(1));
    play("stats 20 1");
    rows->removeOver();
    QCOMPARE(rows->rowCount(), 1);
    QCOMPARE(rows->activeCount(), 1);
}

void tst_Alerts::modelLimit()
{
    start({rule(Kind::Above, 10)});
    for (size_t i = 0; i < AlertsModel::maxRows + 5; ++i) {
        play("stats 11 0");
        play("stats 10 0");
    }
    QCOMPARE(rows->rowCount(), int(AlertsModel::maxRows));
    QCOMPARE(rows->activeCount(), 0);
}

// ---- rules -----------------------------------------------------------------------------------

void tst_Alerts::json()
{
    AlertRuleSet set = AlertRuleSet::defaults();
    for (const AlertRule &one : set.rules) {
        QVERIFY(!one.isEnabled);
        QCOMPARE(one.problem(), QString());
    }
    for (const Kind kind : AlertRule::kinds())
        set.rules.append(AlertRule::create(kind));
    AlertRule &odd = set.rules.last();
    odd = rule(Kind::RoomAbove, 12.5);
    odd.severity = AlertSeverity::Information;
    odd.room = QStringLiteral("ä \"x\"");
    odd.nsp = QStringLiteral("/chat");
    odd.hold = 7;
    odd.hysteresis = 33;
    odd.window = 99;
    odd.notifies = false;
    odd.sounds = true;
    set.quietFrom = QTime(22, 30);
    set.quietTo = QTime(6, 0);
    const std::optional<AlertRuleSet> read = AlertRuleSet::fromJson(set.toJson());
    QVERIFY(read);
    QCOMPARE(*read, set);
}

void tst_Alerts::hostileJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("rules"); // -1: refused
    const auto file = [](const QByteArray &rules) {
        return QByteArray(R"({"qsioadminAlerts":1,"rules":)") + rules + '}';
    };
    QTest::newRow("nothing") << QByteArray() << -1;
    QTest::newRow("text") << QByteArray("hello") << -1;
    QTest::newRow("another file") << QByteArray(R"({"rules":[]})") << -1;
    QTest::newRow("empty") << file("[]") << 0;
    QTest::newRow("no list") << file("7") << 0;
    QTest::newRow("no rule") << file("[7]") << -1;
    QTest::newRow("unknown kind") << file(R"([{"kind":"moonPhase"}])") << -1;
    QTest::newRow("only a kind") << file(R"([{"kind":"serverLost"}])") << 1;
    QTest::newRow("absurd numbers")
        << file(R"([{"kind":"above","threshold":1e300,"window":-5,"hold":1e9,"hysteresis":-1}])")
        << 1;
    QTest::newRow("one id twice") << file(
        R"([{"kind":"above","id":"x"},{"kind":"below","id":"x"}])")
                                  << 2;
    QByteArray many = "[";
    for (int i = 0; i <= AlertRuleSet::maxRules; ++i)
        many += i ? R"(,{"kind":"above"})" : R"({"kind":"above"})";
    QTest::newRow("too many") << file(many + ']') << -1;
    QTest::newRow("too large") << file("[]" + QByteArray(AlertRuleSet::maxFileSize, ' ')) << -1;
}

void tst_Alerts::hostileJson()
{
    QFETCH(QByteArray, json);
    QFETCH(int, rules);
    QString problem;
    const std::optional<AlertRuleSet> set = AlertRuleSet::fromJson(json, &problem);
    QCOMPARE(set ? int(set->rules.size()) : -1, rules);
    QCOMPARE(problem.isEmpty(), set.has_value());
    if (!set)
        return;
    QSet<QString> ids;
    for (const AlertRule &one : set->rules) {
        ids.insert(one.id);
        QVERIFY(one.window >= 1 && one.window <= 3'600);
        QVERIFY(one.hold >= 0 && one.hold <= 3'600);
        QVERIFY(one.hysteresis >= 0 && one.hysteresis <= 100);
        QVERIFY(one.threshold <= 1e12);
    }
    QCOMPARE(ids.size(), set->rules.size());
}

void tst_Alerts::problems_data()
{
    QTest::addColumn<AlertRule>("tested");
    AlertRule unnamed = rule(Kind::ServerLost);
    unnamed.name = QStringLiteral(" ");
    QTest::newRow("no name") << unnamed;
    QTest::newRow("no filter") << rule(Kind::EventMatches);
    AlertRule nonsense = rule(Kind::SocketLeft);
    nonsense.filter = QStringLiteral("colour:red");
    QTest::newRow("unknown key in the filter") << nonsense;
    QTest::newRow("no room") << rule(Kind::RoomEmpty);
    AlertRule nsp = rule(Kind::RoomAbove);
    nsp.room = QStringLiteral("x");
    nsp.nsp = QStringLiteral("chat");
    QTest::newRow("no namespace") << nsp;
    AlertRule metric = rule(Kind::Above);
    metric.metric = "temperature";
    QTest::newRow("unknown figure") << metric;
}

// A rule with a problem does nothing, rather than everything.
void tst_Alerts::problems()
{
    QFETCH(AlertRule, tested);
    QVERIFY(!tested.problem().isEmpty());
    start({tested});
    for (const char *what : {"stats 9 9", "+a/x", "event panic", "-a", "15s"})
        play(what);
    QCOMPARE(alerts.size(), 0);
}

void tst_Alerts::setsOfProfiles()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    AlertRuleSet set;
    set.rules = {rule(Kind::Above, 3)};
    set.save(&settings, QStringLiteral("p1"));
    QCOMPARE(AlertRuleSet::load(&settings, QStringLiteral("p1")), set);
    QCOMPARE(AlertRuleSet::load(&settings, QStringLiteral("p2")).rules.size(),
             AlertRuleSet::defaults().rules.size());
    QCOMPARE(AlertRuleSet::load(nullptr, {}).rules.size(), AlertRuleSet::defaults().rules.size());
    settings.setValue(QStringLiteral("alerts/p3"), QByteArray("broken"));
    QVERIFY(!AlertRuleSet::load(&settings, QStringLiteral("p3")).rules.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Alerts)
#include "tst_alerts.moc"
