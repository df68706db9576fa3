// SPDX-License-Identifier: MIT
#include "interopserver.h"
#include "nodeclients.h"
#include "profiles/profilestore.h"
#include "profiles/sessionsecretstore.h"
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "widgets/confirmdialog.h"
#include "widgets/connectdialog.h"
#include "window/mainwindow.h"
#include "window/slottableview.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>

using namespace QsioAdmin;
using QSocketIo::InteropServer;
using QSocketIo::waitFor;

constexpr int patience = 20'000; // ms; for slow builds and busy machines
#define WAIT_VERIFY(condition) QVERIFY(waitFor([&] { return bool(condition); }, patience))

// The real window against real servers, ours and Socket.IO's own with its admin package, by keyboard
// and mouse only; and real clients, which have to see what was done.
class tst_AdminWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void wholeWay_data();
    void wholeWay();
    void wholeNamespace();
    void wrongPassword();
    void refusals_data();
    void refusals();
    void serverKilled();
    void production();

private:
    static constexpr int clientCount = 40;
    static constexpr int regularCount = 30;
    static constexpr int chosenCount = 20;

    template<typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return window->findChild<Widget *>(QString::fromLatin1(name));
    }
    template<typename Dialog = QDialog>
    [[nodiscard]] Dialog *openDialog() const
    {
        const QList<Dialog *> dialogs = window->findChildren<Dialog *>();
        for (Dialog *dialog : dialogs) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    [[nodiscard]] QTableView *table(const char *page) const
    {
        return qobject_cast<QTableView *>(window->page(QString::fromLatin1(page))->view());
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        const QList<QLabel *> labels = window->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&text](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    // The connection dialog's last word.
    [[nodiscard]] QString outcome() const
    {
        const auto *steps
            = openDialog<ConnectDialog>()->findChild<QListWidget *>(QStringLiteral("testSteps"));
        return steps->count() ? steps->item(steps->count() - 1)->text() : QString();
    }
    [[nodiscard]] QString lastActivity() const
    {
        return table("activity")->model()->index(0, ActivityModel::Result).data().toString();
    }
    [[nodiscard]] QSet<int> selectedClients() const;

    void activate();
    void waitUntilClosed();
    void goTo(int number, const char *page);
    void type(QWidget *parent, const char *name, const QString &text);
    void filter(const char *page, const QString &text, int rows);
    void press(QWidget *parent, const char *name);
    void openTheDialog();
    void connectByTyping(const QString &password = QStringLiteral("changeit"));
    void chooseRed();
    void select(int rows);
    void joinRoom(const QString &room, const QString &typed);
    void broadcast(const QString &room, const QString &typed);
    void confirm(const QString &typed = {});

    std::unique_ptr<InteropServer> server;
    std::unique_ptr<NodeClients> clients;
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<ProfileStore> profiles;
    std::unique_ptr<SessionSecretStore> secrets;
    std::unique_ptr<MainWindow> window;
};

// What is done in steps stops at the first that fails.
#define STEP(step) \
    do { \
        step; \
        if (QTest::currentTestFailed()) \
            return; \
    } while (false)

void tst_AdminWindow::init()
{
    failOnWidgetWarning();
    server = std::make_unique<InteropServer>();
    clients = std::make_unique<NodeClients>();
    folder = std::make_unique<QTemporaryDir>();
    profiles = std::make_unique<ProfileStore>(folder->filePath(QStringLiteral("profiles.json")));
    secrets = std::make_unique<SessionSecretStore>();
    window = std::make_unique<MainWindow>(
        WindowServices{.profiles = profiles.get(), .secrets = secrets.get()});
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
}

void tst_AdminWindow::cleanup()
{
    if (QTest::currentTestFailed() && window)
        savePicture(window.get(),
                    QStringLiteral("failed-") + QString::fromLatin1(QTest::currentTestFunction()));
    window.reset();
    clients.reset();
    server.reset();
}

// ---- by hand ---------------------------------------------------------------------------------

void tst_AdminWindow::type(QWidget *parent, const char *name, const QString &text)
{
    auto *widget = parent->findChild<QWidget *>(QString::fromLatin1(name));
    QVERIFY2(widget && widget->isVisible() && widget->isEnabled(), name);
    QTest::mouseClick(widget, Qt::LeftButton);
    QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(widget, text);
}

void tst_AdminWindow::press(QWidget *parent, const char *name)
{
    auto *button = parent->findChild<QAbstractButton *>(QString::fromLatin1(name));
    QVERIFY2(button, name);
    WAIT_VERIFY(button->isVisible() && button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
}

// When a dialog or a list of completions closes, a window manager does this; here is none.
void tst_AdminWindow::activate()
{
    window->activateWindow();
    WAIT_VERIFY(window->isActiveWindow());
}

void tst_AdminWindow::waitUntilClosed()
{
    WAIT_VERIFY(!openDialog());
    STEP(activate());
}

void tst_AdminWindow::filter(const char *page, const QString &text, int rows)
{
    QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *edit = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(edit && edit->objectName() == QLatin1StringView(page) + QStringLiteral("Filter"));
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(edit, text);
    WAIT_VERIFY(table(page)->model()->rowCount() == rows);
    STEP(activate());
    table(page)->setFocus();
}

void tst_AdminWindow::goTo(int number, const char *page)
{
    QTest::keyClick(window.get(), Qt::Key(Qt::Key_0 + number), Qt::ControlModifier);
    QCOMPARE(window->currentPage()->name(), QString::fromLatin1(page));
}

void tst_AdminWindow::openTheDialog()
{
    QTest::keyClick(window.get(), Qt::Key_O, Qt::ControlModifier);
    WAIT_VERIFY(openDialog<ConnectDialog>());
}

void tst_AdminWindow::connectByTyping(const QString &password)
{
    STEP(openTheDialog());
    STEP(type(openDialog(), "profileAddress", server->url().toString()));
    STEP(type(openDialog(), "profileUser", QStringLiteral("admin")));
    STEP(type(openDialog(), "profilePassword", password));
    QTest::keyClick(openDialog(), Qt::Key_Return);
}

void tst_AdminWindow::chooseRed()
{
    auto *tabs = child<QTabBar>("profileTabs");
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tabs->count() - 1).center());
    auto *color = child<QComboBox>("profileColor");
    WAIT_VERIFY(color->isVisible());
    color->setFocus();
    QTest::keyClicks(color, QStringLiteral("Red"));
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(0).center());
}

