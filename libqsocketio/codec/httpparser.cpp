// SPDX-License-Identifier: MIT
#include "httpparser_p.h"

#include "httprequestline_p.h"
#include "httpsyntax_p.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace QSocketIo {

using namespace HttpSyntax;

// RFC 9112, 2.2: clients that put an empty line behind a body are old, but harmless.
static constexpr int MaxLeadingLines = 2;
// RFC 9112, 7.1.1 leaves the limits to us. Sixteen digits hold any size that we could count.
static constexpr qsizetype MaxChunkSizeDigits = 16;
static constexpr qsizetype MaxChunkExtension = 256;

static bool isText(char c)
{
    return (uchar(c) >= 0x20 && c != 0x7f) || c == '\t';
}

static bool areEightPrintable(const char *bytes)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr quint64 highBits = ones * 0x80;
    quint64 word;
    std::memcpy(&word, bytes, sizeof word);
    const quint64 belowSpace = (word - ones * 0x20) & ~word;
    const quint64 xored = word ^ (ones * 0x7f);
    const quint64 isDelete = (xored - ones) & ~xored;
    return !((belowSpace | isDelete) & highBits);
}

HttpRequestParser::HttpRequestParser(const HttpParserLimits &limits)
    : m_limits(limits)
{ }

HttpRequestParser::Step HttpRequestParser::next(QByteArrayView data)
{
    Step step;
    while (advance(data.sliced(step.consumed), step)) { }
    return step;
}

bool HttpRequestParser::advance(QByteArrayView data, Step &step)
{
    bool goOn = false;
    switch (m_state) {
    case State::Start:
        goOn = readStart(data, step);
        break;
    case State::Head:
        goOn = readHead(data, step);
        break;
    case State::FixedBody:
        goOn = readBody(data, step, State::Done);
        break;
    case State::ChunkSize:
        goOn = readChunkSize(data, step);
        break;
    case State::ChunkData:
        goOn = readBody(data, step, State::ChunkEnd);
        break;
    case State::ChunkEnd:
        goOn = readChunkEnd(data, step);
        break;
    case State::Trailers:
        goOn = readTrailers(data, step);
        break;
    case State::Done:
        reset();
        step.event = Event::End;
        break;
    case State::Failed:
        break;
    }
    if (m_state == State::Failed)
        step.event = Event::Failed;
    return goOn;
}

void HttpRequestParser::reset()
{
    m_state = State::Start;
    m_leadingLines = 0;
    m_sawStart = false;
}

bool HttpRequestParser::fail(int status, const QByteArray &text)
{
    m_state = State::Failed;
    m_errorStatus = status;
    m_errorText = text;
    return false;
}

bool HttpRequestParser::readStart(QByteArrayView data, Step &step)
{
    if (data.isEmpty())
        return false;
    m_sawStart = true;
    if (data.front() == '\r' && m_leadingLines < MaxLeadingLines) {
        if (data.size() < 2)
            return false;
        if (data[1] != '\n')
            return fail(400, "CR without LF");
        ++m_leadingLines;
        m_sawStart = false;
        step.consumed += 2;
        return true;
    }
    // told at once, as a TLS client that came to the wrong port would wait for its answer
    if (!isTokenCharacter(data.front()))
        return fail(400, "Invalid method");
    m_state = State::Head;
    m_head = {};
    m_facts = {};
    m_scanned = 0;
    m_lineStart = 0;
    m_headSize = 0;
    m_fieldCount = 0;
    m_extensionSize = 0;
    return true;
}

// Moves m_scanned to the CR of the line's end, or as far as the data goes.
HttpRequestParser::LineState HttpRequestParser::scanLine(QByteArrayView data)
{
    Q_ASSERT(m_scanned <= data.size());
    const char *const begin = data.data();
    const char *const end = begin + data.size();
    const char *it = begin + m_scanned;
    while (it != end) {
        if (end - it >= 8 && areEightPrintable(it))
            it += 8;
        else if (isText(*it))
            ++it;
        else
            break;
    }
    m_scanned = it - begin;
    if (it == end)
        return LineState::Incomplete;
    if (*it != '\r')
        return LineState::Invalid;
    if (it + 1 == end)
        return LineState::Incomplete;
    return it[1] == '\n' ? LineState::Complete : LineState::Invalid;
}

bool HttpRequestParser::readHead(QByteArrayView data, Step &step)
{
    const QByteArrayView window = data.first(qMin(data.size(), m_limits.maxHeaderSize));
    Q_FOREVER {
        const LineState state = scanLine(window);
        if (state == LineState::Invalid)
            return fail(400, "Control character in the request head");
        if (state == LineState::Incomplete) {
            if (window.size() < m_limits.maxHeaderSize)
                return false;
            return m_lineStart == 0 ? fail(414, "Request line too long")
                                    : fail(431, "Request header fields too large");
        }
        const QByteArrayView line = window.sliced(m_lineStart, m_scanned - m_lineStart);
        m_scanned += 2;
        if (line.isEmpty())
            break;
        if (!(m_lineStart == 0 ? parseRequestLine(line) : parseField(line)))
            return false;
        m_lineStart = m_scanned;
    }
    m_headSize = m_scanned;
    step.consumed += m_scanned;
    m_scanned = 0;
    if (finishHead())
        step.event = Event::Head;
    return false;
}

