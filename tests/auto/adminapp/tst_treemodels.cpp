// SPDX-License-Identifier: MIT
#include "core/useragent.h"
#include "models/clienttreemodel.h"
#include "models/roomtreemodel.h"
#include "models/sockettreemodel.h"
#include "shared/waitfor.h"
#include "storefixture.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

#include <ctime>

using namespace QsioAdmin;

// The trees, by random streams of events against what a naive grouping of the stores says.
class tst_TreeModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void roomsAreGrouped();
    void oneRoomIsNoGroup();
    void privateRooms();
    void roomsFollowTheirGroups();
    void strangersAreNotSelected();
    void frozen();
    void oneRefreshForManyEvents();
    void childrenOfClients();
    void groupsOfSockets();
    void userAgents_data();
    void userAgents();
    void generatedStream_data();
    void generatedStream();
    void largeTrees();

private:
    struct Trees
    {
        explicit Trees(AdminStore *store)
            : rooms(store)
            , clients(store)
            , sockets(store)
            , roomTree(store, &rooms, &sockets)
            , clientTree(store, &clients, &sockets)
            , socketTree(store, &sockets)
        { }
        RoomsModel rooms;
        ClientsModel clients;
        SocketsModel sockets;
        RoomTreeModel roomTree;
        ClientTreeModel clientTree;
        SocketTreeModel socketTree;
    };

    void say(const QByteArray &event, const QByteArray &arguments)
    {
        QVERIFY(fixture->say(event, arguments));
    }
    void step(QRandomGenerator &random);
    void connectSocket(const QByteArray &id, const QByteArray &nsp, const QByteArrayList &rooms);
    // Each item on a line, indented by its depth.
    static QStringList outline(const QAbstractItemModel &model, const QModelIndex &parent = {},
                               int depth = 0);
    static QModelIndex at(const QAbstractItemModel &model, const QStringList &path);

    std::unique_ptr<StoreFixture> fixture;
};

void tst_TreeModels::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    fixture = std::make_unique<StoreFixture>();
    fixture->store.beginConnection();
}

void tst_TreeModels::cleanup()
{
    fixture.reset();
}

QStringList tst_TreeModels::outline(const QAbstractItemModel &model, const QModelIndex &parent,
                                    int depth)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines.append(QString(depth, u' ') + index.data().toString());
        lines += outline(model, index, depth + 1);
    }
    return lines;
}

QModelIndex tst_TreeModels::at(const QAbstractItemModel &model, const QStringList &path)
{
    QModelIndex found;
    for (const QString &name : path) {
        const QModelIndex parent = found;
        found = {};
        for (int row = 0; row < model.rowCount(parent) && !found.isValid(); ++row) {
            if (model.index(row, 0, parent).data() == name)
                found = model.index(row, 0, parent);
        }
    }
    return found;
}

void tst_TreeModels::connectSocket(const QByteArray &id, const QByteArray &nsp,
                                   const QByteArrayList &rooms)
{
    QByteArray names = '"' + id + '"';
    for (const QByteArray &room : rooms)
        names += ",\"" + room + '"';
    say("socket_connected",
        R"({"id":")" + id + R"(","nsp":")" + nsp + R"(","clientId":"c-)" + id
            + R"(","transport":"websocket","rooms":[)" + names + "]},1000");
}

// ---- rooms -----------------------------------------------------------------------------------

void tst_TreeModels::roomsAreGrouped()
{
    connectSocket("a", "/", {"order:1", "order:2", "lobby", ":odd", "user:7"});
    connectSocket("b", "/chat", {"order:1"});
    connectSocket("c", "/", {"order:2"});
    fixture->store.publish();
    Trees trees(&fixture->store);
    RoomTreeModel &tree = trees.roomTree;
    tree.sort(RoomTreeModel::Name);
    const QStringList expected{
        QStringLiteral("/"),         QStringLiteral(" order:"), QStringLiteral("  order:1"),
        QStringLiteral("  order:2"), QStringLiteral(" :odd"),   QStringLiteral(" lobby"),
        QStringLiteral(" user:7"),   QStringLiteral("/chat"),   QStringLiteral(" order:1")};
    QCOMPARE(outline(tree), expected);
    const QModelIndex group = at(tree, {QStringLiteral("/"), QStringLiteral("order:")});
    QCOMPARE(group.siblingAtColumn(RoomTreeModel::Rooms).data().toString(), QStringLiteral("2"));
    QCOMPARE(group.siblingAtColumn(RoomTreeModel::Members).data(SortRole).toInt(), 3);
    QCOMPARE(tree.roomsAt(group).size(), 2);
    QCOMPARE(tree.roomsAt(group.parent()).size(), 5);
    QCOMPARE(tree.namespaceAt(group.parent()), QByteArray("/"));
    tree.setFilter(*FilterExpr::parse(QStringLiteral("room=order:2")));
    QCOMPARE(outline(tree), QStringList({QStringLiteral("/"), QStringLiteral(" order:2")}));
    tree.setFilter({});
    tree.setScope([&](int row) { return trees.rooms.keyAt(row).nsp == "/chat"; });
    QCOMPARE(tree.shown(), 1);
}