// The first by mouse, the rest by keyboard, and the last by mouse again.
void tst_AdminWindow::select(int rows)
{
    QTableView *view = table("sockets");
    const auto click = [view](int row, Qt::KeyboardModifiers modifiers) {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers,
                          view->visualRect(view->model()->index(row, 0)).center());
    };
    click(0, {});
    for (int row = 1; row < rows - 1; ++row)
        QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
    view->scrollTo(view->model()->index(rows - 1, 0));
    click(rows - 1, Qt::ControlModifier);
    const QString expected = QStringLiteral("%1 selected:").arg(rows);
    WAIT_VERIFY(child<QLabel>("socketsSelected")->text() == expected);
}

QSet<int> tst_AdminWindow::selectedClients() const
{
    QSet<int> found;
    for (const SocketKey &key : window->currentPage()->selection().sockets)
        found.insert(int(clients->ids.indexOf(QString::fromUtf8(key.id))));
    return found;
}

void tst_AdminWindow::confirm(const QString &typed)
{
    WAIT_VERIFY(openDialog<ConfirmDialog>());
    auto *dialog = openDialog<ConfirmDialog>();
    savePicture(dialog, QStringLiteral("confirm"));
    QVERIFY(accessibilityProblems(dialog).isEmpty());
    const auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("confirmAccept"));
    QCOMPARE(dialog->findChild<QLineEdit *>() != nullptr, !typed.isEmpty());
    if (!typed.isEmpty()) {
        QVERIFY(!accept->isEnabled());
        STEP(type(dialog, "confirmTyped", typed));
    }
    STEP(press(dialog, "confirmAccept"));
    STEP(waitUntilClosed());
}

