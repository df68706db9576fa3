// SPDX-License-Identifier: MIT
#include "adapter/redis/redissessioncodec_p.h"
#include "adapter/redis/redisstreamentry_p.h"
#include "adapter/redis/respparser_p.h"
#include "fuzz.h"

using namespace QSocketIo;

namespace {
// Whatever passed is written and read again, and stays the same from then on.
void checkEntry(const RedisStreamEntry &entry)
{
    const Result<ClusterMessage> message = entry.message();
    if (!message) {
        FUZZ_VERIFY(message.error().code() == Error::Code::InvalidPacket);
        return;
    }
    if (message->type == ClusterMessage::Type::Unknown)
        return;
    for (const bool onlyPlaintext : {false, true}) {
        const QByteArrayList fields = RedisStreamEntry::fieldsOf(*message, onlyPlaintext);
        RedisStreamEntry again = entry;
        again.data = fields.value(7);
        const Result<ClusterMessage> second = again.message();
        FUZZ_VERIFY(second.hasValue());
        FUZZ_VERIFY(RedisStreamEntry::fieldsOf(*second, onlyPlaintext) == fields);
    }
}

void checkSession(QByteArrayView text)
{
    const QString nsp = QStringLiteral("/");
    const QString pid = QStringLiteral("p");
    const auto session = RedisSessionCodec::decode(text, nsp, pid);
    if (!session)
        return;
    FUZZ_VERIFY(session->pid == pid && !session->sid.isEmpty());
    const QByteArray wire = RedisSessionCodec::encode(*session, nsp);
    const auto again = RedisSessionCodec::decode(wire, nsp, pid);
    FUZZ_VERIFY(again && again->sid == session->sid && again->rooms == session->rooms);
    FUZZ_VERIFY(RedisSessionCodec::encode(*again, nsp) == wire);
}

void checkReply(QByteArrayView wire)
{
    RespParser parser({.maxStringBytes = 64, .maxValueBytes = 256});
    parser.feed(wire);
    while (const std::optional<RespValue> value = parser.next()) {
        for (const auto &reply :
             {RedisStreamReply::ofRange(*value), RedisStreamReply::ofRead(*value)}) {
            if (!reply)
                continue;
            FUZZ_VERIFY(!reply->isCut || !reply->entries.isEmpty());
            for (const RedisStreamEntry &entry : reply->entries)
                checkEntry(entry);
        }
    }
}
} // namespace

// The first byte is the type, where it is one.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(data, qsizetype(size));
    if (const auto id = RedisStreamId::fromText(input))
        FUZZ_VERIFY(RedisStreamId::fromText(id->toText()) == id && *id < id->next());
    checkReply(input);
    checkSession(input);
    checkSession(input.toByteArray().toBase64());
    if (!input.isEmpty()) {
        const QByteArray rest = input.sliced(1).toByteArray();
        const QByteArray type = QByteArray::number(input.front() & 15);
        checkEntry({{1, 0}, "u", "/", type, rest});
        checkEntry({{1, 0}, "u", "/", type, rest.toBase64()});
    }
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    QList<QByteArray> seeds{
        "1795212646489-0",
        R"(3{"packet":{"type":2,"data":["x",1]},"opts":{"rooms":[],"except":[],"flags":{}}})",
        "3gqZwYWNrZXSCpHR5cGUCpGRhdGGSo2JpbsQCAQKkb3B0c4Olcm9vbXOQpmV4Y2VwdJClZmxhZ3OA",
        R"(4{"opts":{"rooms":[],"except":[]},"rooms":["a"]})",
        R"(6{"opts":{"rooms":["r"],"except":[]},"close":true})",
        R"(9{"requestId":"i","packet":["e",1]})",
        "hKNzaWShc6NwaWShcKVyb29tc5KhcyqkZGF0YYGkdXNlcqJhMQ==",
        "*1\r\n*2\r\n$1\r\ns\r\n*1\r\n*2\r\n$3\r\n1-0\r\n*4\r\n$3\r\nnsp\r\n$1\r\n/"
        "\r\n$4\r\ntype\r\n$1\r\n1\r\n",
        "%1\r\n$1\r\ns\r\n*1\r\n*2\r\n$3\r\n1-0\r\n*2\r\n$3\r\nnsp\r\n$1\r\n/\r\n"};
    for (const char *hex :
         {"84a3736964a173a3706964a170a5726f6f6d7392a1732aa46461746181a475736572a26131",
          "3382a67061636b657482a47479706502a46461746192a362696ec4020102a46f70747383a5726f6f6d7390a6"
          "65786365707490a5666c61677380"})
        seeds += QByteArray::fromHex(hex);
    return seeds;
}

QList<QByteArray> fuzzWords()
{
    QList<QByteArray> words{"-",          "0-0",         "18446744073709551615",
                            "{",          "}",           "\"opts\":",
                            "\"rooms\":", "\"packet\":", "\r\n",
                            "*1\r\n",     "$-1\r\n",     "_\r\n",
                            "%1\r\n",     "uid",         "nsp",
                            "type",       "data",        "==",
                            "$65\r\n",    "$300\r\n"};
    for (const char *hex : {"80", "81", "85", "90", "c0", "c1", "c401ff", "dfffffffff",
                            "a36e7370a12f", "a3706964a170", "a3736964a173"})
        words += QByteArray::fromHex(hex);
    words += QByteArray(140, '\x91');
    return words;
}
