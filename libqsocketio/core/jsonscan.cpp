// SPDX-License-Identifier: MIT
#include "jsonscan_p.h"

#include <cstring>

namespace QSocketIo::JsonScan {

static bool isIn(const char *p, uchar low, uchar high)
{
    return uchar(*p) >= low && uchar(*p) <= high;
}

// The Unicode standard's table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
const char *utf8Sequence(const char *p, const char *end)
{
    const uchar lead = uchar(*p);
    const int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || end - p < length)
        return nullptr;
    const uchar low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const uchar high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (!isIn(p + 1, low, high))
        return nullptr;
    for (int i = 2; i < length; ++i) {
        if (!isIn(p + i, 0x80, 0xbf))
            return nullptr;
    }
    return p + length;
}

static bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// p: behind the backslash.
static const char *escape(const char *p, const char *end)
{
    if (p == end)
        return nullptr;
    if (*p != 'u')
        return std::memchr("\"\\/bfnrt", *p, 8) ? p + 1 : nullptr;
    if (end - p < 5)
        return nullptr;
    for (int i = 1; i < 5; ++i) {
        if (!isHexDigit(p[i]))
            return nullptr;
    }
    return p + 5;
}

const char *plain(const char *p, const char *end)
{
    while (end - p >= 8) {
        const int count = plainBytes(p);
        p += count;
        if (count < 8)
            return p;
    }
    return p;
}

const char *string(const char *p, const char *end, String *info)
{
    info->hasEscapes = false;
    while (p) {
        p = plain(p, end);
        if (p == end || uchar(*p) < 0x20)
            return nullptr;
        if (*p == '"')
            return p + 1;
        if (*p == '\\') {
            info->hasEscapes = true;
            p = escape(p + 1, end);
        } else {
            p = uchar(*p) < 0x80 ? p + 1 : utf8Sequence(p, end);
        }
    }
    return nullptr;
}

// At least one digit.
static const char *digits(const char *p, const char *end)
{
    const char *const begin = p;
    while (p != end && *p >= '0' && *p <= '9')
        ++p;
    return p == begin ? nullptr : p;
}

const char *number(const char *p, const char *end, Number *info)
{
    info->isInteger = true;
    if (p != end && *p == '-')
        ++p;
    p = (p != end && *p == '0') ? p + 1 : digits(p, end);
    if (p && p != end && *p == '.') {
        info->isInteger = false;
        p = digits(p + 1, end);
    }
    if (p && p != end && (*p == 'e' || *p == 'E')) {
        info->isInteger = false;
        ++p;
        if (p != end && (*p == '+' || *p == '-'))
            ++p;
        p = digits(p, end);
    }
    return p;
}

const char *literal(const char *p, const char *end)
{
    if (end - p >= 4 && (std::memcmp(p, "true", 4) == 0 || std::memcmp(p, "null", 4) == 0))
        return p + 4;
    if (end - p >= 5 && std::memcmp(p, "false", 5) == 0)
        return p + 5;
    return nullptr;
}

} // namespace QSocketIo::JsonScan
