// SPDX-License-Identifier: MIT
#include "epollnotifiers_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <limits>
#include <sys/epoll.h>
#include <unistd.h>

namespace QSocketIo {

namespace {
constexpr std::size_t fewestEvents = 64;
// Of one turn: what they touch is in the caches still when answers leave.
constexpr std::size_t mostEvents = 512;
constexpr quint64 wakeUpKey = std::numeric_limits<quint64>::max(); // no descriptor's: they are >= 0

constexpr quint8 typeBit(QSocketNotifier::Type type)
{
    return quint8(1U << type);
}
constexpr quint8 readBit = typeBit(QSocketNotifier::Read);
constexpr quint8 writeBit = typeBit(QSocketNotifier::Write);
constexpr quint8 exceptionBit = typeBit(QSocketNotifier::Exception);

quint32 toEvents(quint8 types)
{
    return (types & readBit ? quint32(EPOLLIN) : 0U) | (types & writeBit ? quint32(EPOLLOUT) : 0U)
        | (types & exceptionBit ? quint32(EPOLLPRI) : 0U);
}

// An end and an error are everybody's concern.
quint8 toTypes(quint32 events)
{
    if (events & (EPOLLHUP | EPOLLERR))
        return readBit | writeBit | exceptionBit;
    return quint8((events & EPOLLIN ? readBit : 0) | (events & EPOLLOUT ? writeBit : 0)
                  | (events & EPOLLPRI ? exceptionBit : 0));
}

const char *typeName(QSocketNotifier::Type type)
{
    switch (type) {
    case QSocketNotifier::Read:
        return "Read";
    case QSocketNotifier::Write:
        return "Write";
    case QSocketNotifier::Exception:
        return "Exception";
    }
    Q_UNREACHABLE();
}

void warnOfMultiple(const QSocketNotifier *notifier)
{
    qWarning("QSocketNotifier: Multiple socket notifiers for same socket %d and type %s",
             int(notifier->socket()), typeName(notifier->type()));
}
} // namespace

EpollNotifiers::Types EpollNotifiers::Descriptor::wanted() const
{
    return Types((notifiers[QSocketNotifier::Read] ? readBit : 0)
                 | (notifiers[QSocketNotifier::Write] ? writeBit : 0)
                 | (notifiers[QSocketNotifier::Exception] ? exceptionBit : 0));
}

EpollNotifiers::EpollNotifiers(int wakeUpDescriptor)
    : m_wakeUpDescriptor(wakeUpDescriptor)
{
    m_events.resize(fewestEvents);
    open();
}

EpollNotifiers::~EpollNotifiers()
{
    // Notifiers may be gone already: the application object takes its dispatcher away before.
    if (m_epoll >= 0)
        ::close(m_epoll);
}

// In place of the one before, if that works.
bool EpollNotifiers::open()
{
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{};
    event.events = quint32(EPOLLIN) | quint32(EPOLLET);
    event.data.u64 = wakeUpKey;
    if (epoll < 0 || ::epoll_ctl(epoll, EPOLL_CTL_ADD, m_wakeUpDescriptor, &event) != 0) {
        qErrnoWarning("EpollEventDispatcher: cannot use epoll");
        if (epoll >= 0)
            ::close(epoll);
        return false;
    }
    if (m_epoll >= 0)
        ::close(m_epoll);
    m_epoll = epoll;
    return true;
}

EpollNotifiers::Descriptor *EpollNotifiers::find(int fd) const
{
    const auto page = std::size_t(fd / pageSize);
    if (page >= m_pages.size() || !m_pages[page])
        return nullptr;
    return &(*m_pages[page])[std::size_t(fd % pageSize)];
}

EpollNotifiers::Descriptor &EpollNotifiers::findOrMake(int fd)
{
    const auto page = std::size_t(fd / pageSize);
    if (page >= m_pages.size())
        m_pages.resize(page + 1);
    if (!m_pages[page])
        m_pages[page] = std::make_unique<Page>();
    return (*m_pages[page])[std::size_t(fd % pageSize)];
}

void EpollNotifiers::add(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    if (fd < 0) {
        qWarning("QSocketNotifier: Invalid socket specified");
        return;
    }
    Descriptor &descriptor = findOrMake(fd);
    QSocketNotifier *&place = descriptor.notifiers[notifier->type()];
    if (place == notifier)
        return;
    if (place) {
        warnOfMultiple(notifier);
        descriptor.ready &= Types(~typeBit(notifier->type()));
        descriptor.isReopened = true;
    }
    place = notifier;
    change(fd, descriptor);
}

void EpollNotifiers::remove(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    Descriptor *descriptor = fd >= 0 ? find(fd) : nullptr;
    if (!descriptor)
        return;
    QSocketNotifier *&place = descriptor->notifiers[notifier->type()];
    if (place != notifier) {
        if (place)
            warnOfMultiple(notifier);
        return;
    }
    place = nullptr;
    descriptor->ready &= Types(~typeBit(notifier->type()));
    // The descriptor may be closed now, and its number another's when it has notifiers again. Epoll
    // then does not watch it any more.
    if (descriptor->wanted() == 0)
        descriptor->isReopened = true;
    change(fd, *descriptor);
}

void EpollNotifiers::change(int fd, Descriptor &descriptor)
{
    if (!descriptor.isChanged) {
        descriptor.isChanged = true;
        m_changed.push_back(fd);
    }
}

void EpollNotifiers::applyChanges()
{
    if (m_isOutOfDate)
        rebuild();
    for (std::size_t i = 0; i < m_changed.size(); ++i) // disabling appends
        apply(m_changed[i]);
    m_changed.clear();
}

void EpollNotifiers::apply(int fd)
{
    Descriptor &descriptor = *find(fd);
    descriptor.isChanged = false;
    const bool isReopened = std::exchange(descriptor.isReopened, false);
    const Types wanted = descriptor.wanted();
    if (descriptor.isAlwaysReady && (isReopened || wanted == 0)) {
        descriptor.isAlwaysReady = false;
        descriptor.registered = 0;
        std::erase(m_alwaysReady, fd);
    }
    if (wanted == descriptor.registered && (!isReopened || wanted == 0))
        return;
    if (wanted == 0) {
        control(EPOLL_CTL_DEL, fd, descriptor, wanted); // fails where it has been closed
        descriptor.registered = 0;
        return;
    }
    const bool isDone = descriptor.isAlwaysReady
        || (descriptor.registered != 0 && control(EPOLL_CTL_MOD, fd, descriptor, wanted));
    descriptor.registered = wanted;
    if (!isDone)
        watch(fd, descriptor, wanted);
}

void EpollNotifiers::watch(int fd, Descriptor &descriptor, Types wanted)
{
    ++descriptor.generation;
    // One that epoll knows, and we do not, has been duplicated and closed in the wrong order.
    if (control(EPOLL_CTL_ADD, fd, descriptor, wanted)
        || (errno == EEXIST && control(EPOLL_CTL_MOD, fd, descriptor, wanted)))
        return;
    if (errno == EPERM) {
        descriptor.isAlwaysReady = true;
        m_alwaysReady.push_back(fd);
        return;
    }
    if (errno != EBADF)
        qErrnoWarning("EpollEventDispatcher: cannot watch socket %d", fd);
    descriptor.registered = 0;
    disable(descriptor);
}

void EpollNotifiers::disable(Descriptor &descriptor)
{
    for (QSocketNotifier *notifier : std::array(descriptor.notifiers)) {
        if (!notifier)
            continue;
        qWarning("QSocketNotifier: Invalid socket %d with type %s, disabling...",
                 int(notifier->socket()), typeName(notifier->type()));
        notifier->setEnabled(false);
    }
}

bool EpollNotifiers::control(int operation, int fd, const Descriptor &descriptor, Types types) const
{
    epoll_event event{};
    event.events = toEvents(types);
    event.data.u64 = quint64(descriptor.generation) << 32 | quint32(fd);
    return ::epoll_ctl(m_epoll, operation, fd, &event) == 0;
}

// A descriptor that was closed while a duplicate lives on, in a child process for instance, stays
// with epoll, and there is no way to take it out any more.
void EpollNotifiers::rebuild()
{
    m_isOutOfDate = false;
    if (!open())
        return;
    for (std::size_t page = 0; page < m_pages.size(); ++page) {
        for (int i = 0; m_pages[page] && i < pageSize; ++i) {
            Descriptor &descriptor = (*m_pages[page])[std::size_t(i)];
            if (descriptor.registered == 0 || descriptor.isAlwaysReady)
                continue;
            descriptor.registered = 0;
            change(int(page) * pageSize + i, descriptor);
        }
    }
}

bool EpollNotifiers::hasReady()
{
    for (const int fd : m_alwaysReady) {
        Descriptor &descriptor = *find(fd);
        markReady(fd, descriptor, descriptor.registered & (readBit | writeBit));
    }
    const auto isReady = [this](int fd) { return find(fd)->ready != 0; };
    return std::any_of(m_ready.begin() + std::ptrdiff_t(m_firstReady), m_ready.end(), isReady);
}

int EpollNotifiers::wait(int timeout)
{
    const int count = ::epoll_wait(m_epoll, m_events.data(), int(m_events.size()), timeout);
    for (int i = 0; i < count; ++i)
        take(m_events[std::size_t(i)]);
    if (count == int(m_events.size()))
        m_events.resize(std::min(2 * m_events.size(), mostEvents));
    return count;
}

void EpollNotifiers::take(const epoll_event &event)
{
    const quint64 key = event.data.u64;
    if (key == wakeUpKey)
        return;
    const int fd = int(quint32(key));
    Descriptor *descriptor = find(fd);
    if (descriptor->registered == 0 || descriptor->generation != quint32(key >> 32))
        m_isOutOfDate = true;
    else
        markReady(fd, *descriptor, toTypes(event.events) & descriptor->registered);
}

void EpollNotifiers::markReady(int fd, Descriptor &descriptor, Types types)
{
    if (descriptor.ready == 0 && types != 0)
        m_ready.push_back(fd);
    descriptor.ready |= types;
}

int EpollNotifiers::activate()
{
    int count = 0;
    while (m_firstReady < m_ready.size()) {
        Descriptor &descriptor = *find(m_ready[m_firstReady]);
        if (descriptor.ready == 0) {
            ++m_firstReady;
            continue;
        }
        const int type = std::countr_zero(descriptor.ready);
        descriptor.ready &= Types(descriptor.ready - 1);
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(descriptor.notifiers[std::size_t(type)], &event);
        ++count;
    }
    m_ready.clear();
    m_firstReady = 0;
    return count;
}

} // namespace QSocketIo
