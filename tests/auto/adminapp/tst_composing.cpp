// SPDX-License-Identifier: MIT
#include "fakeadminserver.h"
#include "models/serversmodel.h"
#include "models/socketsmodel.h"
#include "shared/accessibilitycheck.h"
#include "shared/waitfor.h"
#include "shared/widgettest.h"
#include "widgets/filterbar.h"
#include "window/activitymodel.h"
#include "window/commandrunner.h"
#include "window/composelibrary.h"
#include "window/delayedcommands.h"
#include "window/inspector.h"
#include "window/mainwindow.h"
#include "window/scope.h"
#include "window/serverspage.h"
#include "window/slottableview.h"
#include "window/targetactions.h"
#include "window/windowmodels.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>

using namespace QsioAdmin;
using namespace std::chrono_literals;
using QSocketIo::waitFor;

#define WAIT_FOR(condition) QVERIFY(waitFor([&] { return bool(condition); }))

// What is sent from the window: the Compose page, second thoughts, and long commands.
class tst_Composing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void except();
    void exceptInProduction();
    void placeholders();
    void unknownPlaceholder();
    void sendsToOneFirst();
    void repeats();
    void lockStopsASeries();
    void connectionStopsASeries();
    void shownOnTheSocketsPage();
    void historyAndFavourites();
    void libraryLimits();
    void undo();
    void undoneInTime();
    void offlineMeanwhile();
    void windowClosesMeanwhile();
    void longCommandsCanBeStopped();
    void viewers();
    void logsOut_data();
    void logsOut();
    void forgetsLostServers();
    void serverColumns();
    void selectsASocket();
    void accessibility();

private:
    void connectWindow(const WindowServices &services = {});
    template<typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return window->findChild<Widget *>(QString::fromLatin1(name));
    }
    void chooseTarget(const char *kind, const char *nsp, const char *names)
    {
        auto *scope = child<QComboBox>("targetScope");
        scope->setCurrentIndex(scope->findText(QString::fromLatin1(kind)));
        auto *namespaces = child<QComboBox>("targetNamespace");
        WAIT_FOR(namespaces->findText(QString::fromLatin1(nsp)) >= 0);
        namespaces->setCurrentIndex(namespaces->findText(QString::fromLatin1(nsp)));
        child<QPlainTextEdit>("targetNames")->setPlainText(QString::fromLatin1(names));
    }
    void write(const char *event, const char *arguments = "")
    {
        child<QLineEdit>("eventName")->setText(QString::fromLatin1(event));
        child<QPlainTextEdit>("argumentsJson")->setPlainText(QString::fromUtf8(arguments));
    }
    [[nodiscard]] QString preview() const { return child<QLabel>("composePreview")->text(); }
    void press(const char *button)
    {
        QVERIFY(child<QPushButton>(button)->isEnabled());
        QTest::mouseClick(child<QPushButton>(button), Qt::LeftButton);
    }
    void consent()
    {
        if (auto *button = child<QPushButton>("confirmAccept")) {
            if (auto *typed = child<QLineEdit>("confirmTyped"))
                typed->setText(typed->placeholderText());
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    // What the server has been told, without the protocol's head.
    [[nodiscard]] QByteArrayList said() const
    {
        QByteArrayList result;
        for (const QByteArray &command : server->commands)
            result.append(command.mid(command.indexOf('[')));
        return result;
    }
    [[nodiscard]] QString lastResult() const
    {
        const QAbstractItemModel *rows = window->page(QStringLiteral("activity"))->view()->model();
        return rows->index(0, ActivityModel::Result).data().toString();
    }
    void disconnectTheFirst()
    {
        QVERIFY(window->showPage(QStringLiteral("sockets")));
        QAbstractItemView *view = window->currentPage()->view();
        WAIT_FOR(view->model()->rowCount() == 4);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(view->model()->index(0, 0)).center());
        WAIT_FOR(child<QAction>("disconnectAction")->isEnabled());
        QTest::keyClick(view, Qt::Key_D);
        WAIT_FOR(child<QPushButton>("undo1Action"));
        QVERIFY(server->commands.isEmpty());
    }
    [[nodiscard]] DelayedCommands &delayed() const
    {
        return window->findChild<CommandRunner *>()->delayed();
    }

    std::unique_ptr<FakeAdminServer> server;
    std::unique_ptr<MainWindow> window;
};

