// SPDX-License-Identifier: MIT
#include "profile.h"

#include "profileaddress.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtCore/QUuid>

namespace QsioAdmin {

namespace {

constexpr qsizetype maxText = 2'000; // characters of any field

struct ParserName
{
    WireParser parser;
    QLatin1StringView name;
};
constexpr ParserName parserNames[] = {
    {WireParser::Json, QLatin1StringView("json")},
    {WireParser::Msgpack, QLatin1StringView("msgpack")},
};

struct TransportName
{
    WireTransport transport;
    QLatin1StringView name;
};
constexpr TransportName transportNames[] = {
    {WireTransport::WebSocket, QLatin1StringView("websocket")},
    {WireTransport::Polling, QLatin1StringView("polling")},
    {WireTransport::Auto, QLatin1StringView("auto")},
};

QLatin1StringView nameOf(WireParser parser)
{
    for (const ParserName &known : parserNames) {
        if (known.parser == parser)
            return known.name;
    }
    return {};
}

QLatin1StringView nameOf(WireTransport transport)
{
    for (const TransportName &known : transportNames) {
        if (known.transport == transport)
            return known.name;
    }
    return {};
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

void readSettings(const QJsonObject &json, ConnectionSettings *settings)
{
    settings->path = text(json, QLatin1StringView("path"), settings->path);
    settings->nsp = text(json, QLatin1StringView("namespace"), settings->nsp);
    settings->user = text(json, QLatin1StringView("user"));
    settings->caFile = text(json, QLatin1StringView("caFile"));
    settings->isInsecure = json.value(QLatin1StringView("insecure")).toBool();
    settings->isReadOnly = json.value(QLatin1StringView("readOnly")).toBool();
    settings->reconnects = json.value(QLatin1StringView("reconnects")).toBool(true);
    for (const ParserName &known : parserNames) {
        if (json.value(QLatin1StringView("parser")) == known.name)
            settings->parser = known.parser;
    }
    for (const TransportName &known : transportNames) {
        if (json.value(QLatin1StringView("transport")) == known.name)
            settings->transport = known.transport;
    }
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
    return {};
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
        {QStringLiteral("parser"), nameOf(settings.parser)},
        {QStringLiteral("transport"), nameOf(settings.transport)},
        {QStringLiteral("user"), settings.user},
        {QStringLiteral("caFile"), settings.caFile},
        {QStringLiteral("insecure"), settings.isInsecure},
        {QStringLiteral("readOnly"), settings.isReadOnly},
        {QStringLiteral("reconnects"), settings.reconnects},
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
