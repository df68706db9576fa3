// SPDX-License-Identifier: MIT
#include "celltext.h"

#include "core/translation.h"

#include <QtCore/QLocale>

#include <cmath>

namespace QsioAdmin {

using Cell = SlotModel::Cell;

static bool showsUtc = false;

void setTimesInUtc(bool isUtc)
{
    showsUtc = isUtc;
}

bool areTimesInUtc()
{
    return showsUtc;
}

QDateTime shownTime(qint64 at)
{
    return QDateTime::fromMSecsSinceEpoch(at, showsUtc ? Qt::UTC : Qt::LocalTime);
}

QString timeText(qint64 at)
{
    return QLocale().toString(shownTime(at), QStringLiteral("yyyy-MM-dd hh:mm:ss"));
}

QString clockText(qint64 at)
{
    return shownTime(at).toString(QStringLiteral("hh:mm:ss.zzz"));
}

QString shortClockText(qint64 at)
{
    return shownTime(at).toString(QStringLiteral("hh:mm:ss"));
}

QString durationText(double seconds)
{
    const auto total = qint64(seconds);
    const qint64 minutes = total / 60;
    const qint64 hours = minutes / 60;
    if (minutes == 0)
        return tr("%1 s").arg(total);
    if (hours == 0)
        return tr("%1 min %2 s").arg(minutes).arg(total % 60);
    if (hours < 24)
        return tr("%1 h %2 min").arg(hours).arg(minutes % 60);
    return tr("%1 d %2 h").arg(hours / 24).arg(hours % 24);
}

static QString numberText(double number)
{
    const bool isWhole = std::abs(number) < 1e15 && number == std::floor(number);
    return isWhole ? QLocale().toString(qint64(number)) : QLocale().toString(number, 'f', 1);
}

QString displayText(const Cell &cell)
{
    switch (cell.type) {
    case Cell::Type::Empty:
        return {};
    case Cell::Type::Text:
        return QString::fromUtf8(cell.text);
    case Cell::Type::Number:
        return numberText(cell.number);
    case Cell::Type::Time:
        return cell.number == 0 ? QString() : timeText(qint64(cell.number));
    case Cell::Type::Bytes:
        return QLocale().formattedDataSize(qint64(qMin(cell.number, 1e18)), 1);
    case Cell::Type::Duration:
        return durationText(cell.number);
    }
    return {};
}

QVariant sortValue(const Cell &cell)
{
    if (cell.type == Cell::Type::Empty)
        return {};
    if (cell.type == Cell::Type::Text)
        return QString::fromUtf8(cell.text);
    return cell.number;
}

QVariant exportValue(const Cell &cell)
{
    if (cell.type != Cell::Type::Time)
        return sortValue(cell);
    return cell.number == 0
        ? QVariant()
        : QDateTime::fromMSecsSinceEpoch(qint64(cell.number), Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace QsioAdmin
