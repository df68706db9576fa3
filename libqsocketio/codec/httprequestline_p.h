// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_HTTPREQUESTLINE_P_H
#define QSOCKETIO_CODEC_HTTPREQUESTLINE_P_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QSocketIo {

// Why a request cannot be taken.
struct HttpRefusal
{
    int status = 0; // 0: nothing is wrong
    const char *text = "";
};

struct HttpRequestLine
{
    QByteArray method;
    QByteArray target; // origin-form or "*"
    QByteArray authority; // of an absolute-form target; it outranks the Host field
    int minorVersion = 1;
};

// RFC 9112, 3. The line comes without its CRLF.
[[nodiscard]] HttpRefusal parseHttpRequestLine(QByteArrayView text, HttpRequestLine &line);

// The value of a Host field: a host and an optional port, or nothing (RFC 9110, 7.2).
[[nodiscard]] bool isHttpHost(QByteArrayView host);

} // namespace QSocketIo

#endif
