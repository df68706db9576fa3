// SPDX-License-Identifier: MIT
#include "lenientbase64_p.h"

#include <array>

namespace QSocketIo {

namespace {
constexpr quint8 noSextet = 0xff;

constexpr std::array<quint8, 256> makeSextets()
{
    std::array<quint8, 256> sextets{};
    sextets.fill(noSextet);
    for (int i = 0; i < 26; ++i) {
        sextets['A' + i] = static_cast<quint8>(i);
        sextets['a' + i] = static_cast<quint8>(26 + i);
    }
    for (int i = 0; i < 10; ++i)
        sextets['0' + i] = static_cast<quint8>(52 + i);
    sextets['+'] = sextets['-'] = 62;
    sextets['/'] = sextets['_'] = 63;
    return sextets;
}
constexpr std::array<quint8, 256> sextets = makeSextets();
} // namespace

QByteArray fromLenientBase64(QByteArrayView text)
{
    QByteArray bytes(text.size() / 4 * 3 + 3, Qt::Uninitialized);
    char *out = bytes.data();
    quint32 bits = 0;
    int sextetCount = 0;
    for (const char c : text) {
        if (c == '=')
            break;
        const quint8 sextet = sextets[static_cast<quint8>(c)];
        if (sextet == noSextet)
            continue;
        bits = bits << 6 | sextet;
        if (++sextetCount == 4) {
            *out++ = static_cast<char>(bits >> 16);
            *out++ = static_cast<char>(bits >> 8);
            *out++ = static_cast<char>(bits);
            sextetCount = 0;
        }
    }
    if (sextetCount == 3)
        *out++ = static_cast<char>(bits >> 10);
    if (sextetCount >= 2)
        *out++ = static_cast<char>(sextetCount == 3 ? bits >> 2 : bits >> 4);
    bytes.truncate(out - bytes.constData());
    return bytes;
}

} // namespace QSocketIo
