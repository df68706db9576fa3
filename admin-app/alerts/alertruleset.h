// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_ALERTS_ALERTRULESET_H
#define QSIOADMIN_ALERTS_ALERTRULESET_H

#include "alertrule.h"

#include <QtCore/QTime>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace QsioAdmin {

// The rules of a profile, and when they are to be quiet.
struct AlertRuleSet
{
    static constexpr qsizetype maxRules = 100;
    static constexpr qsizetype maxFileSize = 1'000'000; // bytes

    QList<AlertRule> rules;
    // Local time. From then to then alerts are listed, and nothing else; the same: never. It may go
    // over midnight.
    QTime quietFrom = QTime(0, 0);
    QTime quietTo = QTime(0, 0);

    [[nodiscard]] static AlertRuleSet defaults(); // none of them is enabled
    [[nodiscard]] bool isQuietAt(const QTime &time) const;

    [[nodiscard]] QByteArray toJson() const;
    // Null: it is no rule set, and problem says why.
    [[nodiscard]] static std::optional<AlertRuleSet> fromJson(const QByteArray &json,
                                                              QString *problem = nullptr);
    // Of a profile; an empty id: of connections without one. Without an entry: the defaults.
    [[nodiscard]] static AlertRuleSet load(const QSettings *settings, const QString &profileId);
    void save(QSettings *settings, const QString &profileId) const;

    friend bool operator==(const AlertRuleSet &, const AlertRuleSet &) = default;
};

} // namespace QsioAdmin

#endif
