// SPDX-License-Identifier: MIT
#include "namespacestore.h"

namespace QsioAdmin {

int NamespaceStore::slotOf(const QByteArray &name)
{
    int slot = find(name);
    if (slot < 0) {
        NamespaceRecord record;
        record.name = name;
        slot = m_table.insert(std::move(record));
        m_slots.insert(name, slot);
    }
    return slot;
}

void NamespaceStore::setReported(const QHash<QByteArray, int> &counts)
{
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        slotOf(it.key());
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (!isLive(slot))
            continue;
        const NamespaceRecord &old = at(slot);
        const auto it = counts.constFind(old.name);
        const bool isReported = it != counts.cend();
        const int reported = isReported ? *it : 0;
        if (old.reported == reported && old.isReported == isReported)
            continue;
        NamespaceRecord &record = m_table.edit(slot);
        record.reported = reported;
        record.isReported = isReported;
    }
    removeUnused();
}

void NamespaceStore::setListed(const QHash<QByteArray, int> &counts)
{
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        slotOf(it.key());
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (isLive(slot) && at(slot).listed != counts.value(at(slot).name))
            m_table.edit(slot).listed = counts.value(at(slot).name);
    }
    removeUnused();
}

void NamespaceStore::removeUnused()
{
    for (int slot = slotCount() - 1; slot >= 0; --slot) {
        if (!isLive(slot) || at(slot).isReported || at(slot).listed > 0)
            continue;
        m_slots.remove(at(slot).name);
        m_table.remove(slot);
    }
}

void NamespaceStore::clear()
{
    m_slots.clear();
    m_table.clear();
}

} // namespace QsioAdmin
