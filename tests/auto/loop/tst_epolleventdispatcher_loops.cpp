// SPDX-License-Identifier: MIT
#include "dispatchertest.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QSemaphore>
#include <QtCore/QThread>
#include <QtTest/QSignalSpy>

#include <array>
#include <csignal>
#include <memory>
#include <pthread.h>
#include <sys/resource.h>

using namespace QSocketIo;
using namespace std::chrono_literals;

// No test here has a timer that would hide a wake-up that is lost: the test would hang instead.
class tst_EpollEventDispatcher_Loops : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void installed();
    void installedTooLate();
    void withoutDescriptors();
    void startFailsGently();

    void returnValues();
    void awakeAndAboutToBlock();
    void postedEventsComeFirst();
    void postedEventEndsTheWait();
    void postedInAboutToBlock();
    void quitInEveryPlace_data();
    void quitInEveryPlace();
    void nestedLoops();
    void exitTheOuterLoopFirst();
    void deferredDelete();
    void signalInterruptsNoWait();

    void wakeUpBeforeTheWait();
    void wakeUpWhileWaiting();
    void wakeUpsAreOne();
    void interrupt();
    void exitFromAnotherThread();
    void postsFromManyThreads();

    void threadWithDispatcher();
    void threadsTalk();
    void process();
};

namespace {
QAbstractEventDispatcher *dispatcher()
{
    return QCoreApplication::eventDispatcher();
}

template<typename F>
void post(QObject *object, F function)
{
    QMetaObject::invokeMethod(object, function, Qt::QueuedConnection);
}

template<typename F>
std::unique_ptr<QThread> started(F function)
{
    std::unique_ptr<QThread> thread(QThread::create(function));
    thread->start();
    return thread;
}

// A thread that serves an event loop with the dispatcher under test.
class LoopThread : public QThread
{
public:
    LoopThread()
    {
        if (!isControl())
            setEventDispatcher(new EpollEventDispatcher);
        context.moveToThread(this);
        start();
    }
    ~LoopThread() override
    {
        quit();
        wait();
    }

    QObject context;
};
} // namespace

void tst_EpollEventDispatcher_Loops::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    settle();
}

void tst_EpollEventDispatcher_Loops::installed()
{
    const bool isOurs = qobject_cast<EpollEventDispatcher *>(dispatcher()) != nullptr;
    QCOMPARE(isOurs, !isControl());
    QCOMPARE(QAbstractEventDispatcher::instance(), dispatcher());
    if (isOurs)
        QVERIFY(EpollEventDispatcher::install()); // it is there already
}

void tst_EpollEventDispatcher_Loops::installedTooLate()
{
    if (!isControl())
        return; // it is not too late: see installed()
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("has an event dispatcher")));
    QVERIFY(!EpollEventDispatcher::install());
}

void tst_EpollEventDispatcher_Loops::withoutDescriptors()
{
    QVERIFY(EpollEventDispatcher().isValid());
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    const rlimit none{0, files.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("cannot use epoll")));
    auto *invalid = new EpollEventDispatcher;
    setrlimit(RLIMIT_NOFILE, &files);
    QVERIFY(!invalid->isValid());

    // Timers and posted events are served all the same.
    QThread thread;
    QObject context;
    std::atomic<bool> isFired = false;
    bool isPosted = false;
    thread.setEventDispatcher(invalid);
    context.moveToThread(&thread);
    connect(
        &thread, &QThread::started, &context,
        [&] {
            QTimer::singleShot(1ms, Qt::PreciseTimer, &context, [&isFired] { isFired = true; });
        },
        Qt::DirectConnection);
    thread.start();
    while (!isFired)
        QThread::yieldCurrentThread();
    post(&context, [&isPosted] { isPosted = true; });
    post(&context, [&thread] { thread.quit(); });
    QVERIFY(thread.wait());
    QVERIFY(isPosted);
}

// install() in a program that may open no files any more. Run by startFailsGently().
static int installWithoutDescriptors(int argc, char **argv)
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    const rlimit none{0, files.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    const bool isInstalled = EpollEventDispatcher::install();
    setrlimit(RLIMIT_NOFILE, &files);
    QCoreApplication app(argc, argv);
    QTimer::singleShot(0, &app, [] { QCoreApplication::exit(42); });
    return isInstalled ? 1 : app.exec();
}

