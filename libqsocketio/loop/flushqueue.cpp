// SPDX-License-Identifier: MIT
#include "flushqueue_p.h"

#include "../core/prefetch_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QPointer>

namespace QSocketIo {

namespace {
// Of what flushes, from its Flushable on; most are WebSocketConnections.
constexpr std::size_t PrefetchSize = 192;

QEvent::Type flushEventType()
{
    static const int type = QEvent::registerEventType();
    return static_cast<QEvent::Type>(type);
}
} // namespace

Flushable::~Flushable()
{
    if (m_queue)
        m_queue->cancel(this);
}

FlushQueue::FlushQueue(QObject *parent)
    : QObject(parent)
{ }

FlushQueue::~FlushQueue()
{
    for (Flushables *list : {&m_pending, &m_next}) {
        for (Flushable *flushable : *list) {
            if (flushable)
                flushable->m_queue = nullptr;
        }
    }
}

void FlushQueue::append(Flushables &list, Flushable *flushable)
{
    flushable->m_index = list.size();
    list.push_back(flushable);
}

void FlushQueue::schedule(Flushable *flushable)
{
    if (flushable->m_queue == this)
        return;
    if (flushable->m_queue)
        flushable->m_queue->cancel(flushable);
    flushable->m_queue = this;
    const bool isSecondRound = m_depth > 0 && flushable->m_round == m_round;
    append(isSecondRound ? m_next : m_pending, flushable);
    wakeUp();
}

void FlushQueue::cancel(Flushable *flushable)
{
    if (flushable->m_queue != this)
        return;
    flushable->m_queue = nullptr;
    const std::size_t index = flushable->m_index;
    const bool isPending = index < m_pending.size() && m_pending[index] == flushable;
    Flushables &list = isPending ? m_pending : m_next;
    list[index] = nullptr;
    // So that scheduling and cancelling in turns does not grow the list. What flushAll() has
    // passed already stays.
    while (!list.empty() && !list.back() && (!isPending || list.size() > m_position))
        list.pop_back();
}

void FlushQueue::wakeUp()
{
    if (m_posted)
        return;
    m_posted = true;
    QCoreApplication::postEvent(this, new QEvent(flushEventType()), Qt::LowEventPriority);
}

// While the system sends what one has, the memory of the next two arrives.
void FlushQueue::prefetchNext() const
{
    if (m_position + 1 < m_pending.size())
        prefetch<PrefetchSize>(m_pending[m_position + 1]);
    if (m_position < m_pending.size() && m_pending[m_position])
        m_pending[m_position]->flushIsNext();
}

// May be called by what it flushes, for instance from a nested event loop: the inner call takes
// what is left and begins a new round, the outer one finds nothing more to do.
void FlushQueue::flushAll()
{
    const QPointer<FlushQueue> self(this);
    ++m_round;
    for (Flushable *flushable : std::exchange(m_next, {})) {
        if (flushable)
            append(m_pending, flushable);
    }
    ++m_depth;
    while (m_position < m_pending.size()) {
        Flushable *flushable = std::exchange(m_pending[m_position++], nullptr);
        if (!flushable)
            continue;
        if (m_position < m_pending.size())
            wakeUp(); // for the nested event loop that flushNow() may run
        prefetchNext();
        flushable->m_queue = nullptr;
        flushable->m_round = m_round;
        flushable->flushNow();
        if (!self)
            return;
    }
    m_pending.clear();
    m_position = 0;
    if (--m_depth == 0)
        m_pending.swap(m_next);
}

bool FlushQueue::event(QEvent *event)
{
    if (event->type() != flushEventType())
        return QObject::event(event);
    m_posted = false;
    flushAll();
    return true;
}

} // namespace QSocketIo
