// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_NAMESPACESTORE_H
#define QSIOADMIN_CORE_NAMESPACESTORE_H

#include "slottable.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>

namespace QsioAdmin {

struct NamespaceRecord
{
    QByteArray name;
    int reported = 0; // sockets, as the servers say
    int listed = 0; // sockets that we know
    bool isReported = false; // by a server that is not lost

    // Servers count every two seconds: a difference means something where it stays.
    [[nodiscard]] bool differs() const { return isReported && reported != listed; }
};

// What servers say of their namespaces, beside what the list of sockets says.
class NamespaceStore
{
public:
    [[nodiscard]] int size() const { return m_table.size(); }
    [[nodiscard]] int slotCount() const { return m_table.slotCount(); }
    [[nodiscard]] bool isLive(int slot) const { return m_table.isLive(slot); }
    [[nodiscard]] const NamespaceRecord &at(int slot) const { return m_table.at(slot); }
    [[nodiscard]] int find(const QByteArray &name) const { return m_slots.value(name, -1); }
    // Whether it exists, as far as can be known: a command for another one would create it.
    [[nodiscard]] bool contains(const QByteArray &name) const { return m_slots.contains(name); }

    void setReported(const QHash<QByteArray, int> &counts);
    void setListed(const QHash<QByteArray, int> &counts);
    void clear();
    SlotChanges takeChanges() { return m_table.takeChanges(); }

private:
    int slotOf(const QByteArray &name);
    void removeUnused();

    SlotTable<NamespaceRecord> m_table;
    QHash<QByteArray, int> m_slots;
};

} // namespace QsioAdmin

#endif
