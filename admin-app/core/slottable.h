// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_SLOTTABLE_H
#define QSIOADMIN_CORE_SLOTTABLE_H

#include <QtCore/QtGlobal>

#include <utility>
#include <vector>

namespace QsioAdmin {

// What has happened to a table since somebody asked last.
struct SlotChanges
{
    bool isReset = false; // nothing is where it was
    int firstChanged = -1; // the slots from here
    int lastChanged = -1; // to here have changed, come to life or died; -1: none
    int slotCount = 0; // now

    [[nodiscard]] bool isEmpty() const { return !isReset && firstChanged < 0; }
};

// Rows that never move: a row that is removed leaves a hole, which the next one fills. Whoever
// shows the table remembers slots, and need not be told about a hundred thousand removals one by
// one.
template<typename Row>
class SlotTable
{
public:
    [[nodiscard]] int size() const { return int(m_slots.size() - m_free.size()); }
    [[nodiscard]] int slotCount() const { return int(m_slots.size()); } // with the holes
    [[nodiscard]] bool isLive(int slot) const
    {
        return slot >= 0 && slot < slotCount() && m_slots[size_t(slot)].isLive;
    }
    [[nodiscard]] const Row &at(int slot) const { return m_slots[size_t(slot)].row; }
    Row &edit(int slot)
    {
        touch(slot);
        return m_slots[size_t(slot)].row;
    }

    int insert(Row row)
    {
        if (m_free.empty()) {
            m_slots.push_back({std::move(row), true});
            touch(slotCount() - 1);
            return slotCount() - 1;
        }
        const int slot = m_free.back();
        m_free.pop_back();
        m_slots[size_t(slot)] = {std::move(row), true};
        touch(slot);
        return slot;
    }
    void remove(int slot)
    {
        m_slots[size_t(slot)] = {};
        m_free.push_back(slot);
        touch(slot);
        if (size() == 0)
            clear();
    }
    void clear()
    {
        m_slots = {};
        m_free = {};
        m_changes = {.isReset = true};
    }

    SlotChanges takeChanges()
    {
        SlotChanges changes = std::exchange(m_changes, {});
        changes.slotCount = slotCount();
        return changes;
    }

private:
    struct Slot
    {
        Row row = {};
        bool isLive = false;
    };

    void touch(int slot)
    {
        if (m_changes.firstChanged < 0 || slot < m_changes.firstChanged)
            m_changes.firstChanged = slot;
        m_changes.lastChanged = qMax(m_changes.lastChanged, slot);
    }

    std::vector<Slot> m_slots;
    std::vector<int> m_free;
    SlotChanges m_changes;
};

} // namespace QsioAdmin

#endif
