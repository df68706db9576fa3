// SPDX-License-Identifier: MIT
#include "epolleventdispatcher.h"

#include "epollnotifiers_p.h"
#include "timerheap_p.h"
#include "wakeupevent_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QThread>

#include <algorithm>
#include <cerrno>
#include <limits>

namespace QSocketIo {

/*!
    \class QSocketIo::EpollEventDispatcher
    \inmodule QSocketIo
    \inheaderfile QSocketIo/EpollEventDispatcher
    \brief An event dispatcher for many connections, on Linux.

    Qt's own event dispatchers look at every open socket in every turn of the event loop: with ten
    thousand idle connections, that is what a server does most of the time. This one asks the kernel
    for what has happened (epoll), so that a turn costs as much as there is to do. One line in main()
    installs it:

    \code
    int main(int argc, char **argv)
    {
        QSocketIo::EpollEventDispatcher::install();
        QCoreApplication app(argc, argv);
        QSocketIo::Server io;
        return io.listen(3000) ? app.exec() : 1;
    }
    \endcode

    The library works with any dispatcher. Programs with a window keep the one of their platform,
    which brings them the events of the window system; a server in a thread of its own may have this
    one there:

    \code
    QThread thread;
    thread.setEventDispatcher(new QSocketIo::EpollEventDispatcher);
    thread.start();
    \endcode

    Everything that runs in an event loop works as it does with Qt's dispatchers, with these
    differences:

    \list
    \li Timers are never early. Precise ones are late by a millisecond at most, coarse ones by 5 % of
        their interval, very coarse ones, and coarse ones of 20 seconds and more, by a second: so that
        those of similar times share a turn. Qt's may be early by as much.
    \li A descriptor that is closed while it has an enabled QSocketNotifier is not noticed, where Qt
        warns. Disable or delete notifiers before you close what they watch.
    \li What posted events cause does not make QEventLoop::exec() look at the sockets once more before
        it sleeps.
    \endlist

    On other systems than Linux the class has no members but install(), which does nothing, so that
    the line in main() needs no condition.

    \section1 Thread affinity
    A dispatcher belongs to the thread whose event loop it serves; QThread::setEventDispatcher() moves
    it there, and Qt deletes it at the end of that thread. wakeUp() and interrupt() are thread-safe.

    \sa Server
*/

class EpollEventDispatcherPrivate
{
public:
    int wait(QEventLoop::ProcessEventsFlags flags, bool canWait);

