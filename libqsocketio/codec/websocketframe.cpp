// SPDX-License-Identifier: MIT
#include "websocketframe_p.h"

#include "messagedeflater_p.h"

#include <QtCore/QtEndian>

#include <cstring>
#include <limits>

namespace QSocketIo {

static constexpr qsizetype MaxControlPayload = 125; // RFC 6455, 5.5
static constexpr uchar Rsv1 = 0x40;
static constexpr uchar Rsv2And3 = 0x30;

static bool isControl(WebSocketOpcode opcode)
{
    return quint8(opcode) & 0x8;
}

// Applies the four-byte mask, eight bytes at a time, and turns it to the byte that comes next.
static void unmask(char *data, qsizetype size, char (&mask)[4])
{
    char doubled[8];
    std::memcpy(doubled, mask, 4);
    std::memcpy(doubled + 4, mask, 4);
    quint64 wideMask;
    std::memcpy(&wideMask, doubled, 8);

    char *const end = data + size;
    for (; end - data >= 8; data += 8) {
        quint64 word;
        std::memcpy(&word, data, 8);
        word ^= wideMask;
        std::memcpy(data, &word, 8);
    }
    for (int i = 0; data != end; ++i, ++data)
        *data ^= doubled[i];
    std::memcpy(mask, doubled + size % 4, 4);
}

WebSocketFrameReader::WebSocketFrameReader(qint64 maxMessageSize, WebSocketCompression compression)
    : m_maxMessageSize(qBound<qint64>(0, maxMessageSize, std::numeric_limits<qsizetype>::max() / 2))
    , m_compression(compression)
{ }

WebSocketFrameReader::Step WebSocketFrameReader::next(char *data, qsizetype size)
{
    Step step;
    if (m_messageOpcode == WebSocketOpcode::Continuation)
        m_assembly = {}; // the message before has been read
    bool goOn = true;
    while (goOn) {
        char *const rest = data + step.consumed;
        const qsizetype left = size - step.consumed;
        FrameHeader header;
        switch (m_state) {
        case State::Header:
            goOn = parseHeader({rest, left}, header)
                && (isControl(header.opcode) ? readControlFrame(header, rest, left, step)
                                             : beginDataFrame(header, step));
            break;
        case State::Payload:
            goOn = readPayload(rest, left, step);
            break;
        case State::Closed: // RFC 6455, 5.5.1: nothing may follow, so nobody wants it
            step.consumed = size;
            goOn = false;
            break;
        case State::Failed:
            goOn = false;
            break;
        }
    }
    if (m_state == State::Failed)
        step.event = Event::Failed;
    return step;
}

bool WebSocketFrameReader::fail(WebSocketCloseCode code, const char *text)
{
    m_state = State::Failed;
    m_closeCode = code;
    m_errorText = text;
    m_assembly = {};
    return false;
}

// RFC 6455, 5.2. RSV1 belongs to the first frame of a message (RFC 7692, 6).
bool WebSocketFrameReader::checkFirstByte(uchar byte)
{
    const quint8 opcode = byte & 0x0f;
    const bool mayBeCompressed = m_compression != WebSocketCompression::None
        && (opcode == quint8(WebSocketOpcode::Text) || opcode == quint8(WebSocketOpcode::Binary));
    if (byte & (mayBeCompressed ? Rsv2And3 : Rsv1 | Rsv2And3))
        return fail(WebSocketCloseCode::ProtocolError, "Reserved bit set");
    if ((opcode > 0x2 && opcode < 0x8) || opcode > 0xa)
        return fail(WebSocketCloseCode::ProtocolError, "Reserved opcode");
    if (opcode & 0x8) {
        return (byte & 0x80) || fail(WebSocketCloseCode::ProtocolError, "Fragmented control frame");
    }
    const bool isOpen = m_messageOpcode != WebSocketOpcode::Continuation;
    if (opcode == 0 && !isOpen)
        return fail(WebSocketCloseCode::ProtocolError, "Continuation of no message");
    if (opcode != 0 && isOpen)
        return fail(WebSocketCloseCode::ProtocolError, "Message within a message");
    return true;
}

// False where the header is wrong or not all there. What has come is judged at once.
bool WebSocketFrameReader::parseHeader(QByteArrayView data, FrameHeader &header)
{
    if (data.isEmpty() || !checkFirstByte(uchar(data[0])) || data.size() < 2)
        return false;
    header.isFinal = uchar(data[0]) & 0x80;
    header.isCompressed = uchar(data[0]) & Rsv1;
    header.opcode = WebSocketOpcode(data[0] & 0x0f);
    if (!(uchar(data[1]) & 0x80))
        return fail(WebSocketCloseCode::ProtocolError, "Frame without a mask");
    header.payloadSize = data[1] & 0x7f;
    if (isControl(header.opcode) && header.payloadSize > MaxControlPayload)
        return fail(WebSocketCloseCode::ProtocolError, "Control frame too long");

    qsizetype at = 2;
    if (header.payloadSize >= 126) {
        const bool isLong = header.payloadSize == 127;
        at += isLong ? 8 : 2;
        if (data.size() < at)
            return false;
        const quint64 payloadSize = isLong ? qFromBigEndian<quint64>(data.data() + 2)
                                           : qFromBigEndian<quint16>(data.data() + 2);
        if (payloadSize >> 63)
            return fail(WebSocketCloseCode::ProtocolError, "Invalid payload length");
        if (payloadSize <= (isLong ? 0xffff : 125))
            return fail(WebSocketCloseCode::ProtocolError, "Payload length not minimal");
        header.payloadSize = qint64(payloadSize);
    }
    if (!isControl(header.opcode) && header.payloadSize > m_maxMessageSize - m_messageSize)
        return fail(WebSocketCloseCode::MessageTooBig, "Message too big");
    if (data.size() < at + 4)
        return false;
    std::memcpy(header.mask, data.data() + at, 4);
    header.size = at + 4;
    return true;
}

bool WebSocketFrameReader::readControlFrame(const FrameHeader &header, char *data, qsizetype size,
                                            Step &step)
{
    if (size < header.size + header.payloadSize)
        return false;
    char *const payload = data + header.size;
    char mask[4];
    std::memcpy(mask, header.mask, 4);
    unmask(payload, header.payloadSize, mask);
    step.payload = QByteArrayView(payload, header.payloadSize);
    step.consumed += header.size + header.payloadSize;
    if (header.opcode == WebSocketOpcode::Close)
        return readClose(step);
    step.event = header.opcode == WebSocketOpcode::Ping ? Event::Ping : Event::Pong;
    return false;
}

// RFC 6455, 7.4, and what IANA has registered since
static bool mayBeSent(quint16 code)
{
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006)
        || (code >= 3000 && code <= 4999);
}

