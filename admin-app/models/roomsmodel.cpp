// SPDX-License-Identifier: MIT
#include "roomsmodel.h"

namespace QsioAdmin {

using Type = SlotModel::Cell::Type;

RoomsModel::RoomsModel(const AdminStore *store, QObject *parent)
    : SlotModel(store, parent)
{
    setSlotCount(store->rooms().slotCount());
    connect(store, &AdminStore::changed, this,
            [this](const StoreChanges &changes) { apply(changes.rooms); });
}

RoomKey RoomsModel::keyAt(int row) const
{
    return isLive(row) ? store().rooms().at(row).key : RoomKey();
}

int RoomsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RoomsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names = {tr("Room"), tr("Namespace"), tr("Members"),
                               tr("Peak"), tr("Created"),   tr("Last change")};
    return names.value(section);
}

SlotModel::Cell RoomsModel::cell(int row, int column) const
{
    const RoomRecord &room = store().rooms().at(row);
    switch (column) {
    case Name:
        return {Type::Text, room.key.name.utf8()};
    case Namespace:
        return {Type::Text, room.key.nsp};
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

QString RoomsModel::rowId(int row) const
{
    const RoomKey &key = store().rooms().at(row).key;
    return QString::fromUtf8(key.nsp + ' ' + key.name.json());
}

bool RoomsModel::isLiveSlot(int row) const
{
    return store().rooms().isLive(row);
}

void RoomsModel::readField(int row, FilterKey key, const QByteArrayList &path,
                           FilterField *field) const
{
    Q_UNUSED(path)
    const RoomRecord &room = store().rooms().at(row);
    switch (key) {
    case FilterKey::Any:
        field->texts.append(room.key.nsp);
        [[fallthrough]];
    case FilterKey::Room:
    case FilterKey::Name:
    case FilterKey::Id:
        field->texts.append(room.key.name.utf8());
        break;
    case FilterKey::Nsp:
        field->texts.append(room.key.nsp);
        break;
    case FilterKey::Size: // members
        field->number = room.members;
        field->isNumber = true;
        break;
    case FilterKey::Age:
        field->number = double(store().serverNow() - room.createdAt) / 1000;
        field->isNumber = true;
        break;
    default:
        break;
    }
}

} // namespace QsioAdmin
