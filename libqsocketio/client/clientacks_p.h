// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTACKS_P_H
#define QSOCKETIO_CLIENT_CLIENTACKS_P_H

#include "../core/ackhandler.h"
#include "../core/global.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <optional>

namespace QSocketIo {

// The answers that a socket waits for, some of them not for ever. One timer for all.
class QSOCKETIO_AUTOTEST_EXPORT ClientAcks
{
public:
    // expired: told of each id whose time is over, while it is still there to be taken.
    explicit ClientAcks(std::function<void(quint64 id)> expired);

    // Returns the id.
    quint64 add(AckHandler handler, std::optional<std::chrono::milliseconds> timeout);
    // Null where there is none of that id, perhaps not any longer.
    [[nodiscard]] AckHandler take(quint64 id);
    [[nodiscard]] QList<quint64> ids() const; // in their order
    [[nodiscard]] qsizetype count() const { return m_entries.size(); }

private:
    using Times = std::multimap<qint64, quint64>; // ms of the steady clock, id
    struct Entry
    {
        AckHandler handler;
        std::optional<Times::iterator> time;
    };

    void startTimer();
    void expire();
    [[nodiscard]] static qint64 now();

    const std::function<void(quint64 id)> m_expired;
    QHash<quint64, Entry> m_entries;
    Times m_times;
    QTimer m_timer;
    quint64 m_nextId = 0;
};

} // namespace QSocketIo

#endif
