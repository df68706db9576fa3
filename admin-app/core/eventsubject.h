// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_EVENTSUBJECT_H
#define QSIOADMIN_CORE_EVENTSUBJECT_H

#include "eventring.h"
#include "filterterm.h"

namespace QsioAdmin {

// A line of the list of events, as filters see it. Neither outlives the record.
class EventSubject : public FilterSubject
{
public:
    EventSubject(const EventRecord &event, qint64 now)
        : m_event(event)
        , m_now(now)
    { }

    void read(FilterKey key, const QByteArrayList &path, FilterField *field) const override;

private:
    void readNumber(FilterKey key, FilterField *field) const;

    const EventRecord &m_event;
    const qint64 m_now;
};

} // namespace QsioAdmin

#endif
