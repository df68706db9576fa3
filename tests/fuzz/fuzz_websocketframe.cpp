// SPDX-License-Identifier: MIT
#include "codec/utf8_p.h"
#include "codec/websocketframe_p.h"
#include "fuzz.h"

#include <QtCore/QtEndian>

using namespace QSocketIo;
using Event = WebSocketFrameReader::Event;

namespace {

constexpr qint64 MaxMessageSize = 2000;

class Reader
{
public:
    explicit Reader(WebSocketCompression compression)
        : m_reader(MaxMessageSize, compression)
        , m_compression(compression)
    { }

    // Each call sees an allocation of its own, so that no view can outlive it unnoticed.
    void feed(QByteArrayView piece)
    {
        m_pending.append(piece);
        for (bool goOn = true; goOn;) {
            QByteArray buffer(m_pending.constData(), m_pending.size());
            const WebSocketFrameReader::Step step = m_reader.next(buffer.data(), buffer.size());
            check(buffer, step);
            note(step);
            // the bytes that stay must be as they came: they are read again
            FUZZ_VERIFY(buffer.sliced(step.consumed) == m_pending.sliced(step.consumed));
            m_pending.remove(0, step.consumed);
            goOn = step.event != Event::NeedMore && step.event != Event::Failed;
        }
    }
    const QByteArray &transcript() const { return m_transcript; }

private:
    void check(const QByteArray &buffer, const WebSocketFrameReader::Step &step)
    {
        FUZZ_VERIFY(step.consumed >= 0 && step.consumed <= buffer.size());
        switch (step.event) {
        case Event::NeedMore:
            FUZZ_VERIFY(buffer.size() - step.consumed < 6 + 125);
            break;
        case Event::Text:
            FUZZ_VERIFY(step.isCompressed || isValidUtf8(step.payload));
            [[fallthrough]];
        case Event::Binary:
            FUZZ_VERIFY(step.payload.size() <= MaxMessageSize);
            FUZZ_VERIFY(!step.isCompressed || m_compression != WebSocketCompression::None);
            break;
        case Event::Ping:
        case Event::Pong:
            FUZZ_VERIFY(step.payload.size() <= 125);
            break;
        case Event::Close:
            FUZZ_VERIFY(step.payload.size() <= 123 && isValidUtf8(step.payload));
            break;
        case Event::Failed:
            FUZZ_VERIFY(!m_reader.errorText().isEmpty());
            FUZZ_VERIFY(m_reader.closeCode() == WebSocketCloseCode::ProtocolError
                        || m_reader.closeCode() == WebSocketCloseCode::InvalidPayload
                        || m_reader.closeCode() == WebSocketCloseCode::MessageTooBig);
            break;
        }
    }

    void note(const WebSocketFrameReader::Step &step)
    {
        if (step.event == Event::NeedMore || m_hasFailed)
            return;
        m_hasFailed = step.event == Event::Failed;
        m_transcript += step.isCompressed ? "z" : "";
        m_transcript += char('0' + int(step.event)) + step.payload.toByteArray();
        if (step.event == Event::Failed)
            m_transcript += m_reader.errorText();
        if (step.event == Event::Failed || step.event == Event::Close)
            m_transcript += QByteArray::number(int(m_reader.closeCode()));
        m_transcript += '\n';
    }

    WebSocketFrameReader m_reader;
    WebSocketCompression m_compression;
    QByteArray m_pending;
    QByteArray m_transcript;
    bool m_hasFailed = false;
};

QByteArray masked(int first, const QByteArray &payload, const QByteArray &mask = "\x37\xfa\x21\x3d")
{
    QByteArray out(1, char(first));
    if (payload.size() < 126) {
        out += char(0x80 | payload.size());
    } else {
        out += char(0xfe);
        out.resize(4);
        qToBigEndian(quint16(payload.size()), out.data() + 2);
    }
    out += mask;
    for (qsizetype i = 0; i < payload.size(); ++i)
        out += char(payload[i] ^ mask[i % 4]);
    return out;
}

void checkAllWays(QByteArrayView input, WebSocketCompression compression)
{
    Reader whole(compression);
    whole.feed(input);
    Reader bytewise(compression);
    for (qsizetype i = 0; i < input.size(); ++i)
        bytewise.feed(input.sliced(i, 1));
    FUZZ_VERIFY(whole.transcript() == bytewise.transcript());
    // pieces whose sizes the input itself decides
    Reader pieces(compression);
    for (qsizetype at = 0; at < input.size();) {
        const qsizetype piece = qMin<qsizetype>(input.size() - at, 1 + uchar(input[at]) % 32);
        pieces.feed(input.sliced(at, piece));
        at += piece;
    }
    FUZZ_VERIFY(whole.transcript() == pieces.transcript());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(data, qsizetype(qMin<size_t>(size, 8192)));
    checkAllWays(input, WebSocketCompression::None);
    checkAllWays(input, WebSocketCompression::PerMessageDeflate);
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    const QByteArray text = "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80";
    const QByteArray zeroMask(4, '\0'); // so that mutations reach the payload as they are
    return {
        masked(0x81, "4hello") + masked(0x82, "\x01\x02\xff"),
        masked(0x81, text, zeroMask)
            + masked(0x88,
                     "\x03\xe8"
                     "bye",
                     zeroMask),
        masked(0x01, text.left(4), zeroMask) + masked(0x89, "ping")
            + masked(0x00, text.mid(4, 3), zeroMask) + masked(0x80, text.mid(7), zeroMask)
            + masked(0x8a, "pong"),
        masked(0x82, QByteArray(300, 'x')) + masked(0x02, QByteArray(1999, 'x'))
            + masked(0x80, "y"),
        masked(0x88, "", zeroMask) + masked(0x81, "late"),
        masked(0xc1, "\xff", zeroMask) + masked(0x42, "a") + masked(0x80, "b"),
    };
}

QList<QByteArray> fuzzWords()
{
    const QByteArray zeroMask(4, '\0');
    return {masked(0x81, "a"),
            masked(0x01, "b"),
            masked(0x00, "c"),
            masked(0x80, "d"),
            masked(0x89, "e"),
            masked(0x80, ""),
            masked(0x88, "\x03\xe9"),
            masked(0x01, "\xe2\x82", zeroMask),
            masked(0x80, "\xac", zeroMask),
            "\xfe",
            "\xff",
            QByteArray(8, '\0'),
            "\xed\xa0\x80",
            "\xf4\x90\x80\x80",
            "\xc3\xa9"};
}
