// SPDX-License-Identifier: MIT
#include "jsontocbor_p.h"

#include "jsonscan_p.h"

#include <QtCore/QHash>
#include <QtCore/QSet>
#include <QtCore/QtEndian>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace QSocketIo {

enum CborMajor { Unsigned = 0, Negative = 1, Bytes = 2, Text = 3 };
constexpr char CborFalse = '\xf4';
constexpr char CborTrue = '\xf5';
constexpr char CborNull = '\xf6';
constexpr char CborDouble = '\xfb';
constexpr char CborBeginArray = '\x9f';
constexpr char CborBeginMap = '\xbf';
constexpr char CborEnd = '\xff';

// JavaScript shares a buffer that several placeholders name; QCborValue copies it for each. No
// encoder writes such packets: this much is tolerated before they count as an attack.
constexpr qsizetype MaxRepeatedBytes = 16 * 1024 * 1024;

constexpr qint64 Huge = std::numeric_limits<qint64>::max() / 4; // beyond all exponents

static void appendUtf8(QByteArray *out, char32_t c)
{
    if (c < 0x80) {
        *out += char(c);
    } else if (c < 0x800) {
        *out += char(0xc0 | (c >> 6));
        *out += char(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *out += char(0xe0 | (c >> 12));
        *out += char(0x80 | ((c >> 6) & 0x3f));
        *out += char(0x80 | (c & 0x3f));
    } else {
        *out += char(0xf0 | (c >> 18));
        *out += char(0x80 | ((c >> 12) & 0x3f));
        *out += char(0x80 | ((c >> 6) & 0x3f));
        *out += char(0x80 | (c & 0x3f));
    }
}

static char32_t hexUnit(const char *p)
{
    uint unit = 0;
    std::from_chars(p, p + 4, unit, 16);
    return unit;
}

// p: behind the backslash of a valid escape. The result: behind the escape.
static const char *appendEscape(QByteArray *out, const char *p, const char *end)
{
    switch (*p) {
    case 'b':
        *out += '\b';
        return p + 1;
    case 'f':
        *out += '\f';
        return p + 1;
    case 'n':
        *out += '\n';
        return p + 1;
    case 'r':
        *out += '\r';
        return p + 1;
    case 't':
        *out += '\t';
        return p + 1;
    case 'u':
        break;
    default:
        *out += *p;
        return p + 1;
    }
    char32_t c = hexUnit(p + 1);
    p += 5;
    if (QChar::isHighSurrogate(c) && end - p >= 6 && p[0] == '\\' && p[1] == 'u'
        && QChar::isLowSurrogate(hexUnit(p + 2))) {
        c = QChar::surrogateToUcs4(char16_t(c), char16_t(hexUnit(p + 2)));
        p += 6;
    }
    appendUtf8(out, QChar::isSurrogate(c) ? char32_t(QChar::ReplacementCharacter) : c);
    return p;
}

void appendUnescaped(QByteArray *out, QByteArrayView escaped)
{
    out->reserve(out->size() + escaped.size());
    const char *p = escaped.begin();
    while (p != escaped.end()) {
        const char *const backslash = std::find(p, escaped.end(), '\\');
        out->append(p, backslash - p);
        if (backslash == escaped.end())
            return;
        p = appendEscape(out, backslash + 1, escaped.end());
    }
}

JsonToCbor::JsonToCbor(QByteArrayView text, int maxDepth)
    : m_p(text.begin())
    , m_end(text.end())
    , m_maxDepth(qBound(0, maxDepth, JsonScan::MaxDepth))
{
    m_out.reserve(text.size() + 16);
}

void JsonToCbor::setAttachments(const QList<QByteArray> &attachments)
{
    m_attachments = &attachments;
    setAttachmentCount(attachments.size());
}

void JsonToCbor::setAttachmentCount(qsizetype count)
{
    m_replacesPlaceholders = true;
    m_attachmentCount = count;
    m_used.resize(count);
    std::fill(m_used.begin(), m_used.end(), false);
}

static std::optional<QCborValue> fromCbor(const QByteArray &cbor)
{
    QCborParserError error;
    QCborValue value = QCborValue::fromCbor(cbor, &error);
    if (error.error != QCborError::NoError)
        return {};
    return value;
}

std::optional<QCborValue> JsonToCbor::parseValue()
{
    if (!value(0) || m_p != m_end)
        return {};
    return fromCbor(m_out);
}

std::optional<QCborArray> JsonToCbor::parseList()
{
    if (!list())
        return {};
    const std::optional<QCborValue> array = fromCbor(m_out);
    return array ? std::optional(array->toArray()) : std::nullopt;
}

bool JsonToCbor::checkList()
{
    return list() && m_arePlaceholdersValid;
}

void JsonToCbor::skipSpace()
{
    m_p = JsonScan::space(m_p, m_end);
}

bool JsonToCbor::skip(char c)
{
    skipSpace();
    if (!isAt(c))
        return false;
    ++m_p;
    return true;
}

bool JsonToCbor::list()
{
    m_out += CborBeginArray;
    skipSpace();
    if (m_p != m_end) {
        do {
            if (!value(0))
                return false;
        } while (skip(','));
    }
    m_out += CborEnd;
    return m_p == m_end;
}

// Skips white space on both sides.
bool JsonToCbor::value(int depth)
{
    skipSpace();
    if (m_p == m_end)
        return false;
    bool ok = false;
    switch (*m_p) {
    case '[':
        ok = array(depth + 1);
        break;
    case '{':
        ok = object(depth + 1);
        break;
    case '"':
        ok = string();
        break;
    case 't':
    case 'f':
    case 'n':
        ok = literal();
        break;
    default:
        ok = number();
        break;
    }
    if (ok)
        skipSpace();
    return ok;
}

bool JsonToCbor::literal()
{
    const char first = *m_p;
    m_p = JsonScan::literal(m_p, m_end);
    m_out += first == 't' ? CborTrue : first == 'f' ? CborFalse : CborNull;
    return m_p;
}

// A number too large or too small for a double is no error: JavaScript reads infinity or zero.
static double beyondDouble(QByteArrayView number)
{
    const bool isNegative = number.front() == '-';
    const qsizetype e
        = std::find_if(number.begin(), number.end(), [](char c) { return c == 'e' || c == 'E'; })
        - number.begin();
    const QByteArrayView mantissa = number.first(e).sliced(isNegative);
    const qsizetype point = mantissa.indexOf('.') < 0 ? mantissa.size() : mantissa.indexOf('.');
    const char *const digit = std::find_if(mantissa.begin(), mantissa.end(),
                                           [](char c) { return c >= '1' && c <= '9'; });
    qint64 exponent = 0;
    if (e < number.size()) {
        const char *p = number.data() + e + 1;
        p += *p == '+';
        const bool isTooLong = std::from_chars(p, number.end(), exponent).ec != std::errc();
        if (isTooLong)
            exponent = *p == '-' ? -Huge : Huge;
    }
    // Where the first digit that counts stands relative to the decimal point.
    const qint64 magnitude = point - (digit - mantissa.begin()) + qBound(-Huge, exponent, Huge);
    const double value = magnitude > 0 ? qInf() : 0.0;
    return isNegative ? -value : value;
}

bool JsonToCbor::number()
{
    const char *const begin = m_p;
    JsonScan::Number info;
    m_p = JsonScan::number(begin, m_end, &info);
    if (!m_p)
        return false;
    if (info.isInteger) {
        qint64 integer = 0;
        if (std::from_chars(begin, m_p, integer).ec == std::errc()) {
            head(integer < 0 ? Negative : Unsigned, quint64(integer < 0 ? -1 - integer : integer));
            return true;
        }
    }
    double value = 0;
    if (std::from_chars(begin, m_p, value).ec != std::errc())
        value = beyondDouble(QByteArrayView(begin, m_p));
    real(value);
    return true;
}

bool JsonToCbor::string()
{
    const char *const begin = m_p + 1;
    JsonScan::String info;
    m_p = JsonScan::string(begin, m_end, &info);
    if (!m_p)
        return false;
    QByteArrayView text(begin, m_p - 1);
    if (info.hasEscapes) {
        m_scratch.resize(0);
        appendUnescaped(&m_scratch, text);
        text = m_scratch;
    }
    head(Text, quint64(text.size()));
    m_out.append(text);
    return true;
}

bool JsonToCbor::array(int depth)
{
    if (depth > m_maxDepth)
        return false;
    ++m_p;
    m_out += CborBeginArray;
    if (!skip(']')) {
        do {
            if (!value(depth))
                return false;
        } while (skip(','));
        if (!skip(']'))
            return false;
    }
    m_out += CborEnd;
    return true;
}

bool JsonToCbor::object(int depth)
{
    if (depth > m_maxDepth)
        return false;
    const qsizetype begin = m_out.size();
    const qsizetype firstEntry = m_entries.size();
    const bool wereValid = m_arePlaceholdersValid;
    Placeholder placeholder;
    ++m_p;
    m_out += CborBeginMap;
    if (!skip('}')) {
        do {
            if (!member(depth, &placeholder))
                return false;
        } while (skip(','));
        if (!skip('}'))
            return false;
    }
    if (placeholder.isPlaceholder && m_replacesPlaceholders) {
        m_arePlaceholdersValid = wereValid; // what lies inside goes away
        if (replacePlaceholder(begin, placeholder.num)) {
            m_entries.resize(firstEntry);
            return true;
        }
        m_arePlaceholdersValid = false;
    }
    finishMembers(firstEntry);
    m_out += CborEnd;
    return true;
}

bool JsonToCbor::member(int depth, Placeholder *placeholder)
{
    skipSpace();
    Entry entry{m_out.size(), 0, 0};
    if (!isAt('"') || !string() || !skip(':'))
        return false;
    entry.value = m_out.size();
    if (!value(depth))
        return false;
    entry.end = m_out.size();
    m_entries.append(entry);
    const QByteArrayView key = keyOf(entry);
    if (key == "\x6c_placeholder")
        placeholder->isPlaceholder = m_out.at(entry.value) == CborTrue;
    else if (key == "\x63num")
        placeholder->num = entry.value;
    return true;
}

QByteArrayView JsonToCbor::keyOf(const Entry &entry) const
{
    return QByteArrayView(m_out).sliced(entry.key, entry.value - entry.key);
}

void JsonToCbor::finishMembers(qsizetype firstEntry)
{
    if (hasDuplicates(firstEntry))
        dropDuplicates(firstEntry);
    m_entries.resize(firstEntry);
}

bool JsonToCbor::hasDuplicates(qsizetype firstEntry) const
{
    const qsizetype count = m_entries.size() - firstEntry;
    if (count <= 16) {
        for (qsizetype i = firstEntry + 1; i < m_entries.size(); ++i) {
            for (qsizetype j = firstEntry; j < i; ++j) {
                if (keyOf(m_entries[i]) == keyOf(m_entries[j]))
                    return true;
            }
        }
        return false;
    }
    QSet<QByteArrayView> keys;
    keys.reserve(count);
    for (qsizetype i = firstEntry; i < m_entries.size(); ++i)
        keys.insert(keyOf(m_entries[i]));
    return keys.size() < count;
}

// As in JavaScript the last value wins, in the place of the first.
void JsonToCbor::dropDuplicates(qsizetype firstEntry)
{
    QHash<QByteArrayView, qsizetype> last;
    for (qsizetype i = firstEntry; i < m_entries.size(); ++i)
        last.insert(keyOf(m_entries[i]), i);
    QByteArray members;
    for (qsizetype i = firstEntry; i < m_entries.size(); ++i) {
        const QByteArrayView key = keyOf(m_entries[i]);
        const auto it = last.constFind(key);
        if (it == last.cend())
            continue;
        const Entry &entry = m_entries[*it];
        members.append(key);
        members.append(QByteArrayView(m_out).sliced(entry.value, entry.end - entry.value));
        last.erase(it);
    }
    m_out.truncate(m_entries[firstEntry].key);
    m_out.append(members);
}

// The whole number at that position; none where it is negative, fractional or no number.
std::optional<quint64> JsonToCbor::unsignedAt(qsizetype position) const
{
    if (position < 0)
        return {};
    const auto *const p = reinterpret_cast<const uchar *>(m_out.constData()) + position;
    if (*p < 24)
        return *p;
    if (*p == 24)
        return p[1];
    if (*p == 25)
        return qFromBigEndian<quint16>(p + 1);
    if (*p == 26)
        return qFromBigEndian<quint32>(p + 1);
    if (*p == 27)
        return qFromBigEndian<quint64>(p + 1);
    if (char(*p) != CborDouble)
        return {};
    const double value = qFromBigEndian<double>(p + 1);
    if (!(value >= 0 && value < 0x1p53) || value != std::floor(value))
        return {};
    return quint64(value);
}

bool JsonToCbor::replacePlaceholder(qsizetype begin, qsizetype num)
{
    const std::optional<quint64> index = unsignedAt(num);
    if (!index || *index >= quint64(m_attachmentCount))
        return false;
    if (!m_attachments) {
        m_out.truncate(begin);
        m_out += CborNull;
        return true;
    }
    const QByteArray &bytes = m_attachments->at(qsizetype(*index));
    bool &isUsed = m_used[qsizetype(*index)];
    if (isUsed && (m_repeatedBytes += bytes.size()) > MaxRepeatedBytes)
        return false;
    isUsed = true;
    m_out.truncate(begin);
    head(Bytes, quint64(bytes.size()));
    m_out.append(bytes);
    return true;
}

void JsonToCbor::head(int major, quint64 argument)
{
    char buffer[9];
    int size = 1;
    if (argument < 24) {
        buffer[0] = char(major << 5 | int(argument));
    } else if (argument <= 0xff) {
        buffer[0] = char(major << 5 | 24);
        buffer[1] = char(argument);
        size = 2;
    } else if (argument <= 0xffff) {
        buffer[0] = char(major << 5 | 25);
        qToBigEndian(quint16(argument), buffer + 1);
        size = 3;
    } else if (argument <= 0xffffffff) {
        buffer[0] = char(major << 5 | 26);
        qToBigEndian(quint32(argument), buffer + 1);
        size = 5;
    } else {
        buffer[0] = char(major << 5 | 27);
        qToBigEndian(argument, buffer + 1);
        size = 9;
    }
    m_out.append(buffer, size);
}

void JsonToCbor::real(double value)
{
    char buffer[9] = {CborDouble};
    qToBigEndian(value, buffer + 1);
    m_out.append(buffer, sizeof(buffer));
}

} // namespace QSocketIo
