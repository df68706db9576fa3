// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_ACKHANDLER_H
#define QSOCKETIO_CORE_ACKHANDLER_H

#include "eventhandler.h"

namespace QSocketIo {

// Takes the answer to an emitted event, or the Error (Timeout, Disconnected) that came instead.
// Returns an error where the answer does not fit the application's function.
using AckHandler = std::function<Error(const Result<Payload> &answer)>;

// The same for a broadcast: each client's first argument. A Timeout's data() is the array of the
// answers that did come.
using BroadcastAckHandler = std::function<Error(const Result<QList<QCborValue>> &answers)>;

namespace Internal {

template<typename Arguments>
inline constexpr bool takesErrorFirst = false;
template<typename First, typename... Rest>
inline constexpr bool takesErrorFirst<std::tuple<First, Rest...>> = std::is_same_v<First, Error>;

template<typename Arguments>
inline constexpr bool takesResultOnly = false;
template<typename T>
inline constexpr bool takesResultOnly<std::tuple<T>> = isResult<T>;

template<std::size_t Offset, typename Arguments, typename Call, std::size_t... I>
Error callWithAnswer(Call &call, const Payload &payload, std::index_sequence<I...>)
{
    Error error;
    std::tuple<std::optional<std::tuple_element_t<I + Offset, Arguments>>...> values{
        readArgument<std::tuple_element_t<I + Offset, Arguments>>(payload, I, error)...};
    if constexpr (Offset == 1) {
        if (error)
            call(error,
                 std::get<I>(std::move(values))
                     .value_or(std::tuple_element_t<I + Offset, Arguments>())...);
        else
            call(error, *std::get<I>(std::move(values))...);
        return {}; // the function knows
    } else {
        if (!error)
            call(*std::get<I>(std::move(values))...);
        return error;
    }
}

template<typename T>
Result<T> firstAnswer(const Result<Payload> &answer)
{
    if (!answer)
        return answer.error();
    if constexpr (std::is_same_v<T, Payload>) {
        return *answer;
    } else {
        Error error;
        std::optional<T> value = readArgument<T>(*answer, 0, error);
        if (!value)
            return error;
        return *std::move(value);
    }
}

template<typename F>
AckHandler makeAckHandler(F function)
{
    using Arguments = typename CallableTraits<F>::Arguments;
    constexpr std::size_t arity = CallableTraits<F>::arity;
    auto shared = std::make_shared<F>(std::move(function));
    return [shared](const Result<Payload> &answer) -> Error {
        F &call = *shared;
        if constexpr (takesResultOnly<Arguments>) {
            call(firstAnswer<typename std::tuple_element_t<0, Arguments>::value_type>(answer));
            return {};
        } else if constexpr (takesErrorFirst<Arguments>) {
            if (answer)
                return callWithAnswer<1, Arguments>(call, *answer,
                                                    std::make_index_sequence<arity - 1>());
            const auto fail = [&]<std::size_t... I>(std::index_sequence<I...>)
            {
                call(answer.error(), std::tuple_element_t<I + 1, Arguments>()...);
            };
            fail(std::make_index_sequence<arity - 1>());
            return {};
        } else {
            if (!answer)
                return {}; // a function of the answer alone hears of answers alone
            return callWithAnswer<0, Arguments>(call, *answer, std::make_index_sequence<arity>());
        }
    };
}

template<typename F>
BroadcastAckHandler makeBroadcastAckHandler(F function)
{
    using Arguments = typename CallableTraits<F>::Arguments;
    using Answers = Result<QList<QCborValue>>;
    static_assert(
        std::is_same_v<
            Arguments,
            std::tuple<Answers>> || std::is_same_v<Arguments, std::tuple<Error, QList<QCborValue>>>,
        "QSocketIo: the acknowledgement of a broadcast takes either one "
        "Result<QList<QCborValue>>, or an Error and a QList<QCborValue>");
    auto shared = std::make_shared<F>(std::move(function));
    return [shared](const Answers &answers) -> Error {
        if constexpr (takesResultOnly<Arguments>) {
            (*shared)(answers);
        } else {
            QList<QCborValue> values = answers.valueOr({});
            if (!answers) {
                const QCborArray partial = answers.error().data().toArray();
                for (const QCborValue value : partial)
                    values.append(value);
            }
            (*shared)(answers.error(), values);
        }
        return {};
    };
}

} // namespace Internal
} // namespace QSocketIo

#endif
