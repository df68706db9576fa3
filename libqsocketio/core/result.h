// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_RESULT_H
#define QSOCKETIO_CORE_RESULT_H

#include "error.h"

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace QSocketIo {

// A value or an Error, in the manner of std::expected (which GCC 12 does not have).
template<typename T>
class Result
{
    static_assert(!std::is_same_v<std::remove_cvref_t<T>, Error>, "Result<Error> has no meaning");

public:
    using value_type = T;

    Result() requires std::is_default_constructible_v<T>
    = default;
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    { }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    { }

    [[nodiscard]] bool hasValue() const noexcept { return m_state.index() == 0; }
    [[nodiscard]] explicit operator bool() const noexcept { return hasValue(); }

    // Precondition of these five: hasValue(). Of a temporary they give a value, not a reference:
    // "for (const auto &x : *future.result())" would go through what is gone.
    [[nodiscard]] const T &value() const & { return *get(); }
    [[nodiscard]] T value() && { return std::move(*std::get_if<0>(&m_state)); }
    [[nodiscard]] const T &operator*() const & { return *get(); }
    [[nodiscard]] T operator*() && { return std::move(*this).value(); }
    [[nodiscard]] const T *operator->() const { return get(); }

    [[nodiscard]] T valueOr(T fallback) const { return hasValue() ? *get() : std::move(fallback); }
    // A default-constructed Error where there is a value.
    [[nodiscard]] Error error() const { return hasValue() ? Error() : *std::get_if<1>(&m_state); }

    friend bool operator==(const Result &a, const Result &b) { return a.m_state == b.m_state; }

private:
    const T *get() const
    {
        Q_ASSERT_X(hasValue(), "QSocketIo::Result", "there is an error, not a value");
        return std::get_if<0>(&m_state);
    }

    std::variant<T, Error> m_state;
};

template<>
class Result<void>
{
public:
    using value_type = void;

    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
    { }

    [[nodiscard]] bool hasValue() const noexcept { return !m_error; }
    [[nodiscard]] explicit operator bool() const noexcept { return hasValue(); }
    [[nodiscard]] Error error() const { return m_error.value_or(Error()); }

    friend bool operator==(const Result &a, const Result &b) { return a.m_error == b.m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace QSocketIo

#endif
