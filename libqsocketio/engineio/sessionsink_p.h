// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_SESSIONSINK_P_H
#define QSOCKETIO_ENGINEIO_SESSIONSINK_P_H

#include "../core/disconnectreason.h"
#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace QSocketIo {

class Session;

// What Socket.IO hears of its Engine.IO session: direct calls instead of signals on the hot path.
// Installed while Engine::connection is being emitted.
class QSOCKETIO_AUTOTEST_EXPORT SessionSink
{
public:
    virtual ~SessionSink();
    // A message; null where it came without data. May close the session.
    virtual void sessionText(const QByteArray &text) = 0;
    virtual void sessionBinary(const QByteArray &bytes) = 0;
    // Exactly once, before the signal closed(); no other call follows.
    virtual void sessionClosed(DisconnectReason reason, const QString &description) = 0;

    static void install(Session *session, SessionSink *sink); // not owned; nullptr uninstalls
};

} // namespace QSocketIo

#endif
