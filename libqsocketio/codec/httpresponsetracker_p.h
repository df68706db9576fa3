// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_HTTPRESPONSETRACKER_P_H
#define QSOCKETIO_CODEC_HTTPRESPONSETRACKER_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QSocketIo {

// Follows a response that somebody else writes, to know where it ends (RFC 9112, 6.3). Does no I/O
// and keeps no bytes but those of an unfinished line. What it does not understand never ends.
class QSOCKETIO_COMPONENT_EXPORT HttpResponseTracker
{
public:
    // The next response answers a request of this method.
    void expect(QByteArrayView method);
    // Returns how many of the bytes belong to the awaited response; 0 when none is awaited.
    qsizetype feed(QByteArrayView bytes);

    [[nodiscard]] bool isAwaiting() const { return m_state != State::Ended; }
    // Only the end of the connection can end the awaited response.
    [[nodiscard]] bool isUntilClose() const { return m_state == State::UntilClose; }
    // The last response has said, or implied, that the connection ends behind it.
    [[nodiscard]] bool closesConnection() const { return m_closesConnection; }

private:
    enum class State { Ended, StatusLine, Fields, Body, ChunkSize, ChunkEnd, Trailers, UntilClose };

    qsizetype feedLine(QByteArrayView bytes);
    void readLine(QByteArrayView line);
    void readStatusLine(QByteArrayView line);
    void readField(QByteArrayView line);
    void readChunkSize(QByteArrayView line);
    void finishHead();
    void lastUntilClose();

    State m_state = State::Ended;
    QByteArray m_line;
    qint64 m_remaining = 0;
    int m_status = 0;
    bool m_isHead = false;
    bool m_isChunked = false;
    bool m_hasLength = false;
    bool m_hasOtherCoding = false;
    bool m_closesConnection = false;
    bool m_isBodyOfChunk = false;
};

} // namespace QSocketIo

#endif