void tst_Composing::init()
{
    failOnWidgetWarning();
    server = std::make_unique<FakeAdminServer>();
    server->sockets = R"([{"id":"a","nsp":"/chat","rooms":["a","lobby"]},)"
                      R"({"id":"b","nsp":"/chat","rooms":["b","lobby","vip"]},)"
                      R"({"id":"c","nsp":"/chat","rooms":["c"]},{"id":"d","nsp":"/"}])";
}

void tst_Composing::cleanup()
{
    window.reset();
    server.reset();
}

void tst_Composing::connectWindow(const WindowServices &services)
{
    window = std::make_unique<MainWindow>(services);
    window->session().setFrameInterval(1ms);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    Profile profile;
    profile.name = QStringLiteral("test");
    profile.settings = *ConnectionSettings::fromUrl(server->url());
    profile.settings.reconnectionDelay = 20ms;
    profile.settings.reconnectionDelayMax = 50ms;
    window->connectDirectly(profile);
    WAIT_FOR(window->session().isOnline());
    QVERIFY(window->showPage(QStringLiteral("compose")));
}

// ---- whom ------------------------------------------------------------------------------------

// On other servers the app works out who is left; those of ours are told.
void tst_Composing::except()
{
    connectWindow();
    WAIT_FOR(window->session().store().sockets().size() == 4);
    chooseTarget("Everybody in a namespace", "/chat", "");
    write("news");
    child<QPlainTextEdit>("targetExcept")->setPlainText(QStringLiteral("vip\n"));
    WAIT_FOR(preview() == QStringLiteral("Reaches 2 of 3 sockets, with one message."));
    press("composeSend");
    consent();
    WAIT_FOR(server->commands.size() == 1);
    QCOMPARE(said()[0], R"(["emit","/chat",["a","c"],"news"])");
    server->commands.clear();
    server->say("config",
                R"({"supportedFeatures":["EMIT","MJOIN","MLEAVE","MDISCONNECT","ALL_EVENTS",)"
                R"("QSIO_EXCEPT"]})");
    WAIT_FOR(window->session().store().hasFeature("QSIO_EXCEPT"));
    press("composeSend");
    consent();
    WAIT_FOR(server->commands.size() == 1);
    QCOMPARE(said()[0], R"(["emit","/chat",{"except":["vip"]},"news"])");
}

void tst_Composing::exceptInProduction()
{
    server->features = R"({"supportedFeatures":["EMIT","MJOIN","MLEAVE","MDISCONNECT",)"
                       R"("AGGREGATED_EVENTS"]})";
    server->sockets.clear();
    connectWindow();
    server->say("server_stats",
                R"({"serverId":"s","namespaces":[{"name":"/chat","socketsCount":7}]})");
    chooseTarget("Rooms", "/chat", "lobby");
    write("news");
    WAIT_FOR(child<QPushButton>("composeSend")->isEnabled());
    child<QPlainTextEdit>("targetExcept")->setPlainText(QStringLiteral("vip"));
    WAIT_FOR(preview().contains(QStringLiteral("no exceptions")));
    QVERIFY(!child<QPushButton>("composeSend")->isEnabled());
}

void tst_Composing::shownOnTheSocketsPage()
{
    connectWindow();
    WAIT_FOR(window->session().store().sockets().size() == 4);
    window->page(QStringLiteral("sockets"))->filterBar()->setText(QStringLiteral("room=lobby"));
    chooseTarget("Shown on the Sockets page", "/chat", "");
    write("news");
    WAIT_FOR(preview().startsWith(QStringLiteral("Reaches 2 of 3")));
    // Whoever comes and goes meanwhile: it is those who match when it is sent.
    server->say("socket_disconnected", R"("/chat","a","x")");
    server->say("socket_connected", R"({"id":"e","nsp":"/chat"},1)");
    server->say("room_joined", R"("/chat","lobby","c")");
    WAIT_FOR(window->session().store().sockets().contains({"/chat", "e"}));
    WAIT_FOR(window->session().store().rooms().at(0).members == 2);
    press("composeSend");
    consent();
    WAIT_FOR(server->commands.size() == 1);
    QCOMPARE(said()[0], R"(["emit","/chat",["b","c"],"news"])");
}

