// SPDX-License-Identifier: MIT
#include "jsontocbor_p.h"

#include "jsonscalars_p.h"
#include "jsonscan_p.h"

#include <QtCore/QHash>
#include <QtCore/QSet>
#include <QtCore/QtEndian>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace QSocketIo {

// RFC 8949, 3.1
enum CborMajor { Unsigned = 0, Negative = 1, Bytes = 2, Text = 3, Array = 4, Map = 5 };
constexpr char CborFalse = '\xf4';
constexpr char CborTrue = '\xf5';
constexpr char CborNull = '\xf6';
constexpr char CborDouble = '\xfb';
constexpr char CborUnknownLength = 0x1f; // in the head of an array or map
constexpr char CborEnd = '\xff';

// JavaScript shares a buffer that several placeholders name; QCborValue copies it for each. No
// encoder writes such packets: this much is tolerated before they count as an attack.
constexpr qsizetype MaxRepeatedBytes = 16 * 1024 * 1024;

JsonToCbor::JsonToCbor(QByteArrayView text, int maxDepth)
    : m_p(text.begin())
    , m_end(text.end())
    , m_maxDepth(qBound(0, maxDepth, JsonScan::MaxDepth))
{
    makeRoom(0);
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
    return fromCbor(takeOutput());
}

std::optional<QCborArray> JsonToCbor::parseList()
{
    if (!list())
        return {};
    const std::optional<QCborValue> array = fromCbor(takeOutput());
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
    const qsizetype begin = position();
    qsizetype count = 0;
    put(0);
    skipSpace();
    if (m_p != m_end) {
        do {
            if (!value(0))
                return false;
            ++count;
        } while (skip(','));
    }
    endContainer(begin, Array, count);
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
    put(first == 't' ? CborTrue : first == 'f' ? CborFalse : CborNull);
    return m_p;
}

bool JsonToCbor::number()
{
    const char *const begin = m_p;
    JsonScan::Number info;
    m_p = JsonScan::number(begin, m_end, &info);
    if (!m_p)
        return false;
    const auto value = JsonScalars::number(QByteArrayView(begin, m_p), info.isInteger);
    if (const qint64 *integer = std::get_if<qint64>(&value))
        head(*integer < 0 ? Negative : Unsigned, quint64(*integer < 0 ? -1 - *integer : *integer));
    else
        real(std::get<double>(value));
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
        JsonScalars::appendUnescaped(&m_scratch, text);
        text = m_scratch;
    }
    head(Text, quint64(text.size()));
    put(text);
    return true;
}

bool JsonToCbor::array(int depth)
{
    if (depth > m_maxDepth)
        return false;
    const qsizetype begin = position();
    qsizetype count = 0;
    ++m_p;
    put(0);
    if (!skip(']')) {
        do {
            if (!value(depth))
                return false;
            ++count;
        } while (skip(','));
        if (!skip(']'))
            return false;
    }
    endContainer(begin, Array, count);
    return true;
}

bool JsonToCbor::object(int depth)
{
    if (depth > m_maxDepth)
        return false;
    const qsizetype begin = position();
    const qsizetype firstEntry = m_entries.size();
    const bool wereValid = m_arePlaceholdersValid;
    Placeholder placeholder;
    ++m_p;
    put(0);
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
    const qsizetype count = finishMembers(firstEntry);
    endContainer(begin, Map, count);
    return true;
}

bool JsonToCbor::member(int depth, Placeholder *placeholder)
{
    skipSpace();
    Entry entry{position(), 0, 0};
    if (!isAt('"') || !string() || !skip(':'))
        return false;
    entry.value = position();
    if (!value(depth))
        return false;
    entry.end = position();
    m_entries.append(entry);
    if (!m_replacesPlaceholders)
        return true;
    const QByteArrayView key = keyOf(entry);
    if (key == "\x6c_placeholder")
        placeholder->isPlaceholder = m_out.at(entry.value) == CborTrue;
    else if (key == "\x63num")
        placeholder->num = entry.value;
    return true;
}

QByteArrayView JsonToCbor::keyOf(const Entry &entry) const
{
    return QByteArrayView(m_out.constData() + entry.key, entry.value - entry.key);
}

// How many members are left.
qsizetype JsonToCbor::finishMembers(qsizetype firstEntry)
{
    qsizetype count = m_entries.size() - firstEntry;
    if (hasDuplicates(firstEntry))
        count = dropDuplicates(firstEntry);
    m_entries.resize(firstEntry);
    return count;
}

static bool isEqual(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), size_t(a.size())) == 0;
}

bool JsonToCbor::hasDuplicates(qsizetype firstEntry) const
{
    const qsizetype count = m_entries.size() - firstEntry;
    if (count <= 16) {
        for (qsizetype i = firstEntry + 1; i < m_entries.size(); ++i) {
            for (qsizetype j = firstEntry; j < i; ++j) {
                if (isEqual(keyOf(m_entries[i]), keyOf(m_entries[j])))
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
qsizetype JsonToCbor::dropDuplicates(qsizetype firstEntry)
{
    QHash<QByteArrayView, qsizetype> last;
    for (qsizetype i = firstEntry; i < m_entries.size(); ++i)
        last.insert(keyOf(m_entries[i]), i);
    const qsizetype count = last.size();
    QByteArray members;
    for (qsizetype i = firstEntry; i < m_entries.size(); ++i) {
        const QByteArrayView key = keyOf(m_entries[i]);
        const auto it = last.constFind(key);
        if (it == last.cend())
            continue;
        const Entry &entry = m_entries[*it];
        members.append(key);
        members.append(m_out.constData() + entry.value, entry.end - entry.value);
        last.erase(it);
    }
    rewind(m_entries[firstEntry].key);
    put(members);
    return count;
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
        rewind(begin);
        put(CborNull);
        return true;
    }
    const QByteArray &bytes = m_attachments->at(qsizetype(*index));
    bool &isUsed = m_used[qsizetype(*index)];
    if (isUsed && (m_repeatedBytes += bytes.size()) > MaxRepeatedBytes)
        return false;
    isUsed = true;
    rewind(begin);
    makeRoom(bytes.size());
    head(Bytes, quint64(bytes.size()));
    put(bytes);
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
    put(QByteArrayView(buffer, size));
}

void JsonToCbor::real(double value)
{
    char buffer[9] = {CborDouble};
    qToBigEndian(value, buffer + 1);
    put(QByteArrayView(buffer, sizeof(buffer)));
}

// Few elements are counted in the head, which Qt reads faster; more than fit into the head's one
// byte are ended by a mark.
void JsonToCbor::endContainer(qsizetype begin, int major, qsizetype count)
{
    const bool fits = count < 24;
    m_out.data()[begin] = char(major << 5 | (fits ? int(count) : CborUnknownLength));
    if (!fits)
        put(CborEnd);
}

// Room for what is left of the text and so much more. Numbers grow most: "1e1" takes nine bytes.
void JsonToCbor::makeRoom(qsizetype more)
{
    const qsizetype used = m_to ? position() : 0;
    const qsizetype needed = used + more + 3 * (m_end - m_p) + 32;
    if (needed > m_out.size())
        m_out.resize(qMax(needed, 2 * used));
    rewind(used);
}

void JsonToCbor::put(QByteArrayView bytes)
{
    std::copy(bytes.begin(), bytes.end(), m_to);
    m_to += bytes.size();
}

QByteArray JsonToCbor::takeOutput()
{
    m_out.truncate(position());
    return std::exchange(m_out, {});
}

} // namespace QSocketIo
