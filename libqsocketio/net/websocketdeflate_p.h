// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_WEBSOCKETDEFLATE_P_H
#define QSOCKETIO_NET_WEBSOCKETDEFLATE_P_H

#include "../codec/messagedeflater_p.h"
#include "../codec/messageinflater_p.h"
#include "../codec/permessagedeflate_p.h"
#include "../codec/websocketframe_p.h"
#include "../core/global.h"

#include <memory>

namespace QSocketIo {

class DeflatePool;

// permessage-deflate (RFC 7692) as agreed on with one client. Takes memory when the first message
// is compressed, and when the first one is decompressed; without context takeover it keeps none.
class QSOCKETIO_AUTOTEST_EXPORT WebSocketDeflate
{
public:
    WebSocketDeflate(const PerMessageDeflate &agreement, const PerMessageDeflateOptions &options,
                     qint64 maxMessageSize, const std::shared_ptr<DeflatePool> &pool);
    ~WebSocketDeflate();
    Q_DISABLE_COPY_MOVE(WebSocketDeflate)

    // Whether a message of that size is to be compressed.
    [[nodiscard]] bool appliesTo(qsizetype size) const { return size >= m_options.threshold; }
    // A frame with the message compressed. Null where the memory does not suffice: it may then go
    // as it is.
    [[nodiscard]] QByteArray frame(WebSocketOpcode opcode, QByteArrayView message);
    // The same for the message of a frame that other connections send, too.
    [[nodiscard]] QByteArray sharedFrame(const QByteArray &frame);

    struct Inflated
    {
        QByteArray message; // valid UTF-8 where that was asked for
        WebSocketCloseCode closeCode = WebSocketCloseCode::None; // another one: it failed
        QByteArray errorText = {};
    };
    [[nodiscard]] Inflated inflate(QByteArrayView compressed, bool isText);

private:
    [[nodiscard]] MessageDeflater &deflater();
    MessageInflater::Status inflate(QByteArrayView compressed, QByteArray &message);

    const PerMessageDeflate m_agreement;
    const PerMessageDeflateOptions m_options;
    const qint64 m_maxMessageSize;
    const std::shared_ptr<DeflatePool> m_pool;
    std::unique_ptr<MessageDeflater> m_deflater; // with context takeover only, as the next one
    std::unique_ptr<MessageInflater> m_inflater;
};

} // namespace QSocketIo

#endif
