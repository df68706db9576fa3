// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_HTTPPARSER_P_H
#define QSOCKETIO_CODEC_HTTPPARSER_P_H

#include "../core/global.h"
#include "httprequesthead_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QSocketIo {

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

    [[nodiscard]] const HttpRequestHead &head() const { return m_headReader.head(); }
    [[nodiscard]] HttpRequestHead takeHead() { return m_headReader.takeHead(); }
    // Between two requests, with no byte of the next one seen.
    [[nodiscard]] bool isIdle() const { return m_state == State::Start && !m_sawStart; }
    [[nodiscard]] int errorStatus() const { return m_errorStatus; } // 400, 414, 431, 501, 505
    [[nodiscard]] QByteArray errorText() const { return m_errorText; }

private:
    enum class State {
        Start,
        Head,
        FixedBody,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        Done,
        Failed
    };
    enum class LineState { Incomplete, Complete, Invalid };
    // Each takes what is left of the data and returns whether the next state may go on at once.
    bool advance(QByteArrayView data, Step &step);
    bool readStart(QByteArrayView data, Step &step);
    bool readHead(QByteArrayView data, Step &step);
    bool readBody(QByteArrayView data, Step &step, State next);
    bool readChunkSize(QByteArrayView data, Step &step);
    bool readChunkEnd(QByteArrayView data, Step &step);
    bool readTrailers(QByteArrayView data, Step &step);

    LineState scanLine(QByteArrayView data);
    bool parseField(QByteArrayView line);
    bool parseChunkSize(QByteArrayView line);
    bool finishHead();
    void reset();
    bool accept(const HttpRefusal &refusal); // true: it is none
    bool fail(int status, const char *text);

    HttpParserLimits m_limits;
    HttpRequestHeadReader m_headReader;
    State m_state = State::Start;
    // Offsets into the unconsumed data: no byte is looked at twice however slowly it trickles in.
    qsizetype m_scanned = 0;
    qsizetype m_lineStart = 0;
    qsizetype m_headSize = 0; // with the trailers
    int m_fieldCount = 0; // with the trailers
    int m_leadingLines = 0; // empty ones before a request
    bool m_sawStart = false; // of an empty line, perhaps
    qint64 m_remaining = 0; // of the body or of its current chunk
    qsizetype m_extensionSize = 0; // of all chunks
    int m_errorStatus = 0;
    QByteArray m_errorText;
};

} // namespace QSocketIo

#endif
