// SPDX-License-Identifier: MIT
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "widgets/filterbar.h"
#include "widgets/theme.h"
#include "window/eventspage.h"
#include "window/inspector.h"
#include "window/mainwindow.h"
#include "window/slottableview.h"
#include "window/socketspage.h"
#include "window/tablepage.h"
#include "windowfixture.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>

using namespace QsioAdmin;
using namespace std::chrono_literals;

// The real window against a scripted server, by keyboard and mouse.
class tst_MainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void countsAndPages();
    void filters();
    void filtersByScope();
    void ownColumns();
    void joinsSelectedSockets();
    void disconnectsAfterConfirmation();
    void cancelledConfirmationSendsNothing();
    void strangersAreNotSelected();
    void staleListsSendNothing();
    void readOnlyLock();
    void wrongPassword();
    void productionMode();
    void inspectsASocket();
    void events();
    void composes();
    void reservedEventName();
    void copiesIds();
    void wholeNamespaceHasToBeTyped();
    void navigates();
    void keepsItsLayout();
    void accessibility();
    void pictures_data();
    void pictures();

private:
    void connectWindow(const WindowServices &services = {});
    void sayStatistics(int clients, int packets);
    [[nodiscard]] SlotTableView *table(const QString &page) const
    {
        const auto *found = qobject_cast<TablePage *>(window->page(page));
        return found ? found->table() : nullptr;
    }
    template<typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return window->findChild<Widget *>(QString::fromLatin1(name));
    }
    void select(int rows);
    // A dialog of the window that is open; null: none is.
    [[nodiscard]] QDialog *openDialog() const
    {
        const QList<QDialog *> dialogs = window->findChildren<QDialog *>();
        for (QDialog *dialog : dialogs) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }

    std::unique_ptr<WindowFixture> fixture;
    FakeAdminServer *server = nullptr; // of the fixture
    std::unique_ptr<MainWindow> window;
};

void tst_MainWindow::init()
{
    failOnWidgetWarning();
    fixture = std::make_unique<WindowFixture>();
    server = &fixture->server;
}

void tst_MainWindow::cleanup()
{
    window.reset();
    server = nullptr;
    fixture.reset();
}

void tst_MainWindow::sayStatistics(int clients, int packets)
{
    const auto count = [](const char *type, int value) {
        return QJsonObject{
            {QStringLiteral("timestamp"), QDateTime::currentMSecsSinceEpoch() / 1000 * 1000},
            {QStringLiteral("type"), QString::fromLatin1(type)},
            {QStringLiteral("count"), value}};
    };
    const QJsonArray counts{count("rawConnection", 3),      count("rawDisconnection", 1),
                            count("packetsIn", packets),    count("packetsOut", 4 * packets),
                            count("bytesIn", 90 * packets), count("bytesOut", 400 * packets)};
    const auto nsp = [](const char *name, int sockets) {
        return QJsonObject{{QStringLiteral("name"), QString::fromLatin1(name)},
                           {QStringLiteral("socketsCount"), sockets}};
    };
    const SocketStore &sockets = window->session().store().sockets();
    const QJsonObject stats{
        {QStringLiteral("serverId"), QStringLiteral("srv-1")},
        {QStringLiteral("hostname"), QStringLiteral("chat-eu-1")},
        {QStringLiteral("pid"), 4711},
        {QStringLiteral("uptime"), 86'400},
        {QStringLiteral("clientsCount"), clients},
        {QStringLiteral("pollingClientsCount"), clients / 5},
        {QStringLiteral("aggregatedEvents"), counts},
        {QStringLiteral("namespaces"),
         QJsonArray{nsp("/", sockets.countIn("/")), nsp("/chat", sockets.countIn("/chat"))}}};
    server->say("server_stats", QJsonDocument(stats).toJson(QJsonDocument::Compact));
}

void tst_MainWindow::connectWindow(const WindowServices &services)
{
    fixture->connectWindow(services);
    window = std::move(fixture->window);
}

void tst_MainWindow::select(int rows)
{
    QTableView *view = table(QStringLiteral("sockets"));
    for (int row = 0; row < rows; ++row) {
        const QPoint point = view->visualRect(view->model()->index(row, 0)).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton,
                          row == 0 ? Qt::NoModifier : Qt::ControlModifier, point);
    }
    QTRY_VERIFY(child<QLabel>("socketsSelected")->text().startsWith(QString::number(rows)));
}

