// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_LOOP_EPOLLEVENTDISPATCHER_H
#define QSOCKETIO_LOOP_EPOLLEVENTDISPATCHER_H

#include "../core/global.h"

#include <QtCore/QAbstractEventDispatcher>

#include <memory>

namespace QSocketIo {

#if defined(Q_OS_LINUX) || defined(Q_QDOC)

class EpollEventDispatcherPrivate;

// An event dispatcher whose turns cost as much as there is to do, however many sockets are open.
class QSOCKETIO_EXPORT EpollEventDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EpollEventDispatcher)
public:
    // For the main thread, before the application object is made.
    static bool install();

    explicit EpollEventDispatcher(QObject *parent = nullptr);
    ~EpollEventDispatcher() override;

    [[nodiscard]] bool isValid() const;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                       QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    const std::unique_ptr<EpollEventDispatcherPrivate> d;
};

#else

// Where there is no epoll, Qt's own dispatcher stays.
class EpollEventDispatcher
{
public:
    static bool install() { return false; }
};

#endif

} // namespace QSocketIo

#endif
