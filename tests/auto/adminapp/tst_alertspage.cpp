// SPDX-License-Identifier: MIT
#include "alerts/alertsmodel.h"
#include "fakeadminserver.h"
#include "faketray.h"
#include "shared/accessibilitycheck.h"
#include "shared/waitfor.h"
#include "shared/widgettest.h"
#include "widgets/theme.h"
#include "window/alertnotifier.h"
#include "window/alertrulesdialog.h"
#include "window/alertspage.h"
#include "window/inspector.h"
#include "window/mainwindow.h"
#include "window/navigation.h"
#include "window/trayicon.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

using namespace QsioAdmin;
using namespace std::chrono_literals;
using QSocketIo::waitFor;

using Kind = AlertRule::Kind;

// Alerts in the real window, its tray being a fake.
class tst_AlertsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void tellsOfALostConnection();
    void showsTheSubject();
    void acknowledgesAndSnoozes();
    void mutedTellsNothing();
    void quietRulesTellNothing();
    void severalAreOneMessage();
    void worksWithoutATray();
    void soundIsOffByDefault();
    void trayShowsConnections();
    void closesToTheTrayOnlyWhereWanted();
    void trayMenu();
    void editsRules();
    void fieldsOfEachKind_data();
    void fieldsOfEachKind();
    void refusesRulesThatCannotWork();
    void importsRules();
    void anotherServerBeginsAnew();
    void keepsRulesOfAProfile();
    void pictures_data();
    void pictures();

private:
    void connectWindow(const QList<AlertRule> &rules);
    void open();
    [[nodiscard]] static AlertRule rule(Kind kind, int hold = 0);
    template<typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return window->findChild<Widget *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QTableView *table() const
    {
        return qobject_cast<QTableView *>(window->page(QStringLiteral("alerts"))->view());
    }
    [[nodiscard]] int rows() const { return table()->model()->rowCount(); }

    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<QSettings> settings;
    std::unique_ptr<FakeAdminServer> server;
    std::unique_ptr<FakeTray> tray;
    std::unique_ptr<MainWindow> window;
};

void tst_AlertsPage::init()
{
    failOnWidgetWarning();
    folder = std::make_unique<QTemporaryDir>();
    settings = std::make_unique<QSettings>(folder->filePath(QStringLiteral("settings.ini")),
                                           QSettings::IniFormat);
    server = std::make_unique<FakeAdminServer>();
    server->sockets
        = R"([{"id":"ann","nsp":"/","clientId":"c1","transport":"websocket","rooms":["ann","staff"],"data":{},"handshake":{"address":"10.0.0.7"}}])";
    tray = std::make_unique<FakeTray>();
}

void tst_AlertsPage::cleanup()
{
    window.reset();
    tray.reset();
    server.reset();
    settings.reset();
    folder.reset();
}

AlertRule tst_AlertsPage::rule(Kind kind, int hold)
{
    AlertRule rule = AlertRule::create(kind);
    rule.isEnabled = true;
    rule.hold = hold;
    return rule;
}

void tst_AlertsPage::open()
{
    window->session().setFrameInterval(1ms);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    Profile profile;
    profile.name = QStringLiteral("shop");
    profile.settings = *ConnectionSettings::fromUrl(server->url());
    profile.settings.reconnectionDelay = 20ms;
    profile.settings.reconnectionDelayMax = 50ms;
    window->connectDirectly(profile);
    QVERIFY(waitFor([this] { return window->session().store().sockets().size() == 1; }));
}

void tst_AlertsPage::connectWindow(const QList<AlertRule> &rules)
{
    AlertRuleSet set;
    set.rules = rules;
    set.save(settings.get(), {});
    window = std::make_unique<MainWindow>(
        WindowServices{.settings = settings.get(), .tray = tray.get()});
    open();
}

// ---- telling ---------------------------------------------------------------------------------