void tst_TreeModels::oneRoomIsNoGroup()
{
    connectSocket("a", "/", {"order:1"});
    fixture->store.publish();
    Trees trees(&fixture->store);
    QCOMPARE(outline(trees.roomTree),
             QStringList({QStringLiteral("/"), QStringLiteral(" order:1")}));
}

void tst_TreeModels::privateRooms()
{
    connectSocket("a", "/", {"lobby"});
    connectSocket("b", "/chat", {});
    fixture->store.publish();
    Trees trees(&fixture->store);
    RoomTreeModel &tree = trees.roomTree;
    tree.sort(RoomTreeModel::Name);
    QCOMPARE(outline(tree), QStringList({QStringLiteral("/"), QStringLiteral(" lobby")}));
    tree.setPrivateShown(true);
    const QStringList expected{
        QStringLiteral("/"),   QStringLiteral(" lobby"), QStringLiteral(" Private rooms"),
        QStringLiteral("  a"), QStringLiteral("/chat"),  QStringLiteral(" Private rooms"),
        QStringLiteral("  b")};
    QCOMPARE(outline(tree), expected);
    const QModelIndex own
        = at(tree, {QStringLiteral("/chat"), QStringLiteral("Private rooms"), QStringLiteral("b")});
    QCOMPARE(tree.socketAt(own).id, QByteArray("b"));
    QVERIFY(tree.roomsAt(own).isEmpty()); // no command empties it
    tree.setFilter(*FilterExpr::parse(QStringLiteral("room=b")));
    const QStringList filtered{QStringLiteral("/chat"), QStringLiteral(" Private rooms"),
                               QStringLiteral("  b")};
    QCOMPARE(outline(tree), filtered);
    tree.setFilter(*FilterExpr::parse(QStringLiteral("size=1")));
    QCOMPARE(outline(tree), expected);
    tree.setFilter({});
    tree.setPrivateScope("/chat");
    tree.setScope([&](int row) { return trees.rooms.keyAt(row).nsp == "/chat"; });
    QCOMPARE(outline(tree), filtered);
}

// What is selected stays selected where its group comes to life, or falls apart.
void tst_TreeModels::roomsFollowTheirGroups()
{
    connectSocket("a", "/", {"order:1"});
    fixture->store.publish();
    Trees trees(&fixture->store);
    RoomTreeModel &tree = trees.roomTree;
    const QPersistentModelIndex room = at(tree, {QStringLiteral("/"), QStringLiteral("order:1")});
    QVERIFY(room.isValid());
    connectSocket("b", "/", {"order:2"});
    fixture->store.publish();
    tree.rebuildNow();
    QVERIFY(room.isValid());
    QCOMPARE(room.data().toString(), QStringLiteral("order:1"));
    QCOMPARE(room.parent().data().toString(), QStringLiteral("order:"));
    say("socket_disconnected", R"("/","b","x",1)");
    fixture->store.publish();
    tree.rebuildNow();
    QCOMPARE(room.data().toString(), QStringLiteral("order:1"));
    QCOMPARE(room.parent().data().toString(), QStringLiteral("/"));
    say("socket_disconnected", R"("/","a","x",1)");
    fixture->store.publish();
    tree.rebuildNow();
    QVERIFY(!room.isValid());
}

