// SPDX-License-Identifier: MIT
#include "codec/contentencoding_p.h"
#include "fuzz.h"

using namespace QSocketIo;

// Without "*" an encoding is only chosen where the field names it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(data, qsizetype(size));
    const QByteArray lower = input.toByteArray().toLower();
    for (const ContentEncoding encoding :
         {ContentEncoding::Gzip, ContentEncoding::Deflate, ContentEncoding::Brotli}) {
        const ContentEncoding chosen = negotiateContentEncoding(input, {encoding});
        FUZZ_VERIFY(chosen == encoding || chosen == ContentEncoding::Identity);
        FUZZ_VERIFY(chosen == ContentEncoding::Identity || isAvailable(chosen));
        FUZZ_VERIFY(chosen == ContentEncoding::Identity || lower.contains('*')
                    || lower.contains(contentEncodingName(chosen)));
        // What is acceptable alone is not refused among others.
        const ContentEncoding best = negotiateContentEncoding(
            input, {ContentEncoding::Gzip, ContentEncoding::Deflate, ContentEncoding::Brotli});
        FUZZ_VERIFY(chosen == ContentEncoding::Identity || best != ContentEncoding::Identity);
    }
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    return {"gzip, deflate, br", "gzip;q=0.5, deflate;q=0.75, *;q=0", "br ; q=1.000 , identity;q=0",
            "*;q=0.1, gzip;level=3;q=0"};
}

QList<QByteArray> fuzzWords()
{
    return {",",    ";",       "q=", ";q=0",     ";q=1", ";q=0.001", "*",
            "gzip", "deflate", "br", "identity", " ",    "\t",       "."};
}
