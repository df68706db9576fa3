// SPDX-License-Identifier: MIT
#include "jsontext_p.h"

#include "jsonscan_p.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace QSocketIo::JsonText {

namespace {

// Collects small pieces, so that the byte array is not asked for room for each of them.
class Chunk
{
public:
    explicit Chunk(QByteArray *out)
        : m_out(out)
    { }
    ~Chunk() { m_out->append(m_buffer.data(), m_size); }
    Q_DISABLE_COPY_MOVE(Chunk)

    void utf8(char32_t c);
    void escaped(char16_t unit);

private:
    static constexpr qsizetype Room = 6; // the longest piece: \u001f
    void reserve()
    {
        if (m_size + Room > qsizetype(m_buffer.size())) {
            m_out->append(m_buffer.data(), m_size);
            m_size = 0;
        }
    }
    void put(char32_t byte) { m_buffer[size_t(m_size++)] = char(byte); }

    QByteArray *m_out;
    qsizetype m_size = 0;
    std::array<char, 512> m_buffer;
};

void Chunk::utf8(char32_t c)
{
    reserve();
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xf0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3f));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }
}

// '"', '\\', a control character or a lone surrogate.
void Chunk::escaped(char16_t unit)
{
    constexpr char hex[] = "0123456789abcdef";
    constexpr char shortForms[] = "btn\0fr"; // from 0x08
    reserve();
    put('\\');
    if (unit == '"' || unit == '\\') {
        put(unit);
    } else if (unit >= 0x08 && unit <= 0x0d && unit != 0x0b) {
        put(uchar(shortForms[unit - 0x08]));
    } else {
        put('u');
        for (int shift = 12; shift >= 0; shift -= 4)
            put(uchar(hex[(unit >> shift) & 0xf]));
    }
}

} // namespace

static bool needsEscape(char16_t unit)
{
    return unit < 0x20 || unit == '"' || unit == '\\';
}

void appendEscaped(QByteArray *out, QByteArrayView utf8)
{
    const char *p = utf8.begin();
    const char *const end = utf8.end();
    while (p != end) {
        const char *const begin = p;
        const char *next = p;
        while (next) {
            p = next;
            p = JsonScan::plain(p, end);
            if (p == end || needsEscape(uchar(*p)))
                break;
            next = uchar(*p) < 0x80 ? p + 1 : JsonScan::utf8Sequence(p, end);
        }
        out->append(begin, p - begin);
        if (p == end)
            return;
        if (next)
            Chunk(out).escaped(uchar(*p));
        else
            Chunk(out).utf8(QChar::ReplacementCharacter);
        ++p;
    }
}

void appendEscaped(QByteArray *out, QLatin1StringView latin1)
{
    Chunk chunk(out);
    for (const char c : latin1) {
        const uchar byte = uchar(c);
        needsEscape(byte) ? chunk.escaped(byte) : chunk.utf8(byte);
    }
}

static bool isPlain(char16_t unit)
{
    return unit < 0x80 && !needsEscape(unit);
}

// How many units from the first are plain ASCII, four at a time; see JsonScan::plainBytes().
static qsizetype plainUnits(const char16_t *p, const char16_t *end)
{
    constexpr quint64 ones = 0x0001000100010001;
    constexpr quint64 highs = 0x8000800080008000;
    const char16_t *const begin = p;
    for (; end - p >= 4; p += 4) {
        quint64 word;
        std::memcpy(&word, p, sizeof(word));
        const quint64 special = (word - ones * 0x20) | ((word ^ (ones * '"')) - ones)
            | ((word ^ (ones * '\\')) - ones);
        if ((special & highs) || (word & (ones * 0xff80)))
            break;
    }
    while (p != end && isPlain(*p))
        ++p;
    return p - begin;
}

// Up to the next plain ASCII.
static const char16_t *appendOthers(QByteArray *out, const char16_t *p, const char16_t *end)
{
    Chunk chunk(out);
    for (; p != end && !isPlain(*p); ++p) {
        if (needsEscape(*p)) {
            chunk.escaped(*p);
        } else if (!QChar::isSurrogate(*p)) {
            chunk.utf8(*p);
        } else if (QChar::isHighSurrogate(*p) && p + 1 != end && QChar::isLowSurrogate(p[1])) {
            chunk.utf8(QChar::surrogateToUcs4(p[0], p[1]));
            ++p;
        } else {
            chunk.escaped(*p);
        }
    }
    return p;
}

void appendEscaped(QByteArray *out, QStringView utf16)
{
    const char16_t *p = utf16.utf16();
    const char16_t *const end = p + utf16.size();
    while (p != end) {
        const qsizetype count = plainUnits(p, end);
        const qsizetype size = out->size();
        out->resize(size + count);
        std::copy_n(p, count, out->data() + size); // narrows
        p = appendOthers(out, p + count, end);
    }
}

template<typename Integer>
static void appendDecimal(QByteArray *out, Integer value)
{
    char buffer[24];
    out->append(buffer, std::to_chars(buffer, buffer + sizeof(buffer), value).ptr - buffer);
}

void appendInteger(QByteArray *out, qint64 value)
{
    appendDecimal(out, value);
}

void appendUnsigned(QByteArray *out, quint64 value)
{
    appendDecimal(out, value);
}

// ECMAScript, Number::toString: these digits, with the decimal point behind the first pointAt.
static void appendDigits(QByteArray *out, QByteArrayView digits, int pointAt)
{
    const int count = int(digits.size());
    if (count <= pointAt && pointAt <= 21) {
        out->append(digits);
        out->append(pointAt - count, '0');
    } else if (0 < pointAt && pointAt <= 21) {
        out->append(digits.first(pointAt)).append('.').append(digits.sliced(pointAt));
    } else if (-6 < pointAt && pointAt <= 0) {
        out->append("0.").append(-pointAt, '0').append(digits);
    } else {
        out->append(digits.first(1));
        if (count > 1)
            out->append('.').append(digits.sliced(1));
        out->append(pointAt > 0 ? "e+" : "e-");
        appendDecimal(out, std::abs(pointAt - 1));
    }
}

void appendNumber(QByteArray *out, double value)
{
    if (std::abs(value) < 0x1p53 && value == std::trunc(value)) {
        appendDecimal(out, qint64(value)); // -0 is 0 in JSON
        return;
    }
    char buffer[32];
    const char *const end
        = std::to_chars(buffer, buffer + sizeof(buffer), value, std::chars_format::scientific).ptr;
    const char *p = buffer;
    if (*p == '-')
        out->append(*p++);
    char digits[20];
    int count = 0;
    for (; *p != 'e'; ++p) {
        if (*p != '.')
            digits[count++] = *p;
    }
    int exponent = 0;
    p += p[1] == '+' ? 2 : 1; // from_chars() takes no plus sign
    std::from_chars(p, end, exponent);
    appendDigits(out, QByteArrayView(digits, count), exponent + 1);
}

} // namespace QSocketIo::JsonText
