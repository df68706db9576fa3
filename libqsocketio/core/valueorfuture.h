// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_VALUEORFUTURE_H
#define QSOCKETIO_CORE_VALUEORFUTURE_H

#include <QtCore/QFuture>

#include <variant>

namespace QSocketIo {

// What a function of the application's returns that may answer at once or later: a T or a
// QFuture<T>.
template<typename T>
using ValueOrFuture = std::variant<T, QFuture<T>>;

} // namespace QSocketIo

#endif
