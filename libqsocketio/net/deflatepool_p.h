// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_DEFLATEPOOL_P_H
#define QSOCKETIO_NET_DEFLATEPOOL_P_H

#include "../codec/messagedeflater_p.h"
#include "../codec/websocketframe_p.h"
#include "../core/global.h"
#include "../core/permessagedeflateoptions.h"
#include "../loop/flushqueue_p.h"

#include <QtCore/QByteArray>

#include <array>
#include <memory>

namespace QSocketIo {

// What the connections share that compress each message by itself: one stream for each size of the
// window, and the latest frame of this turn, which a broadcast asks for again and again.
class QSOCKETIO_AUTOTEST_EXPORT DeflatePool final : private Flushable
{
public:
    DeflatePool(const PerMessageDeflateOptions &options, FlushQueue *flushQueue);
    ~DeflatePool() override;

    // A frame with the message compressed; null where the memory does not suffice.
    [[nodiscard]] QByteArray frame(WebSocketOpcode opcode, QByteArrayView message, int windowBits);
    // The same for the message of a frame that other connections send, too.
    [[nodiscard]] QByteArray sharedFrame(const QByteArray &frame, int windowBits);
    [[nodiscard]] int deflatedCount() const { return m_deflatedCount; }

private:
    struct Entry
    {
        std::unique_ptr<MessageDeflater> deflater;
        QByteArray source; // holds its bytes, so that no other frame can have their address
        QByteArray deflated;
    };

    void flushNow() override; // forgets the frames
    [[nodiscard]] Entry &entryOf(int windowBits);

    static constexpr int MinWindowBits = 8;
    const PerMessageDeflateOptions m_options;
    FlushQueue *m_flushQueue;
    std::array<Entry, 8> m_entries; // by window bits, from 8 on
    int m_deflatedCount = 0;
};

} // namespace QSocketIo

#endif
