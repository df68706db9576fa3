// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_NAMESPACESMODEL_H
#define QSIOADMIN_MODELS_NAMESPACESMODEL_H

#include "core/adminstore.h"
#include "slotmodel.h"

namespace QsioAdmin {

// The namespaces, as the servers count them and as the list of sockets has them.
class NamespacesModel : public SlotModel
{
    Q_OBJECT
public:
    enum Column { Name, Reported, Listed, ColumnCount };

    explicit NamespacesModel(const AdminStore *store, QObject *parent = nullptr);

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
