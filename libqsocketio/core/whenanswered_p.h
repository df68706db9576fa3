// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_WHENANSWERED_P_H
#define QSOCKETIO_CORE_WHENANSWERED_P_H

#include "result.h"
#include "valueorfuture.h"

#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>

#include <exception>
#include <functional>

namespace QSocketIo {

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
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcher<T>::finished, watcher, [watcher, done] {
        watcher->deleteLater();
        done(resultOf(watcher->future()));
    });
    watcher->setFuture(future);
}

} // namespace QSocketIo

#endif
