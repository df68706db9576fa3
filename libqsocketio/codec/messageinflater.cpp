// SPDX-License-Identifier: MIT
#include "messageinflater_p.h"

#include "permessagedeflate_p.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace QSocketIo {

namespace {
constexpr qint64 minOutput = 512;
constexpr qint64 maxFirstOutput = 64 * 1024;

// QByteArray's own growth may take twice as much.
void resizeExactly(QByteArray &bytes, qint64 size)
{
    bytes.reserve(size);
    bytes.resize(size);
}
} // namespace

void MessageInflater::Deleter::operator()(z_stream_s *stream) const
{
    inflateEnd(stream);
    delete stream;
}

MessageInflater::MessageInflater(const Settings &settings)
    : m_settings(settings)
{
    m_settings.maxMessageSize = std::clamp<qint64>(m_settings.maxMessageSize, 0,
                                                   std::numeric_limits<qsizetype>::max() / 2);
}

MessageInflater::~MessageInflater() = default;

MessageInflater::Status MessageInflater::begin()
{
    if (m_stream)
        return Status::Ok;
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), -m_settings.windowBits) != Z_OK)
        return Status::OutOfMemory;
    m_stream.reset(stream.release());
    return Status::Ok;
}

MessageInflater::Status MessageInflater::inflate(QByteArrayView compressed, QByteArray &message)
{
    message.clear();
    if (m_status == Status::Ok)
        m_status = begin();
    // An encoder may find nothing to flush for an empty message, not even an empty block.
    if (m_status == Status::Ok && !compressed.isEmpty())
        m_status = inflateMessage(compressed, message);
    if (m_status != Status::Ok) {
        message.clear();
        m_stream.reset();
    } else if (!m_settings.keepsContext) {
        inflateReset(m_stream.get());
    }
    return m_status;
}

MessageInflater::Status MessageInflater::inflateMessage(QByteArrayView compressed,
                                                        QByteArray &message)
{
    m_size = 0;
    m_isOverLimit = false;
    m_isAtBoundary = false;
    const qint64 guess = std::clamp<qint64>(4 * compressed.size(), minOutput, maxFirstOutput);
    resizeExactly(message, std::min(guess, m_settings.maxMessageSize));
    Status status = run(compressed, message);
    const bool hasEnded = m_isAtBoundary && m_stream->total_in == 0; // with a final block
    if (status == Status::Ok && !hasEnded)
        status = run(flushTail, message);
    if (status == Status::Ok && !m_isAtBoundary)
        return Status::Malformed; // it is cut
    message.truncate(m_size);
    return status;
}

// Decompresses all of the input.
MessageInflater::Status MessageInflater::run(QByteArrayView input, QByteArray &message)
{
    for (;;) {
        const int result = step(input, message);
        if (m_isOverLimit)
            return Status::TooBig;
        switch (result) {
        case Z_OK:
            break;
        case Z_BUF_ERROR: // nothing is left to be done
            return Status::Ok;
        case Z_STREAM_END:
            // Behind a block that says to be the last one there may be others (RFC 7692, 7.2.3.4).
            // No encoder lets them refer to what was before.
            inflateReset(m_stream.get());
            m_isAtBoundary = true;
            if (input.isEmpty())
                return Status::Ok;
            break;
        case Z_MEM_ERROR:
            return Status::OutOfMemory;
        default:
            return Status::Malformed;
        }
        if (input.isEmpty() && m_hasSpace)
            return Status::Ok;
    }
}

// One call of zlib. Where the message has reached its limit it gets room for one byte elsewhere:
// if it takes that, the message is too big.
int MessageInflater::step(QByteArrayView &input, QByteArray &message)
{
    grow(message);
    char excess;
    const bool isFull = m_size == message.size();
    const qint64 space = isFull ? 1 : std::min<qint64>(message.size() - m_size, maxZlibRun);
    const qint64 inputSize = std::min<qint64>(input.size(), maxZlibRun);
    z_stream &stream = *m_stream;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(input.data()));
    stream.avail_in = static_cast<uInt>(inputSize);
    stream.next_out = reinterpret_cast<Bytef *>(isFull ? &excess : message.data() + m_size);
    stream.avail_out = static_cast<uInt>(space);
    const int result = ::inflate(&stream, Z_SYNC_FLUSH);

    const qint64 produced = space - stream.avail_out;
    const qint64 consumed = inputSize - stream.avail_in;
    input = input.sliced(consumed);
    m_isOverLimit = isFull && produced > 0;
    m_size += isFull ? 0 : produced;
    m_hasSpace = stream.avail_out > 0;
    // zlib.h, inflate(): 128 between two blocks, plus the number of bits left of the last byte. It
    // does not say so again in a call that moves nothing.
    if (produced > 0 || consumed > 0)
        m_isAtBoundary = (stream.data_type & 128) && (stream.data_type & 7) == 0;
    return result;
}

void MessageInflater::grow(QByteArray &message)
{
    if (m_size == message.size() && m_size < m_settings.maxMessageSize)
        resizeExactly(message,
                      std::min(std::max(minOutput, 2 * m_size), m_settings.maxMessageSize));
}

} // namespace QSocketIo
