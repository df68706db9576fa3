// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_EMITVERBS_H
#define QSOCKETIO_CORE_EMITVERBS_H

#include "ackhandler.h"
#include "payload.h"
#include "result.h"

#include <QtCore/QAnyStringView>
#include <QtCore/QFuture>
#include <QtCore/QPromise>

#include <memory>
#include <tuple>
#include <type_traits>

namespace QSocketIo {

namespace Internal {

template<typename... Args>
inline constexpr bool endsInCallable = false;
template<typename... Args>
requires(sizeof...(Args) > 0) inline constexpr bool endsInCallable<Args...> = Callable<
    std::decay_t<std::tuple_element_t<sizeof...(Args) - 1, std::tuple<Args...>>>>;

template<typename Tuple, std::size_t... I>
Payload payloadOfFirst(const Tuple &arguments, std::index_sequence<I...>)
{
    return Payload::of(std::get<I>(arguments)...);
}

} // namespace Internal

// emitEvent(), send() and emitWithAck(), the same for everything that can emit. Derived has
//     bool emitPayload(QAnyStringView event, const Payload &arguments, Handler handler) const
// where Handler is AckHandler or BroadcastAckHandler, null without an acknowledgement.
template<typename Derived, typename Handler>
class EmitVerbs
{
    static constexpr bool isBroadcast = std::is_same_v<Handler, BroadcastAckHandler>;

public:
    // What emitWithAck() promises: the arguments of the one answer, or of each client's answer the
    // first argument.
    using Answer = std::conditional_t<isBroadcast, QList<QCborValue>, Payload>;

    // The last argument may be a callable: the acknowledgement.
    template<typename... Args>
    bool emitEvent(QAnyStringView event, const Args &...args) const
    {
        if constexpr (Internal::endsInCallable<Args...>) {
            const auto arguments = std::tie(args...);
            return self().emitPayload(
                event,
                Internal::payloadOfFirst(arguments,
                                         std::make_index_sequence<sizeof...(Args) - 1>()),
                makeHandler(std::get<sizeof...(Args) - 1>(arguments)));
        } else {
            return self().emitPayload(event, Payload::of(args...), {});
        }
    }

    // emitEvent("message", args...)
    template<typename... Args>
    bool send(const Args &...args) const
    {
        return emitEvent(QLatin1StringView("message"), args...);
    }

    template<typename... Args>
    [[nodiscard]] QFuture<Result<Answer>> emitWithAck(QAnyStringView event,
                                                      const Args &...args) const
    {
        auto promise = std::make_shared<QPromise<Result<Answer>>>();
        promise->start();
        QFuture<Result<Answer>> future = promise->future();
        const bool accepted = self().emitPayload(event, Payload::of(args...),
                                                 [promise](const Result<Answer> &answer) -> Error {
                                                     promise->addResult(answer);
                                                     promise->finish();
                                                     return {};
                                                 });
        if (!accepted) {
            promise->addResult(
                Error(Error::Code::InvalidUsage,
                      QStringLiteral("\"%1\" cannot be emitted").arg(event.toString())));
            promise->finish();
        }
        return future;
    }

protected:
    EmitVerbs() = default;
    ~EmitVerbs() = default;

private:
    const Derived &self() const { return static_cast<const Derived &>(*this); }

    template<typename F>
    static Handler makeHandler(const F &function)
    {
        if constexpr (isBroadcast)
            return Internal::makeBroadcastAckHandler(std::decay_t<F>(function));
        else
            return Internal::makeAckHandler(std::decay_t<F>(function));
    }
};

} // namespace QSocketIo

#endif