void tst_EpollEventDispatcher_Loops::startFailsGently()
{
#if defined(__SANITIZE_ADDRESS__)
    QSKIP("The sanitizer needs descriptors, too");
#endif
    QProcess program;
    program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--no-descriptors")});
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 42);
    QVERIFY(program.readAllStandardError().contains("cannot use epoll"));
}

void tst_EpollEventDispatcher_Loops::returnValues()
{
    while (dispatcher()->processEvents({})) { }
    QVERIFY(!dispatcher()->processEvents({}));
    post(this, [] {});
    QVERIFY(dispatcher()->processEvents({}));
    QVERIFY(!dispatcher()->processEvents({}));
    dispatcher()->wakeUp();
    QVERIFY(dispatcher()->processEvents(QEventLoop::WaitForMoreEvents));
}

void tst_EpollEventDispatcher_Loops::awakeAndAboutToBlock()
{
    while (dispatcher()->processEvents({})) { }
    const QSignalSpy awake(dispatcher(), &QAbstractEventDispatcher::awake);
    const QSignalSpy aboutToBlock(dispatcher(), &QAbstractEventDispatcher::aboutToBlock);
    dispatcher()->processEvents({});
    QCOMPARE(awake.count(), 1);
    QCOMPARE(aboutToBlock.count(), 0);
    QTimer timer;
    timer.start(1ms);
    dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
    QCOMPARE(aboutToBlock.count(), 1);
    QCOMPARE(awake.count(), 2);
    post(this, [] {});
    dispatcher()->processEvents({});
    QCOMPARE(aboutToBlock.count(), 1);
    QCOMPARE(awake.count(), 3);
}

void tst_EpollEventDispatcher_Loops::postedEventsComeFirst()
{
    QStringList log;
    const SocketPair pair;
    pair.send();
    Watch watch(pair.here(), [&] {
        QVERIFY(pair.read());
        log.append(QStringLiteral("socket"));
        post(this, [&log] { log.append(QStringLiteral("late")); });
    });
    QTimer::singleShot(1ms, Qt::PreciseTimer, this, [&] { log.append(QStringLiteral("timer")); });
    post(this, [&log] { log.append(QStringLiteral("posted")); });
    QThread::msleep(5);
    QCoreApplication::processEvents();
    QCOMPARE(log.join(u' '), QStringLiteral("posted socket timer"));
    QCoreApplication::processEvents();
    QCOMPARE(log.join(u' '), QStringLiteral("posted socket timer late"));
}

// Who waits in a loop of his own looks at what has happened after each turn.
void tst_EpollEventDispatcher_Loops::postedEventEndsTheWait()
{
    bool isDone = false;
    post(this, [&isDone] { isDone = true; });
    while (!isDone)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    if (isControl())
        return; // Qt's sleeps once more where another thread has posted
    for (int i = 0; i < 100; ++i) {
        std::atomic<bool> isSeen = false;
        const auto thread = started([&] { post(this, [&isSeen] { isSeen = true; }); });
        while (!isSeen)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        thread->wait();
    }
}

void tst_EpollEventDispatcher_Loops::postedInAboutToBlock()
{
    bool isDone = false;
    const auto connection = connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, this,
                                    [&] { post(this, [&isDone] { isDone = true; }); });
    while (!isDone)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    disconnect(connection);
    QEventLoop loop;
    const auto quitting = connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, this,
                                  [&] { post(&loop, [&loop] { loop.exit(3); }); });
    QCOMPARE(loop.exec(), 3);
    disconnect(quitting);
}

void tst_EpollEventDispatcher_Loops::quitInEveryPlace_data()
{
    QTest::addColumn<QByteArray>("place");
    for (const char *place : {"posted", "socket", "timer", "zero timer", "aboutToBlock", "awake"})
        QTest::newRow(place) << QByteArray(place);
}

