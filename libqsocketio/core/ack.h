// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_ACK_H
#define QSOCKETIO_CORE_ACK_H

#include "global.h"
#include "payload.h"

#include <functional>
#include <memory>

namespace QSocketIo {

// The right to answer one event, once.
class QSOCKETIO_EXPORT Ack
{
public:
    using Reply = std::function<void(const Payload &)>;

    Ack() = default; // nobody asked for an answer
    explicit Ack(Reply reply);

    // Whether the peer asked for an answer.
    [[nodiscard]] bool isWanted() const { return d != nullptr; }
    explicit operator bool() const { return isWanted(); }
    [[nodiscard]] bool isReplied() const;

    template<typename... Args>
    void operator()(const Args &...args) const
    {
        if (isWanted())
            reply(Payload::of(args...));
    }
    void reply(const Payload &payload) const;

private:
    struct State;
    std::shared_ptr<State> d;
};

} // namespace QSocketIo

Q_DECLARE_METATYPE(QSocketIo::Ack)

#endif
