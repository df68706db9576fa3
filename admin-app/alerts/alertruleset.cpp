// SPDX-License-Identifier: MIT
#include "alertruleset.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSet>
#include <QtCore/QSettings>

namespace QsioAdmin {

namespace {

QString keyOf(const QString &profileId)
{
    return QStringLiteral("alerts/")
        + (profileId.isEmpty() ? QStringLiteral("withoutProfile") : profileId);
}

QString timeText(const QTime &time)
{
    return time.toString(QStringLiteral("HH:mm"));
}

QTime timeOf(const QJsonValue &value)
{
    const QTime time = QTime::fromString(value.toString(), QStringLiteral("HH:mm"));
    return time.isValid() ? time : QTime(0, 0);
}

AlertRule rule(AlertRule::Kind kind, AlertSeverity severity, double threshold = 0, int hold = 0)
{
    AlertRule rule = AlertRule::create(kind);
    rule.severity = severity;
    rule.threshold = threshold;
    rule.hold = hold;
    return rule;
}

} // namespace

AlertRuleSet AlertRuleSet::defaults()
{
    using Kind = AlertRule::Kind;
    AlertRuleSet set;
    set.rules = {rule(Kind::ConnectionLost, AlertSeverity::Critical, 0, 5),
                 rule(Kind::ServerLost, AlertSeverity::Critical),
                 rule(Kind::ServerLate, AlertSeverity::Warning, 0, 2),
                 rule(Kind::ServerRestarted, AlertSeverity::Warning),
                 rule(Kind::ClientsDropped, AlertSeverity::Critical, 30),
                 rule(Kind::Disconnects, AlertSeverity::Warning, 20, 5),
                 rule(Kind::PollingShare, AlertSeverity::Warning, 50, 60),
                 rule(Kind::ListDrift, AlertSeverity::Information, 0, 30)};
    return set;
}

bool AlertRuleSet::isQuietAt(const QTime &time) const
{
    if (quietFrom == quietTo)
        return false;
    if (quietFrom < quietTo)
        return time >= quietFrom && time < quietTo;
    return time >= quietFrom || time < quietTo;
}

QByteArray AlertRuleSet::toJson() const
{
    QJsonArray array;
    for (const AlertRule &rule : rules)
        array.append(rule.toJson());
    const QJsonObject object{{QStringLiteral("qsioadminAlerts"), 1},
                             {QStringLiteral("quietFrom"), timeText(quietFrom)},
                             {QStringLiteral("quietTo"), timeText(quietTo)},
                             {QStringLiteral("rules"), array}};
    return QJsonDocument(object).toJson();
}

std::optional<AlertRuleSet> AlertRuleSet::fromJson(const QByteArray &json, QString *problem)
{
    const auto refuse = [problem](const char *text) {
        if (problem)
            *problem = QCoreApplication::translate("AlertRuleSet", text);
        return std::nullopt;
    };
    if (json.size() > maxFileSize)
        return refuse(QT_TRANSLATE_NOOP("AlertRuleSet", "The file is too large for alert rules."));
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (!object.value(QLatin1StringView("qsioadminAlerts")).isDouble())
        return refuse(QT_TRANSLATE_NOOP("AlertRuleSet", "The file has no alert rules."));
    const QJsonArray array = object.value(QLatin1StringView("rules")).toArray();
    if (array.size() > maxRules)
        return refuse(QT_TRANSLATE_NOOP("AlertRuleSet", "The file has too many alert rules."));
    AlertRuleSet set;
    set.quietFrom = timeOf(object.value(QLatin1StringView("quietFrom")));
    set.quietTo = timeOf(object.value(QLatin1StringView("quietTo")));
    QSet<QString> ids;
    for (const QJsonValue &value : array) {
        std::optional<AlertRule> rule = AlertRule::fromJson(value.toObject());
        if (!rule)
            return refuse(
                QT_TRANSLATE_NOOP("AlertRuleSet", "The file has a rule of an unknown kind."));
        if (rule->id.isEmpty() || ids.contains(rule->id))
            rule->id = AlertRule::create(rule->kind).id;
        ids.insert(rule->id);
        set.rules.append(*rule);
    }
    return set;
}

AlertRuleSet AlertRuleSet::load(const QSettings *settings, const QString &profileId)
{
    const QByteArray json
        = settings ? settings->value(keyOf(profileId)).toByteArray() : QByteArray();
    return fromJson(json).value_or(defaults());
}

void AlertRuleSet::save(QSettings *settings, const QString &profileId) const
{
    if (settings)
        settings->setValue(keyOf(profileId), toJson());
}

} // namespace QsioAdmin
