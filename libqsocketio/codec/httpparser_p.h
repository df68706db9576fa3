// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_HTTPPARSER_P_H
#define QSOCKETIO_CODEC_HTTPPARSER_P_H

#include "../core/global.h"
#include "../core/httpheaders.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QSocketIo {

// The head of one request, checked.
struct HttpRequestHead
{
    QByteArray method;
    QByteArray target; // origin-form, or absolute-form reduced to it, or "*"
    int minorVersion = 1; // HTTP/1.x
    HttpHeaders headers;
    qint64 contentLength = 0; // meaningless where isChunked
    bool isChunked = false;
    bool isKeepAlive = true;
    bool isUpgrade = false; // Connection: upgrade and an Upgrade field
    bool expectsContinue = false;
};

struct HttpParserLimits
{
    qsizetype maxHeaderSize = 16 * 1024; // request line and fields together
    int maxHeaderCount = 100;
};

// Strict HTTP/1.1 request parser (RFC 9112) that does no I/O and keeps no bytes: the caller owns
// the buffer, passes all of its unconsumed bytes at every call, and drops what was consumed.
class QSOCKETIO_AUTOTEST_EXPORT HttpRequestParser
{
public:
    enum class Event {
        NeedMore, // nothing (more) can be said; consumed may still be > 0 (chunk framing)
        Head, // head() is valid; the bytes of the head are consumed
        Body, // step.body is the next piece of the (de-chunked) body
        End, // the request is complete; the next call starts a new one
        Failed // errorStatus() and errorText() say why; the connection must be closed
    };
    struct Step
    {
        Event event = Event::NeedMore;
        qsizetype consumed = 0; // raw bytes this step used up, from the start of data
        QByteArrayView body; // a view into data
    };

    explicit HttpRequestParser(const HttpParserLimits &limits = {});

    Step next(QByteArrayView data);

    [[nodiscard]] const HttpRequestHead &head() const { return m_head; }
    [[nodiscard]] HttpRequestHead takeHead() { return std::move(m_head); }
    // Between two requests, with no byte of the next one seen.
    [[nodiscard]] bool isIdle() const;
    [[nodiscard]] int errorStatus() const { return m_errorStatus; } // 400, 413, 414, 431, 501, 505
    [[nodiscard]] QByteArray errorText() const { return m_errorText; }

private:
    HttpParserLimits m_limits;
    HttpRequestHead m_head;
    int m_errorStatus = 0;
    QByteArray m_errorText;
};

} // namespace QSocketIo

#endif
