// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_HTTPREQUEST_H
#define QSOCKETIO_CORE_HTTPREQUEST_H

#include "httpheaders.h"

#include <QtCore/QMap>
#include <QtCore/QSharedDataPointer>
#include <QtCore/QString>
#include <QtNetwork/QHostAddress>

namespace QSocketIo {

class HttpRequestData;

// The head of an HTTP request, as it came.
class QSOCKETIO_EXPORT HttpRequest
{
public:
    using Query = QMap<QString, QString>;

    HttpRequest();
    HttpRequest(const HttpRequest &other);
    HttpRequest(HttpRequest &&other) noexcept;
    HttpRequest &operator=(const HttpRequest &other);
    HttpRequest &operator=(HttpRequest &&other) noexcept;
    ~HttpRequest();
    void swap(HttpRequest &other) noexcept { d.swap(other.d); }

    [[nodiscard]] bool isNull() const;
    [[nodiscard]] QByteArray method() const;
    void setMethod(const QByteArray &method);
    // The raw request target, undecoded, with its query.
    [[nodiscard]] QByteArray target() const;
    void setTarget(const QByteArray &target);
    // The part of target() before '?', undecoded.
    [[nodiscard]] QByteArray path() const;
    // Decoded once by URL rules; the last value of a repeated key wins.
    [[nodiscard]] const Query &query() const;
    [[nodiscard]] const HttpHeaders &headers() const;
    void setHeaders(const HttpHeaders &headers);
    // Shorthand for headers().value(name).
    [[nodiscard]] QByteArray header(QByteArrayView name) const { return headers().value(name); }

    [[nodiscard]] QHostAddress peerAddress() const;
    [[nodiscard]] quint16 peerPort() const;
    void setPeer(const QHostAddress &address, quint16 port);
    [[nodiscard]] bool isSecure() const; // came over TLS
    void setSecure(bool secure);

    friend QSOCKETIO_EXPORT QDebug operator<<(QDebug debug, const HttpRequest &request);

private:
    QSharedDataPointer<HttpRequestData> d;
};

} // namespace QSocketIo

Q_DECLARE_SHARED(QSocketIo::HttpRequest)
Q_DECLARE_METATYPE(QSocketIo::HttpRequest)

#endif
