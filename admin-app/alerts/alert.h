// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_ALERTS_ALERT_H
#define QSIOADMIN_ALERTS_ALERT_H

#include "alertrule.h"
#include "core/roomname.h"

namespace QsioAdmin {

// What an alert is about, by what names it for good.
struct AlertSubject
{
    enum class Kind { None, Server, Room, Socket, Event };

    Kind kind = Kind::None;
    QByteArray nsp; // Room, Socket
    QByteArray id; // Server, Socket
    RoomName room;
    quint64 event = 0; // its number

    [[nodiscard]] QString text() const // for people; empty: none
    {
        const QString where = QString::fromUtf8(nsp);
        switch (kind) {
        case Kind::Server:
            return QString::fromUtf8(id);
        case Kind::Room:
            return where + u' ' + room.text();
        case Kind::Socket:
        case Kind::Event:
            return where + u' ' + QString::fromUtf8(id);
        case Kind::None:
            break;
        }
        return {};
    }
    friend bool operator==(const AlertSubject &, const AlertSubject &) = default;
};

// A rule that has come true.
struct Alert
{
    quint64 number = 0; // counts on for ever, from 1
    QString ruleId;
    QString rule; // its name
    AlertRule::Kind kind = AlertRule::Kind::ConnectionLost;
    AlertSeverity severity = AlertSeverity::Warning;
    AlertSubject subject;
    QString text; // what there is to say
    qint64 raisedAt = 0; // milliseconds since 1970
    qint64 endedAt = 0; // 0: it is active
    int count = 1; // times it has happened while it was active
    bool isSilent = false; // quiet hours, or snoozed: nothing but the list tells of it
    bool notifies = true; // see AlertRule
    bool sounds = false;

    [[nodiscard]] bool isActive() const { return endedAt == 0; }
};

} // namespace QsioAdmin

#endif
