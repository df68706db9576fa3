// SPDX-License-Identifier: MIT
#include "tickqueue_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QPointer>

namespace QSocketIo {

namespace {
QEvent::Type tickEventType()
{
    static const int type = QEvent::registerEventType();
    return static_cast<QEvent::Type>(type);
}
} // namespace

TickQueue::TickQueue(QObject *parent)
    : QObject(parent)
{ }

TickQueue::~TickQueue()
{
    // What the tasks hold may post to this queue while it is destroyed.
    m_closing = true;
    m_tasks.clear();
}

void TickQueue::post(Tick tick)
{
    if (m_closing)
        return;
    m_tasks.push_back(std::move(tick));
    wakeUp();
}

void TickQueue::wakeUp()
{
    if (m_posted)
        return;
    m_posted = true;
    QCoreApplication::postEvent(this, new QEvent(tickEventType()));
}

void TickQueue::runPending()
{
    const QPointer<TickQueue> self(this);
    ++m_depth;
    for (std::size_t done = 0; count() > 0; ++done) {
        // For the nested event loop a task may run, as well as for what is beyond the bound.
        if (count() > 1 || done == maxTasksPerPass)
            wakeUp();
        if (done == maxTasksPerPass)
            break;
        {
            Tick tick = std::move(m_tasks[m_position++]);
            tick();
        }
        if (!self)
            return;
    }
    --m_depth;
    dropDone();
}

// A long rest is moved only once half of the vector is done, so that dropping stays linear. The
// memory of an unusual burst is given back.
void TickQueue::dropDone()
{
    if (count() == 0 && m_tasks.capacity() > maxTasksPerPass)
        m_tasks = std::vector<Tick>();
    else if (count() == 0)
        m_tasks.clear();
    else if (m_position > count())
        m_tasks.erase(m_tasks.begin(), m_tasks.begin() + static_cast<std::ptrdiff_t>(m_position));
    else
        return;
    m_position = 0;
}

bool TickQueue::event(QEvent *event)
{
    if (event->type() != tickEventType())
        return QObject::event(event);
    m_posted = false;
    runPending();
    return true;
}

} // namespace QSocketIo
