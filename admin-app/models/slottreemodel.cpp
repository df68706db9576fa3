// SPDX-License-Identifier: MIT
#include "slottreemodel.h"

#include "celltext.h"

#include <QtCore/QElapsedTimer>

#include <algorithm>
#include <numeric>

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr auto usualPause = 200ms;
constexpr auto longPause = 1000ms;
constexpr qint64 longTime = 20; // ms

SlotTreeModel::SlotTreeModel(SlotModel *source, QObject *parent)
    : QAbstractItemModel(parent)
    , m_source(source)
    , m_root(std::make_unique<Node>())
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(usualPause);
    m_timer.callOnTimeout(this, [this] { rebuildNow(); });
    watch(source);
    m_isDirty = true; // the tree is made by those who derive from it
    schedule();
}

SlotTreeModel::~SlotTreeModel() = default;

void SlotTreeModel::watch(SlotModel *model)
{
    connect(model, &SlotModel::rowsChanged, this, [this] {
        m_isDirty = true;
        schedule();
    });
    connect(model, &QAbstractItemModel::modelReset, this, &SlotTreeModel::restart);
}

// ---- making it -------------------------------------------------------------------------------

void SlotTreeModel::schedule()
{
    if (!m_timer.isActive() && !m_isFrozen)
        m_timer.start();
}

void SlotTreeModel::setFrozen(bool isFrozen)
{
    m_isFrozen = isFrozen;
    if (m_isDirty)
        schedule();
}

void SlotTreeModel::setFilter(const FilterExpr &filter)
{
    m_filter = filter;
    rebuild();
}

void SlotTreeModel::setScope(std::function<bool(int row)> scope)
{
    m_scope = std::move(scope);
    rebuild();
}

void SlotTreeModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_order = order;
    rebuild();
}

void SlotTreeModel::rebuildNow()
{
    if (m_isDirty && !m_isFrozen)
        rebuild();
}

void SlotTreeModel::restart()
{
    beginResetModel();
    makeRoot();
    endResetModel();
    Q_EMIT rebuilt();
}

bool SlotTreeModel::passes(int row) const
{
    return m_source->isLive(row) && (!m_scope || m_scope(row)) && m_source->matches(row, m_filter);
}

void SlotTreeModel::makeRoot()
{
    m_isDirty = false;
    m_passing.clear();
    for (int row = 0; row < m_source->rowCount(); ++row) {
        if (passes(row))
            m_passing.push_back(row);
    }
    m_root = std::make_unique<Node>();
    fill(m_root.get(), nullptr);
}

