// SPDX-License-Identifier: MIT
#include "dispatchertest.h"
#include "shared/waitfor.h"

#include <QtCore/QRandomGenerator>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <algorithm>
#include <array>
#include <memory>
#include <sys/eventfd.h>
#include <sys/resource.h>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_EpollEventDispatcher_Load : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void manyDescriptors();
    void manyReadyAtOnce();
    void tcpSockets();
    void handlersDoAnything_data();
    void handlersDoAnything();

private:
    static int openFiles(int wanted);
};

void tst_EpollEventDispatcher_Load::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    settle();
}

// How many of the wanted ones the system allows.
int tst_EpollEventDispatcher_Load::openFiles(int wanted)
{
    constexpr rlim_t others = 100;
    const rlimit more{rlim_t(wanted) + others, rlim_t(wanted) + others};
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_max < more.rlim_max && setrlimit(RLIMIT_NOFILE, &more) == 0)
        return wanted; // we may raise the hard limit
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    return int(std::min(rlim_t(wanted), files.rlim_cur - others));
}

namespace {
// Descriptors that cost little: each one's own, and readable when told so.
class EventDescriptor
{
public:
    EventDescriptor()
        : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        if (m_descriptor < 0)
            qFatal("no descriptor");
    }
    ~EventDescriptor() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(EventDescriptor)

    [[nodiscard]] int get() const { return m_descriptor; }
    void send() const { ::eventfd_write(m_descriptor, 1); }
    [[nodiscard]] bool read() const
    {
        eventfd_t value = 0;
        return ::eventfd_read(m_descriptor, &value) == 0;
    }

private:
    int m_descriptor;
};

struct Endpoint : EventDescriptor
{
    Endpoint()
        : watch(get(), [this] { isRead = read(); })
    { }
    bool isRead = false;
    Watch watch;
};
} // namespace

