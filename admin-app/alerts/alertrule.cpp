// SPDX-License-Identifier: MIT
#include "alertrule.h"

#include "core/filterexpr.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QUuid>

#include <algorithm>
#include <cmath>

namespace QsioAdmin {

namespace {

using Kind = AlertRule::Kind;

constexpr qsizetype maxText = 1'000; // characters of any field
constexpr int maxSeconds = 3'600;
constexpr double maxThreshold = 1e12;

struct KindEntry
{
    Kind kind;
    QLatin1StringView name; // in files
    const char *text;
    int fields;
};

constexpr int limit = AlertRule::Threshold | AlertRule::Hold | AlertRule::Hysteresis;

constexpr KindEntry entries[] = {
    {Kind::ConnectionLost, QLatin1StringView("connectionLost"),
     QT_TRANSLATE_NOOP("AlertRule", "Connection lost"), AlertRule::Hold},
    {Kind::ServerLost, QLatin1StringView("serverLost"),
     QT_TRANSLATE_NOOP("AlertRule", "Server lost"), AlertRule::Hold},
    {Kind::ServerLate, QLatin1StringView("serverLate"),
     QT_TRANSLATE_NOOP("AlertRule", "Server late"), AlertRule::Hold},
    {Kind::ServerRestarted, QLatin1StringView("serverRestarted"),
     QT_TRANSLATE_NOOP("AlertRule", "Server restarted"), AlertRule::NoField},
    {Kind::ClientsDropped, QLatin1StringView("clientsDropped"),
     QT_TRANSLATE_NOOP("AlertRule", "Clients dropped"), limit | AlertRule::Window},
    {Kind::Disconnects, QLatin1StringView("disconnects"),
     QT_TRANSLATE_NOOP("AlertRule", "Disconnects per second"), limit | AlertRule::Reason},
    {Kind::PollingShare, QLatin1StringView("pollingShare"),
     QT_TRANSLATE_NOOP("AlertRule", "Share of polling clients"), limit},
    {Kind::Above, QLatin1StringView("above"), QT_TRANSLATE_NOOP("AlertRule", "A figure is above"),
     limit | AlertRule::Metric},
    {Kind::Below, QLatin1StringView("below"), QT_TRANSLATE_NOOP("AlertRule", "A figure is below"),
     limit | AlertRule::Metric},
    {Kind::EventMatches, QLatin1StringView("eventMatches"),
     QT_TRANSLATE_NOOP("AlertRule", "An event matches a filter"), AlertRule::Filter},
    {Kind::SocketConnected, QLatin1StringView("socketConnected"),
     QT_TRANSLATE_NOOP("AlertRule", "A socket connected"), AlertRule::Filter},
    {Kind::SocketLeft, QLatin1StringView("socketLeft"),
     QT_TRANSLATE_NOOP("AlertRule", "A socket left"), AlertRule::Filter},
    {Kind::RoomEmpty, QLatin1StringView("roomEmpty"),
     QT_TRANSLATE_NOOP("AlertRule", "A room is empty"), AlertRule::Room | AlertRule::Hold},
    {Kind::RoomAbove, QLatin1StringView("roomAbove"),
     QT_TRANSLATE_NOOP("AlertRule", "A room has too many members"), limit | AlertRule::Room},
    {Kind::ListDrift, QLatin1StringView("listDrift"),
     QT_TRANSLATE_NOOP("AlertRule", "Lists differ from the servers' counts"), AlertRule::Hold},
};

const KindEntry &entryOf(Kind kind)
{
    return *std::find_if(std::begin(entries), std::end(entries),
                         [kind](const KindEntry &entry) { return entry.kind == kind; });
}

struct MetricEntry
{
    const char *name;
    const char *text;
};

constexpr MetricEntry metricEntries[] = {
    {"clients", QT_TRANSLATE_NOOP("AlertRule", "Clients")},
    {"polling", QT_TRANSLATE_NOOP("AlertRule", "Polling clients")},
    {"sockets", QT_TRANSLATE_NOOP("AlertRule", "Sockets")},
    {"rooms", QT_TRANSLATE_NOOP("AlertRule", "Rooms")},
    {"packetsIn", QT_TRANSLATE_NOOP("AlertRule", "Packets in, per second")},
    {"packetsOut", QT_TRANSLATE_NOOP("AlertRule", "Packets out, per second")},
    {"bytesIn", QT_TRANSLATE_NOOP("AlertRule", "Bytes in, per second")},
    {"bytesOut", QT_TRANSLATE_NOOP("AlertRule", "Bytes out, per second")},
    {"rawConnection", QT_TRANSLATE_NOOP("AlertRule", "Connections per second")},
    {"rawDisconnection", QT_TRANSLATE_NOOP("AlertRule", "Disconnections per second")},
};

constexpr QLatin1StringView severityNames[] = {
    QLatin1StringView("information"), QLatin1StringView("warning"), QLatin1StringView("critical")};

QString translated(const char *text)
{
    return QCoreApplication::translate("AlertRule", text);
}

QString text(const QJsonObject &json, QLatin1StringView key, const QString &fallback = {})
{
    return json.value(key).toString(fallback).left(maxText);
}

double number(const QJsonObject &json, QLatin1StringView key, double fallback, double max)
{
    const double value = json.value(key).toDouble(fallback);
    return std::isfinite(value) ? std::clamp(value, 0.0, max) : fallback;
}

// What a new rule of a kind begins with.
double usualThreshold(Kind kind)
{
    switch (kind) {
    case Kind::ClientsDropped:
        return 30;
    case Kind::Disconnects:
        return 20;
    case Kind::PollingShare:
        return 50;
    case Kind::RoomAbove:
        return 100;
    default:
        return kind == Kind::Above ? 1'000 : 1;
    }
}

} // namespace

AlertRule AlertRule::create(Kind kind)
{
    AlertRule rule;
    rule.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    rule.kind = kind;
    rule.name = textOf(kind);
    rule.threshold = usualThreshold(kind);
    return rule;
}

QString AlertRule::problem() const
{
    if (name.trimmed().isEmpty())
        return translated(QT_TRANSLATE_NOOP("AlertRule", "Give the rule a name."));
    if (uses(Room) && room.isEmpty())
        return translated(QT_TRANSLATE_NOOP("AlertRule", "Enter the name of the room."));
    if (uses(Room) && !nsp.startsWith(u'/'))
        return translated(
            QT_TRANSLATE_NOOP("AlertRule", "A namespace begins with a slash, such as /chat."));
    if (uses(Metric) && !metrics().contains(metric))
        return translated(QT_TRANSLATE_NOOP("AlertRule", "Choose a figure."));
    if (!uses(Filter))
        return {};
    if (filter.trimmed().isEmpty())
        return translated(QT_TRANSLATE_NOOP(
            "AlertRule", "Enter a filter: without one, everything would be an alert."));
    FilterError error;
    return FilterExpr::parse(filter, &error) ? QString() : error.message;
}

QList<AlertRule::Kind> AlertRule::kinds()
{
    QList<Kind> kinds;
    for (const KindEntry &entry : entries)
        kinds.append(entry.kind);
    return kinds;
}

int AlertRule::fieldsOf(Kind kind)
{
    return entryOf(kind).fields;
}

QString AlertRule::textOf(Kind kind)
{
    return translated(entryOf(kind).text);
}

bool AlertRule::happens(Kind kind)
{
    return kind == Kind::ServerRestarted || kind == Kind::EventMatches
        || kind == Kind::SocketConnected || kind == Kind::SocketLeft;
}

QByteArrayList AlertRule::metrics()
{
    QByteArrayList names;
    for (const MetricEntry &entry : metricEntries)
        names.append(entry.name);
    return names;
}

QString AlertRule::metricText(const QByteArray &metric)
{
    for (const MetricEntry &entry : metricEntries) {
        if (metric == entry.name)
            return translated(entry.text);
    }
    return QString::fromUtf8(metric);
}

// ---- files -----------------------------------------------------------------------------------

QJsonObject AlertRule::toJson() const
{
    return {
        {QStringLiteral("id"), id},
        {QStringLiteral("name"), name},
        {QStringLiteral("kind"), entryOf(kind).name},
        {QStringLiteral("severity"), severityNames[int(severity)]},
        {QStringLiteral("enabled"), isEnabled},
        {QStringLiteral("threshold"), threshold},
        {QStringLiteral("window"), window},
        {QStringLiteral("hold"), hold},
        {QStringLiteral("hysteresis"), hysteresis},
        {QStringLiteral("metric"), QString::fromUtf8(metric)},
        {QStringLiteral("reason"), reason},
        {QStringLiteral("filter"), filter},
        {QStringLiteral("namespace"), nsp},
        {QStringLiteral("room"), room},
        {QStringLiteral("notifies"), notifies},
        {QStringLiteral("sounds"), sounds},
    };
}

std::optional<AlertRule> AlertRule::fromJson(const QJsonObject &json)
{
    const QString kindName = json.value(QLatin1StringView("kind")).toString();
    const auto entry = std::find_if(std::begin(entries), std::end(entries),
                                    [&kindName](const KindEntry &e) { return kindName == e.name; });
    if (entry == std::end(entries))
        return {};
    AlertRule rule = create(entry->kind);
    rule.id = text(json, QLatin1StringView("id"), rule.id);
    rule.name = text(json, QLatin1StringView("name"), rule.name);
    for (int i = 0; i < int(std::size(severityNames)); ++i) {
        if (json.value(QLatin1StringView("severity")) == severityNames[i])
            rule.severity = AlertSeverity(i);
    }
    rule.isEnabled = json.value(QLatin1StringView("enabled")).toBool();
    rule.threshold = number(json, QLatin1StringView("threshold"), rule.threshold, maxThreshold);
    rule.window
        = std::max(1, int(number(json, QLatin1StringView("window"), rule.window, maxSeconds)));
    rule.hold = int(number(json, QLatin1StringView("hold"), rule.hold, maxSeconds));
    rule.hysteresis = number(json, QLatin1StringView("hysteresis"), rule.hysteresis, 100);
    rule.metric = text(json, QLatin1StringView("metric"), QString::fromUtf8(rule.metric)).toUtf8();
    rule.reason = text(json, QLatin1StringView("reason"));
    rule.filter = text(json, QLatin1StringView("filter"));
    rule.nsp = text(json, QLatin1StringView("namespace"), rule.nsp);
    rule.room = text(json, QLatin1StringView("room"));
    rule.notifies = json.value(QLatin1StringView("notifies")).toBool(true);
    rule.sounds = json.value(QLatin1StringView("sounds")).toBool();
    return rule;
}

} // namespace QsioAdmin