// Where a room has gone, another one takes its place in the store: nobody selected that one.
void tst_TreeModels::strangersAreNotSelected()
{
    connectSocket("a", "/", {"red"});
    connectSocket("b", "/", {"blue"});
    fixture->store.publish();
    Trees trees(&fixture->store);
    RoomTreeModel &tree = trees.roomTree;
    const QPersistentModelIndex red = at(tree, {QStringLiteral("/"), QStringLiteral("red")});
    const QPersistentModelIndex client = at(trees.clientTree, {QStringLiteral("c-a")});
    QCOMPARE(tree.roomsAt(red).size(), 1);
    say("socket_disconnected", R"("/","a","x",1)");
    connectSocket("s", "/", {"stranger"});
    fixture->store.publish(); // the trees have not been made anew
    QVERIFY(tree.roomsAt(red).isEmpty());
    QVERIFY(red.data().toString().isEmpty());
    QVERIFY(trees.clientTree.socketsAt(client).isEmpty());
    tree.rebuildNow();
    trees.clientTree.rebuildNow();
    QVERIFY(!red.isValid());
    QVERIFY(!client.isValid());
}

void tst_TreeModels::frozen()
{
    connectSocket("a", "/", {"red"});
    fixture->store.publish();
    Trees trees(&fixture->store);
    trees.roomTree.setFrozen(true);
    connectSocket("b", "/", {"blue"});
    fixture->store.publish();
    trees.roomTree.rebuildNow();
    QCOMPARE(outline(trees.roomTree).size(), 2);
    trees.roomTree.setFrozen(false);
    QVERIFY(QSocketIo::waitFor([&] { return outline(trees.roomTree).size() == 3; }));
}

void tst_TreeModels::oneRefreshForManyEvents()
{
    Trees trees(&fixture->store);
    connectSocket("first", "/", {"r"});
    fixture->store.publish();
    QVERIFY(QSocketIo::waitFor([&] { return trees.roomTree.shown() == 1; }));
    QSignalSpy rebuilt(&trees.roomTree, &SlotTreeModel::rebuilt);
    for (int i = 0; i < 500; ++i) {
        connectSocket("s" + QByteArray::number(i), "/", {"r" + QByteArray::number(i)});
        fixture->store.publish();
    }
    QVERIFY(QSocketIo::waitFor([&] { return trees.roomTree.shown() == 501; }));
    QVERIFY2(rebuilt.size() < 20, QByteArray::number(rebuilt.size())); // and not 500
}

// ---- clients ---------------------------------------------------------------------------------

void tst_TreeModels::childrenOfClients()
{
    say("all_sockets",
        R"([{"id":"a","nsp":"/","clientId":"c1"},{"id":"b","nsp":"/chat","clientId":"c1"},)"
        R"({"id":"c","nsp":"/","clientId":"c2"}])");
    fixture->store.publish();
    Trees trees(&fixture->store);
    ClientTreeModel &tree = trees.clientTree;
    tree.sort(ClientsModel::Id);
    const QStringList expected{QStringLiteral("c1"), QStringLiteral(" a"), QStringLiteral(" b"),
                               QStringLiteral("c2"), QStringLiteral(" c")};
    QCOMPARE(outline(tree), expected);
    QCOMPARE(tree.socketsAt(tree.index(0, 0)).size(), 2);
    QCOMPARE(tree.clientAt(tree.index(0, 0)), QByteArray("c1"));
    const QModelIndex b = at(tree, {QStringLiteral("c1"), QStringLiteral("b")});
    QCOMPARE(tree.socketsAt(b), QList<SocketKey>({{"/chat", "b"}}));
    QCOMPARE(b.siblingAtColumn(ClientsModel::Namespaces).data().toString(),
             QStringLiteral("/chat"));
    QVERIFY(tree.clientAt(b).isEmpty());
    tree.setFilter(*FilterExpr::parse(QStringLiteral("nsp=/chat")));
    QCOMPARE(tree.rowCount(), 1);
}

// ---- sockets ---------------------------------------------------------------------------------

