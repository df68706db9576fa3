// SPDX-License-Identifier: MIT
#include "respparser_p.h"

#include <algorithm>
#include <limits>

namespace QSocketIo {

namespace {
constexpr qsizetype terminatorBytes = 2;

// Decimal digits with an optional sign, nothing else.
std::optional<qint64> integerOf(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 20)
        return std::nullopt;
    const QByteArrayView digits
        = text.front() == '-' || text.front() == '+' ? text.sliced(1) : text;
    const bool areDigits = !digits.isEmpty()
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool isOk = false;
    const qint64 number = QByteArray::fromRawData(text.data(), text.size()).toLongLong(&isOk);
    return areDigits && isOk ? std::optional(number) : std::nullopt;
}

std::optional<double> doubleOf(QByteArrayView text)
{
    if (text == "inf" || text == "+inf")
        return std::numeric_limits<double>::infinity();
    if (text == "-inf")
        return -std::numeric_limits<double>::infinity();
    if (text == "nan" || text == "-nan")
        return std::numeric_limits<double>::quiet_NaN();
    bool isOk = false;
    const double number = text.toByteArray().toDouble(&isOk);
    return isOk ? std::optional(number) : std::nullopt;
}
} // namespace

void RespParser::feed(QByteArrayView bytes)
{
    if (hasFailed())
        return;
    // What is thrown away need not be stored first.
    if (m_skipping > 0 && bytesBuffered() == 0) {
        const qsizetype skipped = std::min<qint64>(m_skipping, bytes.size());
        m_skipping -= skipped;
        bytes = bytes.sliced(skipped);
    }
    compact();
    m_buffer.append(bytes);
}

void RespParser::compact()
{
    if (m_position == m_buffer.size()) {
        m_buffer.resize(0);
    } else if (m_position > m_buffer.size() / 2) { // each byte is moved once on average
        m_buffer.remove(0, m_position);
    } else {
        return;
    }
    m_scanned = std::max<qsizetype>(0, m_scanned - m_position);
    m_position = 0;
}

std::optional<RespValue> RespParser::next()
{
    std::optional<RespValue> complete;
    while (!complete && !hasFailed()) {
        RespValue value;
        const Step step = readOne(&value);
        if (step == Step::Starved || step == Step::Failed)
            return std::nullopt;
        if (step == Step::Value)
            add(std::move(value), &complete);
    }
    return complete;
}

// Puts a value into what it is an element of, which may complete that, and so on.
void RespParser::add(RespValue &&value, std::optional<RespValue> *complete)
{
    RespValue current = std::move(value);
    while (!m_stack.empty()) {
        Frame &frame = m_stack.back();
        frame.value.elements.append(std::move(current));
        if (--frame.missing > 0)
            return;
        const bool isAttribute = frame.isAttribute;
        current = std::move(frame.value);
        m_stack.pop_back();
        if (isAttribute)
            return;
    }
    m_valueBytes = 0;
    m_elements = 0;
    *complete = std::move(current);
}

RespParser::Step RespParser::readOne(RespValue *value)
{
    if (m_skipping >= 0)
        return skip() == Step::Starved ? Step::Starved
                                       : (value->type = RespValue::Type::Oversized, Step::Value);
    return m_bulk ? readBulk(value) : readHeader(value);
}

RespParser::Step RespParser::skip()
{
    const qsizetype skipped = std::min<qint64>(m_skipping, bytesBuffered());
    m_position += skipped;
    m_scanned = m_position;
    m_skipping -= skipped;
    if (m_skipping > 0)
        return Step::Starved;
    m_skipping = -1;
    return Step::Value;
}

RespParser::Step RespParser::readBulk(RespValue *value)
{
    if (bytesBuffered() < *m_bulk + terminatorBytes)
        return Step::Starved;
    const char *const data = m_buffer.constData() + m_position;
    if (data[*m_bulk] != '\r' || data[*m_bulk + 1] != '\n')
        return fail("a string is longer than announced");
    value->type = m_isErrorBulk ? RespValue::Type::Error : RespValue::Type::String;
    // The format, three letters and a colon, stands before a verbatim string.
    const qsizetype skipped = m_isVerbatim ? std::min<qint64>(4, *m_bulk) : 0;
    value->bytes = QByteArray(data + skipped, *m_bulk - skipped);
    m_position += *m_bulk + terminatorBytes;
    m_scanned = m_position;
    m_bulk.reset();
    return Step::Value;
}

