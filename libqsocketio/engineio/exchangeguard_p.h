// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_EXCHANGEGUARD_H
#define QSOCKETIO_ENGINEIO_EXCHANGEGUARD_H

#include "../net/httpexchange_p.h"

namespace QSocketIo {

// Holds an exchange while somebody else's code runs that may make it go away.
class QSOCKETIO_AUTOTEST_EXPORT ExchangeGuard final : private HttpExchangeListener
{
public:
    explicit ExchangeGuard(HttpExchange *exchange);
    ~ExchangeGuard() override;
    Q_DISABLE_COPY_MOVE(ExchangeGuard)

    [[nodiscard]] HttpExchange *exchange() const { return m_exchange; } // null: gone
    // Gives the exchange to its next owner, who must become its listener or answer it.
    [[nodiscard]] HttpExchange *release();
    // Answers, where there is still somebody to answer.
    void respond(const HttpResponse &response);
    void respondStatus(int status, const HttpHeaders &headers);

private:
    void bodyReceived(const QByteArray &) override { }
    void bodyTooLarge() override { }
    void exchangeAborted() override { m_exchange = nullptr; }

    HttpExchange *m_exchange;
};

} // namespace QSocketIo

#endif
