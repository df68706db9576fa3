// SPDX-License-Identifier: MIT
#include "relay.h"

#include "../codec/packet_p.h"
#include "../core/logging_p.h"
#include "../core/names_p.h"
#include "server.h"

#include <QtCore/QThread>

namespace QSocketIo {

namespace Internal {

std::optional<Relay> Relay::make(const QObject *owner, const QObject *sender,
                                 const RelayTarget &target, QAnyStringView event)
{
    const QByteArray name = toUtf8(event);
    const QObject *const object = target.object();
    if (!sender || !object) {
        qCWarning(lcServer, "relay: the %s of \"%s\" must not be null",
                  sender ? "target" : "sender", name.constData());
        return {};
    }
    if (object->thread() != owner->thread()) {
        qCWarning(lcServer, "relay: the target of \"%s\" lives in another thread",
                  name.constData());
        return {};
    }
    if (isReservedEvent(name)) {
        qCWarning(lcServer, "relay: \"%s\" is a reserved event name", name.constData());
        return {};
    }
    return Relay(target, name);
}

static bool isAncestor(const QObject *ancestor, const QObject *object)
{
    while (object && object != ancestor)
        object = object->parent();
    return object;
}

// Of two objects where one owns the other, the owned one dies first.
QObject *Relay::receiver(QObject *owner) const
{
    QObject *const target = m_target.object();
    return isAncestor(owner, target) ? target : owner;
}

QMetaObject::Connection Relay::bind(QObject *owner, const QMetaObject::Connection &connection) const
{
    QObject *const target = m_target.object();
    if (!isAncestor(owner, target) && !isAncestor(target, owner)) {
        QObject::connect(target, &QObject::destroyed, owner,
                         [connection] { QObject::disconnect(connection); });
    }
    return connection;
}

bool Relay::canGet(const QObject *owner, const QObject *sender)
{
    if (sender->thread() == owner->thread())
        return true;
    qCWarning(lcServer, "relay: the getter's object lives in another thread");
    return false;
}

} // namespace Internal
} // namespace QSocketIo