bool HttpRequestParser::parseRequestLine(QByteArrayView text)
{
    HttpRequestLine line = parseHttpRequestLine(text);
    if (line.errorStatus != 0)
        return fail(line.errorStatus, line.errorText);
    m_head.method = std::move(line.method);
    m_head.target = std::move(line.target);
    m_head.minorVersion = line.minorVersion;
    m_authority = std::move(line.authority);
    return true;
}

static bool isFramingField(QByteArrayView name)
{
    return sameText(name, "Host") || sameText(name, "Content-Length")
        || sameText(name, "Transfer-Encoding");
}

bool HttpRequestParser::parseField(QByteArrayView line)
{
    if (isWhitespace(line.front()))
        return fail(400, "Folded header field"); // RFC 9112, 5.2
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return fail(400, "Header field without a colon");
    const QByteArrayView name = line.first(colon);
    if (!isToken(name)) // a blank before the colon, too
        return fail(400, "Invalid header field name");
    if (m_fieldCount >= m_limits.maxHeaderCount)
        return fail(431, "Too many header fields");
    ++m_fieldCount;
    if (m_state == State::Trailers) // checked and dropped (RFC 9110, 6.5.1)
        return isFramingField(name) ? fail(400, "Forbidden trailer field") : true;
    const QByteArrayView value = trimmed(line.sliced(colon + 1));
    m_head.headers.append(name.toByteArray(), value.toByteArray());
    return interpretField(name, value);
}

// The names that matter here all differ in size.
bool HttpRequestParser::interpretField(QByteArrayView name, QByteArrayView value)
{
    switch (name.size()) {
    case 4:
        return !sameText(name, "Host") || interpretHost(value);
    case 6:
        if (sameText(name, "Expect") && sameText(value, "100-continue"))
            m_facts.saysContinue = true;
        return true;
    case 7:
        if (sameText(name, "Upgrade"))
            m_facts.hasUpgrade = true;
        return true;
    case 10:
        if (sameText(name, "Connection"))
            interpretConnection(value);
        return true;
    case 14:
        return !sameText(name, "Content-Length") || interpretContentLength(value);
    case 17:
        return !sameText(name, "Transfer-Encoding") || interpretTransferEncoding(value);
    }
    return true;
}

bool HttpRequestParser::interpretHost(QByteArrayView value)
{
    if (m_facts.hasHost)
        return fail(400, "Repeated Host");
    if (!isHttpHost(value))
        return fail(400, "Invalid Host");
    m_facts.hasHost = true;
    return true;
}

// RFC 9112, 6.3 would let a list of equal values pass; nobody sends one in good faith.
bool HttpRequestParser::interpretContentLength(QByteArrayView value)
{
    constexpr qint64 max = std::numeric_limits<qint64>::max();
    if (m_facts.hasContentLength)
        return fail(400, "Repeated Content-Length");
    m_facts.hasContentLength = true;
    if (value.isEmpty() || !std::all_of(value.begin(), value.end(), isDigit))
        return fail(400, "Invalid Content-Length");
    qint64 length = 0;
    for (const char digit : value) {
        if (length > (max - (digit - '0')) / 10)
            return fail(400, "Invalid Content-Length");
        length = length * 10 + (digit - '0');
    }
    m_head.contentLength = length;
    return true;
}

// RFC 9112, 6.1. Codings that are well-formed and end with "chunked" are merely unknown here.
bool HttpRequestParser::interpretTransferEncoding(QByteArrayView value)
{
    if (m_facts.hasTransferCoding)
        return fail(400, "Repeated Transfer-Encoding");
    m_facts.hasTransferCoding = true;
    if (m_head.minorVersion == 0)
        return fail(400, "Transfer-Encoding in HTTP/1.0");
    m_head.isChunked = sameText(value, "chunked");
    if (m_head.isChunked)
        return true;
    QList<QByteArrayView> codings = listElements(value);
    if (!std::all_of(codings.begin(), codings.end(), isToken))
        return fail(400, "Invalid Transfer-Encoding");
    if (sameText(codings.last(), "chunked"))
        codings.removeLast();
    const bool hasChunked = std::any_of(codings.begin(), codings.end(), [](QByteArrayView coding) {
        return sameText(coding, "chunked");
    });
    return hasChunked ? fail(400, "Invalid Transfer-Encoding")
                      : fail(501, "Transfer coding not supported");
}

void HttpRequestParser::interpretConnection(QByteArrayView value)
{
    const QList<QByteArrayView> options = listElements(value);
    for (QByteArrayView option : options) {
        if (sameText(option, "close"))
            m_facts.saysClose = true;
        else if (sameText(option, "keep-alive"))
            m_facts.saysKeepAlive = true;
        else if (sameText(option, "upgrade"))
            m_facts.saysUpgrade = true;
    }
}

