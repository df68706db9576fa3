// SPDX-License-Identifier: MIT
#include "httpresponsetracker_p.h"

#include <QtCore/QList>

#include <algorithm>
#include <utility>

namespace QSocketIo {

// Longer lines are nobody's; the rest of the connection is then one response.
static constexpr qsizetype MaxLine = 64 * 1024;

static bool equals(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

static bool hasListElement(QByteArrayView list, QByteArrayView wanted)
{
    const QList<QByteArray> elements = list.toByteArray().split(',');
    return std::any_of(elements.begin(), elements.end(), [&wanted](const QByteArray &element) {
        return equals(element.trimmed(), wanted);
    });
}

void HttpResponseTracker::expect(QByteArrayView method)
{
    m_state = State::StatusLine;
    m_isHead = method == "HEAD";
    m_line.clear();
}

qsizetype HttpResponseTracker::feed(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (used < bytes.size() && m_state != State::Ended) {
        const QByteArrayView rest = bytes.sliced(used);
        if (m_state == State::UntilClose)
            return bytes.size();
        if (m_state != State::Body) {
            used += feedLine(rest);
            continue;
        }
        const qint64 size = qMin<qint64>(m_remaining, rest.size());
        used += size;
        m_remaining -= size;
        if (m_remaining == 0)
            m_state = m_isBodyOfChunk ? State::ChunkEnd : State::Ended;
    }
    return used;
}

qsizetype HttpResponseTracker::feedLine(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const qsizetype size = end < 0 ? bytes.size() : end + 1;
    m_line.append(bytes.first(size));
    if (end < 0) {
        if (m_line.size() > MaxLine)
            lastUntilClose();
        return size;
    }
    const QByteArray line = std::exchange(m_line, {});
    const qsizetype length = line.endsWith("\r\n") ? line.size() - 2 : line.size() - 1;
    readLine(QByteArrayView(line).first(length));
    return size;
}

void HttpResponseTracker::readLine(QByteArrayView line)
{
    switch (m_state) {
    case State::StatusLine:
        readStatusLine(line);
        break;
    case State::Fields:
        if (line.isEmpty())
            finishHead();
        else
            readField(line);
        break;
    case State::ChunkSize:
        readChunkSize(line);
        break;
    case State::ChunkEnd:
        m_state = State::ChunkSize;
        if (!line.isEmpty())
            lastUntilClose();
        break;
    case State::Trailers:
        if (line.isEmpty())
            m_state = State::Ended;
        break;
    case State::Ended:
    case State::Body:
    case State::UntilClose:
        break;
    }
}

void HttpResponseTracker::readStatusLine(QByteArrayView line)
{
    bool isNumber = false;
    m_status = line.size() >= 12 ? line.sliced(9, 3).toByteArray().toInt(&isNumber) : 0;
    if (!line.startsWith("HTTP/1.") || !isNumber) {
        lastUntilClose();
        return;
    }
    m_closesConnection = line[7] == '0';
    m_remaining = 0;
    m_isChunked = false;
    m_hasLength = false;
    m_hasOtherCoding = false;
    m_state = State::Fields;
}

void HttpResponseTracker::readField(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return;
    const QByteArrayView name = line.first(colon);
    const QByteArray value = line.sliced(colon + 1).toByteArray().trimmed();
    if (equals(name, "Content-Length")) {
        m_remaining = value.toLongLong(&m_hasLength);
        m_hasLength = m_hasLength && m_remaining >= 0;
    } else if (equals(name, "Transfer-Encoding")) {
        m_isChunked
            = equals(QByteArray(value.mid(value.lastIndexOf(',') + 1)).trimmed(), "chunked");
        m_hasOtherCoding = !m_isChunked;
    } else if (equals(name, "Connection")) {
        if (hasListElement(value, "close"))
            m_closesConnection = true;
        else if (hasListElement(value, "keep-alive"))
            m_closesConnection = false;
    }
}

// RFC 9112, 6.3
void HttpResponseTracker::finishHead()
{
    m_isBodyOfChunk = false;
    if (m_status == 101)
        lastUntilClose();
    else if (m_status < 200)
        m_state = State::StatusLine; // the final one follows
    else if (m_isHead || m_status == 204 || m_status == 304)
        m_state = State::Ended;
    else if (m_isChunked)
        m_state = State::ChunkSize;
    else if (m_hasLength && !m_hasOtherCoding)
        m_state = m_remaining > 0 ? State::Body : State::Ended;
    else
        lastUntilClose();
}

void HttpResponseTracker::lastUntilClose()
{
    m_state = State::UntilClose;
    m_closesConnection = true;
    m_line = {};
}

void HttpResponseTracker::readChunkSize(QByteArrayView line)
{
    const qsizetype extension = line.indexOf(';');
    const QByteArray digits
        = line.first(extension < 0 ? line.size() : extension).toByteArray().trimmed();
    bool isNumber = false;
    m_remaining = digits.toLongLong(&isNumber, 16);
    if (!isNumber || m_remaining < 0) {
        lastUntilClose();
        return;
    }
    m_isBodyOfChunk = true;
    m_state = m_remaining > 0 ? State::Body : State::Trailers;
}

} // namespace QSocketIo
