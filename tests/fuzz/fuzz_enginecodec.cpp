// SPDX-License-Identifier: MIT
#include "codec/enginecodecv4_p.h"
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

void checkView(const EnginePacketView &view, QByteArrayView input)
{
    if (view.data.isNull())
        return;
    if (view.isBinary) {
        FUZZ_VERIFY(view.type == EnginePacket::Type::Message);
        FUZZ_VERIFY(view.data.size() == view.storage.size());
        FUZZ_VERIFY(view.data.size() <= input.size() / 4 * 3 + 2);
    } else {
        FUZZ_VERIFY(!view.data.isEmpty());
        FUZZ_VERIFY(view.data.data() > input.data());
        FUZZ_VERIFY(view.data.data() + view.data.size() <= input.data() + input.size());
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const QList<EnginePacketView> views = EngineCodecV4::decodePayload(input);
    FUZZ_VERIFY(!views.isEmpty());
    QList<EnginePacket> packets;
    for (const EnginePacketView &view : views) {
        checkView(view, input);
        FUZZ_VERIFY(view.isValid || &view == &views.constLast());
        if (view.isValid)
            packets += packetOf(view);
    }

    // What was understood is understood the same when it is encoded again.
    const QByteArray again = EngineCodecV4::encodePayload(packets);
    if (!packets.isEmpty()) {
        const QList<EnginePacketView> viewsAgain = EngineCodecV4::decodePayload(again);
        FUZZ_VERIFY(viewsAgain.size() == packets.size());
        for (qsizetype i = 0; i < packets.size(); ++i)
            FUZZ_VERIFY(viewsAgain.at(i).isValid && packetOf(viewsAgain.at(i)) == packets.at(i));
    }

    const QByteArray text = toValidUtf8(input);
    FUZZ_VERIFY(isValidUtf8(text));
    FUZZ_VERIFY(text.size() <= input.size() * 3);
    FUZZ_VERIFY(isValidUtf8(input) == (text == input));
    FUZZ_VERIFY(QString::fromUtf8(text).toUtf8() == text || input.startsWith("\xef\xbb\xbf"));
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    return {"4hello\x1e"
            "bAQIDBA==\x1e"
            "2\x1e"
            "3probe\x1e"
            "1",
            "4{\"text\":\"\xe2\x82\xac \xf0\x9f\x98\x80 \xc3\xa9\"}\x1e"
            "4",
            "b-_-_+/+/AQ==BQ",
            "0{\"sid\":\"x\",\"upgrades\":[]}\x1e"
            "6"};
}

QList<QByteArray> fuzzWords()
{
    return {"\x1e",
            "\x1e\x1e",
            "b",
            "4",
            "7",
            "=",
            "==",
            "-_",
            "+/",
            "\n",
            "\xc0\x80",
            "\xed\xa0",
            "\xf4",
            "\xe2\x82",
            "\xff",
            "\x80",
            "\xef\xbb\xbf",
            QByteArray(1, '\0')};
}
