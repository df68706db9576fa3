// SPDX-License-Identifier: MIT
#include "adapter/postgres/postgresheader_p.h"
#include "fuzz.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace QSocketIo;

// Whatever is taken for a header is one, and names a row by nothing but digits.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const std::optional<PostgresHeader> header = PostgresHeader::of(input);
    if (!header)
        return 0;
    FUZZ_VERIFY(!header->attachmentId.isEmpty() && header->attachmentId.size() <= 18);
    for (const char c : header->attachmentId)
        FUZZ_VERIFY(c >= '0' && c <= '9');
    const QJsonObject object = QJsonDocument::fromJson(input).object();
    FUZZ_VERIFY(object.value(QStringLiteral("uid")).toString() == header->uid);
    FUZZ_VERIFY(object.value(QStringLiteral("nsp")).toString() == header->nsp);
    return 0;
}

QList<QByteArray> fuzzSeeds()
{
    return {R"({"uid":"d6981117f5906275","type":3,"attachmentId":"1"})",
            R"({"uid":"emitter","type":3,"attachmentId":11})",
            R"({"uid":"u","nsp":"/n","type":12,"attachmentId":"900000000000000000"})",
            R"({"type":9,"data":{"packet":["x",{"attachmentId":"1"}]},"uid":"u","nsp":"/"})"};
}

QList<QByteArray> fuzzWords()
{
    return {"{",    "}",  "[",  "\"attachmentId\":", "\"uid\":", "\"nsp\":", "1e99", "-1",
            "null", "\"", "1.5"};
}
