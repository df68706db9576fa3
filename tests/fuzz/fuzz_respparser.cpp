// SPDX-License-Identifier: MIT
#include "adapter/redis/respparser_p.h"
#include "fuzz.h"

#include <vector>

using namespace QSocketIo;

namespace {
// What is said is the same, however it is cut.
struct Outcome
{
    std::vector<RespValue> values;
    bool hasFailed = false;
};

bool isEqual(const RespValue &a, const RespValue &b)
{
    if (a.type != b.type || a.integer != b.integer || a.bytes != b.bytes
        || a.elements.size() != b.elements.size())
        return false;
    for (qsizetype i = 0; i < a.elements.size(); ++i) {
        if (!isEqual(a.elements.at(i), b.elements.at(i)))
            return false;
    }
    return true;
}

Outcome parse(const QByteArray &input, qsizetype piece)
{
    RespParser parser({.maxStringBytes = 512,
                       .maxValueBytes = 2048,
                       .maxElements = 256,
                       .maxDepth = 8,
                       .maxLineBytes = 256});
    Outcome outcome;
    for (qsizetype at = 0; at < input.size(); at += piece) {
        parser.feed(QByteArrayView(input).sliced(at, qMin(piece, input.size() - at)));
        while (auto value = parser.next()) {
            FUZZ_VERIFY(value->elements.size() <= 256);
            FUZZ_VERIFY(value->bytes.size() <= 512);
            outcome.values.push_back(*std::move(value));
        }
    }
    outcome.hasFailed = parser.hasFailed();
    FUZZ_VERIFY(outcome.hasFailed || parser.bytesBuffered() <= qMax<qsizetype>(piece, 0) + 1024);
    return outcome;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const Outcome whole = parse(input, qMax<qsizetype>(1, input.size()));
    for (const qsizetype piece : {1, 7, 64}) {
        const Outcome cut = parse(input, piece);
        FUZZ_VERIFY(cut.values.size() == whole.values.size());
        for (size_t i = 0; i < whole.values.size(); ++i)
            FUZZ_VERIFY(isEqual(cut.values[i], whole.values[i]));
        FUZZ_VERIFY(cut.hasFailed == whole.hasFailed);
    }
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    return {"*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$5\r\nhello\r\n",
            ">4\r\n$8\r\npmessage\r\n$2\r\na*\r\n$2\r\nab\r\n$0\r\n\r\n",
            "%2\r\n+server\r\n+redis\r\n+proto\r\n:3\r\n",
            "*2\r\n*2\r\n$3\r\n1-1\r\n*2\r\n$1\r\nk\r\n$1\r\nv\r\n*-1\r\n",
            "|1\r\n+a\r\n:1\r\n~2\r\n#t\r\n_\r\n,1.5\r\n(123\r\n=7\r\ntxt:abc\r\n!3\r\nERR\r\n",
            "-ERR no\r\n+OK\r\n:1\r\n$-1\r\n$600\r\n" + QByteArray(600, 'x') + "\r\n"};
}

QList<QByteArray> fuzzWords()
{
    return {"\r\n",   "$",        "*",        "%",      ">",      "~",          "|",
            "=",      "!",        "$-1\r\n",  "*0\r\n", "*1\r\n", ":1\r\n",     "_\r\n",
            "#t\r\n", "$513\r\n", "*257\r\n", "%0\r\n", "-1",     "99999999999"};
}
