// SPDX-License-Identifier: MIT
#include "filters.h"

#include "widgets/filterbar.h"

#include <QtCore/QSettings>

namespace QsioAdmin {

void useFilter(FilterBar *bar, QObject *context, const std::function<void(const FilterExpr &)> &use)
{
    bar->setChecker(FilterBar::checkExpression);
    bar->setCompleter(FilterBar::completeKeys);
    QObject::connect(bar, &FilterBar::filterChanged, context, [use](const QString &text) {
        if (const std::optional<FilterExpr> filter = FilterExpr::parse(text))
            use(*filter);
    });
}

QString filterTerm(const QString &key, const QString &value, bool isExcluded)
{
    QString quoted = value;
    quoted.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return (isExcluded ? QStringLiteral("-") : QString()) + key + QStringLiteral("=\"") + quoted
        + u'"';
}

void saveFilters(const FilterBar &bar, const QString &page, QSettings *settings)
{
    settings->setValue(page + QStringLiteral("/filterHistory"), bar.history());
    settings->setValue(page + QStringLiteral("/savedFilters"), bar.savedFilters());
}

void restoreFilters(FilterBar *bar, const QString &page, QSettings *settings)
{
    bar->setHistory(settings->value(page + QStringLiteral("/filterHistory")).toStringList());
    bar->setSavedFilters(settings->value(page + QStringLiteral("/savedFilters")).toStringList());
}

} // namespace QsioAdmin
