// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_HTTPREQUESTHEAD_P_H
#define QSOCKETIO_CODEC_HTTPREQUESTHEAD_P_H

#include "../core/httpheaders.h"
#include "httprequestline_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QSocketIo {

// The head of one request, checked.
struct HttpRequestHead
{
    QByteArray method;
    QByteArray target; // origin-form, or absolute-form reduced to it, or "*"
    int minorVersion = 1; // HTTP/1.x
    HttpHeaders headers;
    qint64 contentLength = 0; // meaningless where isChunked
    bool isChunked = false;
    bool isKeepAlive = true;
    bool isUpgrade = false; // Connection: upgrade and an Upgrade field
    bool expectsContinue = false;
};

// Builds a head from its lines and judges what they say together.
class HttpRequestHeadReader
{
public:
    void begin();
    HttpRefusal addRequestLine(QByteArrayView line);
    // name is a token; value has no control characters and no whitespace around it.
    HttpRefusal addField(QByteArrayView name, QByteArrayView value);
    HttpRefusal finish();

    // Fields that tell where a request ends or whom it is for have no place in trailers.
    [[nodiscard]] static bool isFramingField(QByteArrayView name);

    [[nodiscard]] const HttpRequestHead &head() const { return m_head; }
    [[nodiscard]] HttpRequestHead takeHead() { return std::move(m_head); }

private:
    // What the fields of one head said, as far as later ones and the end depend on it.
    struct Facts
    {
        bool hasHost = false;
        bool hasContentLength = false;
        bool hasTransferCoding = false;
        bool hasUpgrade = false;
        bool saysClose = false;
        bool saysKeepAlive = false;
        bool saysUpgrade = false;
        bool saysContinue = false;
    };

    HttpRefusal interpretHost(QByteArrayView value);
    HttpRefusal interpretContentLength(QByteArrayView value);
    HttpRefusal interpretTransferEncoding(QByteArrayView value);
    void interpretConnection(QByteArrayView value);

    HttpRequestHead m_head;
    QByteArray m_authority; // of an absolute-form target
    Facts m_facts;
};

} // namespace QSocketIo

#endif
