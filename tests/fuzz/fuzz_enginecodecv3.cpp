// SPDX-License-Identifier: MIT
#include "codec/enginecodecv3_p.h"
#include "codec/utf8_p.h"
#include "fuzz.h"

using namespace QSocketIo;

namespace {
EnginePacket packetOf(const EnginePacketView &view)
{
    EnginePacket packet;
    packet.type = view.type;
    packet.isBinary = view.isBinary;
    packet.data = view.data.toByteArray();
    return packet;
}

bool liesIn(QByteArrayView view, QByteArrayView outer)
{
    return view.data() >= outer.data() && view.data() + view.size() <= outer.data() + outer.size();
}

QList<EnginePacket> check(const QList<EnginePacketView> &views, QByteArrayView input)
{
    QList<EnginePacket> packets;
    for (const EnginePacketView &view : views) {
        FUZZ_VERIFY(view.isValid || &view == &views.constLast());
        FUZZ_VERIFY(view.storage.isNull() || view.data.data() == view.storage.constData());
        FUZZ_VERIFY(view.data.isNull() || !view.storage.isNull() || liesIn(view.data, input));
        FUZZ_VERIFY(!view.isBinary
                    || (view.type == EnginePacket::Type::Message && !view.data.isNull()));
        FUZZ_VERIFY(view.isBinary || view.data.isNull() || !view.data.isEmpty());
        if (view.isValid)
            packets += packetOf(view);
    }
    return packets;
}

// What was understood is understood the same when it is encoded again.
void checkAgain(const QList<EnginePacket> &packets, bool supportsBinary)
{
    const EngineCodecV3::EncodedPayload again
        = EngineCodecV3::encodePayload(packets, supportsBinary);
    const QList<EnginePacketView> views = again.isBinary
        ? EngineCodecV3::decodeBinaryPayload(again.data)
        : EngineCodecV3::decodePayload(again.data);
    FUZZ_VERIFY(check(views, again.data) == packets);
}
} // namespace

// The first byte tells text from binary payloads.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView all(data, qsizetype(size));
    const bool isText = !all.isEmpty() && all.front() == 't';
    const QByteArrayView input = all.isEmpty() ? all : all.sliced(1);
    const QList<EnginePacketView> views
        = isText ? EngineCodecV3::decodePayload(input) : EngineCodecV3::decodeBinaryPayload(input);
    const QList<EnginePacket> packets = check(views, input);
    if (!isText) {
        for (const EnginePacket &packet : packets)
            FUZZ_VERIFY(packet.isBinary || isValidUtf8(packet.data));
    }
    if (!isText || isValidUtf8(input)) {
        checkAgain(packets, true);
        checkAgain(packets, false);
    }
    check({EngineCodecV3::decodeBinary(input)}, input);
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    return {
        "t2:4a0:10:b4AQIDBA==6:3probe1:1",
        "t5:4\xe2\x82\xac\xc3\xa9\xf0\x9f\x98\x80"
        "3:4\xf0\x9f\x98\x80",
        "b" + QByteArray::fromHex("0004ff34e282ac 0105ff0401020304 0003ff3461620001ff32"),
        "b" + QByteArray::fromHex("0004ff34eda080 0006ff623441514944 010100ff0403030303030303")};
}

QList<QByteArray> fuzzWords()
{
    return {"0:",
            "1:4",
            "2:4",
            "3:b4A",
            ":",
            "9",
            "18446744073709551618",
            "\xff",
            QByteArray("\x00\x01\xff", 3),
            QByteArray("\x01\x02\xff\x04", 4),
            QByteArray(1, '\0'),
            "\x09\x09\x09",
            "\xf0\x9f\x98\x80",
            "\xed\xa0\xbd\xed\xb8\x80",
            "\xe2\x82"};
}
