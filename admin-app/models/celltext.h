// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_CELLTEXT_H
#define QSIOADMIN_MODELS_CELLTEXT_H

#include "slotmodel.h"

#include <QtCore/QDateTime>
#include <QtCore/QString>
#include <QtCore/QVariant>

namespace QsioAdmin {

// How times are shown to people, in the whole program; files have them in UTC. Local by default.
void setTimesInUtc(bool isUtc);
[[nodiscard]] bool areTimesInUtc();
[[nodiscard]] QDateTime shownTime(qint64 at);
[[nodiscard]] QString timeText(qint64 at); // with the date
[[nodiscard]] QString clockText(qint64 at); // "12:34:56.789"
[[nodiscard]] QString shortClockText(qint64 at); // "12:34:56"

// A cell for people.
[[nodiscard]] QString displayText(const SlotModel::Cell &cell);
[[nodiscard]] QVariant sortValue(const SlotModel::Cell &cell);
[[nodiscard]] QVariant exportValue(const SlotModel::Cell &cell);

// "4 s", "12 min 3 s", "5 h 10 min" or "3 d 4 h".
[[nodiscard]] QString durationText(double seconds);

} // namespace QsioAdmin

#endif
