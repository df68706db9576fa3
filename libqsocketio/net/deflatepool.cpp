// SPDX-License-Identifier: MIT
#include "deflatepool_p.h"

namespace QSocketIo {

DeflatePool::DeflatePool(const PerMessageDeflateOptions &options, FlushQueue *flushQueue)
    : m_options(options)
    , m_flushQueue(flushQueue)
{ }

DeflatePool::~DeflatePool() = default;

DeflatePool::Entry &DeflatePool::entryOf(int windowBits)
{
    Entry &entry = m_entries.at(std::size_t(windowBits - MinWindowBits));
    if (!entry.deflater) {
        entry.deflater = std::make_unique<MessageDeflater>(
            MessageDeflater::Settings{windowBits, false, m_options.level, m_options.memoryLevel});
    }
    return entry;
}

QByteArray DeflatePool::frame(WebSocketOpcode opcode, QByteArrayView message, int windowBits)
{
    Entry &entry = entryOf(windowBits);
    const QByteArray frame = WebSocketFrameWriter::deflatedFrame(*entry.deflater, opcode, message);
    ++m_deflatedCount;
    if (frame.isNull())
        entry.deflater.reset(); // the next message may find memory again
    return frame;
}

QByteArray DeflatePool::sharedFrame(const QByteArray &source, int windowBits)
{
    Entry &entry = entryOf(windowBits);
    const bool isKnown
        = entry.source.constData() == source.constData() && entry.source.size() == source.size();
    if (!isKnown) {
        const auto [opcode, payload] = WebSocketFrameWriter::contentOf(source);
        entry.deflated = frame(opcode, payload, windowBits);
        entry.source = source;
        m_flushQueue->schedule(this);
    }
    return entry.deflated;
}

void DeflatePool::flushNow()
{
    for (Entry &entry : m_entries) {
        entry.source = {};
        entry.deflated = {};
    }
}

} // namespace QSocketIo
