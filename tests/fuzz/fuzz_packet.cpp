// SPDX-License-Identifier: MIT
#include "codec/packet_p.h"
#include "fuzz.h"

using namespace QSocketIo;
using Decoded = Result<std::optional<Packet>>;

namespace {
bool isSame(const Packet &a, const Packet &b)
{
    return a.type == b.type && a.nsp == b.nsp && a.id == b.id && a.event == b.event
        && a.event.isNull() == b.event.isNull() && a.isNumericEvent == b.isNumericEvent
        && a.payload.json() == b.payload.json()
        && a.payload.attachments() == b.payload.attachments();
}

// All messages of a packet, into a decoder of its own.
Decoded decodeAll(const QList<EnginePacket> &messages)
{
    PacketDecoder decoder;
    Decoded decoded;
    for (const EnginePacket &message : messages) {
        FUZZ_VERIFY(decoded.hasValue() && !*decoded);
        decoded = message.isBinary ? decoder.decodeBinary(message.data)
                                   : decoder.decodeText(message.data);
    }
    return decoded;
}

void checkPacket(const Packet &packet)
{
    FUZZ_VERIFY(packet.nsp.startsWith('/') && !packet.nsp.contains(','));
    FUZZ_VERIFY(packet.id.value_or(0) < quint64(1) << 53);
    FUZZ_VERIFY(!isReservedEvent(packet.event));
    // Whatever passed is decoded without a complaint.
    FUZZ_VERIFY(packet.payload.toCborArray().size() == packet.payload.count());
    FUZZ_VERIFY(packet.payload.isEmpty() == packet.payload.json().isEmpty());

    const QList<EnginePacket> messages = PacketEncoder::encode(packet);
    const Decoded again = decodeAll(messages);
    FUZZ_VERIFY(again.hasValue() && *again);
    FUZZ_VERIFY(isSame(**again, packet));
    FUZZ_VERIFY(PacketEncoder::encode(**again) == messages);
}
} // namespace

// Messages are separated by 0x1e, as in a polling payload; those that begin with 'b' are binary.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    PacketDecoder decoder;
    const QList<QByteArray> messages = input.split('\x1e');
    for (const QByteArray &message : messages) {
        const bool wasWaiting = decoder.isWaiting();
        const bool isBinary = message.startsWith('b');
        const Decoded decoded
            = isBinary ? decoder.decodeBinary(message.sliced(1)) : decoder.decodeText(message);
        if (!decoded) {
            FUZZ_VERIFY(!decoded.error().message().isEmpty());
            decoder.reset();
        } else {
            FUZZ_VERIFY(wasWaiting == isBinary);
            FUZZ_VERIFY(decoder.isWaiting() == !*decoded);
            if (*decoded)
                checkPacket(**decoded);
        }
    }
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    return {"0{\"token\":\"abc\",\"n\":[1,2.5,-3e10,null,true]}\x1e"
            "0/admin,{\"sid\":\"x\",\"pid\":\"y\"}\x1e"
            "1/a,\x1e"
            "4{\"message\":\"m\",\"data\":{\"b\":1}}",
            "2[\"event\",{\"text\":\"\xe2\x82\xac\\u20ac\\ud83d\\ude00\"},[[],{}],1]\x1e"
            "2/nsp,12[\"x\"]\x1e"
            "312[\"answer\"]\x1e"
            "2[1.5,2]",
            "52-/n,7[\"a\",{\"_placeholder\":true,\"num\":0},{\"k\":{\"_placeholder\":true,"
            "\"num\":1}}]\x1e"
            "bone\x1e"
            "btwo\x1e"
            "61-3[{\"_placeholder\":true,\"num\":0}]\x1e"
            "bx"};
}

QList<QByteArray> fuzzWords()
{
    return {"\x1e",
            "b",
            "51-",
            "61-",
            "5",
            "510-",
            "2[\"",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\"",
            "/",
            "/a,",
            "-",
            " ",
            "\\u0063",
            "\\ud83d",
            "1e5",
            "9007199254740991",
            "\"connect\"",
            "null",
            "true",
            "_placeholder",
            "\"num\":1",
            "{\"_placeholder\":true,\"num\":0}",
            "\xe2\x82",
            "\xff",
            QByteArray(1, '\0'),
            QByteArray(210, '[')};
}
