// SPDX-License-Identifier: MIT
#include "datahistory.h"

namespace QsioAdmin {

static qint64 bytesOf(const DataChange &change)
{
    return qint64(sizeof(DataChange)) + change.before.size() + change.after.size();
}

DataHistory::DataHistory(AdminStore *store)
    : m_store(store)
{
    store->addObserver([this](const AdminEvent &event) {
        if (const auto *update = std::get_if<SocketUpdated>(&event); update && update->data)
            note(*update);
    });
}

void DataHistory::setLimits(qsizetype maxChanges, qint64 maxBytes)
{
    m_maxChanges = maxChanges;
    m_maxBytes = maxBytes;
    trim();
}

// Servers also say what has not changed.
void DataHistory::note(const SocketUpdated &update)
{
    const int slot = m_store->sockets().find(update.key);
    if (slot < 0 || m_store->sockets().at(slot).data == *update.data)
        return;
    DataChange change{update.key, m_store->now(), m_store->sockets().at(slot).data, *update.data};
    m_bytes += bytesOf(change);
    m_changes.push_back(std::move(change));
    trim();
}

void DataHistory::trim()
{
    while (!m_changes.empty() && (size() > m_maxChanges || m_bytes > m_maxBytes)) {
        m_bytes -= bytesOf(m_changes.front());
        m_changes.pop_front();
    }
}

QList<DataChange> DataHistory::of(const SocketKey &key) const
{
    QList<DataChange> found;
    for (auto it = m_changes.crbegin(); it != m_changes.crend(); ++it) {
        if (it->key == key)
            found.append(*it);
    }
    return found;
}

void DataHistory::clear()
{
    m_changes.clear();
    m_bytes = 0;
}

} // namespace QsioAdmin
