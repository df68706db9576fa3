// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_CELLTEXT_H
#define QSIOADMIN_MODELS_CELLTEXT_H

#include "slotmodel.h"

#include <QtCore/QString>
#include <QtCore/QVariant>

namespace QsioAdmin {

// A cell for people, in their local time.
[[nodiscard]] QString displayText(const SlotModel::Cell &cell);
[[nodiscard]] QVariant sortValue(const SlotModel::Cell &cell);
[[nodiscard]] QVariant exportValue(const SlotModel::Cell &cell);

// "4 s", "12 min 3 s", "5 h 10 min" or "3 d 4 h".
[[nodiscard]] QString durationText(double seconds);

} // namespace QsioAdmin

#endif
