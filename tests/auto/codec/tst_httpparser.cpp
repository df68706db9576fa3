// SPDX-License-Identifier: MIT
#include "codec/httpparser_p.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

// What a parser made of a byte stream, one line per head, body and end: equal for every way to cut
// the stream into pieces.
class Transcript
{
public:
    explicit Transcript(const HttpParserLimits &limits = {})
        : m_parser(limits)
    { }

    void feed(QByteArrayView piece)
    {
        m_buffer.append(piece);
        while (step()) { }
    }
    const HttpRequestParser &parser() const { return m_parser; }
    QByteArray text() const
    {
        return m_text + (m_body.isEmpty() ? "" : "body " + m_body + "...\n");
    }
    qsizetype unconsumed() const { return m_buffer.size(); }

private:
    bool step()
    {
        const HttpRequestParser::Step step = m_parser.next(m_buffer);
        if (step.event == HttpRequestParser::Event::Head)
            addHead();
        else if (step.event == HttpRequestParser::Event::Body)
            m_body += step.body;
        else if (step.event == HttpRequestParser::Event::End)
            addEnd();
        m_buffer.remove(0, step.consumed);
        if (step.event != HttpRequestParser::Event::Failed)
            return step.event != HttpRequestParser::Event::NeedMore;
        if (!m_hasFailed)
            m_text
                += QByteArray::number(m_parser.errorStatus()) + ' ' + m_parser.errorText() + '\n';
        m_hasFailed = true;
        return false;
    }
    void addHead()
    {
        const HttpRequestHead head = m_parser.takeHead();
        m_text += head.method + ' ' + head.target + " 1." + QByteArray::number(head.minorVersion);
        m_text += head.isChunked ? " chunked" : " " + QByteArray::number(head.contentLength);
        m_text += head.isKeepAlive ? " keep-alive" : "";
        m_text += head.isUpgrade ? " upgrade" : "";
        m_text += head.expectsContinue ? " expects" : "";
        m_text += '\n';
        for (const HttpHeaders::Field &field : head.headers.fields())
            m_text += "  " + field.name + '=' + field.value + '\n';
    }
    void addEnd()
    {
        if (!m_body.isEmpty())
            m_text += "body " + m_body + '\n';
        m_body.clear();
        m_text += "end\n";
    }

    HttpRequestParser m_parser;
    QByteArray m_buffer;
    QByteArray m_body;
    QByteArray m_text;
    bool m_hasFailed = false;
};

class tst_HttpParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void requests_data();
    void requests();
    void refusals_data();
    void refusals();
    void chunkedRefusals_data();
    void chunkedRefusals();
    void headerSizeLimit_data();
    void headerSizeLimit();
    void headerCountLimit();
    void trailerLimits();
    void chunkExtensionLimits();
    void earlyRefusals_data();
    void earlyRefusals();
    void refusalIsFinal();
    void idle();
    void bodyIsAView();
    void headKeepsItsBytesUntilComplete();
    void randomPieces();
};

static QByteArray transcriptOf(const QByteArray &wire)
{
    Transcript transcript;
    transcript.feed(wire);
    return transcript.text();
}

static QByteArray bytewiseTranscriptOf(const QByteArray &wire)
{
    Transcript transcript;
    for (const char byte : wire)
        transcript.feed(QByteArrayView(&byte, 1));
    return transcript.text();
}

