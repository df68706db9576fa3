// SPDX-License-Identifier: MIT
#include "codec/msgpackcodec_p.h"
#include "codec/utf8_p.h"
#include "fuzz.h"

using namespace QSocketIo;

namespace {
bool isSame(const Packet &a, const Packet &b)
{
    return a.type == b.type && a.nsp == b.nsp && a.id == b.id && a.event == b.event
        && a.event.isNull() == b.event.isNull() && a.isNumericEvent == b.isNumericEvent
        && a.data.toCbor() == b.data.toCbor()
        && QCborValue(a.payload.toCborArray()).toCbor()
        == QCborValue(b.payload.toCborArray()).toCbor();
}

void checkPacket(const Packet &packet)
{
    FUZZ_VERIFY(isValidUtf8(packet.nsp) && isValidUtf8(packet.event));
    FUZZ_VERIFY(packet.id.value_or(0) < quint64(1) << 53);
    // Whatever passed is decoded without a complaint.
    FUZZ_VERIFY(packet.payload.toCborArray().size() == packet.payload.count());
    if (packet.type == Packet::Type::Event && packet.event.isNull())
        return; // an event without a name lacks it for good
    const QByteArray wire = MsgpackCodec::encode(packet);
    const Result<Packet> again = MsgpackCodec::decode(wire);
    FUZZ_VERIFY(again.hasValue());
    FUZZ_VERIFY(isSame(*again, packet));
    FUZZ_VERIFY(MsgpackCodec::encode(*again) == wire);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(data, qsizetype(size));
    const Result<Packet> packet = MsgpackCodec::decode(input);
    if (packet) {
        checkPacket(*packet);
    } else {
        FUZZ_VERIFY(packet.error().code() == Error::Code::InvalidPacket);
        FUZZ_VERIFY(!packet.error().message().isEmpty());
    }
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    QList<QByteArray> seeds;
    for (const char *hex :
         {"83a47479706500a46461746181a5746f6b656ea3616263a36e7370a12f",
          "82a47479706501a36e7370a22f61",
          "84a47479706502a46461746195a16501c0c3c2a2696400a36e7370a22f6e",
          "83a47479706502a46461746193a16582a161920181a162a163a1648090a36e7370a12f",
          "83a47479706502a46461746196a165c40301020381a16bc400d40000d7000000018cc820db2ecb3ff8000000"
          "000000a36e7370a12f",
          "84a47479706503a46461746193a26f6bffc401ffa26964cd012ca36e7370a22f61",
          "83a47479706504a46461746181a76d657373616765a26e6fa36e7370a12f",
          "83a47479706502a46461746194a165d24000000082ac5f706c616365686f6c646572c3a36e756d00c40101"
          "a36e7370a12f"})
        seeds += QByteArray::fromHex(hex);
    return seeds;
}

QList<QByteArray> fuzzWords()
{
    QList<QByteArray> words;
    for (const char *hex : {"90",
                            "91",
                            "92",
                            "9f",
                            "80",
                            "81",
                            "82",
                            "c0",
                            "c3",
                            "c1",
                            "c401ff",
                            "c5ffff",
                            "c70100ff",
                            "c7010566",
                            "ca3fc00000",
                            "cb7ff8000000000000",
                            "cb43e0000000000000",
                            "cf8000000000000000",
                            "d38000000000000000",
                            "d0ff",
                            "d40000",
                            "d50102",
                            "d7007fffffffffffffff",
                            "d9",
                            "dbffffffff",
                            "dcffff",
                            "ddffffffff",
                            "dfffffffff",
                            "a0",
                            "a161",
                            "a2c3a9",
                            "a1ff",
                            "a47479706502",
                            "a46461746191a161",
                            "a2696405",
                            "a36e7370a12f"})
        words += QByteArray::fromHex(hex);
    words += QByteArray(210, '\x91');
    return words;
}
