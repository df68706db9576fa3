// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_COMMANDTARGET_P_H
#define QSOCKETIO_ADMIN_COMMANDTARGET_P_H

#include "../core/global.h"
#include "../core/result.h"

#include <QtCore/QCborValue>
#include <QtCore/QStringList>

namespace QSocketIo {

class BroadcastOperator;
class Namespace;
class Server;

// Whom an admin's command means. Nobody by accident: what is empty is an error.
class QSOCKETIO_AUTOTEST_EXPORT CommandTarget
{
public:
    // filter: null or undefined means everybody; a room, an array of rooms, or {rooms,except}. No
    // namespace is ever made.
    [[nodiscard]] static Result<CommandTarget> parse(const Server *server, const QCborValue &nsp,
                                                     const QCborValue &filter);
    // A room or an array of rooms.
    [[nodiscard]] static Result<QStringList> parseRooms(const QCborValue &value);

    [[nodiscard]] Namespace *nsp() const { return m_nsp; }
    [[nodiscard]] BroadcastOperator sockets() const;

private:
    [[nodiscard]] Error parseFilter(const QCborValue &filter);

    Namespace *m_nsp = nullptr;
    QStringList m_rooms;
    QStringList m_except;
};

} // namespace QSocketIo

#endif
