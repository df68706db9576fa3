// SPDX-License-Identifier: MIT
#include "echoworkload.h"

#include "fail.h"

#include <utility>

namespace Load {

void EchoWorkload::start()
{
    m_message = message("[\"echo\",", "]");
    const std::string single = client(0).encode(m_message);
    m_encodedSize = single.size();
    for (int i = 0; i < options().window; ++i)
        m_encoded += single;
    Flight flight;
    flight.sent.resize(std::size_t(options().window), loop().now());
    m_flights.resize(std::size_t(clientCount()), flight);
    for (int i = 0; i < clientCount(); ++i)
        client(i).send(m_encoded);
}

void EchoWorkload::received(Client &client, std::string_view text, std::string_view attachment)
{
    if (text != m_message.text || attachment != m_message.attachment)
        fail("no echo of what was sent: " + std::string(text));
    Flight &flight = m_flights[std::size_t(client.index())];
    Sent &sent = flight.sent[flight.first];
    delivered(sent);
    sent = loop().now(); // of the one that takes its place
    flight.first = (flight.first + 1) % flight.sent.size();
    ++flight.answered;
}

void EchoWorkload::readDone(Client &client)
{
    if (m_flights.empty())
        return;
    Flight &flight = m_flights[std::size_t(client.index())];
    const int count = std::exchange(flight.answered, 0);
    if (count > 0)
        client.send(std::string_view(m_encoded).substr(0, m_encodedSize * std::size_t(count)));
}

} // namespace Load
