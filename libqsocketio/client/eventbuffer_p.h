// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_EVENTBUFFER_P_H
#define QSOCKETIO_CLIENT_EVENTBUFFER_P_H

#include "../codec/packet.h"

#include <QtCore/QList>
#include <QtCore/QSet>

#include <algorithm>

namespace QSocketIo {

// Events that wait for a connection, up to a number of them and of their bytes.
class EventBuffer
{
public:
    EventBuffer(int maxCount, qint64 maxBytes)
        : m_maxCount(maxCount)
        , m_maxBytes(maxBytes)
    { }

    [[nodiscard]] static qint64 sizeOf(const Packet &packet)
    {
        qint64 size = packet.event.size() + packet.payload.json().size();
        for (const QByteArray &attachment : packet.payload.attachments())
            size += attachment.size();
        return size;
    }

    [[nodiscard]] bool hasRoomFor(const Packet &packet) const
    {
        return m_packets.size() < m_maxCount && m_bytes + sizeOf(packet) <= m_maxBytes;
    }
    // False, and nothing changes, where there is no room.
    bool append(const Packet &packet)
    {
        if (!hasRoomFor(packet))
            return false;
        m_packets.append(packet);
        m_bytes += sizeOf(packet);
        return true;
    }
    [[nodiscard]] bool isEmpty() const { return m_packets.isEmpty(); }
    // The ids of those that ask for an answer.
    [[nodiscard]] QSet<quint64> ids() const
    {
        QSet<quint64> ids;
        for (const Packet &packet : m_packets) {
            if (packet.id)
                ids.insert(*packet.id);
        }
        return ids;
    }
    void removeId(quint64 id)
    {
        const auto found = std::find_if(m_packets.cbegin(), m_packets.cend(),
                                        [id](const Packet &packet) { return packet.id == id; });
        if (found == m_packets.cend())
            return;
        m_bytes -= sizeOf(*found);
        m_packets.erase(found);
    }
    [[nodiscard]] Packet takeFirst()
    {
        Packet packet = m_packets.takeFirst();
        m_bytes -= sizeOf(packet);
        return packet;
    }
    void clear()
    {
        m_packets.clear();
        m_bytes = 0;
    }

private:
    const int m_maxCount;
    const qint64 m_maxBytes;
    QList<Packet> m_packets;
    qint64 m_bytes = 0;
};

} // namespace QSocketIo

#endif