#define CONNECT_AND_SHOW(name) \
    connectWindow(); \
    QTRY_COMPARE(window->session().store().sockets().size(), 12); \
    QVERIFY(window->showPage(QStringLiteral(name)))

// ---- lists -----------------------------------------------------------------------------------

void tst_MainWindow::countsAndPages()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    QCOMPARE(window->page(QStringLiteral("sockets"))->count(), QStringLiteral("12"));
    QCOMPARE(window->page(QStringLiteral("rooms"))->count(), QStringLiteral("3"));
    QCOMPARE(window->page(QStringLiteral("clients"))->count(), QStringLiteral("6"));
    QTRY_COMPARE(table(QStringLiteral("namespaces"))->model()->rowCount(), 2);
    sayStatistics(6, 10);
    QTRY_COMPARE(table(QStringLiteral("servers"))->model()->rowCount(), 1);
    QVERIFY(child<QToolButton>("connectionBadge")->text().contains(QStringLiteral("connected")));
}

void tst_MainWindow::filters()
{
    CONNECT_AND_SHOW("sockets");
    const QAbstractItemModel *rows = table(QStringLiteral("sockets"))->model();
    QTRY_COMPARE(rows->rowCount(), 12);
    QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *edit = child<QLineEdit>("socketsFilter");
    QVERIFY(edit);
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("transport=polling"));
    QTRY_COMPARE(rows->rowCount(), 3);
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("data.name:\"user 7\""));
    QTRY_COMPARE(rows->rowCount(), 1);
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("nonsense:1")); // never everything
    QVERIFY(!window->currentPage()->filterBar()->isValid());
}

void tst_MainWindow::filtersByScope()
{
    CONNECT_AND_SHOW("sockets");
    const QAbstractItemModel *rows = table(QStringLiteral("sockets"))->model();
    QTRY_COMPARE(rows->rowCount(), 12);
    auto *scope = child<QComboBox>("namespaceScope");
    QTRY_VERIFY(scope->findText(QStringLiteral("/chat")) > 0);
    scope->setCurrentIndex(scope->findText(QStringLiteral("/chat")));
    QTRY_COMPARE(rows->rowCount(), 8);
    QTRY_COMPARE(table(QStringLiteral("namespaces"))->model()->rowCount(), 1);
}

void tst_MainWindow::ownColumns()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    auto *page = qobject_cast<SocketsPage *>(window->currentPage());
    QVERIFY(page->addColumn(QStringLiteral("data.name")));
    QVERIFY(!page->addColumn(QStringLiteral("nonsense")));
    const QTableView *view = table(QStringLiteral("sockets"));
    QCOMPARE(view->model()->columnCount(), SocketsModel::ColumnCount + 1);
    QTRY_COMPARE(view->model()->index(3, SocketsModel::ColumnCount).data().toString(),
                 QStringLiteral("user 3"));
    QVERIFY(view->isColumnHidden(SocketsModel::Client)); // as before
    QVERIFY(!view->isColumnHidden(SocketsModel::ColumnCount));
}

// ---- commands --------------------------------------------------------------------------------

void tst_MainWindow::joinsSelectedSockets()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    select(1);
    QTRY_VERIFY(child<QLabel>("socketsSelected")->text().contains(u'1'));
    QTest::keyClick(window->currentPage()->view(), Qt::Key_J);
    QTRY_VERIFY(openDialog());
    QTest::keyClicks(openDialog()->findChild<QLineEdit *>(), QStringLiteral("vip"));
    QTest::keyClick(openDialog(), Qt::Key_Return);
    QTRY_COMPARE(server->commands.size(), 1);
    QVERIFY2(server->commands[0].endsWith(R"(["join","/","vip","sock000"])"), server->commands[0]);
    server->say("room_joined", R"("/","vip","sock000")");
    const QAbstractItemModel *activity = window->page(QStringLiteral("activity"))->view()->model();
    QTRY_COMPARE(activity->index(0, ActivityModel::Result).data().toString(),
                 QStringLiteral("1 of 1 confirmed"));
}