void tst_AlertsPage::tellsOfALostConnection()
{
    AlertRule lost = rule(Kind::ConnectionLost);
    lost.severity = AlertSeverity::Critical;
    connectWindow({lost});
    QCOMPARE(window->page(QStringLiteral("alerts"))->count(), QString());
    server->stop();
    QVERIFY(waitFor([this] { return tray->messages.size() == 1; }));
    QCOMPARE(tray->messages[0].title, QStringLiteral("shop"));
    QCOMPARE(tray->messages[0].text, QStringLiteral("Connection lost: The connection is lost."));
    QCOMPARE(tray->messages[0].severity, AlertSeverity::Critical);
    QCOMPARE(window->page(QStringLiteral("alerts"))->count(), QStringLiteral("1"));
    QTest::keyClick(window.get(), Qt::Key_9, Qt::ControlModifier);
    QCOMPARE(window->currentPage()->name(), QStringLiteral("alerts"));
    QTest::keyClick(window.get(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(window->currentPage()->name(), QStringLiteral("activity"));
    QVERIFY(server->listen());
    QVERIFY(waitFor([this] { return window->page(QStringLiteral("alerts"))->count().isEmpty(); }));
    QCOMPARE(rows(), 1);
}

void tst_AlertsPage::showsTheSubject()
{
    AlertRule come = rule(Kind::SocketConnected);
    come.filter = QStringLiteral("id:bob");
    AlertRule event = rule(Kind::EventMatches);
    event.filter = QStringLiteral("name=panic");
    AlertRule room = rule(Kind::RoomAbove);
    room.threshold = 1;
    room.room = QStringLiteral("staff");
    connectWindow({come, event, room});
    const auto activateTop = [this](int count) {
        QVERIFY(waitFor([this, count] { return rows() == count; }));
        window->showPage(QStringLiteral("alerts"));
        table()->setCurrentIndex(table()->model()->index(0, 0));
        QTest::mouseClick(child<QToolButton>("alertShow"), Qt::LeftButton);
    };
    server->say("socket_connected", R"({"id":"bob","nsp":"/","rooms":["bob"]},1000)");
    activateTop(1);
    QCOMPARE(window->currentPage()->name(), QStringLiteral("sockets"));
    QCOMPARE(window->inspector().subject().id, QByteArray("bob"));
    server->say("event_received", R"("/","ann",["panic"],"2026-01-01T00:00:00.000Z")");
    activateTop(2);
    QCOMPARE(window->currentPage()->name(), QStringLiteral("events"));
    QVERIFY(window->currentPage()->view()->currentIndex().isValid());
    server->say("room_joined", R"("/","staff","bob",2000)");
    activateTop(3);
    QCOMPARE(window->currentPage()->name(), QStringLiteral("rooms"));
    QCOMPARE(window->inspector().subject().room.text(), QStringLiteral("staff"));
}

void tst_AlertsPage::acknowledgesAndSnoozes()
{
    AlertRule event = rule(Kind::EventMatches);
    event.filter = QStringLiteral("name=panic");
    connectWindow({event});
    window->showPage(QStringLiteral("alerts"));
    QVERIFY(!child<QToolButton>("alertAcknowledge")->isEnabled());
    server->say("event_received", R"("/","ann",["panic"],"2026-01-01T00:00:00.000Z")");
    QVERIFY(waitFor([this] { return rows() == 1; }));
    const auto acknowledged = [this](int row) {
        return table()->model()->index(row, AlertsModel::Acknowledged).data().toString();
    };
    QCOMPARE(acknowledged(0), QStringLiteral("no"));
    table()->selectRow(0);
    QTest::mouseClick(child<QToolButton>("alertAcknowledge"), Qt::LeftButton);
    QCOMPARE(acknowledged(0), QStringLiteral("yes"));
    child<QAction>("snooze10")->trigger();
    QVERIFY(child<QLabel>("statusFigures"));
    QCOMPARE(table()->model()->index(0, AlertsModel::State).data().toString(),
             QStringLiteral("active"));
}

void tst_AlertsPage::mutedTellsNothing()
{
    connectWindow({rule(Kind::ConnectionLost)});
    window->showPage(QStringLiteral("alerts"));
    QTest::mouseClick(child<QToolButton>("alertMute"), Qt::LeftButton);
    QVERIFY(tray->isMuted()); // all windows
    server->drop();
    QVERIFY(waitFor([this] { return rows() == 1; }));
    tray->setMuted(false); // such as in the tray's menu
    QVERIFY(!child<QToolButton>("alertMute")->isChecked());
    QVERIFY(waitFor([this] { return window->session().isOnline(); }));
    server->drop();
    QVERIFY(waitFor([this] { return tray->messages.size() == 1; }));
    QCOMPARE(rows(), 2);
}

void tst_AlertsPage::quietRulesTellNothing()
{
    AlertRule silent = rule(Kind::ConnectionLost);
    silent.notifies = false;
    AlertRule loud = rule(Kind::EventMatches);
    loud.filter = QStringLiteral("name=panic");
    connectWindow({silent, loud});
    server->drop();
    QVERIFY(waitFor([this] { return rows() == 1 && window->session().isOnline(); }));
    server->say("event_received", R"("/","ann",["panic"],"2026-01-01T00:00:00.000Z")");
    QVERIFY(waitFor([this] { return tray->messages.size() == 1; }));
    QVERIFY(tray->messages[0].text.contains(QStringLiteral("panic")));
}

void tst_AlertsPage::severalAreOneMessage()
{
    QList<AlertRule> rules;
    for (int i = 0; i < 7; ++i) {
        rules.append(rule(Kind::EventMatches));
        rules.last().filter = QStringLiteral("name=panic");
        rules.last().name = QStringLiteral("Rule %1").arg(i);
    }
    connectWindow(rules);
    server->say("event_received", R"("/","ann",["panic"],"2026-01-01T00:00:00.000Z")");
    QVERIFY(waitFor([this] { return tray->messages.size() == 1; }));
    QCOMPARE(tray->messages[0].text.count(u'\n'), 4);
    QVERIFY2(tray->messages[0].text.endsWith(QStringLiteral("and 3 more alerts")),
             qPrintable(tray->messages[0].text));
    QCOMPARE(rows(), 7);
}

void tst_AlertsPage::worksWithoutATray()
{
    tray->isThere = false; // it is gone
    connectWindow({rule(Kind::ConnectionLost)});
    QSignalSpy told(window->findChild<AlertNotifier *>(), &AlertNotifier::told);
    server->drop();
    QVERIFY(waitFor([&told] { return told.size() == 1; }));
    QVERIFY(tray->messages.isEmpty());
    window = std::make_unique<MainWindow>(); // there never was one
    open();
    QVERIFY(!child<QAction>("staysInTrayAction"));
    window->close();
    QVERIFY(!window->isVisible());
}

void tst_AlertsPage::soundIsOffByDefault()
{
    QVERIFY(!AlertRule::create(Kind::ServerLost).sounds);
    AlertRule quiet = rule(Kind::EventMatches);
    quiet.filter = QStringLiteral("name=panic");
    AlertRule loud = rule(Kind::ConnectionLost);
    loud.sounds = true;
    loud.notifies = false;
    connectWindow({quiet, loud});
    QSignalSpy sounds(window->findChild<AlertNotifier *>(), &AlertNotifier::sounded);
    server->say("event_received", R"("/","ann",["panic"],"2026-01-01T00:00:00.000Z")");
    QVERIFY(waitFor([this] { return tray->messages.size() == 1; }));
    QCOMPARE(sounds.size(), 0);
    server->drop();
    QVERIFY(waitFor([&sounds] { return sounds.size() == 1; }));
    QCOMPARE(tray->messages.size(), 1);
}

// ---- the tray --------------------------------------------------------------------------------

void tst_AlertsPage::trayShowsConnections()
{
    connectWindow({});
    QCOMPARE(tray->connections().size(), 1);
    QCOMPARE(tray->connections()[0].name, QStringLiteral("shop"));
    const QString online = tray->connections()[0].state;
    QVERIFY(!online.isEmpty());
    server->stop();
    QVERIFY(waitFor([&] { return tray->connections()[0].state != online; }));
    window.reset();
    QVERIFY(tray->connections().isEmpty());
}

void tst_AlertsPage::closesToTheTrayOnlyWhereWanted()
{
    connectWindow({});
    auto *stays = child<QAction>("staysInTrayAction");
    QVERIFY(!stays->isChecked());
    window->close();
    QVERIFY(!window->isVisible());
    window->show();
    stays->trigger();
    QVERIFY(!window->close()); // it goes on
    QVERIFY(!window->isVisible());
    Q_EMIT tray->openRequested(window.get());
    QVERIFY(window->isVisible());
    tray->isThere = false; // nobody would find it again
    QVERIFY(window->close());
    tray->isThere = true;
    window->show();
    tray->activateMessage(); // of nobody
    QCOMPARE(window->currentPage()->name(), QStringLiteral("overview"));
    tray->notify(window.get(), {}, {}, AlertSeverity::Warning);
    tray->activateMessage();
    QCOMPARE(window->currentPage()->name(), QStringLiteral("alerts"));
    child<QAction>("quitAction")->trigger();
    QVERIFY(!window->isVisible());
    window = std::make_unique<MainWindow>(
        WindowServices{.settings = settings.get(), .tray = tray.get()});
    QVERIFY(child<QAction>("staysInTrayAction")->isChecked());
}

void tst_AlertsPage::trayMenu()
{
    TrayIcon icon; // not shown on this platform
    QVERIFY(!icon.isAvailable());
    QObject shop;
    icon.setConnection(&shop, QStringLiteral("shop"), QStringLiteral("connected"));
    const QObject *opened = nullptr;
    connect(&icon, &Tray::openRequested, this, [&](const QObject *one) { opened = one; });
    QCOMPARE(icon.menu().actions().constFirst()->text(), QStringLiteral("shop: connected"));
    icon.menu().actions().constFirst()->trigger();
    QCOMPARE(opened, &shop);
    icon.menu().findChild<QAction *>(QStringLiteral("trayMute"))->trigger();
    QVERIFY(waitFor([&] { return icon.isMuted(); }));
    QVERIFY(icon.menu().findChild<QAction *>(QStringLiteral("trayMute"))->isChecked());
    QSignalSpy quits(&icon, &Tray::quitRequested);
    icon.menu().findChild<QAction *>(QStringLiteral("trayQuit"))->trigger();
    QCOMPARE(quits.size(), 1);
    QCOMPARE(icon.summary(), QStringLiteral("shop: connected"));
}

// ---- the rules -------------------------------------------------------------------------------

void tst_AlertsPage::editsRules()
{
    connectWindow({});
    window->showPage(QStringLiteral("alerts"));
    QTest::mouseClick(child<QToolButton>("alertRules"), Qt::LeftButton);
    auto *dialog = window->findChild<AlertRulesDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    auto *add = dialog->findChild<QToolButton *>(QStringLiteral("rulesAdd"));
    for (QAction *action : add->menu()->actions()) {
        if (action->text() == AlertRule::textOf(Kind::ConnectionLost))
            action->trigger();
    }
    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("ruleName"));
    name->clear();
    QTest::keyClicks(name, QStringLiteral("Gone"));
    dialog->findChild<QSpinBox *>(QStringLiteral("ruleHold"))->setValue(0);
    QCOMPARE(dialog->findChild<QListWidget *>()->item(0)->text(), QStringLiteral("Gone"));
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("rulesAccept")),
                      Qt::LeftButton);
    server->drop();
    QVERIFY(waitFor([this] { return tray->messages.size() == 1; }));
    QVERIFY(tray->messages[0].text.startsWith(QStringLiteral("Gone: ")));
    QCOMPARE(AlertRuleSet::load(settings.get(), {}).rules.size(), 1); // kept
}

