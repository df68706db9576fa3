// SPDX-License-Identifier: MIT
#include "permessagedeflate_p.h"

#include "websocketextensions_p.h"

#include <algorithm>

namespace QSocketIo {

namespace {
constexpr QByteArrayView extensionName = "permessage-deflate";
constexpr QByteArrayView serverNoContextTakeover = "server_no_context_takeover";
constexpr QByteArrayView clientNoContextTakeover = "client_no_context_takeover";
constexpr QByteArrayView serverMaxWindowBits = "server_max_window_bits";
constexpr QByteArrayView clientMaxWindowBits = "client_max_window_bits";

// RFC 7692, 7.1.2: "8" to "15" without leading zeros. 0 where the text is none of these.
int windowBits(const QByteArray &text)
{
    static constexpr QByteArrayView numbers[] = {"8", "9", "10", "11", "12", "13", "14", "15"};
    const auto found = std::find(std::begin(numbers), std::end(numbers), QByteArrayView(text));
    return found == std::end(numbers) ? 0 : 8 + static_cast<int>(found - std::begin(numbers));
}

// Puts the answer to one offer together: what is offered comes first and in its order.
class Answer
{
public:
    explicit Answer(const PerMessageDeflateOptions &options)
        : m_options(options)
    {
        m_agreement.answer = extensionName.toByteArray();
    }

    // False: the offer is to be declined.
    bool add(const WebSocketExtension &offer);
    PerMessageDeflate finish();

private:
    bool add(const WebSocketExtension::Parameter &parameter);
    bool addFlag(QByteArrayView name, const QByteArray &value, bool &flag);
    bool addServerWindow(const QByteArray &value);
    bool addClientWindow(const QByteArray &value);
    void append(QByteArrayView name);
    void append(QByteArrayView name, int value);

    const PerMessageDeflateOptions &m_options;
    PerMessageDeflate m_agreement;
    bool m_hasServerWindow = false;
    bool m_hasClientWindow = false;
};

bool Answer::add(const WebSocketExtension &offer)
{
    return std::all_of(offer.parameters.begin(), offer.parameters.end(),
                       [this](const auto &parameter) { return add(parameter); });
}

// RFC 7692, 7.1: unknown, repeated and invalid parameters decline the offer.
bool Answer::add(const WebSocketExtension::Parameter &parameter)
{
    if (parameter.name == serverNoContextTakeover)
        return addFlag(parameter.name, parameter.value, m_agreement.serverNoContextTakeover);
    if (parameter.name == clientNoContextTakeover)
        return addFlag(parameter.name, parameter.value, m_agreement.clientNoContextTakeover);
    if (parameter.name == serverMaxWindowBits)
        return addServerWindow(parameter.value);
    return parameter.name == clientMaxWindowBits && addClientWindow(parameter.value);
}

bool Answer::addFlag(QByteArrayView name, const QByteArray &value, bool &flag)
{
    if (flag || !value.isNull())
        return false;
    flag = true;
    append(name);
    return true;
}

bool Answer::addServerWindow(const QByteArray &value)
{
    const int bits = windowBits(value);
    if (m_hasServerWindow || bits == 0)
        return false;
    m_hasServerWindow = true;
    m_agreement.serverMaxWindowBits = std::min(bits, m_options.serverMaxWindowBits);
    append(serverMaxWindowBits, m_agreement.serverMaxWindowBits);
    return true;
}

// Without a value it says that the client would accept a limit.
bool Answer::addClientWindow(const QByteArray &value)
{
    const int bits = value.isNull() ? m_options.clientMaxWindowBits : windowBits(value);
    if (m_hasClientWindow || bits == 0)
        return false;
    m_hasClientWindow = true;
    m_agreement.clientMaxWindowBits = std::min(bits, m_options.clientMaxWindowBits);
    if (!value.isNull() || m_agreement.clientMaxWindowBits < 15)
        append(clientMaxWindowBits, m_agreement.clientMaxWindowBits);
    return true;
}

PerMessageDeflate Answer::finish()
{
    if (m_options.serverNoContextTakeover && !m_agreement.serverNoContextTakeover)
        addFlag(serverNoContextTakeover, {}, m_agreement.serverNoContextTakeover);
    if (m_options.clientNoContextTakeover && !m_agreement.clientNoContextTakeover)
        addFlag(clientNoContextTakeover, {}, m_agreement.clientNoContextTakeover);
    if (!m_hasServerWindow && m_options.serverMaxWindowBits < 15) {
        m_agreement.serverMaxWindowBits = m_options.serverMaxWindowBits;
        append(serverMaxWindowBits, m_agreement.serverMaxWindowBits);
    }
    return m_agreement;
}

void Answer::append(QByteArrayView name)
{
    m_agreement.answer += "; ";
    m_agreement.answer += name;
}

void Answer::append(QByteArrayView name, int value)
{
    append(name);
    m_agreement.answer += '=';
    m_agreement.answer += QByteArray::number(value);
}
} // namespace

Result<std::optional<PerMessageDeflate>>
PerMessageDeflate::negotiate(QByteArrayView offers, const PerMessageDeflateOptions &options)
{
    const Error error(Error::Code::InvalidArgument,
                      QStringLiteral("Invalid or unacceptable Sec-WebSocket-Extensions header"));
    const std::optional<QList<WebSocketExtension>> extensions = parseWebSocketExtensions(offers);
    if (!extensions)
        return error;
    bool isOffered = false;
    for (const WebSocketExtension &extension : *extensions) {
        if (extension.name != extensionName)
            continue;
        isOffered = true;
        Answer answer(options);
        if (answer.add(extension))
            return std::optional(answer.finish());
    }
    if (isOffered)
        return error;
    return std::optional<PerMessageDeflate>();
}

} // namespace QSocketIo
