// SPDX-License-Identifier: MIT
#include "sessionsink_p.h"

#include "session_p.h"

namespace QSocketIo {

SessionSink::~SessionSink() = default;

void SessionSink::install(Session *session, SessionSink *sink)
{
    session->d->sink = sink;
}

} // namespace QSocketIo