void tst_AdminWindow::joinRoom(const QString &room, const QString &typed)
{
    QTest::keyClick(table("sockets"), Qt::Key_J);
    WAIT_VERIFY(openDialog());
    STEP(type(openDialog(), "roomName", room));
    QTest::keyClick(openDialog(), Qt::Key_Return);
    WAIT_VERIFY(openDialog<ConfirmDialog>());
    STEP(confirm(typed));
}

void tst_AdminWindow::broadcast(const QString &room, const QString &typed)
{
    STEP(goTo(8, "compose"));
    auto *nsp = child<QComboBox>("targetNamespace");
    nsp->setFocus();
    QTest::keyClicks(nsp, QStringLiteral("/chat"));
    QCOMPARE(nsp->currentText(), QStringLiteral("/chat"));
    STEP(type(window.get(), "targetNames", room));
    STEP(type(window.get(), "eventName", QStringLiteral("news")));
    STEP(type(window.get(), "argumentsJson", QStringLiteral(R"({"text":"hi"}, 7)")));
    WAIT_VERIFY(
        child<QLabel>("composePreview")
            ->text()
            .startsWith(QStringLiteral("Reaches %1 of %2").arg(chosenCount).arg(clientCount)));
    savePicture(window.get(), QStringLiteral("compose"));
    STEP(press(window.get(), "composeSend"));
    STEP(confirm(typed));
}

// ---- what it is for --------------------------------------------------------------------------

void tst_AdminWindow::wholeWay_data()
{
    QTest::addColumn<bool>("isRed");
    QTest::addColumn<QString>("typed"); // to confirm
    QTest::newRow("usual") << false << QString();
    QTest::newRow("marked red") << true << QString::number(chosenCount);
}

