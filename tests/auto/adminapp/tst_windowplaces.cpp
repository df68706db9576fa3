// SPDX-License-Identifier: MIT
// How people get about in the window: what is found, the way back, further windows, keys and layout.
#include "fakeadminserver.h"
#include "profiles/profilestore.h"
#include "profiles/sessionsecretstore.h"
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "widgets/connectdialog.h"
#include "widgets/theme.h"
#include "window/announcer.h"
#include "window/inspector.h"
#include "window/keysdialog.h"
#include "window/mainwindow.h"
#include "window/pagewindow.h"
#include "window/slottableview.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QKeySequenceEdit>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace QsioAdmin;
using namespace std::chrono_literals;

class tst_WindowPlaces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void findsASocket();
    void findsAPage();
    void findsACommand();
    void findsAConnection();
    void wayBack();
    void secondWindow();
    void closingTheFirst();
    void closingTheSecond();
    void notTwice();
    void layoutPerProfile();
    void keysAreSaved();
    void keysOfTwo();
    void announcements();
    void announcementsAreLimited();
    void countdown();
    void accessibility();
    void pictures();

private:
    void open();
    void connectTo(const QString &name);
    void find(const QString &text);
    template<typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    void record(const Announcer *announcer)
    {
        connect(announcer, &Announcer::said, this,
                [this](const QString &text) { announced.append(text); });
    }
    void trigger(const char *action) { child<QAction>(action)->trigger(); }

    QStringList announced;
    std::unique_ptr<FakeAdminServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<SessionSecretStore> m_secrets;
    std::unique_ptr<MainWindow> m_window;
};

void tst_WindowPlaces::init()
{
    failOnWidgetWarning();
    announced.clear();
    m_server = std::make_unique<FakeAdminServer>();
    const auto socket = [](const char *id, const char *nsp, const char *room) {
        return QByteArray(R"({"id":")") + id + R"(","nsp":")" + nsp + R"(","clientId":"c)" + id
            + R"(","transport":"websocket","rooms":[")" + id + R"(",")" + room
            + R"("],"data":{},"handshake":{"address":"10.0.0.1","headers":{},"query":{},)"
              R"("issued":1700000000000,"secure":false}})";
    };
    m_server->sockets
        = '[' + socket("one", "/", "lobby") + ',' + socket("two", "/chat", "order:1") + ']';
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("settings.ini")),
                                             QSettings::IniFormat);
    m_profiles
        = std::make_unique<ProfileStore>(m_folder->filePath(QStringLiteral("profiles.json")));
    m_secrets = std::make_unique<SessionSecretStore>();
    open();
}

void tst_WindowPlaces::cleanup()
{
    m_window.reset();
    m_server.reset();
}

void tst_WindowPlaces::open()
{
    m_window.reset();
    m_window = std::make_unique<MainWindow>(
        WindowServices{m_profiles.get(), m_secrets.get(), nullptr, m_settings.get()});
    m_window->session().setFrameInterval(1ms);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    connectTo(QStringLiteral("test"));
}

void tst_WindowPlaces::connectTo(const QString &name)
{
    Profile profile;
    profile.id = profile.name = name;
    profile.settings = *ConnectionSettings::fromUrl(m_server->url());
    profile.settings.reconnectionDelay = profile.settings.reconnectionDelayMax = 60s;
    m_window->connectDirectly(profile);
    QTRY_COMPARE(m_window->session().store().sockets().size(), 2);
}

void tst_WindowPlaces::find(const QString &text)
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *edit = child<QLineEdit>("findText");
    QVERIFY(edit);
    QTest::keyClicks(edit, text);
    QTRY_VERIFY(child<QListWidget>("findHits")->count() > 0);
    QTest::keyClick(edit, Qt::Key_Return);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!child<QLineEdit>("findText"));
}

// ---- finding ---------------------------------------------------------------------------------

void tst_WindowPlaces::findsASocket()
{
    find(QStringLiteral("two"));
    const Subject expected{Subject::Kind::Client, {}, "ctwo", {}};
    QCOMPARE(m_window->currentPage()->name(), QStringLiteral("clients"));
    QCOMPARE(m_window->inspector().subject().id, expected.id);
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *edit = child<QLineEdit>("findText");
    QTest::keyClicks(edit, QStringLiteral("two"));
    auto *hits = child<QListWidget>("findHits");
    QTRY_COMPARE(hits->count(), 2);
    QTest::keyClick(edit, Qt::Key_Down);
    QCOMPARE(hits->currentRow(), 1);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(m_window->currentPage()->name(), QStringLiteral("sockets"));
    QCOMPARE(m_window->inspector().subject().id, QByteArray("two"));
    QVERIFY(child<QDockWidget>("inspectorDock")->isVisible());
    const auto *table = qobject_cast<SlotTableView *>(m_window->currentPage()->view());
    QTRY_COMPARE(table->selectedSourceRows().size(), 1);
    QCOMPARE(child<QLabel>("breadcrumbText")->text(), QStringLiteral("Sockets  ›  two in /chat"));
}

