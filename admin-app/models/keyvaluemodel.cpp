// SPDX-License-Identifier: MIT
#include "keyvaluemodel.h"

#include <algorithm>

namespace QsioAdmin {

KeyValueModel::KeyValueModel(QObject *parent)
    : QAbstractTableModel(parent)
{ }

void KeyValueModel::setRows(const QList<KeyValue> &rows)
{
    const QList<KeyValue> accepted = rows.size() > maxRows ? rows.first(maxRows) : rows;
    if (!hasSameKeys(accepted)) {
        beginResetModel();
        m_rows = accepted;
        endResetModel();
        return;
    }
    for (qsizetype row = 0; row < accepted.size(); ++row) {
        if (m_rows.at(row) == accepted.at(row))
            continue;
        m_rows[row] = accepted.at(row);
        Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
    }
}

bool KeyValueModel::hasSameKeys(const QList<KeyValue> &rows) const
{
    return std::equal(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(),
                      [](const KeyValue &a, const KeyValue &b) { return a.key == b.key; });
}

void KeyValueModel::setSecretsShown(bool shown)
{
    if (m_areSecretsShown == shown)
        return;
    m_areSecretsShown = shown;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, ValueColumn), index(int(m_rows.size()) - 1, ValueColumn));
}

bool KeyValueModel::isSecretName(QStringView name)
{
    static constexpr QStringView parts[]
        = {u"cookie", u"authorization", u"password", u"passwd",  u"secret",
           u"token",  u"api-key",       u"apikey",   u"api_key", u"session"};
    return std::any_of(std::begin(parts), std::end(parts), [name](QStringView part) {
        return name.contains(part, Qt::CaseInsensitive);
    });
}

int KeyValueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int KeyValueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool KeyValueModel::isHidden(const KeyValue &row) const
{
    return row.isSecret && !m_areSecretsShown;
}

QVariant KeyValueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const KeyValue &row = m_rows.at(index.row());
    if (role == IsSecretRole)
        return row.isSecret;
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole || role == ExportRole
        || role == Qt::AccessibleTextRole;
    if (!isText)
        return {};
    if (index.column() == KeyColumn)
        return row.key;
    if (!isHidden(row))
        return row.value;
    return role == Qt::AccessibleTextRole || role == Qt::ToolTipRole
        ? tr("hidden")
        : QString(8, QChar(0x2022)); // never as many as the secret has
}

QVariant KeyValueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Name") : tr("Value");
}

} // namespace QsioAdmin
