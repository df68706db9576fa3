// SPDX-License-Identifier: MIT
#include "httpparser_p.h"

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

bool HttpRequestParser::accept(const HttpRefusal &refusal)
{
    return refusal.status == 0 || fail(refusal.status, refusal.text);
}

bool HttpRequestParser::fail(int status, const char *text)
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
    m_headReader.begin();
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
        if (m_lineStart == 0 ? !accept(m_headReader.addRequestLine(line)) : !parseField(line))
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
        return !HttpRequestHeadReader::isFramingField(name) || fail(400, "Forbidden trailer field");
    return accept(m_headReader.addField(name, trimmed(line.sliced(colon + 1))));
}

bool HttpRequestParser::finishHead()
{
    if (!accept(m_headReader.finish()))
        return false;
    m_remaining = head().contentLength;
    m_state = head().isChunked ? State::ChunkSize
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
