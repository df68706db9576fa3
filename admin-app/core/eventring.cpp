// SPDX-License-Identifier: MIT
#include "eventring.h"

namespace QsioAdmin {

// Names, rooms and ids are shared with others.
static qint64 bytesOf(const EventRecord &event)
{
    qint64 bytes = qint64(sizeof(EventRecord)) + event.arguments.size();
    for (const QByteArray &attachment : event.attachments)
        bytes += attachment.size();
    return bytes;
}

void EventRing::setLimits(qsizetype maxEvents, qint64 maxBytes)
{
    m_maxEvents = qMax(qsizetype(1), maxEvents);
    m_maxBytes = qMax(qint64(1), maxBytes);
    trim();
}

void EventRing::append(EventRecord event)
{
    event.number = m_next++;
    m_bytes += bytesOf(event);
    m_events.push_back(std::move(event));
    trim();
}

void EventRing::trim()
{
    while (size() > m_maxEvents || (m_bytes > m_maxBytes && size() > 1)) {
        m_bytes -= bytesOf(m_events.front());
        m_events.pop_front();
        ++m_overwritten;
    }
}

void EventRing::clear()
{
    m_events.clear();
    m_bytes = 0;
}

} // namespace QsioAdmin
