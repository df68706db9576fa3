// SPDX-License-Identifier: MIT
#include "codec/httpparser_p.h"
#include "fuzz.h"

#include <algorithm>

using namespace QSocketIo;
using Event = HttpRequestParser::Event;

namespace {

// What a parser makes of its input, however that is cut into pieces.
class Reader
{
public:
    explicit Reader(const HttpParserLimits &limits)
        : m_limits(limits)
        , m_parser(limits)
    { }

    // Each call sees an allocation of its own, so that no view can outlive it unnoticed.
    void feed(QByteArrayView piece)
    {
        m_pending.append(piece);
        for (bool goOn = true; goOn;) {
            const QByteArray buffer(m_pending.constData(), m_pending.size());
            const HttpRequestParser::Step step = m_parser.next(buffer);
            check(buffer, step);
            note(step);
            m_pending.remove(0, step.consumed);
            goOn = step.event != Event::NeedMore && step.event != Event::Failed;
        }
    }
    const QByteArray &transcript() const { return m_transcript; }

private:
    void check(const QByteArray &buffer, const HttpRequestParser::Step &step)
    {
        FUZZ_VERIFY(step.consumed >= 0 && step.consumed <= buffer.size());
        FUZZ_VERIFY((step.event == Event::Body) == !step.body.isEmpty());
        if (step.event == Event::Body) {
            FUZZ_VERIFY(step.body.data() >= buffer.data());
            FUZZ_VERIFY(step.body.data() + step.body.size() == buffer.data() + step.consumed);
        }
        if (step.event == Event::Failed)
            FUZZ_VERIFY(m_parser.errorStatus() >= 400 && !m_parser.errorText().isEmpty());
        if (step.event == Event::End)
            FUZZ_VERIFY(m_parser.isIdle());
        // whatever is kept waiting is bounded
        if (step.event == Event::NeedMore)
            FUZZ_VERIFY(buffer.size() - step.consumed
                        <= qMax<qsizetype>(m_limits.maxHeaderSize, 300));
        if (step.event == Event::Head)
            checkHead(m_parser.head(), step.consumed);
    }

    void checkHead(const HttpRequestHead &head, qsizetype size)
    {
        FUZZ_VERIFY(size <= m_limits.maxHeaderSize + 4);
        FUZZ_VERIFY(!head.method.isEmpty() && !head.target.isEmpty());
        FUZZ_VERIFY(head.target == "*" || head.target.startsWith('/'));
        FUZZ_VERIFY(std::none_of(head.target.begin(), head.target.end(),
                                 [](char c) { return uchar(c) <= 0x20 || c == 0x7f; }));
        FUZZ_VERIFY(head.contentLength >= 0);
        FUZZ_VERIFY(head.headers.count() <= m_limits.maxHeaderCount + 1);
        FUZZ_VERIFY(head.headers.values("Host").size() <= 1);
        FUZZ_VERIFY(head.headers.values("Content-Length").size() <= 1);
        FUZZ_VERIFY(head.headers.values("Transfer-Encoding").size() <= 1);
        FUZZ_VERIFY(!head.headers.contains("Content-Length")
                    || !head.headers.contains("Transfer-Encoding"));
        FUZZ_VERIFY(head.isChunked == head.headers.contains("Transfer-Encoding"));
        FUZZ_VERIFY(head.minorVersion == 0 || head.headers.contains("Host"));
    }

    void note(const HttpRequestParser::Step &step)
    {
        if (step.event == Event::Head) {
            const HttpRequestHead head = m_parser.takeHead();
            m_transcript += head.method + ' ' + head.target + ' '
                + QByteArray::number(head.minorVersion) + QByteArray::number(head.contentLength)
                + char('0' + head.isChunked) + char('0' + head.isKeepAlive)
                + char('0' + head.isUpgrade) + char('0' + head.expectsContinue) + '\n';
            for (const HttpHeaders::Field &field : head.headers.fields())
                m_transcript += field.name + ':' + field.value + '\n';
        } else if (step.event == Event::Body) {
            m_transcript += step.body;
        } else if (step.event == Event::End) {
            m_transcript += "\nend\n";
        } else if (step.event == Event::Failed && !m_hasFailed) {
            m_transcript += QByteArray::number(m_parser.errorStatus()) + m_parser.errorText();
            m_hasFailed = true;
        }
    }

    HttpParserLimits m_limits;
    HttpRequestParser m_parser;
    QByteArray m_pending;
    QByteArray m_transcript;
    bool m_hasFailed = false;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(data, qsizetype(qMin<size_t>(size, 8192)));
    HttpParserLimits limits;
    limits.maxHeaderSize = 400;
    limits.maxHeaderCount = 8;
    Reader whole(limits);
    whole.feed(input);
    Reader bytewise(limits);
    for (qsizetype i = 0; i < input.size(); ++i)
        bytewise.feed(input.sliced(i, 1));
    FUZZ_VERIFY(whole.transcript() == bytewise.transcript());
    // pieces whose sizes the input itself decides
    Reader pieces(limits);
    for (qsizetype at = 0; at < input.size();) {
        const qsizetype piece = qMin<qsizetype>(input.size() - at, 1 + uchar(input[at]) % 32);
        pieces.feed(input.sliced(at, piece));
        at += piece;
    }
    FUZZ_VERIFY(whole.transcript() == pieces.transcript());
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    return {
        "GET /socket.io/?EIO=4&transport=polling&t=abc HTTP/1.1\r\nHost: localhost:3000\r\n"
        "Accept: */*\r\nConnection: keep-alive\r\n\r\n",
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello"
        "GET /b HTTP/1.1\r\nHost: b\r\n\r\n",
        "\r\nPOST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5;a=b\r\nhello\r\n1A\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nTrailer: x\r\n\r\n"
        "GET http://b/c?d HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n",
    };
}

QList<QByteArray> fuzzWords()
{
    return {"\r\n",
            "\r",
            "\n",
            "\r\n\r\n",
            " ",
            "\t",
            ":",
            ",",
            ";",
            "0",
            "0\r\n\r\n",
            "chunked",
            "HTTP/1.1",
            "HTTP/1.0",
            "Host: a\r\n",
            "Content-Length: 3\r\n",
            "9223372036854775807",
            "ffffffffffffffff",
            "Connection: close, upgrade\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Upgrade: x\r\n",
            "http://",
            "*",
            QByteArray(1, '\0'),
            "\x7f",
            "\x80",
            QByteArray(300, 'x')};
}
