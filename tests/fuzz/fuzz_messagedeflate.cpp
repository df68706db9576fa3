// SPDX-License-Identifier: MIT
#include "codec/messagedeflater_p.h"
#include "codec/messageinflater_p.h"
#include "codec/permessagedeflate_p.h"
#include "fuzz.h"

using namespace QSocketIo;
using Status = MessageInflater::Status;

namespace {
constexpr qint64 maxMessageSize = 100'000;

// Compressed messages, each behind its size of one byte.
void checkInflater(QByteArrayView input, const MessageInflater::Settings &settings)
{
    MessageInflater inflater(settings);
    Status previous = Status::Ok;
    while (!input.isEmpty()) {
        const qsizetype size = qMin<qsizetype>(uchar(input.front()), input.size() - 1);
        // an allocation of its own, so that ASan sees each byte too far
        const QByteArray compressed = input.sliced(1, size).toByteArray();
        input = input.sliced(1 + size);
        QByteArray message = "before";
        const Status status = inflater.inflate(compressed, message);
        FUZZ_VERIFY(previous == Status::Ok || status == previous);
        FUZZ_VERIFY(status != Status::OutOfMemory);
        FUZZ_VERIFY(message.size() <= settings.maxMessageSize);
        FUZZ_VERIFY(message.isEmpty() || status == Status::Ok);
        previous = status;
    }
}

// The same input as messages to be compressed.
void checkRoundTrip(QByteArrayView input, int windowBits, bool keepsContext)
{
    MessageDeflater deflater({.windowBits = windowBits, .keepsContext = keepsContext});
    MessageInflater inflater({.windowBits = windowBits, .keepsContext = keepsContext});
    while (!input.isEmpty()) {
        const qsizetype size = qMin<qsizetype>(uchar(input.front()), input.size() - 1);
        const QByteArrayView message = input.sliced(1, size);
        input = input.sliced(1 + size);
        const std::optional<QByteArray> compressed = deflater.deflate(message);
        QByteArray inflated;
        FUZZ_VERIFY(compressed);
        FUZZ_VERIFY(inflater.inflate(*compressed, inflated) == Status::Ok);
        FUZZ_VERIFY(inflated == message);
    }
}

void checkNegotiation(QByteArrayView input)
{
    const PerMessageDeflateOptions options{.serverMaxWindowBits = 14, .clientMaxWindowBits = 13};
    const Result<std::optional<PerMessageDeflate>> result
        = PerMessageDeflate::negotiate(input, options);
    if (!result || !*result)
        return;
    const PerMessageDeflate &agreed = **result;
    FUZZ_VERIFY(agreed.serverMaxWindowBits >= 8 && agreed.serverMaxWindowBits <= 14);
    FUZZ_VERIFY(agreed.clientMaxWindowBits >= 8 && agreed.clientMaxWindowBits <= 15);
    // An answer is a valid offer of the same.
    const Result<std::optional<PerMessageDeflate>> again
        = PerMessageDeflate::negotiate(agreed.answer, options);
    FUZZ_VERIFY(again && *again && (*again)->answer == agreed.answer);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(data, qsizetype(qMin<size_t>(size, 4096)));
    checkNegotiation(input);
    checkInflater(input, {.maxMessageSize = maxMessageSize});
    checkInflater(input, {.windowBits = 8, .keepsContext = false, .maxMessageSize = 100});
    checkRoundTrip(input, 15, true);
    checkRoundTrip(input, 8, true);
    checkRoundTrip(input, 9, false);
    return 0;
}

static QByteArray sized(const QByteArray &message)
{
    return char(message.size()) + message;
}

QList<QByteArray> fuzzSeeds()
{
    const auto hex = [](const char *text) { return QByteArray::fromHex(text); };
    MessageDeflater deflater({});
    return {sized(hex("f248cdc9c90700")) + sized(hex("f200110000")) + sized(hex("00")),
            sized(hex("000500faff48656c6c6f00")) + sized(hex("f348cdc9c9070000"))
                + sized(hex("f24805000000ffffcac9c90700")),
            sized(*deflater.deflate("some text, some more text, and yet more of the same text"))
                + sized(*deflater.deflate("some text, some more text, and yet more of it")),
            sized(*deflater.deflate(QByteArray(200'000, '\0'))),
            "foo, permessage-deflate; client_max_window_bits; server_no_context_takeover",
            "permessage-deflate; server_max_window_bits=10; client_max_window_bits=\"1\\2\""};
}

QList<QByteArray> fuzzWords()
{
    return {QByteArray(1, '\0'),
            "\x01",
            "\x07\xf2\x48\xcd\xc9\xc9\x07",
            QByteArray("\x03\x00", 2),
            QByteArray("\x00\x00\xff\xff", 4),
            QByteArray("\x00\x05\x00\xfa\xff", 5),
            "\xf3\x48",
            "\xff\xff",
            ",",
            ";",
            "=",
            "\"",
            "permessage-deflate",
            "; server_no_context_takeover",
            "; client_no_context_takeover",
            "; client_max_window_bits",
            "; server_max_window_bits=8",
            "15"};
}
