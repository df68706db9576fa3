// SPDX-License-Identifier: MIT
#include "slotmodel.h"

#include "celltext.h"

#include <functional>

namespace QsioAdmin {

SlotModel::SlotModel(const AdminStore *store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{ }

SlotModel::~SlotModel() = default;

bool SlotModel::isLess(const Cell &a, const Cell &b)
{
    const auto rank = [](const Cell &cell) {
        return cell.type == Cell::Type::Empty ? 0 : cell.type == Cell::Type::Text ? 2 : 1;
    };
    if (rank(a) != rank(b))
        return rank(a) < rank(b);
    return rank(a) == 2 ? a.text < b.text : a.number < b.number;
}

int SlotModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QVariant SlotModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const bool isAlive = isLive(index.row());
    if (role == IsLiveRole)
        return isAlive;
    if (!isAlive)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayText(cell(index.row(), index.column()));
    case SortRole:
        return sortValue(cell(index.row(), index.column()));
    case ExportRole:
        return exportValue(cell(index.row(), index.column()));
    case IdRole:
        return rowId(index.row());
    case Qt::TextAlignmentRole: {
        const Cell::Type type = cell(index.row(), index.column()).type;
        const bool isRight = type == Cell::Type::Number || type == Cell::Type::Bytes
            || type == Cell::Type::Duration;
        return isRight ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    }
    case Qt::AccessibleTextRole: // the name of the column tells what the value is
        return QStringLiteral("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(),
                                            displayText(cell(index.row(), index.column())));
    default:
        return {};
    }
}

namespace {
class RowSubject : public FilterSubject
{
public:
    using Read = std::function<void(FilterKey, const QByteArrayList &, FilterField *)>;
    explicit RowSubject(const Read &read)
        : m_read(read)
    { }
    void read(FilterKey key, const QByteArrayList &path, FilterField *field) const override
    {
        m_read(key, path, field);
    }

private:
    const Read &m_read;
};
} // namespace

bool SlotModel::matches(int row, const FilterExpr &filter) const
{
    if (filter.isEmpty())
        return true;
    const RowSubject::Read read
        = [this, row](FilterKey key, const QByteArrayList &path, FilterField *field) {
              readField(row, key, path, field);
          };
    return filter.matches(RowSubject(read));
}

void SlotModel::apply(const SlotChanges &changes)
{
    if (changes.isEmpty())
        return;
    if (changes.isReset) {
        beginResetModel();
        m_rows = changes.slotCount;
        endResetModel();
    } else {
        const int oldRows = m_rows;
        if (changes.slotCount > oldRows) {
            beginInsertRows({}, oldRows, changes.slotCount - 1);
            m_rows = changes.slotCount;
            endInsertRows();
        }
        const int last = qMin(changes.lastChanged, oldRows - 1);
        if (changes.firstChanged <= last)
            Q_EMIT dataChanged(index(changes.firstChanged, 0), index(last, columnCount() - 1));
    }
    Q_EMIT rowsChanged();
}

} // namespace QsioAdmin