// ---- what ------------------------------------------------------------------------------------

void tst_Composing::placeholders()
{
    connectWindow();
    WAIT_FOR(window->session().store().sockets().size() == 4);
    chooseTarget("Rooms", "/chat", "lobby");
    write("hello", R"({"to":"{{sid}}","n":{{n}}})");
    WAIT_FOR(preview() == QStringLiteral("Reaches 2 of 3 sockets, with 2 messages."));
    press("composeSend");
    consent();
    WAIT_FOR(server->commands.size() == 2);
    QCOMPARE(said(),
             QByteArrayList({R"(["emit","/chat","a","hello",{"to":"a","n":1}])",
                             R"(["emit","/chat","b","hello",{"to":"b","n":2}])"}));
}

void tst_Composing::unknownPlaceholder()
{
    connectWindow();
    WAIT_FOR(window->session().store().sockets().size() == 4);
    chooseTarget("Rooms", "/chat", "lobby");
    write("hello", "1,\n \"{{name}}\"");
    QVERIFY(!child<QPushButton>("composeSend")->isEnabled());
    const QString problem = child<QLabel>("argumentsProblems")->text();
    QVERIFY2(problem.contains(QStringLiteral("Line 2, column 3: There is no placeholder {{name}}")),
             qPrintable(problem));
    write("hello", R"("\u007b{name}}")");
    QVERIFY(child<QPushButton>("composeSend")->isEnabled());
}

void tst_Composing::sendsToOneFirst()
{
    connectWindow();
    WAIT_FOR(window->session().store().sockets().size() == 4);
    chooseTarget("Everybody in a namespace", "/chat", "");
    write("hello", "1");
    WAIT_FOR(child<QPushButton>("composeSendToOne")->isEnabled());
    press("composeSendToOne");
    WAIT_FOR(server->commands.size() == 1); // nothing is asked for one
    QCOMPARE(said()[0], R"(["emit","/chat","a","hello",1])");
}

void tst_Composing::repeats()
{
    connectWindow();
    WAIT_FOR(window->session().store().sockets().size() == 4);
    chooseTarget("Sockets", "/chat", "c");
    write("tick", "{{n}}");
    child<QSpinBox>("composeTimes")->setValue(3);
    child<QDoubleSpinBox>("composeInterval")->setValue(0.05);
    QVERIFY(preview().endsWith(QStringLiteral("This is done 3 times.")));
    press("composeSend");
    consent();
    WAIT_FOR(server->commands.size() == 3);
    QCOMPARE(said(),
             QByteArrayList({R"(["emit","/chat","c","tick",1])", R"(["emit","/chat","c","tick",2])",
                             R"(["emit","/chat","c","tick",3])"}));
    WAIT_FOR(child<QPushButton>("composeSend")->isEnabled());
    QCOMPARE(child<QLabel>("composeSeriesText")->text(), QStringLiteral("Sent 3 times."));
}

void tst_Composing::lockStopsASeries()
{
    connectWindow();
    WAIT_FOR(window->session().store().sockets().size() == 4);
    chooseTarget("Sockets", "/chat", "c");
    write("tick");
    child<QSpinBox>("composeTimes")->setValue(1000);
    child<QDoubleSpinBox>("composeInterval")->setValue(60);
    press("composeSend");
    consent();
    WAIT_FOR(server->commands.size() == 1);
    QVERIFY(child<QPushButton>("composeStop")->isVisible());
    savePicture(window.get(), QStringLiteral("series"));
    QVERIFY(!child<QPushButton>("composeSend")->isEnabled());
    child<QAction>("readOnlyAction")->trigger();
    WAIT_FOR(!child<QPushButton>("composeStop")->isVisible());
    QVERIFY(child<QLabel>("composeSeriesText")
                ->text()
                .startsWith(QStringLiteral("Stopped after 1 of 1000: ")));
    child<QAction>("readOnlyAction")->trigger();
    press("composeSend"); // and once more, to be stopped by hand
    consent();
    WAIT_FOR(server->commands.size() == 2);
    press("composeStop");
    QCOMPARE(child<QLabel>("composeSeriesText")->text(),
             QStringLiteral("Stopped after 1 of 1000."));
}

