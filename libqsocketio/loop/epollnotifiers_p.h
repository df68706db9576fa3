// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_LOOP_EPOLLNOTIFIERS_P_H
#define QSOCKETIO_LOOP_EPOLLNOTIFIERS_P_H

#include "../core/global.h"

#include <QtCore/QSocketNotifier>

#include <array>
#include <memory>
#include <vector>

struct epoll_event;

namespace QSocketIo {

// The socket notifiers of an event dispatcher: what they watch is one registration with epoll for
// each descriptor, brought up to date right before each wait.
class EpollNotifiers
{
public:
    // Also watches the descriptor that wakes it up.
    explicit EpollNotifiers(int wakeUpDescriptor);
    ~EpollNotifiers();
    Q_DISABLE_COPY_MOVE(EpollNotifiers)

    [[nodiscard]] bool isValid() const { return m_epoll >= 0; }

    void add(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    // Tells epoll what has changed, and disables notifiers whose descriptors it refuses.
    void applyChanges();
    // Some are to be activated without waiting.
    [[nodiscard]] bool hasReady();
    // Waits for that many milliseconds, -1 being for ever. Returns what epoll_wait() does.
    int wait(int timeout);
    // Activates what is ready. Handlers may do anything, including to run all of this again in a
    // nested event loop, which then activates what is left. Returns how many it activated.
    int activate();

private:
    // A bit for each QSocketNotifier::Type.
    using Types = quint8;
    static constexpr int typeCount = 3;

    struct Descriptor
    {
        std::array<QSocketNotifier *, typeCount> notifiers{};
        quint32 generation = 0; // of the registration; tells events of an earlier one
        Types registered = 0; // what epoll watches, or would if it could
        Types ready = 0;
        bool isChanged = false;
        bool isReopened = false; // perhaps: it had no notifiers for a while
        bool isAlwaysReady = false; // a file, which epoll does not watch

        [[nodiscard]] Types wanted() const;
    };
    // Descriptors are small numbers, the smallest that are free. In pages, so that they stay where
    // they are, and a wild number does not cost gigabytes.
    static constexpr int pageSize = 1024;
    using Page = std::array<Descriptor, pageSize>;

    [[nodiscard]] Descriptor *find(int fd) const;
    Descriptor &findOrMake(int fd);
    void change(int fd, Descriptor &descriptor);
    void apply(int fd);
    void watch(int fd, Descriptor &descriptor, Types wanted);
    void disable(Descriptor &descriptor);
    bool control(int operation, int fd, const Descriptor &descriptor, Types types) const;
    bool open();
    void rebuild();

    void take(const epoll_event &event);
    void markReady(int fd, Descriptor &descriptor, Types types);

    int m_wakeUpDescriptor;
    int m_epoll = -1;
    bool m_isOutOfDate = false; // epoll knows descriptors that we do not
    std::vector<std::unique_ptr<Page>> m_pages;
    std::vector<int> m_changed;
    std::vector<int> m_alwaysReady;
    std::vector<int> m_ready; // from m_firstReady on; those before have been activated
    std::size_t m_firstReady = 0;
    std::vector<epoll_event> m_events;
};

} // namespace QSocketIo

#endif