void tst_EpollEventDispatcher_Loops::quitInEveryPlace()
{
    QFETCH(const QByteArray, place);
    QEventLoop loop;
    QObject context;
    const auto quit = [&loop] { loop.exit(7); };
    const SocketPair pair;
    pair.send();
    Watch watch(pair.here(), quit);
    watch.notifier.setEnabled(place == "socket");
    if (place == "posted")
        post(&context, quit);
    else if (place == "timer")
        QTimer::singleShot(1ms, &context, quit);
    else if (place == "zero timer")
        QTimer::singleShot(0, Qt::PreciseTimer, &context, quit);
    else if (place == "aboutToBlock")
        connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &context, quit);
    else if (place == "awake")
        connect(dispatcher(), &QAbstractEventDispatcher::awake, &context, quit);
    QCOMPARE(loop.exec(), 7);
}

void tst_EpollEventDispatcher_Loops::nestedLoops()
{
    QStringList log;
    QEventLoop outer;
    QEventLoop inner;
    post(&outer, [&] {
        log.append(QStringLiteral("outer"));
        post(&inner, [&] {
            log.append(QStringLiteral("inner"));
            inner.quit();
        });
        QCOMPARE(inner.exec(), 0);
        log.append(QStringLiteral("back"));
        post(&outer, [&] { outer.quit(); });
    });
    QCOMPARE(outer.exec(), 0);
    QCOMPARE(log.join(u' '), QStringLiteral("outer inner back"));
}

void tst_EpollEventDispatcher_Loops::exitTheOuterLoopFirst()
{
    QEventLoop outer;
    QEventLoop inner;
    QTimer::singleShot(1ms, &outer, [&] {
        QTimer::singleShot(1ms, &inner, [&] {
            outer.exit(1); // ends when the inner one has
            QTimer::singleShot(10ms, &inner, [&] { inner.exit(2); });
        });
        QCOMPARE(inner.exec(), 2);
    });
    QCOMPARE(outer.exec(), 1);
}

void tst_EpollEventDispatcher_Loops::deferredDelete()
{
    QEventLoop outer;
    QPointer<QObject> object(new QObject);
    bool livedInside = false;
    QTimer::singleShot(0, &outer, [&] {
        object->deleteLater(); // in the loop of this handler, not in one it runs
        QEventLoop inner;
        QTimer::singleShot(5ms, &inner, &QEventLoop::quit);
        inner.exec();
        livedInside = object != nullptr;
        connect(object.data(), &QObject::destroyed, &outer, &QEventLoop::quit);
    });
    outer.exec();
    QVERIFY(livedInside);
    QVERIFY(!object);
}

void tst_EpollEventDispatcher_Loops::signalInterruptsNoWait()
{
    struct sigaction action
    { };
    struct sigaction before
    { };
    action.sa_handler = [](int) {};
    sigaction(SIGUSR1, &action, &before);
    const pthread_t self = pthread_self();
    QElapsedTimer elapsed;
    elapsed.start();
    const auto thread = started([self] {
        for (int i = 0; i < 20; ++i) {
            QThread::msleep(2);
            pthread_kill(self, SIGUSR1);
        }
    });
    bool isOver = false;
    QTimer::singleShot(100ms, Qt::PreciseTimer, this, [&isOver] { isOver = true; });
    int turns = 0;
    for (; !isOver; ++turns)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    thread->wait();
    sigaction(SIGUSR1, &before, nullptr);
    QVERIFY(elapsed.elapsed() >= 100);
    QVERIFY2(turns < 10, qPrintable(QString::number(turns)));
}