void tst_TreeModels::groupsOfSockets()
{
    using GroupBy = SocketTreeModel::GroupBy;
    const auto socket
        = [](const char *id, const char *nsp, const char *address, const char *agent) {
              return QByteArray("{\"id\":\"") + id + "\",\"nsp\":\"" + nsp
                  + "\",\"transport\":\"websocket\",\"handshake\":{\"address\":\"" + address
                  + "\",\"headers\":{\"user-agent\":\"" + agent + "\"}}}";
          };
    say("all_sockets",
        '[' + socket("a", "/", "10.0.0.1", "X11; Linux Firefox/120.0") + ','
            + socket("b", "/", "10.0.0.2", "X11; Linux Firefox/120.5") + ','
            + socket("c", "/chat", "10.0.0.1", "node-XMLHttpRequest") + ']');
    fixture->store.publish();
    Trees trees(&fixture->store);
    SocketTreeModel &tree = trees.socketTree;
    tree.sort(0);
    QCOMPARE(outline(tree).join(u','), QStringLiteral("10.0.0.1, a, c,10.0.0.2, b"));
    tree.setGroupBy(GroupBy::UserAgent);
    QCOMPARE(outline(tree).join(u'|'),
             QStringLiteral("Firefox 120, Linux| a| b|node-XMLHttpRequest| c"));
    tree.setGroupBy(GroupBy::Client);
    QCOMPARE(outline(tree).join(u','), QStringLiteral("(unknown), a, b, c"));
    tree.setGroupBy(GroupBy::Namespace);
    QCOMPARE(outline(tree).join(u','), QStringLiteral("/, a, b,/chat, c"));
    tree.setGroupBy(GroupBy::Transport);
    QCOMPARE(tree.rowCount(), 1);
    QCOMPARE(tree.index(0, SocketTreeModel::countColumn).data().toString(), QStringLiteral("3"));
    QCOMPARE(tree.socketsAt(tree.index(0, 0)).size(), 3);
    tree.setFilter(*FilterExpr::parse(QStringLiteral("nsp=/chat")));
    QCOMPARE(tree.socketsAt(tree.index(0, 0)), QList<SocketKey>({{"/chat", "c"}}));
    QVERIFY(trees.sockets.setExtraColumns({QStringLiteral("header.user-agent")}));
    QCOMPARE(tree.columnCount(), SocketsModel::ColumnCount + 2);
    QCOMPARE(tree.index(0, SocketsModel::ColumnCount + 1, tree.index(0, 0)).data().toString(),
             QStringLiteral("node-XMLHttpRequest"));
}

void tst_TreeModels::userAgents_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *header, const char *expected) {
        QTest::newRow(expected) << QByteArray(header) << QByteArray(expected);
    };
    row("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0",
        "Firefox 120, Linux");
    row("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/119.0.0.0 Safari/537.36",
        "Chrome 119, Windows");
    row("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/119.0.0.0 Safari/537.36 Edg/119.0.2151.97",
        "Edge 119, Windows");
    row("Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
        "Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
        "Safari 17, iOS");
    row("Mozilla/5.0 (Linux; Android 13; SM-S901B) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/112.0.0.0 Mobile Safari/537.36",
        "Chrome 112, Android");
    row("node-XMLHttpRequest", "node-XMLHttpRequest");
    row("Python/3.11 aiohttp/3.8.4", "Python/3.11");
    row("Firefox/", "Firefox");
    row("Chrome/99999999999999 Safari/", "Chrome 999999");
    row("", "");
}

void tst_TreeModels::userAgents()
{
    QFETCH(const QByteArray, header);
    QTEST(shortUserAgent(header), "expected");
}

// ---- streams ---------------------------------------------------------------------------------

void tst_TreeModels::step(QRandomGenerator &random)
{
    const int n = random.bounded(40);
    const QByteArray id = "s" + QByteArray::number(n);
    const QByteArray nsp = "/n" + QByteArray::number(n % 3);
    const QByteArray room = random.bounded(2)
        ? "p" + QByteArray::number(random.bounded(3)) + ':' + QByteArray::number(random.bounded(4))
        : "r" + QByteArray::number(random.bounded(6));
    switch (random.bounded(5)) {
    case 0:
    case 1:
        return say("socket_connected",
                   R"({"id":")" + id + R"(","nsp":")" + nsp + R"(","clientId":"c)"
                       + QByteArray::number(n / 4) + R"(","rooms":[")" + id + R"(",")" + room
                       + "\"]},1000");
    case 2:
        return say("socket_disconnected", '"' + nsp + "\",\"" + id + "\",\"transport close\",1");
    case 3:
        return say(random.bounded(2) ? "room_joined" : "room_left",
                   '"' + nsp + "\",\"" + room + "\",\"" + id + "\",1");
    default:
        fixture->now += 500;
        if (random.bounded(60) == 0)
            fixture->store.clear();
    }
}

