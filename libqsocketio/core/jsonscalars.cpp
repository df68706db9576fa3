// SPDX-License-Identifier: MIT
#include "jsonscalars_p.h"

#include <QtCore/QChar>

#include <algorithm>
#include <charconv>
#include <limits>

namespace QSocketIo::JsonScalars {

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

constexpr qint64 Huge = std::numeric_limits<qint64>::max() / 4; // beyond all exponents

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

std::variant<qint64, double> number(QByteArrayView text, bool isInteger)
{
    if (isInteger) {
        qint64 integer = 0;
        if (std::from_chars(text.begin(), text.end(), integer).ec == std::errc())
            return integer;
    }
    double value = 0;
    if (std::from_chars(text.begin(), text.end(), value).ec != std::errc())
        value = beyondDouble(text);
    return value;
}

} // namespace QSocketIo::JsonScalars