void tst_WindowPlaces::findsAPage()
{
    find(QStringLiteral("names"));
    QCOMPARE(m_window->currentPage()->name(), QStringLiteral("namespaces"));
}

void tst_WindowPlaces::findsACommand()
{
    QVERIFY(!child<QAction>("readOnlyAction")->isChecked());
    find(QStringLiteral("read-only"));
    QVERIFY(child<QAction>("readOnlyAction")->isChecked());
}

void tst_WindowPlaces::findsAConnection()
{
    Profile profile = Profile::create();
    profile.name = QStringLiteral("Production");
    profile.settings.url = QUrl(QStringLiteral("https://example.org"));
    m_profiles->save(profile);
    find(QStringLiteral("product"));
    auto *dialog = m_window->findChild<ConnectDialog *>();
    QVERIFY(dialog); // it is chosen, not connected to
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("profileName"))->text(), profile.name);
    QVERIFY(m_window->session().isOnline());
}

void tst_WindowPlaces::wayBack()
{
    QVERIFY(!child<QToolButton>("backActionButton")->isEnabled());
    m_window->showPage(QStringLiteral("sockets"));
    m_window->showSubject({Subject::Kind::Socket, "/", "one", {}});
    m_window->showPage(QStringLiteral("events"));
    QCOMPARE(child<QLabel>("breadcrumbText")->text(), QStringLiteral("Events"));
    child<QToolButton>("backActionButton")->click();
    QCOMPARE(m_window->currentPage()->name(), QStringLiteral("sockets"));
    QCOMPARE(child<QLabel>("breadcrumbText")->text(), QStringLiteral("Sockets  ›  one in /"));
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_window->currentPage()->name(), QStringLiteral("events"));
}

// ---- windows ---------------------------------------------------------------------------------

void tst_WindowPlaces::secondWindow()
{
    m_window->showPage(QStringLiteral("sockets"));
    PageWindow *second = m_window->openPageWindow();
    QVERIFY(second);
    QVERIFY(QTest::qWaitForWindowExposed(second));
    QVERIFY(second->windowTitle().contains(QStringLiteral("test")));
    auto *table = qobject_cast<SlotTableView *>(second->page()->view());
    QTRY_COMPARE(table->model()->rowCount(), 2);
    m_window->showPage(QStringLiteral("events")); // each has its own page
    table->selectRow(0);
    QTRY_VERIFY(!second->page()->selection().isEmpty());
    QTRY_COMPARE(m_window->inspector().subject().kind, Subject::Kind::Socket);
    QSignalSpy wanted(second, &PageWindow::emitRequested);
    second->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(second));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_E);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(m_window->currentPage()->name(), QStringLiteral("compose"));
}

void tst_WindowPlaces::closingTheFirst()
{
    m_window->showPage(QStringLiteral("sockets"));
    const QPointer<PageWindow> second = m_window->openPageWindow();
    qobject_cast<SlotTableView *>(second->page()->view())->selectRow(0);
    m_window->close();
    QVERIFY(!second || !second->isVisible());
    m_window.reset();
    QVERIFY(!second);
}

void tst_WindowPlaces::closingTheSecond()
{
    m_window->showPage(QStringLiteral("events"));
    const QPointer<PageWindow> second = m_window->openPageWindow();
    second->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!second);
    m_server->say("room_joined", R"("/","lobby","two","2026-01-01T00:00:00.000Z")");
    QTRY_VERIFY(m_window->session().store().events().nextNumber() > 1);
    trigger("pauseAction");
    QVERIFY(m_window->isVisible());
}

void tst_WindowPlaces::notTwice()
{
    m_window->showPage(QStringLiteral("compose"));
    QVERIFY(!m_window->openPageWindow());
}

void tst_WindowPlaces::layoutPerProfile()
{
    auto *dock = child<QDockWidget>("inspectorDock");
    QVERIFY(dock->isVisible());
    connectTo(QStringLiteral("other"));
    dock->hide();
    connectTo(QStringLiteral("test"));
    QVERIFY(dock->isVisible());
    connectTo(QStringLiteral("other"));
    QVERIFY(!dock->isVisible());
    m_window->close();
    open(); // as "test"
    QVERIFY(child<QDockWidget>("inspectorDock")->isVisible());
}

// ---- keys ------------------------------------------------------------------------------------

void tst_WindowPlaces::keysAreSaved()
{
    trigger("editShortcutsAction");
    auto *edit = child<QKeySequenceEdit>("resyncActionKeys");
    QVERIFY(edit);
    QCOMPARE(edit->keySequence(), QKeySequence(Qt::Key_F5));
    edit->setKeySequence(QKeySequence(Qt::Key_F7));
    QCOMPARE(child<QLabel>("keysProblem")->text(), QString());
    child<QPushButton>("keysSave")->click();
    QCOMPARE(child<QAction>("resyncAction")->shortcut(), QKeySequence(Qt::Key_F7));
    QCOMPARE(child<QAction>("filterAction")->shortcuts().size(), 2); // as they were
    open();
    QCOMPARE(child<QAction>("resyncAction")->shortcut(), QKeySequence(Qt::Key_F7));
    trigger("editShortcutsAction");
    child<QPushButton>("keysDefaults")->click();
    child<QPushButton>("keysSave")->click();
    QCOMPARE(child<QAction>("resyncAction")->shortcut(), QKeySequence(Qt::Key_F5));
    m_settings->sync();
    QVERIFY(!m_settings->allKeys().contains(QStringLiteral("shortcuts/resyncAction")));
}

