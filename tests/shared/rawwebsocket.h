// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_RAWWEBSOCKET_H
#define QSOCKETIO_TESTS_RAWWEBSOCKET_H

#include "rawhttp.h"

#include <QtCore/QByteArray>
#include <QtCore/QtEndian>

namespace QSocketIo {

// A frame as the server sent it.
struct RawFrame
{
    enum Opcode {
        None = -1,
        Continuation = 0,
        Text = 1,
        Binary = 2,
        Close = 8,
        Ping = 9,
        Pong = 10
    };

    int opcode = None; // None: nothing came in time
    QByteArray payload;
    bool isCompressed = false; // RSV1

    // Of a close frame; 1005: it has no code.
    [[nodiscard]] int closeCode() const
    {
        return payload.size() < 2 ? 1005 : qFromBigEndian<quint16>(payload.constData());
    }
};

// A WebSocket client for protocol transcripts: it answers nothing by itself.
class RawWebSocket
{
public:
    RawWebSocket() = default;
    RawWebSocket(quint16 port, const QByteArray &target, const QByteArray &extraHeaders = {})
    {
        open(port, target, extraHeaders);
    }

    RawResponse open(quint16 port, const QByteArray &target, const QByteArray &extraHeaders = {})
    {
        m_client.connectTo(port);
        m_response = m_client.request(RawHttpClient::webSocketRequest(target, extraHeaders));
        return m_response;
    }
    [[nodiscard]] const RawResponse &response() const { return m_response; }
    [[nodiscard]] bool isOpen() const { return m_response.status == 101; }

    void sendText(const QByteArray &text) { sendFrame(RawFrame::Text, text); }
    void sendBinary(const QByteArray &bytes) { sendFrame(RawFrame::Binary, bytes); }
    void sendClose(const QByteArray &payload = {}) { sendFrame(RawFrame::Close, payload); }
    void sendFrame(int opcode, const QByteArray &payload)
    {
        m_client.send(maskedFrame(opcode, payload));
    }
    void send(const QByteArray &bytes) { m_client.send(bytes); }

    [[nodiscard]] static QByteArray maskedFrame(int opcode, const QByteArray &payload)
    {
        static constexpr char mask[] = {0x12, 0x34, 0x56, 0x78};
        QByteArray frame(1, char(0x80 | opcode));
        if (payload.size() < 126) {
            frame += char(0x80 | payload.size());
        } else if (payload.size() < 0x10000) {
            frame += char(0x80 | 126);
            frame += bigEndian(quint16(payload.size()));
        } else {
            frame += char(0x80 | 127);
            frame += bigEndian(quint64(payload.size()));
        }
        frame.append(mask, 4);
        for (qsizetype i = 0; i < payload.size(); ++i)
            frame += char(payload.at(i) ^ mask[i % 4]);
        return frame;
    }

    // The next frame; opcode None where none comes in time.
    RawFrame receive(int timeout = RawHttpClient::DefaultTimeout)
    {
        RawFrame frame;
        if (!waitFor([&] { return take(frame); }, timeout))
            return {};
        return frame;
    }
    // The payload of the next frame, which must be text; null where it is something else.
    QByteArray receiveText()
    {
        const RawFrame frame = receive();
        return frame.opcode == RawFrame::Text ? frame.payload : QByteArray();
    }
    [[nodiscard]] bool hasFrame() { return frameSize(m_client.unparsed()) > 0; }

    [[nodiscard]] bool isClosed() const { return m_client.isClosed(); }
    bool waitForClosed() { return m_client.waitForClosed(); }
    void abort() { m_client.abort(); }
    [[nodiscard]] RawHttpClient &client() { return m_client; }

private:
    template<typename T>
    static QByteArray bigEndian(T value)
    {
        QByteArray bytes(sizeof value, Qt::Uninitialized);
        qToBigEndian(value, bytes.data());
        return bytes;
    }

    static qsizetype headerSize(const QByteArray &bytes)
    {
        const int length = uchar(bytes.at(1)) & 0x7f;
        return length < 126 ? 2 : length == 126 ? 4 : 10;
    }

    // 0: incomplete
    static qsizetype frameSize(const QByteArray &bytes)
    {
        if (bytes.size() < 2 || bytes.size() < headerSize(bytes))
            return 0;
        const qsizetype header = headerSize(bytes);
        qsizetype length = uchar(bytes.at(1)) & 0x7f;
        if (header == 4)
            length = qFromBigEndian<quint16>(bytes.constData() + 2);
        else if (header == 10)
            length = qsizetype(qFromBigEndian<quint64>(bytes.constData() + 2));
        return bytes.size() < header + length ? 0 : header + length;
    }

    bool take(RawFrame &frame)
    {
        const qsizetype size = frameSize(m_client.unparsed());
        if (size == 0)
            return false;
        const QByteArray bytes = m_client.receiveBytes(size);
        frame.opcode = uchar(bytes.at(0)) & 0x0f;
        frame.isCompressed = uchar(bytes.at(0)) & 0x40;
        frame.payload = bytes.mid(headerSize(bytes));
        return true;
    }

    RawHttpClient m_client;
    RawResponse m_response;
};

} // namespace QSocketIo

#endif
