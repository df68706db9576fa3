// SPDX-License-Identifier: MIT
#include "verification_p.h"

#include "engine.h"

#include <algorithm>
#include <array>

namespace QSocketIo {

using Check = std::optional<Refusal> (*)(const VerificationInput &);

static QString queryValue(const HttpRequest &request, const QString &key)
{
    return request.query().value(key);
}

static Refusal badRequest(const QString &name, QCborMap context = {})
{
    context.insert(QStringLiteral("name"), name);
    return {EngineError::BadRequest, context};
}

static std::optional<Refusal> checkTransport(const VerificationInput &input)
{
    const HttpRequest::Query &query = input.request.query();
    const auto transport = query.constFind(QStringLiteral("transport"));
    const bool isKnown = transport != query.cend()
        && (*transport == QLatin1String("polling") || *transport == QLatin1String("websocket"))
        && input.options.transports.contains(*transport);
    if (isKnown)
        return {};
    Refusal refusal{EngineError::UnknownTransport};
    if (transport != query.cend())
        refusal.context.insert(QStringLiteral("transport"), *transport);
    return refusal;
}

static std::optional<Refusal> checkOrigin(const VerificationInput &input)
{
    const QByteArray origin = input.request.header("Origin");
    if (Verification::isValidOrigin(origin))
        return {};
    return badRequest(QStringLiteral("INVALID_ORIGIN"),
                      {{QStringLiteral("origin"), QString::fromLatin1(origin)}});
}

static std::optional<Refusal> checkSession(const VerificationInput &input)
{
    const QString sid = queryValue(input.request, QStringLiteral("sid"));
    if (sid.isEmpty())
        return {};
    const auto session = input.findSession(sid);
    if (!session)
        return Refusal{EngineError::UnknownSid, {{QStringLiteral("sid"), sid}}};
    const QString transport = queryValue(input.request, QStringLiteral("transport"));
    if (!input.isUpgrade && session->transportName != transport) {
        return badRequest(QStringLiteral("TRANSPORT_MISMATCH"),
                          {{QStringLiteral("transport"), transport},
                           {QStringLiteral("previousTransport"), session->transportName}});
    }
    const int protocol = Verification::protocolOf(input.request);
    if (session->protocol != protocol) {
        return badRequest(QStringLiteral("PROTOCOL_MISMATCH"),
                          {{QStringLiteral("protocol"), protocol},
                           {QStringLiteral("previousProtocol"), session->protocol}});
    }
    return {};
}

static bool hasSid(const VerificationInput &input)
{
    return !queryValue(input.request, QStringLiteral("sid")).isEmpty();
}

static std::optional<Refusal> checkHandshakeMethod(const VerificationInput &input)
{
    if (hasSid(input) || input.request.method() == "GET")
        return {};
    return Refusal{EngineError::BadHandshakeMethod,
                   {{QStringLiteral("method"), QString::fromLatin1(input.request.method())}}};
}

// A websocket session lives in its upgraded connection: no plain request belongs to it.
static std::optional<Refusal> checkHandshakeTransport(const VerificationInput &input)
{
    const bool wantsWebSocket
        = queryValue(input.request, QStringLiteral("transport")) == QLatin1String("websocket");
    if (!wantsWebSocket || input.isUpgrade)
        return {};
    return badRequest(QStringLiteral("TRANSPORT_HANDSHAKE_ERROR"));
}

std::optional<Refusal> Verification::verify(const VerificationInput &input)
{
    static constexpr std::array<Check, 5> checks = {checkTransport, checkOrigin, checkSession,
                                                    checkHandshakeMethod, checkHandshakeTransport};
    for (const Check check : checks) {
        if (std::optional<Refusal> refusal = check(input))
            return refusal;
    }
    return {};
}

int Verification::protocolOf(const HttpRequest &request)
{
    return queryValue(request, QStringLiteral("EIO")) == QLatin1String("4") ? 4 : 3;
}

std::optional<Refusal> Verification::verifyProtocol(const HttpRequest &request,
                                                    const ServerOptions &options)
{
    const int protocol = protocolOf(request);
    if (protocol == 4 || options.allowEIO3)
        return {};
    return Refusal{EngineError::UnsupportedProtocolVersion,
                   {{QStringLiteral("protocol"), protocol}}};
}

// RFC 9110, 5.5: field-vchar, blanks and tabs
bool Verification::isValidOrigin(QByteArrayView origin)
{
    return std::all_of(origin.begin(), origin.end(), [](char c) {
        const auto byte = uchar(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
}

QString Verification::messageOf(int code)
{
    switch (code) {
    case EngineError::UnknownTransport:
        return QStringLiteral("Transport unknown");
    case EngineError::UnknownSid:
        return QStringLiteral("Session ID unknown");
    case EngineError::BadHandshakeMethod:
        return QStringLiteral("Bad handshake method");
    case EngineError::Forbidden:
        return QStringLiteral("Forbidden");
    case EngineError::UnsupportedProtocolVersion:
        return QStringLiteral("Unsupported protocol version");
    default:
        return QStringLiteral("Bad request");
    }
}

} // namespace QSocketIo
