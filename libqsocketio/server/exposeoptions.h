// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_EXPOSEOPTIONS_H
#define QSOCKETIO_SERVER_EXPOSEOPTIONS_H

#include "../core/payloadtypes.h"

#include <QtCore/QMetaObject>
#include <QtCore/QStringList>

namespace QSocketIo {

// Which methods of an object expose() opens to clients.
struct ExposeOptions
{
    QStringList methods = {}; // by name, also inherited ones; empty: all that below allows
    // Those of classes below this one; null: below the first class that is Qt's or this library's.
    const QMetaObject *below = nullptr;
};

} // namespace QSocketIo

#endif
