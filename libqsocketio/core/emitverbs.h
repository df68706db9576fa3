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

// What a Handler's answer is: the arguments of the one answer, or of each answer the first one.
template<typename Handler>
inline constexpr bool isBroadcastHandler = std::is_same_v<Handler, BroadcastAckHandler>;
template<typename Handler>
using AnswerTo = std::conditional_t<isBroadcastHandler<Handler>, QList<QCborValue>, Payload>;

template<typename Handler, typename F>
Handler handlerFor(const F &function)
{
    if constexpr (isBroadcastHandler<Handler>)
        return makeBroadcastAckHandler(std::decay_t<F>(function));
    else
        return makeAckHandler(std::decay_t<F>(function));
}

// Calls emitter(arguments, handler), handler being the last of args where that is a callable.
template<typename Handler, typename Emitter, typename... Args>
bool emitArguments(const Emitter &emitter, const Args &...args)
{
    if constexpr (endsInCallable<Args...>) {
        const auto arguments = std::tie(args...);
        return emitter(payloadOfFirst(arguments, std::make_index_sequence<sizeof...(Args) - 1>()),
                       handlerFor<Handler>(std::get<sizeof...(Args) - 1>(arguments)));
    } else {
        return emitter(Payload::of(args...), Handler());
    }
}

// The same with a future as the handler. emitter returns false where it refuses.
template<typename Handler, typename Emitter>
QFuture<Result<AnswerTo<Handler>>> emitForAnswer(const Emitter &emitter, QAnyStringView event,
                                                 const Payload &arguments)
{
    using Answer = Result<AnswerTo<Handler>>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    QFuture<Answer> future = promise->future();
    const Handler handler = [promise](const Answer &answer) -> Error {
        promise->addResult(answer);
        promise->finish();
        return {};
    };
    if (!emitter(arguments, handler)) {
        promise->addResult(Error(Error::Code::InvalidUsage,
                                 QStringLiteral("\"%1\" cannot be emitted").arg(event.toString())));
        promise->finish();
    }
    return future;
}

} // namespace Internal

// emitEvent(), send() and emitWithAck(), the same for everything that can emit. Derived has
//     bool emitPayload(QAnyStringView event, const Payload &arguments, Handler handler) const
// where Handler is AckHandler or BroadcastAckHandler, null without an acknowledgement.
template<typename Derived, typename Handler>
class EmitVerbs
{
public:
    // What emitWithAck() promises: the arguments of the one answer, or of each client's answer the
    // first argument.
    using Answer = Internal::AnswerTo<Handler>;

    // The last argument may be a callable: the acknowledgement.
    template<typename... Args>
    bool emitEvent(QAnyStringView event, const Args &...args) const
    {
        return Internal::emitArguments<Handler>(emitter(event), args...);
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
        return Internal::emitForAnswer<Handler>(emitter(event), event, Payload::of(args...));
    }

protected:
    EmitVerbs() = default;
    ~EmitVerbs() = default;

private:
    auto emitter(QAnyStringView event) const
    {
        return [this, event](const Payload &arguments, const Handler &handler) {
            return static_cast<const Derived *>(this)->emitPayload(event, arguments, handler);
        };
    }
};

// The same towards the other servers of a cluster. Derived has
//     bool serverSideEmitPayload(QAnyStringView event, const Payload &arguments,
//                                BroadcastAckHandler handler) const
template<typename Derived>
class ServerSideEmitVerbs
{
public:
    template<typename... Args>
    bool serverSideEmit(QAnyStringView event, const Args &...args) const
    {
        return Internal::emitArguments<BroadcastAckHandler>(serverSideEmitter(event), args...);
    }

    template<typename... Args>
    [[nodiscard]] QFuture<Result<QList<QCborValue>>>
    serverSideEmitWithAck(QAnyStringView event, const Args &...args) const
    {
        return Internal::emitForAnswer<BroadcastAckHandler>(serverSideEmitter(event), event,
                                                            Payload::of(args...));
    }

protected:
    ServerSideEmitVerbs() = default;
    ~ServerSideEmitVerbs() = default;

private:
    auto serverSideEmitter(QAnyStringView event) const
    {
        return [this, event](const Payload &arguments, const BroadcastAckHandler &handler) {
            return static_cast<const Derived *>(this)->serverSideEmitPayload(event, arguments,
                                                                             handler);
        };
    }
};

} // namespace QSocketIo

#endif
