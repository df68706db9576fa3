// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINSESSION_H
#define QSOCKETIO_ADMIN_ADMINSESSION_H

#include "../core/global.h"

#include <QtCore/QString>

namespace QSocketIo {

// Who logged in to the admin namespace.
struct AdminUser
{
    QString name = {}; // empty: nobody in particular
    bool readonly = false; // may look, not act

    friend bool operator==(const AdminUser &a, const AdminUser &b) = default;
};

} // namespace QSocketIo

#endif
