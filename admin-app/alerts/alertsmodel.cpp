// SPDX-License-Identifier: MIT
#include "alertsmodel.h"

#include "alertengine.h"
#include "models/modelroles.h"

#include <QtCore/QDateTime>

#include <algorithm>

namespace QsioAdmin {

AlertsModel::AlertsModel(AlertEngine *engine, QObject *parent)
    : QAbstractTableModel(parent)
{
    connect(engine, &AlertEngine::raised, this, &AlertsModel::add);
    connect(engine, &AlertEngine::changed, this, &AlertsModel::update);
}

AlertsModel::~AlertsModel() = default;

// ---- rows ------------------------------------------------------------------------------------

// The oldest row goes where there are too many, active or not: the list is for people.
void AlertsModel::add(const Alert &alert)
{
    if (m_rows.size() >= maxRows) {
        const bool wasActive = m_rows.back().alert.isActive();
        beginRemoveRows({}, int(maxRows) - 1, int(maxRows) - 1);
        m_rows.pop_back();
        endRemoveRows();
        setActiveCount(m_activeCount - (wasActive ? 1 : 0));
    }
    beginInsertRows({}, 0, 0);
    m_rows.push_front({alert});
    endInsertRows();
    setActiveCount(m_activeCount + 1);
}

void AlertsModel::update(const Alert &alert)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&alert](const Row &r) {
        return r.alert.number == alert.number;
    });
    if (row == m_rows.end())
        return;
    const bool ends = row->alert.isActive() && !alert.isActive();
    row->alert = alert;
    const int number = int(row - m_rows.begin());
    Q_EMIT dataChanged(index(number, 0), index(number, ColumnCount - 1));
    if (ends)
        setActiveCount(m_activeCount - 1);
}

void AlertsModel::setActiveCount(int count)
{
    if (std::exchange(m_activeCount, count) != count)
        Q_EMIT activeCountChanged();
}

const Alert *AlertsModel::alertAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_rows[size_t(row)].alert;
}

void AlertsModel::acknowledge(const QList<int> &rows)
{
    for (const int row : rows) {
        if (row < 0 || row >= rowCount())
            continue;
        m_rows[size_t(row)].isAcknowledged = true;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

bool AlertsModel::isAcknowledged(int row) const
{
    return row >= 0 && row < rowCount() && m_rows[size_t(row)].isAcknowledged;
}

void AlertsModel::removeOver()
{
    beginResetModel();
    m_rows.erase(std::remove_if(m_rows.begin(), m_rows.end(),
                                [](const Row &row) { return !row.alert.isActive(); }),
                 m_rows.end());
    endResetModel();
}

void AlertsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
    setActiveCount(0);
}

// ---- texts -----------------------------------------------------------------------------------

QString AlertsModel::severityText(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Information:
        return tr("information");
    case AlertSeverity::Warning:
        return tr("warning");
    case AlertSeverity::Critical:
        return tr("critical");
    }
    return {};
}

QString AlertsModel::stateText(const Row &row) const
{
    const Alert &alert = row.alert;
    if (alert.isActive())
        return alert.isSilent ? tr("active, quiet") : tr("active");
    return tr("over at %1")
        .arg(QDateTime::fromMSecsSinceEpoch(alert.endedAt).toString(QStringLiteral("hh:mm:ss")));
}

QString AlertsModel::textAt(const Row &row, int column) const
{
    const Alert &alert = row.alert;
    switch (column) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(alert.raisedAt).toString(QStringLiteral("hh:mm:ss"));
    case Severity:
        return severityText(alert.severity);
    case Rule:
        return alert.rule;
    case Subject:
        return alert.subject.text();
    case Text:
        return alert.count > 1 ? tr("%1 (%n times)", nullptr, alert.count).arg(alert.text)
                               : alert.text;
    case State:
        return stateText(row);
    case Acknowledged:
        return row.isAcknowledged ? tr("yes") : tr("no");
    default:
        return {};
    }
}

// ---- the model -------------------------------------------------------------------------------

int AlertsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AlertsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlertsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names = {tr("Time"),    tr("State"), tr("Severity"),    tr("Rule"),
                               tr("Subject"), tr("What"),  tr("Acknowledged")};
    return names.value(section);
}

QVariant AlertsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const int column = index.column();
    if (column == Time && role == SortRole)
        return row.alert.raisedAt;
    if (column == Time && role == ExportRole)
        return QDateTime::fromMSecsSinceEpoch(row.alert.raisedAt, Qt::UTC)
            .toString(Qt::ISODateWithMs);
    if (column == Severity && role == SortRole)
        return int(row.alert.severity);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == SortRole
        || role == ExportRole)
        return textAt(row, column);
    if (role == IdRole)
        return QString::number(row.alert.number);
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(headerData(column, Qt::Horizontal).toString(), textAt(row, column));
    return {};
}

} // namespace QsioAdmin