void tst_Composing::connectionStopsASeries()
{
    connectWindow();
    WAIT_FOR(window->session().store().sockets().size() == 4);
    chooseTarget("Sockets", "/chat", "c");
    write("tick");
    child<QSpinBox>("composeTimes")->setValue(1000);
    press("composeSend");
    consent();
    WAIT_FOR(server->commands.size() == 1);
    server->stop();
    WAIT_FOR(!child<QPushButton>("composeStop")->isVisible());
    server->commands.clear();
    QVERIFY(server->listen());
    WAIT_FOR(window->session().isOnline());
    WAIT_FOR(child<QPushButton>("composeSend")->isEnabled());
    QVERIFY(server->commands.isEmpty());
}

// ---- what was sent before --------------------------------------------------------------------

static QAction *entry(QToolButton *button, const QString &text)
{
    Q_EMIT button->menu()->aboutToShow();
    const QList<QAction *> actions = button->menu()->actions();
    for (QAction *action : actions) {
        if (action->text().startsWith(text))
            return action;
    }
    return nullptr;
}

void tst_Composing::historyAndFavourites()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat);
    connectWindow({.settings = &settings});
    WAIT_FOR(window->session().store().sockets().size() == 4);
    chooseTarget("Sockets", "/chat", "c");
    write("hello", R"({"x":"{{sid}}"})");
    press("composeSend");
    consent();
    WAIT_FOR(server->commands.size() == 1);
    QVERIFY(entry(child<QToolButton>("composeFavourites"), QStringLiteral("Keep")));
    entry(child<QToolButton>("composeFavourites"), QStringLiteral("Keep"))->trigger();
    auto *dialog = child<QInputDialog>("favouriteName");
    QVERIFY(dialog);
    dialog->setTextValue(QStringLiteral("greeting & more"));
    dialog->accept();
    write("other", "2");
    QVERIFY(entry(child<QToolButton>("composeHistory"), QStringLiteral("hello")));
    entry(child<QToolButton>("composeHistory"), QStringLiteral("hello"))->trigger();
    QCOMPARE(child<QLineEdit>("eventName")->text(), QStringLiteral("hello"));
    QCOMPARE(child<QPlainTextEdit>("argumentsJson")->toPlainText(),
             QStringLiteral(R"({"x":"{{sid}}"})"));
    window->close();
    connectWindow({.settings = &settings}); // with the same server
    QVERIFY(!entry(child<QToolButton>("composeHistory"), QStringLiteral("hello"))); // not kept
    QAction *kept = entry(child<QToolButton>("composeFavourites"), QStringLiteral("greeting"));
    QVERIFY(kept);
    kept->trigger();
    QCOMPARE(child<QLineEdit>("eventName")->text(), QStringLiteral("hello"));
}

void tst_Composing::libraryLimits()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat);
    ComposeLibrary library;
    library.setConnection(&settings, QStringLiteral("one"));
    for (int i = 0; i < ComposeLibrary::maxHistory + 5; ++i)
        library.remember({{}, QString::number(i), {}});
    QCOMPARE(library.history().size(), ComposeLibrary::maxHistory);
    QCOMPARE(library.history().first().event, QStringLiteral("34"));
    library.remember({{}, QStringLiteral("30"), {}}); // once each
    QCOMPARE(library.history().size(), ComposeLibrary::maxHistory);
    QVERIFY(!library.keep({QStringLiteral(" "), QStringLiteral("e"), {}}));
    QVERIFY(!library.keep({QStringLiteral("big"), QStringLiteral("e"),
                           QString(ComposeLibrary::maxArguments + 1, u'1')}));
    for (int i = 0; i < ComposeLibrary::maxFavourites; ++i)
        QVERIFY(library.keep({QString::number(i), QStringLiteral("e"), {}}));
    QVERIFY(!library.keep({QStringLiteral("more"), QStringLiteral("e"), {}}));
    QVERIFY(library.keep({QStringLiteral("7"), QStringLiteral("other"), {}})); // in its place
    library.remove(QStringLiteral("8"));
    library.setConnection(&settings, QStringLiteral("two"));
    QVERIFY(library.favourites().isEmpty());
    QVERIFY(library.history().isEmpty());
    library.setConnection(&settings, QStringLiteral("one"));
    QCOMPARE(library.favourites().size(), ComposeLibrary::maxFavourites - 1);
}

