// SPDX-License-Identifier: MIT
#include "namespacesmodel.h"

namespace QsioAdmin {

using Type = SlotModel::Cell::Type;

NamespacesModel::NamespacesModel(const AdminStore *store, QObject *parent)
    : SlotModel(store, parent)
{
    setSlotCount(store->namespaces().slotCount());
    connect(store, &AdminStore::changed, this,
            [this](const StoreChanges &changes) { apply(changes.namespaces); });
}

int NamespacesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NamespacesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names = {tr("Namespace"), tr("Sockets"), tr("Listed")};
    return names.value(section);
}

SlotModel::Cell NamespacesModel::cell(int row, int column) const
{
    const NamespaceRecord &nsp = store().namespaces().at(row);
    switch (column) {
    case Name:
        return {Type::Text, nsp.name};
    case Reported:
        return nsp.isReported ? Cell{Type::Number, {}, double(nsp.reported)} : Cell();
    case Listed:
        return {Type::Number, {}, double(nsp.listed)};
    default:
        return {};
    }
}

QString NamespacesModel::rowId(int row) const
{
    return QString::fromUtf8(store().namespaces().at(row).name);
}

bool NamespacesModel::isLiveSlot(int row) const
{
    return store().namespaces().isLive(row);
}

void NamespacesModel::readField(int row, FilterKey key, const QByteArrayList &path,
                                FilterField *field) const
{
    Q_UNUSED(path)
    const NamespaceRecord &nsp = store().namespaces().at(row);
    if (key == FilterKey::Any || key == FilterKey::Nsp || key == FilterKey::Name) {
        field->texts.append(nsp.name);
    } else if (key == FilterKey::Size) { // sockets
        field->number = nsp.reported;
        field->isNumber = true;
    }
}

} // namespace QsioAdmin
