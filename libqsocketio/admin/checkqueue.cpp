// SPDX-License-Identifier: MIT
#include "checkqueue_p.h"

#include <QtCore/QPointer>

#include <utility>

namespace QSocketIo {

class CheckQueue::Slot
{
public:
    Slot(CheckQueue *queue, QByteArray address)
        : m_queue(queue)
        , m_address(std::move(address))
    { }
    ~Slot()
    {
        if (m_queue)
            m_queue->release(m_address);
    }
    Q_DISABLE_COPY_MOVE(Slot)

private:
    QPointer<CheckQueue> m_queue;
    const QByteArray m_address;
};

CheckQueue::CheckQueue(const CheckQueueLimits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{ }

CheckQueue::~CheckQueue() = default;

bool CheckQueue::enqueue(const QByteArray &address, Start start)
{
    // A turn later the first ones of those that wait will run.
    const int places = m_limits.waiting + m_limits.running - m_running;
    if (waiting() >= places || m_perAddress.value(address) >= m_limits.perAddress)
        return false;
    ++m_perAddress[address];
    m_waiting.push_back({address, std::move(start)});
    startSoon();
    return true;
}

void CheckQueue::startSoon()
{
    if (m_isStarting || m_waiting.empty() || m_running >= m_limits.running)
        return;
    m_isStarting = true;
    QMetaObject::invokeMethod(this, &CheckQueue::startWaiting, Qt::QueuedConnection);
}

void CheckQueue::startWaiting()
{
    m_isStarting = false;
    const QPointer<CheckQueue> self(this);
    while (self && !m_waiting.empty() && m_running < m_limits.running) {
        const Entry entry = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++m_running;
        entry.start(std::make_shared<Slot>(this, entry.address));
    }
}

void CheckQueue::release(const QByteArray &address)
{
    --m_running;
    const auto it = m_perAddress.find(address);
    if (--*it == 0)
        m_perAddress.erase(it);
    startSoon();
}

} // namespace QSocketIo
