// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_DISPATCHERTEST_H
#define QSOCKETIO_TESTS_DISPATCHERTEST_H

#include <QSocketIo/EpollEventDispatcher>

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>
#include <QtTest/QTest>

#include <chrono>
#include <fcntl.h>
#include <functional>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace QSocketIo {

// The tests run a second time with Qt's own dispatcher: what they ask for is no peculiarity of ours.
inline bool isControl()
{
    return qEnvironmentVariable("QSOCKETIO_TEST_DISPATCHER") == QStringLiteral("qt");
}

template<typename Test>
int runWithDispatcher(int argc, char **argv)
{
    if (!isControl() && !EpollEventDispatcher::install())
        return 1;
    QCoreApplication app(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

// What Qt itself or the application posted before does not disturb the next turns.
inline void settle()
{
    for (int i = 0; i < 3; ++i)
        QCoreApplication::processEvents();
}

// How many turns the event loop takes in that time: few where it sleeps, thousands where it spins.
inline int turnsWithin(std::chrono::milliseconds time, QEventLoop::ProcessEventsFlags flags = {})
{
    int turns = 0;
    bool isOver = false;
    QTimer::singleShot(time, Qt::PreciseTimer, qApp, [&isOver] { isOver = true; });
    for (; !isOver; ++turns)
        QCoreApplication::processEvents(flags | QEventLoop::WaitForMoreEvents);
    return turns;
}

// Two descriptors that talk to each other.
class SocketPair
{
public:
    SocketPair()
    {
        int both[2]{-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, both) != 0)
            qFatal("no socket pair");
        m_here = both[0];
        m_there = both[1];
    }
    ~SocketPair()
    {
        closeHere();
        closeThere();
    }
    SocketPair(SocketPair &&other) noexcept
        : m_here(std::exchange(other.m_here, -1))
        , m_there(std::exchange(other.m_there, -1))
    { }
    SocketPair &operator=(SocketPair &&other) noexcept
    {
        std::swap(m_here, other.m_here);
        std::swap(m_there, other.m_there);
        return *this;
    }

    [[nodiscard]] int here() const { return m_here; }
    [[nodiscard]] int there() const { return m_there; }
    void send() const { sendTo(m_there); } // makes here() readable
    [[nodiscard]] bool read() const
    {
        char byte = 0;
        return ::read(m_here, &byte, 1) == 1;
    }
    void closeHere() { close(m_here); }
    void closeThere() { close(m_there); }
    // Becomes the descriptor with that number, which must be free.
    void moveHere(int number)
    {
        if (m_here == number)
            return;
        ::dup3(m_here, number, O_CLOEXEC);
        closeHere();
        m_here = number;
    }

private:
    static void sendTo(int descriptor)
    {
        if (::write(descriptor, "x", 1) != 1)
            qFatal("cannot write");
    }
    static void close(int &descriptor)
    {
        if (descriptor >= 0)
            ::close(std::exchange(descriptor, -1));
    }

    int m_here = -1;
    int m_there = -1;
};

// A notifier that counts.
class Watch
{
public:
    using Handler = std::function<void()>;

    explicit Watch(int descriptor, Handler handler = {},
                   QSocketNotifier::Type type = QSocketNotifier::Read)
        : notifier(descriptor, type)
    {
        QObject::connect(&notifier, &QSocketNotifier::activated, &notifier,
                         [this, call = std::move(handler)] {
                             ++count;
                             if (call)
                                 call();
                         });
    }

    QSocketNotifier notifier;
    int count = 0;
};

} // namespace QSocketIo

#endif
