// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_HANDSHAKE_H
#define QSOCKETIO_CORE_HANDSHAKE_H

#include "httprequest.h"

#include <QtCore/QCborMap>
#include <QtCore/QDateTime>

namespace QSocketIo {

// What a client said when it joined a namespace.
class QSOCKETIO_EXPORT Handshake
{
public:
    Handshake() = default;
    Handshake(const HttpRequest &request, const QCborMap &auth, const QDateTime &issued);

    [[nodiscard]] const HttpRequest &request() const { return m_request; }
    [[nodiscard]] const HttpHeaders &headers() const { return m_request.headers(); }
    [[nodiscard]] const HttpRequest::Query &query() const { return m_request.query(); }
    [[nodiscard]] const QCborMap &auth() const { return m_auth; }
    [[nodiscard]] QDateTime issued() const { return m_issued; } // UTC
    [[nodiscard]] QHostAddress address() const { return m_request.peerAddress(); }
    [[nodiscard]] QByteArray url() const { return m_request.target(); }
    [[nodiscard]] bool isSecure() const { return m_request.isSecure(); }
    // The request had an Origin header, be it the same origin's.
    [[nodiscard]] bool isCrossDomain() const;

private:
    HttpRequest m_request;
    QCborMap m_auth;
    QDateTime m_issued;
};

} // namespace QSocketIo

Q_DECLARE_METATYPE(QSocketIo::Handshake)

#endif
