// SPDX-License-Identifier: MIT
#include "websocketdeflate_p.h"

#include "deflatepool_p.h"

namespace QSocketIo {

WebSocketDeflate::WebSocketDeflate(const PerMessageDeflate &agreement,
                                   const PerMessageDeflateOptions &options, qint64 maxMessageSize,
                                   const std::shared_ptr<DeflatePool> &pool)
    : m_agreement(agreement)
    , m_options(options)
    , m_maxMessageSize(maxMessageSize)
    , m_pool(pool)
{ }

WebSocketDeflate::~WebSocketDeflate() = default;

MessageDeflater &WebSocketDeflate::deflater()
{
    if (!m_deflater) {
        m_deflater = std::make_unique<MessageDeflater>(MessageDeflater::Settings{
            m_agreement.serverMaxWindowBits, true, m_options.level, m_options.memoryLevel});
    }
    return *m_deflater;
}

QByteArray WebSocketDeflate::frame(WebSocketOpcode opcode, QByteArrayView message)
{
    if (m_agreement.serverNoContextTakeover)
        return m_pool->frame(opcode, message, m_agreement.serverMaxWindowBits);
    return WebSocketFrameWriter::deflatedFrame(deflater(), opcode, message);
}

QByteArray WebSocketDeflate::sharedFrame(const QByteArray &source)
{
    if (m_agreement.serverNoContextTakeover)
        return m_pool->sharedFrame(source, m_agreement.serverMaxWindowBits);
    const auto [opcode, payload] = WebSocketFrameWriter::contentOf(source);
    return WebSocketFrameWriter::deflatedFrame(deflater(), opcode, payload);
}

MessageInflater::Status WebSocketDeflate::inflate(QByteArrayView compressed, QByteArray &message)
{
    const MessageInflater::Settings settings{
        m_agreement.clientMaxWindowBits, !m_agreement.clientNoContextTakeover, m_maxMessageSize};
    if (m_agreement.clientNoContextTakeover)
        return MessageInflater(settings).inflate(compressed, message);
    if (!m_inflater)
        m_inflater = std::make_unique<MessageInflater>(settings);
    return m_inflater->inflate(compressed, message);
}

// RFC 7692, 7.2.2
WebSocketDeflate::Inflated WebSocketDeflate::inflate(QByteArrayView compressed, bool isText)
{
    QByteArray message;
    switch (inflate(compressed, message)) {
    case MessageInflater::Status::Ok:
        if (isText && !isValidUtf8(message))
            return {{}, WebSocketCloseCode::InvalidPayload, "Invalid UTF-8"};
        return {message};
    case MessageInflater::Status::TooBig:
        return {{}, WebSocketCloseCode::MessageTooBig, "Message too big"};
    case MessageInflater::Status::Malformed:
        return {{}, WebSocketCloseCode::InvalidPayload, "Invalid compressed data"};
    case MessageInflater::Status::OutOfMemory:
        break;
    }
    return {{}, WebSocketCloseCode::InternalError, "Out of memory"};
}

} // namespace QSocketIo
