// SPDX-License-Identifier: MIT
//
// What an event dispatcher costs: CPU per activation of a socket notifier, by how many sockets are
// idle beside the active ones. Ours, Qt's for Unix and Qt's on glib in turn, medians of the rounds.
//
// dispatchercost [idle sockets, 10000 at most and by default] [rounds, 9 by default]
#include <QSocketIo/EpollEventDispatcher>

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QEventLoop>
#include <QtCore/QSocketNotifier>
#include <QtCore/QThread>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

enum Kind { Epoll, Unix, Glib, KindCount };

class Socket
{
public:
    explicit Socket(int descriptor)
        : m_descriptor(descriptor)
    {
        if (descriptor < 0) {
            std::perror("socket");
            std::exit(1);
        }
    }
    ~Socket() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(Socket)

    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

using Sockets = std::vector<std::unique_ptr<Socket>>;

Sockets idleSockets(int count)
{
    Sockets sockets;
    for (int i = 0; i < count; ++i)
        sockets.push_back(std::make_unique<Socket>(::socket(AF_INET, SOCK_DGRAM, 0)));
    return sockets;
}

// Pairs, the first of each being readable and staying so.
Sockets activeSockets(int count)
{
    Sockets sockets;
    for (int i = 0; i < count; ++i) {
        std::array<int, 2> both{-1, -1};
        ::socketpair(AF_UNIX, SOCK_STREAM, 0, both.data());
        sockets.push_back(std::make_unique<Socket>(both[0]));
        sockets.push_back(std::make_unique<Socket>(both[1]));
        if (::write(both[1], "x", 1) != 1)
            std::exit(1);
    }
    return sockets;
}

double threadCpu()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

// Takes an event once a turn, as what flushes at its end does.
class Flusher : public QObject
{
public:
    void post()
    {
        if (!std::exchange(m_isPosted, true))
            QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::LowEventPriority);
    }
    bool event(QEvent *) override
    {
        m_isPosted = false;
        return true;
    }

private:
    bool m_isPosted = false;
};

// In its own thread: nanoseconds per activation.
double measure(const Sockets &idle, const Sockets &active, bool isPosting)
{
    QEventLoop loop;
    Flusher flusher;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    const auto watch = [&notifiers](const Socket &socket) {
        const auto type = QSocketNotifier::Read;
        notifiers.push_back(std::make_unique<QSocketNotifier>(socket.descriptor(), type));
        return notifiers.back().get();
    };
    for (const auto &socket : idle)
        watch(*socket);
    const int enough = idle.size() > 1000 ? 200 : 5000; // Qt's need milliseconds for each
    int count = -enough / 10 - int(active.size());
    double begin = 0;
    for (std::size_t i = 0; i < active.size(); i += 2) {
        QObject::connect(watch(*active[i]), &QSocketNotifier::activated, &loop, [&] {
            if (++count == 0)
                begin = threadCpu();
            if (isPosting)
                flusher.post();
            if (count == enough)
                loop.quit();
        });
    }
    loop.exec();
    return (threadCpu() - begin) / count;
}

double measureWith(Kind kind, const Sockets &idle, const Sockets &active, bool isPosting)
{
    double result = 0;
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { result = measure(idle, active, isPosting); }));
    if (kind == Epoll)
        thread->setEventDispatcher(new QSocketIo::EpollEventDispatcher);
    else if (kind == Unix)
        qputenv("QT_NO_GLIB", "1");
    else
        qunsetenv("QT_NO_GLIB");
    thread->start();
    thread->wait();
    return result;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void printRow(int idleCount, int activeCount, bool isPosting, int rounds)
{
    const Sockets idle = idleSockets(idleCount);
    const Sockets active = activeSockets(activeCount);
    std::array<std::vector<double>, KindCount> times;
    for (int round = 0; round < rounds; ++round) {
        for (int kind = 0; kind < KindCount; ++kind)
            times[std::size_t(kind)].push_back(measureWith(Kind(kind), idle, active, isPosting));
    }
    const double ours = median(times[Epoll]);
    std::printf("%6d %6d  %-7s %10.0f %10.0f %10.0f %9.3f %9.3f\n", idleCount, activeCount,
                isPosting ? "yes" : "no", ours, median(times[Unix]), median(times[Glib]),
                ours / median(times[Unix]), ours / median(times[Glib]));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QSocketIo::EpollEventDispatcher::install();
    const QCoreApplication app(argc, argv);
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    const int most = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const int rounds = argc > 2 ? std::max(std::atoi(argv[2]), 1) : 9;
    std::printf("  idle active  posting   epoll ns    unix ns    glib ns  to unix   to glib\n");
    for (const int idle : {1, 100, 10'000}) {
        for (const int active : {1, 10, 100})
            printRow(std::min(idle, most), active, false, rounds);
        printRow(std::min(idle, most), 1, true, rounds);
    }
    return 0;
}