void tst_MainWindow::disconnectsAfterConfirmation()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    select(3);
    QTest::keyClick(window->currentPage()->view(), Qt::Key_D);
    QTRY_VERIFY(openDialog());
    QVERIFY(server->commands.isEmpty()); // not before it is confirmed
    savePicture(openDialog(), QStringLiteral("confirm"));
    QVERIFY(accessibilityProblems(openDialog()).isEmpty());
    const QList<QPushButton *> buttons = openDialog()->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text().contains(QStringLiteral("Disconnect")))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE(server->commands.size(), 2); // one for each namespace
    QVERIFY(server->commands[0].endsWith(R"(["_disconnect","/",false,"sock000"])"));
    QVERIFY(server->commands[1].endsWith(R"(["_disconnect","/chat",false,["sock001","sock002"]])"));
}

void tst_MainWindow::cancelledConfirmationSendsNothing()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    select(2);
    QTest::keyClick(window->currentPage()->view(), Qt::Key_D);
    QTRY_VERIFY(openDialog());
    QTest::keyClick(openDialog(), Qt::Key_Return); // Return is no consent
    QTRY_VERIFY(!openDialog());
    server->say("socket_connected", R"({"id":"late","nsp":"/"},1)");
    QTRY_COMPARE(window->session().store().sockets().size(), 13);
    QVERIFY(server->commands.isEmpty());
}

// Where a socket has gone, another one takes its place in the model: nobody selected that one.
void tst_MainWindow::strangersAreNotSelected()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    select(1);
    QTRY_COMPARE(window->currentPage()->selection().sockets.size(), 1);
    window->session().setFrameInterval(50ms); // both in one batch
    server->say("socket_disconnected", R"("/","sock000","transport close")");
    server->say("socket_connected", R"({"id":"stranger","nsp":"/"},1)");
    const SocketStore &sockets = window->session().store().sockets();
    QTRY_VERIFY(sockets.contains({"/", "stranger"}));
    QVERIFY(window->currentPage()->selection().isEmpty());
    QTRY_VERIFY(!table(QStringLiteral("sockets"))->selectionModel()->hasSelection());
    QTest::keyClick(window->currentPage()->view(), Qt::Key_D);
    QVERIFY(!openDialog());
}

void tst_MainWindow::staleListsSendNothing()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    select(1);
    auto *join = child<QAction>("joinAction");
    QTRY_VERIFY(join->isEnabled());
    server->stop();
    QTRY_VERIFY(window->session().store().isStale());
    QVERIFY(!join->isEnabled());
    QCOMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12); // still to be read
    QTest::keyClick(window->currentPage()->view(), Qt::Key_J);
    QVERIFY(!openDialog());
    savePicture(window.get(), QStringLiteral("stale"));
    QVERIFY(server->listen());
    QTRY_VERIFY(window->session().isOnline());
    QVERIFY(server->commands.isEmpty()); // nothing has waited for the connection
}

