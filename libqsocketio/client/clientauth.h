// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTAUTH_H
#define QSOCKETIO_CLIENT_CLIENTAUTH_H

#include "../core/global.h"
#include "../core/valueorfuture.h"

#include <QtCore/QCborMap>

#include <concepts>
#include <functional>
#include <initializer_list>
#include <memory>
#include <type_traits>
#include <utility>

namespace QSocketIo {

// What a client says when it joins a namespace: a value, or a function asked each time.
class QSOCKETIO_EXPORT ClientAuth
{
public:
    using Function = std::function<ValueOrFuture<QCborMap>()>;

    ClientAuth() = default; // nothing
    ClientAuth(const QCborMap &value);
    ClientAuth(std::initializer_list<QCborMap::value_type> members);
    // function: returns a QCborMap or a QFuture<QCborMap>.
#ifdef Q_QDOC
    template<typename F>
    ClientAuth(F function);
#else
    template<std::invocable F>
    requires std::constructible_from<ValueOrFuture<QCborMap>, std::invoke_result_t<F>>
    ClientAuth(F function)
        : m_function(
            [call = std::make_shared<F>(std::move(function))]() -> ValueOrFuture<QCborMap> {
                return (*call)();
            }) // copies share it
    { }
#endif

    [[nodiscard]] ValueOrFuture<QCborMap> value() const;

private:
    QCborMap m_value;
    Function m_function;
};

} // namespace QSocketIo

#endif
