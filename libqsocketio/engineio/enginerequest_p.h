// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_ENGINEREQUEST_H
#define QSOCKETIO_ENGINEIO_ENGINEREQUEST_H

#include "../core/httpheaders.h"
#include "../core/httprequest.h"
#include "exchangeguard_p.h"
#include "verification_p.h"

#include <QtCore/QString>

namespace QSocketIo {

// A request on its way through the engine: middlewares, verification, then a session. Shared with
// whoever is to decide about it later; dropped by all of them, it loses its connection.
class EngineRequest
{
public:
    enum class Kind { Http, Upgrade };

    // closeCount: how often the engine has been closed by now.
    EngineRequest(HttpExchange *exchange, Kind kind, int closeCount);

    [[nodiscard]] const HttpRequest &head() const { return m_head; }
    [[nodiscard]] bool isUpgrade() const { return m_kind == Kind::Upgrade; }
    [[nodiscard]] QString queryValue(const QString &key) const { return m_head.query().value(key); }
    [[nodiscard]] QString sid() const { return queryValue(QStringLiteral("sid")); }
    // Fields that the middlewares want in whatever answer there will be.
    [[nodiscard]] HttpHeaders *headers() { return &m_headers; }
    [[nodiscard]] ExchangeGuard *guard() { return &m_guard; }
    // Neither answered, nor handed on, nor given up by the client.
    [[nodiscard]] bool isWaiting() const { return m_guard.exchange() != nullptr; }
    [[nodiscard]] int closeCount() const { return m_closeCount; }

    void refuse(const Refusal &refusal);
    void end(int status, const QByteArray &body); // a middleware's own answer
    void drop(); // the connection, without an answer

private:
    ExchangeGuard m_guard;
    HttpRequest m_head;
    HttpHeaders m_headers;
    Kind m_kind;
    int m_closeCount;
};

} // namespace QSocketIo

#endif