void tst_MainWindow::readOnlyLock()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    select(1);
    QTRY_VERIFY(child<QAction>("disconnectAction")->isEnabled());
    QTest::keyClick(window.get(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(window->session().commands().isReadOnly());
    QVERIFY(!child<QAction>("disconnectAction")->isEnabled());
    QTest::keyClick(window.get(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(child<QAction>("disconnectAction")->isEnabled());
}

void tst_MainWindow::wrongPassword()
{
    server->onLogin = [this](const QByteArray &) {
        server->send(R"(44/admin,{"message":"invalid credentials"})");
    };
    connectWindow();
    const auto says = [this](const QString &text) {
        const QList<QLabel *> labels = window->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&text](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    };
    QTRY_VERIFY(says(QStringLiteral("asks for a user name and a password")));
    QVERIFY(child<QToolButton>("connectionBadge")->text().contains(QStringLiteral("refused")));
}

void tst_MainWindow::productionMode()
{
    server->features
        = R"({"supportedFeatures":["EMIT","JOIN","LEAVE","DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","AGGREGATED_EVENTS"]})";
    server->sockets.clear();
    connectWindow();
    QTRY_VERIFY(window->session().isProduction());
    QTRY_VERIFY(child<QLabel>("statusFigures")->text().contains(QStringLiteral("production")));
}

// ---- inspector, events, compose --------------------------------------------------------------

void tst_MainWindow::inspectsASocket()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    select(1);
    QTRY_COMPARE(window->inspector().subject().id, QByteArray("sock000"));
    server->say("socket_disconnected", R"("/","sock000","transport close")");
    QTRY_VERIFY(
        child<QLabel>("inspectorState")->text().contains(QStringLiteral("transport close")));
    QVERIFY(!child<QPushButton>("inspectorJoin")->isEnabled());
}

void tst_MainWindow::events()
{
    CONNECT_AND_SHOW("events");
    const QAbstractItemModel *rows = window->currentPage()->view()->model();
    fixture->sayEvents(20);
    QTRY_COMPARE(rows->rowCount(), 20);
    child<QAction>("pauseAction")->trigger();
    fixture->sayEvents(5);
    QTRY_COMPARE(window->session().store().events().size(), 25);
    QCOMPARE(rows->rowCount(), 20); // the view stands still, and nothing is lost
    child<QAction>("pauseAction")->trigger();
    QTRY_COMPARE(rows->rowCount(), 25);
    QTest::keyClicks(child<QLineEdit>("eventsFilter"), QStringLiteral("dir:in"));
    QTRY_VERIFY(rows->rowCount() > 0 && rows->rowCount() < 25);
    auto *view = qobject_cast<QTableView *>(window->currentPage()->view());
    view->selectRow(0);
    QVERIFY(child<QPlainTextEdit>("eventRaw")->toPlainText().contains(QStringLiteral("hello")));
    QTest::mouseClick(child<QToolButton>("eventsClear"), Qt::LeftButton);
    QTRY_COMPARE(rows->rowCount(), 0);
}

void tst_MainWindow::composes()
{
    CONNECT_AND_SHOW("compose");
    QTRY_VERIFY(child<QComboBox>("targetNamespace")->findText(QStringLiteral("/chat")) >= 0);
    auto *nsp = child<QComboBox>("targetNamespace");
    nsp->setCurrentIndex(nsp->findText(QStringLiteral("/chat")));
    auto *send = child<QPushButton>("composeSend");
    QVERIFY(!send->isEnabled()); // nobody is meant yet
    QTest::keyClicks(child<QPlainTextEdit>("targetNames"), QStringLiteral("order:1"));
    QVERIFY(!send->isEnabled()); // it has no name
    QTest::keyClicks(child<QLineEdit>("eventName"), QStringLiteral("news"));
    QTRY_VERIFY(send->isEnabled());
    QVERIFY2(child<QLabel>("composePreview")->text().startsWith(QStringLiteral("Reaches 2 of 8")),
             qPrintable(child<QLabel>("composePreview")->text()));
    QTest::mouseClick(send, Qt::LeftButton);
    if (QDialog *dialog = openDialog()) {
        const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text().contains(QStringLiteral("Emit")))
                QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QTRY_COMPARE(server->commands.size(), 1);
    QVERIFY2(server->commands[0].startsWith(R"(42/admin,["emit","/chat","order:1","news")"),
             server->commands[0]);
}

void tst_MainWindow::reservedEventName()
{
    CONNECT_AND_SHOW("compose");
    QTRY_VERIFY(child<QComboBox>("targetNamespace")->count() > 0);
    QTest::keyClicks(child<QPlainTextEdit>("targetNames"), QStringLiteral("lobby"));
    QTest::keyClicks(child<QLineEdit>("eventName"), QStringLiteral("disconnect"));
    QTRY_VERIFY(
        child<QLabel>("composePreview")->text().contains(QStringLiteral("belongs to Socket.IO")));
    QVERIFY(!child<QPushButton>("composeSend")->isEnabled());
}

void tst_MainWindow::copiesIds()
{
    CONNECT_AND_SHOW("sockets");
    QTRY_COMPARE(table(QStringLiteral("sockets"))->model()->rowCount(), 12);
    select(2);
    QTest::keyClick(window->currentPage()->view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("sock000\nsock001"));
}

void tst_MainWindow::wholeNamespaceHasToBeTyped()
{
    CONNECT_AND_SHOW("namespaces");
    QTableView *view = table(QStringLiteral("namespaces"));
    QTRY_COMPARE(view->model()->rowCount(), 2);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      view->visualRect(view->model()->index(1, 0)).center());
    QTRY_VERIFY(child<QAction>("disconnectAction")->isEnabled());
    QTest::keyClick(view, Qt::Key_D);
    QTRY_VERIFY(openDialog());
    const auto confirm = [this]() -> QPushButton * {
        const QList<QPushButton *> buttons = openDialog()->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text().contains(QStringLiteral("Disconnect")))
                return button;
        }
        return nullptr;
    };
    QVERIFY(confirm());
    QVERIFY(!confirm()->isEnabled());
    QTest::keyClicks(openDialog()->findChild<QLineEdit *>(), QStringLiteral("/chat"));
    QTRY_VERIFY(confirm()->isEnabled());
    QTest::mouseClick(confirm(), Qt::LeftButton);
    QTRY_COMPARE(server->commands.size(), 1);
    QVERIFY(server->commands[0].endsWith(R"(["_disconnect","/chat",false])"));
}

