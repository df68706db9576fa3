// SPDX-License-Identifier: MIT
#include "toplistmodel.h"

#include "modelroles.h"

#include <QtCore/QLocale>

namespace QsioAdmin {

TopListModel::TopListModel(const QStringList &columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(columns)
{ }

TopListModel::~TopListModel() = default;

// Rows that are where they were only change: what is selected stays so.
void TopListModel::setRows(const QList<Row> &rows)
{
    bool isSame = rows.size() == m_rows.size();
    for (qsizetype i = 0; isSame && i < rows.size(); ++i)
        isSame = rows.at(i).id == m_rows.at(i).id && rows.at(i).nsp == m_rows.at(i).nsp;
    if (!isSame) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows.at(i) == m_rows.at(i))
            continue;
        m_rows[i] = rows.at(i);
        Q_EMIT dataChanged(index(int(i), 0), index(int(i), columnCount() - 1));
    }
}

int TopListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TopListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant TopListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return m_columns.value(section);
}

QVariant TopListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const QVariant value = row.cells.value(index.column());
    const bool isText = value.typeId() == QMetaType::QString;
    const QString text = isText ? value.toString() : QLocale().toString(value.toLongLong());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text;
    case SortRole:
    case ExportRole:
        return value;
    case IdRole:
        return QString::fromUtf8(row.nsp + ' ' + row.id);
    case Qt::TextAlignmentRole:
        return isText ? QVariant() : QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(m_columns.value(index.column()), text);
    default:
        return {};
    }
}

} // namespace QsioAdmin
