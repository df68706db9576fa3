// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_RAWHTTP_H
#define QSOCKETIO_TESTS_RAWHTTP_H

#include "waitfor.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <utility>

namespace QSocketIo {

// What came back for one request.
struct RawResponse
{
    int status = 0; // 0: no whole response came in time
    QByteArray reason;
    QList<std::pair<QByteArray, QByteArray>> headers; // as they came
    QByteArray body; // de-chunked
    QByteArray head; // the raw bytes up to and including the blank line

    [[nodiscard]] bool isValid() const { return status != 0; }
    [[nodiscard]] QByteArray header(QByteArrayView name) const
    {
        for (const auto &field : headers) {
            if (QByteArrayView(field.first).compare(name, Qt::CaseInsensitive) == 0)
                return field.second;
        }
        return {};
    }
    [[nodiscard]] bool hasHeader(QByteArrayView name) const { return !header(name).isNull(); }
};

// An HTTP/1.1 client for protocol transcripts: it sends exactly the text it is given. Waiting spins
// the event loop, so the server may live in the same thread.
class RawHttpClient
{
public:
    static constexpr int DefaultTimeout = 5000; // ms

    RawHttpClient() = default;
    explicit RawHttpClient(quint16 port) { connectTo(port); }

    // True once the connection stands.
    bool connectTo(quint16 port, const QHostAddress &address = QHostAddress::LocalHost)
    {
        m_received.clear();
        m_socket.abort();
        m_socket.connectToHost(address, port);
        return waitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; },
                       DefaultTimeout);
    }

    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        m_socket.flush();
    }

    // One request, one response, on this connection. withoutBody: the request was HEAD.
    RawResponse request(const QByteArray &bytes, bool withoutBody = false)
    {
        send(bytes);
        return receive(withoutBody);
    }

    RawResponse get(const QByteArray &target, const QByteArray &extraHeaders = {})
    {
        return request(getRequest(target, extraHeaders));
    }
    RawResponse post(const QByteArray &target, const QByteArray &body,
                     const QByteArray &extraHeaders = {})
    {
        return request(postRequest(target, body, extraHeaders));
    }

    // Waits for the next whole response; pipelined ones come one by one.
    RawResponse receive(bool withoutBody = false, int timeout = DefaultTimeout)
    {
        RawResponse response;
        if (!waitFor([&] { return take(response, withoutBody); }, timeout))
            return {};
        return response;
    }

    // Has a whole response come by now? Does not wait.
    [[nodiscard]] bool hasResponse(bool withoutBody = false)
    {
        collect();
        RawResponse response;
        return parse(m_received, isClosed(), withoutBody, response) > 0;
    }

    // Waits until so many unparsed bytes have come, and takes them: what follows a 101.
    QByteArray receiveBytes(qsizetype count, int timeout = DefaultTimeout)
    {
        const auto haveAll = [&] {
            collect();
            return m_received.size() >= count;
        };
        if (!waitFor(haveAll, timeout))
            return {};
        const QByteArray bytes = m_received.first(count);
        m_received.remove(0, count);
        return bytes;
    }

    // Received, but not yet taken as a response.
    [[nodiscard]] QByteArray unparsed()
    {
        collect();
        return m_received;
    }

    [[nodiscard]] bool isClosed() const
    {
        return m_socket.state() == QAbstractSocket::UnconnectedState;
    }
    bool waitForClosed(int timeout = DefaultTimeout)
    {
        return waitFor([this] { return isClosed(); }, timeout);
    }
    void close() { m_socket.disconnectFromHost(); }
    void abort() { m_socket.abort(); }
    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

    // extraHeaders: whole lines, each ending in \r\n
    [[nodiscard]] static QByteArray getRequest(const QByteArray &target,
                                               const QByteArray &extraHeaders = {})
    {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + extraHeaders + "\r\n";
    }
    [[nodiscard]] static QByteArray postRequest(const QByteArray &target, const QByteArray &body,
                                                const QByteArray &extraHeaders = {})
    {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n" + extraHeaders + "\r\n" + body;
    }
    [[nodiscard]] static QByteArray webSocketRequest(const QByteArray &target,
                                                     const QByteArray &extraHeaders = {})
    {
        return getRequest(target,
                          "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                          "Sec-WebSocket-Version: 13\r\n"
                              + extraHeaders);
    }

    // Parses the first response in bytes. Returns its length; 0 where it is not complete, -1 where
    // it is none.
    static qsizetype parse(const QByteArray &bytes, bool atEnd, bool withoutBody,
                           RawResponse &response)
    {
        const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return 0;
        response = {};
        response.head = bytes.first(headEnd + 4);
        QList<QByteArray> lines = bytes.first(headEnd).split('\n');
        const QByteArray statusLine = lines.takeFirst().trimmed();
        if (!statusLine.startsWith("HTTP/1."))
            return -1;
        response.status = statusLine.mid(9, 3).toInt();
        response.reason = statusLine.mid(13);
        for (const QByteArray &line : std::as_const(lines)) {
            const qsizetype colon = line.indexOf(':');
            if (colon < 0)
                return -1;
            response.headers.append({line.first(colon), line.mid(colon + 1).trimmed()});
        }
        return parseBody(bytes, headEnd + 4, atEnd, withoutBody, response);
    }

private:
    static qsizetype parseBody(const QByteArray &bytes, qsizetype start, bool atEnd,
                               bool withoutBody, RawResponse &response)
    {
        const int status = response.status;
        if (withoutBody || status < 200 || status == 204 || status == 304)
            return start;
        if (response.header("Transfer-Encoding").toLower() == "chunked")
            return parseChunks(bytes, start, response);
        if (!response.hasHeader("Content-Length")) {
            response.body = bytes.mid(start);
            return atEnd ? bytes.size() : 0;
        }
        const qsizetype length = response.header("Content-Length").toLongLong();
        if (bytes.size() - start < length)
            return 0;
        response.body = bytes.mid(start, length);
        return start + length;
    }

    static qsizetype parseChunks(const QByteArray &bytes, qsizetype at, RawResponse &response)
    {
        for (;;) {
            const qsizetype lineEnd = bytes.indexOf("\r\n", at);
            if (lineEnd < 0)
                return 0;
            const qsizetype size = bytes.mid(at, lineEnd - at).toLongLong(nullptr, 16);
            if (bytes.size() < lineEnd + 2 + size + 2)
                return 0;
            response.body += bytes.mid(lineEnd + 2, size);
            at = lineEnd + 2 + size + 2;
            if (size == 0)
                return at;
        }
    }

    void collect() { m_received += m_socket.readAll(); }
    bool take(RawResponse &response, bool withoutBody)
    {
        collect();
        const qsizetype length = parse(m_received, isClosed(), withoutBody, response);
        if (length <= 0)
            return false;
        m_received.remove(0, length);
        return true;
    }

    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace QSocketIo

#endif
