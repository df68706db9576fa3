// SPDX-License-Identifier: MIT
#include "exchangeguard_p.h"

namespace QSocketIo {

ExchangeGuard::ExchangeGuard(HttpExchange *exchange)
    : m_exchange(exchange)
{
    m_exchange->setListener(this);
}

ExchangeGuard::~ExchangeGuard()
{
    if (m_exchange)
        m_exchange->destroy(); // nobody else would ever answer it
}

HttpExchange *ExchangeGuard::release()
{
    if (m_exchange)
        m_exchange->setListener(nullptr);
    return std::exchange(m_exchange, nullptr);
}

void ExchangeGuard::respond(const HttpResponse &response)
{
    if (HttpExchange *exchange = release())
        exchange->respond(response);
}

void ExchangeGuard::respondStatus(int status, const HttpHeaders &headers)
{
    HttpResponse response;
    response.status = status;
    response.headers = headers;
    respond(response);
}

} // namespace QSocketIo
