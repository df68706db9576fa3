// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_CONTENTENCODING_P_H
#define QSOCKETIO_CODEC_CONTENTENCODING_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

namespace QSocketIo {

// How the body of a response is compressed (RFC 9110, 8.4.1).
enum class ContentEncoding : quint8 { Identity, Gzip, Deflate, Brotli };

// As in Content-Encoding: "gzip", "deflate", "br" or "identity".
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArrayView
contentEncodingName(ContentEncoding encoding);

// Whether this build has it. Brotli depends on the system's library.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool isAvailable(ContentEncoding encoding);

// The best one for a request with these Accept-Encoding fields, joined by commas: the one with the
// greatest weight; of several, one that is named before one that "*" stands for, then the first in
// the request, then the first of supported. Unavailable ones do not count. Identity where nothing
// fits: it is always acceptable then, and never preferred to a compressed body.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT ContentEncoding negotiateContentEncoding(
    QByteArrayView acceptEncoding,
    const QList<ContentEncoding> &supported = {ContentEncoding::Gzip, ContentEncoding::Deflate});

// level: 0 (fast) to 9 (small), with Brotli to 11; -1: a good choice for bodies that are made for
// one response. Null where the encoding is not available or the memory does not suffice.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray compressContent(QByteArrayView body,
                                                                   ContentEncoding encoding,
                                                                   int level = -1);

} // namespace QSocketIo

#endif
