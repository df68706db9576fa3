// SPDX-License-Identifier: MIT
#include "websockethandshake_p.h"

#include "httpsyntax_p.h"
#include "websocketextensions_p.h"

#include <QtCore/QCryptographicHash>

namespace QSocketIo::WebSocketHandshake {

using namespace HttpSyntax;

// RFC 6455, 4.2.2
QByteArray acceptKey(QByteArrayView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(key);
    hash.addData(QByteArrayView("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
    return hash.result().toBase64();
}

static Answer refusal(const char *text, int status = 400)
{
    Answer answer;
    answer.status = status;
    answer.errorText = text;
    return answer;
}

// Sixteen bytes in base64
static bool isKey(QByteArrayView key)
{
    return key.size() == 24 && key.endsWith("==")
        && std::all_of(key.begin(), key.end() - 2,
                       [](char c) { return isAlpha(c) || isDigit(c) || c == '+' || c == '/'; });
}

// Tokens, each of them once (RFC 6455, 4.1)
static bool isProtocolList(const QList<QByteArrayView> &protocols)
{
    for (auto it = protocols.begin(); it != protocols.end(); ++it) {
        if (!isToken(*it) || std::find(protocols.begin(), it, *it) != it)
            return false;
    }
    return true;
}

// What the client's offers come to; an Error where they are malformed or cannot be accepted.
static Result<std::optional<PerMessageDeflate>>
negotiate(const HttpHeaders &fields, const std::optional<PerMessageDeflateOptions> &deflate)
{
    const std::optional<PerMessageDeflate> nothing;
    if (!fields.contains("Sec-WebSocket-Extensions"))
        return nothing;
    const QByteArray offers = fields.combinedValue("Sec-WebSocket-Extensions");
    if (deflate)
        return PerMessageDeflate::negotiate(offers, *deflate);
    if (!parseWebSocketExtensions(offers))
        return Error(Error::Code::InvalidArgument, QStringLiteral("malformed offers"));
    return nothing;
}

Answer answer(const HttpRequest &request, const std::optional<PerMessageDeflateOptions> &deflate)
{
    const HttpHeaders &fields = request.headers();
    if (request.method() != "GET")
        return refusal("Invalid HTTP method", 405);
    if (!sameText(fields.combinedValue("Upgrade"), "websocket"))
        return refusal("Invalid Upgrade header");
    const QByteArray key = fields.combinedValue("Sec-WebSocket-Key");
    if (!isKey(key))
        return refusal("Missing or invalid Sec-WebSocket-Key header");
    const QByteArray version = fields.combinedValue("Sec-WebSocket-Version");
    if (version != "13" && version != "8") {
        Answer answer = refusal("Missing or invalid Sec-WebSocket-Version header");
        answer.headers.append("Sec-WebSocket-Version", "13, 8");
        return answer;
    }
    const QByteArray protocolField = fields.combinedValue("Sec-WebSocket-Protocol");
    const QList<QByteArrayView> protocols = listElements(protocolField);
    const bool hasProtocols = fields.contains("Sec-WebSocket-Protocol");
    if (hasProtocols && !isProtocolList(protocols))
        return refusal("Invalid Sec-WebSocket-Protocol header");
    const auto agreement = negotiate(fields, deflate);
    if (!agreement)
        return refusal("Invalid or unacceptable Sec-WebSocket-Extensions header");

    Answer answer;
    answer.accepted = true;
    answer.headers.append("Upgrade", "websocket");
    answer.headers.append("Connection", "Upgrade");
    answer.headers.append("Sec-WebSocket-Accept", acceptKey(key));
    if (hasProtocols) {
        answer.subprotocol = protocols.first().toByteArray();
        answer.headers.append("Sec-WebSocket-Protocol", answer.subprotocol);
    }
    answer.deflate = *agreement;
    if (answer.deflate)
        answer.headers.append("Sec-WebSocket-Extensions", answer.deflate->answer);
    return answer;
}

} // namespace QSocketIo::WebSocketHandshake
