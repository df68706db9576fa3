// SPDX-License-Identifier: MIT
#include "eventfilterproxy.h"

#include <algorithm>

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr int sliceSize = 20'000; // events at a time
constexpr auto pauseBetween = 10ms;

EventFilterProxy::EventFilterProxy(QObject *parent)
    : QAbstractProxyModel(parent)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(pauseBetween);
    m_timer.callOnTimeout(this, [this] { scan(); });
}

EventFilterProxy::~EventFilterProxy() = default;

void EventFilterProxy::setSourceModel(QAbstractItemModel *model)
{
    if (m_source)
        m_source->disconnect(this);
    m_source = qobject_cast<EventsModel *>(model);
    beginResetModel();
    QAbstractProxyModel::setSourceModel(m_source);
    m_numbers.clear();
    m_next = m_source ? m_source->numberAt(0) : 0;
    endResetModel();
    if (!m_source)
        return;
    connect(m_source, &QAbstractItemModel::rowsInserted, this, [this] { scan(); });
    connect(m_source, &QAbstractItemModel::rowsRemoved, this, [this] { forgetOld(); });
    connect(m_source, &QAbstractItemModel::modelReset, this, [this] { restart(); });
    connect(m_source, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) { passChange(first, last); });
    scan();
}

void EventFilterProxy::setFilter(const FilterExpr &filter)
{
    m_filter = filter;
    if (m_source)
        restart();
}

void EventFilterProxy::setPaused(bool isPaused)
{
    if (isPaused && !m_isPaused && m_source)
        m_until = m_source->numberAt(m_source->rowCount());
    m_isPaused = isPaused;
    if (m_source)
        scan();
}

void EventFilterProxy::catchUp()
{
    m_until = m_source ? m_source->numberAt(m_source->rowCount()) : 0;
    if (m_source)
        scan();
}

bool EventFilterProxy::isScanning() const
{
    return m_timer.isActive();
}

quint64 EventFilterProxy::waiting() const
{
    return m_source ? m_source->numberAt(m_source->rowCount()) - m_next : 0;
}

void EventFilterProxy::passChange(const QModelIndex &first, const QModelIndex &last)
{
    const auto begin
        = std::lower_bound(m_numbers.begin(), m_numbers.end(), m_source->numberAt(first.row()));
    const auto end
        = std::upper_bound(m_numbers.begin(), m_numbers.end(), m_source->numberAt(last.row()));
    if (begin < end)
        Q_EMIT dataChanged(index(int(begin - m_numbers.begin()), first.column()),
                           index(int(end - m_numbers.begin()) - 1, last.column()));
}

void EventFilterProxy::restart()
{
    beginResetModel();
    m_numbers.clear();
    m_next = m_source->numberAt(0);
    endResetModel();
    scan();
}

void EventFilterProxy::scan()
{
    m_next = qMax(m_next, m_source->numberAt(0));
    const quint64 all = m_source->numberAt(m_source->rowCount());
    const quint64 end = m_isPaused ? qMin(all, m_until) : all;
    if (end <= m_next || m_timer.isActive()) {
        Q_EMIT waitingChanged();
        return;
    }
    std::vector<quint64> found;
    const quint64 stop = qMin(end, m_next + sliceSize);
    for (; m_next < stop; ++m_next) {
        if (m_source->matches(m_source->rowOf(m_next), m_filter))
            found.push_back(m_next);
    }
    if (!found.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + int(found.size()) - 1);
        m_numbers.insert(m_numbers.end(), found.begin(), found.end());
        endInsertRows();
    }
    if (m_next < end)
        m_timer.start();
    Q_EMIT waitingChanged();
}

void EventFilterProxy::forgetOld()
{
    const auto first = std::lower_bound(m_numbers.begin(), m_numbers.end(), m_source->numberAt(0));
    if (first != m_numbers.begin()) {
        beginRemoveRows({}, 0, int(first - m_numbers.begin()) - 1);
        m_numbers.erase(m_numbers.begin(), first);
        endRemoveRows();
    }
    m_next = qMax(m_next, m_source->numberAt(0));
}

// ---- the model -------------------------------------------------------------------------------

int EventFilterProxy::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_numbers.size());
}

int EventFilterProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_source ? 0 : m_source->columnCount();
}

QModelIndex EventFilterProxy::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex EventFilterProxy::parent(const QModelIndex &child) const
{
    Q_UNUSED(child)
    return {};
}

QModelIndex EventFilterProxy::mapToSource(const QModelIndex &proxyIndex) const
{
    if (!proxyIndex.isValid() || proxyIndex.row() >= rowCount())
        return {};
    const int row = m_source->rowOf(m_numbers[size_t(proxyIndex.row())]);
    return row < 0 ? QModelIndex() : m_source->index(row, proxyIndex.column());
}

QModelIndex EventFilterProxy::mapFromSource(const QModelIndex &sourceIndex) const
{
    if (!sourceIndex.isValid())
        return {};
    const quint64 number = m_source->numberAt(sourceIndex.row());
    const auto it = std::lower_bound(m_numbers.begin(), m_numbers.end(), number);
    return it != m_numbers.end() && *it == number
        ? index(int(it - m_numbers.begin()), sourceIndex.column())
        : QModelIndex();
}

QVariant EventFilterProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_source && orientation == Qt::Horizontal
        ? m_source->headerData(section, orientation, role)
        : QVariant();
}

} // namespace QsioAdmin
