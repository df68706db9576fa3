// SPDX-License-Identifier: MIT
#include "redisstreamentry_p.h"

#include "../cluster/clustercodec_p.h"

#include <algorithm>
#include <limits>

namespace QSocketIo {

namespace {
using EntryType = ClusterMessage::Type;

std::optional<quint64> wholeNumber(QByteArrayView text)
{
    const bool isNumber = !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool fits = false;
    const quint64 number = isNumber ? text.toByteArray().toULongLong(&fits) : 0;
    return fits ? std::optional(number) : std::nullopt;
}

// In messages of other types there are no bytes.
bool mayHoldBytes(EntryType type)
{
    return type == EntryType::Broadcast || type == EntryType::FetchSocketsResponse
        || type == EntryType::ServerSideEmit || type == EntryType::ServerSideEmitResponse
        || type == EntryType::BroadcastAck;
}

QByteArray dataOf(const ClusterMessage &message, bool onlyPlaintext)
{
    using Format = ClusterCodec::Format;
    if (!onlyPlaintext && mayHoldBytes(message.type) && ClusterCodec::hasBinary(message))
        return ClusterCodec::encodeData(message, Format::Msgpack).toBase64();
    return ClusterCodec::encodeData(message, Format::Json);
}

Error malformedEntry(const char *what)
{
    return Error(Error::Code::InvalidPacket, QLatin1StringView(what));
}

QByteArray *fieldOf(RedisStreamEntry *entry, QByteArrayView name)
{
    if (name == "uid")
        return &entry->uid;
    if (name == "nsp")
        return &entry->nsp;
    if (name == "type")
        return &entry->type;
    return name == "data" ? &entry->data : nullptr;
}

// An id, and the fields as names and values in turn, which RESP3 does not make a map of either.
std::optional<RedisStreamEntry> readEntry(const RespValue &value)
{
    if (value.elements.size() != 2)
        return {};
    const auto id = RedisStreamId::fromText(value.stringAt(0));
    if (!id)
        return {};
    RedisStreamEntry entry{*id};
    const QList<RespValue> &fields = value.elements.at(1).elements;
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2) {
        const RespValue &content = fields.at(i + 1);
        if (fields.at(i).type == RespValue::Type::Oversized
            || content.type == RespValue::Type::Oversized)
            entry.isTooLong = true;
        if (QByteArray *const field = fieldOf(&entry, fields.at(i).bytes))
            *field = content.bytes;
    }
    return entry;
}
} // namespace

QByteArray RedisStreamId::toText() const
{
    return QByteArray::number(time) + '-' + QByteArray::number(number);
}

RedisStreamId RedisStreamId::next() const
{
    return number < std::numeric_limits<quint64>::max() ? RedisStreamId{time, number + 1}
                                                        : RedisStreamId{time + 1, 0};
}

std::optional<RedisStreamId> RedisStreamId::fromText(QByteArrayView text)
{
    const qsizetype dash = text.indexOf('-');
    if (dash < 0)
        return {};
    const auto time = wholeNumber(text.first(dash));
    const auto number = wholeNumber(text.sliced(dash + 1));
    if (!time || !number)
        return {};
    return RedisStreamId{*time, *number};
}

QByteArrayList RedisStreamEntry::fieldsOf(const ClusterMessage &message, bool onlyPlaintext)
{
    QByteArrayList fields{"uid",  message.uid.toUtf8(),
                          "nsp",  message.nsp.toUtf8(),
                          "type", QByteArray::number(int(message.type))};
    const QByteArray data = dataOf(message, onlyPlaintext);
    if (!data.isEmpty())
        fields << "data" << data;
    return fields;
}

Result<ClusterMessage> RedisStreamEntry::message() const
{
    if (isTooLong)
        return malformedEntry("the entry is longer than maxMessageBytes");
    const auto number = wholeNumber(type);
    if (!number || uid.isEmpty())
        return malformedEntry("the entry has no type or no uid");
    const int known = int(std::min<quint64>(*number, std::numeric_limits<int>::max()));
    const QString sender = QString::fromUtf8(uid);
    const QString name = QString::fromUtf8(nsp);
    if (data.isEmpty() || data.startsWith('{'))
        return ClusterCodec::decodeData(known, sender, name, data);
    const auto decoded
        = QByteArray::fromBase64Encoding(data, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).startsWith('{')) // which would be taken for JSON
        return malformedEntry("the data of the entry is neither JSON nor base64");
    return ClusterCodec::decodeData(known, sender, name, *decoded);
}

std::optional<RedisStreamReply> RedisStreamReply::ofRange(const RespValue &reply)
{
    if (reply.isNull())
        return RedisStreamReply();
    if (reply.type != RespValue::Type::Array)
        return {};
    RedisStreamReply range;
    range.entries.reserve(reply.elements.size());
    for (const RespValue &value : reply.elements) {
        const bool isCut = !value.elements.isEmpty()
            && value.elements.constFirst().type == RespValue::Type::Oversized;
        std::optional<RedisStreamEntry> entry = readEntry(value);
        if (!entry && !isCut)
            return {};
        if (!range.entries.isEmpty() && (isCut || entry->isTooLong)) {
            range.isCut = true;
            return range;
        }
        if (!entry)
            return {};
        range.entries.append(*std::move(entry));
    }
    return range;
}

std::optional<RedisStreamReply> RedisStreamReply::ofRead(const RespValue &reply)
{
    if (reply.isNull())
        return RedisStreamReply();
    // The one stream that was asked for: its name and its entries, in an array of RESP2, in a map
    // of RESP3.
    const bool isMap = reply.type == RespValue::Type::Map;
    const RespValue *const stream = isMap ? &reply
        : reply.elements.size() == 1      ? &reply.elements.constFirst()
                                          : nullptr;
    if (!stream || stream->elements.size() != 2)
        return {};
    return ofRange(stream->elements.at(1));
}

} // namespace QSocketIo
