// SPDX-License-Identifier: MIT
#include "httprequestline_p.h"

#include "httpsyntax_p.h"

namespace QSocketIo {

using namespace HttpSyntax;

// Bytes above 0x7f are no part of a URI, but browsers and proxies let them through. A fragment
// never travels; servers that cut it and servers that keep it see different paths.
static bool isTargetCharacter(char c)
{
    return uchar(c) > 0x20 && c != 0x7f && c != '#';
}

static bool isHttpVersion(QByteArrayView text)
{
    return text.size() == 8 && text.startsWith("HTTP/") && isDigit(text[5]) && text[6] == '.'
        && isDigit(text[7]);
}

// Everything that RFC 3986 lets stand in a host and a port, but the comma: a list of hosts is what
// merged Host fields look like.
bool isHttpHost(QByteArrayView host)
{
    return std::all_of(host.begin(), host.end(), [](char c) {
        return isAlpha(c) || isDigit(c) || QByteArrayView("-._~%!$&'()*+;=:[]").contains(c);
    });
}

// RFC 9112, 3.2.2
static bool reduceAbsoluteForm(QByteArrayView target, HttpRequestLine &line)
{
    const qsizetype schemeEnd = target.indexOf("://");
    if (schemeEnd < 0)
        return false;
    const QByteArrayView scheme = target.first(schemeEnd);
    if (!sameText(scheme, "http") && !sameText(scheme, "https"))
        return false;
    target = target.sliced(schemeEnd + 3);
    const auto authorityEnd
        = std::find_if(target.begin(), target.end(), [](char c) { return c == '/' || c == '?'; });
    const QByteArrayView authority = target.first(authorityEnd - target.begin());
    // user information is refused with the other bytes that a host cannot have
    if (authority.isEmpty() || authority.front() == ':' || !isHttpHost(authority))
        return false;
    line.authority = authority.toByteArray();
    target = target.sliced(authority.size());
    if (target.isEmpty())
        line.target = line.method == "OPTIONS" ? "*" : "/";
    else if (target.front() == '?')
        line.target = '/' + target.toByteArray();
    else
        line.target = target.toByteArray();
    return true;
}

static bool setTarget(QByteArrayView target, HttpRequestLine &line)
{
    if (target.isEmpty() || !std::all_of(target.begin(), target.end(), isTargetCharacter))
        return false;
    if (target.front() != '/' && target != "*")
        return reduceAbsoluteForm(target, line);
    line.target = target.toByteArray();
    return target.front() == '/' || line.method == "OPTIONS";
}

HttpRefusal parseHttpRequestLine(QByteArrayView text, HttpRequestLine &line)
{
    const qsizetype methodEnd = text.indexOf(' ');
    const qsizetype targetEnd = text.lastIndexOf(' ');
    if (methodEnd < 0 || methodEnd == targetEnd)
        return {400, "Malformed request line"};
    const QByteArrayView method = text.first(methodEnd);
    if (!isToken(method))
        return {400, "Invalid method"};
    const QByteArrayView version = text.sliced(targetEnd + 1);
    if (!isHttpVersion(version))
        return {400, "Malformed HTTP version"};
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return {505, "HTTP version not supported"};
    if (method == "CONNECT")
        return {501, "CONNECT is not supported"};

    line.method = method.toByteArray();
    line.minorVersion = version.back() - '0';
    if (!setTarget(text.sliced(methodEnd + 1, targetEnd - methodEnd - 1), line))
        return {400, "Invalid request target"};
    return {};
}

} // namespace QSocketIo
