// SPDX-License-Identifier: MIT
#include "flatindexproxy.h"

#include <QtCore/QElapsedTimer>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr auto usualPause = 200ms;
constexpr auto longPause = 1000ms;
constexpr qint64 longTime = 20; // ms

FlatIndexProxy::FlatIndexProxy(QObject *parent)
    : QAbstractProxyModel(parent)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(usualPause);
    m_timer.callOnTimeout(this, [this] {
        if (m_isDirty && !m_isFrozen)
            rebuild();
    });
}

FlatIndexProxy::~FlatIndexProxy() = default;

void FlatIndexProxy::setSourceModel(QAbstractItemModel *model)
{
    beginResetModel();
    if (m_source)
        m_source->disconnect(this);
    m_source = qobject_cast<SlotModel *>(model);
    QAbstractProxyModel::setSourceModel(m_source);
    if (m_source) {
        connect(m_source, &SlotModel::rowsChanged, this, [this] {
            m_isDirty = true;
            schedule();
        });
        connect(m_source, &QAbstractItemModel::dataChanged, this, [this] {
            if (!m_rows.empty())
                Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        });
        connect(m_source, &QAbstractItemModel::modelReset, this, [this] { reset(); });
    }
    m_sorted.clear();
    assign(m_source ? wantedRows() : std::vector<int>());
    endResetModel();
    Q_EMIT rebuilt();
}

// ---- the index -------------------------------------------------------------------------------

void FlatIndexProxy::schedule()
{
    if (!m_timer.isActive() && !m_isFrozen)
        m_timer.start();
}

void FlatIndexProxy::setFrozen(bool isFrozen)
{
    m_isFrozen = isFrozen;
    if (m_isDirty)
        schedule();
}

void FlatIndexProxy::setFilter(const FilterExpr &filter)
{
    m_filter = filter;
    rebuild();
}

void FlatIndexProxy::setScope(std::function<bool(int row)> scope)
{
    m_scope = std::move(scope);
    rebuild();
}

void FlatIndexProxy::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_order = order;
    m_sorted.clear(); // rows with equal keys are as in the source
    rebuild();
}

void FlatIndexProxy::rebuildNow()
{
    if (m_isDirty)
        rebuild();
}

void FlatIndexProxy::reset()
{
    beginResetModel();
    m_sorted.clear();
    assign(wantedRows());
    m_isDirty = false;
    endResetModel();
    Q_EMIT rebuilt();
}

std::vector<int> FlatIndexProxy::wantedRows()
{
    const auto count = size_t(m_source->rowCount());
    if (m_sorted.size() > count)
        m_sorted.clear();
    while (m_sorted.size() < count)
        m_sorted.push_back(int(m_sorted.size()));
    // In the order of the source, in which the rows are in memory.
    std::vector<char> isWanted(count, 0);
    bool isWhole = true;
    for (size_t i = 0; i < count; ++i) {
        const int row = int(i);
        if (!m_source->isLive(row))
            continue;
        isWanted[i] = (!m_scope || m_scope(row)) && m_source->matches(row, m_filter);
        isWhole = isWhole && isWanted[i];
    }
    std::vector<int> rows;
    rows.reserve(count);
    std::copy_if(m_sorted.cbegin(), m_sorted.cend(), std::back_inserter(rows),
                 [&isWanted](int row) { return isWanted[size_t(row)] != 0; });
    if (sortRows(rows) && isWhole)
        rememberOrder(rows);
    return rows;
}

// Holes are at the end: whoever fills them is in no order yet.
void FlatIndexProxy::rememberOrder(const std::vector<int> &rows)
{
    m_sorted = rows;
    for (int row = 0; row < m_source->rowCount(); ++row) {
        if (!m_source->isLive(row))
            m_sorted.push_back(row);
    }
}

// By keys that are read once, not at each comparison. Rows with equal keys stay in their order. They
// come in the order of the last time, which mostly is still the right one: false.
bool FlatIndexProxy::sortRows(std::vector<int> &rows) const
{
    if (m_sortColumn < 0 || m_sortColumn >= m_source->columnCount())
        return false;
    using Cell = SlotModel::Cell;
    std::vector<Cell> cells;
    cells.reserve(rows.size());
    for (const int row : rows)
        cells.push_back(m_source->cell(row, m_sortColumn));
    const auto isBefore = [&](const Cell &first, const Cell &second) {
        return m_order == Qt::AscendingOrder ? SlotModel::isLess(first, second)
                                             : SlotModel::isLess(second, first);
    };
    if (std::is_sorted(cells.cbegin(), cells.cend(), isBefore))
        return false;
    std::vector<int> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return isBefore(cells[size_t(a)], cells[size_t(b)]); });
    std::vector<int> sorted(rows.size());
    std::transform(order.begin(), order.end(), sorted.begin(),
                   [&rows](int i) { return rows[size_t(i)]; });
    rows = std::move(sorted);
    return true;
}

void FlatIndexProxy::assign(std::vector<int> rows)
{
    m_rows = std::move(rows);
    m_positions.assign(m_source ? size_t(m_source->rowCount()) : 0, -1);
    for (size_t i = 0; i < m_rows.size(); ++i)
        m_positions[size_t(m_rows[i])] = int(i);
}

void FlatIndexProxy::rebuild()
{
    if (!m_source)
        return;
    QElapsedTimer timer;
    timer.start();
    m_isDirty = false;
    std::vector<int> rows = wantedRows();
    if (rows != m_rows) {
        Q_EMIT layoutAboutToBeChanged();
        const QModelIndexList before = persistentIndexList();
        QList<int> sources;
        sources.reserve(before.size());
        for (const QModelIndex &proxyIndex : before)
            sources.append(m_rows[size_t(proxyIndex.row())]);
        assign(std::move(rows));
        QModelIndexList after;
        after.reserve(before.size());
        for (qsizetype i = 0; i < before.size(); ++i) {
            const int row = m_positions[size_t(sources[i])];
            after.append(row < 0 ? QModelIndex() : index(row, before[i].column()));
        }
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged();
    } else if (m_positions.size() != size_t(m_source->rowCount())) {
        m_positions.resize(size_t(m_source->rowCount()), -1);
    }
    m_timer.setInterval(timer.elapsed() > longTime ? longPause : usualPause);
    Q_EMIT rebuilt();
}

// ---- the model -------------------------------------------------------------------------------

int FlatIndexProxy::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FlatIndexProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_source ? 0 : m_source->columnCount();
}

QModelIndex FlatIndexProxy::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex FlatIndexProxy::parent(const QModelIndex &child) const
{
    Q_UNUSED(child)
    return {};
}

QModelIndex FlatIndexProxy::mapToSource(const QModelIndex &proxyIndex) const
{
    if (!proxyIndex.isValid() || proxyIndex.row() >= rowCount())
        return {};
    return m_source->index(m_rows[size_t(proxyIndex.row())], proxyIndex.column());
}

QModelIndex FlatIndexProxy::mapFromSource(const QModelIndex &sourceIndex) const
{
    if (!sourceIndex.isValid() || size_t(sourceIndex.row()) >= m_positions.size())
        return {};
    const int row = m_positions[size_t(sourceIndex.row())];
    return row < 0 ? QModelIndex() : index(row, sourceIndex.column());
}

// The columns are those of the source, also where there is no row to ask.
QVariant FlatIndexProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_source && orientation == Qt::Horizontal
        ? m_source->headerData(section, orientation, role)
        : QVariant();
}

} // namespace QsioAdmin
