// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_WEBSOCKETFRAME_P_H
#define QSOCKETIO_CODEC_WEBSOCKETFRAME_P_H

#include "../core/global.h"
#include "utf8_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QSocketIo {

class MessageDeflater;

// RFC 6455, 7.4.1
enum class WebSocketCloseCode : quint16 {
    None = 1005, // a close frame without a code
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    InvalidPayload = 1007,
    PolicyViolation = 1008,
    MessageTooBig = 1009,
    InternalError = 1011,
};

enum class WebSocketOpcode : quint8 {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xa
};

// Whether a frame's RSV1 bit tells that its message is compressed (RFC 7692, 6).
enum class WebSocketCompression : quint8 { None, PerMessageDeflate };

// Server-side reader of RFC 6455 frames: masked frames in, whole messages out. Does no I/O. It
// unmasks in place, in the caller's buffer; a message that came in one frame is a view into it.
class QSOCKETIO_AUTOTEST_EXPORT WebSocketFrameReader
{
public:
    enum class Event {
        NeedMore,
        Text, // valid UTF-8, unless it is compressed
        Binary,
        Ping,
        Pong,
        Close, // closeCode() and payload (the reason)
        Failed // closeCode() and errorText() say why
    };
    struct Step
    {
        Event event = Event::NeedMore;
        qsizetype consumed = 0; // bytes of data used up; drop them before the next call
        QByteArrayView payload; // valid until the next call and while data lives
        bool isCompressed = false; // of Text and Binary: to be decompressed, then checked
    };

    // compression: what has been agreed on. Without it a compressed message is an error.
    explicit WebSocketFrameReader(qint64 maxMessageSize,
                                  WebSocketCompression compression = WebSocketCompression::None);

    // data: all unconsumed bytes, mutable. Large frames are consumed piece by piece, so that the
    // caller's buffer need never hold a whole message; memory for a message is taken only after
    // its announced size has passed the limit.
    Step next(char *data, qsizetype size);

    [[nodiscard]] WebSocketCloseCode closeCode() const { return m_closeCode; }
    [[nodiscard]] QByteArray errorText() const { return m_errorText; }

private:
    struct FrameHeader
    {
        bool isFinal = false;
        bool isCompressed = false;
        WebSocketOpcode opcode = WebSocketOpcode::Continuation;
        qint64 payloadSize = 0;
        qsizetype size = 0; // of the header itself; 0: it is not all there
        char mask[4] = {};
    };
    enum class State { Header, Payload, Closed, Failed };

    bool parseHeader(QByteArrayView data, FrameHeader &header);
    bool checkFirstByte(uchar byte);
    bool readControlFrame(const FrameHeader &header, char *data, qsizetype size, Step &step);
    bool readClose(Step &step);
    bool beginDataFrame(const FrameHeader &header, Step &step);
    bool readPayload(char *data, qsizetype size, Step &step);
    bool finishMessage(QByteArrayView payload, Step &step);
    void appendToAssembly(QByteArrayView piece);
    bool checkText(QByteArrayView piece);
    bool fail(WebSocketCloseCode code, const char *text);

    qint64 m_maxMessageSize;
    WebSocketCompression m_compression;
    State m_state = State::Header;
    WebSocketOpcode m_messageOpcode = WebSocketOpcode::Continuation; // that: no message is open
    bool m_isFinalFrame = false;
    bool m_isCompressed = false; // the current message
    char m_mask[4] = {}; // of the current frame, turned to its next byte
    qint64 m_frameRemaining = 0;
    qint64 m_messageSize = 0; // announced by the message's frames so far
    QByteArray m_assembly; // of a message that does not come in one piece
    Utf8Validator m_utf8;
    WebSocketCloseCode m_closeCode = WebSocketCloseCode::None;
    QByteArray m_errorText;
};

// Server-side writer: unmasked, unfragmented frames.
namespace WebSocketFrameWriter {
// Appends the header of a frame whose payload of that size follows.
QSOCKETIO_AUTOTEST_EXPORT void
appendHeader(QByteArray &out, WebSocketOpcode opcode, qsizetype payloadSize,
             WebSocketCompression compression = WebSocketCompression::None);
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray frame(WebSocketOpcode opcode,
                                                         QByteArrayView payload,
                                                         WebSocketCompression compression
                                                         = WebSocketCompression::None);
// What a whole server frame holds that is not compressed.
struct Content
{
    WebSocketOpcode opcode;
    QByteArrayView payload; // of the frame's bytes
};
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT Content contentOf(QByteArrayView frame);
// A frame with the message compressed. Null where the memory does not suffice.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray deflatedFrame(MessageDeflater &deflater,
                                                                 WebSocketOpcode opcode,
                                                                 QByteArrayView message);
// None: a close frame without a body. The reason is cut to 123 bytes at a character's edge.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray closeFrame(WebSocketCloseCode code,
                                                              QByteArrayView reason = {});
} // namespace WebSocketFrameWriter

} // namespace QSocketIo

#endif
