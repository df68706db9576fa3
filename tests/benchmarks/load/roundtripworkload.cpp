// SPDX-License-Identifier: MIT
#include "roundtripworkload.h"

#include "fail.h"

#include <utility>

namespace Load {

RoundTripWorkload::RoundTripWorkload(EventLoop &loop, const Options &options, std::string event)
    : Workload(loop, options)
    , m_event(std::move(event))
{ }

void RoundTripWorkload::start()
{
    const bool hasText = m_event.starts_with("[\"ask\"");
    m_encoded = client(0).encode(hasText ? message("1" + m_event + ',', "]")
                                         : Message{"421" + m_event + ']', {}});
    m_expected = "431[" + std::to_string(clientCount()) + ']';
    send();
}

void RoundTripWorkload::send()
{
    m_sent = Clock::now();
    client(0).send(m_encoded);
}

void RoundTripWorkload::received(Client &client, std::string_view text, std::string_view)
{
    if (text.starts_with("42")) {
        answer(client, text);
        return;
    }
    if (text != m_expected)
        fail("not the answer of everybody: " + std::string(text));
    delivered(m_sent);
    m_isAnswered = true;
}

void RoundTripWorkload::answer(Client &client, std::string_view question)
{
    const std::string_view id = question.substr(2, question.find('[') - 2);
    if (id != m_questionId) {
        m_questionId = id;
        m_answer = client.encode({"43" + m_questionId + "[1]", {}});
    }
    client.send(m_answer);
}

void RoundTripWorkload::readDone(Client &)
{
    if (std::exchange(m_isAnswered, false))
        send();
}

} // namespace Load
