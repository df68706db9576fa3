// SPDX-License-Identifier: MIT
#include "jsondiffmodel.h"

namespace QsioAdmin {

constexpr qsizetype shownLength = 500; // characters of a value

JsonDiffModel::JsonDiffModel(QObject *parent)
    : QAbstractTableModel(parent)
{ }

void JsonDiffModel::setTexts(const QByteArray &before, const QByteArray &after)
{
    beginResetModel();
    m_diff = diffJson(before, after);
    endResetModel();
}

void JsonDiffModel::clear()
{
    beginResetModel();
    m_diff = {};
    endResetModel();
}

int JsonDiffModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_diff.changes.size());
}

int JsonDiffModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JsonDiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names = {tr("Place"), tr("Change"), tr("Before"), tr("After")};
    return names.value(section);
}

QVariant JsonDiffModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const JsonChange &change = m_diff.changes[size_t(index.row())];
    const QStringList kinds = {tr("added"), tr("removed"), tr("changed")};
    const QStringList cells = {change.path.isEmpty() ? tr("(all)") : QString::fromUtf8(change.path),
                               kinds.value(int(change.kind)), QString::fromUtf8(change.before),
                               QString::fromUtf8(change.after)};
    const QString text = cells.value(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text.left(shownLength);
    case SortRole:
    case ExportRole:
        return text;
    case IdRole:
        return QString::fromUtf8(change.path);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(),
                                            text.left(shownLength));
    default:
        return {};
    }
}

} // namespace QsioAdmin
