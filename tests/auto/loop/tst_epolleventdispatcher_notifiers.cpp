// SPDX-License-Identifier: MIT
#include "dispatchertest.h"
#include "shared/waitfor.h"

#include <QtCore/QScopeGuard>
#include <QtCore/QTemporaryFile>
#include <QtCore/QThread>

#include <arpa/inet.h>
#include <array>
#include <memory>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/syscall.h>

using namespace QSocketIo;
using namespace std::chrono_literals;

// In the place of the C library's, to count the system calls.
static int epollChanges = 0;
extern "C" Q_DECL_EXPORT int epoll_ctl(int epoll, int operation, int descriptor,
                                       epoll_event *event) noexcept
{
    ++epollChanges;
    return int(::syscall(SYS_epoll_ctl, epoll, operation, descriptor, event));
}

class tst_EpollEventDispatcher_Notifiers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void readable();
    void writable();
    void exception();
    void allTypesOfOneDescriptor();
    void firesUntilRead();
    void disabledIsSilent();
    void hangUp();
    void multipleOfOneType();
    void badDescriptor_data();
    void badDescriptor();
    void regularFile();

    void handlerDisablesOthers();
    void handlerDeletesOthers();
    void handlerDeletesItself();
    void handlerMakesOthersAnew();
    void handlerDisablesAnotherTypeOfItsDescriptor();
    void descriptorNumberIsReused_data();
    void descriptorNumberIsReused();
    void duplicateOutlivesDescriptor();
    void descriptorClosedFirst();

    void nestedLoopActivatesTheOthers();
    void nestedLoopWithoutNotifiers();
    void nestedLoopActivatesItsOwnAgain();
    void excluded();
    void moveToThread();
    void interestIsCollected();
};

void tst_EpollEventDispatcher_Notifiers::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    settle();
}

void tst_EpollEventDispatcher_Notifiers::readable()
{
    const SocketPair pair;
    Watch watch(pair.here());
    QCoreApplication::processEvents();
    QCOMPARE(watch.count, 0);
    pair.send();
    QVERIFY(waitFor([&] { return watch.count > 0; }));
    QVERIFY(pair.read());
}

void tst_EpollEventDispatcher_Notifiers::writable()
{
    const SocketPair pair;
    const std::array<char, 65536> block{};
    while (::write(pair.here(), block.data(), block.size()) > 0) { }
    Watch watch(pair.here(), {}, QSocketNotifier::Write);
    QCoreApplication::processEvents();
    QCOMPARE(watch.count, 0);
    std::array<char, 65536> buffer{};
    while (::read(pair.there(), buffer.data(), buffer.size()) > 0) { }
    QVERIFY(waitFor([&] { return watch.count > 0; }));
}

static std::pair<int, int> tcpPair()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(listener, generic, size) != 0 || ::listen(listener, 1) != 0
        || ::getsockname(listener, generic, &size) != 0 || ::connect(client, generic, size) != 0)
        qFatal("no connection");
    const int server = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    ::close(listener);
    return {server, client};
}

void tst_EpollEventDispatcher_Notifiers::exception()
{
    const auto [server, client] = tcpPair();
    const auto closing = qScopeGuard([server = server, client = client] {
        ::close(server);
        ::close(client);
    });
    Watch normal(server);
    Watch urgent(server, {}, QSocketNotifier::Exception);
    QCOMPARE(::send(client, "x", 1, MSG_OOB), 1);
    QVERIFY(waitFor([&] { return urgent.count > 0; }));
    QCOMPARE(normal.count, 0);
}

void tst_EpollEventDispatcher_Notifiers::allTypesOfOneDescriptor()
{
    const auto [server, client] = tcpPair();
    QStringList log;
    const auto append = [&log](const char *name) {
        return [&log, name] { log.append(QLatin1StringView(name)); };
    };
    {
        Watch read(server, append("read"));
        Watch write(server, append("write"), QSocketNotifier::Write);
        Watch except(server, append("exception"), QSocketNotifier::Exception);
        QCOMPARE(::send(client, "x", 1, 0), 1);
        QCOMPARE(::send(client, "y", 1, MSG_OOB), 1);
        QVERIFY(waitFor([&] { return read.count > 0 && except.count > 0; }));
        log.clear();
        QCoreApplication::processEvents();
        QCOMPARE(log.join(u' '), QStringLiteral("read write exception"));
        read.notifier.setEnabled(false);
        log.clear();
        QCoreApplication::processEvents();
        QCOMPARE(log.join(u' '), QStringLiteral("write exception"));
        write.notifier.setEnabled(false);
        except.notifier.setEnabled(false);
        read.notifier.setEnabled(true);
        log.clear();
        QCoreApplication::processEvents();
        QCOMPARE(log.join(u' '), QStringLiteral("read"));
    }
    ::close(server);
    ::close(client);
}

