// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_UTF8_P_H
#define QSOCKETIO_CODEC_UTF8_P_H

#include "../core/global.h"

#include <QtCore/QByteArrayView>

namespace QSocketIo {

// Checks UTF-8 (RFC 3629) that comes in pieces. It fails at the first byte that no continuation
// could make valid, so a peer is refused as early as possible.
class QSOCKETIO_AUTOTEST_EXPORT Utf8Validator
{
public:
    // False: the bytes so far begin no valid text. Not to be called again before reset().
    [[nodiscard]] bool feed(QByteArrayView bytes);
    // Whether the bytes so far end at a character's edge.
    [[nodiscard]] bool isComplete() const { return m_missing == 0; }
    void reset() { m_missing = 0; }

private:
    bool begin(uchar lead);

    quint8 m_missing = 0; // continuation bytes that the current character still needs
    quint8 m_lowest = 0x80; // what the next one may be: overlong forms, surrogates and values
    quint8 m_highest = 0xbf; // above U+10FFFF show in the second byte
};

[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool isValidUtf8(QByteArrayView bytes);

} // namespace QSocketIo

#endif