void tst_TreeModels::generatedStream_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// The naive way: sorted maps of namespaces, of prefixes, and of names.
static QStringList naiveRooms(const AdminStore &store, bool withPrivate)
{
    QMap<QString, QMap<QString, QStringList>> found; // by namespace and prefix
    QMap<QString, QStringList> own;
    for (int slot = 0; slot < store.rooms().slotCount(); ++slot) {
        if (!store.rooms().isLive(slot))
            continue;
        const RoomKey key = store.rooms().at(slot).key;
        const QString name = key.name.text();
        const qsizetype colon = name.indexOf(u':');
        found[QString::fromUtf8(key.nsp)][colon > 0 ? name.left(colon + 1) : QString()].append(
            name);
    }
    for (int slot = 0; withPrivate && slot < store.sockets().slotCount(); ++slot) {
        if (!store.sockets().isLive(slot))
            continue;
        const SocketRecord &socket = store.sockets().at(slot);
        if (!socket.isInOwnRoom)
            continue;
        found[QString::fromUtf8(socket.key.nsp)];
        own[QString::fromUtf8(socket.key.nsp)].append(QString::fromUtf8(socket.key.id));
    }
    QStringList lines;
    for (auto nsp = found.begin(); nsp != found.end(); ++nsp) {
        lines.append(nsp.key());
        QStringList alone = nsp->take(QString());
        for (auto prefix = nsp->begin(); prefix != nsp->end(); ++prefix) {
            if (prefix->size() == 1) {
                alone.append(prefix->first());
                continue;
            }
            lines.append(u' ' + prefix.key());
            prefix->sort();
            for (const QString &name : *prefix)
                lines.append(QStringLiteral("  ") + name);
        }
        alone.sort();
        for (const QString &name : alone)
            lines.append(u' ' + name);
        if (own.contains(nsp.key())) {
            lines.append(QStringLiteral(" Private rooms"));
            own[nsp.key()].sort();
            for (const QString &id : own[nsp.key()])
                lines.append(QStringLiteral("  ") + id);
        }
    }
    return lines;
}

static QStringList naiveClients(const AdminStore &store)
{
    QMap<QString, QStringList> found;
    for (int slot = 0; slot < store.sockets().slotCount(); ++slot) {
        if (store.sockets().isLive(slot))
            found[QString::fromUtf8(store.sockets().at(slot).clientId)].append(
                QString::fromUtf8(store.sockets().at(slot).key.id));
    }
    QStringList lines;
    for (auto it = found.begin(); it != found.end(); ++it) {
        lines.append(it.key());
        it->sort();
        for (const QString &id : *it)
            lines.append(u' ' + id);
    }
    return lines;
}

void tst_TreeModels::generatedStream()
{
    QFETCH(const quint32, seed);
    AdminStore &store = fixture->store;
    Trees trees(&store);
    trees.roomTree.sort(RoomTreeModel::Name);
    trees.clientTree.sort(ClientsModel::Id);
    const auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;
    const QAbstractItemModelTester roomTester(&trees.roomTree, fatal);
    const QAbstractItemModelTester clientTester(&trees.clientTree, fatal);
    const QAbstractItemModelTester socketTester(&trees.socketTree, fatal);
    trees.socketTree.setGroupBy(SocketTreeModel::GroupBy::Client);
    trees.socketTree.sort(0);
    QRandomGenerator random(seed);
    QList<std::pair<QPersistentModelIndex, QString>> held;
    for (int i = 0; i < 100; ++i) {
        for (int n = random.bounded(12); n > 0; --n)
            step(random);
        if (random.bounded(10) == 0)
            trees.roomTree.setPrivateShown(random.bounded(2) == 0);
        store.publish();
        trees.roomTree.rebuildNow();
        trees.clientTree.rebuildNow();
        trees.socketTree.rebuildNow();
        QCOMPARE(outline(trees.socketTree), naiveClients(store)); // the same groups
        QCOMPARE(outline(trees.roomTree), naiveRooms(store, trees.roomTree.isPrivateShown()));
        QCOMPARE(outline(trees.clientTree), naiveClients(store));
        for (const auto &[index, id] : std::as_const(held)) // gone, or the same as before
            QVERIFY(!index.isValid() || index.data(IdRole).toString() == id);
        held.clear();
        for (QAbstractItemModel *tree : {static_cast<QAbstractItemModel *>(&trees.roomTree),
                                         static_cast<QAbstractItemModel *>(&trees.clientTree)}) {
            QModelIndex index;
            while (tree->rowCount(index) > 0) {
                index = tree->index(random.bounded(tree->rowCount(index)), 0, index);
                held.append({index, index.data(IdRole).toString()});
            }
        }
    }
}