void tst_HttpParser::requests_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &expected) {
        QTest::newRow(name) << wire << expected;
    };

    row("GET", "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: example.com:3000\r\n\r\n",
        "GET /socket.io/?EIO=4&transport=polling 1.1 0 keep-alive\n  Host=example.com:3000\nend\n");
    row("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", "GET / 1.0 0\nend\n");
    row("HTTP/1.0 kept alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
        "GET / 1.0 0 keep-alive\n  Connection=Keep-Alive\nend\n");
    row("close", "GET / HTTP/1.1\r\nHost: a\r\nConnection: CLOSE\r\n\r\n",
        "GET / 1.1 0\n  Host=a\n  Connection=CLOSE\nend\n");
    row("close wins over keep-alive",
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\nConnection: x ,close,\r\n\r\n",
        "GET / 1.0 0\n  Connection=keep-alive\n  Connection=x ,close,\nend\n");
    row("close is a whole word", "GET / HTTP/1.1\r\nHost: a\r\nConnection: closed\r\n\r\n",
        "GET / 1.1 0 keep-alive\n  Host=a\n  Connection=closed\nend\n");
    row("upgrade",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: "
        "websocket\r\n\r\n",
        "GET / 1.1 0 keep-alive upgrade\n  Host=a\n  Connection=keep-alive, Upgrade\n"
        "  Upgrade=websocket\nend\n");
    row("upgrade option without Upgrade",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\n\r\n",
        "GET / 1.1 0 keep-alive\n  Host=a\n  Connection=upgrade\nend\n");
    row("Upgrade without the option", "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n",
        "GET / 1.1 0 keep-alive\n  Host=a\n  Upgrade=websocket\nend\n");
    row("upgrade in HTTP/1.0",
        "GET / HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
        "GET / 1.0 0\n  Connection=upgrade\n  Upgrade=websocket\nend\n");
    row("expectation",
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\nok",
        "POST / 1.1 2 keep-alive expects\n  Host=a\n  Expect=100-Continue\n  Content-Length=2\n"
        "body ok\nend\n");
    row("expectation in HTTP/1.0",
        "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nok",
        "POST / 1.0 2\n  Expect=100-continue\n  Content-Length=2\nbody ok\nend\n");
    row("GET with a body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
        "GET / 1.1 3 keep-alive\n  Host=a\n  Content-Length=3\nbody abc\nend\n");
    row("Content-Length with leading zeros",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 003\r\n\r\nabc",
        "POST / 1.1 3 keep-alive\n  Host=a\n  Content-Length=003\nbody abc\nend\n");
    row("the longest Content-Length",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775807\r\n\r\nabc",
        "POST / 1.1 9223372036854775807 keep-alive\n  Host=a\n"
        "  Content-Length=9223372036854775807\nbody abc...\n");
    row("body that looks like a request",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        "POST / 1.1 18 keep-alive\n  Host=a\n  Content-Length=18\nbody GET / "
        "HTTP/1.1\r\n\r\n\nend\n");
    row("any byte in a body",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n" + QByteArray("\0\n\r\x7f", 4),
        "POST / 1.1 4 keep-alive\n  Host=a\n  Content-Length=4\nbody "
            + QByteArray("\0\n\r\x7f\nend\n", 9));
    row("pipelining",
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: b\r\nContent-Length: "
        "1\r\n\r\nx"
        "GET /3 HTTP/1.1\r\nHost: c\r\n\r\nGET /4 HT",
        "GET /1 1.1 0 keep-alive\n  Host=a\nend\nPOST /2 1.1 1 keep-alive\n  Host=b\n"
        "  Content-Length=1\nbody x\nend\nGET /3 1.1 0 keep-alive\n  Host=c\nend\n");
    row("pipelining behind a chunked body",
        "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
        "GET /2 HTTP/1.1\r\nHost: b\r\n\r\n",
        "POST /1 1.1 chunked keep-alive\n  Host=a\n  Transfer-Encoding=chunked\nbody x\nend\n"
        "GET /2 1.1 0 keep-alive\n  Host=b\nend\n");
    row("one request says nothing about the next",
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\nExpect: "
        "100-continue\r\n"
        "Content-Length: 1\r\n\r\nx"
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / 1.1 1 keep-alive upgrade expects\n  Host=a\n  Connection=upgrade\n  Upgrade=x\n"
        "  Expect=100-continue\n  Content-Length=1\nbody x\nend\n"
        "GET / 1.1 0 keep-alive\n  Host=a\nend\n");
    row("empty lines before requests",
        "\r\n\r\nGET /1 HTTP/1.0\r\n\r\n\r\nGET /2 HTTP/1.0\r\n\r\n\r\n\r\n",
        "GET /1 1.0 0\nend\nGET /2 1.0 0\nend\n");
    row("values are trimmed",
        "GET / HTTP/1.1\r\nHost:a\r\nA:\r\nB: \t \r\nC: \t c  d\t \r\nD:e:f\r\n\r\n",
        "GET / 1.1 0 keep-alive\n  Host=a\n  A=\n  B=\n  C=c  d\n  D=e:f\nend\n");
    row("bytes above 0x7f", "GET /\xc3\xa9?\xff HTTP/1.1\r\nHost: a\r\nA: caf\xe9\r\n\r\n",
        "GET /\xc3\xa9?\xff 1.1 0 keep-alive\n  Host=a\n  A=caf\xe9\nend\n");
    row("every token character",
        "M!#$%&'*+-.^_`|~09azAZ / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~09azAZ: x\r\n\r\n",
        "M!#$%&'*+-.^_`|~09azAZ / 1.1 0 keep-alive\n  Host=a\n  !#$%&'*+-.^_`|~09azAZ=x\nend\n");
    row("field names without case",
        "POST / HTTP/1.1\r\nhOST: a\r\nTRANSFER-encoding: Chunked\r\n\r\n0\r\n\r\n",
        "POST / 1.1 chunked keep-alive\n  hOST=a\n  TRANSFER-encoding=Chunked\nend\n");
    row("names that only resemble framing",
        "GET / HTTP/1.1\r\nHost: a\r\nContent_Length: 5\r\nContent-Length-: 5\r\n"
        "Transfer_Encoding: chunked\r\nX-Transfer-Encoding: chunked\r\n\r\n",
        "GET / 1.1 0 keep-alive\n  Host=a\n  Content_Length=5\n  Content-Length-=5\n"
        "  Transfer_Encoding=chunked\n  X-Transfer-Encoding=chunked\nend\n");
    row("empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / 1.1 0 keep-alive\n  Host=\nend\n");
    row("IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
        "GET / 1.1 0 keep-alive\n  Host=[::1]:80\nend\n");

    row("asterisk-form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * 1.1 0 keep-alive\n  Host=a\nend\n");
    row("target with two slashes", "GET //x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET //x 1.1 0 keep-alive\n  Host=a\nend\n");
    row("absolute-form outranks Host",
        "GET http://b:8080/p?q=http://c HTTP/1.1\r\nX: y\r\nHost: a\r\n\r\n",
        "GET /p?q=http://c 1.1 0 keep-alive\n  X=y\n  Host=b:8080\nend\n");
    row("absolute-form without a path", "GET HTTPS://b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / 1.1 0 keep-alive\n  Host=b\nend\n");
    row("absolute-form with a query only", "GET http://b?x=/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /?x=/ 1.1 0 keep-alive\n  Host=b\nend\n");
    row("absolute-form of the asterisk", "OPTIONS http://b HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * 1.1 0 keep-alive\n  Host=b\nend\n");
    row("absolute-form in HTTP/1.0", "GET http://b/ HTTP/1.0\r\n\r\n",
        "GET / 1.0 0\n  Host=b\nend\n");

    const QByteArray chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    const QByteArray head
        = "POST / 1.1 chunked keep-alive\n  Host=a\n  Transfer-Encoding=chunked\n";
    row("chunks", chunked + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
        head + "body hello world\nend\n");
    row("empty chunked body", chunked + "0\r\n\r\n", head + "end\n");
    row("chunk sizes in hexadecimal",
        chunked + "a\r\n0123456789\r\nB\r\n0123456789a\r\n000\r\n\r\n",
        head + "body 01234567890123456789a\nend\n");
    row("sixteen digits", chunked + "0000000000000002\r\nab\r\n0000000000000000\r\n\r\n",
        head + "body ab\nend\n");
    row("the largest chunk", chunked + "7fffffffffffffff\r\nab", head + "body ab...\n");
    row("CRLF in a chunk", chunked + "4\r\n\r\n\r\n\r\n0\r\n\r\n", head + "body \r\n\r\n\nend\n");
    row("chunk extensions", chunked + "1;a\r\nx\r\n1 ;b=\"c;d\"\r\ny\r\n0\t; e\r\n\r\n",
        head + "body xy\nend\n");
    row("trailers are dropped", chunked + "1\r\nx\r\n0\r\nA: b\r\nConnection: close\r\n\r\n",
        head + "body x\nend\n");
}

