// SPDX-License-Identifier: MIT
#include "adminserverfixture.h"

#include "adapter/inmemoryadapter.h"
#include "admin/adminsnapshot_p.h"
#include "admin/socketserializer_p.h"

using namespace QSocketIo;
using namespace std::chrono_literals;

// As one server of a cluster, whose other server has two sockets.
class ClusterAdapter : public InMemoryAdapter
{
public:
    enum class Others { Answer, Fail, Cancel };
    ClusterAdapter(AdapterHost *host, Others others_)
        : InMemoryAdapter(host)
        , others(others_)
    { }
    QFuture<Result<int>> serverCount() const override
    {
        return QtFuture::makeReadyFuture(Result<int>(2));
    }
    QFuture<Result<QList<SocketDescription>>>
    fetchSockets(const BroadcastOptions &options) const override
    {
        using Sockets = Result<QList<SocketDescription>>;
        if (others == Others::Fail) {
            return QtFuture::makeReadyFuture(
                Sockets(Error(Error::Code::Timeout, QStringLiteral("a server does not answer"))));
        }
        if (others == Others::Cancel) {
            QPromise<Sockets> promise;
            promise.start();
            promise.future().cancel();
            promise.finish();
            return promise.future();
        }
        QList<SocketDescription> sockets = *InMemoryAdapter::fetchSockets(options).result();
        if (host()->namespaceName() == u"/") {
            SocketDescription other;
            other.id = QStringLiteral("remote1");
            other.rooms = {QStringLiteral("remote1"), QStringLiteral("vip")};
            other.data = {{QStringLiteral("n"), 1},
                          {QStringLiteral("_admin"),
                           QCborMap{{QStringLiteral("clientId"), QStringLiteral("client1")},
                                    {QStringLiteral("transport"), QStringLiteral("polling")}}}};
            sockets.append(other);
        }
        return QtFuture::makeReadyFuture(Sockets(sockets));
    }

    const Others others;
};

class tst_AdminSnapshot : public AdminFixture
{
    Q_OBJECT
private:
    void populate(int count)
    {
        for (int i = 0; i < count; ++i) {
            users.push_back(std::make_unique<WsClient>(port));
            ids.append(users.back()->join());
            QVERIFY(!ids.constLast().isEmpty());
        }
    }
    static QStringList idsOf(const QJsonArray &sockets, const QString &nsp = "/")
    {
        QStringList result;
        for (const QJsonValue &socket : sockets) {
            if (socket["nsp"].toString() == nsp)
                result.append(socket["id"].toString());
        }
        result.sort();
        return result;
    }
    QStringList sorted() const
    {
        QStringList result = ids;
        result.sort();
        return result;
    }

    std::vector<std::unique_ptr<WsClient>> users;
    QStringList ids;

private Q_SLOTS:
    void cleanup()
    {
        users.clear();
        ids.clear();
        io.reset();
    }
    void everySocketOfEveryNamespace();
    void slices();
    void changesMeanwhile();
    void pages();
    void pagesTellChangesBetween();
    void changesWhileAPageIsWritten();
    void adminLeavesMeanwhile();
    void namespaceGoesMeanwhile();
    void tooLarge();
    void others_data();
    void others();
};

void tst_AdminSnapshot::everySocketOfEveryNamespace()
{
    instrument();
    io->of("/chat");
    populate(3);
    const QString inChat = users.at(0)->join("/chat");
    socket->join("vip");
    socket->data()[QStringLiteral("a")] = 1;
    AdminClientByHand client(port);
    client.logIn();
    const QJsonArray sockets = client.next("all_sockets").at(0).toArray();
    QCOMPARE(sockets.size(), 5);
    QCOMPARE(idsOf(sockets), sorted());
    QCOMPARE(idsOf(sockets, "/chat"), QStringList(inChat));
    QCOMPARE(idsOf(sockets, "/admin"), QStringList(client.id));
    for (const QJsonValue &item : sockets) {
        if (item["id"].toString() != socket->id())
            continue;
        QCOMPARE(item["rooms"].toArray(), QJsonArray({socket->id(), "vip"}));
        QCOMPARE(item["data"].toObject(), QJsonObject({{"a", 1}}));
    }
}