void tst_EpollEventDispatcher_Loops::wakeUpBeforeTheWait()
{
    for (int i = 0; i < 100; ++i) {
        dispatcher()->wakeUp();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        const auto thread = started([] { dispatcher()->wakeUp(); });
        thread->wait();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

void tst_EpollEventDispatcher_Loops::wakeUpWhileWaiting()
{
    std::atomic<int> round = 0;
    QSemaphore next;
    const auto thread = started([&] {
        for (int i = 1; i <= 2000; ++i) {
            round = i;
            dispatcher()->wakeUp();
            next.acquire();
        }
    });
    for (int i = 1; i <= 2000; ++i) {
        while (round < i)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        next.release();
    }
    thread->wait();
}

void tst_EpollEventDispatcher_Loops::wakeUpsAreOne()
{
    while (dispatcher()->processEvents({})) { }
    for (int i = 0; i < 1000; ++i)
        dispatcher()->wakeUp();
    QVERIFY(dispatcher()->processEvents({}));
    QVERIFY(!dispatcher()->processEvents({}));
}

void tst_EpollEventDispatcher_Loops::interrupt()
{
    // Ends the turn in which it is called, and no later one.
    post(this, [] { dispatcher()->interrupt(); });
    const SocketPair pair;
    pair.send();
    Watch watch(pair.here());
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCOMPARE(watch.count, 0);
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCOMPARE(watch.count, 1);
    QVERIFY(pair.read());
    // Called while no loop runs it keeps the next turn from waiting.
    dispatcher()->interrupt();
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

// Wherever in its turn the loop is.
void tst_EpollEventDispatcher_Loops::exitFromAnotherThread()
{
    std::atomic<QEventLoop *> running = nullptr;
    std::atomic<bool> isOver = false;
    const auto thread = started([&] {
        while (!isOver) {
            if (QEventLoop *loop = running.exchange(nullptr))
                loop->exit(5);
        }
    });
    QEventLoop loop;
    for (int i = 0; i < 3000; ++i) {
        // exec() forgets what was told before it began.
        post(this, [&] { running = &loop; });
        QCOMPARE(loop.exec(), 5);
    }
    isOver = true;
    thread->wait();
}

void tst_EpollEventDispatcher_Loops::postsFromManyThreads()
{
    constexpr int perThread = 5000;
    QEventLoop loop;
    int count = 0;
    std::array<std::unique_ptr<QThread>, 4> threads;
    for (auto &thread : threads) {
        thread = started([&] {
            for (int i = 0; i < perThread; ++i) {
                post(&loop, [&] {
                    if (++count == perThread * 4)
                        loop.quit();
                });
                if (i % 100 == 0)
                    QThread::yieldCurrentThread();
            }
        });
    }
    loop.exec();
    for (const auto &thread : threads)
        thread->wait();
    QCOMPARE(count, perThread * 4);
}

void tst_EpollEventDispatcher_Loops::threadWithDispatcher()
{
    LoopThread thread;
    const SocketPair pair;
    QSemaphore done;
    QThread *timerThread = nullptr;
    QThread *socketThread = nullptr;
    std::unique_ptr<Watch> watch;
    post(&thread.context, [&] {
        watch = std::make_unique<Watch>(pair.here(), [&] {
            socketThread = QThread::currentThread();
            watch->notifier.setEnabled(false);
            done.release();
        });
        QTimer::singleShot(1ms, &thread.context, [&] {
            timerThread = QThread::currentThread();
            done.release();
        });
        pair.send();
    });
    done.acquire(2);
    QCOMPARE(timerThread, &thread);
    QCOMPARE(socketThread, &thread);
    post(&thread.context, [&] {
        watch.reset();
        done.release();
    });
    done.acquire();
}

void tst_EpollEventDispatcher_Loops::threadsTalk()
{
    LoopThread a;
    LoopThread b;
    constexpr int rounds = 5000;
    int count = 0;
    QEventLoop loop;
    std::function<void()> ball = [&] {
        if (++count >= rounds)
            post(&loop, [&loop] { loop.quit(); });
        else
            post(count % 2 ? &b.context : &a.context, [&] { ball(); });
    };
    post(&a.context, [&] { ball(); });
    loop.exec();
    QCOMPARE(count, rounds);
}

void tst_EpollEventDispatcher_Loops::process()
{
    QProcess program;
    QEventLoop loop;
    connect(&program, &QProcess::finished, &loop, &QEventLoop::quit);
    program.start(QStringLiteral("cat"), {});
    const QByteArray data(1'000'000, 'x');
    program.write(data);
    program.closeWriteChannel();
    loop.exec();
    QCOMPARE(program.readAllStandardOutput(), data);
}

int main(int argc, char **argv)
{
    if (argc > 1 && qstrcmp(argv[1], "--no-descriptors") == 0)
        return installWithoutDescriptors(argc, argv);
    return runWithDispatcher<tst_EpollEventDispatcher_Loops>(argc, argv);
}

#include "tst_epolleventdispatcher_loops.moc"