void tst_HttpParser::requests()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArray, expected);
    QCOMPARE(transcriptOf(wire), expected);
    QCOMPARE(bytewiseTranscriptOf(wire), expected);
    for (qsizetype i = 0; i <= wire.size(); ++i) {
        Transcript transcript;
        transcript.feed(QByteArrayView(wire).first(i));
        transcript.feed(QByteArrayView(wire).sliced(i));
        QCOMPARE(transcript.text(), expected);
    }
}

void tst_HttpParser::refusals_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &error) {
        QTest::newRow(name) << wire << error;
    };
    const QByteArray control = "400 Control character in the request head";
    const auto get
        = [](const QByteArray &fields) { return "GET / HTTP/1.1\r\n" + fields + "\r\n\r\n"; };
    const auto getHost = [](const QByteArray &fields) {
        return "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n";
    };
    const auto target
        = [](const QByteArray &text) { return "GET " + text + " HTTP/1.1\r\nHost: a\r\n\r\n"; };

    row("bare LF behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", control);
    row("bare LF behind a field", get("Host: a\nB: c"), control);
    row("bare LF for the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n", control);
    row("bare CR in the request line", "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n", control);
    row("bare CR in a value", getHost("A: b\rc"), control);
    row("CR CR LF", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", control);
    row("NUL in the request line", QByteArray("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 28), control);
    row("NUL in a value", getHost(QByteArray("A: b\0c", 6)), control);
    row("NUL in a name", getHost(QByteArray("A\0: b", 5)), control);
    row("vertical tab in a value", getHost("A: b\x0b"), control);
    row("form feed in a value", getHost("A:\x0c b"), control);
    row("escape in a value", getHost("A: \x1b[2J"), control);
    row("DEL in a value", getHost("A: b\x7f"), control);
    row("blank before the colon", getHost("A : b"), "400 Invalid header field name");
    row("tab before the colon", getHost("Content-Length\t: 5"), "400 Invalid header field name");
    row("folded field", getHost("A: b\r\n c"), "400 Folded header field");
    row("folded field with a tab", getHost("A: b\r\n\tc: d"), "400 Folded header field");
    row("first field begins with a blank", get(" Host: a"), "400 Folded header field");
    row("line of blanks", getHost(" "), "400 Folded header field");
    row("field without a colon", getHost("Nonsense"), "400 Header field without a colon");
    row("empty field name", getHost(": b"), "400 Invalid header field name");
    row("slash in a field name", getHost("A/B: c"), "400 Invalid header field name");
    row("byte above 0x7f in a field name", getHost("\xc3\xa9: c"), "400 Invalid header field name");
    row("quote in a field name", getHost("\"A\": c"), "400 Invalid header field name");

    row("empty method", " / HTTP/1.1\r\nHost: a\r\n\r\n", "400 Invalid method");
    row("method is no token", "GE(T / HTTP/1.1\r\nHost: a\r\n\r\n", "400 Invalid method");
    row("method begins with a separator", "{} / HTTP/1.1\r\nHost: a\r\n\r\n", "400 Invalid method");
    row("tab for a blank", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", "400 Malformed request line");
    row("tab behind the method", "GET\t/ x HTTP/1.1\r\nHost: a\r\n\r\n", "400 Invalid method");
    row("HTTP/0.9", "GET /\r\n", "400 Malformed request line");
    row("method alone", "GET\r\n", "400 Malformed request line");
    row("no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n", "400 Malformed request line");
    row("empty target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", "400 Invalid request target");
    row("two blanks before the version", target("/ "), "400 Invalid request target");
    row("two blanks behind the method", target(" /"), "400 Invalid request target");
    row("blank behind the version", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
        "400 Malformed HTTP version");
    row("blank in the target", target("/a b"), "400 Invalid request target");
    row("tab in the target", target("/a\tb"), "400 Invalid request target");
    row("fragment in the target", target("/a#b"), "400 Invalid request target");
    row("asterisk for GET", target("*"), "400 Invalid request target");
    row("asterisk and more", "OPTIONS *x HTTP/1.1\r\nHost: a\r\n\r\n",
        "400 Invalid request target");
    row("relative target", target("socket.io/"), "400 Invalid request target");
    row("authority-form", target("a:80"), "400 Invalid request target");
    row("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", "501 CONNECT is not supported");
    row("absolute-form of another scheme", target("ftp://a/"), "400 Invalid request target");
    row("absolute-form without a scheme", target("://a/"), "400 Invalid request target");
    row("absolute-form without a host", target("http:///x"), "400 Invalid request target");
    row("absolute-form with a port only", target("http://:80/x"), "400 Invalid request target");
    row("absolute-form with user information", target("http://u:p@a/"),
        "400 Invalid request target");
    row("absolute-form with a backslash", target("http://a\\b/"), "400 Invalid request target");

    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 HTTP version not supported");
    row("HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", "505 HTTP version not supported");
    row("HTTP/0.9 named", "GET / HTTP/0.9\r\n\r\n", "505 HTTP version not supported");
    row("version in lower case", "GET / http/1.1\r\nHost: a\r\n\r\n", "400 Malformed HTTP version");
    row("version with more digits", "GET / HTTP/1.10\r\nHost: a\r\n\r\n",
        "400 Malformed HTTP version");
    row("version without a minor one", "GET / HTTP/1\r\nHost: a\r\n\r\n",
        "400 Malformed HTTP version");
    row("another protocol", "GET / RTSP/1.0\r\n\r\n", "400 Malformed HTTP version");
    row("three empty lines first", "\r\n\r\n\r\nGET / HTTP/1.0\r\n\r\n", "400 Invalid method");
    row("LF first", "\nGET / HTTP/1.0\r\n\r\n", "400 Invalid method");
    row("CR first", "\rGET / HTTP/1.0\r\n\r\n", "400 CR without LF");

    row("Host missing", "GET / HTTP/1.1\r\n\r\n", "400 Missing Host");
    row("Host missing beside absolute-form", "GET http://a/ HTTP/1.1\r\n\r\n", "400 Missing Host");
    row("Host repeated", getHost("Host: a"), "400 Repeated Host");
    row("Host repeated in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n",
        "400 Repeated Host");
    row("Host list", get("Host: a, b"), "400 Invalid Host");
    row("Host list without blanks", get("Host: a,b"), "400 Invalid Host");
    row("Host with a path", get("Host: a/b"), "400 Invalid Host");
    row("Host with user information", get("Host: u@a"), "400 Invalid Host");
    row("Host with a blank", get("Host: a b"), "400 Invalid Host");

    row("Content-Length twice", getHost("Content-Length: 5\r\nContent-Length: 6"),
        "400 Repeated Content-Length");
    row("Content-Length twice, equal", getHost("Content-Length: 5\r\ncontent-length: 5"),
        "400 Repeated Content-Length");
    for (const char *value : {"", "5, 5", "5,6", "+5", "-5", "5 5", "0x5", "5.0", "5e1", "five",
                              "\"5\"", "\xef\xbc\x95", "9223372036854775808",
                              "18446744073709551621", "99999999999999999999999999"}) {
        row(qPrintable(QStringLiteral("Content-Length: ") + QLatin1String(value)),
            getHost(QByteArray("Content-Length: ") + value), "400 Invalid Content-Length");
    }

    row("Content-Length and Transfer-Encoding",
        getHost("Content-Length: 5\r\nTransfer-Encoding: chunked"),
        "400 Both Content-Length and Transfer-Encoding");
    row("Transfer-Encoding and Content-Length",
        getHost("Transfer-Encoding: chunked\r\nContent-Length: 5"),
        "400 Both Content-Length and Transfer-Encoding");
    row("Transfer-Encoding and Content-Length 0",
        getHost("Transfer-Encoding: chunked\r\nContent-Length: 0"),
        "400 Both Content-Length and Transfer-Encoding");
    row("Transfer-Encoding twice",
        getHost("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
        "400 Repeated Transfer-Encoding");
    row("Transfer-Encoding in HTTP/1.0",
        "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        "400 Transfer-Encoding in HTTP/1.0");
    for (const char *value : {"gzip", "identity", "xchunked", "gzip, chunked", "chunkedx"}) {
        row(qPrintable(QStringLiteral("Transfer-Encoding: ") + QLatin1String(value)),
            getHost(QByteArray("Transfer-Encoding: ") + value),
            "501 Transfer coding not supported");
    }
    for (const char *value :
         {"", ",", "chunked,", ",chunked", "chunked, chunked", "chunked, gzip", "chunked, identity",
          "chunked;q=1", "\"chunked\"", "chunked chunked"}) {
        row(qPrintable(QStringLiteral("Transfer-Encoding: ") + QLatin1String(value)),
            getHost(QByteArray("Transfer-Encoding: ") + value), "400 Invalid Transfer-Encoding");
    }

    row("smuggling: blank in Transfer-Encoding's name",
        getHost("Content-Length: 4\r\nTransfer-Encoding : chunked"),
        "400 Invalid header field name");
    row("smuggling: Transfer-Encoding behind a bare LF",
        getHost("Content-Length: 4\r\nA: b\nTransfer-Encoding: chunked"), control);
    row("smuggling: folded Transfer-Encoding", getHost("Transfer-Encoding:\r\n chunked"),
        "400 Invalid Transfer-Encoding");
    row("smuggling: Transfer-Encoding with a vertical tab",
        getHost("Transfer-Encoding: \x0b"
                "chunked"),
        control);
    row("smuggling: Transfer-Encoding with NUL",
        getHost(QByteArray("Transfer-Encoding: chunked\0", 27)), control);
    row("smuggling: version in a folded line", "GET / HTTP/1.1\r\nHost: a\r\n HTTP/1.1\r\n\r\n",
        "400 Folded header field");
}

void tst_HttpParser::refusals()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArray, error);
    QCOMPARE(transcriptOf(wire), error + '\n');
    QCOMPARE(bytewiseTranscriptOf(wire), error + '\n');
    // a good request before it changes nothing
    const QByteArray good = "GET / HTTP/1.0\r\n\r\n";
    QCOMPARE(transcriptOf(good + wire), "GET / 1.0 0\nend\n" + error + '\n');
}

void tst_HttpParser::chunkedRefusals_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &expected) {
        QTest::newRow(name) << wire << expected;
    };
    const QByteArray size = "400 Invalid chunk size";
    const QByteArray control = "400 Control character in a chunk's head";

    row("no size", "\r\nx\r\n", size);
    row("extension without a size", ";a\r\n", size);
    row("plus sign", "+1\r\nx\r\n", size);
    row("minus sign", "-1\r\nx\r\n", size);
    row("0x", "0x1\r\nx\r\n", size);
    row("underscore", "1_0\r\nx\r\n", size);
    row("no digit", "g\r\nx\r\n", size);
    row("blank before the size", " 1\r\nx\r\n", size);
    row("blank behind the size", "1 \r\nx\r\n", size);
    row("two sizes", "1 2\r\nx\r\n", size);
    row("fullwidth digit", "\xef\xbc\x91\r\nx\r\n", size);
    row("2^63", "8000000000000000\r\nx", size);
    row("2^64 - 1", "ffffffffffffffff\r\nx", size);
    row("2^64", "10000000000000000\r\n", size);
    row("2^64 + 1, which is 1 to careless readers", "10000000000000001\r\nx\r\n", size);
    row("seventeen digits", "00000000000000001\r\nx\r\n", size);
    row("endless digits", QByteArray(1000, '0'), "400 Chunk head too long");
    row("bare LF behind the size", "1\nx\r\n", control);
    row("bare CR behind the size", "1\rx\r\n", control);
    row("bare LF in an extension", "1;a\nb\r\nx\r\n", control);
    row("NUL in an extension", QByteArray("1;a\0\r\nx\r\n", 9), control);
    row("no CRLF behind the chunk", "1\r\nx0\r\n\r\n", "body x...\n400 Chunk not followed by CRLF");
    row("chunk longer than its size", "1\r\nxy\r\n0\r\n\r\n",
        "body x...\n400 Chunk not followed by CRLF");
    row("bare LF behind the chunk", "1\r\nx\n0\r\n\r\n",
        "body x...\n400 Chunk not followed by CRLF");
    row("bare CR behind the chunk", "1\r\nx\r0\r\n\r\n",
        "body x...\n400 Chunk not followed by CRLF");
    row("bare LF for the last line", "0\r\n\n", "400 Control character in the trailers");
    row("request for trailers", "0\r\nGET / HTTP/1.1\r\n", "400 Header field without a colon");
    row("folded trailer", "0\r\nA: b\r\n c\r\n\r\n", "400 Folded header field");
    row("blank before a trailer's colon", "0\r\nA : b\r\n\r\n", "400 Invalid header field name");
    row("control character in a trailer", "0\r\nA: \x01\r\n\r\n",
        "400 Control character in the trailers");
    row("Content-Length in the trailers", "0\r\nContent-Length: 5\r\n\r\n",
        "400 Forbidden trailer field");
    row("Transfer-Encoding in the trailers", "0\r\ntransfer-encoding: chunked\r\n\r\n",
        "400 Forbidden trailer field");
    row("Host in the trailers", "0\r\nHost: b\r\n\r\n", "400 Forbidden trailer field");
}

void tst_HttpParser::chunkedRefusals()
{
    QFETCH(const QByteArray, wire);
    QFETCH(QByteArray, expected);
    const QByteArray head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    // the body is told apart from the error by text(), which puts it last
    QByteArray body;
    if (expected.startsWith("body")) {
        body = "body x...\n";
        expected.remove(0, body.size());
    }
    expected = "POST / 1.1 chunked keep-alive\n  Host=a\n  Transfer-Encoding=chunked\n" + expected
        + '\n' + body;
    QCOMPARE(transcriptOf(head + wire), expected);
    QCOMPARE(bytewiseTranscriptOf(head + wire), expected);
}

void tst_HttpParser::headerSizeLimit_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("firstLine");

    const auto padded = [](const QByteArray &before, const QByteArray &behind, int size) {
        return before + QByteArray(size - before.size() - behind.size(), 'x') + behind;
    };
    const QByteArray requestLine = "GET / HTTP/1.0\r\n";
    QTest::newRow("fields at the limit")
        << padded(requestLine + "A: ", "\r\n\r\n", 200) << QByteArray("GET / 1.0 0");
    QTest::newRow("fields one byte over") << padded(requestLine + "A: ", "\r\n\r\n", 201)
                                          << QByteArray("431 Request header fields too large");
    QTest::newRow("endless field") << padded(requestLine + "A: ", "", 1000)
                                   << QByteArray("431 Request header fields too large");
    QTest::newRow("endless field name")
        << padded(requestLine, "", 1000) << QByteArray("431 Request header fields too large");
    QTest::newRow("field ends at the limit, the head does not")
        << padded(requestLine + "A: ", "\r\n", 200)
        << QByteArray("431 Request header fields too large");
    QTest::newRow("request line leaves room for the end")
        << padded("GET /", " HTTP/1.0\r\n\r\n", 200) << QByteArray("GET /");
    QTest::newRow("request line fits, its head does not")
        << padded("GET /", " HTTP/1.0\r\n\r\n", 201)
        << QByteArray("431 Request header fields too large");
    QTest::newRow("request line one byte over")
        << padded("GET /", " HTTP/1.0\r\n\r\n", 203) << QByteArray("414 Request line too long");
    QTest::newRow("endless target")
        << padded("GET /", "", 1000) << QByteArray("414 Request line too long");
    QTest::newRow("endless method")
        << padded("GET", "", 1000) << QByteArray("414 Request line too long");
    QTest::newRow("empty lines before the request do not count")
        << "\r\n\r\n" + padded(requestLine + "A: ", "\r\n\r\n", 200) << QByteArray("GET / 1.0 0");
}

