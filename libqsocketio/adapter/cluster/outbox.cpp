// SPDX-License-Identifier: MIT
#include "outbox_p.h"

#include "../../loop/deadlinequeue_p.h"
#include "clustermessage.h"

#include <QtCore/QDeadlineTimer>

#include <algorithm>

namespace QSocketIo {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {
constexpr milliseconds longestAge(5000); // what is older would only surprise
constexpr milliseconds busyRetry(100);

OutboxOptions bounded(OutboxOptions options)
{
    options.maxAge = std::clamp(options.maxAge, milliseconds::zero(), longestAge);
    return options;
}

milliseconds monotonicNow()
{
    return milliseconds(QDeadlineTimer::current().deadline());
}
} // namespace

Outbox::Outbox(const OutboxOptions &options, const Dropped &dropped, const Clock &clock)
    : m_options(bounded(options))
    , m_dropped(dropped)
    , m_clock(clock ? clock : Clock(monotonicNow))
    , m_deadlines(std::make_unique<DeadlineQueue>(nullptr, clock))
    , m_oldest(std::make_unique<FunctionDeadline>([this] { oldestIsDue(); }))
    , m_retry(std::make_unique<FunctionDeadline>([this] { transmit(); }))
{ }

Outbox::~Outbox() = default;

bool Outbox::isForLater(const ClusterMessage &message)
{
    switch (message.type) {
    case ClusterMessage::Type::Broadcast:
        return message.requestId.isNull() && !message.options.isVolatile;
    case ClusterMessage::Type::SocketsJoin:
    case ClusterMessage::Type::SocketsLeave:
    case ClusterMessage::Type::DisconnectSockets:
        return message.requestId.isNull();
    default:
        return false;
    }
}

bool Outbox::keep(qint64 bytes, const Send &send)
{
    if (bytes > m_options.maxBytes)
        return false;
    m_entries.push_back({++m_lastId, send, bytes, m_clock()});
    m_bytes += bytes;
    int lost = 0;
    for (; isOverLimit() && isWaiting(); ++lost)
        remove(firstUnsent());
    if (!m_oldest->isActive())
        rearm();
    if (lost > 0) {
        const bool isTold = std::exchange(m_isOverflowTold, true);
        m_dropped(lost,
                  isTold ? QString()
                         : QStringLiteral("the outbox is full: its oldest messages are lost"));
    }
    return true;
}

void Outbox::setState(State state)
{
    m_state = state;
    if (state != State::Open)
        return rearm();
    m_isOverflowTold = false;
    transmit();
}

void Outbox::clear()
{
    const auto lost = int(m_entries.size() - m_sent);
    m_entries.clear(); // what is under way needs no answer any more
    m_bytes = 0;
    m_sent = 0;
    rearm();
    if (lost > 0)
        m_dropped(lost, QStringLiteral("the outbox was closed before the cluster was back"));
}

void Outbox::processDue()
{
    m_deadlines->processDue();
}

bool Outbox::isOverLimit() const
{
    return count() > m_options.maxMessages || m_bytes > m_options.maxBytes;
}

Outbox::Entries::iterator Outbox::find(quint64 id)
{
    const auto found
        = std::lower_bound(m_entries.begin(), m_entries.end(), id,
                           [](const Entry &entry, quint64 wanted) { return entry.id < wanted; });
    return found != m_entries.end() && found->id == id ? found : m_entries.end();
}

void Outbox::remove(Entries::iterator entry)
{
    m_bytes -= entry->bytes;
    m_sent -= entry < firstUnsent() ? 1 : 0;
    m_entries.erase(entry);
}

// ---- sending ---------------------------------------------------------------------------------

void Outbox::answered(quint64 id, Answer answer)
{
    const auto entry = find(id);
    if (entry == m_entries.end())
        return;
    if (answer == Answer::Lost) { // and so is what was sent behind it
        m_sent = std::min(m_sent, std::size_t(entry - m_entries.begin()));
        rearm();
        return m_deadlines->start(m_retry.get(), busyRetry);
    }
    remove(entry);
    const std::weak_ptr<bool> guard = m_isAlive;
    if (answer == Answer::Refused)
        m_dropped(1, QString()); // whoever sends tells why
    if (!guard.expired())
        transmit();
}

void Outbox::transmit()
{
    if (m_isTransmitting || m_state != State::Open)
        return;
    const std::weak_ptr<bool> guard = m_isAlive;
    expire();
    if (guard.expired())
        return;
    m_isTransmitting = true;
    while (m_state == State::Open && isWaiting()) {
        const quint64 id = firstUnsent()->id;
        const Send send = firstUnsent()->send; // which may drop the entry
        ++m_sent;
        const bool isOnItsWay = send([this, guard, id](Answer answer) {
            if (!guard.expired())
                answered(id, answer);
        });
        if (guard.expired())
            return;
        if (!isOnItsWay) {
            answered(id, Answer::Lost);
            break;
        }
    }
    m_isTransmitting = false;
    rearm();
}

// ---- time ------------------------------------------------------------------------------------

// One that is held goes out while it still may.
milliseconds Outbox::mayWaitUntil(const Entry &entry) const
{
    return entry.keptAt + m_options.maxAge
        - (m_state == State::Holding ? m_options.maxAge / 10 : 0ms);
}

void Outbox::oldestIsDue()
{
    if (m_state == State::Holding && isWaiting() && mayWaitUntil(*firstUnsent()) <= m_clock())
        setState(State::Open);
    else
        expire();
}

void Outbox::expire()
{
    const milliseconds now = m_clock();
    int lost = 0;
    for (; isWaiting() && mayWaitUntil(*firstUnsent()) < now; ++lost)
        remove(firstUnsent());
    rearm();
    if (lost > 0)
        m_dropped(lost, QStringLiteral("the cluster was out of reach for too long for the outbox"));
}

// May be early, as nobody restarts it for what is kept later; never late.
void Outbox::rearm()
{
    if (!isWaiting()) {
        m_deadlines->stop(m_oldest.get());
        m_deadlines->stop(m_retry.get());
        return;
    }
    const milliseconds left = mayWaitUntil(*firstUnsent()) + 1ms - m_clock();
    m_deadlines->start(m_oldest.get(), std::max(left, milliseconds::zero()));
}

} // namespace QSocketIo
