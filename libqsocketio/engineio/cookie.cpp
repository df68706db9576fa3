// SPDX-License-Identifier: MIT
#include "cookie_p.h"

#include <QtCore/QLocale>
#include <QtCore/QUrl>

#include <algorithm>

namespace QSocketIo {

// RFC 6265, 4.1.1: cookie-name is a token of RFC 9110, 5.6.2.
static bool isToken(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 0x7f
            && (c.isLetterOrNumber() || QStringView(u"!#$%&'*+-.^_`|~").contains(c));
    });
}

static bool isAttributeValue(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() >= 0x20 && c.unicode() < 0x7f && c != QLatin1Char(';');
    });
}

bool Cookie::isValid(const CookieOptions &options)
{
    return isToken(options.name) && isAttributeValue(options.domain)
        && isAttributeValue(options.path);
}

static QByteArray nameOf(CookieOptions::Priority priority)
{
    switch (priority) {
    case CookieOptions::Priority::Unset:
        break;
    case CookieOptions::Priority::Low:
        return "Low";
    case CookieOptions::Priority::Medium:
        return "Medium";
    case CookieOptions::Priority::High:
        return "High";
    }
    return {};
}

static QByteArray nameOf(CookieOptions::SameSite sameSite)
{
    switch (sameSite) {
    case CookieOptions::SameSite::Unset:
        break;
    case CookieOptions::SameSite::Strict:
        return "Strict";
    case CookieOptions::SameSite::Lax:
        return "Lax";
    case CookieOptions::SameSite::None:
        return "None";
    }
    return {};
}

static QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c()
        .toString(time.toUTC(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
        .toLatin1();
}

QByteArray Cookie::serialize(const CookieOptions &options, const QString &value)
{
    if (!isValid(options))
        return {};
    QByteArray cookie = options.name.toLatin1() + '=' + QUrl::toPercentEncoding(value, "!*'()");
    const auto add = [&cookie](const char *name, const QByteArray &attribute) {
        if (!attribute.isEmpty())
            cookie += QByteArray("; ") + name + '=' + attribute;
    };
    if (options.maxAge)
        add("Max-Age", QByteArray::number(qint64(options.maxAge->count())));
    add("Domain", options.domain.toLatin1());
    add("Path", options.path.toLatin1());
    if (options.expires.isValid())
        add("Expires", httpDate(options.expires));
    if (options.httpOnly)
        cookie += "; HttpOnly";
    if (options.secure)
        cookie += "; Secure";
    if (options.partitioned)
        cookie += "; Partitioned";
    add("Priority", nameOf(options.priority));
    add("SameSite", nameOf(options.sameSite));
    return cookie;
}

} // namespace QSocketIo
