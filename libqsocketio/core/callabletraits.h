// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_CALLABLETRAITS_H
#define QSOCKETIO_CORE_CALLABLETRAITS_H

#include "global.h"

#include <cstddef>
#include <tuple>
#include <type_traits>

namespace QSocketIo::Internal {

// What a callable takes and returns: functions, member functions, lambdas and functors whose
// operator() is neither overloaded nor a template.
template<typename F>
struct CallableTraits : CallableTraits<decltype(&F::operator())>
{ };

template<typename R, typename... A>
struct CallableTraits<R (*)(A...)>
{
    using Return = R;
    using Arguments = std::tuple<std::remove_cvref_t<A>...>;
    static constexpr std::size_t arity = sizeof...(A);
};
template<typename R, typename... A>
struct CallableTraits<R (*)(A...) noexcept> : CallableTraits<R (*)(A...)>
{ };
template<typename C, typename R, typename... A>
struct CallableTraits<R (C::*)(A...)> : CallableTraits<R (*)(A...)>
{ };
template<typename C, typename R, typename... A>
struct CallableTraits<R (C::*)(A...) const> : CallableTraits<R (*)(A...)>
{ };
template<typename C, typename R, typename... A>
struct CallableTraits<R (C::*)(A...) noexcept> : CallableTraits<R (*)(A...)>
{ };
template<typename C, typename R, typename... A>
struct CallableTraits<R (C::*)(A...) const noexcept> : CallableTraits<R (*)(A...)>
{ };

template<typename F>
concept HasSingleCallOperator = requires
{
    &F::operator();
};

template<typename F>
concept Callable = std::is_member_function_pointer_v<F> ||(
                       std::is_pointer_v<F> &&std::is_function_v<std::remove_pointer_t<F>>)
    || HasSingleCallOperator<F>;

} // namespace QSocketIo::Internal

#endif
