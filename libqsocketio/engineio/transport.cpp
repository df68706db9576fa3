// SPDX-License-Identifier: MIT
#include "transport_p.h"

namespace QSocketIo {

TransportListener::~TransportListener() = default;
Transport::~Transport() = default;

QString Transport::name() const
{
    return nameOf(m_kind);
}

QString Transport::nameOf(Kind kind)
{
    return kind == Kind::Polling ? QStringLiteral("polling") : QStringLiteral("websocket");
}

} // namespace QSocketIo