bool WebSocketFrameReader::readClose(Step &step)
{
    m_closeCode = WebSocketCloseCode::None;
    if (step.payload.size() == 1)
        return fail(WebSocketCloseCode::ProtocolError, "Close frame of one byte");
    if (step.payload.size() >= 2) {
        const quint16 code = qFromBigEndian<quint16>(step.payload.data());
        step.payload = step.payload.sliced(2);
        if (!mayBeSent(code))
            return fail(WebSocketCloseCode::ProtocolError, "Invalid close code");
        if (!isValidUtf8(step.payload))
            return fail(WebSocketCloseCode::InvalidPayload, "Invalid UTF-8 in a close frame");
        m_closeCode = WebSocketCloseCode(code);
    }
    step.event = Event::Close;
    m_state = State::Closed;
    m_messageOpcode = WebSocketOpcode::Continuation;
    m_assembly = {};
    return false;
}

bool WebSocketFrameReader::beginDataFrame(const FrameHeader &header, Step &step)
{
    if (header.opcode != WebSocketOpcode::Continuation) {
        m_messageOpcode = header.opcode;
        m_isCompressed = header.isCompressed;
    }
    m_isFinalFrame = header.isFinal;
    m_messageSize += header.payloadSize;
    m_frameRemaining = header.payloadSize;
    std::memcpy(m_mask, header.mask, 4);
    m_state = State::Payload;
    step.consumed += header.size;
    return true;
}