// ---- the window ------------------------------------------------------------------------------

void tst_MainWindow::navigates()
{
    CONNECT_AND_SHOW("overview");
    QTest::keyClick(window.get(), Qt::Key_4, Qt::ControlModifier);
    QTRY_COMPARE(window->currentPage()->name(), QStringLiteral("rooms"));
    QTest::keyClick(window.get(), Qt::Key_5, Qt::ControlModifier);
    QTRY_COMPARE(window->currentPage()->name(), QStringLiteral("sockets"));
    QTest::keyClick(window.get(), Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(window->currentPage()->name(), QStringLiteral("rooms"));
    QTest::keyClick(window.get(), Qt::Key_Right, Qt::AltModifier);
    QTRY_COMPARE(window->currentPage()->name(), QStringLiteral("sockets"));
    QVERIFY(!window->showPage(QStringLiteral("nowhere")));
}

void tst_MainWindow::keepsItsLayout()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("layout.ini")), QSettings::IniFormat);
    connectWindow({.settings = &settings});
    table(QStringLiteral("sockets"))->setColumnHidden(2, true);
    window->resize(1000, 700);
    window->close();
    window = std::make_unique<MainWindow>(WindowServices{.settings = &settings});
    QVERIFY(table(QStringLiteral("sockets"))->isColumnHidden(2));
    QCOMPARE(window->size(), QSize(1000, 700));
}

void tst_MainWindow::accessibility()
{
    connectWindow();
    QTRY_COMPARE(window->session().store().sockets().size(), 12);
    const QStringList problems = accessibilityProblems(window.get());
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_MainWindow::pictures_data()
{
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
}

void tst_MainWindow::pictures()
{
    if (qEnvironmentVariableIsEmpty("QSIOADMIN_PICTURES"))
        QSKIP("QSIOADMIN_PICTURES names no folder.");
    QFETCH(const QString, theme);
    Theme look(Theme::modeFromName(theme));
    fixture->populate(200);
    server->features = FakeAdminServer::allFeatures;
    connectWindow({.theme = &look});
    window->resize(1440, 900);
    QTRY_COMPARE(window->session().store().sockets().size(), 200);
    for (int i = 0; i < 4; ++i) {
        sayStatistics(100, 40 + 15 * i);
        fixture->sayEvents(8);
        QTest::qWait(1'100); // the servers' clock
    }
    const QStringList pages
        = {QStringLiteral("overview"), QStringLiteral("servers"), QStringLiteral("namespaces"),
           QStringLiteral("rooms"),    QStringLiteral("sockets"), QStringLiteral("clients"),
           QStringLiteral("events"),   QStringLiteral("compose"), QStringLiteral("activity")};
    for (const QString &name : pages) {
        window->showPage(name);
        if (auto *view = window->currentPage()->view()) {
            const QModelIndex index = view->model()->index(1, 0);
            if (auto *expandable = qobject_cast<QTreeView *>(view))
                expandable->expandToDepth(1);
            view->setCurrentIndex({});
            view->selectionModel()->setCurrentIndex(
                index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            if (name == QStringLiteral("sockets"))
                QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
        }
        QTest::qWait(700); // tiles and inspector
        if (name == QStringLiteral("compose")) {
            child<QComboBox>("targetNamespace")->setCurrentIndex(1);
            child<QPlainTextEdit>("targetNames")->setPlainText(QStringLiteral("lobby"));
            child<QLineEdit>("eventName")->setText(QStringLiteral("news"));
        }
        savePicture(window.get(), name + u'-' + theme);
    }
}

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
