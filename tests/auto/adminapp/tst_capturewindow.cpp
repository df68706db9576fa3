// SPDX-License-Identifier: MIT
#include "core/capturefile.h"
#include "models/celltext.h"
#include "models/modelroles.h"
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "widgets/theme.h"
#include "window/capturecontrol.h"
#include "windowfixture.h"

#include <QtCore/QFile>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSlider>
#include <QtWidgets/QToolButton>

using namespace QsioAdmin;
using QSocketIo::waitFor;

// Recording in the window, and a recording in the place of a server.
class tst_CaptureWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void recordsAndReplays();
    void everyFileBeginsWithTheLists();
    void returnsToTheServer();
    void connectingClosesIt();
    void nothingToOpen();
    void dialogs();
    void timesInUtc();
    void pictures_data();
    void pictures();

private:
    [[nodiscard]] CaptureControl &capture() const { return fixture->window->capture(); }
    [[nodiscard]] int sockets() const
    {
        return fixture->window->session().store().sockets().size();
    }
    template<typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return fixture->child<Widget>(name);
    }
    void record(); // some events, to m_file
    [[nodiscard]] static bool contains(const QString &fileName, const char *text)
    {
        QFile file(fileName);
        return file.open(QIODevice::ReadOnly) && file.readAll().contains(text);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<WindowFixture> fixture;
};

void tst_CaptureWindow::init()
{
    failOnWidgetWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(QStringLiteral("monday.ndjson"));
    fixture = std::make_unique<WindowFixture>();
}

void tst_CaptureWindow::cleanup()
{
    fixture.reset();
}

void tst_CaptureWindow::record()
{
    QVERIFY(capture().startRecording(m_file));
    QVERIFY(child<QLabel>("captureLabel")->isVisible());
    QVERIFY(!child<QAction>("captureStartAction")->isEnabled());
    QVERIFY(waitFor([&] { return contains(m_file, "all_sockets"); })); // they are asked for again
    QVERIFY(waitFor([&] { return fixture->window->session().isOnline(); }));
    fixture->sayEvents(10);
    QVERIFY(waitFor([&] { return contains(m_file, "hello 9"); }));
    child<QAction>("captureStopAction")->trigger();
    QVERIFY(!child<QLabel>("captureLabel")->isVisible());
}