// The next piece of a data frame's payload. A message that lies in data as a whole stays there.
bool WebSocketFrameReader::readPayload(char *data, qsizetype size, Step &step)
{
    const QByteArrayView piece(data, qMin<qint64>(m_frameRemaining, size));
    unmask(data, piece.size(), m_mask);
    step.consumed += piece.size();
    m_frameRemaining -= piece.size();
    if (!checkText(piece))
        return false;
    const bool isFrameEnd = m_frameRemaining == 0;
    if (isFrameEnd && m_isFinalFrame && m_assembly.isEmpty())
        return finishMessage(piece, step);
    appendToAssembly(piece);
    if (!isFrameEnd)
        return false;
    m_state = State::Header;
    return !m_isFinalFrame || finishMessage(m_assembly, step);
}

bool WebSocketFrameReader::checkText(QByteArrayView piece)
{
    return m_messageOpcode != WebSocketOpcode::Text || m_isCompressed || m_utf8.feed(piece)
        || fail(WebSocketCloseCode::InvalidPayload, "Invalid UTF-8");
}

// Grows with what has come, not with what was announced: a header costs its sender nothing.
void WebSocketFrameReader::appendToAssembly(QByteArrayView piece)
{
    const qint64 needed = m_assembly.size() + piece.size();
    if (needed > m_assembly.capacity()) {
        const qint64 mostEver = m_isFinalFrame ? m_messageSize : m_maxMessageSize;
        m_assembly.reserve(qBound<qint64>(needed, 2 * m_assembly.capacity(), mostEver));
    }
    m_assembly.append(piece);
}

bool WebSocketFrameReader::finishMessage(QByteArrayView payload, Step &step)
{
    if (!m_utf8.isComplete())
        return fail(WebSocketCloseCode::InvalidPayload, "Invalid UTF-8");
    step.event = m_messageOpcode == WebSocketOpcode::Text ? Event::Text : Event::Binary;
    step.payload = payload;
    step.isCompressed = m_isCompressed;
    m_messageOpcode = WebSocketOpcode::Continuation;
    m_messageSize = 0;
    m_state = State::Header;
    return false;
}

namespace WebSocketFrameWriter {

void appendHeader(QByteArray &out, WebSocketOpcode opcode, qsizetype payloadSize,
                  WebSocketCompression compression)
{
    const uchar rsv1 = compression == WebSocketCompression::None ? 0 : Rsv1;
    char header[10] = {char(0x80 | rsv1 | quint8(opcode))};
    qsizetype size = 2;
    if (payloadSize < 126) {
        header[1] = char(payloadSize);
    } else if (payloadSize <= 0xffff) {
        header[1] = 126;
        qToBigEndian(quint16(payloadSize), header + 2);
        size = 4;
    } else {
        header[1] = 127;
        qToBigEndian(quint64(payloadSize), header + 2);
        size = 10;
    }
    out.append(header, size);
}

QByteArray frame(WebSocketOpcode opcode, QByteArrayView payload, WebSocketCompression compression)
{
    QByteArray out;
    out.reserve(payload.size() + 10);
    appendHeader(out, opcode, payload.size(), compression);
    out.append(payload);
    return out;
}

Content contentOf(QByteArrayView frame)
{
    const int length = frame[1] & 0x7f;
    const qsizetype headerSize = length < 126 ? 2 : length == 126 ? 4 : 10;
    return {WebSocketOpcode(frame[0] & 0x0f), frame.sliced(headerSize)};
}

QByteArray deflatedFrame(MessageDeflater &deflater, WebSocketOpcode opcode, QByteArrayView message)
{
    const std::optional<QByteArray> payload = deflater.deflate(message);
    return payload ? frame(opcode, *payload, WebSocketCompression::PerMessageDeflate)
                   : QByteArray();
}

static QByteArrayView cutAtCharacter(QByteArrayView text, qsizetype maxSize)
{
    if (text.size() <= maxSize)
        return text;
    while (maxSize > 0 && (uchar(text[maxSize]) & 0xc0) == 0x80)
        --maxSize;
    return text.first(maxSize);
}

QByteArray closeFrame(WebSocketCloseCode code, QByteArrayView reason)
{
    if (code == WebSocketCloseCode::None)
        return frame(WebSocketOpcode::Close, {});
    char body[2];
    qToBigEndian(quint16(code), body);
    const QByteArrayView text = cutAtCharacter(reason, MaxControlPayload - 2);
    QByteArray out;
    out.reserve(text.size() + 4);
    appendHeader(out, WebSocketOpcode::Close, text.size() + 2);
    out.append(body, 2).append(text);
    return out;
}

} // namespace WebSocketFrameWriter

} // namespace QSocketIo