void tst_AlertsPage::fieldsOfEachKind_data()
{
    QTest::addColumn<int>("kind");
    for (const Kind kind : AlertRule::kinds())
        QTest::newRow(qPrintable(AlertRule::textOf(kind))) << int(kind);
}

void tst_AlertsPage::fieldsOfEachKind()
{
    QFETCH(int, kind);
    AlertRuleSet set;
    set.rules = {rule(Kind(kind))};
    set.rules[0].room = QStringLiteral("r");
    set.rules[0].filter = QStringLiteral("x");
    AlertRulesDialog dialog(set);
    dialog.show();
    const auto isShown = [&dialog](const char *name) {
        return dialog.findChild<QWidget *>(QString::fromLatin1(name))->isVisible();
    };
    QCOMPARE(isShown("ruleThreshold"), set.rules[0].uses(AlertRule::Threshold));
    QCOMPARE(isShown("ruleWindow"), set.rules[0].uses(AlertRule::Window));
    QCOMPARE(isShown("ruleMetric"), set.rules[0].uses(AlertRule::Metric));
    QCOMPARE(isShown("ruleReason"), set.rules[0].uses(AlertRule::Reason));
    QCOMPARE(isShown("ruleFilter"), set.rules[0].uses(AlertRule::Filter));
    QCOMPARE(isShown("ruleRoom"), set.rules[0].uses(AlertRule::Room));
    QCOMPARE(isShown("ruleHold"), set.rules[0].uses(AlertRule::Hold));
    QCOMPARE(isShown("ruleHysteresis"), set.rules[0].uses(AlertRule::Hysteresis));
    QCOMPARE(dialog.rules(), set); // nothing is lost by looking
    const QStringList problems = accessibilityProblems(&dialog);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_AlertsPage::refusesRulesThatCannotWork()
{
    AlertRuleSet set;
    set.rules = {rule(Kind::EventMatches)};
    set.rules[0].isEnabled = false;
    AlertRulesDialog dialog(set);
    dialog.show();
    auto *accept = dialog.findChild<QPushButton *>(QStringLiteral("rulesAccept"));
    QVERIFY(accept->isEnabled()); // it is switched off
    dialog.findChild<QListWidget *>()->item(0)->setCheckState(Qt::Checked);
    QVERIFY(!accept->isEnabled());
    QVERIFY(!dialog.findChild<QLabel *>(QStringLiteral("rulesProblem"))->text().isEmpty());
    auto *filter = dialog.findChild<QLineEdit *>(QStringLiteral("ruleFilter"));
    QTest::keyClicks(filter, QStringLiteral("colour:red"));
    QVERIFY(!accept->isEnabled());
    filter->clear();
    QTest::keyClicks(filter, QStringLiteral("name=panic"));
    QVERIFY(accept->isEnabled());
    QVERIFY(dialog.rules().rules[0].isEnabled);
}

void tst_AlertsPage::importsRules()
{
    AlertRulesDialog dialog(AlertRuleSet::defaults());
    dialog.show();
    const AlertRuleSet before = dialog.rules();
    QVERIFY(!dialog.importRules("nonsense"));
    QCOMPARE(dialog.rules(), before);
    QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("rulesProblem"))->isVisible());
    AlertRuleSet other;
    other.rules = {rule(Kind::ListDrift)};
    other.quietFrom = QTime(22, 0);
    other.quietTo = QTime(6, 0);
    QVERIFY(dialog.importRules(other.toJson()));
    QCOMPARE(dialog.rules(), other);
}