// The server serves its clients between two slices.
void tst_AdminSnapshot::slices()
{
    populate(30);
    const SocketSerializer serializer("srv", {});
    AdminSnapshot snapshot(socket, &serializer, {0ms, 1000, false, 0}); // one socket at a time
    QSignalSpy finished(&snapshot, &AdminSnapshot::finished);
    int turns = 0;
    QTimer turn;
    connect(&turn, &QTimer::timeout, this, [&] { turns += finished.isEmpty(); });
    turn.start(0);
    snapshot.start(io->namespaces());
    QVERIFY(finished.wait());
    QCOMPARE(snapshot.sliceCount(), 32); // one to join the texts, one to send them
    QVERIFY(turns > 20);
    QVERIFY(users.back()->next().startsWith(R"(42["all_sockets",[{"id":)"));
}

// What the one message says is true when it is sent, whatever happened since the beginning.
void tst_AdminSnapshot::changesMeanwhile()
{
    populate(5);
    Socket *reader = socket;
    const SocketSerializer serializer("srv", {});
    AdminSnapshot snapshot(reader, &serializer, {0ms, 1000, false, 0});
    QSignalSpy finished(&snapshot, &AdminSnapshot::finished);
    snapshot.start(io->namespaces());
    while (snapshot.sliceCount() < 4)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(finished.isEmpty());
    const QStringList before = ids;
    for (int i = 0; i < 2; ++i) { // two leave
        Socket *gone = io->sockets()->sockets().value(before.at(i));
        gone->disconnectClient();
        snapshot.touch(io->sockets(), before.at(i));
        ids.removeOne(before.at(i));
    }
    reader->join("new room");
    snapshot.touch(io->sockets(), reader->id());
    QVERIFY(finished.isEmpty() ? finished.wait() : true);
    const QJsonArray event = QJsonDocument::fromJson(users.back()->next().mid(2)).array();
    QCOMPARE(idsOf(event.at(1).toArray()), sorted());
    bool isThere = false;
    for (const QJsonValue &item : event.at(1).toArray())
        isThere |= item["rooms"].toArray().contains("new room");
    QVERIFY(isThere);
}

void tst_AdminSnapshot::pages()
{
    instrument({.snapshotPageSize = 2});
    populate(4);
    AdminClientByHand client(port, "&qsio=1");
    client.logIn();
    QJsonArray all;
    for (int i = 0; i < 3; ++i) {
        const QJsonArray page = client.next("all_sockets_page");
        QCOMPARE(page.at(1).toObject(), QJsonObject({{"seq", i}, {"total", 5}, {"last", i == 2}}));
        QCOMPARE(page.at(0).toArray().size(), i == 2 ? 1 : 2);
        for (const QJsonValue &item : page.at(0).toArray())
            all.append(item);
    }
    QCOMPARE(idsOf(all), sorted());
    QCOMPARE(idsOf(all, "/admin"), QStringList(client.id));
}

// By upserting and removing in the order of what comes, the admin ends with the truth.
void tst_AdminSnapshot::pagesTellChangesBetween()
{
    instrument({.snapshotPageSize = 3});
    populate(20);
    const auto disconnectOne
        = [this] { io->sockets()->sockets().value(ids.takeFirst())->disconnectClient(); };
    connect(admin, &AdminInstrumentation::adminConnected, this,
            [=, this](const AdminUser &, const QString &id) {
                disconnectOne(); // before the first page
                admin->nsp()->sockets().value(id)->onAnyOutgoing(
                    io.get(), [=, this](const QString &event, const Payload &) {
                        if (event == u"all_sockets_page" && ids.size() > 14)
                            QMetaObject::invokeMethod(io.get(), disconnectOne,
                                                      Qt::QueuedConnection);
                    });
            });
    AdminClientByHand client(port, "&qsio=1");
    client.logIn();
    QSet<QString> known;
    for (bool isLast = false; !isLast;) {
        const QByteArray packet = client.ws.next();
        QVERIFY(!packet.isNull());
        const QJsonArray event = AdminClientByHand::parse(packet);
        if (event.at(0).toString() == u"socket_disconnected") {
            known.remove(event.at(2).toString());
        } else if (event.at(0).toString() == u"all_sockets_page") {
            for (const QString &id : idsOf(event.at(1).toArray()))
                known.insert(id);
            isLast = event.at(2)["last"].toBool();
        }
    }
    while (known.size() > ids.size()) // those that left behind the last page
        known.remove(client.next("socket_disconnected").at(1).toString());
    QCOMPARE(known, QSet<QString>(ids.begin(), ids.end()));
}

