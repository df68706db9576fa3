// SPDX-License-Identifier: MIT
#include "messagedeflater_p.h"

#include "permessagedeflate_p.h"

#include <zlib.h>

#include <algorithm>

namespace QSocketIo {

namespace {
constexpr qsizetype scratchSize = 16 * 1024;
} // namespace

void MessageDeflater::Deleter::operator()(z_stream_s *stream) const
{
    deflateEnd(stream);
    delete stream;
}

MessageDeflater::MessageDeflater(const Settings &settings)
    : m_settings(settings)
{ }

MessageDeflater::~MessageDeflater() = default;

// zlib has no raw deflate with a window of 256 bytes. It never refers farther back than its window
// less 262 bytes, though, so that what it makes with 512 bytes fits into a window of 256.
bool MessageDeflater::begin()
{
    const int windowBits = std::max(m_settings.windowBits, 9);
    auto stream = std::make_unique<z_stream>();
    if (deflateInit2(stream.get(), m_settings.level, Z_DEFLATED, -windowBits,
                     m_settings.memoryLevel, Z_DEFAULT_STRATEGY)
        != Z_OK)
        return false;
    m_stream.reset(stream.release());
    return true;
}

std::optional<QByteArray> MessageDeflater::deflate(QByteArrayView message)
{
    if (message.isEmpty()) // RFC 7692, 7.2.3.6. zlib would flush nothing twice in a row.
        return QByteArray(1, '\0');
    m_hasFailed = m_hasFailed || (!m_stream && !begin());
    QByteArray out;
    m_hasFailed = m_hasFailed || !run(message, out);
    if (m_hasFailed) {
        m_stream.reset();
        return {};
    }
    if (!m_settings.keepsContext)
        deflateReset(m_stream.get());
    return out;
}

bool MessageDeflater::run(QByteArrayView message, QByteArray &out)
{
    char scratch[scratchSize];
    z_stream &stream = *m_stream;
    while (!message.isEmpty()) {
        const QByteArrayView piece = message.first(std::min(message.size(), maxZlibRun));
        message = message.sliced(piece.size());
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece.data()));
        stream.avail_in = static_cast<uInt>(piece.size());
        do {
            stream.next_out = reinterpret_cast<Bytef *>(scratch);
            stream.avail_out = sizeof(scratch);
            const int result = ::deflate(&stream, message.isEmpty() ? Z_SYNC_FLUSH : Z_NO_FLUSH);
            if (result != Z_OK && result != Z_BUF_ERROR) // the latter: all done
                return false;
            out.append(scratch, static_cast<qsizetype>(sizeof(scratch) - stream.avail_out));
        } while (stream.avail_out == 0);
    }
    if (!out.endsWith(flushTail))
        return false;
    out.chop(flushTail.size());
    return true;
}

} // namespace QSocketIo
