// SPDX-License-Identifier: MIT
#include "socketsmodel.h"

#include "core/jsonpath.h"
#include "core/socketsubject.h"

namespace QsioAdmin {

using Type = SlotModel::Cell::Type;

SocketsModel::SocketsModel(const AdminStore *store, QObject *parent)
    : SlotModel(store, parent)
{
    setSlotCount(store->sockets().slotCount());
    connect(store, &AdminStore::changed, this,
            [this](const StoreChanges &changes) { apply(changes.sockets); });
}

bool SocketsModel::setExtraColumns(const QStringList &columns)
{
    QList<Extra> extra;
    for (const QString &column : columns) {
        QByteArrayList path = column.toUtf8().split('.');
        const QByteArray head = path.takeFirst();
        if (path.isEmpty() || path.contains(QByteArray()))
            return false;
        if (head == "data")
            extra.append({true, path});
        else if (head == "header")
            extra.append({false, {"headers", path.join('.').toLower()}});
        else if (head == "query")
            extra.append({false, QByteArrayList{"query"} + path});
        else
            return false;
    }
    beginResetModel();
    m_extra = extra;
    m_extraNames = columns;
    endResetModel();
    return true;
}

SocketKey SocketsModel::keyAt(int row) const
{
    return isLive(row) ? store().sockets().at(row).key : SocketKey();
}

int SocketsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount + int(m_extra.size());
}

QVariant SocketsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names
        = {tr("Id"),        tr("Namespace"), tr("Address"), tr("Transport"),     tr("Rooms"),
           tr("Connected"), tr("In"),        tr("Out"),     tr("Last activity"), tr("Client"),
           tr("Secure"),    tr("Server")};
    return section < ColumnCount ? names.value(section) : m_extraNames.value(section - ColumnCount);
}

SlotModel::Cell SocketsModel::cell(int row, int column) const
{
    const SocketRecord &socket = store().sockets().at(row);
    switch (column) {
    case Id:
        return {Type::Text, socket.key.id};
    case Namespace:
        return {Type::Text, socket.key.nsp};
    case Address:
        return {Type::Text, socket.address};
    case Transport:
        return {Type::Text, socket.transport};
    case Rooms:
        return {Type::Number, {}, double(socket.roomCount())};
    case ConnectedAt:
        return {Type::Time, {}, double(socket.connectedAt)};
    case EventsIn:
        return {Type::Number, {}, double(socket.eventsIn)};
    case EventsOut:
        return {Type::Number, {}, double(socket.eventsOut)};
    case LastActivity:
        return {Type::Time, {}, double(socket.lastActivity)};
    case Client:
        return {Type::Text, socket.clientId};
    case Secure:
        return {Type::Text, (socket.isSecure ? tr("yes") : tr("no")).toUtf8()};
    case Server:
        return {Type::Text, socket.serverId};
    default:
        return extraCell(socket, m_extra.value(column - ColumnCount));
    }
}

SlotModel::Cell SocketsModel::extraCell(const SocketRecord &socket, const Extra &extra)
{
    const auto value = jsonAt(extra.isData ? socket.data : socket.handshake, extra.path);
    if (!value)
        return {};
    bool isNumber = false;
    const double number = value->toByteArray().toDouble(&isNumber);
    if (isNumber)
        return {Type::Number, {}, number};
    return {Type::Text, plainJson(*value)};
}

QString SocketsModel::rowId(int row) const
{
    const SocketKey &key = store().sockets().at(row).key;
    return QString::fromUtf8(key.nsp + ' ' + key.id);
}

bool SocketsModel::isLiveSlot(int row) const
{
    return store().sockets().isLive(row);
}

void SocketsModel::readField(int row, FilterKey key, const QByteArrayList &path,
                             FilterField *field) const
{
    const SocketRecord &socket = store().sockets().at(row);
    SocketSubject(socket, socket.connectedAt, store().serverNow()).read(key, path, field);
}

} // namespace QsioAdmin
