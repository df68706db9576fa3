// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_ROOMTREEMODEL_H
#define QSIOADMIN_MODELS_ROOMTREEMODEL_H

#include "roomsmodel.h"
#include "slottreemodel.h"

#include <QtCore/QSet>

namespace QsioAdmin {

// The rooms by namespace, and there those whose names begin alike up to a colon: order:1 and order:2
// are in order:. One room alone makes no group. The private rooms of sockets, which bear their ids,
// are a group at the end of each namespace, where they are wanted.
class RoomTreeModel : public SlotTreeModel
{
    Q_OBJECT
public:
    enum Column { Name, Rooms, Members, Peak, CreatedAt, ChangedAt, ColumnCount };
    enum Kind { Namespace, Prefix, Room, PrivateRooms, PrivateRoom }; // in this order

    RoomTreeModel(const AdminStore *store, RoomsModel *rooms, SlotModel *sockets,
                  QObject *parent = nullptr);

    void setPrivateShown(bool isShown);
    // For the private rooms what setScope() is for others; empty: all namespaces.
    void setPrivateScope(const QByteArray &nsp);
    [[nodiscard]] bool isPrivateShown() const { return m_isPrivateShown; }

    // What a selected item stands for: its rooms as far as they pass the filter, or the socket
    // whose private room it is. Nothing where it is another's by now.
    [[nodiscard]] QList<RoomKey> roomsAt(const QModelIndex &index) const;
    [[nodiscard]] SocketKey socketAt(const QModelIndex &index) const;
    [[nodiscard]] QByteArray namespaceAt(const QModelIndex &index) const; // of a Namespace

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] std::vector<Item> itemsOf(const Item *item) const override;
    [[nodiscard]] bool hasItems(const Item &item) const override;
    [[nodiscard]] SlotModel::Cell cell(const Item &item, int column) const override;
    [[nodiscard]] QByteArray groupFor(const QByteArray &id) const override;

private:
    [[nodiscard]] std::vector<Item> namespaces() const;
    [[nodiscard]] std::vector<Item> roomsOf(const Item &nsp) const;
    [[nodiscard]] std::vector<Item> privateRoomsOf(const QByteArray &nsp) const;
    [[nodiscard]] Item roomItem(int slot, const QByteArray &id) const;
    void add(Item *group, int slot) const;
    [[nodiscard]] bool passesPrivately(int slot) const; // of the sockets
    [[nodiscard]] bool isStill(const Item &item) const;
    [[nodiscard]] bool isIn(const Item &group, int slot) const;
    [[nodiscard]] SlotModel::Cell roomCell(const RoomRecord &room, int column) const;
    [[nodiscard]] SlotModel::Cell socketCell(const SocketRecord &socket, int column) const;

    const AdminStore *const m_store;
    bool m_isPrivateShown = false;
    QByteArray m_privateScope;
    mutable QSet<QByteArray> m_privateNamespaces; // that have private rooms to show
};

} // namespace QsioAdmin

#endif
