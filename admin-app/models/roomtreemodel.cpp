// SPDX-License-Identifier: MIT
#include "roomtreemodel.h"

namespace QsioAdmin {

using Type = SlotModel::Cell::Type;

// Ids: "/nsp", "/nsp\n:order", "/nsp\n\"order:1\"", "/nsp\n@" and "/nsp\n@socket".
static QByteArray roomId(const RoomKey &key)
{
    return key.nsp + '\n' + key.name.json();
}

static QByteArray privateId(const SocketKey &key)
{
    return key.nsp + "\n@" + key.id;
}

// Of "/nsp\n\"order:1\"" it is "/nsp\n:order"; empty where nothing is in front of a colon.
static QByteArray prefixId(const QByteArray &id)
{
    const qsizetype end = id.indexOf('\n');
    if (end < 0 || end + 1 >= id.size() || id[end + 1] != '"')
        return {};
    const qsizetype colon = id.indexOf(':', end);
    return colon <= end + 2 ? QByteArray()
                            : id.first(end + 1) + ':' + id.mid(end + 2, colon - end - 2);
}

RoomTreeModel::RoomTreeModel(const AdminStore *store, RoomsModel *rooms, SlotModel *sockets,
                             QObject *parent)
    : SlotTreeModel(rooms, parent)
    , m_store(store)
{
    watch(sockets); // for the private rooms
    restart();
}

void RoomTreeModel::setPrivateShown(bool isShown)
{
    m_isPrivateShown = isShown;
    restart();
}

void RoomTreeModel::setPrivateScope(const QByteArray &nsp)
{
    m_privateScope = nsp;
    if (m_isPrivateShown)
        restart();
}

namespace {
class PrivateRoomSubject : public FilterSubject
{
public:
    PrivateRoomSubject(const SocketRecord &socket, qint64 now)
        : m_socket(socket)
        , m_now(now)
    { }

    void read(FilterKey key, const QByteArrayList &path, FilterField *field) const override
    {
        Q_UNUSED(path)
        if (key == FilterKey::Any || key == FilterKey::Nsp)
            field->texts.append(m_socket.key.nsp);
        if (key == FilterKey::Any || key == FilterKey::Room || key == FilterKey::Name
            || key == FilterKey::Id)
            field->texts.append(m_socket.key.id);
        field->isNumber = key == FilterKey::Size || key == FilterKey::Age;
        if (key == FilterKey::Size)
            field->number = 1;
        else if (key == FilterKey::Age)
            field->number = double(m_now - m_socket.connectedAt) / 1000;
    }

private:
    const SocketRecord &m_socket;
    const qint64 m_now;
};
} // namespace

bool RoomTreeModel::passesPrivately(int slot) const
{
    if (!m_store->sockets().isLive(slot) || !m_store->sockets().at(slot).isInOwnRoom)
        return false;
    const SocketRecord &socket = m_store->sockets().at(slot);
    return (m_privateScope.isEmpty() || socket.key.nsp == m_privateScope)
        && (filter().isEmpty() || filter().matches(PrivateRoomSubject(socket, m_store->now())));
}

// ---- items -----------------------------------------------------------------------------------

std::vector<SlotTreeModel::Item> RoomTreeModel::itemsOf(const Item *item) const
{
    if (!item)
        return namespaces();
    if (item->kind == Namespace)
        return roomsOf(*item);
    if (item->kind == PrivateRooms)
        return privateRoomsOf(item->id.chopped(2));
    std::vector<Item> items;
    items.reserve(item->members.size());
    for (const int slot : item->members) {
        if (isCurrent() || isIn(*item, slot))
            items.push_back(roomItem(slot, roomId(m_store->rooms().at(slot).key)));
    }
    return items;
}

bool RoomTreeModel::hasItems(const Item &item) const
{
    return item.kind == PrivateRooms || !item.members.empty()
        || (item.kind == Namespace && m_privateNamespaces.contains(item.id));
}

std::vector<SlotTreeModel::Item> RoomTreeModel::namespaces() const
{
    std::vector<Item> items;
    QHash<QByteArray, size_t> found;
    const auto itemFor = [&](const QByteArray &nsp) -> Item & {
        const auto known = found.constFind(nsp);
        if (known != found.constEnd())
            return items[*known];
        found.insert(nsp, items.size());
        items.push_back({.id = nsp, .kind = Namespace, .text = nsp});
        return items.back();
    };
    for (const int slot : passing())
        add(&itemFor(m_store->rooms().at(slot).key.nsp), slot);
    m_privateNamespaces.clear();
    for (int slot = 0; m_isPrivateShown && slot < m_store->sockets().slotCount(); ++slot) {
        if (passesPrivately(slot))
            m_privateNamespaces.insert(m_store->sockets().at(slot).key.nsp);
    }
    for (const QByteArray &nsp : std::as_const(m_privateNamespaces))
        itemFor(nsp);
    return items;
}

std::vector<SlotTreeModel::Item> RoomTreeModel::roomsOf(const Item &nsp) const
{
    std::vector<Item> items;
    QHash<QByteArray, size_t> groups;
    for (const int slot : nsp.members) {
        if (!isCurrent() && !isIn(nsp, slot))
            continue;
        const QByteArray id = roomId(m_store->rooms().at(slot).key);
        const QByteArray prefix = prefixId(id);
        const auto known = prefix.isEmpty() ? groups.constEnd() : groups.constFind(prefix);
        if (known != groups.constEnd()) {
            add(&items[*known], slot);
            continue;
        }
        if (!prefix.isEmpty())
            groups.insert(prefix, items.size());
        items.push_back({.id = prefix.isEmpty() ? id : prefix, .kind = Prefix});
        add(&items.back(), slot);
    }
    for (Item &item : items) {
        const int slot = item.members.front();
        if (item.members.size() == 1) {
            item = roomItem(slot, roomId(m_store->rooms().at(slot).key));
        } else {
            const QByteArray name = m_store->rooms().at(slot).key.name.utf8();
            item.text = name.first(name.indexOf(':') + 1);
        }
    }
    if (m_privateNamespaces.contains(nsp.id))
        items.push_back({.id = nsp.id + "\n@", .kind = PrivateRooms});
    return items;
}

std::vector<SlotTreeModel::Item> RoomTreeModel::privateRoomsOf(const QByteArray &nsp) const
{
    std::vector<Item> items;
    const SocketStore &sockets = m_store->sockets();
    for (int slot = 0; slot < sockets.slotCount(); ++slot) {
        if (passesPrivately(slot) && sockets.at(slot).key.nsp == nsp)
            items.push_back(
                {.id = privateId(sockets.at(slot).key), .kind = PrivateRoom, .slot = slot});
    }
    return items;
}

SlotTreeModel::Item RoomTreeModel::roomItem(int slot, const QByteArray &id) const
{
    return {.id = id, .kind = Room, .slot = slot};
}

void RoomTreeModel::add(Item *group, int slot) const
{
    const RoomRecord &room = m_store->rooms().at(slot);
    group->first = group->members.empty() ? room.createdAt : qMin(group->first, room.createdAt);
    group->last = qMax(group->last, room.changedAt);
    group->total += room.members;
    group->members.push_back(slot);
}

bool RoomTreeModel::isStill(const Item &item) const
{
    if (item.kind == PrivateRoom)
        return m_store->sockets().isLive(item.slot)
            && privateId(m_store->sockets().at(item.slot).key) == item.id;
    return m_store->rooms().isLive(item.slot)
        && roomId(m_store->rooms().at(item.slot).key) == item.id;
}

bool RoomTreeModel::isIn(const Item &group, int slot) const
{
    if (!m_store->rooms().isLive(slot))
        return false;
    const RoomKey &key = m_store->rooms().at(slot).key;
    return group.kind == Namespace ? key.nsp == group.id : prefixId(roomId(key)) == group.id;
}

QByteArray RoomTreeModel::groupFor(const QByteArray &id) const
{
    return prefixId(id);
}

// ---- for pages -------------------------------------------------------------------------------

QList<RoomKey> RoomTreeModel::roomsAt(const QModelIndex &index) const
{
    QList<RoomKey> keys;
    const Item *item = itemAt(index);
    if (!item)
        return keys;
    if (item->kind == Room && isStill(*item))
        keys.append(m_store->rooms().at(item->slot).key);
    if (item->kind == Namespace || item->kind == Prefix) {
        for (const int slot : item->members) {
            if (isIn(*item, slot) && passes(slot))
                keys.append(m_store->rooms().at(slot).key);
        }
    }
    return keys;
}

SocketKey RoomTreeModel::socketAt(const QModelIndex &index) const
{
    const Item *item = itemAt(index);
    return item && item->kind == PrivateRoom && isStill(*item)
        ? m_store->sockets().at(item->slot).key
        : SocketKey();
}

QByteArray RoomTreeModel::namespaceAt(const QModelIndex &index) const
{
    const Item *item = itemAt(index);
    return item && item->kind == Namespace ? item->id : QByteArray();
}

// ---- the model -------------------------------------------------------------------------------

int RoomTreeModel::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    return ColumnCount;
}