bool HttpRequestParser::finishHead()
{
    const bool isVersion11 = m_head.minorVersion == 1;
    if (isVersion11 && !m_facts.hasHost)
        return fail(400, "Missing Host");
    if (m_facts.hasContentLength && m_facts.hasTransferCoding)
        return fail(400, "Both Content-Length and Transfer-Encoding");
    if (!m_authority.isEmpty())
        m_head.headers.set("Host", m_authority); // RFC 9112, 3.2.2
    m_head.isKeepAlive = !m_facts.saysClose && (isVersion11 || m_facts.saysKeepAlive);
    m_head.isUpgrade = isVersion11 && m_facts.saysUpgrade && m_facts.hasUpgrade;
    m_head.expectsContinue = isVersion11 && m_facts.saysContinue; // RFC 9110, 10.1.1
    m_remaining = m_head.contentLength;
    m_state = m_head.isChunked ? State::ChunkSize
        : m_remaining > 0      ? State::FixedBody
                               : State::Done;
    return true;
}

bool HttpRequestParser::readBody(QByteArrayView data, Step &step, State next)
{
    if (data.isEmpty())
        return false;
    step.event = Event::Body;
    step.body = data.first(qsizetype(qMin(m_remaining, qint64(data.size()))));
    step.consumed += step.body.size();
    m_remaining -= step.body.size();
    if (m_remaining == 0)
        m_state = next;
    return false;
}

bool HttpRequestParser::readChunkSize(QByteArrayView data, Step &step)
{
    constexpr qsizetype maxLine = MaxChunkSizeDigits + MaxChunkExtension + 2;
    const QByteArrayView window = data.first(qMin(data.size(), maxLine));
    const LineState state = scanLine(window);
    if (state == LineState::Invalid)
        return fail(400, "Control character in a chunk's head");
    if (state == LineState::Incomplete)
        return window.size() == maxLine ? fail(400, "Chunk head too long") : false;
    if (!parseChunkSize(window.first(m_scanned)))
        return false;
    step.consumed += m_scanned + 2;
    m_scanned = 0;
    m_state = m_remaining > 0 ? State::ChunkData : State::Trailers;
    return true;
}

static int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// RFC 9112, 7.1 and 7.1.1
bool HttpRequestParser::parseChunkSize(QByteArrayView line)
{
    const auto digitsEnd
        = std::find_if(line.begin(), line.end(), [](char c) { return hexValue(c) < 0; });
    const QByteArrayView digits = line.first(digitsEnd - line.begin());
    if (digits.isEmpty() || digits.size() > MaxChunkSizeDigits)
        return fail(400, "Invalid chunk size");
    quint64 size = 0;
    for (const char digit : digits)
        size = size * 16 + quint64(hexValue(digit));
    if (size > quint64(std::numeric_limits<qint64>::max()))
        return fail(400, "Invalid chunk size");
    const QByteArrayView extension = line.sliced(digits.size());
    if (!extension.isEmpty() && !trimmed(extension).startsWith(';'))
        return fail(400, "Invalid chunk size");
    // one-byte chunks with long extensions would be a cheap way to keep us busy
    m_extensionSize += extension.size();
    if (extension.size() > MaxChunkExtension || m_extensionSize > m_limits.maxHeaderSize)
        return fail(400, "Chunk extensions too long");
    m_remaining = qint64(size);
    return true;
}

bool HttpRequestParser::readChunkEnd(QByteArrayView data, Step &step)
{
    if (data.isEmpty() || (data.size() == 1 && data.front() == '\r'))
        return false;
    if (!data.startsWith("\r\n"))
        return fail(400, "Chunk not followed by CRLF");
    step.consumed += 2;
    m_state = State::ChunkSize;
    return true;
}

// The empty line that ends the trailers is not counted, so that a head of the largest size may have
// a chunked body.
bool HttpRequestParser::readTrailers(QByteArrayView data, Step &step)
{
    const qsizetype maxLine = m_limits.maxHeaderSize - m_headSize + 2;
    const QByteArrayView window = data.first(qMin(data.size(), maxLine));
    const LineState state = scanLine(window);
    if (state == LineState::Invalid)
        return fail(400, "Control character in the trailers");
    if (state == LineState::Incomplete)
        return window.size() == maxLine ? fail(431, "Trailer fields too large") : false;
    const QByteArrayView line = window.first(m_scanned);
    if (!line.isEmpty()) {
        m_headSize += line.size() + 2;
        if (m_headSize > m_limits.maxHeaderSize)
            return fail(431, "Trailer fields too large");
        if (!parseField(line))
            return false;
    } else {
        m_state = State::Done;
    }
    step.consumed += m_scanned + 2;
    m_scanned = 0;
    return true;
}

} // namespace QSocketIo