// How long it takes is printed. The limits are of a processor that others use, too.
void tst_TreeModels::largeTrees()
{
    constexpr int socketCount = 100'000;
    constexpr int roomCount = 20'000;
    Trees trees(&fixture->store);
    QByteArray snapshot("[");
    for (int i = 0; i < socketCount; ++i) {
        const QByteArray n = QByteArray::number(i);
        const QByteArray id = "asyVCURU8BXwcRLV" + n.rightJustified(6, 'A');
        snapshot += (i ? "," : "") + QByteArray(R"({"id":")") + id
            + R"(","nsp":"/chat","transport":"websocket","handshake":{"address":"10.0.0.1","headers":)"
            + R"({"host":"localhost:3000","user-agent":"Mozilla/5.0 (X11; Linux) Firefox/)"
            + QByteArray::number(100 + i % 20) + R"("}},"clientId":"pCTii9br)"
            + QByteArray::number(i / 2) + R"(","rooms":[")" + id + R"(","order:)"
            + QByteArray::number(i % roomCount) + "\"]}";
    }
    say("all_sockets", snapshot + ']');
    fixture->store.publish();
    const auto refresh = [](SlotTreeModel *tree, const char *what) {
        const std::clock_t begin = std::clock();
        tree->rebuildNow();
        const qint64 elapsed = qint64(1000.0 * double(std::clock() - begin) / CLOCKS_PER_SEC);
        qInfo("%s: %lld ms", what, static_cast<long long>(elapsed));
        return elapsed;
    };
    trees.roomTree.sort(RoomTreeModel::Name);
    trees.clientTree.sort(ClientsModel::Id);
    QCOMPARE(trees.roomTree.shown(), roomCount);
    QCOMPARE(trees.clientTree.rowCount(), socketCount / 2);
    // Everything is open, as far as a view would: and some of it is selected.
    const QModelIndex group
        = at(trees.roomTree, {QStringLiteral("/chat"), QStringLiteral("order:")});
    QCOMPARE(trees.roomTree.rowCount(group), roomCount);
    QList<QPersistentModelIndex> held{group, trees.roomTree.index(4711, 0, group),
                                      trees.clientTree.index(4711, 0)};
    say("socket_disconnected", R"("/chat","asyVCURU8BXwcRLVAAAAA7","x",1)");
    fixture->store.publish();
    qint64 worst = refresh(&trees.roomTree, "20,000 rooms");
    const std::clock_t begin = std::clock();
    QCOMPARE(trees.roomTree.rowCount(held[0]), roomCount);
    const qint64 opened = qint64(1000.0 * double(std::clock() - begin) / CLOCKS_PER_SEC);
    qInfo("opened again: %lld ms", static_cast<long long>(opened));
    worst = qMax(worst, refresh(&trees.clientTree, "50,000 clients of 100,000 sockets"));
    for (const QPersistentModelIndex &index : std::as_const(held))
        QVERIFY(index.isValid());
    trees.socketTree.setGroupBy(SocketTreeModel::GroupBy::UserAgent);
    say("socket_disconnected", R"("/chat","asyVCURU8BXwcRLVAAAA77","x",1)");
    fixture->store.publish();
    worst = qMax(worst, refresh(&trees.socketTree, "100,000 sockets by user agent"));
    trees.socketTree.setGroupBy(SocketTreeModel::GroupBy::Client);
    say("socket_disconnected", R"("/chat","asyVCURU8BXwcRLVAAA777","x",1)");
    fixture->store.publish();
    worst = qMax(worst, refresh(&trees.socketTree, "100,000 sockets by client"));
#ifndef __SANITIZE_ADDRESS__ // which needs a lot of time of its own
    QVERIFY2(worst < 500, QByteArray::number(worst));
#endif
}

QTEST_GUILESS_MAIN(tst_TreeModels)
#include "tst_treemodels.moc"
