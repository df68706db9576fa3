// SPDX-License-Identifier: MIT
#include "models/jsondiffmodel.h"
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
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
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
    void socketsInGroups();
    void siblings();
    void changesOfData();
    void sharedRooms();

private:
    // Chooses what the inspector shows, and one of its tabs.
    void inspect(const Subject &subject, const QString &tab);
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

void tst_Pages::socketsInGroups()
{
    fixture->open(QStringLiteral("sockets"));
    auto *box = fixture->child<QComboBox>("socketsGroupBy");
    SlotTreeView *view = fixture->tree(QStringLiteral("sockets"));
    QVERIFY(!view->isVisible());
    box->setCurrentIndex(box->findText(QStringLiteral("By namespace")));
    QVERIFY(view->isVisible());
    QCOMPARE(fixture->window->currentPage()->view(), view);
    QCOMPARE(view->model()->rowCount(), 2);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_End);
    QVERIFY(
        waitFor([&] { return fixture->window->currentPage()->selection().sockets.size() == 8; }));
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Down);
    QVERIFY(waitFor([&] { return fixture->window->inspector().subject().id == "sock001"; }));
    savePicture(fixture->window.get(), QStringLiteral("sockets-groups"));
    box->setCurrentIndex(0);
    QVERIFY(!view->isVisible());
    QCOMPARE(fixture->table(QStringLiteral("sockets"))->model()->rowCount(), 12);
}

// ---- inspector -------------------------------------------------------------------------------

void tst_Pages::inspect(const Subject &subject, const QString &tab)
{
    fixture->window->inspector().inspect(subject);
    auto *tabs = fixture->child<QTabWidget>("inspectorTabs");
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i) == tab && tabs->isTabVisible(i))
            tabs->setCurrentIndex(i);
    }
    QCOMPARE(tabs->tabText(tabs->currentIndex()), tab);
}

void tst_Pages::siblings()
{
    fixture->open(QStringLiteral("sockets"));
    Subject subject;
    subject.kind = Subject::Kind::Socket;
    subject.nsp = "/";
    subject.id = "sock000";
    inspect(subject, QStringLiteral("Siblings"));
    auto *back = fixture->child<QToolButton>("inspectorBack");
    QVERIFY(!back->isVisible());
    auto *list = fixture->child<QTableView>("Sockets_inside");
    QVERIFY(waitFor([&] { return list->model()->rowCount() == 1; })); // and not itself
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QVERIFY(waitFor([&] { return fixture->window->inspector().subject().id == "sock001"; }));
    QVERIFY(back->isVisible());
    QVERIFY(
        waitFor([&] { return list->model()->index(0, 0).data() == QStringLiteral("sock000"); }));
    QVERIFY(accessibilityProblems(fixture->window.get()).isEmpty());
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(fixture->window->inspector().subject().id, QByteArray("sock000"));
    QVERIFY(!back->isVisible());
}

void tst_Pages::changesOfData()
{
    fixture->open(QStringLiteral("sockets"));
    Subject subject;
    subject.kind = Subject::Kind::Socket;
    subject.nsp = "/";
    subject.id = "sock000";
    inspect(subject, QStringLiteral("Data"));
    auto *choice = fixture->child<QComboBox>("inspectorDataChange");
    QVERIFY(!choice->isVisible());
    const QAbstractItemModel *rows = fixture->child<QTableView>("Changes_of_the_data")->model();
    fixture->server.say("socket_updated",
                        R"({"id":"sock000","nsp":"/","data":{"name":"Ann","score":0}})");
    QVERIFY(waitFor([&] { return choice->count() == 1; }));
    QCOMPARE(rows->rowCount(), 1);
    QCOMPARE(rows->index(0, JsonDiffModel::Path).data().toString(), QStringLiteral("name"));
    QCOMPARE(rows->index(0, JsonDiffModel::Before).data().toString(), QStringLiteral("\"user 0\""));
    QCOMPARE(rows->index(0, JsonDiffModel::After).data().toString(), QStringLiteral("\"Ann\""));
    fixture->server.say("socket_updated", R"({"id":"sock000","nsp":"/","data":{"name":"Ann"}})");
    QVERIFY(waitFor([&] { return choice->count() == 2; }));
    QCOMPARE(rows->index(0, JsonDiffModel::Change).data().toString(), QStringLiteral("removed"));
    choice->setCurrentIndex(1); // the one before
    QCOMPARE(rows->index(0, JsonDiffModel::Change).data().toString(), QStringLiteral("changed"));
}

void tst_Pages::sharedRooms()
{
    fixture->open(QStringLiteral("rooms"));
    fixture->server.say("room_joined", R"("/chat","vip","sock001")");
    const auto hasRoom = [&] {
        return fixture->window->session().store().rooms().find(
                   {"/chat", RoomName(QByteArray("vip"))})
            >= 0;
    };
    QVERIFY(waitFor(hasRoom));
    Subject subject;
    subject.kind = Subject::Kind::Room;
    subject.nsp = "/chat";
    subject.room = RoomName(QByteArray("lobby"));
    inspect(subject, QStringLiteral("Shared with"));
    auto *list = fixture->child<QTableView>("Rooms_with_the_same_members");
    QCOMPARE(list->model()->rowCount(), 1);
    QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("vip"));
    QCOMPARE(list->model()->index(0, 1).data().toString(), QStringLiteral("1 of 1 members"));
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(fixture->window->inspector().subject().room.text(), QStringLiteral("vip"));
}

QTEST_MAIN(tst_Pages)
#include "tst_pages.moc"
