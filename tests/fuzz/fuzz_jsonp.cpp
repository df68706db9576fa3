// SPDX-License-Identifier: MIT
#include "codec/jsonp_p.h"
#include "codec/utf8_p.h"
#include "fuzz.h"

using namespace QSocketIo;

namespace {
QByteArray formWith(const QByteArray &payload)
{
    QByteArray text = payload;
    text.replace("\\n", "\\\\n");
    text.replace('\n', "\\n");
    return "d=" + text.toPercentEncoding();
}

// Nothing but what JSON.stringify writes can be between a script's quotes.
void checkScript(const QByteArray &script)
{
    const QByteArray head = "___eio[7](\"";
    FUZZ_VERIFY(script.startsWith(head) && script.endsWith("\");"));
    FUZZ_VERIFY(isValidUtf8(script));
    FUZZ_VERIFY(!script.contains("\u2028") && !script.contains("\u2029"));
    const QByteArray text = script.sliced(head.size(), script.size() - head.size() - 3);
    bool isEscaped = false;
    for (const char c : text) {
        FUZZ_VERIFY(uchar(c) >= 0x20);
        FUZZ_VERIFY(c != '"' || isEscaped);
        isEscaped = c == '\\' && !isEscaped;
    }
    FUZZ_VERIFY(!isEscaped);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    checkScript(Jsonp::script("7", input));
    if (const auto payload = Jsonp::payloadOf(input)) {
        FUZZ_VERIFY(payload->size() <= input.size());
        FUZZ_VERIFY(input.contains('d') || input.contains("%64"));
    }
    // A backslash before a newline would look like an escaped backslash.
    if (!input.contains("\\\n"))
        FUZZ_VERIFY(Jsonp::payloadOf(formWith(input)) == input);
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    return {"d=4hello\\nworld%1e4+%E2%82%AC", "a=1&d=4\\\\n%5Cn&e",
            "4\u2028\"\\\xf0\x9f\x98\x80\u2029\n"};
}

QList<QByteArray> fuzzWords()
{
    return {"d=",    "%64=", "&",  "=",  "+",      "%",      "%zz",      "%5C",  "\\n",
            "\\\\n", "\n",   "\"", "\\", "\u2028", "\u2029", "\xe2\x80", "\xa8", "\xff"};
}
