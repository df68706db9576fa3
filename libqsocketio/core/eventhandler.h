// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_EVENTHANDLER_H
#define QSOCKETIO_CORE_EVENTHANDLER_H

#include "ack.h"
#include "callabletraits.h"
#include "error.h"
#include "global.h"
#include "payload.h"
#include "result.h"

#include <QtCore/QFuture>
#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>

#include <functional>
#include <optional>
#include <tuple>
#include <utility>

namespace QSocketIo {

// A handler without its types: decodes the arguments, calls the function and answers. It returns
// an error, and has not called the function, where an argument is missing or of another type.
using EventHandler = std::function<Error(const Payload &arguments, const Ack &ack)>;

namespace Internal {

template<typename T>
inline constexpr bool isOptional = false;
template<typename T>
inline constexpr bool isOptional<std::optional<T>> = true;
template<typename T>
inline constexpr bool isFuture = false;
template<typename T>
inline constexpr bool isFuture<QFuture<T>> = true;
template<typename T>
inline constexpr bool isResult = false;
template<typename T>
inline constexpr bool isResult<Result<T>> = true;

[[nodiscard]] QSOCKETIO_EXPORT Error missingArgument(qsizetype index, const QString &expected);
[[nodiscard]] QSOCKETIO_EXPORT Error wrongArgument(qsizetype index,
                                                   const PayloadPrivate::Mismatch &mismatch);
[[nodiscard]] QSOCKETIO_EXPORT Payload remainingArguments(const Payload &payload, qsizetype from);
QSOCKETIO_EXPORT void reportHandlerError(const Error &error);

// One argument. Empty, with error set, where it does not fit.
template<typename T>
std::optional<T> readArgument(const Payload &payload, qsizetype index, Error &error)
{
    if constexpr (std::is_same_v<T, Payload>) {
        return remainingArguments(payload, index);
    } else {
        if (error)
            return std::nullopt;
        if (!isOptional<T> && index >= payload.count()) {
            error = missingArgument(index, payloadTypeName<T>());
            return std::nullopt;
        }
        std::optional<T> value = payload.value<T>(index);
        if (!value)
            error = wrongArgument(index, PayloadPrivate::explain<T>(payload.at(index)));
        return value;
    }
}

template<typename T>
inline constexpr bool isTuple = false;
template<typename... T>
inline constexpr bool isTuple<std::tuple<T...>> = true;

template<typename T>
void answer(const Ack &ack, const T &value)
{
    if constexpr (isTuple<T>) {
        std::apply(ack, value); // several arguments
    } else if constexpr (isResult<T>) {
        if (!value.hasValue())
            reportHandlerError(value.error()); // there is no wire form for "failed": no answer
        else if constexpr (std::is_void_v<typename T::value_type>)
            ack();
        else
            answer(ack, *value);
    } else if constexpr (std::is_same_v<T, Payload>) {
        ack.reply(value);
    } else {
        ack(value);
    }
}

// A cancelled future answers nothing, like a handler that never calls its Ack.
template<typename T>
void answerByResult(const QFuture<T> &future, const Ack &ack)
{
    if (future.isCanceled())
        return;
    if constexpr (std::is_void_v<T>)
        ack();
    else if (future.resultCount() > 0)
        answer(ack, future.result());
}

// By a watcher and not by QFuture::then(), which Qt 6.4 stops the program for where the context is
// gone before the future is ready, and which would displace the application's own continuation.
template<typename T>
void answerLater(const QFuture<T> &future, QObject *context, const Ack &ack)
{
    if (future.isFinished()) {
        answerByResult(future, ack);
        return;
    }
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [watcher, ack] {
        watcher->deleteLater();
        answerByResult(watcher->future(), ack);
    });
    watcher->setFuture(future);
}

template<typename Arguments>
inline constexpr bool takesAck = false;
template<typename... A>
requires(sizeof...(A) > 0) inline constexpr bool takesAck<std::tuple<A...>> = std::is_same_v<
    std::tuple_element_t<sizeof...(A) - 1, std::tuple<A...>>, Ack>;

template<typename Invoke, typename Arguments, std::size_t... I>
Error callWith(const Invoke &invoke, const Payload &payload, const Ack &ack, QObject *context,
               std::index_sequence<I...>)
{
    Error error;
    std::tuple<std::optional<std::tuple_element_t<I, Arguments>>...> values{
        readArgument<std::tuple_element_t<I, Arguments>>(payload, I, error)...};
    if (error)
        return error;
    const auto call = [&] {
        if constexpr (takesAck<Arguments>)
            return invoke(*std::get<I>(std::move(values))..., ack);
        else
            return invoke(*std::get<I>(std::move(values))...);
    };
    using Return = decltype(call());
    if constexpr (std::is_void_v<Return>)
        call();
    else if constexpr (isFuture<Return>)
        answerLater(call(), context, ack);
    else
        answer(ack, call());
    return {};
}

template<typename Invoke, typename Traits>
EventHandler makeHandler(QObject *context, Invoke invoke)
{
    using Arguments = typename Traits::Arguments;
    constexpr std::size_t decoded = Traits::arity - (takesAck<Arguments> ? 1 : 0);
    static_assert(
        !takesAck<Arguments> || std::is_void_v<typename Traits::Return>,
        "QSocketIo: a handler answers either by its Ack or by its return value, not both");
    return [context, invoke = std::move(invoke)](const Payload &payload, const Ack &ack) {
        return callWith<Invoke, Arguments>(invoke, payload, ack, context,
                                           std::make_index_sequence<decoded>());
    };
}

// The caller checks that context is alive before each call.
template<typename Context, typename F>
EventHandler makeEventHandler(Context *context, F function)
{
    static_assert(Callable<F>,
                  "QSocketIo: a handler is a function, a member function of the context, or a "
                  "functor whose operator() is neither overloaded nor generic");
    using Traits = CallableTraits<F>;
    if constexpr (std::is_member_function_pointer_v<F>) {
        const auto invoke = [context, function](auto &&...args) {
            return (context->*function)(std::forward<decltype(args)>(args)...);
        };
        return makeHandler<std::remove_cv_t<decltype(invoke)>, Traits>(context, invoke);
    } else if constexpr (std::is_pointer_v<F>) {
        return makeHandler<F, Traits>(context, function);
    } else {
        // Shared, so that the function may change its captures and the handler can be copied.
        auto shared = std::make_shared<F>(std::move(function));
        const auto invoke
            = [shared](auto &&...args) { return (*shared)(std::forward<decltype(args)>(args)...); };
        return makeHandler<std::remove_cv_t<decltype(invoke)>, Traits>(context, invoke);
    }
}

} // namespace Internal
} // namespace QSocketIo

#endif
