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

Transport::Encoding Transport::encodingFor(const HttpRequest &request)
{
    return request.query().value(QStringLiteral("b64")).isEmpty() ? Encoding::Binary
                                                                  : Encoding::Base64;
}

} // namespace QSocketIo
