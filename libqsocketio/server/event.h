// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_EVENT_H
#define QSOCKETIO_SERVER_EVENT_H

#include "../core/ack.h"
#include "../core/global.h"
#include "../core/payload.h"

#include <QtCore/QString>

namespace QSocketIo {

// An incoming event on its way through the middlewares, which may change its name and arguments.
class Event
{
public:
    Event(const QByteArray &name, const Payload &payload, const Ack &ack)
        : m_name(name)
        , m_payload(payload)
        , m_ack(ack)
    { }

    [[nodiscard]] QString name() const { return QString::fromUtf8(m_name); }
    void setName(QAnyStringView name) { m_name = name.toString().toUtf8(); }
    [[nodiscard]] const Payload &payload() const { return m_payload; }
    void setPayload(const Payload &payload) { m_payload = payload; }
    [[nodiscard]] const Ack &ack() const { return m_ack; }
    // The name as on the wire.
    [[nodiscard]] const QByteArray &utf8Name() const { return m_name; }

private:
    QByteArray m_name;
    Payload m_payload;
    Ack m_ack;
};

} // namespace QSocketIo

#endif
