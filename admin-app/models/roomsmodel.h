// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_ROOMSMODEL_H
#define QSIOADMIN_MODELS_ROOMSMODEL_H

#include "core/adminstore.h"
#include "slotmodel.h"

namespace QsioAdmin {

// The rooms of all namespaces, but for those of sockets' own ids.
class RoomsModel : public SlotModel
{
    Q_OBJECT
public:
    enum Column { Name, Namespace, Members, Peak, CreatedAt, ChangedAt, ColumnCount };

    explicit RoomsModel(const AdminStore *store, QObject *parent = nullptr);
    [[nodiscard]] RoomKey keyAt(int row) const; // empty for a hole

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;
    [[nodiscard]] QString rowId(int row) const override;

protected:
    [[nodiscard]] bool isLiveSlot(int row) const override;
    void readField(int row, FilterKey key, const QByteArrayList &path,
                   FilterField *field) const override;
};

} // namespace QsioAdmin

#endif
