// SPDX-License-Identifier: MIT
#include "httpreply.h"

#include "../core/logging_p.h"
#include "enginerequest_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::HttpReply
    \inmodule QSocketIo
    \inheaderfile QSocketIo/HttpReply
    \brief A middleware's hand on the answer to an HTTP request.

    Engine::use() hands it to middlewares. They add header fields to the answer that the engine is
    going to give, or answer themselves with end():

    \code
    io.engine()->use(this, [this](const QSocketIo::HttpRequest &request,
                                  QSocketIo::HttpReply &reply, const QSocketIo::Next &next) {
        reply.setHeader("X-Served-By", "hall-3");
        reply.addHeader("Set-Cookie", "seen=1");
        reply.removeHeader("X-Powered-By");
        if (!reply.isUpgrade() && m_blocked.contains(request.peerAddress()))
            reply.end(403, "Go away\n");
        else
            next();
    });
    \endcode

    A late answer looks whether somebody still waits:

    \code
    io.engine()->use(this, [this](const QSocketIo::HttpRequest &, QSocketIo::HttpReply &reply,
                                  const QSocketIo::Next &next) {
        QTimer::singleShot(100ms, this, [reply, next] {
            if (!reply.isOpen())
                return;
            qInfo() << reply.headers().count() << reply.header("X-Served-By");
            next();
        });
    });
    \endcode

    The fields go with a polling answer, with a refusal of a plain request, and with the 101 of a
    WebSocket; a refused upgrade has none. Engine::headers() comes later and may change them.

    A copy may be kept, and used as long as there is somebody to answer: isOpen(). After that its
    functions do nothing. A request that nobody holds any more, neither by an HttpReply nor by a
    Next, and that is not answered, loses its connection.

    \section1 Thread affinity
    Use it in the thread of the Engine.

    \sa Engine::use(), Next
*/

HttpReply::HttpReply(const std::shared_ptr<EngineRequest> &request)
    : d(request)
{ }

/*! Creates a copy of \a other, which shares its request. */
HttpReply::HttpReply(const HttpReply &other) = default;
/*! Moves \a other, which may only be assigned to or destroyed after that. */
HttpReply::HttpReply(HttpReply &&other) noexcept = default;
/*! Lets go of the request, and shares that of \a other. */
HttpReply &HttpReply::operator=(const HttpReply &other) = default;
/*! \overload */
HttpReply &HttpReply::operator=(HttpReply &&other) noexcept = default;
/*! Lets go of the request. */
HttpReply::~HttpReply() = default;

/*! \fn void HttpReply::swap(HttpReply &other)
    Swaps this with \a other. */

/*! Returns whether there is still something to do: false where the request is answered, its
    middlewares are done, or the client has gone. */
bool HttpReply::isOpen() const
{
    return d->isWaiting();
}

/*! Returns whether the request is the opening handshake of a WebSocket. */
bool HttpReply::isUpgrade() const
{
    return d->isUpgrade();
}

/*! Returns the fields that the answer has so far: those of CORS and of middlewares. */
const HttpHeaders &HttpReply::headers() const
{
    return *d->headers();
}

/*! Returns the first of the answer's fields called \a name, or null. */
QByteArray HttpReply::header(QByteArrayView name) const
{
    return d->headers()->value(name);
}

/*! Puts the field \a name with \a value into the answer, instead of those of that name that are
    there. Returns false, and changes nothing, where \a name is no token, or \a value holds a line break.
    Fields that frame the message, such as \c Content-Length, are the server's own and ignored. */
bool HttpReply::setHeader(const QByteArray &name, const QByteArray &value)
{
    return d->headers()->set(name, value);
}

/*! As setHeader(), but fields called \a name that are there stay: \a value is a further one, as
    \c Set-Cookie needs. Returns false where setHeader() would. */
bool HttpReply::addHeader(const QByteArray &name, const QByteArray &value)
{
    return d->headers()->append(name, value);
}

/*! Takes the fields called \a name out of the answer. */
void HttpReply::removeHeader(QByteArrayView name)
{
    d->headers()->remove(name);
}

/*! Answers with \a status (200 by default), the headers() and \a body instead of going on: neither
    further middlewares nor the engine see the request. Do not call \c next() then. A \a status that
    is not between 200 and 599 gives a warning, and 500.

    An upgrade cannot be answered like that: its connection is cut without a response. To tell the
    client why, use \c next() with an Error. */
void HttpReply::end(int status, const QByteArray &body)
{
    const bool isFinal = status >= 200 && status <= 599;
    if (!isFinal)
        qCWarning(lcEngine, "HttpReply::end: %d is no status of an answer; 500 is sent", status);
    d->end(isFinal ? status : 500, body);
}

} // namespace QSocketIo