QVariant RoomTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names
        = {tr("Room"), tr("Rooms"), tr("Members"), tr("Peak"), tr("Created"), tr("Last change")};
    return names.value(section);
}

SlotModel::Cell RoomTreeModel::cell(const Item &item, int column) const
{
    if (item.slot >= 0) {
        if (!isCurrent() && !isStill(item))
            return {};
        return item.kind == Room ? roomCell(m_store->rooms().at(item.slot), column)
                                 : socketCell(m_store->sockets().at(item.slot), column);
    }
    const bool isEmpty = item.members.empty();
    switch (column) {
    case Name:
        return {Type::Text, item.kind == PrivateRooms ? tr("Private rooms").toUtf8() : item.text};
    case Rooms:
        return item.kind == PrivateRooms
            ? SlotModel::Cell()
            : SlotModel::Cell{Type::Number, {}, double(item.members.size())};
    case Members: // the memberships: who is in two rooms counts twice
        return isEmpty ? SlotModel::Cell() : SlotModel::Cell{Type::Number, {}, double(item.total)};
    case CreatedAt:
        return isEmpty ? SlotModel::Cell() : SlotModel::Cell{Type::Time, {}, double(item.first)};
    case ChangedAt:
        return isEmpty ? SlotModel::Cell() : SlotModel::Cell{Type::Time, {}, double(item.last)};
    default:
        return {};
    }
}

SlotModel::Cell RoomTreeModel::roomCell(const RoomRecord &room, int column) const
{
    switch (column) {
    case Name:
        return {Type::Text, room.key.name.utf8()};
    case Members:
        return {Type::Number, {}, double(room.members)};
    case Peak:
        return {Type::Number, {}, double(room.peak)};
    case CreatedAt:
        return {Type::Time, {}, double(room.createdAt)};
    case ChangedAt:
        return {Type::Time, {}, double(room.changedAt)};
    default:
        return {};
    }
}

SlotModel::Cell RoomTreeModel::socketCell(const SocketRecord &socket, int column) const
{
    if (column == Name)
        return {Type::Text, socket.key.id};
    if (column == Members)
        return {Type::Number, {}, 1.0};
    return column == CreatedAt ? SlotModel::Cell{Type::Time, {}, double(socket.connectedAt)}
                               : SlotModel::Cell();
}

} // namespace QsioAdmin
