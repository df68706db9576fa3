// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_SUBSCRIPTION_H
#define QSOCKETIO_CORE_SUBSCRIPTION_H

#include "global.h"

#include <QtCore/QMetaType>

namespace QSocketIo {

// Names one handler of one object, so that it can be taken off again.
class Subscription
{
public:
    constexpr Subscription() = default;
    constexpr explicit Subscription(quint64 id)
        : m_id(id)
    { }
    // False: the handler was refused.
    [[nodiscard]] constexpr bool isValid() const { return m_id != 0; }
    constexpr explicit operator bool() const { return isValid(); }
    [[nodiscard]] constexpr quint64 id() const { return m_id; }
    friend constexpr bool operator==(const Subscription &, const Subscription &) = default;

private:
    quint64 m_id = 0;
};

} // namespace QSocketIo

Q_DECLARE_METATYPE(QSocketIo::Subscription)

#endif
