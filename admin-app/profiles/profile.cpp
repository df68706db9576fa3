// SPDX-License-Identifier: MIT
#include "profile.h"

#include "profileaddress.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtCore/QUuid>

#include <algorithm>

namespace QsioAdmin {

namespace {

constexpr qsizetype maxText = 2'000; // characters of any field

template<typename Value>
struct Named
{
    Value value;
    QLatin1StringView name;
};
constexpr Named<WireParser> parserNames[] = {
    {WireParser::Json, QLatin1StringView("json")},
    {WireParser::Msgpack, QLatin1StringView("msgpack")},
};
constexpr Named<WireTransport> transportNames[] = {
    {WireTransport::WebSocket, QLatin1StringView("websocket")},
    {WireTransport::Polling, QLatin1StringView("polling")},
    {WireTransport::Auto, QLatin1StringView("auto")},
};
constexpr Named<AuthKind> authNames[] = {
    {AuthKind::Password, QLatin1StringView("password")},
    {AuthKind::Session, QLatin1StringView("session")},
    {AuthKind::Custom, QLatin1StringView("custom")},
    {AuthKind::None, QLatin1StringView("none")},
};
constexpr Named<ProxyKind> proxyNames[] = {
    {ProxyKind::None, QLatin1StringView("none")},
    {ProxyKind::System, QLatin1StringView("system")},
    {ProxyKind::Http, QLatin1StringView("http")},
    {ProxyKind::Socks5, QLatin1StringView("socks5")},
};

template<typename Value, size_t size>
QLatin1StringView nameOf(Value value, const Named<Value> (&names)[size])
{
    for (const Named<Value> &known : names) {
        if (known.value == value)
            return known.name;
    }
    return {};
}

template<typename Value, size_t size>
void readName(const QJsonValue &json, const Named<Value> (&names)[size], Value *value)
{
    for (const Named<Value> &known : names) {
        if (json.toString() == known.name)
            *value = known.value;
    }
}

QString text(const QJsonObject &json, QLatin1StringView key, const QString &fallback = {})
{
    return json.value(key).toString(fallback).left(maxText);
}

bool isColor(const QString &color)
{
    static const QRegularExpression pattern(QStringLiteral("^#[0-9a-fA-F]{6}$"));
    return pattern.match(color).hasMatch();
}

std::chrono::milliseconds delay(const QJsonValue &json, std::chrono::milliseconds fallback)
{
    return std::chrono::milliseconds(qBound(ConnectionSettings::minDelay,
                                            json.toInt(int(fallback.count())),
                                            ConnectionSettings::maxDelay));
}

void readReconnection(const QJsonObject &json, ConnectionSettings *settings)
{
    settings->reconnectionAttempts
        = qBound(0, json.value(QLatin1StringView("reconnectionAttempts")).toInt(),
                 ConnectionSettings::maxAttempts);
    settings->reconnectionDelay
        = delay(json.value(QLatin1StringView("reconnectionDelay")), settings->reconnectionDelay);
    settings->reconnectionDelayMax
        = std::max(settings->reconnectionDelay,
                   delay(json.value(QLatin1StringView("reconnectionDelayMax")),
                         settings->reconnectionDelayMax));
}

void readProxy(const QJsonObject &json, ProxySettings *proxy)
{
    readName(json.value(QLatin1StringView("kind")), proxyNames, &proxy->kind);
    proxy->host = text(json, QLatin1StringView("host"));
    proxy->port = quint16(qBound(0, json.value(QLatin1StringView("port")).toInt(), 65'535));
    proxy->user = text(json, QLatin1StringView("user"));
}

void readSettings(const QJsonObject &json, ConnectionSettings *settings)
{
    settings->path = text(json, QLatin1StringView("path"), settings->path);
    settings->nsp = text(json, QLatin1StringView("namespace"), settings->nsp);
    settings->user = text(json, QLatin1StringView("user"));
    settings->caFile = text(json, QLatin1StringView("caFile"));
    settings->isInsecure = json.value(QLatin1StringView("insecure")).toBool();
    settings->isReadOnly = json.value(QLatin1StringView("readOnly")).toBool();
    settings->reconnects = json.value(QLatin1StringView("reconnects")).toBool(true);
    readName(json.value(QLatin1StringView("parser")), parserNames, &settings->parser);
    readName(json.value(QLatin1StringView("transport")), transportNames, &settings->transport);
    readName(json.value(QLatin1StringView("auth")), authNames, &settings->auth);
    settings->certificateFile = text(json, QLatin1StringView("certificateFile"));
    settings->keyFile = text(json, QLatin1StringView("keyFile"));
    settings->fingerprint = text(json, QLatin1StringView("fingerprint"));
    readReconnection(json, settings);
    readProxy(json.value(QLatin1StringView("proxy")).toObject(), &settings->proxy);
}

QJsonObject proxyJson(const ProxySettings &proxy)
{
    return {
        {QStringLiteral("kind"), nameOf(proxy.kind, proxyNames)},
        {QStringLiteral("host"), proxy.host},
        {QStringLiteral("port"), int(proxy.port)},
        {QStringLiteral("user"), proxy.user},
    };
}

} // namespace

Profile Profile::create()
{
    Profile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return profile;
}

QString Profile::displayName() const
{
    if (!name.isEmpty())
        return name;
    const QString address = settings.url.authority();
    return address.isEmpty() ? QCoreApplication::translate("Profile", "New connection") : address;
}

// Its hue is what people see, not its value.
bool Profile::isRed() const
{
    if (!isColor(color))
        return false;
    bool isNumber = false;
    const uint rgb = QStringView(color).sliced(1).toUInt(&isNumber, 16);
    const int red = int(rgb >> 16);
    const int green = int(rgb >> 8 & 0xff);
    const int blue = int(rgb & 0xff);
    return isNumber && red >= 120 && green * 2 < red && blue * 2 < red;
}

QString Profile::problem() const
{
    if (settings.url.isEmpty())
        return QCoreApplication::translate("Profile", "Enter the address of the server.");
    if (!settings.nsp.startsWith(u'/'))
        return QCoreApplication::translate("Profile",
                                           "The admin namespace begins with a slash, "
                                           "such as /admin.");
    if (!settings.path.startsWith(u'/'))
        return QCoreApplication::translate("Profile",
                                           "The path begins with a slash, such as "
                                           "/socket.io.");
    return settings.accessProblem();
}

QJsonObject Profile::toJson() const
{
    return {
        {QStringLiteral("id"), id},
        {QStringLiteral("name"), name},
        {QStringLiteral("group"), group},
        {QStringLiteral("color"), color},
        {QStringLiteral("url"), settings.url.toString(QUrl::RemoveUserInfo)},
        {QStringLiteral("path"), settings.path},
        {QStringLiteral("namespace"), settings.nsp},
        {QStringLiteral("parser"), nameOf(settings.parser, parserNames)},
        {QStringLiteral("transport"), nameOf(settings.transport, transportNames)},
        {QStringLiteral("auth"), nameOf(settings.auth, authNames)},
        {QStringLiteral("user"), settings.user},
        {QStringLiteral("proxy"), proxyJson(settings.proxy)},
        {QStringLiteral("certificateFile"), settings.certificateFile},
        {QStringLiteral("keyFile"), settings.keyFile},
        {QStringLiteral("fingerprint"), settings.fingerprint},
        {QStringLiteral("caFile"), settings.caFile},
        {QStringLiteral("insecure"), settings.isInsecure},
        {QStringLiteral("readOnly"), settings.isReadOnly},
        {QStringLiteral("reconnects"), settings.reconnects},
        {QStringLiteral("reconnectionAttempts"), settings.reconnectionAttempts},
        {QStringLiteral("reconnectionDelay"), int(settings.reconnectionDelay.count())},
        {QStringLiteral("reconnectionDelayMax"), int(settings.reconnectionDelayMax.count())},
        {QStringLiteral("connectsAutomatically"), connectsAutomatically},
    };
}

std::optional<Profile> Profile::fromJson(const QJsonObject &json)
{
    const auto address = ProfileAddress::parse(text(json, QLatin1StringView("url")));
    if (!address.isValid())
        return {};
    Profile profile;
    profile.id = text(json, QLatin1StringView("id"));
    if (profile.id.isEmpty())
        profile.id = create().id;
    profile.name = text(json, QLatin1StringView("name"));
    profile.group = text(json, QLatin1StringView("group"));
    profile.color = text(json, QLatin1StringView("color"));
    if (!isColor(profile.color))
        profile.color.clear();
    profile.settings.url = address.url;
    readSettings(json, &profile.settings);
    profile.connectsAutomatically = json.value(QLatin1StringView("connectsAutomatically")).toBool();
    return profile;
}

} // namespace QsioAdmin
