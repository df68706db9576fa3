// SPDX-License-Identifier: MIT
#include "clienttreemodel.h"

namespace QsioAdmin {

using Type = SlotModel::Cell::Type;

static QByteArray socketId(const SocketRecord &socket)
{
    return socket.clientId + '\n' + socket.key.nsp + '\n' + socket.key.id;
}

ClientTreeModel::ClientTreeModel(const AdminStore *store, ClientsModel *clients, SlotModel *sockets,
                                 QObject *parent)
    : SlotTreeModel(clients, parent)
    , m_store(store)
{
    watch(sockets);
    restart();
}

std::vector<SlotTreeModel::Item> ClientTreeModel::itemsOf(const Item *item) const
{
    std::vector<Item> items;
    if (!item) {
        items.reserve(passing().size());
        for (const int slot : passing())
            items.push_back({.id = m_store->clients().at(slot).id, .kind = Client, .slot = slot});
    } else if (isCurrent() || isStill(*item)) {
        for (const int slot : m_store->clients().at(item->slot).sockets)
            items.push_back(
                {.id = socketId(m_store->sockets().at(slot)), .kind = Socket, .slot = slot});
    }
    return items;
}

bool ClientTreeModel::hasItems(const Item &item) const
{
    return item.kind == Client;
}

bool ClientTreeModel::isStill(const Item &item) const
{
    if (item.kind == Client)
        return m_store->clients().isLive(item.slot)
            && m_store->clients().at(item.slot).id == item.id;
    return m_store->sockets().isLive(item.slot)
        && socketId(m_store->sockets().at(item.slot)) == item.id;
}

QList<SocketKey> ClientTreeModel::socketsAt(const QModelIndex &index) const
{
    QList<SocketKey> keys;
    const Item *item = itemAt(index);
    if (!item || !isStill(*item))
        return keys;
    if (item->kind == Socket)
        return {m_store->sockets().at(item->slot).key};
    for (const int slot : m_store->clients().at(item->slot).sockets)
        keys.append(m_store->sockets().at(slot).key);
    return keys;
}

QByteArray ClientTreeModel::clientAt(const QModelIndex &index) const
{
    const Item *item = itemAt(index);
    return item && item->kind == Client ? item->id : QByteArray();
}

int ClientTreeModel::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    return ClientsModel::ColumnCount;
}

QVariant ClientTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return source().headerData(section, orientation, role);
}

SlotModel::Cell ClientTreeModel::cell(const Item &item, int column) const
{
    if (!isCurrent() && !isStill(item))
        return {};
    if (item.kind == Client)
        return source().cell(item.slot, column);
    const SocketRecord &socket = m_store->sockets().at(item.slot);
    switch (column) {
    case ClientsModel::Id:
        return {Type::Text, socket.key.id};
    case ClientsModel::Transport:
        return {Type::Text, socket.transport};
    case ClientsModel::Namespaces:
        return {Type::Text, socket.key.nsp};
    case ClientsModel::Since:
        return {Type::Time, {}, double(socket.connectedAt)};
    default:
        return {};
    }
}

} // namespace QsioAdmin
