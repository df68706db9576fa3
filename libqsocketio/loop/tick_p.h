// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_LOOP_TICK_P_H
#define QSOCKETIO_LOOP_TICK_P_H

#include "../core/global.h"

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace QSocketIo {

// A move-only callable. std::function keeps 16 bytes inline, which a pointer and a packet exceed:
// it would allocate for nearly every task.
class Tick
{
public:
    static constexpr std::size_t inlineSize = 64;

    Tick() = default;
    template<typename F>
    requires(
        !std::is_same_v<std::remove_cvref_t<F>, Tick> && std::is_invocable_v<std::decay_t<F> &>)
        Tick(F &&function) // NOLINT(google-explicit-constructor): as std::function
    {
        using Function = std::decay_t<F>;
        if constexpr (isInline<Function>) {
            ::new (static_cast<void *>(m_storage)) Function(std::forward<F>(function));
            m_operations = &inlineOperations<Function>;
        } else {
            ::new (static_cast<void *>(m_storage))
                Function *(new Function(std::forward<F>(function)));
            m_operations = &heapOperations<Function>;
        }
    }
    Tick(Tick &&other) noexcept { take(other); }
    Tick &operator=(Tick &&other) noexcept
    {
        if (this != &other) {
            reset();
            take(other);
        }
        return *this;
    }
    Q_DISABLE_COPY(Tick)
    ~Tick() { reset(); }

    explicit operator bool() const { return m_operations != nullptr; }
    // Precondition: not empty.
    void operator()() { m_operations->call(m_storage); }

    template<typename Function>
    static constexpr bool isInline
        = sizeof(Function) <= inlineSize && alignof(Function) <= alignof(std::max_align_t)
        && std::is_nothrow_move_constructible_v<Function>;

private:
    struct Operations
    {
        void (*call)(void *storage);
        void (*move)(void *to, void *from); // destroys from
        void (*destroy)(void *storage);
    };

    template<typename Function>
    static Function &at(void *storage)
    {
        return *std::launder(static_cast<Function *>(storage));
    }
    template<typename Function>
    static constexpr Operations inlineOperations
        = {[](void *storage) { static_cast<void>(at<Function>(storage)()); },
           [](void *to, void *from) {
               ::new (to) Function(std::move(at<Function>(from)));
               at<Function>(from).~Function();
           },
           [](void *storage) { at<Function>(storage).~Function(); }};
    template<typename Function>
    static constexpr Operations heapOperations
        = {[](void *storage) { static_cast<void>((*at<Function *>(storage))()); },
           [](void *to, void *from) { ::new (to) Function *(at<Function *>(from)); },
           [](void *storage) { delete at<Function *>(storage); }};

    void take(Tick &other) noexcept
    {
        if (other.m_operations) {
            other.m_operations->move(m_storage, other.m_storage);
            m_operations = std::exchange(other.m_operations, nullptr);
        }
    }
    void reset()
    {
        // Emptied first: what is destroyed may come back here.
        if (const Operations *operations = std::exchange(m_operations, nullptr))
            operations->destroy(m_storage);
    }

    const Operations *m_operations = nullptr;
    alignas(std::max_align_t) std::byte m_storage[inlineSize];
};

} // namespace QSocketIo

#endif
