// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_JSONSCAN_P_H
#define QSOCKETIO_CORE_JSONSCAN_P_H

#include <QtCore/QtAlgorithms>
#include <QtCore/QtEndian>

// The lexical level of JSON (RFC 8259) over UTF-8, shared by everything that reads JSON. Each
// function gives the position behind what it read, or null where that is malformed.
namespace QSocketIo::JsonScan {

// Qt's CBOR containers nest up to 1024 levels; nothing may be read that they could not hold.
inline constexpr int MaxDepth = 1000;

struct Number
{
    bool isInteger = true; // neither fraction nor exponent
};

struct String
{
    bool hasEscapes = false;
};

[[nodiscard]] inline const char *space(const char *p, const char *end)
{
    while (p != end && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'))
        ++p;
    return p;
}

// How many of the eight bytes at p, from the first, are ASCII and neither control characters, '"'
// nor '\\'. All of them are looked at in one go: subtracting makes a lane's high bit borrow.
[[nodiscard]] inline int plainBytes(const char *p)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr quint64 highs = 0x8080808080808080;
    const quint64 word = qFromLittleEndian<quint64>(p);
    const quint64 quote = word ^ (ones * '"');
    const quint64 backslash = word ^ (ones * '\\');
    const quint64 special = word | (word - ones * 0x20) | (quote - ones) | (backslash - ones);
    return int(qCountTrailingZeroBits(special & highs)) / 8; // of 0 there are 64
}
// Behind plain bytes, as many as eight at a time find: the byte there may be plain, too.
[[nodiscard]] const char *plain(const char *p, const char *end);
// Behind the well-formed sequence of two to four bytes at p.
[[nodiscard]] const char *utf8Sequence(const char *p, const char *end);
// p: behind the opening quote. The result: behind the closing one.
[[nodiscard]] const char *string(const char *p, const char *end, String *info);
[[nodiscard]] const char *number(const char *p, const char *end, Number *info);
[[nodiscard]] const char *literal(const char *p, const char *end); // true, false, null

} // namespace QSocketIo::JsonScan

#endif
