// SPDX-License-Identifier: MIT
#include "jsonreader_p.h"

#include "jsonscalars_p.h"
#include "jsonscan_p.h"
#include "jsontocbor_p.h"

#include <algorithm>
#include <bitset>

namespace QSocketIo {

namespace {

// Walks over one value without recursion: what is open is one bit per level.
class Skipper
{
public:
    Skipper(const char *p, const char *end, int maxDepth)
        : m_p(p)
        , m_end(end)
        , m_maxDepth(maxDepth)
    { }

    // Behind the value, or null.
    const char *skip()
    {
        do {
            if (!startValue())
                return nullptr;
            while (m_isComplete && m_depth > 0) {
                if (!continueContainer())
                    return nullptr;
            }
        } while (m_depth > 0);
        return m_p;
    }

private:
    bool isAt(char c) const { return m_p != m_end && *m_p == c; }
    void skipSpace() { m_p = JsonScan::space(m_p, m_end); }

    // A scalar or an empty container as a whole, of other containers the beginning.
    bool startValue()
    {
        skipSpace();
        m_isComplete = true;
        if (isAt('['))
            return open(false);
        if (isAt('{'))
            return open(true);
        return skipScalar();
    }

    bool skipScalar()
    {
        if (m_p == m_end)
            return false;
        JsonScan::String string;
        JsonScan::Number number;
        if (*m_p == '"')
            m_p = JsonScan::string(m_p + 1, m_end, &string);
        else if (*m_p == '-' || (*m_p >= '0' && *m_p <= '9'))
            m_p = JsonScan::number(m_p, m_end, &number);
        else
            m_p = JsonScan::literal(m_p, m_end);
        return m_p != nullptr;
    }

    bool open(bool isObject)
    {
        if (m_depth == m_maxDepth)
            return false;
        ++m_p;
        skipSpace();
        if (isAt(isObject ? '}' : ']')) {
            ++m_p;
            return true;
        }
        m_isObject[size_t(m_depth++)] = isObject;
        m_isComplete = false;
        return !isObject || skipKey();
    }

    // Behind a value: the comma before the next one, or the container's end.
    bool continueContainer()
    {
        skipSpace();
        const bool isObject = m_isObject[size_t(m_depth - 1)];
        if (isAt(',')) {
            ++m_p;
            m_isComplete = false;
            return !isObject || skipKey();
        }
        if (!isAt(isObject ? '}' : ']'))
            return false;
        ++m_p;
        --m_depth;
        return true;
    }

    bool skipKey()
    {
        skipSpace();
        if (!isAt('"') || !skipScalar())
            return false;
        skipSpace();
        if (!isAt(':'))
            return false;
        ++m_p;
        return true;
    }

    const char *m_p;
    const char *m_end;
    int m_maxDepth;
    int m_depth = 0;
    bool m_isComplete = false;
    std::bitset<JsonScan::MaxDepth> m_isObject;
};

} // namespace

static JsonReader::Kind kindOf(char first)
{
    switch (first) {
    case 'n':
        return JsonReader::Kind::Null;
    case 'f':
        return JsonReader::Kind::False;
    case 't':
        return JsonReader::Kind::True;
    case '"':
        return JsonReader::Kind::String;
    case '[':
        return JsonReader::Kind::Array;
    case '{':
        return JsonReader::Kind::Object;
    }
    return JsonReader::Kind::Number;
}

JsonReader::JsonReader(QByteArrayView text, int maxDepth)
    : m_text(text)
    , m_maxDepth(qBound(0, maxDepth, JsonScan::MaxDepth))
{ }

void JsonReader::skipSpace()
{
    m_position = JsonScan::space(m_text.data() + m_position, m_text.end()) - m_text.data();
}

std::optional<JsonReader::Span> JsonReader::skipValue()
{
    skipSpace();
    const char *const begin = m_text.data() + m_position;
    const char *const end = Skipper(begin, m_text.end(), m_maxDepth).skip();
    if (!end)
        return {};
    const Span span{kindOf(*begin), m_position, end - m_text.data()};
    m_position = span.end;
    skipSpace();
    return span;
}

bool JsonReader::skip(char expected)
{
    skipSpace();
    if (m_position == m_text.size() || m_text[m_position] != expected)
        return false;
    ++m_position;
    return true;
}

bool JsonReader::atEnd()
{
    skipSpace();
    return m_position == m_text.size();
}

QByteArray JsonReader::stringAt(const Span &span) const
{
    Q_ASSERT(span.kind == Kind::String);
    const QByteArrayView escaped = m_text.sliced(span.begin + 1, span.end - span.begin - 2);
    QByteArray result;
    JsonScalars::appendUnescaped(&result, escaped);
    return result;
}

std::optional<QCborValue> JsonReader::scalarAt(const Span &span) const
{
    switch (span.kind) {
    case Kind::Null:
        return QCborValue(nullptr);
    case Kind::False:
        return QCborValue(false);
    case Kind::True:
        return QCborValue(true);
    case Kind::String:
        return QCborValue(QString::fromUtf8(stringAt(span)));
    case Kind::Number: {
        const QByteArrayView text = m_text.sliced(span.begin, span.end - span.begin);
        const bool isInteger = std::none_of(
            text.begin(), text.end(), [](char c) { return c == '.' || c == 'e' || c == 'E'; });
        return std::visit([](auto value) { return QCborValue(value); },
                          JsonScalars::number(text, isInteger));
    }
    case Kind::Array:
    case Kind::Object:
        break;
    }
    return {};
}

std::optional<QCborValue> JsonReader::parse(QByteArrayView text, int maxDepth)
{
    return JsonToCbor(text, maxDepth).parseValue();
}

std::optional<QCborArray> JsonReader::parseList(QByteArrayView text, int maxDepth)
{
    return JsonToCbor(text, maxDepth).parseList();
}

} // namespace QSocketIo
