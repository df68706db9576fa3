// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_CLIENTSMODEL_H
#define QSIOADMIN_MODELS_CLIENTSMODEL_H

#include "core/adminstore.h"
#include "slotmodel.h"

namespace QsioAdmin {

// The connections, each with its sockets in one or several namespaces.
class ClientsModel : public SlotModel
{
    Q_OBJECT
public:
    enum Column { Id, Address, Transport, Sockets, Namespaces, UserAgent, Since, ColumnCount };

    explicit ClientsModel(const AdminStore *store, QObject *parent = nullptr);
    [[nodiscard]] QByteArray clientAt(int row) const; // its id; empty for a hole
    [[nodiscard]] QList<SocketKey> socketsAt(int row) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;
    [[nodiscard]] QString rowId(int row) const override;

protected:
    [[nodiscard]] bool isLiveSlot(int row) const override;
    void readField(int row, FilterKey key, const QByteArrayList &path,
                   FilterField *field) const override;

private:
    [[nodiscard]] QByteArray namespacesOf(int row) const;
    [[nodiscard]] QByteArray userAgentOf(int row) const;
};

} // namespace QsioAdmin

#endif
