// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_MESSAGEDEFLATER_P_H
#define QSOCKETIO_CODEC_MESSAGEDEFLATER_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <memory>
#include <optional>

struct z_stream_s;

namespace QSocketIo {

// Compresses the messages of a WebSocket (RFC 7692, 7.2.1). It takes its memory, about 256 KiB by
// default, with the first message. One that does not keep its context is in the same state before
// each message, so it may serve any number of connections.
class QSOCKETIO_AUTOTEST_EXPORT MessageDeflater
{
public:
    struct Settings
    {
        int windowBits = 15; // 8 to 15
        bool keepsContext = true; // may messages refer to those before?
        int level = -1; // 0 to 9; -1: zlib's default, 6
        int memoryLevel = 8; // 1 to 9
    };

    explicit MessageDeflater(const Settings &settings);
    ~MessageDeflater();

    // The payload of a frame or message with RSV1 set. nullopt: out of memory; no further message
    // can be compressed.
    [[nodiscard]] std::optional<QByteArray> deflate(QByteArrayView message);

private:
    struct Deleter
    {
        void operator()(z_stream_s *stream) const;
    };

    bool begin();
    bool run(QByteArrayView message, QByteArray &out);

    Settings m_settings;
    std::unique_ptr<z_stream_s, Deleter> m_stream;
    bool m_hasFailed = false;
};

} // namespace QSocketIo

#endif
