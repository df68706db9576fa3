// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_EVENTFILTER_P_H
#define QSOCKETIO_ADMIN_EVENTFILTER_P_H

#include "../core/global.h"
#include "../core/result.h"

#include <QtCore/QCborValue>
#include <QtCore/QSet>
#include <QtCore/QString>

namespace QSocketIo {

class Socket;

// Which events of the stream one admin wants to see: the command "subscribe".
class QSOCKETIO_AUTOTEST_EXPORT EventFilter
{
public:
    static constexpr qsizetype maxNames = 1000; // of each kind

    // {namespaces,rooms,sids,types,sample}: what is left out does not matter. Error: anything else.
    [[nodiscard]] static Result<EventFilter> parse(const QCborValue &value);

    // type: the admin event's name. Counts for the sampling.
    [[nodiscard]] bool accepts(const QString &type, const Socket *socket);

private:
    [[nodiscard]] bool matches(const QString &type, const Socket *socket) const;
    [[nodiscard]] bool isInRooms(const Socket *socket) const;

    QSet<QString> m_namespaces; // empty sets: any
    QSet<QString> m_rooms;
    QSet<QString> m_socketIds;
    QSet<QString> m_types;
    double m_sample = 1; // the share of events that is wanted
    double m_credit = 0;
};

} // namespace QSocketIo

#endif
