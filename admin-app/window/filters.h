// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_FILTERS_H
#define QSIOADMIN_WINDOW_FILTERS_H

#include "core/filterexpr.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace QsioAdmin {

class FilterBar;

// Calls with each filter of a bar that makes sense.
void useFilter(FilterBar *bar, QObject *context,
               const std::function<void(const FilterExpr &)> &use);
// What a cell says, as a term of a filter: key:"value".
[[nodiscard]] QString filterTerm(const QString &key, const QString &value, bool isExcluded = false);

void saveFilters(const FilterBar &bar, const QString &page, QSettings *settings);
void restoreFilters(FilterBar *bar, const QString &page, QSettings *settings);

} // namespace QsioAdmin

#endif