bool RespParser::takeLine(QByteArrayView *line)
{
    const qsizetype end = m_buffer.indexOf('\n', std::max(m_scanned, m_position));
    if (end < 0) {
        m_scanned = m_buffer.size();
        if (bytesBuffered() > m_limits.maxLineBytes)
            fail("a line is too long");
        return false;
    }
    const qsizetype size = end - m_position;
    if (size < 2 || m_buffer.at(end - 1) != '\r' || size > m_limits.maxLineBytes) {
        fail("a line is malformed");
        return false;
    }
    *line = QByteArrayView(m_buffer).sliced(m_position, size - 1);
    m_position = end + 1;
    m_scanned = m_position;
    return true;
}

RespParser::Step RespParser::readHeader(RespValue *value)
{
    QByteArrayView line;
    if (!takeLine(&line))
        return hasFailed() ? Step::Failed : Step::Starved;
    const char kind = line.front();
    const QByteArrayView text = line.sliced(1);
    switch (kind) {
    case '+':
    case '-':
    case '(': // a big number
        value->type = kind == '-' ? RespValue::Type::Error : RespValue::Type::String;
        value->bytes = text.toByteArray();
        return spend(text.size()) ? Step::Value : fail("a value is too large");
    case ':':
        return readLength(text, value);
    case '_':
        return text.isEmpty() ? Step::Value : fail("a null is malformed");
    case '#':
        value->type = RespValue::Type::Boolean;
        value->integer = text == "t" ? 1 : 0;
        return text == "t" || text == "f" ? Step::Value : fail("a boolean is malformed");
    case ',': {
        const std::optional<double> number = doubleOf(text);
        value->type = RespValue::Type::Double;
        value->real = number.value_or(0);
        return number ? Step::Value : fail("a number is malformed");
    }
    case '$':
    case '=':
    case '!':
        return beginString(kind, text, value);
    case '*':
    case '~':
    case '%':
    case '>':
    case '|':
        return beginAggregate(kind, text, value);
    default:
        return fail("a type is unknown");
    }
}

RespParser::Step RespParser::readLength(QByteArrayView text, RespValue *value)
{
    const std::optional<qint64> number = integerOf(text);
    value->type = RespValue::Type::Integer;
    value->integer = number.value_or(0);
    return number ? Step::Value : fail("an integer is malformed");
}

RespParser::Step RespParser::beginString(char kind, QByteArrayView text, RespValue *value)
{
    const std::optional<qint64> size = integerOf(text);
    if (size == -1 && kind == '$')
        return Step::Value; // RESP2's null
    if (!size || *size < 0 || *size > std::numeric_limits<qint32>::max())
        return fail("the length of a string is malformed");
    if (*size > m_limits.maxStringBytes || !spend(*size)) {
        m_skipping = *size + terminatorBytes;
        return Step::Nested;
    }
    m_bulk = *size;
    m_isVerbatim = kind == '=';
    m_isErrorBulk = kind == '!';
    Q_UNUSED(value)
    return Step::Nested;
}

RespParser::Step RespParser::beginAggregate(char kind, QByteArrayView text, RespValue *value)
{
    const std::optional<qint64> size = integerOf(text);
    if (size == -1 && kind == '*')
        return Step::Value; // RESP2's other null
    const bool isMap = kind == '%' || kind == '|';
    if (!size || *size < 0 || *size > m_limits.maxElements / (isMap ? 2 : 1))
        return fail("the number of elements is malformed or too large");
    const qint64 count = *size * (isMap ? 2 : 1);
    m_elements += count;
    if (m_elements > m_limits.maxElements || qsizetype(m_stack.size()) >= m_limits.maxDepth)
        return fail("a value is too large or too deep");
    if (kind == '>' && !m_stack.empty())
        return fail("a push is inside of another value");
    value->type = isMap ? RespValue::Type::Map
        : kind == '>'   ? RespValue::Type::Push
                        : RespValue::Type::Array;
    if (count == 0)
        return kind == '|' ? Step::Nested : Step::Value;
    m_stack.push_back({std::move(*value), count, kind == '|'});
    return Step::Nested;
}

bool RespParser::spend(qint64 bytes)
{
    if (m_valueBytes + bytes > m_limits.maxValueBytes)
        return false;
    m_valueBytes += bytes;
    return true;
}

RespParser::Step RespParser::fail(const char *reason)
{
    m_error = QLatin1String(reason);
    m_buffer.clear();
    m_position = 0;
    m_stack.clear();
    return Step::Failed;
}

} // namespace QSocketIo