void tst_EpollEventDispatcher_Notifiers::firesUntilRead()
{
    const SocketPair pair;
    pair.send();
    Watch watch(pair.here());
    for (int turn = 1; turn <= 5; ++turn) {
        QVERIFY(QCoreApplication::eventDispatcher()->processEvents({}));
        QCOMPARE(watch.count, turn);
    }
    QVERIFY(pair.read());
    QVERIFY(!QCoreApplication::eventDispatcher()->processEvents({}));
    QCOMPARE(watch.count, 5);
}

void tst_EpollEventDispatcher_Notifiers::disabledIsSilent()
{
    const SocketPair pair;
    pair.send();
    Watch watch(pair.here());
    QCoreApplication::processEvents();
    QCOMPARE(watch.count, 1);
    watch.notifier.setEnabled(false);
    QVERIFY(turnsWithin(50ms) < 20);
    QCOMPARE(watch.count, 1);
    watch.notifier.setEnabled(true);
    QCoreApplication::processEvents();
    QCOMPARE(watch.count, 2);
    watch.notifier.setEnabled(false); // and on again within a turn
    watch.notifier.setEnabled(true);
    QCoreApplication::processEvents();
    QCOMPARE(watch.count, 3);
}

void tst_EpollEventDispatcher_Notifiers::hangUp()
{
    SocketPair pair;
    Watch read(pair.here());
    Watch except(pair.here(), {}, QSocketNotifier::Exception);
    pair.closeThere();
    QVERIFY(waitFor([&] { return read.count > 0 && except.count > 0; }));
    read.notifier.setEnabled(false);
    except.notifier.setEnabled(false);
    const int count = read.count + except.count;
    QVERIFY(turnsWithin(50ms) < 20); // nobody wants to know any more
    QCOMPARE(read.count + except.count, count);
}

void tst_EpollEventDispatcher_Notifiers::multipleOfOneType()
{
    const SocketPair pair;
    const QRegularExpression warning(
        QStringLiteral("Multiple socket notifiers for same socket %1 and type Read")
            .arg(pair.here()));
    auto first = std::make_unique<Watch>(pair.here());
    QTest::ignoreMessage(QtWarningMsg, warning);
    Watch second(pair.here());
    pair.send();
    QCoreApplication::processEvents();
    QCOMPARE(first->count, 0);
    QCOMPARE(second.count, 1);
    QTest::ignoreMessage(QtWarningMsg, warning);
    first.reset();
    QCoreApplication::processEvents();
    QCOMPARE(second.count, 2);
}

void tst_EpollEventDispatcher_Notifiers::badDescriptor_data()
{
    QTest::addColumn<int>("descriptor");
    QTest::addColumn<QSocketNotifier::Type>("type");
    QTest::addColumn<QString>("name");
    QTest::newRow("read") << 900 << QSocketNotifier::Read << QStringLiteral("Read");
    QTest::newRow("write") << 901 << QSocketNotifier::Write << QStringLiteral("Write");
    QTest::newRow("exception") << 902 << QSocketNotifier::Exception << QStringLiteral("Exception");
    QTest::newRow("wild") << 2'000'000'000 << QSocketNotifier::Read << QStringLiteral("Read");
}

void tst_EpollEventDispatcher_Notifiers::badDescriptor()
{
    QFETCH(const int, descriptor);
    QFETCH(const QSocketNotifier::Type, type);
    QFETCH(const QString, name);
    Watch watch(descriptor, {}, type);
    const QString warning
        = QStringLiteral("QSocketNotifier: Invalid socket %1 with type %2, disabling...");
    QTest::ignoreMessage(QtWarningMsg, qPrintable(warning.arg(QString::number(descriptor), name)));
    QCoreApplication::processEvents();
    QVERIFY(!watch.notifier.isEnabled());
    QCOMPARE(watch.count, 0);
    QCoreApplication::processEvents(); // warns once
}

