// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_LINKQUEUE_H
#define QSIOADMIN_CORE_LINKQUEUE_H

#include "adminevent.h"

#include <QtCore/QMutex>

#include <variant>
#include <vector>

namespace QsioAdmin {

struct ConnectionBegan
{ };
struct ConnectionEnded
{ };
struct ServerChanged // what is known is of another one
{ };
using LinkItem = std::variant<ConnectionBegan, ConnectionEnded, ServerChanged, AdminEvent>;

// From the thread of the network to that of the stores. What changes a state is never dropped; of
// applications' events, where they come faster than they are taken, first the arguments are left
// out, then the events. Thread-safe.
class LinkQueue
{
public:
    // Items that wait.
    static constexpr size_t defaultMaxDetailed = 50'000;
    static constexpr size_t defaultMaxTraffic = 200'000;

    void setLimits(size_t maxDetailed, size_t maxTraffic);
    bool push(LinkItem &&item); // true: it was empty; somebody should be told
    [[nodiscard]] std::vector<LinkItem> takeAll();
    [[nodiscard]] quint64 dropped() const; // events
    [[nodiscard]] quint64 stripped() const; // events without their arguments

private:
    bool keeps(LinkItem &item);

    mutable QMutex m_mutex;
    std::vector<LinkItem> m_items;
    size_t m_maxDetailed = defaultMaxDetailed;
    size_t m_maxTraffic = defaultMaxTraffic;
    quint64 m_dropped = 0;
    quint64 m_stripped = 0;
};

} // namespace QsioAdmin

#endif
