// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_EXPOSURELIST_P_H
#define QSOCKETIO_SERVER_EXPOSURELIST_P_H

#include "../core/subscription.h"
#include "event.h"
#include "exposedobject_p.h"

#include <QtCore/QList>
#include <QtCore/QSet>

#include <functional>
#include <limits>
#include <memory>

namespace QSocketIo {

// The objects exposed to one client or to those of a namespace.
class ExposureList
{
public:
    static constexpr quint64 All = std::numeric_limits<quint64>::max();

    Subscription add(std::shared_ptr<const ExposedObject> object);
    void remove(Subscription subscription);
    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }
    // Names all exposures that there are now: what is added later has a greater id.
    [[nodiscard]] quint64 lastId() const { return m_lastId; }
    void collectNames(QSet<QString> &names, quint64 upTo = All) const;

    // Calls the method of each object that has one for the event. Tells failed of each object whose
    // methods the arguments do not fit. The methods may change the list or delete the socket.
    void dispatch(const Event &event, Socket *socket,
                  const std::function<void(const Error &)> &failed, quint64 upTo = All) const;

private:
    struct Entry
    {
        Subscription subscription;
        std::shared_ptr<const ExposedObject> object;
    };
    QList<Entry> m_entries;
    quint64 m_lastId = 0;
};

} // namespace QSocketIo

#endif
