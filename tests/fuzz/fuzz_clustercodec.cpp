// SPDX-License-Identifier: MIT
#include "adapter/cluster/clustercodec_p.h"
#include "codec/utf8_p.h"
#include "fuzz.h"

using namespace QSocketIo;

namespace {
using Format = ClusterCodec::Format;

// Whatever passed is written and read again, and stays the same from then on.
template<typename Decode, typename Encode>
void check(const Result<ClusterMessage> &message, Decode decode, Encode encode)
{
    if (!message) {
        FUZZ_VERIFY(message.error().code() == Error::Code::InvalidPacket);
        FUZZ_VERIFY(!message.error().message().isEmpty());
        return;
    }
    FUZZ_VERIFY(message->packet.payload.toCborArray().size() == message->packet.payload.count());
    FUZZ_VERIFY(isValidUtf8(message->packet.event) && isValidUtf8(message->packet.nsp));
    if (message->type == ClusterMessage::Type::Unknown)
        return;
    const QByteArray wire = encode(*message);
    const Result<ClusterMessage> again = decode(wire);
    FUZZ_VERIFY(again.hasValue());
    FUZZ_VERIFY(again->type == message->type);
    FUZZ_VERIFY(encode(*again) == wire);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(data, qsizetype(size));
    const QString nsp = QStringLiteral("/");
    const auto decode = [](QByteArrayView bytes) { return ClusterCodec::decode(bytes); };
    for (const Format format : {Format::Json, Format::Msgpack}) {
        check(decode(input), decode, [format](const ClusterMessage &message) {
            return ClusterCodec::encode(message, format);
        });
    }
    check(ClassicRedisCodec::decodeBroadcast(input), ClassicRedisCodec::decodeBroadcast,
          ClassicRedisCodec::encodeBroadcast);
    check(
        ClassicRedisCodec::decodeRequest(input, nsp),
        [&nsp](QByteArrayView bytes) { return ClassicRedisCodec::decodeRequest(bytes, nsp); },
        [](const ClusterMessage &message) {
            ClusterMessage withoutSid = message; // one for a single socket is never written
            if (message.type >= ClusterMessage::Type::SocketsJoin
                && message.type <= ClusterMessage::Type::DisconnectSockets)
                withoutSid.requestId.clear();
            return ClassicRedisCodec::encodeRequest(withoutSid);
        });
    check(
        ClassicRedisCodec::decodeResponse(input, nsp),
        [&nsp](QByteArrayView bytes) { return ClassicRedisCodec::decodeResponse(bytes, nsp); },
        ClassicRedisCodec::encodeResponse);
    if (const std::optional<QCborValue> value = ClusterCodec::fromMsgpack(input)) {
        const QByteArray wire = ClusterCodec::toMsgpack(*value);
        const std::optional<QCborValue> again = ClusterCodec::fromMsgpack(wire);
        FUZZ_VERIFY(again.has_value());
        FUZZ_VERIFY(ClusterCodec::toMsgpack(*again) == wire);
    }
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    QList<QByteArray> seeds{
        R"({"type":3,"data":{"packet":{"type":2,"data":["x",{"a":[1.5,null]}]},"requestId":"i",)"
        R"("opts":{"rooms":["r",42],"except":["e"],"flags":{"volatile":true,"timeout":5}}},)"
        R"("uid":"u","nsp":"/"})",
        R"({"type":4,"data":{"opts":{"rooms":[],"except":[]},"rooms":["a"]},"uid":"u","nsp":"/"})",
        R"({"type":8,"data":{"requestId":"i","sockets":[{"id":"s","handshake":{"headers":{"host":)"
        R"("h"},"address":"::1","issued":1795212512669,"url":"/?a=b","query":{"a":"b"},"auth":{}},)"
        R"("rooms":["s"],"data":{"n":1}}]},"uid":"u","nsp":"/"})",
        R"({"type":9,"data":{"requestId":"i","packet":["e",1]},"uid":"u","nsp":"/"})",
        R"({"type":11,"data":{"requestId":"i","clientCount":2},"uid":"u","nsp":"/"})",
        R"({"uid":"u","requestId":"i","type":5,"opts":{"rooms":[],"except":[]}})",
        R"({"uid":"u","type":2,"opts":{"rooms":["r"],"except":[]},"rooms":["a"]})",
        R"({"type":2,"requestId":"i","sid":"s","room":"r"})",
        R"({"uid":"u","requestId":"i","type":6,"data":["sse","x"]})",
        R"({"requestId":"i","rooms":["a"]})",
        R"({"type":6,"requestId":"i","data":{"type":"Buffer","data":[9]}})"};
    for (const char *hex :
         {"93a643594c2d357383a47479706502a46461746193a362696ec40301020381a66e657374656481a162c40378"
          "797aa36e7370a12f83a5726f6f6d7390a665786365707490a5666c61677380",
          "85a3756964a643594c2d3573a9726571756573744964a6422d48756248a47479706507a67061636b657483a4"
          "7479706502a46461746192a361736b01a36e7370a12fa46f70747383a5726f6f6d7390a66578636570749"
          "0a5666c61677381a774696d656f7574cd03e8",
          "83a47479706509a9726571756573744964a6422d48756248a67061636b657481a361636ba26231",
          "84a4747970650ca46461746182a9726571756573744964a136a67061636b6574c403010203a3756964a130a3"
          "6e7370a12f"})
        seeds += QByteArray::fromHex(hex);
    return seeds;
}

QList<QByteArray> fuzzWords()
{
    QList<QByteArray> words{
        "{",          "}",        "[",           "]",         "null",   "\"type\":",
        "\"data\":",  "\"uid\":", "\"nsp\":",    "\"opts\":", "1e999",  "-1",
        "\"rooms\":", "\"sid\":", "\"packet\":", "{}",        "\\u0000"};
    for (const char *hex : {"80",
                            "81",
                            "90",
                            "91",
                            "c0",
                            "c1",
                            "c401ff",
                            "c5ffff",
                            "c70cff",
                            "c70100ff",
                            "cb7ff8000000000000",
                            "d40000",
                            "d6ff6553f100",
                            "d7ff1d5353006553f100",
                            "dbffffffff",
                            "ddffffffff",
                            "dfffffffff",
                            "a0",
                            "a1ff",
                            "a47479706502",
                            "ac5f706c616365686f6c646572c3",
                            "a36e756d00"})
        words += QByteArray::fromHex(hex);
    words += QByteArray(140, '\x91');
    words += QByteArray(140, '[');
    return words;
}
