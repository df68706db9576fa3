// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_CHECKQUEUE_P_H
#define QSOCKETIO_ADMIN_CHECKQUEUE_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QObject>

#include <deque>
#include <functional>
#include <memory>

namespace QSocketIo {

struct CheckQueueLimits
{
    int running = 2;
    int waiting = 64;
    int perAddress = 4; // running and waiting
};

// Lets a few checks of passwords run at once and a few more wait, in the order in which they came.
class QSOCKETIO_AUTOTEST_EXPORT CheckQueue : public QObject
{
    Q_OBJECT
public:
    // The right to run, as long as it lives. To be dropped in the thread of the queue.
    class Slot;
    using Start = std::function<void(const std::shared_ptr<Slot> &)>;

    explicit CheckQueue(const CheckQueueLimits &limits, QObject *parent = nullptr);
    ~CheckQueue() override; // what waits is never started
    Q_DISABLE_COPY_MOVE(CheckQueue)

    // False: refused, there are too many. Otherwise start is called in a later turn of the event
    // loop; it may delete the queue.
    [[nodiscard]] bool enqueue(const QByteArray &address, Start start);
    [[nodiscard]] int running() const { return m_running; }
    [[nodiscard]] int waiting() const { return int(m_waiting.size()); }

private:
    struct Entry
    {
        QByteArray address;
        Start start;
    };

    void startSoon();
    void startWaiting();
    void release(const QByteArray &address);

    const CheckQueueLimits m_limits;
    std::deque<Entry> m_waiting;
    QHash<QByteArray, int> m_perAddress;
    int m_running = 0;
    bool m_isStarting = false;
};

} // namespace QSocketIo

#endif