void tst_HttpParser::headerSizeLimit()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArray, firstLine);
    HttpParserLimits limits;
    limits.maxHeaderSize = 200;
    Transcript whole(limits);
    whole.feed(wire);
    QVERIFY2(whole.text().startsWith(firstLine), whole.text());
    Transcript bytewise(limits);
    for (const char byte : wire)
        bytewise.feed(QByteArrayView(&byte, 1));
    QCOMPARE(bytewise.text(), whole.text());
}

void tst_HttpParser::headerCountLimit()
{
    HttpParserLimits limits;
    limits.maxHeaderCount = 3;
    Transcript good(limits);
    good.feed("GET / HTTP/1.0\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\nGET / HTTP/1.0\r\nA: 1\r\n\r\n");
    QCOMPARE(good.text().count("end"), 2);
    Transcript bad(limits);
    bad.feed("GET / HTTP/1.0\r\nA: 1\r\nB: 2\r\nC: 3\r\nD:\r\n\r\n");
    QCOMPARE(bad.text(), "431 Too many header fields\n");
}

void tst_HttpParser::trailerLimits()
{
    const QByteArray head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    const auto lastLine = [&head](const HttpParserLimits &limits, const QByteArray &trailers) {
        Transcript whole(limits);
        whole.feed(head + "0\r\n" + trailers);
        Transcript bytewise(limits);
        for (const char byte : QByteArray(head + "0\r\n" + trailers))
            bytewise.feed(QByteArrayView(&byte, 1));
        if (whole.text() != bytewise.text())
            return QByteArray("the two differ");
        return whole.text().split('\n').at(3);
    };

    HttpParserLimits count;
    count.maxHeaderCount = 3;
    QCOMPARE(lastLine(count, "A: b\r\n\r\n"), "end");
    QCOMPARE(lastLine(count, "A: b\r\nC: d\r\n\r\n"), "431 Too many header fields");

    HttpParserLimits size;
    size.maxHeaderSize = head.size() + 10;
    QCOMPARE(lastLine(size, "\r\n"), "end");
    QCOMPARE(lastLine(size, "A: 45678\r\n\r\n"), "end");
    QCOMPARE(lastLine(size, "A: 4\r\nB:\r\n\r\n"), "end");
    QCOMPARE(lastLine(size, "A: 456789\r\n\r\n"), "431 Trailer fields too large");
    QCOMPARE(lastLine(size, "A: 4\r\nB: 1\r\n\r\n"), "431 Trailer fields too large");
    QCOMPARE(lastLine(size, "A: 456789012345678901234567890"), "431 Trailer fields too large");
    size.maxHeaderSize = head.size();
    QCOMPARE(lastLine(size, "\r\n"), "end");
    QCOMPARE(lastLine(size, "A:\r\n\r\n"), "431 Trailer fields too large");
}

