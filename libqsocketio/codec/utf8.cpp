// SPDX-License-Identifier: MIT
#include "utf8_p.h"

#include <cstring>

namespace QSocketIo {

static quint64 loadEightBytes(const char *bytes)
{
    quint64 word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

static const char *skipAscii(const char *it, const char *end)
{
    constexpr quint64 highBits = 0x8080808080808080;
    while (end - it >= 8 && !(loadEightBytes(it) & highBits))
        it += 8;
    while (it != end && uchar(*it) < 0x80)
        ++it;
    return it;
}

static bool isContinuation(char byte)
{
    return (uchar(byte) & 0xc0) == 0x80;
}

// The characters of two and three bytes that need no look at their second byte, which most text
// outside ASCII is made of. Returns where anything else begins.
static const char *skipPlainMultibyte(const char *it, const char *end)
{
    while (end - it >= 3) {
        const auto lead = uchar(*it);
        if (lead >= 0xc2 && lead <= 0xdf && isContinuation(it[1]))
            it += 2;
        else if (((lead >= 0xe1 && lead <= 0xec) || lead == 0xee || lead == 0xef)
                 && isContinuation(it[1]) && isContinuation(it[2]))
            it += 3;
        else
            break;
    }
    return it;
}

// RFC 3629, 4
bool Utf8Validator::begin(uchar lead)
{
    if (lead < 0xc2 || lead > 0xf4)
        return false;
    m_missing = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    m_lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    m_highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return true;
}

bool Utf8Validator::feed(QByteArrayView bytes)
{
    const char *it = bytes.data();
    const char *const end = it + bytes.size();
    while (it != end) {
        if (m_missing == 0) {
            it = skipPlainMultibyte(skipAscii(it, end), end);
            if (it == end)
                return true;
            if (uchar(*it) >= 0x80 && !begin(uchar(*it++)))
                return false;
        } else {
            const auto byte = uchar(*it++);
            if (byte < m_lowest || byte > m_highest)
                return false;
            m_lowest = 0x80;
            m_highest = 0xbf;
            --m_missing;
        }
    }
    return true;
}

bool isValidUtf8(QByteArrayView bytes)
{
    Utf8Validator validator;
    return validator.feed(bytes) && validator.isComplete();
}

} // namespace QSocketIo