// ---- second thoughts -------------------------------------------------------------------------

void tst_Composing::undo()
{
    connectWindow();
    delayed().setDelay(50ms);
    disconnectTheFirst();
    WAIT_FOR(server->commands.size() == 1);
    QCOMPARE(said()[0], R"(["_disconnect","/chat",false,"a"])");
    QVERIFY(delayed().isEmpty());
}

void tst_Composing::undoneInTime()
{
    connectWindow();
    disconnectTheFirst();
    QVERIFY(child<QLabel>("undo1Text")->text().contains(QStringLiteral("5 seconds")));
    savePicture(window.get(), QStringLiteral("undo"));
    press("undo1Action");
    QVERIFY(delayed().isEmpty());
    WAIT_FOR(lastResult() == QStringLiteral("undone before it was sent"));
    QVERIFY(server->commands.isEmpty());
}

void tst_Composing::offlineMeanwhile()
{
    connectWindow();
    disconnectTheFirst();
    server->stop();
    WAIT_FOR(delayed().isEmpty());
    QVERIFY(lastResult().startsWith(QStringLiteral("Not connected. Nothing was sent")));
    QVERIFY(server->listen());
    WAIT_FOR(window->session().isOnline());
    QVERIFY(server->commands.isEmpty());
}

void tst_Composing::windowClosesMeanwhile()
{
    connectWindow();
    disconnectTheFirst();
    window->close();
    QVERIFY(delayed().isEmpty());
    QMessageBox *box = nullptr;
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *widget : all) {
        if (widget->objectName() == QStringLiteral("windowClosedBox"))
            box = qobject_cast<QMessageBox *>(widget);
    }
    QVERIFY(box);
    QVERIFY(box->isVisible());
    QVERIFY(box->text().startsWith(QStringLiteral("Not sent")));
    QVERIFY(server->commands.isEmpty());
    box->close();
}

