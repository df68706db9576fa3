// SPDX-License-Identifier: MIT
#include "adminoptions.h"

namespace QSocketIo {

/*!
    \enum QSocketIo::AdminMode
    What admins get to see.

    \value Development Sockets, rooms and the stream of events.
    \value Production Counters only. Commands work all the same.
*/

/*!
    \class QSocketIo::AdminOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/AdminOptions
    \brief How a server lets itself be administrated.

    An aggregate for AdminInstrumentation::install(): name what you change.

    \code
    QSocketIo::AdminOptions options{
        .namespaceName = "/admin",
        .auth = QSocketIo::AdminAuthentication::basic("admin", qgetenv("ADMIN_PASSWORD_HASH")),
        .readonly = true,
        .serverId = "hall-3",
        .store = std::make_shared<QSocketIo::InMemoryAdminSessionStore>(8h),
        .mode = QSocketIo::AdminMode::Production,
        .statsInterval = 5s,
        .redactedHeaders = {"cookie", "x-session"},
        .maxEventPayload = 4096,
        .maxEventsPerSecond = 500,
        .countAdminTraffic = false,
        .snapshotPageSize = 500,
        .snapshotSliceTime = 2ms,
    };
    \endcode

    \section1 Thread affinity
    AdminOptions is a value and reentrant; a callback in AdminOptions::auth is called in the thread of
    the Server.

    \sa AdminInstrumentation
*/

/*! \variable QSocketIo::AdminOptions::namespaceName
    The namespace that admins join, made if it does not exist: "/admin" by default. "/" is refused: all
    users would be sent what is meant for admins. */

/*! \variable QSocketIo::AdminOptions::auth
    How admins prove who they are. There is no default: installing without it is an error. */

/*! \variable QSocketIo::AdminOptions::readonly
    Whether admins may look, but not act. False by default. Single users can be so, too; see
    AdminUser. */

/*! \variable QSocketIo::AdminOptions::serverId
    The name of this process among the servers, unique in a cluster. Unset, the default: the host's
    name, '#' and the process id. */

/*! \variable QSocketIo::AdminOptions::store
    Where the sessions of admins live. Null, the default: an InMemoryAdminSessionStore. */

/*! \variable QSocketIo::AdminOptions::mode
    What admins see. Unset, the default: what the environment variable QSOCKETIO_ENV says, or, where it
    is not set, NODE_ENV; the word "development" means AdminMode::Development, any other
    AdminMode::Production. Where neither is set, AdminMode::Development. */

/*! \variable QSocketIo::AdminOptions::statsInterval
    The pause between two reports of counters, at least 100 ms; 2 s by default. The web UI takes a
    server for dead that has not been heard of for 10 s. */

/*! \variable QSocketIo::AdminOptions::redactedHeaders
    Header fields of clients whose values are secret: admins see "[redacted]". Names compare without
    case. By default \c cookie, \c authorization, \c proxy-authorization and \c x-api-key. */

/*! \variable QSocketIo::AdminOptions::maxEventPayload
    How many bytes of JSON and attachments one argument of an event may have, 64 KiB by default. A
    text that tells its size takes the place of a larger one. 0: no limit. */

/*! \variable QSocketIo::AdminOptions::maxEventsPerSecond
    How many events a second are shown, 5000 by default. Further ones are left out and counted;
    AdminInstrumentation::droppedEvents() and admins are told how many. 0: no limit. */

/*! \variable QSocketIo::AdminOptions::countAdminTraffic
    Whether the packets and bytes of the admins' own connections are in the counters. True by default,
    as in the reference: on a quiet server they are nearly all there is. */

/*! \variable QSocketIo::AdminOptions::snapshotPageSize
    How many sockets are in one page of the list that an admin gets, 1 to 2000; 2000 by default. The web
    UI knows of no pages and gets one message. */

/*! \variable QSocketIo::AdminOptions::snapshotSliceTime
    How long the server works at that list before it turns to its clients again, at least 1 ms; 5 ms by
    default. */

} // namespace QSocketIo
