// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_DATAHISTORY_H
#define QSIOADMIN_CORE_DATAHISTORY_H

#include "adminstore.h"

#include <deque>

namespace QsioAdmin {

// A change of a socket's data.
struct DataChange
{
    SocketKey key;
    qint64 at = 0; // of our clock
    QByteArray before; // JSON text
    QByteArray after;
};

// How the data of sockets has changed, as far as the server tells. The oldest changes go where there
// are too many, or where they need too much memory. It has to live as long as the store.
class DataHistory
{
    Q_DISABLE_COPY_MOVE(DataHistory)
public:
    static constexpr qsizetype defaultMaxChanges = 10'000;
    static constexpr qint64 defaultMaxBytes = 16 * 1024 * 1024;

    explicit DataHistory(AdminStore *store);

    void setLimits(qsizetype maxChanges, qint64 maxBytes);
    [[nodiscard]] QList<DataChange> of(const SocketKey &key) const; // the newest first
    [[nodiscard]] qsizetype size() const { return qsizetype(m_changes.size()); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    void clear();

private:
    void note(const SocketUpdated &update);
    void trim();

    const AdminStore *const m_store;
    std::deque<DataChange> m_changes;
    qint64 m_bytes = 0;
    qsizetype m_maxChanges = defaultMaxChanges;
    qint64 m_maxBytes = defaultMaxBytes;
};

} // namespace QsioAdmin

#endif
