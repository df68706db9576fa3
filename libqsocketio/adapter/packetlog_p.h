// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_PACKETLOG_P_H
#define QSOCKETIO_ADAPTER_PACKETLOG_P_H

#include "../codec/packet.h"
#include "../core/global.h"
#include "adapter.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QStringList>

#include <deque>
#include <optional>

namespace QSocketIo {

// The events of a namespace, each with an offset by which a client says what it has got last.
class QSOCKETIO_AUTOTEST_EXPORT PacketLog
{
public:
    explicit PacketLog(qint64 maxBytes)
        : m_maxBytes(maxBytes)
    { }

    // Keeps the packet and returns it as it is to be sent: with its offset as the last argument.
    Packet append(const Packet &packet, const BroadcastOptions &options, qint64 now);
    // What a member of the rooms missed since the offset; nullopt where that one is not known.
    [[nodiscard]] std::optional<QList<Packet>> missed(const QString &offset,
                                                      const QStringList &rooms) const;
    void removeBefore(qint64 time);

    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    // Removed too early, because of maxBytes.
    [[nodiscard]] quint64 dropped() const { return m_dropped; }

private:
    // Milliseconds since the epoch, and a number among those of one millisecond.
    struct Offset
    {
        qint64 time = 0;
        quint64 number = 0;
        friend auto operator<=>(const Offset &, const Offset &) = default;

        [[nodiscard]] QByteArray toText() const;
        [[nodiscard]] static std::optional<Offset> fromText(const QByteArray &text);
    };
    struct Entry
    {
        Offset offset;
        Packet packet;
        QStringList rooms;
        QStringList except;

        [[nodiscard]] qint64 bytes() const;
        [[nodiscard]] bool isFor(const QStringList &memberRooms) const;
    };

    void removeFirst();

    qint64 m_maxBytes;
    std::deque<Entry> m_entries;
    Offset m_last;
    qint64 m_bytes = 0;
    quint64 m_dropped = 0;
};

} // namespace QSocketIo

#endif
