// SPDX-License-Identifier: MIT
#include "storefixture.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

using namespace QsioAdmin;

namespace {

// A server that is as simple as can be: what it knows is the truth, and it says every change.
class World
{
public:
    explicit World(quint32 seed)
        : random(seed)
    { }

    struct Said
    {
        QByteArray event;
        QByteArray arguments;
    };

    void step()
    {
        const int dice = random.bounded(10);
        if (sockets.isEmpty() || dice < 2)
            connectSocket();
        else if (dice == 2)
            disconnectSocket(anySocket());
        else if (dice < 8)
            changeRoom(anySocket(), dice < 6);
        else
            changeData(anySocket());
    }
    [[nodiscard]] QByteArray snapshot() const
    {
        QByteArrayList list;
        for (auto it = sockets.cbegin(); it != sockets.cend(); ++it)
            list.append(textOf(it.key()));
        return '[' + list.join(',') + ']';
    }
    [[nodiscard]] QByteArrayList truth() const
    {
        QByteArrayList lines;
        AdminDecoder decoder;
        const auto decoded = decoder.decode("all_sockets", snapshot());
        for (const SocketRow &socket : std::get<Snapshot>(*decoded).sockets)
            lines.append(StoreFixture::textOf(socket));
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    QList<Said> said;
    QRandomGenerator random;

private:
    struct Socket
    {
        QSet<QByteArray> rooms;
        int data = 0;
    };

    QByteArray anySocket()
    {
        return std::next(sockets.cbegin(), random.bounded(int(sockets.size()))).key();
    }
    [[nodiscard]] QByteArray textOf(const QByteArray &id) const
    {
        const Socket &socket = *sockets.constFind(id);
        QByteArrayList rooms;
        for (const QByteArray &room : socket.rooms)
            rooms.append('"' + room + '"');
        return R"({"id":")" + id + R"(","clientId":"c)" + id + R"(","nsp":"/","data":{"n":)"
            + QByteArray::number(socket.data) + R"(},"rooms":[)" + rooms.join(',') + "]}";
    }
    void connectSocket()
    {
        // Ids come again where a connection is recovered.
        const QByteArray id = "s" + QByteArray::number(random.bounded(12));
        if (sockets.contains(id))
            return;
        sockets.insert(id, {{id}, 0});
        said.append({"room_joined", R"("/",")" + id + "\",\"" + id + "\",1"});
        said.append({"socket_updated", R"({"id":")" + id + R"(","nsp":"/","data":{"n":0}})"});
        said.append({"socket_connected", textOf(id) + ",1"});
    }
    void disconnectSocket(const QByteArray &id)
    {
        said.append({"socket_disconnected", R"("/",")" + id + R"(","x",1)"});
        const QSet<QByteArray> rooms = sockets.take(id).rooms;
        for (const QByteArray &room : rooms)
            said.append({"room_left", R"("/",")" + room + "\",\"" + id + "\",1"});
    }
    void changeRoom(const QByteArray &id, bool isJoin)
    {
        const QByteArray room = "r" + QByteArray::number(random.bounded(3));
        Socket &socket = sockets[id];
        if (socket.rooms.contains(room) == isJoin)
            return;
        if (isJoin)
            socket.rooms.insert(room);
        else
            socket.rooms.remove(room);
        said.append(
            {isJoin ? "room_joined" : "room_left", R"("/",")" + room + "\",\"" + id + "\",1"});
    }
    void changeData(const QByteArray &id)
    {
        const int data = ++sockets[id].data;
        said.append(
            {"socket_updated",
             R"({"id":")" + id + R"(","nsp":"/","data":{"n":)" + QByteArray::number(data) + "}}"});
    }

    QMap<QByteArray, Socket> sockets;
};

} // namespace

// However life goes on while a server makes its list, the app ends up with what is.
class tst_SnapshotRace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void generated();
    void overflow();
};

void tst_SnapshotRace::generated()
{
    for (quint32 seed = 1; seed <= 500; ++seed) {
        World world(seed);
        StoreFixture fixture;
        for (int connection = 0; connection < 3; ++connection) {
            for (int i = world.random.bounded(30); i > 0; --i)
                world.step(); // while nobody is connected
            world.said.clear();
            fixture.store.beginConnection();
            for (int i = world.random.bounded(10); i > 0; --i)
                world.step();
            const QByteArray snapshot = world.snapshot();
            for (int i = world.random.bounded(20); i > 0; --i)
                world.step();
            world.said.append({"all_sockets", snapshot}); // it has taken its time
            for (int i = world.random.bounded(20); i > 0; --i)
                world.step();
            for (const World::Said &said : std::as_const(world.said))
                QVERIFY(fixture.say(said.event, said.arguments));
            QVERIFY2(fixture.sockets() == world.truth(),
                     "seed " + QByteArray::number(seed) + ":\n" + fixture.sockets().join('\n')
                         + "\ntruth:\n" + world.truth().join('\n'));
            fixture.verifyDerivedStores();
            fixture.store.endConnection();
        }
    }
}

void tst_SnapshotRace::overflow()
{
    SnapshotGuard guard;
    guard.start();
    for (size_t i = 0; i <= SnapshotGuard::maxChanges; ++i)
        guard.note(RoomChange{});
    QVERIFY(guard.hasOverflowed());
    guard.start();
    QVERIFY(!guard.hasOverflowed());
}

QTEST_GUILESS_MAIN(tst_SnapshotRace)
#include "tst_snapshotrace.moc"
