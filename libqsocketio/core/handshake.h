// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_HANDSHAKE_H
#define QSOCKETIO_CORE_HANDSHAKE_H

#include "httprequest.h"

#include <QtCore/QCborMap>
#include <QtCore/QDateTime>

#include <memory>

namespace QSocketIo {

class DeferredHandshake;

// What a client said when it joined a namespace.
class QSOCKETIO_EXPORT Handshake
{
public:
    Handshake() = default;
    Handshake(const HttpRequest &request, const QCborMap &auth, const QDateTime &issued);

    [[nodiscard]] const HttpRequest &request() const { return content().m_request; }
    [[nodiscard]] const HttpHeaders &headers() const { return request().headers(); }
    [[nodiscard]] const HttpRequest::Query &query() const { return request().query(); }
    [[nodiscard]] const QCborMap &auth() const { return content().m_auth; }
    [[nodiscard]] QDateTime issued() const { return content().m_issued; } // UTC
    [[nodiscard]] QHostAddress address() const { return request().peerAddress(); }
    [[nodiscard]] QByteArray url() const { return request().target(); }
    [[nodiscard]] bool isSecure() const { return request().isSecure(); }
    // The request had an Origin header, be it the same origin's.
    [[nodiscard]] bool isCrossDomain() const;

private:
    friend class DeferredHandshake;
    [[nodiscard]] const Handshake &content() const { return m_deferred ? deferred() : *this; }
    [[nodiscard]] const Handshake &deferred() const;

    HttpRequest m_request;
    QCborMap m_auth;
    QDateTime m_issued;
    std::shared_ptr<DeferredHandshake> m_deferred; // stands for all of it
};

} // namespace QSocketIo

Q_DECLARE_METATYPE(QSocketIo::Handshake)

#endif
