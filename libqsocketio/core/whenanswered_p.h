// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_WHENANSWERED_P_H
#define QSOCKETIO_CORE_WHENANSWERED_P_H

#include "result.h"
#include "valueorfuture.h"

#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>

#include <exception>
#include <functional>
#include <utility>

namespace QSocketIo {

// Calls done(future) in the thread of context, in a later turn of its event loop; never where
// context dies before. QFuture::then() would stop the program there with Qt 6.4.
template<typename T, typename Done>
void whenFinished(QObject *context, const QFuture<T> &future, Done done)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcher<T>::finished, watcher,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         done(watcher->future());
                     });
    watcher->setFuture(future);
}

// What a finished future holds. The library throws nothing, but the application's future may.
template<typename T>
[[nodiscard]] Result<T> resultOf(QFuture<T> future)
{
    try {
        future.waitForFinished();
    } catch (const std::exception &exception) {
        return Error(exception.what());
    } catch (...) {
        return Error("unknown exception");
    }
    if (future.isCanceled() || future.resultCount() == 0)
        return Error("cancelled");
    return future.result();
}

// Calls done exactly once: at once where the answer is there, else in context's thread when it
// comes. Never where context dies before.
template<typename T>
void whenAnswered(QObject *context, const ValueOrFuture<T> &answer,
                  const std::function<void(const Result<T> &)> &done)
{
    if (const T *value = std::get_if<T>(&answer))
        return done(*value);
    const QFuture<T> future = std::get<QFuture<T>>(answer);
    if (future.isFinished())
        return done(resultOf(future));
    whenFinished(context, future, [done](const QFuture<T> &finished) { done(resultOf(finished)); });
}

} // namespace QSocketIo

#endif