// A file is always ready, and epoll refuses it.
void tst_EpollEventDispatcher_Notifiers::regularFile()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    Watch read(file.handle());
    QVERIFY(turnsWithin(10ms) > 0);
    QVERIFY(read.count > 1);
    {
        Watch write(file.handle(), {}, QSocketNotifier::Write);
        read.count = 0;
        QCoreApplication::processEvents();
        QCOMPARE(read.count, 1);
        QCOMPARE(write.count, 1);
    }
    Watch except(file.handle(), {}, QSocketNotifier::Exception);
    read.notifier.setEnabled(false);
    read.count = 0;
    QVERIFY(turnsWithin(50ms) < 20);
    QCOMPARE(read.count, 0);
    QCOMPARE(except.count, 0);
    except.notifier.setEnabled(false);
    // The number becomes a socket's.
    const int number = file.handle();
    read.notifier.setEnabled(true);
    QCoreApplication::processEvents();
    QCOMPARE(read.count, 1);
    read.notifier.setEnabled(false);
    const SocketPair pair;
    const int saved = ::dup(number);
    ::dup2(pair.here(), number);
    read.notifier.setEnabled(true);
    QVERIFY(turnsWithin(50ms) < 20);
    QCOMPARE(read.count, 1);
    pair.send();
    QVERIFY(waitFor([&] { return read.count > 1; }));
    read.notifier.setEnabled(false);
    ::dup2(saved, number);
    ::close(saved);
}

void tst_EpollEventDispatcher_Notifiers::handlerDisablesOthers()
{
    const std::array<SocketPair, 3> pairs;
    std::vector<std::unique_ptr<Watch>> watches;
    for (const SocketPair &pair : pairs) {
        pair.send();
        watches.push_back(std::make_unique<Watch>(pair.here(), [&watches] {
            for (const auto &watch : watches)
                watch->notifier.setEnabled(watch->count > 0);
        }));
    }
    for (int turn = 0; turn < 3; ++turn)
        QCoreApplication::processEvents();
    int active = 0;
    for (const auto &watch : watches)
        active += watch->count > 0 ? 1 : 0;
    QCOMPARE(active, 1);
}

void tst_EpollEventDispatcher_Notifiers::handlerDeletesOthers()
{
    const std::array<SocketPair, 3> pairs;
    std::vector<std::unique_ptr<Watch>> watches;
    int calls = 0;
    for (const SocketPair &pair : pairs) {
        pair.send();
        watches.push_back(std::make_unique<Watch>(pair.here(), [&] {
            ++calls;
            std::erase_if(watches, [](const auto &watch) { return watch->count == 0; });
        }));
    }
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
    QCOMPARE(watches.size(), 1u);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 2);
}

void tst_EpollEventDispatcher_Notifiers::handlerDeletesItself()
{
    const std::array<SocketPair, 3> pairs;
    int calls = 0;
    for (const SocketPair &pair : pairs) {
        pair.send();
        auto *notifier = new QSocketNotifier(pair.here(), QSocketNotifier::Read);
        connect(notifier, &QSocketNotifier::activated, this, [&calls, notifier] {
            ++calls;
            delete notifier;
        });
    }
    QCoreApplication::processEvents();
    QCOMPARE(calls, 3);
    QVERIFY(turnsWithin(20ms) < 20);
    QCOMPARE(calls, 3);
}

// What was found for the old ones does not reach the new ones.
void tst_EpollEventDispatcher_Notifiers::handlerMakesOthersAnew()
{
    std::array<SocketPair, 2> pairs;
    std::array<std::unique_ptr<Watch>, 2> watches;
    int calls = 0;
    const auto handler = [&](std::size_t self) {
        return [&, self] {
            ++calls;
            QVERIFY(pairs[self].read());
            watches[1 - self].reset();
            watches[1 - self] = std::make_unique<Watch>(pairs[1 - self].here());
            QVERIFY(pairs[1 - self].read()); // nothing left to be told
        };
    };
    for (std::size_t i = 0; i < 2; ++i) {
        pairs[i].send();
        watches[i] = std::make_unique<Watch>(pairs[i].here(), handler(i));
    }
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
    QCOMPARE(watches[0]->count + watches[1]->count, 1);
    const std::size_t renewed = watches[0]->count == 0 ? 0 : 1;
    pairs[renewed].send();
    QVERIFY(waitFor([&] { return watches[renewed]->count == 1 && pairs[renewed].read(); }));
}

void tst_EpollEventDispatcher_Notifiers::handlerDisablesAnotherTypeOfItsDescriptor()
{
    const SocketPair pair;
    pair.send();
    Watch write(pair.here(), {}, QSocketNotifier::Write);
    Watch read(pair.here(), [&] { write.notifier.setEnabled(false); });
    QCoreApplication::processEvents();
    QCOMPARE(read.count, 1);
    QCOMPARE(write.count, 0);
}