void tst_WindowPlaces::keysOfTwo()
{
    trigger("editShortcutsAction");
    auto *edit = child<QKeySequenceEdit>("resyncActionKeys");
    edit->setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_R)); // that of Read-only
    QVERIFY(!child<QPushButton>("keysSave")->isEnabled());
    QVERIFY(child<QLabel>("keysProblem")->text().contains(QStringLiteral("Read-only")));
    auto *dialog = child<KeysDialog>("keysDialog");
    dialog->accept();
    QVERIFY(dialog->isVisible());
    edit->setKeySequence({});
    QVERIFY(child<QPushButton>("keysSave")->isEnabled());
    child<QPushButton>("keysSave")->click();
    QVERIFY(child<QAction>("resyncAction")->shortcuts().isEmpty());
}

// ---- screen readers --------------------------------------------------------------------------

void tst_WindowPlaces::announcements()
{
    QTRY_VERIFY(m_window->session().store().listState() == ListState::Current);
    record(m_window->findChild<Announcer *>());
    m_server->stop();
    QTRY_VERIFY(!announced.isEmpty());
    QTRY_VERIFY(announced.contains(QStringLiteral("Connection: reconnecting")));
}

void tst_WindowPlaces::announcementsAreLimited()
{
    QWidget voice;
    Announcer announcer(&voice);
    record(&announcer);
    announcer.setInterval(30ms);
    for (const char *text : {"a", "b", "c"})
        announcer.announce(QString::fromLatin1(text));
    QCOMPARE(announced, QStringList(QStringLiteral("a")));
    QTRY_COMPARE(announced.size(), 2);
    QCOMPARE(announced.last(), QStringLiteral("c")); // the last of the rush
    QCOMPARE(voice.accessibleName(), QStringLiteral("c"));
}

void tst_WindowPlaces::countdown()
{
    m_server->stop();
    auto *badge = child<QToolButton>("connectionBadge");
    QTRY_VERIFY2(badge->text().contains(QStringLiteral("reconnecting in ")),
                 qPrintable(badge->text()));
    QVERIFY(badge->text().endsWith(QStringLiteral("attempt 1")));
    QVERIFY(child<QAction>("retryAction")->isEnabled());
    QVERIFY(m_server->listen());
    trigger("retryAction");
    QTRY_VERIFY(m_window->session().isOnline());
}

void tst_WindowPlaces::accessibility()
{
    trigger("editShortcutsAction");
    QCOMPARE(accessibilityProblems(child<KeysDialog>("keysDialog")).join(u'\n'), QString());
    child<KeysDialog>("keysDialog")->reject();
    trigger("findAction");
    QCOMPARE(accessibilityProblems(child<QDialog>("findPalette")), QStringList());
    child<QDialog>("findPalette")->reject();
    m_window->showPage(QStringLiteral("sockets"));
    QCOMPARE(accessibilityProblems(m_window->openPageWindow()), QStringList());
}

void tst_WindowPlaces::pictures()
{
    Theme theme(Theme::Mode::Contrast);
    m_window->resize(1280, 800);
    for (const char *page : {"sockets", "compose", "overview", "events"}) {
        m_window->showPage(QString::fromLatin1(page));
        if (qstrcmp(page, "sockets") == 0)
            m_window->showSubject({Subject::Kind::Socket, "/", "one", {}});
        QCoreApplication::processEvents();
        savePicture(m_window.get(), QStringLiteral("contrast-%1").arg(QLatin1StringView(page)));
    }
    theme.setMode(Theme::Mode::Light);
    trigger("findAction");
    QTest::keyClicks(child<QLineEdit>("findText"), QStringLiteral("o"));
    QTRY_VERIFY(child<QListWidget>("findHits")->count() > 5);
    savePicture(child<QDialog>("findPalette"), QStringLiteral("find"));
    child<QDialog>("findPalette")->reject();
    trigger("editShortcutsAction");
    savePicture(child<QDialog>("keysDialog"), QStringLiteral("keys"));
    child<QDialog>("keysDialog")->reject();
    m_window->showPage(QStringLiteral("sockets"));
    savePicture(m_window.get(), QStringLiteral("light-sockets"));
    PageWindow *second = m_window->openPageWindow();
    savePicture(second, QStringLiteral("second"));
    QVERIFY(second->isVisible());
}

QTEST_MAIN(tst_WindowPlaces)
#include "tst_windowplaces.moc"
