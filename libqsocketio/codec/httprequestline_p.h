// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_HTTPREQUESTLINE_P_H
#define QSOCKETIO_CODEC_HTTPREQUESTLINE_P_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QSocketIo {

struct HttpRequestLine
{
    QByteArray method;
    QByteArray target; // origin-form or "*"
    QByteArray authority; // of an absolute-form target; it outranks the Host field
    int minorVersion = 1;
    int errorStatus = 0; // 400, 501 or 505; else all is well
    QByteArray errorText;
};

// RFC 9112, 3. The line comes without its CRLF.
[[nodiscard]] HttpRequestLine parseHttpRequestLine(QByteArrayView line);

// The value of a Host field: a host and an optional port, or nothing (RFC 9110, 7.2).
[[nodiscard]] bool isHttpHost(QByteArrayView host);

} // namespace QSocketIo

#endif
