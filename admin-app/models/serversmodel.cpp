// SPDX-License-Identifier: MIT
#include "serversmodel.h"

namespace QsioAdmin {

using Type = SlotModel::Cell::Type;

ServersModel::ServersModel(const AdminStore *store, QObject *parent)
    : SlotModel(store, parent)
{
    setSlotCount(store->servers().slotCount());
    connect(store, &AdminStore::changed, this,
            [this](const StoreChanges &changes) { apply(changes.servers); });
}

QByteArray ServersModel::serverAt(int row) const
{
    return isLive(row) ? store().servers().at(row).stats.serverId : QByteArray();
}

QString ServersModel::stateText(const ServerRecord &server)
{
    if (server.isDuplicated)
        return tr("id used twice");
    switch (server.health) {
    case ServerHealth::Healthy:
        return tr("healthy");
    case ServerHealth::Late:
        return tr("late");
    case ServerHealth::Lost:
        return tr("lost");
    }
    return {};
}

int ServersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ServersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names = {tr("Server"),          tr("Host"),         tr("Process"),
                               tr("State"),           tr("Up"),           tr("Clients"),
                               tr("Polling"),         tr("Packets in/s"), tr("Packets out/s"),
                               tr("Bytes in/s"),      tr("Bytes out/s"),  tr("Last seen"),
                               tr("Restarts"),        tr("CPU %"),        tr("Memory"),
                               tr("Loop lag ms"),     tr("Version"),      tr("Qt"),
                               tr("Adapter"),         tr("TLS"),          tr("Waiting bytes"),
                               tr("Events not shown")};
    return names.value(section);
}

SlotModel::Cell ServersModel::cell(int row, int column) const
{
    const ServerRecord &server = store().servers().at(row);
    const auto count = [](const std::optional<int> &value) {
        return value ? Cell{Type::Number, {}, double(*value)} : Cell();
    };
    switch (column) {
    case Id:
        return {Type::Text, server.stats.serverId};
    case Hostname:
        return {Type::Text, server.stats.hostname};
    case Pid:
        return {Type::Number, {}, double(server.stats.pid)};
    case State:
        return {Type::Text, stateText(server).toUtf8()};
    case Uptime:
        return {Type::Duration, {}, server.stats.uptime};
    case Clients:
        return count(server.stats.clients);
    case PollingClients:
        return count(server.stats.pollingClients);
    case PacketsIn:
        return {Type::Number, {}, server.rates.value("packetsIn")};
    case PacketsOut:
        return {Type::Number, {}, server.rates.value("packetsOut")};
    case BytesIn:
        return {Type::Number, {}, server.rates.value("bytesIn")};
    case BytesOut:
        return {Type::Number, {}, server.rates.value("bytesOut")};
    case LastSeen:
        return {Type::Time, {}, double(server.lastSeenAt)};
    case Restarts:
        return {Type::Number, {}, double(server.restarts)};
    default:
        return server.stats.info ? infoCell(*server.stats.info, column) : Cell();
    }
}

SlotModel::Cell ServersModel::infoCell(const ServerInfo &info, int column)
{
    const auto number = [](const std::optional<double> &value) {
        return value ? Cell{Type::Number, {}, *value} : Cell();
    };
    switch (column) {
    case Cpu:
        return number(info.cpu);
    case Memory:
        return info.rss ? Cell{Type::Bytes, {}, *info.rss} : Cell();
    case LoopLag:
        return number(info.loopLag);
    case Version:
        return {Type::Text, info.libraryVersion};
    case QtVersion:
        return {Type::Text, info.qtVersion};
    case Adapter:
        return {Type::Text, info.adapter};
    case Tls:
        return {Type::Text, (info.isTls ? tr("yes") : tr("no")).toUtf8()};
    case Backlog:
        return {Type::Bytes, {}, info.backlog};
    case Dropped:
        return number(info.droppedEvents);
    default:
        return {};
    }
}

QString ServersModel::rowId(int row) const
{
    return QString::fromUtf8(store().servers().at(row).stats.serverId);
}

bool ServersModel::isLiveSlot(int row) const
{
    return store().servers().isLive(row);
}

void ServersModel::readField(int row, FilterKey key, const QByteArrayList &path,
                             FilterField *field) const
{
    Q_UNUSED(path)
    const ServerRecord &server = store().servers().at(row);
    switch (key) {
    case FilterKey::Any:
        field->texts.append(server.stats.hostname);
        field->texts.append(stateText(server).toUtf8());
        [[fallthrough]];
    case FilterKey::Id:
    case FilterKey::Server:
    case FilterKey::Name:
        field->texts.append(server.stats.serverId);
        break;
    case FilterKey::Age:
        field->number = server.stats.uptime;
        field->isNumber = true;
        break;
    case FilterKey::Size: // clients
        field->number = server.stats.clients.value_or(0);
        field->isNumber = true;
        break;
    default:
        break;
    }
}

} // namespace QsioAdmin