// A page is written in several slices, too.
void tst_AdminSnapshot::changesWhileAPageIsWritten()
{
    populate(6);
    const SocketSerializer serializer("srv", {});
    AdminSnapshot snapshot(socket, &serializer, {0ms, 10, true, 0});
    QSignalSpy finished(&snapshot, &AdminSnapshot::finished);
    snapshot.start(io->namespaces());
    while (snapshot.sliceCount() < 5)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    for (int i = 0; i < 3; ++i) {
        io->sockets()->sockets().value(ids.at(i))->disconnectClient();
        snapshot.touch(io->sockets(), ids.at(i));
    }
    ids.remove(0, 3);
    QTRY_COMPARE(finished.size(), 1);
    const QJsonArray event = QJsonDocument::fromJson(users.back()->next().mid(2)).array();
    QCOMPARE(event.at(0).toString(), "all_sockets_page");
    QCOMPARE(idsOf(event.at(1).toArray()), sorted());
}

void tst_AdminSnapshot::adminLeavesMeanwhile()
{
    instrument({.snapshotPageSize = 1, .snapshotSliceTime = 1ms});
    populate(20);
    connect(admin, &AdminInstrumentation::adminConnected, this, [this] {
        QTimer::singleShot(0, io.get(), [this] {
            for (Socket *adminSocket : io->of("/admin")->sockets().values())
                adminSocket->disconnectClient();
        });
    });
    AdminClientByHand client(port);
    client.logIn();
    QTRY_COMPARE(admin->adminCount(), 0);
    QVERIFY(users.front()->syncsWithNothingBetween());
}

void tst_AdminSnapshot::namespaceGoesMeanwhile()
{
    ServerOptions serverOptions;
    serverOptions.cleanupEmptyChildNamespaces = true;
    start(serverOptions);
    io->of(QRegularExpression("^/dynamic$"));
    WsClient other(port);
    other.join("/dynamic");
    populate(1);
    const SocketSerializer serializer("srv", {});
    AdminSnapshot snapshot(socket, &serializer, {0ms, 1000, false, 0});
    QSignalSpy finished(&snapshot, &AdminSnapshot::finished);
    QPointer<Namespace> dynamic = io->namespaces().at(1);
    snapshot.start(io->namespaces());
    for (Socket *joined : dynamic->sockets().values())
        joined->disconnectClient();
    QTRY_COMPARE(finished.size(), 1);
    QTRY_VERIFY(!dynamic);
    const QJsonArray event = QJsonDocument::fromJson(users.back()->next().mid(2)).array();
    QCOMPARE(event.at(1).toArray().size(), 1);
}

void tst_AdminSnapshot::tooLarge()
{
    populate(10);
    const SocketSerializer serializer("srv", {});
    AdminSnapshot snapshot(socket, &serializer, {5ms, 1000, false, 2000});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression("^\\d+ sockets are not in the list"));
    snapshot.start(io->namespaces());
    const QByteArray packet = users.back()->next();
    QVERIFY(packet.size() < 2100);
    const qsizetype listed = QJsonDocument::fromJson(packet.mid(2)).array().at(1).toArray().size();
    QVERIFY(listed > 0 && listed < 10);
}

void tst_AdminSnapshot::others_data()
{
    QTest::addColumn<int>("others");
    QTest::addColumn<QStringList>("added");
    QTest::newRow("answer") << int(ClusterAdapter::Others::Answer) << QStringList("remote1");
    QTest::newRow("fail") << int(ClusterAdapter::Others::Fail) << QStringList();
    QTest::newRow("cancel") << int(ClusterAdapter::Others::Cancel) << QStringList();
}

void tst_AdminSnapshot::others()
{
    QFETCH(const int, others);
    QFETCH(const QStringList, added);
    ServerOptions serverOptions;
    serverOptions.adapter = [others](AdapterHost *host) {
        return std::make_unique<ClusterAdapter>(host, ClusterAdapter::Others(others));
    };
    instrument({}, serverOptions);
    populate(2);
    AdminClientByHand client(port);
    client.logIn();
    const QJsonArray sockets = client.next("all_sockets").at(0).toArray();
    ids += added;
    QCOMPARE(idsOf(sockets), sorted());
    for (const QJsonValue &item : sockets) {
        if (item["id"].toString() != u"remote1")
            continue;
        QCOMPARE(item["clientId"].toString(), "client1");
        QCOMPARE(item["transport"].toString(), "polling");
        QCOMPARE(item["data"].toObject(), QJsonObject({{"n", 1}}));
        QCOMPARE(item["rooms"].toArray(), QJsonArray({"remote1", "vip"}));
        QVERIFY(item["handshake"]["headers"].isObject());
        QVERIFY(item["handshake"]["query"].isObject());
    }
}

QTEST_GUILESS_MAIN(tst_AdminSnapshot)
#include "moc_adminserverfixture.cpp"
#include "moc_serverfixture.cpp"
#include "tst_adminsnapshot.moc"
