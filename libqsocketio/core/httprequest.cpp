// SPDX-License-Identifier: MIT
#include "httprequest.h"

#include <QtCore/QDebug>

#include <optional>

namespace QSocketIo {

class HttpRequestData : public QSharedData
{
public:
    QByteArray method;
    QByteArray target;
    HttpHeaders headers;
    QHostAddress peerAddress;
    quint16 peerPort = 0;
    bool secure = false;
    // Decoded on first use; a request belongs to one thread, so no lock.
    mutable std::optional<HttpRequest::Query> query;
};

/*!
    \class QSocketIo::HttpRequest
    \inmodule QSocketIo
    \inheaderfile QSocketIo/HttpRequest
    \brief The head of an HTTP request: method, target, header fields and who sent it.

    It is what Socket::request() gives, what allowRequest decides by, and what the engine's header
    signals carry.

    \code
    options.allowRequest = [](const QSocketIo::HttpRequest &request) {
        qInfo() << request.method() << request.path() << "from" << request.peerAddress()
                << request.peerPort();
        return QSocketIo::AllowRequestResult{request.isSecure() && request.query().contains("key")
                                                 && request.header("X-Api-Key") == "secret",
                                             "no key"};
    };
    \endcode

    Tests make one of their own:

    \code
    QSocketIo::HttpRequest request;
    Q_ASSERT(request.isNull());
    request.setMethod("GET");
    request.setTarget("/socket.io/?EIO=4&transport=polling");
    QSocketIo::HttpHeaders headers = request.headers();
    headers.set("Host", "example.com");
    request.setHeaders(headers);
    request.setPeer(QHostAddress("192.0.2.1"), 50000);
    request.setSecure(true);
    Q_ASSERT(request.target().startsWith(request.path()));
    \endcode

    \section1 Thread affinity
    HttpRequest is an implicitly shared value. Copies share a lazily decoded query, so a copy must
    stay in the thread of its original.
*/

/*! \typedef QSocketIo::HttpRequest::Query
    The keys and values of a query, decoded. */

/*! Creates a null request. */
HttpRequest::HttpRequest()
    : d(new HttpRequestData)
{ }
HttpRequest::HttpRequest(const HttpRequest &other) = default;
HttpRequest::HttpRequest(HttpRequest &&other) noexcept = default;
HttpRequest &HttpRequest::operator=(const HttpRequest &other) = default;
HttpRequest &HttpRequest::operator=(HttpRequest &&other) noexcept = default;
HttpRequest::~HttpRequest() = default;

/*! Returns whether this was default-constructed: no method and no target. */
bool HttpRequest::isNull() const
{
    return d->method.isNull() && d->target.isNull();
}

/*! Returns the method, such as "GET". */
QByteArray HttpRequest::method() const
{
    return d->method;
}

/*! Sets the \a method. */
void HttpRequest::setMethod(const QByteArray &method)
{
    d->method = method;
}

/*! Returns the raw request target: undecoded and with its query. */
QByteArray HttpRequest::target() const
{
    return d->target;
}

/*! Sets the raw request \a target. */
void HttpRequest::setTarget(const QByteArray &target)
{
    d->target = target;
    d->query.reset();
}

/*! Returns the part of target() before the query, undecoded. */
QByteArray HttpRequest::path() const
{
    const qsizetype mark = d->target.indexOf('?');
    return mark < 0 ? d->target : d->target.left(mark);
}

static QString decodeFormText(QByteArrayView text)
{
    QByteArray bytes = text.toByteArray();
    bytes.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes));
}

/*! Returns the decoded query. '+' is a blank, a key without value has an empty one, and of a
    repeated key the last value wins. */
const HttpRequest::Query &HttpRequest::query() const
{
    if (!d->query) {
        Query query;
        const qsizetype mark = d->target.indexOf('?');
        if (mark >= 0) {
            const QList<QByteArray> pairs = d->target.mid(mark + 1).split('&');
            for (const QByteArray &pair : pairs) {
                if (pair.isEmpty())
                    continue;
                const qsizetype equals = pair.indexOf('=');
                const QByteArrayView key
                    = QByteArrayView(pair).first(equals < 0 ? pair.size() : equals);
                const QByteArrayView value
                    = equals < 0 ? QByteArrayView() : QByteArrayView(pair).sliced(equals + 1);
                query.insert(decodeFormText(key), decodeFormText(value));
            }
        }
        d->query = std::move(query);
    }
    return *d->query;
}

/*! Returns the header fields. */
const HttpHeaders &HttpRequest::headers() const
{
    return d->headers;
}

/*! Sets the header fields to \a headers. */
void HttpRequest::setHeaders(const HttpHeaders &headers)
{
    d->headers = headers;
}

/*! \fn QByteArray HttpRequest::header(QByteArrayView name) const
    Returns the value of the first header field called \a name, or a null byte array. */

/*! Returns the address of the client: of the TCP peer or, where that is one of
    ServerOptions::trustedProxies, the one that the proxy names. */
QHostAddress HttpRequest::peerAddress() const
{
    return d->peerAddress;
}

/*! Returns the port that belongs to peerAddress(); 0 where a proxy does not tell it. */
quint16 HttpRequest::peerPort() const
{
    return d->peerPort;
}

/*! Sets the client to \a address and \a port. */
void HttpRequest::setPeer(const QHostAddress &address, quint16 port)
{
    d->peerAddress = address;
    d->peerPort = port;
}

/*! Returns whether the client's request came over TLS, to here or to a trusted proxy. */
bool HttpRequest::isSecure() const
{
    return d->secure;
}

/*! Sets whether the request came over TLS to \a secure. */
void HttpRequest::setSecure(bool secure)
{
    d->secure = secure;
}

/*! \fn QDebug HttpRequest::operator<<(QDebug debug, const HttpRequest &request)
    Writes the first line of \a request and where it came from to \a debug, and returns that. */
QDebug operator<<(QDebug debug, const HttpRequest &request)
{
    const QDebugStateSaver saver(debug);
    return debug.nospace() << "QSocketIo::HttpRequest(" << request.method() << ' '
                           << request.target() << " from " << request.peerAddress() << ')';
}

} // namespace QSocketIo
