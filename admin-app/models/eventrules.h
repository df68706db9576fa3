// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_EVENTRULES_H
#define QSIOADMIN_MODELS_EVENTRULES_H

#include "core/filterexpr.h"

#include <QtCore/QList>

namespace QsioAdmin {

// What makes events stand out: those that a filter lets pass have a name and a colour.
struct EventRule
{
    enum class Color { Good, Warning, Bad, Information, Muted };

    QString name; // is shown: a colour is never the only sign
    QString filter;
    Color color = Color::Information;

    friend bool operator==(const EventRule &, const EventRule &) = default;
};

using EventRules = QList<EventRule>; // the first one that fits counts

constexpr qsizetype maxEventRules = 50;

[[nodiscard]] EventRules defaultEventRules();
// As they are kept. What makes no sense is left out.
[[nodiscard]] QByteArray eventRulesToJson(const EventRules &rules);
[[nodiscard]] EventRules eventRulesFromJson(const QByteArray &json);
[[nodiscard]] QString eventColorText(EventRule::Color color); // for people

} // namespace QsioAdmin

#endif
