// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_FAILWHENDESTROYED_P_H
#define QSOCKETIO_CORE_FAILWHENDESTROYED_P_H

#include "ackhandler.h"

#include <QtCore/QList>
#include <QtCore/QObject>

namespace QSocketIo {

// For the destructor of object. Calls handlers when it has gone so far that no QPointer leads to it,
// and no parent: they may do anything, and must not delete it once more.
inline void failWhenDestroyed(QObject *object, const QList<AckHandler> &handlers,
                              const Error &error)
{
    if (handlers.isEmpty())
        return;
    object->setParent(nullptr);
    QObject::connect(object, &QObject::destroyed, [handlers, error] {
        for (const AckHandler &handler : handlers)
            handler(error);
    });
}

} // namespace QSocketIo

#endif
