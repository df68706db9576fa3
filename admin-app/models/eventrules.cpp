// SPDX-License-Identifier: MIT
#include "eventrules.h"

#include "core/translation.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace QsioAdmin {

using Color = EventRule::Color;

static QStringList colorNames() // in files
{
    return {QStringLiteral("good"), QStringLiteral("warning"), QStringLiteral("bad"),
            QStringLiteral("information"), QStringLiteral("muted")};
}

EventRules defaultEventRules()
{
    return {{tr("error"), QStringLiteral("name:error"), Color::Bad},
            {tr("gone"), QStringLiteral("type=disconnected"), Color::Warning},
            {tr("new"), QStringLiteral("type=connected"), Color::Good},
            {tr("large"), QStringLiteral("size>10k"), Color::Information}};
}

QByteArray eventRulesToJson(const EventRules &rules)
{
    QJsonArray array;
    for (const EventRule &rule : rules)
        array.append(QJsonObject{{QStringLiteral("name"), rule.name},
                                 {QStringLiteral("filter"), rule.filter},
                                 {QStringLiteral("color"), colorNames().at(int(rule.color))}});
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

EventRules eventRulesFromJson(const QByteArray &json)
{
    EventRules rules;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : array) {
        const qsizetype color = colorNames().indexOf(value[QStringLiteral("color")].toString());
        const EventRule rule{value[QStringLiteral("name")].toString(),
                             value[QStringLiteral("filter")].toString(),
                             Color(qMax(qsizetype(0), color))};
        const bool isRight = color >= 0 && !rule.name.isEmpty() && !rule.filter.isEmpty()
            && FilterExpr::parse(rule.filter);
        if (isRight && rules.size() < maxEventRules)
            rules.append(rule);
    }
    return rules;
}

QString eventColorText(Color color)
{
    switch (color) {
    case Color::Good:
        return tr("green");
    case Color::Warning:
        return tr("orange");
    case Color::Bad:
        return tr("red");
    case Color::Information:
        return tr("blue");
    case Color::Muted:
        return tr("grey");
    }
    return {};
}

} // namespace QsioAdmin
