// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CLIENTSTORE_H
#define QSIOADMIN_CORE_CLIENTSTORE_H

#include "slottable.h"
#include "socketstore.h"

#include <QtCore/QHash>
#include <QtCore/QVarLengthArray>

namespace QsioAdmin {

// A connection, which may have a socket in each of several namespaces.
struct ClientRecord
{
    QByteArray id;
    QByteArray address;
    QByteArray transport;
    qint64 since = 0;
    QVarLengthArray<int, 2> sockets; // slots of the SocketStore
};

// The connections that sockets say they belong to. Changed by SocketStore alone.
class ClientStore
{
public:
    [[nodiscard]] int size() const { return m_table.size(); }
    [[nodiscard]] int slotCount() const { return m_table.slotCount(); }
    [[nodiscard]] bool isLive(int slot) const { return m_table.isLive(slot); }
    [[nodiscard]] const ClientRecord &at(int slot) const { return m_table.at(slot); }
    [[nodiscard]] int find(const QByteArray &id) const { return m_slots.value(id, -1); }

    void add(int socketSlot, const SocketRecord &socket);
    void remove(int socketSlot, const QByteArray &clientId);
    void setTransport(const QByteArray &clientId, const QByteArray &transport);
    void clear();
    SlotChanges takeChanges() { return m_table.takeChanges(); }

private:
    SlotTable<ClientRecord> m_table;
    QHash<QByteArray, int> m_slots;
};

} // namespace QsioAdmin

#endif