    WakeUpEvent wakeUp;
    EpollNotifiers notifiers{wakeUp.descriptor()};
    TimerHeap timers;
    std::atomic<bool> isInterrupted = false;

private:
    [[nodiscard]] int timeToWait(bool includesTimers) const;
    int sleep(bool includesNotifiers, int timeout);
};

// For epoll_wait() and poll(): milliseconds, or -1 for ever.
int EpollEventDispatcherPrivate::timeToWait(bool includesTimers) const
{
    constexpr std::chrono::milliseconds longest(std::numeric_limits<int>::max());
    const auto time = includesTimers ? timers.timeToWait() : std::nullopt;
    return time ? static_cast<int>(std::min(*time, longest).count()) : -1;
}

int EpollEventDispatcherPrivate::sleep(bool includesNotifiers, int timeout)
{
    if (!includesNotifiers || !notifiers.isValid())
        return wakeUp.wait(timeout);
    const bool isAsleep = timeout != 0 && wakeUp.beginSleep();
    const int result = notifiers.wait(isAsleep ? timeout : 0);
    if (isAsleep)
        wakeUp.endSleep();
    return result;
}

// Returns how much has happened.
int EpollEventDispatcherPrivate::wait(QEventLoop::ProcessEventsFlags flags, bool canWait)
{
    const bool includesNotifiers = !(flags & QEventLoop::ExcludeSocketNotifiers);
    if (includesNotifiers) {
        notifiers.applyChanges();
        canWait = !notifiers.hasReady() && canWait;
    }
    for (;;) {
        const int timeout = canWait ? timeToWait(!(flags & QEventLoop::X11ExcludeTimers)) : 0;
        const int count = sleep(includesNotifiers, timeout);
        if (count >= 0)
            return count;
        if (errno != EINTR) {
            qErrnoWarning("EpollEventDispatcher: cannot wait");
            return 0;
        }
    }
}

/*! Makes a dispatcher of this class the one of the main thread; call it there, first thing in main().
    Returns whether the main thread has one now. False, and a warning, is where it has another one
    already, because the application object exists for instance, or where the system has no
    descriptors left for it: the program works with Qt's own dispatcher then.

    \code
    if (!QSocketIo::EpollEventDispatcher::install())
        qInfo() << "Many connections will cost more than they could";
    \endcode */
bool EpollEventDispatcher::install()
{
    const QAbstractEventDispatcher *current = QCoreApplication::eventDispatcher();
    if (qobject_cast<const EpollEventDispatcher *>(current))
        return true;
    if (current || QCoreApplication::instance()) {
        qWarning(
            "EpollEventDispatcher::install(): the main thread has an event dispatcher already. "
            "Call this before the application object is made");
        return false;
    }
    auto dispatcher = std::make_unique<EpollEventDispatcher>();
    if (!dispatcher->isValid())
        return false;
    QCoreApplication::setEventDispatcher(dispatcher.release());
    return true;
}

/*! Creates a dispatcher with \a parent, for QThread::setEventDispatcher(), which wants it without
    one. Where the system has no descriptors left it warns, and isValid() is false. */
EpollEventDispatcher::EpollEventDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
    , d(std::make_unique<EpollEventDispatcherPrivate>())
{ }

EpollEventDispatcher::~EpollEventDispatcher() = default;

/*! Returns false where the system had no descriptors for this dispatcher when it was created. It then
    serves timers and posted events, and no sockets.

    \code
    QThread thread;
    auto dispatcher = std::make_unique<QSocketIo::EpollEventDispatcher>();
    if (dispatcher->isValid())
        thread.setEventDispatcher(dispatcher.release());
    \endcode */
bool EpollEventDispatcher::isValid() const
{
    return d->notifiers.isValid();
}

/*! \reimp
    One turn of the event loop: posted events, then sockets, then timers. Of \a flags it heeds
    WaitForMoreEvents, ExcludeSocketNotifiers and X11ExcludeTimers. */
bool EpollEventDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    const bool wasInterrupted = d->isInterrupted.exchange(false);
    const bool wasWoken = d->wakeUp.take();
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    // Who calls this in a loop of its own looks at what posted events have done before it waits
    // again. QEventLoop::exec() looks for its end only, and that interrupts.
    const bool canWait = (flags & QEventLoop::WaitForMoreEvents) && !wasInterrupted
        && (!wasWoken || (flags & QEventLoop::EventLoopExec)) && !d->wakeUp.isWoken();
    if (canWait)
        Q_EMIT aboutToBlock();
    if (d->isInterrupted)
        return wasWoken;

    d->wait(flags, canWait);
    int count = wasWoken || d->wakeUp.isWoken() ? 1 : 0;
    if (!(flags & QEventLoop::ExcludeSocketNotifiers))
        count += d->notifiers.activate();
    if (!(flags & QEventLoop::X11ExcludeTimers))
        count += d->timers.fireDue();
    return count > 0;
}

/*! \reimp */
void EpollEventDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    d->notifiers.add(notifier);
}

/*! \reimp */
void EpollEventDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    d->notifiers.remove(notifier);
}

/*! \reimp */
void EpollEventDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                                         QObject *object)
{
    if (timerId < 1 || interval < 0 || !object) {
        qWarning("EpollEventDispatcher::registerTimer(): invalid arguments");
        return;
    }
    d->timers.start(timerId, std::chrono::milliseconds(interval), timerType, object);
}

/*! \reimp */
bool EpollEventDispatcher::unregisterTimer(int timerId)
{
    return d->timers.stop(timerId);
}

/*! \reimp */
bool EpollEventDispatcher::unregisterTimers(QObject *object)
{
    return d->timers.stopAll(object);
}

/*! \reimp */
QList<QAbstractEventDispatcher::TimerInfo>
EpollEventDispatcher::registeredTimers(QObject *object) const
{
    return d->timers.timers(object);
}

/*! \reimp
    Until it should fire; a coarse timer may fire later by what it is coarse. */
int EpollEventDispatcher::remainingTime(int timerId)
{
    constexpr std::chrono::milliseconds longest(std::numeric_limits<int>::max());
    const auto time = d->timers.remainingTime(timerId);
    return time ? static_cast<int>(std::min(*time, longest).count()) : -1;
}

/*! \reimp */
void EpollEventDispatcher::wakeUp()
{
    d->wakeUp.wakeUp();
}

/*! \reimp */
void EpollEventDispatcher::interrupt()
{
    d->isInterrupted = true;
    d->wakeUp.wakeUp();
}

} // namespace QSocketIo
