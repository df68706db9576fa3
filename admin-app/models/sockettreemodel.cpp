// SPDX-License-Identifier: MIT
#include "sockettreemodel.h"

#include "core/jsonpath.h"
#include "core/useragent.h"

namespace QsioAdmin {

using Type = SlotModel::Cell::Type;

SocketTreeModel::SocketTreeModel(const AdminStore *store, SocketsModel *sockets, QObject *parent)
    : SlotTreeModel(sockets, parent)
    , m_store(store)
{
    restart();
}

void SocketTreeModel::setGroupBy(GroupBy groupBy)
{
    m_groupBy = groupBy;
    restart();
}

int SocketTreeModel::sourceColumn(int column)
{
    if (column == countColumn)
        return -1;
    return column < countColumn ? column : column - 1;
}

// To look through a hundred thousand handshakes each time would take too long.
QByteArray SocketTreeModel::userAgentOf(int slot) const
{
    if (m_agents.size() < size_t(m_store->sockets().slotCount()))
        m_agents.resize(size_t(m_store->sockets().slotCount()));
    Agent &agent = m_agents[size_t(slot)];
    const QByteArray &handshake = m_store->sockets().at(slot).handshake;
    if (agent.handshake.constData() != handshake.constData() || agent.handshake.isNull()) {
        const auto header = jsonAt(handshake, {"headers", "user-agent"});
        agent = {handshake, header ? shortUserAgent(plainJson(*header)) : QByteArray()};
    }
    return agent.text;
}

QByteArray SocketTreeModel::groupOf(int slot) const
{
    const SocketRecord &socket = m_store->sockets().at(slot);
    switch (m_groupBy) {
    case GroupBy::Address:
        return socket.address;
    case GroupBy::UserAgent:
        return userAgentOf(slot);
    case GroupBy::Client:
        return socket.clientId;
    case GroupBy::Namespace:
        return socket.key.nsp;
    case GroupBy::Transport:
        return socket.transport;
    }
    return {};
}

QByteArray SocketTreeModel::socketId(const SocketRecord &socket)
{
    return '\n' + socket.key.nsp + '\n' + socket.key.id;
}

// ---- items -----------------------------------------------------------------------------------

std::vector<SlotTreeModel::Item> SocketTreeModel::itemsOf(const Item *item) const
{
    std::vector<Item> items;
    if (item) {
        items.reserve(item->members.size());
        for (const int slot : item->members) {
            if (m_store->sockets().isLive(slot) && (isCurrent() || groupOf(slot) == item->id))
                items.push_back(
                    {.id = socketId(m_store->sockets().at(slot)), .kind = Socket, .slot = slot});
        }
        return items;
    }
    QHash<QByteArray, size_t> found;
    for (const int slot : passing()) {
        const SocketRecord &socket = m_store->sockets().at(slot);
        const QByteArray group = groupOf(slot);
        const auto known = found.constFind(group);
        const size_t index = known == found.constEnd() ? items.size() : *known;
        if (known == found.constEnd()) {
            found.insert(group, index);
            items.push_back({.id = group, .kind = Group, .text = group});
            items.back().first = socket.connectedAt;
        }
        Item &entry = items[index];
        entry.members.push_back(slot);
        entry.first = qMin(entry.first, socket.connectedAt);
        entry.last = qMax(entry.last, socket.lastActivity);
    }
    return items;
}

bool SocketTreeModel::hasItems(const Item &item) const
{
    return item.kind == Group;
}

bool SocketTreeModel::isStill(const Item &item) const
{
    return m_store->sockets().isLive(item.slot)
        && socketId(m_store->sockets().at(item.slot)) == item.id;
}

bool SocketTreeModel::isGroup(const QModelIndex &index) const
{
    const Item *item = itemAt(index);
    return item && item->kind == Group;
}

QList<SocketKey> SocketTreeModel::socketsAt(const QModelIndex &index) const
{
    QList<SocketKey> keys;
    const Item *item = itemAt(index);
    if (item && item->kind == Socket && isStill(*item))
        keys.append(m_store->sockets().at(item->slot).key);
    if (item && item->kind == Group) {
        for (const int slot : item->members) {
            if (passes(slot) && groupOf(slot) == item->id)
                keys.append(m_store->sockets().at(slot).key);
        }
    }
    return keys;
}

// ---- the model -------------------------------------------------------------------------------

int SocketTreeModel::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    return source().columnCount() + 1;
}

QVariant SocketTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == countColumn ? QVariant(tr("Sockets"))
                                  : source().headerData(sourceColumn(section), orientation, role);
}

SlotModel::Cell SocketTreeModel::cell(const Item &item, int column) const
{
    const int inSource = sourceColumn(column);
    if (item.kind == Socket) {
        const bool isShown = inSource >= 0 && (isCurrent() || isStill(item));
        return isShown ? source().cell(item.slot, inSource) : SlotModel::Cell();
    }
    if (column == countColumn)
        return {Type::Number, {}, double(item.members.size())};
    switch (inSource) {
    case SocketsModel::Id:
        return {Type::Text, item.text.isEmpty() ? tr("(unknown)").toUtf8() : item.text};
    case SocketsModel::ConnectedAt:
        return {Type::Time, {}, double(item.first)};
    case SocketsModel::LastActivity:
        return {Type::Time, {}, double(item.last)};
    default:
        return {};
    }
}

} // namespace QsioAdmin