void tst_AlertsPage::anotherServerBeginsAnew()
{
    connectWindow({rule(Kind::ConnectionLost)});
    server->drop();
    QVERIFY(waitFor([this] { return rows() == 1; }));
    open();
    QCOMPARE(rows(), 0);
    QCOMPARE(window->page(QStringLiteral("alerts"))->count(), QString());
}

void tst_AlertsPage::keepsRulesOfAProfile()
{
    connectWindow({rule(Kind::ConnectionLost)});
    AlertNotifier *notifier = window->findChild<AlertNotifier *>();
    notifier->setProfile(settings.get(), QStringLiteral("other"), QStringLiteral("other"));
    AlertRuleSet set;
    set.rules = {rule(Kind::ListDrift), rule(Kind::ServerLost)};
    notifier->setRules(set);
    QCOMPARE(AlertRuleSet::load(settings.get(), QStringLiteral("other")), set);
    QCOMPARE(AlertRuleSet::load(settings.get(), {}).rules.size(), 1);
}

// ---- to be looked at -------------------------------------------------------------------------

void tst_AlertsPage::pictures_data()
{
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
}

void tst_AlertsPage::pictures()
{
    if (qEnvironmentVariableIsEmpty("QSIOADMIN_PICTURES"))
        QSKIP("QSIOADMIN_PICTURES names no folder.");
    QFETCH(const QString, theme);
    const Theme look(Theme::modeFromName(theme));
    AlertRule event = rule(Kind::EventMatches);
    event.filter = QStringLiteral("name=panic");
    event.severity = AlertSeverity::Information;
    AlertRule lost = rule(Kind::ConnectionLost);
    lost.severity = AlertSeverity::Critical;
    AlertRuleSet set = AlertRuleSet::defaults();
    connectWindow({event, lost});
    for (int i = 0; i < 3; ++i)
        server->say("event_received", R"("/","ann",["panic"],"2026-01-01T00:00:00.000Z")");
    QVERIFY(waitFor([this] { return rows() == 1; }));
    server->drop();
    QVERIFY(waitFor([this] { return rows() == 2 && window->session().isOnline(); }));
    window->showPage(QStringLiteral("alerts"));
    table()->selectRow(0);
    savePicture(window.get(), QStringLiteral("alerts-") + theme);
    set.rules[4].isEnabled = true;
    AlertRulesDialog dialog(set);
    dialog.findChild<QListWidget *>()->setCurrentRow(4);
    dialog.show();
    savePicture(&dialog, QStringLiteral("alertrules-") + theme);
}

QTEST_MAIN(tst_AlertsPage)
#include "tst_alertspage.moc"