void tst_HttpParser::chunkExtensionLimits()
{
    const QByteArray head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    const auto chunk
        = [](int extension) { return "1;" + QByteArray(extension - 1, 'e') + "\r\nx\r\n"; };
    QVERIFY(transcriptOf(head + chunk(256)).endsWith("body x...\n"));
    QVERIFY(transcriptOf(head + chunk(257)).endsWith("400 Chunk extensions too long\n"));
    QVERIFY(transcriptOf(head + chunk(300)).endsWith("400 Chunk head too long\n"));
    // 16 KiB are for all of them together
    QVERIFY(transcriptOf(head + chunk(256).repeated(64)).endsWith("x...\n"));
    QVERIFY(
        transcriptOf(head + chunk(256).repeated(65)).contains("400 Chunk extensions too long\n"));
    QCOMPARE(transcriptOf(head + chunk(256).repeated(64) + "0\r\n\r\n" + head + chunk(256))
                 .contains("400"),
             false);
}

void tst_HttpParser::earlyRefusals_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("TLS client hello") << QByteArray("\x16");
    QTest::newRow("control character in an unfinished line") << QByteArray("GET /\x01");
    QTest::newRow("bare LF in an unfinished head") << QByteArray("GET / HTTP/1.1\n");
    QTest::newRow("bad version, head unfinished") << QByteArray("GET / HTTP/3.0\r\n");
    QTest::newRow("bad field, head unfinished") << QByteArray("GET / HTTP/1.1\r\nA : b\r\n");
    QTest::newRow("no LF behind CR") << QByteArray("GET / HTTP/1.1\rH");
}

