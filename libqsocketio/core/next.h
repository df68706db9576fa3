// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_NEXT_H
#define QSOCKETIO_CORE_NEXT_H

#include "error.h"
#include "global.h"

#include <functional>
#include <memory>

namespace QSocketIo {

// A middleware's answer: go on, or stop with an error.
class QSOCKETIO_EXPORT Next
{
public:
    using Continuation = std::function<void(const Error &)>;

    explicit Next(Continuation continuation);

    void operator()() const;
    void operator()(const Error &error) const;

private:
    struct State;
    std::shared_ptr<State> d;
};

} // namespace QSocketIo

#endif