void tst_AdminWindow::wholeWay()
{
    QFETCH(const bool, isRed);
    QFETCH(const QString, typed);
    QVERIFY(server->start());
    QVERIFY(clients->start(server->url(), clientCount, QStringLiteral("/chat")));

    STEP(openTheDialog());
    STEP(type(openDialog(), "profileAddress", server->url().toString()));
    STEP(type(openDialog(), "profileUser", QStringLiteral("admin")));
    STEP(type(openDialog(), "profilePassword", QStringLiteral("changeit")));
    if (isRed)
        STEP(chooseRed());
    QTest::keyClick(openDialog(), Qt::Key_Return);
    STEP(waitUntilClosed()); // as it is once there is a connection
    WAIT_VERIFY(window->session().store().sockets().countIn("/chat") == clientCount);

    STEP(goTo(5, "sockets"));
    const QAbstractItemModel *rows = table("sockets")->model();
    STEP(filter("sockets", QStringLiteral("data.user~^regular"), regularCount));
    STEP(select(chosenCount));
    const QSet<int> chosen = selectedClients();
    QCOMPARE(chosen.size(), chosenCount);
    QVERIFY(!chosen.contains(-1));
    savePicture(window.get(), QStringLiteral("selected"));

    STEP(joinRoom(QStringLiteral("the club"), typed));
    const QString all = (window->session().store().hasFeature("QSIO_ACK")
                             ? QStringLiteral("done, says the server: %1 sockets")
                             : QStringLiteral("%1 of %1 confirmed"))
                            .arg(chosenCount);
    WAIT_VERIFY(lastActivity() == all);
    QCOMPARE(clients->inRoom(QStringLiteral("the club")), chosen);

    STEP(broadcast(QStringLiteral("the club"), typed));
    QVERIFY(clients->waitFor([&] { return clients->events.size() >= chosenCount; }));
    clients->inRoom(QString()); // whatever came before its answers has come
    QCOMPARE(QSet<int>(clients->events.keyBegin(), clients->events.keyEnd()), chosen);
    const QJsonArray news{QStringLiteral("news"),
                          QJsonObject{{QStringLiteral("text"), QStringLiteral("hi")}}, 7};
    for (const QList<QJsonArray> &heard : std::as_const(clients->events))
        QCOMPARE(heard, QList<QJsonArray>{news});

    STEP(goTo(5, "sockets"));
    STEP(filter("sockets", QStringLiteral("room:\"the club\""), chosenCount));
    QTest::keyClick(table("sockets"), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(table("sockets"), Qt::Key_D);
    STEP(confirm(typed));
    QVERIFY(clients->waitFor([&] { return clients->reasons.size() >= chosenCount; }));
    clients->inRoom(QString());
    QCOMPARE(clients->gone(), chosen);
    for (const QString &reason : std::as_const(clients->reasons))
        QCOMPARE(reason, QStringLiteral("io server disconnect"));
    WAIT_VERIFY(rows->rowCount() == 0);
    WAIT_VERIFY(lastActivity() == all);
    WAIT_VERIFY(window->session().store().sockets().countIn("/chat") == clientCount - chosenCount);
}

void tst_AdminWindow::wholeNamespace()
{
    QVERIFY(server->start());
    QVERIFY(clients->start(server->url(), 4, QStringLiteral("/chat")));
    STEP(connectByTyping());
    STEP(waitUntilClosed());
    WAIT_VERIFY(window->session().store().sockets().countIn("/chat") == 4);
    STEP(goTo(3, "namespaces"));
    STEP(filter("namespaces", QStringLiteral("/chat"), 1));
    QTest::keyClick(table("namespaces"), Qt::Key_A, Qt::ControlModifier);
    WAIT_VERIFY(child<QAction>("disconnectAction")->isEnabled());
    QTest::keyClick(table("namespaces"), Qt::Key_D);
    STEP(confirm(QStringLiteral("/chat")));
    QVERIFY(clients->waitFor([&] { return clients->reasons.size() == 4; }));
}

// ---- what goes wrong -------------------------------------------------------------------------

void tst_AdminWindow::wrongPassword()
{
    QVERIFY(server->start());
    STEP(connectByTyping(QStringLiteral("guessed")));
    const QString sentence
        = QStringLiteral("The server does not accept this user name and password.");
    WAIT_VERIFY(outcome() == sentence);
    QVERIFY(says(sentence)); // behind the dialog, too
    savePicture(openDialog(), QStringLiteral("wrong-password"));
    QVERIFY(child<QToolButton>("connectionBadge")->text().contains(QStringLiteral("refused")));
    STEP(type(openDialog(), "profilePassword", QStringLiteral("changeit")));
    QTest::keyClick(openDialog(), Qt::Key_Return);
    STEP(waitUntilClosed());
    QVERIFY(window->session().isOnline());
    WAIT_VERIFY(!says(sentence));
    // What nobody has saved is still there to be changed; but for the password.
    STEP(openTheDialog());
    QCOMPARE(child<QLineEdit>("profileAddress")->text(), server->url().toString());
    QVERIFY(child<QLineEdit>("profilePassword")->text().isEmpty());
}

void tst_AdminWindow::refusals_data()
{
    QTest::addColumn<QString>("address"); // with the server's port for %1
    QTest::addColumn<QString>("nsp");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("unreachable") << "http://127.0.0.1:1"
                                 << "/admin"
                                 << "Nobody listens at port 1 of 127.0.0.1.";
    QTest::newRow("no such host") << "http://nowhere.invalid"
                                  << "/admin"
                                  << "There is no host called \"nowhere.invalid\".";
    QTest::newRow("TLS") << "https://127.0.0.1:%1"
                         << "/admin"
                         << "No secure connection to 127.0.0.1 is possible";
    QTest::newRow("no admin namespace")
        << "http://127.0.0.1:%1"
        << "/chat"
        << "The namespace \"/chat\" exists but is not an admin namespace";
    QTest::newRow("no such namespace") << "http://127.0.0.1:%1"
                                       << "/nowhere"
                                       << "The server has no namespace \"/nowhere\".";
}

void tst_AdminWindow::refusals()
{
    QFETCH(QString, address);
    QFETCH(const QString, nsp);
    QFETCH(const QString, sentence);
    QVERIFY(server->start());
    if (address.contains(u'%'))
        address = address.arg(server->url().port());
    STEP(openTheDialog());
    STEP(type(openDialog(), "profileAddress", address));
    STEP(type(openDialog(), "profileNamespace", nsp));
    STEP(type(openDialog(), "profileUser", QStringLiteral("admin")));
    STEP(type(openDialog(), "profilePassword", QStringLiteral("changeit")));
    QTest::keyClick(openDialog(), Qt::Key_Return);
    WAIT_VERIFY(outcome().startsWith(sentence));
    QVERIFY(says(sentence));
    QVERIFY(!window->session().isOnline());
    QCOMPARE(window->session().store().sockets().size(), 0);
}

// In the middle of a question, at that: the answer comes when there is nobody to send it to.
void tst_AdminWindow::serverKilled()
{
    QVERIFY(server->start());
    QVERIFY(clients->start(server->url(), 4, QStringLiteral("/chat")));
    STEP(connectByTyping());
    STEP(waitUntilClosed());
    WAIT_VERIFY(window->session().store().sockets().countIn("/chat") == 4);
    STEP(goTo(5, "sockets"));
    STEP(filter("sockets", QStringLiteral("nsp:/chat"), 4));
    QTest::keyClick(table("sockets"), Qt::Key_A, Qt::ControlModifier);
    WAIT_VERIFY(child<QAction>("disconnectAction")->isEnabled());
    QTest::keyClick(table("sockets"), Qt::Key_D);
    WAIT_VERIFY(openDialog<ConfirmDialog>());

    server->kill();
    WAIT_VERIFY(window->session().store().isStale());
    STEP(confirm());
    QCOMPARE(lastActivity(),
             QStringLiteral("Not connected. Nothing was sent, and nothing is kept for later."));
    WAIT_VERIFY(says(QStringLiteral("The lists are as of ")));
    QCOMPARE(table("sockets")->model()->rowCount(), 4); // still to be read
    for (const char *action :
         {"emitAction", "joinAction", "leaveAction", "disconnectAction", "closeAction"})
        QVERIFY2(!child<QAction>(action)->isEnabled(), action);
    QTest::keyClick(table("sockets"), Qt::Key_D);
    QVERIFY(!openDialog());
    savePicture(window.get(), QStringLiteral("killed"));

    clients->ids.clear();
    QVERIFY(server->restart());
    QVERIFY(clients->waitUntilReady());
    WAIT_VERIFY(window->session().isOnline());
    WAIT_VERIFY(window->session().store().sockets().countIn("/chat") == 4);
    WAIT_VERIFY(!says(QStringLiteral("The lists are as of ")));
    clients->reasons.clear();
    clients->inRoom(QString());
    QVERIFY(clients->reasons.isEmpty()); // nothing has waited for the connection
}

void tst_AdminWindow::production()
{
    QVERIFY(server->start({QStringLiteral("--admin-mode"), QStringLiteral("production")}));
    QVERIFY(clients->start(server->url(), 4, QStringLiteral("/chat")));
    STEP(connectByTyping());
    STEP(waitUntilClosed());
    WAIT_VERIFY(window->session().isProduction());
    WAIT_VERIFY(says(QStringLiteral("This server is in production mode")));
    STEP(goTo(8, "compose"));
    auto *nsp = child<QComboBox>("targetNamespace");
    WAIT_VERIFY(nsp->findText(QStringLiteral("/chat")) >= 0); // from the statistics
    nsp->setFocus();
    QTest::keyClicks(nsp, QStringLiteral("/chat"));
    STEP(type(window.get(), "targetNames", clients->ids[1])); // a room of its own
    STEP(type(window.get(), "eventName", QStringLiteral("news")));
    WAIT_VERIFY(says(QStringLiteral("Whom it reaches cannot be told")));
    STEP(press(window.get(), "composeSend"));
    if (openDialog<ConfirmDialog>())
        STEP(confirm());
    QVERIFY(clients->waitFor([&] { return !clients->events.isEmpty(); }));
    QCOMPARE(clients->events.keys(), QList<int>{1});
}

QTEST_MAIN(tst_AdminWindow)
#include "tst_adminwindow.moc"
