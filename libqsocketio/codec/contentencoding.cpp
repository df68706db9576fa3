// SPDX-License-Identifier: MIT
#include "contentencoding_p.h"

#include "httpsyntax_p.h"

#include <zlib.h>
#if defined(QSOCKETIO_HAS_BROTLI)
#include <brotli/encode.h>
#endif

#include <algorithm>
#include <limits>
#include <optional>

namespace QSocketIo {

namespace {
constexpr int fullWeight = 1000;

// One element of Accept-Encoding (RFC 9110, 12.5.3).
struct Preference
{
    QByteArrayView name;
    int weight = fullWeight; // in thousandths
    qsizetype position = 0;
};

// How well an encoding suits a request.
struct Rank
{
    int weight = 0;
    bool isNamed = false; // not by "*"
    qsizetype position = 0;
};

// RFC 9110, 12.4.2: up to three digits behind the point; further ones are ignored. What is no
// weight makes the element unacceptable.
int parseWeight(QByteArrayView text)
{
    if (text.isEmpty() || (text.front() != '0' && text.front() != '1')
        || (text.size() > 1 && text[1] != '.'))
        return 0;
    int weight = (text.front() - '0') * fullWeight;
    int unit = fullWeight / 10;
    for (const char c : text.sliced(std::min<qsizetype>(2, text.size()))) {
        if (!HttpSyntax::isDigit(c))
            return 0;
        weight += (c - '0') * unit;
        unit /= 10;
    }
    return std::min(weight, fullWeight);
}

Preference parsePreference(QByteArrayView element, qsizetype position)
{
    Preference preference;
    preference.position = position;
    qsizetype end = element.indexOf(';');
    preference.name = HttpSyntax::trimmed(end < 0 ? element : element.first(end));
    while (end >= 0) {
        element = element.sliced(end + 1);
        end = element.indexOf(';');
        const QByteArrayView parameter
            = HttpSyntax::trimmed(end < 0 ? element : element.first(end));
        if (parameter.size() >= 2 && HttpSyntax::sameText(parameter.first(2), "q=")) {
            preference.weight = parseWeight(parameter.sliced(2));
            break;
        }
    }
    return preference;
}

QList<Preference> parsePreferences(QByteArrayView field)
{
    QList<Preference> preferences;
    const QList<QByteArrayView> elements = HttpSyntax::listElements(field);
    for (const QByteArrayView element : elements) {
        if (!element.isEmpty())
            preferences += parsePreference(element, preferences.size());
    }
    return preferences;
}

bool isBetter(const Rank &a, const Rank &b)
{
    if (a.weight != b.weight)
        return a.weight > b.weight;
    if (a.isNamed != b.isNamed)
        return a.isNamed;
    return a.position < b.position;
}

// Its own name overrules "*", with whatever weight.
Rank rankOf(ContentEncoding encoding, const QList<Preference> &preferences)
{
    Rank best;
    for (const Preference &preference : preferences) {
        const bool isNamed = HttpSyntax::sameText(preference.name, contentEncodingName(encoding));
        if (!isNamed && preference.name != QByteArrayView("*"))
            continue;
        const Rank rank{preference.weight, isNamed, preference.position};
        if (rank.isNamed != best.isNamed ? rank.isNamed : isBetter(rank, best))
            best = rank;
    }
    return best;
}

QByteArray compressByZlib(QByteArrayView body, int windowBits, int level)
{
    constexpr int memoryLevel = 8;
    constexpr qsizetype maxSize = std::numeric_limits<uInt>::max() / 2; // of one call
    z_stream stream = {};
    if (body.size() > maxSize
        || deflateInit2(&stream, std::clamp(level, -1, 9), Z_DEFLATED, windowBits, memoryLevel,
                        Z_DEFAULT_STRATEGY)
            != Z_OK)
        return {};
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(body.size()))),
                   Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int result = deflate(&stream, Z_FINISH);
    out.truncate(out.size() - static_cast<qsizetype>(stream.avail_out));
    deflateEnd(&stream);
    return result == Z_STREAM_END ? out : QByteArray();
}

#if defined(QSOCKETIO_HAS_BROTLI)
QByteArray compressByBrotli(QByteArrayView body, int level)
{
    constexpr int defaultQuality = 5; // the greatest is hundred times slower
    const int quality = level < 0 ? defaultQuality : std::min<int>(level, BROTLI_MAX_QUALITY);
    size_t size = BrotliEncoderMaxCompressedSize(static_cast<size_t>(body.size()));
    QByteArray out(static_cast<qsizetype>(size), Qt::Uninitialized);
    const bool isDone = size > 0
        && BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                                 static_cast<size_t>(body.size()),
                                 reinterpret_cast<const uint8_t *>(body.data()), &size,
                                 reinterpret_cast<uint8_t *>(out.data()));
    out.truncate(static_cast<qsizetype>(size));
    return isDone ? out : QByteArray();
}
#else
QByteArray compressByBrotli(QByteArrayView, int)
{
    return {};
}
#endif
} // namespace

QByteArrayView contentEncodingName(ContentEncoding encoding)
{
    switch (encoding) {
    case ContentEncoding::Identity:
        break;
    case ContentEncoding::Gzip:
        return "gzip";
    case ContentEncoding::Deflate:
        return "deflate";
    case ContentEncoding::Brotli:
        return "br";
    }
    return "identity";
}

bool isAvailable(ContentEncoding encoding)
{
#if defined(QSOCKETIO_HAS_BROTLI)
    Q_UNUSED(encoding);
    return true;
#else
    return encoding != ContentEncoding::Brotli;
#endif
}

ContentEncoding negotiateContentEncoding(QByteArrayView acceptEncoding,
                                         const QList<ContentEncoding> &supported)
{
    const QList<Preference> preferences = parsePreferences(acceptEncoding);
    ContentEncoding best = ContentEncoding::Identity;
    Rank bestRank;
    for (const ContentEncoding encoding : supported) {
        const Rank rank = isAvailable(encoding) ? rankOf(encoding, preferences) : Rank();
        if (rank.weight > 0 && isBetter(rank, bestRank)) {
            best = encoding;
            bestRank = rank;
        }
    }
    return best;
}

QByteArray compressContent(QByteArrayView body, ContentEncoding encoding, int level)
{
    constexpr int zlibFormat = 15;
    constexpr int gzipFormat = 15 + 16;
    switch (encoding) {
    case ContentEncoding::Identity:
        break;
    case ContentEncoding::Gzip:
        return compressByZlib(body, gzipFormat, level);
    case ContentEncoding::Deflate:
        return compressByZlib(body, zlibFormat, level);
    case ContentEncoding::Brotli:
        return compressByBrotli(body, level);
    }
    return body.toByteArray();
}

} // namespace QSocketIo
