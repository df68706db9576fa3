// SPDX-License-Identifier: MIT
//
// What the admin instrumentation costs: CPU per message where no admin is connected, and how long the
// list of all sockets keeps the event loop.
//
// admincost [number of sockets, 10000 by default]
#include "rawclient.h"

#include <QSocketIo/AdminInstrumentation>
#include <QSocketIo/Server>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace QSocketIo;

namespace {

constexpr int messagesPerBurst = 100;
constexpr int burstsPerRound = 200;
constexpr int rounds = 30;

struct Echo
{
    explicit Echo(bool isInstrumented)
    {
        QObject::connect(&io, &Server::connection, &io, [](Socket *socket) {
            socket->on("echo", socket,
                       [socket](const QString &text) { socket->emitEvent("echo", text); });
        });
        io.listen(QHostAddress(QHostAddress::LocalHost));
        if (isInstrumented)
            instrument();
    }
    void instrument()
    {
        const auto installed = AdminInstrumentation::install(
            &io, {.auth = AdminAuthentication::none(), .mode = AdminMode::Development});
        if (!installed)
            std::exit(1);
    }
    Server io;
};

double threadCpu()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

// Runs the client's part in a thread, and the event loop until it is done.
template<typename F>
void serve(F client)
{
    bool isDone = false;
    std::thread thread([&] {
        client();
        QMetaObject::invokeMethod(
            qApp, [&] { isDone = true; }, Qt::QueuedConnection);
    });
    while (!isDone)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    thread.join();
}

// Microseconds of the server's CPU per message: one in, one out.
double round(RawClient &client)
{
    const std::string message = RawClient::frame(R"(42["echo","What a message people send."])");
    std::string burst;
    for (int i = 0; i < messagesPerBurst; ++i)
        burst += message;
    const std::size_t answer = messagesPerBurst * (message.size() - 4); // no mask
    const double before = threadCpu();
    serve([&] {
        for (int i = 0; i < burstsPerRound; ++i) {
            client.write(burst);
            client.read(answer);
        }
    });
    return (threadCpu() - before) * 1e6 / (messagesPerBurst * burstsPerRound);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::unique_ptr<RawClient> connected(quint16 port)
{
    std::unique_ptr<RawClient> client;
    serve([&] { client = std::make_unique<RawClient>(port, "40"); });
    return client;
}

// Alternately, so that whatever else the machine does meets both.
void measureMessages()
{
    Echo plain(false);
    Echo instrumented(true);
    const auto plainClient = connected(plain.io.serverPort());
    const auto instrumentedClient = connected(instrumented.io.serverPort());
    std::vector<double> without;
    std::vector<double> with;
    std::vector<double> ratios;
    for (int i = 0; i <= rounds; ++i) {
        const double a = round(i % 2 ? *plainClient : *instrumentedClient);
        const double b = round(i % 2 ? *instrumentedClient : *plainClient);
        if (i == 0)
            continue; // warms up
        without.push_back(i % 2 ? a : b);
        with.push_back(i % 2 ? b : a);
        ratios.push_back(with.back() / without.back());
    }
    std::printf("message:  %.3f us without, %.3f us with the instrumentation and no admin; "
                "ratio %.4f (medians)\n",
                median(without), median(with), median(ratios));
}

// The most CPU that a turn of the event loop takes while client runs, in ms. Not the time that passes:
// other programs would be in it.
template<typename F>
double longestTurn(F client)
{
    double longest = 0;
    double before = threadCpu();
    QTimer beat;
    QObject::connect(&beat, &QTimer::timeout, &beat, [&] {
        const double now = threadCpu();
        longest = std::max(longest, now - before);
        before = now;
    });
    beat.start(0);
    serve(client);
    return longest * 1000;
}

void measureSnapshot(int count)
{
    Echo echo(true);
    echo.io.of("/chat");
    std::vector<RawClient> clients; // each is two sockets: files are limited
    clients.reserve(std::size_t(count / 2));
    serve([&] {
        for (int i = 0; i < count / 2; ++i) {
            clients.emplace_back(echo.io.serverPort(), "40");
            clients.back().write(RawClient::frame("40/chat,"));
            clients.back().readUntil("40/chat,");
        }
    });
    // Clients that answer no pings have left where connecting them has taken too long.
    const qsizetype present
        = echo.io.sockets()->sockets().size() + echo.io.of("/chat")->sockets().size();
    const double idle = longestTurn([] { std::this_thread::sleep_for(std::chrono::seconds(1)); });
    std::size_t bytes = 0;
    const double single = longestTurn([&] {
        RawClient admin(echo.io.serverPort(), "40/admin,");
        bytes = admin.readUntil("[\"all_sockets\",");
        bytes += admin.readUntil("[\"server_stats\","); // behind all of it
    });
    const double paged = longestTurn([&] {
        RawClient admin(echo.io.serverPort(), "40/admin,", "&qsio=1");
        admin.readUntil("\"last\":true");
    });
    std::printf("snapshot: %lld sockets, %.1f MB; longest turn %.1f ms as one message, %.1f ms as "
                "pages, %.1f ms when idle\n",
                static_cast<long long>(present), double(bytes) / 1e6, single, paged, idle);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    measureMessages();
    measureSnapshot(argc > 1 ? std::atoi(argv[1]) : 10'000);
    return 0;
}
