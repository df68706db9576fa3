// SPDX-License-Identifier: MIT
#include "httprequesthead_p.h"

#include "httpsyntax_p.h"

#include <algorithm>
#include <limits>

namespace QSocketIo {

using namespace HttpSyntax;

// The usual names in the usual writing, so that the heads that stay in memory, one for each client,
// share them.
static QByteArray sharedName(QByteArrayView name)
{
    static const QByteArray names[] = {
        QByteArrayLiteral("Host"),
        QByteArrayLiteral("Accept"),
        QByteArrayLiteral("Cookie"),
        QByteArrayLiteral("Origin"),
        QByteArrayLiteral("Pragma"),
        QByteArrayLiteral("Referer"),
        QByteArrayLiteral("Upgrade"),
        QByteArrayLiteral("Connection"),
        QByteArrayLiteral("User-Agent"),
        QByteArrayLiteral("Content-Type"),
        QByteArrayLiteral("Authorization"),
        QByteArrayLiteral("Cache-Control"),
        QByteArrayLiteral("Content-Length"),
        QByteArrayLiteral("Sec-Fetch-Dest"),
        QByteArrayLiteral("Sec-Fetch-Mode"),
        QByteArrayLiteral("Sec-Fetch-Site"),
        QByteArrayLiteral("Accept-Encoding"),
        QByteArrayLiteral("Accept-Language"),
        QByteArrayLiteral("X-Forwarded-For"),
        QByteArrayLiteral("X-Forwarded-Proto"),
        QByteArrayLiteral("Sec-WebSocket-Key"),
        QByteArrayLiteral("Sec-WebSocket-Version"),
        QByteArrayLiteral("Sec-WebSocket-Extensions"),
    };
    for (const QByteArray &known : names) {
        if (known == name)
            return known;
    }
    return name.toByteArray();
}

void HttpRequestHeadReader::begin()
{
    m_head = {};
    m_authority.clear();
    m_facts = {};
}

HttpRefusal HttpRequestHeadReader::addRequestLine(QByteArrayView text)
{
    HttpRequestLine line;
    if (const HttpRefusal refusal = parseHttpRequestLine(text, line); refusal.status != 0)
        return refusal;
    m_head.method = std::move(line.method);
    m_head.target = std::move(line.target);
    m_head.minorVersion = line.minorVersion;
    m_authority = std::move(line.authority);
    return {};
}

bool HttpRequestHeadReader::isFramingField(QByteArrayView name)
{
    return sameText(name, "Host") || sameText(name, "Content-Length")
        || sameText(name, "Transfer-Encoding");
}

// The names that matter here all differ in size.
HttpRefusal HttpRequestHeadReader::addField(QByteArrayView name, QByteArrayView value)
{
    m_head.headers.append(sharedName(name), value.toByteArray());
    switch (name.size()) {
    case 4:
        return sameText(name, "Host") ? interpretHost(value) : HttpRefusal{};
    case 6:
        if (sameText(name, "Expect") && sameText(value, "100-continue"))
            m_facts.saysContinue = true;
        return {};
    case 7:
        if (sameText(name, "Upgrade"))
            m_facts.hasUpgrade = true;
        return {};
    case 10:
        if (sameText(name, "Connection"))
            interpretConnection(value);
        return {};
    case 14:
        return sameText(name, "Content-Length") ? interpretContentLength(value) : HttpRefusal{};
    case 17:
        return sameText(name, "Transfer-Encoding") ? interpretTransferEncoding(value)
                                                   : HttpRefusal{};
    }
    return {};
}

HttpRefusal HttpRequestHeadReader::interpretHost(QByteArrayView value)
{
    if (m_facts.hasHost)
        return {400, "Repeated Host"};
    if (!isHttpHost(value))
        return {400, "Invalid Host"};
    m_facts.hasHost = true;
    return {};
}

// RFC 9112, 6.3 would let a list of equal values pass; nobody sends one in good faith.
HttpRefusal HttpRequestHeadReader::interpretContentLength(QByteArrayView value)
{
    constexpr qint64 max = std::numeric_limits<qint64>::max();
    if (m_facts.hasContentLength)
        return {400, "Repeated Content-Length"};
    m_facts.hasContentLength = true;
    if (value.isEmpty() || !std::all_of(value.begin(), value.end(), isDigit))
        return {400, "Invalid Content-Length"};
    qint64 length = 0;
    for (const char digit : value) {
        if (length > (max - (digit - '0')) / 10)
            return {400, "Invalid Content-Length"};
        length = length * 10 + (digit - '0');
    }
    m_head.contentLength = length;
    return {};
}

// RFC 9112, 6.1. Codings that are well-formed and end with "chunked" are merely unknown here.
HttpRefusal HttpRequestHeadReader::interpretTransferEncoding(QByteArrayView value)
{
    if (m_facts.hasTransferCoding)
        return {400, "Repeated Transfer-Encoding"};
    m_facts.hasTransferCoding = true;
    if (m_head.minorVersion == 0)
        return {400, "Transfer-Encoding in HTTP/1.0"};
    m_head.isChunked = sameText(value, "chunked");
    if (m_head.isChunked)
        return {};
    QList<QByteArrayView> codings = listElements(value);
    if (!std::all_of(codings.begin(), codings.end(), isToken))
        return {400, "Invalid Transfer-Encoding"};
    if (sameText(codings.last(), "chunked"))
        codings.removeLast();
    const bool hasChunked = std::any_of(codings.begin(), codings.end(), [](QByteArrayView coding) {
        return sameText(coding, "chunked");
    });
    return hasChunked ? HttpRefusal{400, "Invalid Transfer-Encoding"}
                      : HttpRefusal{501, "Transfer coding not supported"};
}

void HttpRequestHeadReader::interpretConnection(QByteArrayView value)
{
    const QList<QByteArrayView> options = listElements(value);
    for (QByteArrayView option : options) {
        if (sameText(option, "close"))
            m_facts.saysClose = true;
        else if (sameText(option, "keep-alive"))
            m_facts.saysKeepAlive = true;
        else if (sameText(option, "upgrade"))
            m_facts.saysUpgrade = true;
    }
}

HttpRefusal HttpRequestHeadReader::finish()
{
    const bool isVersion11 = m_head.minorVersion == 1;
    if (isVersion11 && !m_facts.hasHost)
        return {400, "Missing Host"};
    if (m_facts.hasContentLength && m_facts.hasTransferCoding)
        return {400, "Both Content-Length and Transfer-Encoding"};
    if (!m_authority.isEmpty())
        m_head.headers.set("Host", m_authority); // RFC 9112, 3.2.2
    m_head.isKeepAlive = !m_facts.saysClose && (isVersion11 || m_facts.saysKeepAlive);
    m_head.isUpgrade = isVersion11 && m_facts.saysUpgrade && m_facts.hasUpgrade;
    m_head.expectsContinue = isVersion11 && m_facts.saysContinue; // RFC 9110, 10.1.1
    return {};
}

} // namespace QSocketIo
