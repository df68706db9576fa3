// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_CLIENTTREEMODEL_H
#define QSIOADMIN_MODELS_CLIENTTREEMODEL_H

#include "clientsmodel.h"
#include "slottreemodel.h"

namespace QsioAdmin {

// The connections, each with its sockets in one or several namespaces below. The columns are those
// of ClientsModel.
class ClientTreeModel : public SlotTreeModel
{
    Q_OBJECT
public:
    enum Kind { Client, Socket };

    ClientTreeModel(const AdminStore *store, ClientsModel *clients, SlotModel *sockets,
                    QObject *parent = nullptr);

    // What a selected item stands for: the sockets of a connection, or one of them. Nothing where
    // it is another's by now.
    [[nodiscard]] QList<SocketKey> socketsAt(const QModelIndex &index) const;
    [[nodiscard]] QByteArray clientAt(const QModelIndex &index) const; // its id; empty: a socket

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] std::vector<Item> itemsOf(const Item *item) const override;
    [[nodiscard]] bool hasItems(const Item &item) const override;
    [[nodiscard]] SlotModel::Cell cell(const Item &item, int column) const override;

private:
    [[nodiscard]] bool isStill(const Item &item) const;

    const AdminStore *const m_store;
};

} // namespace QsioAdmin

#endif