void SlotTreeModel::rebuild()
{
    QElapsedTimer timer;
    timer.start();
    // The hint makes a view remember rows, and not each of their cells.
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    const std::unique_ptr<Node> old = std::move(m_root);
    makeRoot();
    QModelIndexList after;
    after.reserve(before.size());
    QHash<const Node *, QByteArrayList> paths;
    for (const QModelIndex &index : before) {
        const auto *node = static_cast<const Node *>(index.internalPointer());
        auto path = paths.find(node);
        if (path == paths.end())
            path = paths.insert(node, pathOf(node));
        after.append(find(*path, node->items[size_t(index.row())].id, index.column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
    m_timer.setInterval(timer.elapsed() > longTime ? longPause : usualPause);
    Q_EMIT rebuilt();
}

void SlotTreeModel::fill(Node *node, const Item *item) const
{
    node->items = itemsOf(item);
    sortItems(&node->items);
}

// By keys that are read once, not at each comparison. Items with equal keys stay in their order.
void SlotTreeModel::sortItems(std::vector<Item> *items) const
{
    std::vector<SlotModel::Cell> cells;
    cells.reserve(items->size());
    const bool isSorted = m_sortColumn >= 0 && m_sortColumn < columnCount();
    for (const Item &item : *items)
        cells.push_back(isSorted ? cell(item, m_sortColumn) : SlotModel::Cell());
    std::vector<size_t> order(items->size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        if ((*items)[a].kind != (*items)[b].kind)
            return (*items)[a].kind < (*items)[b].kind;
        return m_order == Qt::AscendingOrder ? SlotModel::isLess(cells[a], cells[b])
                                             : SlotModel::isLess(cells[b], cells[a]);
    });
    std::vector<Item> sorted;
    sorted.reserve(items->size());
    for (const size_t i : order)
        sorted.push_back(std::move((*items)[i]));
    *items = std::move(sorted);
}

// ---- finding again ---------------------------------------------------------------------------

QByteArray SlotTreeModel::groupFor(const QByteArray &id) const
{
    Q_UNUSED(id)
    return {};
}

QByteArrayList SlotTreeModel::pathOf(const Node *node)
{
    QByteArrayList path;
    for (; node->parent; node = node->parent)
        path.prepend(node->parent->items[size_t(node->row)].id);
    return path;
}

int SlotTreeModel::rowIn(Node *node, const QByteArray &id) const
{
    if (node->rows.isEmpty()) {
        node->rows.reserve(qsizetype(node->items.size()));
        for (size_t row = 0; row < node->items.size(); ++row)
            node->rows.insert(node->items[row].id, int(row));
    }
    return node->rows.value(id, -1);
}

QModelIndex SlotTreeModel::find(const QByteArrayList &path, const QByteArray &id, int column) const
{
    Node *node = m_root.get();
    const QByteArrayList ways = path + QByteArrayList{groupFor(id)};
    for (qsizetype i = 0;; ++i) {
        if (const int row = rowIn(node, id); row >= 0)
            return createIndex(row, column, node);
        if (i == ways.size())
            return {};
        const int row = rowIn(node, ways[i]);
        if (row >= 0)
            node = nodeAt(node, row);
        else if (i < path.size() - 1) // what it was in is gone, and what is in there, too
            return {};
    }
}

// ---- the model -------------------------------------------------------------------------------

SlotTreeModel::Node *SlotTreeModel::nodeAt(Node *node, int row) const
{
    std::unique_ptr<Node> &found = node->nodes[row];
    if (!found) {
        found = std::make_unique<Node>();
        found->parent = node;
        found->row = row;
        fill(found.get(), &node->items[size_t(row)]);
    }
    return found.get();
}

SlotTreeModel::Node *SlotTreeModel::nodeFor(const QModelIndex &index) const
{
    return index.isValid() ? nodeAt(static_cast<Node *>(index.internalPointer()), index.row())
                           : m_root.get();
}

const SlotTreeModel::Item *SlotTreeModel::itemAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const auto *node = static_cast<const Node *>(index.internalPointer());
    return size_t(index.row()) < node->items.size() ? &node->items[size_t(index.row())] : nullptr;
}

QModelIndex SlotTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column, nodeFor(parent))
                                         : QModelIndex();
}

QModelIndex SlotTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const auto *node = static_cast<const Node *>(index.internalPointer());
    return node->parent ? createIndex(node->row, 0, node->parent) : QModelIndex();
}

bool SlotTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return !m_root->items.empty();
    const Item *item = itemAt(parent);
    return item && parent.column() == 0 && hasItems(*item);
}

int SlotTreeModel::rowCount(const QModelIndex &parent) const
{
    return hasChildren(parent) ? int(nodeFor(parent)->items.size()) : 0;
}

QVariant SlotTreeModel::data(const QModelIndex &index, int role) const
{
    const Item *item = itemAt(index);
    if (!item)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayText(cell(*item, index.column()));
    case SortRole:
        return sortValue(cell(*item, index.column()));
    case ExportRole:
        return exportValue(cell(*item, index.column()));
    case IdRole:
        return QString::fromUtf8(item->id);
    case Qt::TextAlignmentRole: {
        const SlotModel::Cell::Type type = cell(*item, index.column()).type;
        return type == SlotModel::Cell::Type::Number
            ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
            : QVariant();
    }
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(),
                                            displayText(cell(*item, index.column())));
    default:
        return {};
    }
}

} // namespace QsioAdmin