void tst_CaptureWindow::recordsAndReplays()
{
    fixture->open(QStringLiteral("sockets"));
    record();
    QVERIFY(capture().openFile(m_file));
    QVERIFY(waitFor([&] { return fixture->server.peer == nullptr; })); // no connection meanwhile
    auto *bar = child<QFrame>("captureBar");
    QVERIFY(bar->isVisible());
    QVERIFY(child<QLabel>("captureText")->text().contains(QStringLiteral("monday.ndjson")));
    QVERIFY(child<QToolButton>("connectionBadge")->text().contains(QStringLiteral("recorded")));
    child<QSlider>("captureSlider")->setValue(1'000);
    QVERIFY(waitFor([&] { return fixture->window->session().store().events().size() == 10; }));
    QCOMPARE(sockets(), 12);
    QVERIFY(waitFor(
        [&] { return fixture->table(QStringLiteral("sockets"))->model()->rowCount() == 12; }));
    fixture->table(QStringLiteral("sockets"))->selectRow(0);
    QVERIFY(waitFor([&] { return !fixture->window->currentPage()->selection().isEmpty(); }));
    QVERIFY(!child<QAction>("disconnectAction")->isEnabled()); // nothing can be sent
    QVERIFY(!child<QAction>("captureStartAction")->isEnabled());
    QTest::mouseClick(child<QToolButton>("captureStart"), Qt::LeftButton);
    QVERIFY(waitFor([&] { return fixture->window->session().store().events().size() < 10; }));
    QVERIFY(accessibilityProblems(fixture->window.get()).isEmpty());
}

void tst_CaptureWindow::everyFileBeginsWithTheLists()
{
    fixture->open(QStringLiteral("sockets"));
    capture().setLimits({.maxBytes = 3'000, .maxFiles = 20});
    QVERIFY(capture().startRecording(m_file));
    QVERIFY(waitFor([&] { return contains(m_file, "all_sockets"); }));
    QVERIFY(waitFor([&] {
        fixture->sayEvents(1);
        return captureParts(m_file).size() > 1;
    }));
    QVERIFY(waitFor([&] { return contains(m_file, "all_sockets"); }));
    capture().stopRecording();
}

void tst_CaptureWindow::returnsToTheServer()
{
    fixture->open(QStringLiteral("sockets"));
    record();
    QVERIFY(capture().openFile(m_file));
    QVERIFY(!fixture->window->session().isOnline());
    QTest::mouseClick(child<QPushButton>("captureClose"), Qt::LeftButton);
    QVERIFY(!child<QFrame>("captureBar")->isVisible());
    QVERIFY(waitFor([&] { return fixture->window->session().isOnline() && sockets() == 12; }));
    QCOMPARE(fixture->window->session().store().events().size(), 0); // none of the recording
}

void tst_CaptureWindow::connectingClosesIt()
{
    fixture->open(QStringLiteral("sockets"));
    record();
    QVERIFY(capture().openFile(m_file));
    Profile profile;
    profile.settings = *ConnectionSettings::fromUrl(fixture->server.url());
    fixture->window->connectDirectly(profile);
    QVERIFY(!capture().isOpen());
    QVERIFY(waitFor([&] { return fixture->window->session().isOnline() && sockets() == 12; }));
}

void tst_CaptureWindow::nothingToOpen()
{
    fixture->open(QStringLiteral("sockets"));
    QVERIFY(!capture().openFile(m_file));
    auto *box = child<QMessageBox>("captureProblem");
    QVERIFY(box && box->isVisible());
    box->close();
    QVERIFY(fixture->window->session().isOnline()); // and it has stayed
    QCOMPARE(sockets(), 12);
    QVERIFY(!capture().startRecording(m_folder->filePath(QStringLiteral("no/where.ndjson"))));
    QVERIFY(!capture().isRecording());
}

void tst_CaptureWindow::dialogs()
{
    fixture->open(QStringLiteral("sockets"));
    for (const char *action : {"captureStartAction", "captureOpenAction"}) {
        child<QAction>(action)->trigger();
        auto *dialog = fixture->window->findChild<QFileDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->reject();
        QVERIFY(waitFor([&] { return !fixture->window->findChild<QFileDialog *>(); }));
    }
}

void tst_CaptureWindow::timesInUtc()
{
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "Asia/Tokyo");
    tzset();
    QSettings settings(m_folder->filePath(QStringLiteral("layout.ini")), QSettings::IniFormat);
    fixture->open(QStringLiteral("events"), {.settings = &settings});
    fixture->server.say("event_sent", R"("/","sock000",["x"],1795212542000)");
    const QAbstractItemModel *rows = fixture->window->currentPage()->view()->model();
    QVERIFY(waitFor([&] { return rows->rowCount() == 1; }));
    const QModelIndex time = rows->index(0, EventsModel::Time);
    QCOMPARE(time.data().toString(), QStringLiteral("07:09:02.000"));
    child<QAction>("utcAction")->trigger();
    QCOMPARE(time.data().toString(), QStringLiteral("22:09:02.000"));
    QCOMPARE(timeText(1'795'212'542'000), QStringLiteral("2026-11-20 22:09:02"));
    fixture->window->close();
    QVERIFY(settings.value(QStringLiteral("window/utc")).toBool());
    child<QAction>("utcAction")->trigger();
    QCOMPARE(time.data(ExportRole).toString(), QStringLiteral("2026-11-20T22:09:02.000Z"));
    QCOMPARE(timeText(1'795'212'542'000), QStringLiteral("2026-11-21 07:09:02"));
    if (zone.isNull())
        qunsetenv("TZ");
    else
        qputenv("TZ", zone);
    tzset();
}

void tst_CaptureWindow::pictures_data()
{
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
}

void tst_CaptureWindow::pictures()
{
    if (qEnvironmentVariableIsEmpty("QSIOADMIN_PICTURES"))
        QSKIP("QSIOADMIN_PICTURES names no folder.");
    QFETCH(const QString, theme);
    Theme look(Theme::modeFromName(theme));
    fixture->open(QStringLiteral("events"), {.theme = &look});
    record();
    QVERIFY(capture().openFile(m_file));
    child<QSlider>("captureSlider")->setValue(1'000);
    auto *view = qobject_cast<QTableView *>(fixture->window->currentPage()->view());
    QVERIFY(waitFor([&] { return view->model()->rowCount() == 10; }));
    view->selectRow(3);
    QTest::keyClick(view, Qt::Key_M);
    view->selectRow(5);
    child<QTabWidget>("eventDetail")->setCurrentIndex(3);
    savePicture(fixture->window.get(), QStringLiteral("capture-") + theme);
}

QTEST_MAIN(tst_CaptureWindow)
#include "tst_capturewindow.moc"
