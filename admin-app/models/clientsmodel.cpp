// SPDX-License-Identifier: MIT
#include "clientsmodel.h"

#include "core/jsonpath.h"
#include "core/useragent.h"

namespace QsioAdmin {

using Type = SlotModel::Cell::Type;

ClientsModel::ClientsModel(const AdminStore *store, QObject *parent)
    : SlotModel(store, parent)
{
    setSlotCount(store->clients().slotCount());
    connect(store, &AdminStore::changed, this,
            [this](const StoreChanges &changes) { apply(changes.clients); });
}

QByteArray ClientsModel::clientAt(int row) const
{
    return isLive(row) ? store().clients().at(row).id : QByteArray();
}

QList<SocketKey> ClientsModel::socketsAt(int row) const
{
    QList<SocketKey> keys;
    if (!isLive(row))
        return keys;
    for (const int slot : store().clients().at(row).sockets)
        keys.append(store().sockets().at(slot).key);
    return keys;
}

QByteArray ClientsModel::namespacesOf(int row) const
{
    QByteArrayList names;
    for (const SocketKey &key : socketsAt(row))
        names.append(key.nsp);
    return names.join(", ");
}

QByteArray ClientsModel::userAgentOf(int row) const
{
    const int slot = store().clients().at(row).sockets.first();
    const auto agent = jsonAt(store().sockets().at(slot).handshake, {"headers", "user-agent"});
    return agent ? plainJson(*agent) : QByteArray();
}

int ClientsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClientsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names = {tr("Client"),     tr("Address"),    tr("Transport"), tr("Sockets"),
                               tr("Namespaces"), tr("User agent"), tr("Since")};
    return names.value(section);
}

SlotModel::Cell ClientsModel::cell(int row, int column) const
{
    const ClientRecord &client = store().clients().at(row);
    switch (column) {
    case Id:
        return {Type::Text, client.id};
    case Address:
        return {Type::Text, client.address};
    case Transport:
        return {Type::Text, client.transport};
    case Sockets:
        return {Type::Number, {}, double(client.sockets.size())};
    case Namespaces:
        return {Type::Text, namespacesOf(row)};
    case UserAgent:
        return {Type::Text, shortUserAgent(userAgentOf(row))};
    case Since:
        return {Type::Time, {}, double(client.since)};
    default:
        return {};
    }
}

QString ClientsModel::rowId(int row) const
{
    return QString::fromUtf8(store().clients().at(row).id);
}

bool ClientsModel::isLiveSlot(int row) const
{
    return store().clients().isLive(row);
}

void ClientsModel::readField(int row, FilterKey key, const QByteArrayList &path,
                             FilterField *field) const
{
    Q_UNUSED(path)
    const ClientRecord &client = store().clients().at(row);
    switch (key) {
    case FilterKey::Any:
        for (const QByteArray &text :
             {client.id, client.address, client.transport, namespacesOf(row), userAgentOf(row)})
            field->texts.append(text);
        break;
    case FilterKey::Id:
    case FilterKey::Client:
        field->texts.append(client.id);
        break;
    case FilterKey::Addr:
        field->texts.append(client.address);
        break;
    case FilterKey::Transport:
        field->texts.append(client.transport);
        break;
    case FilterKey::Nsp:
        for (const SocketKey &socket : socketsAt(row))
            field->texts.append(socket.nsp);
        break;
    case FilterKey::Sid:
        for (const SocketKey &socket : socketsAt(row))
            field->texts.append(socket.id);
        break;
    case FilterKey::Size: // sockets
        field->number = double(client.sockets.size());
        field->isNumber = true;
        break;
    case FilterKey::Age:
        field->number = double(store().serverNow() - client.since) / 1000;
        field->isNumber = true;
        break;
    default:
        break;
    }
}

} // namespace QsioAdmin
