// SPDX-License-Identifier: MIT
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "window/inspector.h"
#include "window/slottableview.h"
#include "windowfixture.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

using namespace QsioAdmin;
using QSocketIo::waitFor;

// The pages with trees, and the inspector, by keyboard and mouse.
class tst_Pages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void roomsAsTree();
    void roomsAsList();
    void clientsAsTree();

private:
    std::unique_ptr<WindowFixture> fixture;
};

void tst_Pages::init()
{
    failOnWidgetWarning();
    fixture = std::make_unique<WindowFixture>();
}

void tst_Pages::cleanup()
{
    fixture.reset();
}

// ---- trees -----------------------------------------------------------------------------------

void tst_Pages::roomsAsTree()
{
    fixture->open(QStringLiteral("rooms"));
    SlotTreeView *view = fixture->tree(QStringLiteral("rooms"));
    QCOMPARE(fixture->window->currentPage()->view(), view);
    const auto *model = view->model();
    QVERIFY(waitFor([&] { return model->rowCount(model->index(0, 0)) == 2; })); // order: and lobby
    QVERIFY(view->isExpanded(model->index(0, 0)));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Home);
    QTest::keyClick(view, Qt::Key_Down);
    QVERIFY(waitFor([&] {
        return fixture->window->currentPage()->selection().rooms.size() == 2;
    })); // all of order:
    QTest::keyClick(view, Qt::Key_Right); // opens it
    QTest::keyClick(view, Qt::Key_Down);
    QVERIFY(waitFor([&] { return fixture->window->currentPage()->selection().rooms.size() == 1; }));
    QVERIFY(waitFor([&] {
        return fixture->window->inspector().subject().room.text() == QStringLiteral("order:0");
    }));
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("\"Room\":\"order:0\"")));
    // The room goes: nothing is selected any longer, and nobody else.
    for (const char *id : {"sock002", "sock004"})
        fixture->server.say("room_left", "\"/chat\",\"order:0\",\"" + QByteArray(id) + '"');
    QVERIFY(waitFor([&] { return fixture->window->currentPage()->selection().isEmpty(); }));
    QVERIFY(waitFor([&] { return !fixture->child<QAction>("disconnectAction")->isEnabled(); }));
    QTest::mouseClick(fixture->child<QToolButton>("roomsPrivate"), Qt::LeftButton);
    QVERIFY(
        waitFor([&] { return model->rowCount() == 2; })); // also the namespace without other rooms
    QTest::keyClicks(fixture->child<QLineEdit>("roomsFilter"), QStringLiteral("lobby"));
    QVERIFY(
        waitFor([&] { return fixture->window->currentPage()->exportModel()->rowCount() == 1; }));
}

void tst_Pages::roomsAsList()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("layout.ini")), QSettings::IniFormat);
    fixture->open(QStringLiteral("rooms"), {.settings = &settings});
    QTest::mouseClick(fixture->child<QToolButton>("roomsTree"), Qt::LeftButton);
    QCOMPARE(fixture->window->currentPage()->view(), fixture->table(QStringLiteral("rooms")));
    QVERIFY(
        waitFor([&] { return fixture->table(QStringLiteral("rooms"))->model()->rowCount() == 3; }));
    QVERIFY(!fixture->child<QToolButton>("roomsPrivate")->isEnabled());
    fixture->window->close();
    fixture->window = std::make_unique<MainWindow>(WindowServices{.settings = &settings});
    QVERIFY(!qobject_cast<TreePage *>(fixture->window->page(QStringLiteral("rooms")))->isTree());
    QVERIFY(qobject_cast<TreePage *>(fixture->window->page(QStringLiteral("clients")))->isTree());
}

void tst_Pages::clientsAsTree()
{
    fixture->open(QStringLiteral("clients"));
    SlotTreeView *view = fixture->tree(QStringLiteral("clients"));
    QVERIFY(waitFor([&] { return view->model()->rowCount() == 6; }));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_End);
    QTest::keyClick(view, Qt::Key_Home);
    QVERIFY(
        waitFor([&] { return fixture->window->currentPage()->selection().sockets.size() == 2; }));
    QVERIFY(waitFor(
        [&] { return fixture->window->inspector().subject().kind == Subject::Kind::Client; }));
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Down);
    QVERIFY(
        waitFor([&] { return fixture->window->currentPage()->selection().sockets.size() == 1; }));
    QVERIFY(waitFor(
        [&] { return fixture->window->inspector().subject().id == QByteArray("sock000"); }));
    QTest::keyClick(view, Qt::Key_Up, Qt::ShiftModifier); // the client with its socket
    QVERIFY(
        waitFor([&] { return fixture->window->currentPage()->selection().sockets.size() == 2; }));
}

QTEST_MAIN(tst_Pages)
#include "tst_pages.moc"
