// SPDX-License-Identifier: MIT
#include "msgpackreader_p.h"

#include "../core/jsonwriter.h"
#include "../core/payloadconversions.h"
#include "enginecodecv4_p.h"
#include "utf8_p.h"

#include <QtCore/QDateTime>
#include <QtCore/QtEndian>

#include <cstring>
#include <limits>

namespace QSocketIo {

namespace {
using Item = MsgpackReader::Item;
using Kind = MsgpackReader::Kind;

Item integerItem(std::optional<qint64> value)
{
    return value ? Item{.kind = Kind::Integer, .integer = *value} : Item();
}

Item unsignedItem(std::optional<quint64> value)
{
    if (!value || *value <= quint64(std::numeric_limits<qint64>::max()))
        return integerItem(value);
    return {.kind = Kind::Unsigned, .unsignedInteger = *value};
}

void writeText(JsonWriter &writer, QByteArrayView text)
{
    if (isValidUtf8(text))
        writer.utf8(text);
    else
        writer.utf8(toValidUtf8(text.toByteArray()));
}

// Beyond the range of JavaScript's dates there is none, and JSON has null for it.
void writeDate(JsonWriter &writer, qint64 msecsSinceEpoch)
{
    constexpr qint64 maxDate = 8'640'000'000'000'000;
    if (msecsSinceEpoch > maxDate || msecsSinceEpoch < -maxDate)
        return writer.null();
    PayloadPrivate::writeDateTime(writer, QDateTime::fromMSecsSinceEpoch(msecsSinceEpoch, Qt::UTC));
}

void writeScalar(JsonWriter &writer, const Item &item)
{
    switch (item.kind) {
    case Kind::Undefined:
        return writer.undefined();
    case Kind::Boolean:
        return writer.boolean(item.integer);
    case Kind::Integer:
        return writer.integer(item.integer);
    case Kind::Unsigned:
        return writer.unsignedInteger(item.unsignedInteger);
    case Kind::Double:
        return writer.number(item.number);
    case Kind::Text:
        return writeText(writer, item.bytes);
    case Kind::Binary:
        return writer.binary(item.bytes.toByteArray());
    case Kind::Date:
        return writeDate(writer, item.integer);
    case Kind::Extension:
        writer.beginArray();
        writer.integer(item.integer);
        writer.binary(item.bytes.toByteArray());
        return writer.endArray();
    default:
        return writer.null();
    }
}

// The timestamp extension type of the MessagePack specification; nullopt where the size is none of
// its three.
std::optional<qint64> timestamp(QByteArrayView bytes)
{
    // Beyond it there is no date in JavaScript, and no product that fits.
    constexpr qint64 maxSeconds = 10'000'000'000'000;
    qint64 seconds = 0;
    quint32 nanoseconds = 0;
    if (bytes.size() == 4) {
        seconds = qFromBigEndian<quint32>(bytes.data());
    } else if (bytes.size() == 8) {
        const quint64 both = qFromBigEndian<quint64>(bytes.data());
        seconds = qint64(both & 0x3'ffff'ffff);
        nanoseconds = quint32(both >> 34);
    } else if (bytes.size() == 12) {
        nanoseconds = qFromBigEndian<quint32>(bytes.data());
        seconds = qFromBigEndian<qint64>(bytes.data() + 4);
    } else {
        return {};
    }
    return qBound(-maxSeconds, seconds, maxSeconds) * 1000 + nanoseconds / 1'000'000;
}

bool mayBeKey(Kind kind)
{
    switch (kind) {
    case Kind::Nil:
    case Kind::Boolean:
    case Kind::Integer:
    case Kind::Unsigned:
    case Kind::Double:
    case Kind::Text:
        return true;
    default:
        return false;
    }
}
} // namespace

MsgpackReader::MsgpackReader(QByteArrayView bytes, int maxDepth, Dialect dialect)
    : m_bytes(bytes)
    , m_maxDepth(maxDepth)
    , m_dialect(dialect)
{ }

std::optional<QByteArrayView> MsgpackReader::takeBytes(quint64 size)
{
    if (size > quint64(bytesLeft()))
        return {};
    const QByteArrayView bytes = m_bytes.sliced(m_position, qsizetype(size));
    m_position += bytes.size();
    return bytes;
}

template<typename Integer>
std::optional<Integer> MsgpackReader::take()
{
    const std::optional<QByteArrayView> bytes = takeBytes(sizeof(Integer));
    if (!bytes)
        return {};
    return qFromBigEndian<Integer>(bytes->data());
}

MsgpackReader::Item MsgpackReader::sized(Kind kind, std::optional<quint32> size)
{
    Item item;
    if (!size)
        return item;
    if (kind == Kind::Text || kind == Kind::Binary) {
        const std::optional<QByteArrayView> bytes = takeBytes(*size);
        if (!bytes)
            return item;
        item.bytes = *bytes;
    }
    item.size = *size;
    item.kind = kind;
    return item;
}

MsgpackReader::Item MsgpackReader::real(uchar mark)
{
    Item item;
    if (mark == 0xca) {
        const std::optional<quint32> bits = take<quint32>();
        float value = 0;
        if (bits)
            std::memcpy(&value, &*bits, sizeof(value));
        item.number = double(value);
        item.kind = bits ? Kind::Double : Kind::Invalid;
    } else {
        const std::optional<quint64> bits = take<quint64>();
        if (bits)
            std::memcpy(&item.number, &*bits, sizeof(item.number));
        item.kind = bits ? Kind::Double : Kind::Invalid;
    }
    return item;
}

// Type 0 means what MsgpackWriter means by it: undefined in one byte, a date in eight, and bytes
// where the size is written out.
MsgpackReader::Item MsgpackReader::extension(std::optional<quint32> size, bool isFixed)
{
    if (!size)
        return {};
    const std::optional<qint8> type = take<qint8>();
    const std::optional<QByteArrayView> bytes = takeBytes(*size);
    if (!type || !bytes)
        return {};
    if (*type == -1 && m_dialect == Dialect::Cluster) {
        if (const std::optional<qint64> time = timestamp(*bytes))
            return {.kind = Kind::Date, .integer = *time};
    }
    if (*type == 0 && !isFixed)
        return {.kind = Kind::Binary, .bytes = *bytes};
    if (*type == 0 && *size == 1)
        return {.kind = Kind::Undefined};
    if (*type == 0 && *size == 8)
        return {.kind = Kind::Date, .integer = qFromBigEndian<qint64>(bytes->data())};
    return {.kind = Kind::Extension, .integer = *type, .bytes = *bytes};
}

// What fits into one byte with its kind.
MsgpackReader::Item MsgpackReader::fixed(uchar mark)
{
    if (mark < 0x80 || mark >= 0xe0)
        return integerItem(qint8(mark));
    if (mark < 0x90)
        return sized(Kind::Map, mark & 0x0f);
    if (mark < 0xa0)
        return sized(Kind::Array, mark & 0x0f);
    return sized(Kind::Text, mark & 0x1f);
}

// MessagePack specification, "Formats"
MsgpackReader::Item MsgpackReader::next()
{
    const std::optional<quint8> mark = take<quint8>();
    if (!mark)
        return {};
    if (*mark < 0xc0 || *mark >= 0xe0)
        return fixed(*mark);
    switch (*mark) {
    case 0xc0:
        return {.kind = Kind::Nil};
    case 0xc2:
    case 0xc3:
        return {.kind = Kind::Boolean, .integer = *mark & 1};
    case 0xc4:
        return sized(Kind::Binary, take<quint8>());
    case 0xc5:
        return sized(Kind::Binary, take<quint16>());
    case 0xc6:
        return sized(Kind::Binary, take<quint32>());
    case 0xc7:
        return extension(take<quint8>(), false);
    case 0xc8:
        return extension(take<quint16>(), false);
    case 0xc9:
        return extension(take<quint32>(), false);
    case 0xca:
    case 0xcb:
        return real(*mark);
    case 0xcc:
        return unsignedItem(take<quint8>());
    case 0xcd:
        return unsignedItem(take<quint16>());
    case 0xce:
        return unsignedItem(take<quint32>());
    case 0xcf:
        return unsignedItem(take<quint64>());
    case 0xd0:
        return integerItem(take<qint8>());
    case 0xd1:
        return integerItem(take<qint16>());
    case 0xd2:
        return integerItem(take<qint32>());
    case 0xd3:
        return integerItem(take<qint64>());
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
        return extension(1u << (*mark - 0xd4), true);
    case 0xd9:
        return sized(Kind::Text, take<quint8>());
    case 0xda:
        return sized(Kind::Text, take<quint16>());
    case 0xdb:
        return sized(Kind::Text, take<quint32>());
    case 0xdc:
        return sized(Kind::Array, take<quint16>());
    case 0xdd:
        return sized(Kind::Array, take<quint32>());
    case 0xde:
        return sized(Kind::Map, take<quint16>());
    case 0xdf:
        return sized(Kind::Map, take<quint32>());
    default: // 0xc1, which is never used
        return {};
    }
}

bool MsgpackReader::enter(int depth)
{
    m_isTooDeep |= depth >= m_maxDepth;
    return !m_isTooDeep;
}

bool MsgpackReader::skipValue()
{
    return skipValue(0);
}

bool MsgpackReader::skipValue(int depth)
{
    const Item item = next();
    if (item.kind != Kind::Array && item.kind != Kind::Map)
        return item.kind != Kind::Invalid;
    if (!enter(depth))
        return false;
    for (quint32 i = 0; i < item.size; ++i) {
        if (item.kind == Kind::Map && !mayBeKey(next().kind))
            return false;
        if (!skipValue(depth + 1))
            return false;
    }
    return true;
}

bool MsgpackReader::writeValue(JsonWriter &writer)
{
    return writeValue(writer, 0);
}

bool MsgpackReader::writeValue(JsonWriter &writer, int depth)
{
    const Item item = next();
    if (item.kind == Kind::Invalid)
        return false;
    if (item.kind != Kind::Array && item.kind != Kind::Map) {
        writeScalar(writer, item);
        return true;
    }
    if (!enter(depth))
        return false;
    if (item.kind == Kind::Map)
        return writeMap(writer, item.size, depth);
    writer.beginArray();
    for (quint32 i = 0; i < item.size; ++i) {
        if (!writeValue(writer, depth + 1))
            return false;
    }
    writer.endArray();
    return true;
}

bool MsgpackReader::writeMap(JsonWriter &writer, quint32 size, int depth)
{
    writer.beginObject();
    for (quint32 i = 0; i < size; ++i) {
        if (!writeKey(writer) || !writeValue(writer, depth + 1))
            return false;
    }
    writer.endObject();
    return true;
}

// What is no string becomes its JSON text, as the key of a JavaScript object would.
bool MsgpackReader::writeKey(JsonWriter &writer)
{
    const Item item = next();
    if (!mayBeKey(item.kind))
        return false;
    QByteArray text;
    QByteArrayView key = item.bytes;
    if (item.kind != Kind::Text) {
        JsonWriter keyWriter;
        writeScalar(keyWriter, item);
        key = text = keyWriter.takeText();
    } else if (!isValidUtf8(key)) {
        key = text = toValidUtf8(key.toByteArray());
    }
    m_hasPlaceholderKey |= key == QByteArrayView("_placeholder");
    writer.key(QUtf8StringView(key.data(), key.size()));
    return true;
}

} // namespace QSocketIo
