// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_WAITFOR_H
#define QSOCKETIO_TESTS_WAITFOR_H

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QEvent>
#include <QtCore/QTimer>

#include <chrono>

namespace QSocketIo {

// Like QTest::qWaitFor(), which sleeps for 10 ms between two turns of the event loop: where a test
// waits for hundreds of packets, that is most of its time.
template<typename Predicate>
[[nodiscard]] bool waitFor(Predicate predicate, int timeout = 5000)
{
    const QDeadlineTimer deadline(timeout);
    QTimer tick; // for what no event tells, and for the deadline
    tick.start(std::chrono::milliseconds(10));
    while (!predicate()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

} // namespace QSocketIo

#endif