void tst_EpollEventDispatcher_Notifiers::descriptorNumberIsReused_data()
{
    QTest::addColumn<bool>("inHandler");
    QTest::addColumn<QSocketNotifier::Type>("type");
    for (const bool inHandler : {false, true}) {
        const char *where = inHandler ? "in a handler" : "between turns";
        QTest::addRow("%s, same type", where) << inHandler << QSocketNotifier::Read;
        QTest::addRow("%s, another type", where) << inHandler << QSocketNotifier::Write;
    }
}

void tst_EpollEventDispatcher_Notifiers::descriptorNumberIsReused()
{
    QFETCH(const bool, inHandler);
    QFETCH(const QSocketNotifier::Type, type);
    const std::array<char, 65536> block{};
    std::array<SocketPair, 2> pairs;
    std::array<std::unique_ptr<Watch>, 2> watches;
    SocketPair fresh;
    while (::write(fresh.here(), block.data(), block.size()) > 0) { } // not ready for anything
    int other = -1;
    const auto replace = [&](std::size_t which) {
        other = int(which);
        const int number = pairs[which].here();
        watches[which].reset();
        pairs[which].closeHere();
        fresh.moveHere(number);
        watches[which] = std::make_unique<Watch>(number, Watch::Handler(), type);
    };
    for (std::size_t i = 0; i < 2; ++i) {
        watches[i] = std::make_unique<Watch>(pairs[i].here(), [&, i] {
            QVERIFY(pairs[i].read());
            if (inHandler && other < 0)
                replace(1 - i);
        });
    }
    QCoreApplication::processEvents();
    pairs[0].send();
    pairs[1].send();
    if (!inHandler)
        replace(1);
    QCoreApplication::processEvents();
    QVERIFY(other >= 0);
    const Watch &renewed = *watches[std::size_t(other)];
    QVERIFY(turnsWithin(20ms) < 20);
    QCOMPARE(renewed.count, 0);
    fresh.send();
    std::array<char, 65536> buffer{};
    while (::read(fresh.there(), buffer.data(), buffer.size()) > 0) { }
    QVERIFY(waitFor([&] { return renewed.count > 0; }));
}

// The kernel goes on to report the number of a closed descriptor that has a duplicate, and there is
// no way to take it out.
void tst_EpollEventDispatcher_Notifiers::duplicateOutlivesDescriptor()
{
    SocketPair zombie;
    const int duplicate = ::dup(zombie.here());
    const auto closing = qScopeGuard([duplicate] { ::close(duplicate); });
    const int number = zombie.here();
    auto watch = std::make_unique<Watch>(number);
    const SocketPair bystander;
    Watch other(bystander.here());
    QCoreApplication::processEvents();
    zombie.closeHere();
    watch.reset();
    zombie.send();
    QVERIFY(turnsWithin(50ms) < 20);
    bystander.send();
    QVERIFY(waitFor([&] { return other.count > 0 && bystander.read(); }));

    // The same where another one has its number by then.
    Watch again(duplicate);
    QCoreApplication::processEvents();
    QCOMPARE(again.count, 1);
    again.notifier.setEnabled(false);
    SocketPair fresh;
    const int third = ::dup(duplicate);
    ::close(duplicate);
    fresh.moveHere(duplicate);
    again.notifier.setEnabled(true);
    QVERIFY(turnsWithin(50ms) < 20);
    QCOMPARE(again.count, 1);
    fresh.send();
    QVERIFY(waitFor([&] { return again.count == 2 && fresh.read(); }));
    ::close(third);
    again.notifier.setEnabled(false);
    fresh = SocketPair();
    ::dup2(bystander.here(), duplicate); // for the guard to close
}

void tst_EpollEventDispatcher_Notifiers::descriptorClosedFirst()
{
    auto pair = std::make_unique<SocketPair>();
    const int number = pair->here();
    auto watch = std::make_unique<Watch>(number);
    QCoreApplication::processEvents();
    pair.reset();
    watch.reset();
    QCoreApplication::processEvents();
    SocketPair fresh;
    fresh.moveHere(number);
    Watch another(number);
    fresh.send();
    QVERIFY(waitFor([&] { return another.count > 0; }));
}

void tst_EpollEventDispatcher_Notifiers::nestedLoopActivatesTheOthers()
{
    const std::array<SocketPair, 3> pairs;
    std::vector<std::unique_ptr<Watch>> watches;
    int depth = 0;
    int inside = 0;
    for (const SocketPair &pair : pairs) {
        pair.send();
        watches.push_back(std::make_unique<Watch>(pair.here(), [&] {
            QVERIFY(pair.read());
            if (depth++ > 0) {
                ++inside;
                return;
            }
            QCoreApplication::processEvents();
            QCoreApplication::processEvents();
        }));
    }
    QCoreApplication::processEvents();
    QCOMPARE(inside, 2);
    for (const auto &watch : watches)
        QCOMPARE(watch->count, 1);
}

