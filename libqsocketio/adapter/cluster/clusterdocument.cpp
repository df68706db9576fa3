// SPDX-License-Identifier: MIT
#include "clusterdocument_p.h"

#include "../../codec/enginecodecv4_p.h"
#include "../../core/jsonplaceholders_p.h"
#include "../../core/jsonwriter.h"

#include <QtCore/QLocale>

#include <cmath>

namespace QSocketIo {

ClusterDocument::~ClusterDocument() = default;

std::unique_ptr<ClusterDocument> ClusterDocument::of(QByteArrayView bytes)
{
    if (bytes.startsWith('{'))
        return std::make_unique<JsonClusterDocument>(bytes);
    return std::make_unique<MsgpackClusterDocument>(bytes);
}

void ClusterDocument::find(const Value &map, std::initializer_list<Member> members)
{
    if (map.kind != Kind::Map)
        return;
    visitMembers(map, [&members](const QByteArray &key, const Value &value) {
        for (const Member &member : members) {
            if (member.name == key)
                *member.value = value;
        }
    });
}

std::optional<qint64> ClusterDocument::integer(const Value &value)
{
    constexpr double maxExact = 9007199254740991.0;
    const std::optional<double> found = number(value);
    if (!found || std::trunc(*found) != *found || std::abs(*found) > maxExact)
        return {};
    return qint64(*found);
}

std::optional<QString> ClusterDocument::name(const Value &value)
{
    if (value.kind == Kind::Text)
        return QString::fromUtf8(utf8(value));
    if (value.kind != Kind::Number)
        return {};
    if (const std::optional<qint64> whole = integer(value))
        return QString::number(*whole);
    return QString::number(number(value).value_or(0), 'g', QLocale::FloatingPointShortest);
}

std::optional<QStringList> ClusterDocument::names(const Value &array)
{
    if (array.kind != Kind::Array)
        return {};
    QStringList result;
    const QList<Value> values = elements(array);
    result.reserve(values.size());
    for (const Value &value : values) {
        std::optional<QString> text = name(value);
        if (!text)
            return {};
        result.append(*std::move(text));
    }
    return result;
}

std::optional<QCborValue> ClusterDocument::cbor(const Value &value)
{
    const std::optional<Payload> payload = arguments({value}, 0);
    if (!payload)
        return {};
    return payload->at(0);
}

// ---- MessagePack -----------------------------------------------------------------------------

MsgpackClusterDocument::MsgpackClusterDocument(QByteArrayView bytes)
    : ClusterDocument(bytes)
    , m_reader(bytes, MaxDepth, MsgpackReader::Dialect::Cluster)
{ }

static ClusterDocument::Kind kindOfItem(MsgpackReader::Kind kind)
{
    using Kind = MsgpackReader::Kind;
    switch (kind) {
    case Kind::Invalid:
        return ClusterDocument::Kind::Missing;
    case Kind::Nil:
    case Kind::Undefined:
        return ClusterDocument::Kind::Null;
    case Kind::Boolean:
        return ClusterDocument::Kind::Boolean;
    case Kind::Integer:
    case Kind::Unsigned:
    case Kind::Double:
        return ClusterDocument::Kind::Number;
    case Kind::Text:
        return ClusterDocument::Kind::Text;
    case Kind::Binary:
        return ClusterDocument::Kind::Binary;
    case Kind::Array:
        return ClusterDocument::Kind::Array;
    case Kind::Map:
        return ClusterDocument::Kind::Map;
    default:
        return ClusterDocument::Kind::Other;
    }
}

ClusterDocument::Value MsgpackClusterDocument::takeValue()
{
    Value value;
    value.begin = m_reader.position();
    const MsgpackReader::Kind kind = m_reader.next().kind;
    m_reader.setPosition(value.begin);
    if (!m_reader.skipValue())
        return {};
    value.kind = kindOfItem(kind);
    value.end = m_reader.position();
    return value;
}

ClusterDocument::Value MsgpackClusterDocument::root()
{
    m_reader.setPosition(0);
    const Value value = takeValue();
    return m_reader.bytesLeft() == 0 ? value : Value();
}

MsgpackReader::Item MsgpackClusterDocument::itemAt(const Value &value)
{
    m_reader.setPosition(value.begin);
    return m_reader.next();
}

static QByteArray validText(QByteArrayView bytes)
{
    return toValidUtf8(bytes.toByteArray());
}

// root() has walked through all of it: what is left here is well-formed.
void MsgpackClusterDocument::visitMembers(const Value &map, const Visitor &visitor)
{
    const quint32 size = itemAt(map).size;
    for (quint32 i = 0; i < size; ++i) {
        const MsgpackReader::Item key = m_reader.next();
        const Value value = takeValue();
        const qsizetype next = m_reader.position();
        if (key.kind == MsgpackReader::Kind::Text)
            visitor(validText(key.bytes), value);
        m_reader.setPosition(next);
    }
}

QList<ClusterDocument::Value> MsgpackClusterDocument::elements(const Value &array)
{
    QList<Value> values;
    if (array.kind != Kind::Array)
        return values;
    const quint32 size = itemAt(array).size; // not more than there are bytes
    values.reserve(qsizetype(size));
    for (quint32 i = 0; i < size; ++i)
        values.append(takeValue());
    return values;
}

QByteArray MsgpackClusterDocument::utf8(const Value &text)
{
    return text.kind == Kind::Text ? validText(itemAt(text).bytes) : QByteArray();
}

std::optional<double> MsgpackClusterDocument::number(const Value &value)
{
    if (value.kind != Kind::Number)
        return {};
    const MsgpackReader::Item item = itemAt(value);
    if (item.kind == MsgpackReader::Kind::Integer)
        return double(item.integer);
    if (item.kind == MsgpackReader::Kind::Unsigned)
        return double(item.unsignedInteger);
    return item.number;
}

bool MsgpackClusterDocument::isTrue(const Value &value)
{
    return value.kind == Kind::Boolean && itemAt(value).integer;
}

std::optional<Payload> MsgpackClusterDocument::arguments(const QList<Value> &elements,
                                                         qsizetype skipped)
{
    JsonWriter writer;
    MsgpackReader reader(m_bytes, MaxDepth, MsgpackReader::Dialect::Cluster);
    for (qsizetype i = skipped; i < elements.size(); ++i) {
        reader.setPosition(elements[i].begin);
        if (!reader.writeValue(writer))
            return {};
    }
    if (reader.hasPlaceholderKey() && !writer.attachments().isEmpty()
        && !arePlaceholdersValid(writer.text(), writer.attachments()))
        return {};
    return writer.takePayload();
}

} // namespace QSocketIo
