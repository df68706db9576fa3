// SPDX-License-Identifier: MIT
#include "eventstatisticsmodel.h"

#include "celltext.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace QsioAdmin {

EventStatisticsModel::EventStatisticsModel(QObject *parent)
    : QAbstractTableModel(parent)
{ }

void EventStatisticsModel::setStatistics(const EventStatistics &statistics, EventStatistics::By by)
{
    beginResetModel();
    m_statistics = statistics;
    m_by = by;
    endResetModel();
}

int EventStatisticsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_statistics.groups.size());
}

int EventStatisticsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventStatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList kinds = {tr("Name"), tr("Namespace"), tr("Direction"), tr("Type")};
    const QStringList names
        = {kinds.value(int(m_by)), tr("Events"),  tr("Share (%)"), tr("Per second"), tr("Bytes"),
           tr("Average size"),     tr("Largest"), tr("First"),     tr("Last")};
    return names.value(section);
}

QVariant EventStatisticsModel::value(const EventGroup &group, int column) const
{
    switch (column) {
    case Name:
        return nameText(group);
    case Count:
        return group.count;
    case Share:
        return 100.0 * double(group.count) / double(qMax(quint64(1), m_statistics.all.count));
    case Rate:
        return m_statistics.rate(group);
    case Bytes:
        return group.bytes;
    case Average:
        return double(group.bytes) / double(qMax(quint64(1), group.count));
    case Largest:
        return group.largest;
    case First:
        return group.first;
    case Last:
        return group.last;
    default:
        return {};
    }
}

QString EventStatisticsModel::nameText(const EventGroup &group) const
{
    if (m_by == EventStatistics::By::Direction) {
        if (group.name == "in")
            return tr("to the server");
        return group.name == "out" ? tr("to the client") : tr("no event of an application");
    }
    return group.name.isEmpty() ? tr("(others)") : QString::fromUtf8(group.name);
}

QString EventStatisticsModel::text(const EventGroup &group, int column) const
{
    const QLocale locale;
    switch (column) {
    case Count:
        return locale.toString(group.count);
    case Bytes:
        return locale.toString(group.bytes);
    case Largest:
        return locale.toString(group.largest);
    case Share:
        return locale.toString(value(group, column).toDouble(), 'f', 1);
    case Rate:
        return locale.toString(value(group, column).toDouble(), 'f', 2);
    case Average:
        return locale.toString(value(group, column).toDouble(), 'f', 0);
    case First:
    case Last:
        return clockText(value(group, column).toLongLong());
    default:
        return value(group, column).toString();
    }
}

QVariant EventStatisticsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const EventGroup &group = m_statistics.groups[index.row()];
    const bool isTime = index.column() == First || index.column() == Last;
    switch (role) {
    case Qt::DisplayRole:
        return text(group, index.column());
    case SortRole:
        return value(group, index.column());
    case ExportRole:
        return isTime
            ? QDateTime::fromMSecsSinceEpoch(value(group, index.column()).toLongLong(), Qt::UTC)
                  .toString(Qt::ISODateWithMs)
            : value(group, index.column());
    case IdRole:
        return QString::fromUtf8(group.name);
    case Qt::TextAlignmentRole:
        return index.column() == Name ? QVariant()
                                      : QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(),
                                            text(group, index.column()));
    default:
        return {};
    }
}

} // namespace QsioAdmin
