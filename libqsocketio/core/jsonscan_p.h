// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_JSONSCAN_P_H
#define QSOCKETIO_CORE_JSONSCAN_P_H

#include <QtCore/qglobal.h>

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

// True where all eight bytes are ASCII and neither control characters, '"' nor '\\'. It may say
// false for the wrong reason: then look at the bytes one by one.
[[nodiscard]] bool isPlain8(const char *p);
// Behind the well-formed sequence of two to four bytes at p.
[[nodiscard]] const char *utf8Sequence(const char *p, const char *end);
// p: behind the opening quote. The result: behind the closing one.
[[nodiscard]] const char *string(const char *p, const char *end, String *info);
[[nodiscard]] const char *number(const char *p, const char *end, Number *info);
[[nodiscard]] const char *literal(const char *p, const char *end); // true, false, null

} // namespace QSocketIo::JsonScan

#endif
