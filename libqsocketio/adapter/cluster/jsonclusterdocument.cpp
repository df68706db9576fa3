// SPDX-License-Identifier: MIT
#include "../../codec/utf8_p.h"
#include "../../core/jsonreader_p.h"
#include "clusterdocument_p.h"

namespace QSocketIo {

static ClusterDocument::Kind kindOfSpan(JsonReader::Kind kind)
{
    switch (kind) {
    case JsonReader::Kind::Null:
        return ClusterDocument::Kind::Null;
    case JsonReader::Kind::False:
    case JsonReader::Kind::True:
        return ClusterDocument::Kind::Boolean;
    case JsonReader::Kind::Number:
        return ClusterDocument::Kind::Number;
    case JsonReader::Kind::String:
        return ClusterDocument::Kind::Text;
    case JsonReader::Kind::Array:
        return ClusterDocument::Kind::Array;
    case JsonReader::Kind::Object:
        return ClusterDocument::Kind::Map;
    }
    Q_UNREACHABLE();
    return ClusterDocument::Kind::Missing;
}

static ClusterDocument::Value valueOf(const JsonReader::Span &span, qsizetype offset)
{
    return {kindOfSpan(span.kind), span.begin + offset, span.end + offset};
}

static JsonReader::Span wholeSpan(const ClusterDocument::Value &value, JsonReader::Kind kind)
{
    return {kind, 0, value.end - value.begin};
}

ClusterDocument::Value JsonClusterDocument::root()
{
    JsonReader reader(m_bytes, MaxDepth);
    const std::optional<JsonReader::Span> span = reader.skipValue();
    if (!span || !reader.atEnd() || !isValidUtf8(m_bytes))
        return {};
    return valueOf(*span, 0);
}

// root() has checked the text: what is left here is well-formed.
void JsonClusterDocument::visitMembers(const Value &map, const Visitor &visitor)
{
    JsonReader reader(m_bytes.sliced(map.begin, map.end - map.begin), MaxDepth);
    reader.skip('{');
    if (reader.skip('}'))
        return;
    do {
        const std::optional<JsonReader::Span> key = reader.skipValue();
        reader.skip(':');
        const std::optional<JsonReader::Span> value = reader.skipValue();
        if (!key || !value)
            return;
        visitor(reader.stringAt(*key), valueOf(*value, map.begin));
    } while (reader.skip(','));
}

QList<ClusterDocument::Value> JsonClusterDocument::elements(const Value &array)
{
    QList<Value> values;
    if (array.kind != Kind::Array)
        return values;
    JsonReader reader(m_bytes.sliced(array.begin, array.end - array.begin), MaxDepth);
    reader.skip('[');
    if (reader.skip(']'))
        return values;
    do {
        const std::optional<JsonReader::Span> span = reader.skipValue();
        if (!span)
            return values;
        values.append(valueOf(*span, array.begin));
    } while (reader.skip(','));
    return values;
}

QByteArray JsonClusterDocument::utf8(const Value &text)
{
    if (text.kind != Kind::Text)
        return {};
    const JsonReader reader(m_bytes.sliced(text.begin, text.end - text.begin), MaxDepth);
    return reader.stringAt(wholeSpan(text, JsonReader::Kind::String));
}

std::optional<double> JsonClusterDocument::number(const Value &value)
{
    if (value.kind != Kind::Number)
        return {};
    return m_bytes.sliced(value.begin, value.end - value.begin).toByteArray().toDouble();
}

bool JsonClusterDocument::isTrue(const Value &value)
{
    return value.kind == Kind::Boolean && m_bytes[value.begin] == 't';
}

// The text between two commas is the text of the arguments. Objects like
// {"type":"Buffer","data":[...]} stay objects, as in Node.js.
std::optional<Payload> JsonClusterDocument::arguments(const QList<Value> &elements,
                                                      qsizetype skipped)
{
    if (elements.size() <= skipped)
        return Payload();
    const qsizetype begin = elements[skipped].begin;
    return Payload::fromJson(m_bytes.sliced(begin, elements.last().end - begin).toByteArray());
}

} // namespace QSocketIo
