// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_SOCKETTREEMODEL_H
#define QSIOADMIN_MODELS_SOCKETTREEMODEL_H

#include "slottreemodel.h"
#include "socketsmodel.h"

namespace QsioAdmin {

// The sockets in groups that have something in common. The columns are those of SocketsModel, with
// the size of the groups behind the first.
class SocketTreeModel : public SlotTreeModel
{
    Q_OBJECT
public:
    enum class GroupBy { Address, UserAgent, Client, Namespace, Transport };
    enum Kind { Group, Socket };
    static constexpr int countColumn = 1;

    SocketTreeModel(const AdminStore *store, SocketsModel *sockets, QObject *parent = nullptr);

    void setGroupBy(GroupBy groupBy);
    [[nodiscard]] GroupBy groupBy() const { return m_groupBy; }
    [[nodiscard]] static int sourceColumn(int column); // of SocketsModel; -1: the size
    // What a selected item stands for: its sockets, as far as they pass the filter. Nothing where
    // it is another's by now.
    [[nodiscard]] QList<SocketKey> socketsAt(const QModelIndex &index) const;
    [[nodiscard]] bool isGroup(const QModelIndex &index) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] std::vector<Item> itemsOf(const Item *item) const override;
    [[nodiscard]] bool hasItems(const Item &item) const override;
    [[nodiscard]] SlotModel::Cell cell(const Item &item, int column) const override;

private:
    struct Agent // what has been found in a handshake
    {
        QByteArray handshake;
        QByteArray text;
    };

    [[nodiscard]] QByteArray groupOf(int slot) const;
    [[nodiscard]] QByteArray userAgentOf(int slot) const;
    [[nodiscard]] bool isStill(const Item &item) const;
    [[nodiscard]] static QByteArray socketId(const SocketRecord &socket);

    const AdminStore *const m_store;
    GroupBy m_groupBy = GroupBy::Address;
    mutable std::vector<Agent> m_agents; // by slot: handshakes do not change
};

} // namespace QsioAdmin

#endif