void tst_EpollEventDispatcher_Load::manyDescriptors()
{
    const int count = openFiles(20'000);
    if (count < 15'000)
        QSKIP("The system's limit of open files does not allow it");
    std::vector<std::unique_ptr<Endpoint>> endpoints;
    for (int i = 0; i < count; ++i)
        endpoints.push_back(std::make_unique<Endpoint>());
    QCoreApplication::processEvents();
    // A few of them,
    int read = 0;
    for (int i = 0; i < count; i += 997) {
        endpoints[std::size_t(i)]->send();
        QVERIFY(waitFor([&] { return endpoints[std::size_t(i)]->isRead; }));
        ++read;
    }
    for (const auto &endpoint : endpoints)
        read -= endpoint->watch.count;
    QCOMPARE(read, 0);
    // all of them at once, in a few turns, each once,
    for (const auto &endpoint : endpoints)
        endpoint->send();
    const auto total = [&] {
        int sum = 0;
        for (const auto &endpoint : endpoints)
            sum += endpoint->watch.count;
        return sum;
    };
    const int before = total();
    int turns = 0;
    for (; total() - before < count && turns < 100; ++turns)
        QCoreApplication::processEvents();
    QCOMPARE(total() - before, count);
    QVERIFY2(turns < 60, qPrintable(QString::number(turns)));
    QCoreApplication::processEvents();
    QCOMPARE(total() - before, count);
    // and none when they are disabled, or gone.
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        endpoints[i]->watch.notifier.setEnabled(false);
        endpoints[i]->send();
    }
    endpoints.resize(endpoints.size() / 2);
    QVERIFY(turnsWithin(50ms) < 20);
    for (const auto &endpoint : endpoints)
        QVERIFY(endpoint->read()); // nobody has
    endpoints.clear();
    QVERIFY(turnsWithin(20ms) < 20);
}

// More than one wait reports: nobody is left out for long.
void tst_EpollEventDispatcher_Load::manyReadyAtOnce()
{
    constexpr int count = 1000;
    std::vector<std::unique_ptr<EventDescriptor>> descriptors;
    std::vector<std::unique_ptr<Watch>> watches;
    for (int i = 0; i < count; ++i) {
        descriptors.push_back(std::make_unique<EventDescriptor>());
        descriptors.back()->send(); // and stays readable
        watches.push_back(std::make_unique<Watch>(descriptors.back()->get()));
    }
    for (int turn = 0; turn < 40; ++turn)
        QCoreApplication::processEvents();
    const auto [fewest, most]
        = std::minmax_element(watches.begin(), watches.end(),
                              [](const auto &a, const auto &b) { return a->count < b->count; });
    QVERIFY((*fewest)->count > 0);
    QVERIFY2((*most)->count - (*fewest)->count <= 5, qPrintable(QString::number((*most)->count)));
}

// Much data, so that write notifiers are needed.
void tst_EpollEventDispatcher_Load::tcpSockets()
{
    constexpr int clientCount = 20;
    const QByteArray data(2'000'000, 'd');
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&server] {
        while (QTcpSocket *socket = server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, socket,
                    [socket] { socket->write(socket->readAll()); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    std::vector<qsizetype> received(clientCount);
    for (std::size_t i = 0; i < clientCount; ++i) {
        clients.push_back(std::make_unique<QTcpSocket>());
        QTcpSocket *client = clients.back().get();
        connect(client, &QTcpSocket::readyRead, client,
                [&received, client, i] { received[i] += client->readAll().size(); });
        client->connectToHost(QHostAddress(QHostAddress::LocalHost), server.serverPort());
        client->write(data);
    }
    QVERIFY(waitFor(
        [&] {
            return std::all_of(received.begin(), received.end(),
                               [&](qsizetype bytes) { return bytes == data.size(); });
        },
        30'000));
    for (const auto &client : clients)
        client->disconnectFromHost();
    QVERIFY(waitFor([&] { return server.findChildren<QTcpSocket *>().isEmpty(); }));
}

namespace {
// Sockets whose handlers do at random what handlers may do to the others.
class Bedlam
{
public:
    explicit Bedlam(quint32 seed)
        : m_random(seed)
    {
        for (std::size_t i = 0; i < places.size(); ++i)
            renew(i);
    }

    struct Place
    {
        std::unique_ptr<SocketPair> pair;
        std::unique_ptr<Watch> watch;
        int sent = 0;
        int read = 0;
    };

    void step()
    {
        for (int i = 0; i < 5; ++i)
            send(anyone());
        QCoreApplication::processEvents();
    }

    // All that was sent arrives where somebody listens.
    bool settles()
    {
        m_isQuiet = true;
        for (Place &place : places)
            place.watch->notifier.setEnabled(true);
        return waitFor([&] {
            return std::all_of(places.begin(), places.end(),
                               [](const Place &place) { return place.read == place.sent; });
        });
    }

    std::array<Place, 30> places;
    int calls = 0;
    int wrongCalls = 0;

private:
    std::size_t anyone() { return m_random.bounded(quint32(places.size())); }

    void send(std::size_t index)
    {
        places[index].pair->send();
        ++places[index].sent;
    }

    void renew(std::size_t index)
    {
        Place &place = places[index];
        place.watch.reset();
        place.pair.reset(); // the next one gets its numbers
        place.pair = std::make_unique<SocketPair>();
        place.sent = place.read = 0;
        watch(index);
    }

    void watch(std::size_t index)
    {
        places[index].watch.reset();
        places[index].watch
            = std::make_unique<Watch>(places[index].pair->here(), [this, index] { called(index); });
    }

    void called(std::size_t index)
    {
        ++calls;
        Place &place = places[index];
        if (!place.watch->notifier.isEnabled() || !place.pair->read()) {
            ++wrongCalls; // nothing to read: it was not meant
            return;
        }
        ++place.read;
        if (m_isQuiet)
            return;
        const std::size_t other = anyone();
        switch (m_random.bounded(8U)) {
        case 0:
            places[other].watch->notifier.setEnabled(false);
            break;
        case 1:
            places[other].watch->notifier.setEnabled(true);
            break;
        case 2:
            renew(other);
            break;
        case 3:
            watch(other);
            break;
        case 4:
            send(other);
            break;
        case 5:
            places[other].watch->notifier.setEnabled(false);
            places[other].watch->notifier.setEnabled(true);
            break;
        case 6:
            if (m_depth < 3) {
                ++m_depth;
                QCoreApplication::processEvents();
                --m_depth;
            }
            break;
        default:
            break;
        }
    }

    QRandomGenerator m_random;
    int m_depth = 0;
    bool m_isQuiet = false;
};
} // namespace

void tst_EpollEventDispatcher_Load::handlersDoAnything_data()
{
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1U, 2U, 3U, 4U, 5U})
        QTest::addRow("seed %u", seed) << seed;
}

void tst_EpollEventDispatcher_Load::handlersDoAnything()
{
    QFETCH(const quint32, seed);
    Bedlam bedlam(seed);
    for (int round = 0; round < 1000; ++round)
        bedlam.step();
    QVERIFY(bedlam.settles());
    QVERIFY(bedlam.calls > 1000);
    QCOMPARE(bedlam.wrongCalls, 0);
}

int main(int argc, char **argv)
{
    return runWithDispatcher<tst_EpollEventDispatcher_Load>(argc, argv);
}

#include "tst_epolleventdispatcher_load.moc"