void tst_HttpParser::earlyRefusals()
{
    QFETCH(const QByteArray, wire);
    HttpRequestParser parser;
    QCOMPARE(parser.next(QByteArrayView(wire).chopped(1)).event,
             HttpRequestParser::Event::NeedMore);
    QCOMPARE(parser.next(wire).event, HttpRequestParser::Event::Failed);
}

void tst_HttpParser::refusalIsFinal()
{
    HttpRequestParser parser;
    QCOMPARE(parser.next("\x16").event, HttpRequestParser::Event::Failed);
    const HttpRequestParser::Step step = parser.next("GET / HTTP/1.0\r\n\r\n");
    QCOMPARE(step.event, HttpRequestParser::Event::Failed);
    QCOMPARE(step.consumed, 0);
    QCOMPARE(parser.errorStatus(), 400);
    QVERIFY(!parser.isIdle());
}

void tst_HttpParser::idle()
{
    Transcript transcript;
    QVERIFY(transcript.parser().isIdle());
    transcript.feed("\r");
    QVERIFY(!transcript.parser().isIdle());
    transcript.feed("\n");
    QVERIFY(transcript.parser().isIdle());
    QCOMPARE(transcript.unconsumed(), 0);
    transcript.feed("G");
    QVERIFY(!transcript.parser().isIdle());
    transcript.feed("ET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
    QVERIFY(!transcript.parser().isIdle());
    transcript.feed("x");
    QVERIFY(transcript.parser().isIdle());
    transcript.feed("\r\n");
    QVERIFY(transcript.parser().isIdle());
}

void tst_HttpParser::bodyIsAView()
{
    HttpRequestParser parser;
    const QByteArray wire = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET";
    const HttpRequestParser::Step head = parser.next(wire);
    QCOMPARE(head.event, HttpRequestParser::Event::Head);
    QCOMPARE(parser.head().contentLength, 5);
    const HttpRequestParser::Step body = parser.next(QByteArrayView(wire).sliced(head.consumed));
    QCOMPARE(body.event, HttpRequestParser::Event::Body);
    QCOMPARE(body.consumed, 5);
    QCOMPARE(static_cast<const void *>(body.body.data()),
             static_cast<const void *>(wire.constData() + head.consumed));
    QCOMPARE(parser.next("GET").event, HttpRequestParser::Event::End);
}

// Whoever forwards requests needs their heads in one piece.
void tst_HttpParser::headKeepsItsBytesUntilComplete()
{
    HttpRequestParser parser;
    const QByteArray wire = "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n\r\n";
    for (qsizetype i = 0; i < wire.size(); ++i) {
        const HttpRequestParser::Step step = parser.next(QByteArrayView(wire).first(i));
        QCOMPARE(step.event, HttpRequestParser::Event::NeedMore);
        QCOMPARE(step.consumed, 0);
    }
    const HttpRequestParser::Step step = parser.next(wire);
    QCOMPARE(step.event, HttpRequestParser::Event::Head);
    QCOMPARE(step.consumed, wire.size());
}

void tst_HttpParser::randomPieces()
{
    const QByteArray wire
        = "\r\nPOST /1?a=b HTTP/1.1\r\nHost: example.com\r\nContent-Length: 11\r\nA: "
          "b\r\n\r\nhello world"
          "POST /2 HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n"
          "10;x=y\r\n0123456789abcdef\r\n1\r\n!\r\n0\r\nTrailer: t\r\n\r\n"
          "GET /3 HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n\x01";
    const QByteArray expected = transcriptOf(wire);
    QCOMPARE(expected.count("end\n"), 3);
    QVERIFY(expected.endsWith("400 Invalid method\n"));
    QRandomGenerator random(1);
    for (int round = 0; round < 300; ++round) {
        Transcript transcript;
        for (qsizetype at = 0; at < wire.size();) {
            const qsizetype size = qMin<qsizetype>(1 + random.bounded(40), wire.size() - at);
            transcript.feed(QByteArrayView(wire).sliced(at, size));
            at += size;
        }
        QCOMPARE(transcript.text(), expected);
    }
}

QTEST_APPLESS_MAIN(tst_HttpParser)
#include "tst_httpparser.moc"