void tst_EpollEventDispatcher_Notifiers::nestedLoopWithoutNotifiers()
{
    const std::array<SocketPair, 2> pairs;
    std::vector<std::unique_ptr<Watch>> watches;
    bool isNested = false;
    for (const SocketPair &pair : pairs) {
        pair.send();
        watches.push_back(std::make_unique<Watch>(pair.here(), [&] {
            QVERIFY(!isNested);
            QVERIFY(pair.read());
            isNested = true;
            QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
            QVERIFY(turnsWithin(10ms, QEventLoop::ExcludeSocketNotifiers) < 20);
            isNested = false;
        }));
    }
    QCoreApplication::processEvents();
    QCOMPARE(watches[0]->count, 1);
    QCOMPARE(watches[1]->count, 1);
}

void tst_EpollEventDispatcher_Notifiers::nestedLoopActivatesItsOwnAgain()
{
    const SocketPair pair;
    pair.send();
    pair.send();
    int depth = 0;
    int deepest = 0;
    Watch watch(pair.here(), [&] {
        ++depth;
        deepest = std::max(deepest, depth);
        QVERIFY(pair.read());
        QCoreApplication::processEvents();
        --depth;
    });
    QCoreApplication::processEvents();
    QCOMPARE(watch.count, 2);
    QCOMPARE(deepest, 2);
}

void tst_EpollEventDispatcher_Notifiers::excluded()
{
    const SocketPair pair;
    pair.send();
    Watch watch(pair.here(), [&] { QVERIFY(pair.read()); });
    QVERIFY(turnsWithin(50ms, QEventLoop::ExcludeSocketNotifiers) < 20);
    QCOMPARE(watch.count, 0);
    // Other threads are still heard.
    bool isDone = false;
    const std::unique_ptr<QThread> thread(QThread::create([&isDone] {
        QMetaObject::invokeMethod(
            qApp, [&isDone] { isDone = true; }, Qt::QueuedConnection);
    }));
    thread->start();
    while (!isDone) {
        QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers
                                        | QEventLoop::WaitForMoreEvents);
        QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
    }
    thread->wait();
    QCOMPARE(watch.count, 0);
    QVERIFY(waitFor([&] { return watch.count == 1; }));
}

void tst_EpollEventDispatcher_Notifiers::moveToThread()
{
    const SocketPair pair;
    QThread thread;
    if (!isControl())
        thread.setEventDispatcher(new EpollEventDispatcher);
    thread.start();
    std::atomic<QThread *> activatedIn = nullptr;
    auto *notifier = new QSocketNotifier(pair.here(), QSocketNotifier::Read);
    connect(
        notifier, &QSocketNotifier::activated, notifier,
        [&] {
            activatedIn = QThread::currentThread();
            notifier->setEnabled(false);
        },
        Qt::DirectConnection);
    connect(&thread, &QThread::finished, notifier, &QObject::deleteLater);
    notifier->moveToThread(&thread);
    pair.send();
    QVERIFY(waitFor([&] { return activatedIn != nullptr; }));
    QCOMPARE(activatedIn.load(), &thread);
    thread.quit();
    QVERIFY(thread.wait());
}

// QTcpSocket switches its write notifier on and off with every write.
void tst_EpollEventDispatcher_Notifiers::interestIsCollected()
{
    const SocketPair pair;
    Watch read(pair.here());
    Watch write(pair.here(), {}, QSocketNotifier::Write);
    write.notifier.setEnabled(false);
    QCoreApplication::processEvents();
    if (!isControl())
        QVERIFY(epollChanges > 0); // that is, they are counted
    epollChanges = 0;
    for (int turn = 0; turn < 100; ++turn) {
        write.notifier.setEnabled(true);
        write.notifier.setEnabled(false);
        QCoreApplication::processEvents();
    }
    QCOMPARE(epollChanges, 0);
    QCOMPARE(write.count, 0);
    write.notifier.setEnabled(true);
    QCoreApplication::processEvents();
    QCOMPARE(write.count, 1);
    QCOMPARE(epollChanges, isControl() ? 0 : 1);
}

int main(int argc, char **argv)
{
    return runWithDispatcher<tst_EpollEventDispatcher_Notifiers>(argc, argv);
}

#include "tst_epolleventdispatcher_notifiers.moc"
