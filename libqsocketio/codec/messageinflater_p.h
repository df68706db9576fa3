// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_MESSAGEINFLATER_P_H
#define QSOCKETIO_CODEC_MESSAGEINFLATER_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <memory>

struct z_stream_s;

namespace QSocketIo {

// Decompresses the messages of a WebSocket (RFC 7692, 7.2.2). It takes its memory, about 40 KiB,
// with the first message; a message never takes more than its limit.
class QSOCKETIO_AUTOTEST_EXPORT MessageInflater
{
public:
    struct Settings
    {
        int windowBits = 15; // 8 to 15
        bool keepsContext = true; // may messages refer to those before?
        qint64 maxMessageSize = 1'000'000; // decompressed
    };
    // After any but Ok there can be no further message.
    enum class Status {
        Ok,
        TooBig, // close with 1009
        Malformed, // close with 1007
        OutOfMemory
    };

    explicit MessageInflater(const Settings &settings);
    ~MessageInflater();

    // compressed: the payload of a whole message. message: what it holds, not checked for UTF-8.
    [[nodiscard]] Status inflate(QByteArrayView compressed, QByteArray &message);

private:
    struct Deleter
    {
        void operator()(z_stream_s *stream) const;
    };

    Status begin();
    Status inflateMessage(QByteArrayView compressed, QByteArray &message);
    Status run(QByteArrayView input, QByteArray &message);
    int step(QByteArrayView &input, QByteArray &message);
    void grow(QByteArray &message);

    Settings m_settings;
    std::unique_ptr<z_stream_s, Deleter> m_stream;
    Status m_status = Status::Ok;
    qint64 m_size = 0; // of the message so far
    bool m_isOverLimit = false;
    bool m_isAtBoundary = false; // of two blocks, and of two bytes
    bool m_hasSpace = false; // was there room left behind the output?
};

} // namespace QSocketIo

#endif