void tst_Composing::longCommandsCanBeStopped()
{
    connectWindow();
    WAIT_FOR(window->session().store().sockets().size() == 4);
    QByteArrayList ids;
    for (int i = 0; i < 50'000; ++i)
        ids.append(QByteArray::number(i));
    Command command;
    command.verb = Command::Verb::Disconnect;
    command.nsp = "/chat";
    command.target = CommandTarget::sockets(ids);
    auto *stop = child<QPushButton>("commandStop");
    QVERIFY(!stop->isVisible());
    window->session().commands().send(command);
    WAIT_FOR(stop->isVisible());
    QCOMPARE(child<QLabel>("commandProgressText")->text(),
             QStringLiteral("Sending: 20 of 100 messages"));
    QTest::mouseClick(stop, Qt::LeftButton);
    QVERIFY(!stop->isVisible());
    QCOMPARE(lastResult(), QStringLiteral("stopped before everything was sent"));
    WAIT_FOR(server->commands.size() >= 20);
    QVERIFY(server->commands.size() < 100);
}

// ---- servers of libqsocketio -----------------------------------------------------------------

void tst_Composing::viewers()
{
    server->features = R"({"supportedFeatures":["ALL_EVENTS","QSIO_ROLES"],"role":"viewer",)"
                       R"("user":"eve"})";
    connectWindow();
    auto *lock = child<QAction>("readOnlyAction");
    WAIT_FOR(lock->isChecked());
    QVERIFY(!lock->isEnabled());
    QVERIFY(child<QLabel>("readOnlyText")->text().contains(QStringLiteral("\"eve\"")));
    QVERIFY(!child<QPushButton>("readOnlyAction")); // no button to unlock
    server->say("config", FakeAdminServer::allFeatures); // has become somebody else
    WAIT_FOR(!lock->isChecked());
    QVERIFY(lock->isEnabled());
}

void tst_Composing::logsOut_data()
{
    QTest::addColumn<bool>("answers");
    QTest::newRow("answered") << true;
    QTest::newRow("without an answer") << false;
}

void tst_Composing::logsOut()
{
    QFETCH(const bool, answers);
    server->features = R"({"supportedFeatures":["ALL_EVENTS","QSIO_LOGOUT"]})";
    connectWindow();
    auto *logOut = child<QAction>("logOutAction");
    WAIT_FOR(logOut->isEnabled());
    server->say("session", "\"secret\"");
    WAIT_FOR(window->session().sessionId() == QStringLiteral("secret"));
    logOut->trigger();
    WAIT_FOR(server->commands.size() == 1);
    QVERIFY2(server->commands[0].endsWith(R"(["logout"])"), server->commands[0]);
    const QByteArray head = server->commands[0].mid(QByteArray("42/admin,").size());
    if (answers) {
        server->send("43/admin," + head.first(head.indexOf('[')) + R"([{"ok":true}])");
        server->send("41/admin,");
    }
    WAIT_FOR(window->session().status().state == LinkState::Idle);
    QVERIFY(window->session().sessionId().isEmpty());
    QVERIFY(!logOut->isEnabled());
    QCOMPARE(server->logins.size(), 1); // and does not come back
}

// With a clock that does not take ten seconds.
void tst_Composing::forgetsLostServers()
{
    qint64 now = 1'000'000;
    AdminSession session([&now] { return now; });
    WindowModels models(&session);
    Scope scope;
    WindowContext context{&session, &models, &scope, nullptr, nullptr};
    QWidget parent;
    TargetActions actions(
        context, [] { return Selection(); }, &parent);
    context.actions = &actions;
    auto *page = new ServersPage(context, &parent);
    parent.show();
    AdminDecoder decoder;
    session.store().apply(*decoder.decode("server_stats", R"({"serverId":"s1"})"));
    session.store().publish();
    QAbstractItemView *view = page->view();
    WAIT_FOR(view->model()->rowCount() == 1);
    view->selectionModel()->select(view->model()->index(0, 0),
                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    auto *forget = page->findChild<QToolButton *>(QStringLiteral("serversForget"));
    WAIT_FOR(page->findChild<QLabel *>(QStringLiteral("serversSelected"))->text().contains(u'1'));
    QVERIFY(!forget->isEnabled()); // it still reports
    now += ServerStore::lostAfter + 1;
    session.store().tick();
    WAIT_FOR(forget->isEnabled());
    QTest::mouseClick(forget, Qt::LeftButton);
    WAIT_FOR(view->model()->rowCount() == 0);
    QVERIFY(!forget->isEnabled());
    session.store().disconnect();
}

void tst_Composing::serverColumns()
{
    connectWindow();
    auto *servers = qobject_cast<SlotTableView *>(window->page(QStringLiteral("servers"))->view());
    auto *sockets = qobject_cast<SlotTableView *>(window->page(QStringLiteral("sockets"))->view());
    QVERIFY(servers->isColumnHidden(ServersModel::Cpu));
    QVERIFY(sockets->isColumnHidden(SocketsModel::Server));
    server->say("config",
                R"({"supportedFeatures":["ALL_EVENTS","QSIO_SERVERINFO","QSIO_SERVERID"]})");
    WAIT_FOR(!servers->isColumnHidden(ServersModel::Cpu));
    QVERIFY(!sockets->isColumnHidden(SocketsModel::Server));
    server->say("config", FakeAdminServer::allFeatures);
    WAIT_FOR(servers->isColumnHidden(ServersModel::Cpu));
}

// As --select does it: perhaps before the socket is there.
void tst_Composing::selectsASocket()
{
    connectWindow();
    window->selectSocket({"/chat", "late"});
    QCOMPARE(window->currentPage()->name(), QStringLiteral("sockets"));
    WAIT_FOR(window->session().store().sockets().size() == 4);
    QVERIFY(window->inspector().subject().id.isEmpty());
    server->say("socket_connected", R"({"id":"late","nsp":"/chat"},1)");
    WAIT_FOR(window->inspector().subject().id == "late");
    QCOMPARE(window->currentPage()->selection().sockets.size(), 1);
}

void tst_Composing::accessibility()
{
    connectWindow();
    disconnectTheFirst(); // with the banner
    const QStringList problems = accessibilityProblems(window.get());
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

QTEST_MAIN(tst_Composing)
#include "tst_composing.moc"
