// SPDX-License-Identifier: MIT
#include "packetlog_p.h"

#include <algorithm>
#include <string_view>

namespace QSocketIo {

// ---- Offsets: numbers to the base of 64, those of the npm package socket.io-adapter

static constexpr std::string_view digits
    = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

static QByteArray toBase64Number(quint64 value)
{
    QByteArray text;
    do {
        text.prepend(digits[value % 64]);
        value /= 64;
    } while (value > 0);
    return text;
}

static std::optional<quint64> fromBase64Number(QByteArrayView text)
{
    constexpr qsizetype maxDigits = 10; // 60 bits
    if (text.isEmpty() || text.size() > maxDigits)
        return {};
    quint64 value = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos)
            return {};
        value = value * 64 + digit;
    }
    return value;
}

QByteArray PacketLog::Offset::toText() const
{
    const QByteArray text = toBase64Number(quint64(time));
    return number == 0 ? text : text + '.' + toBase64Number(number - 1);
}

std::optional<PacketLog::Offset> PacketLog::Offset::fromText(const QByteArray &text)
{
    const qsizetype dot = text.indexOf('.');
    const auto time = fromBase64Number(dot < 0 ? text : text.first(dot));
    const auto number
        = dot < 0 ? std::optional<quint64>(0) : fromBase64Number(text.sliced(dot + 1));
    if (!time || !number)
        return {};
    const Offset offset{qint64(*time), dot < 0 ? 0 : *number + 1};
    return offset.toText() == text ? std::optional(offset) : std::nullopt; // there is one spelling
}

// ---- Entries

qint64 PacketLog::Entry::bytes() const
{
    qint64 size = qint64(sizeof(Entry)) + packet.event.size() + packet.payload.json().size();
    for (const QByteArray &attachment : packet.payload.attachments())
        size += attachment.size();
    for (const QStringList &names : {rooms, except}) {
        for (const QString &name : names)
            size += qint64(sizeof(QString)) + 2 * name.size();
    }
    return size;
}

static bool intersects(const QStringList &a, const QStringList &b)
{
    return std::any_of(a.begin(), a.end(), [&b](const QString &name) { return b.contains(name); });
}

bool PacketLog::Entry::isFor(const QStringList &memberRooms) const
{
    return (rooms.isEmpty() || intersects(rooms, memberRooms)) && !intersects(except, memberRooms);
}

// ---- The log

static Payload withOffset(const Payload &payload, const QByteArray &offset)
{
    QByteArray json = payload.json();
    if (!json.isEmpty())
        json += ',';
    json += '"' + offset + '"';
    return Payload::fromJson(json, payload.attachments());
}

Packet PacketLog::append(const Packet &packet, const BroadcastOptions &options, qint64 now)
{
    // The system's clock may go back; offsets never do.
    if (now > m_last.time)
        m_last = {now, 0};
    else
        ++m_last.number;
    Packet sent = packet;
    sent.payload = withOffset(packet.payload, m_last.toText());
    const Entry &entry = m_entries.emplace_back(Entry{m_last, sent, options.rooms, options.except});
    m_bytes += entry.bytes();
    while (m_bytes > m_maxBytes && !m_entries.empty()) {
        removeFirst();
        ++m_dropped;
    }
    return sent;
}

std::optional<QList<Packet>> PacketLog::missed(const QString &offset,
                                               const QStringList &rooms) const
{
    const std::optional<Offset> last = Offset::fromText(offset.toUtf8());
    if (!last)
        return {};
    const auto isBefore
        = [](const Entry &entry, const Offset &wanted) { return entry.offset < wanted; };
    auto it = std::lower_bound(m_entries.begin(), m_entries.end(), *last, isBefore);
    if (it == m_entries.end() || it->offset != *last)
        return {};
    QList<Packet> packets;
    for (++it; it != m_entries.end(); ++it) {
        if (it->isFor(rooms))
            packets.append(it->packet);
    }
    return packets;
}

void PacketLog::removeBefore(qint64 time)
{
    while (!m_entries.empty() && m_entries.front().offset.time < time)
        removeFirst();
}

void PacketLog::removeFirst()
{
    m_bytes -= m_entries.front().bytes();
    m_entries.pop_front();
}

} // namespace QSocketIo
