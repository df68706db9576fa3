// SPDX-License-Identifier: MIT
#include "next.h"

#include "logging_p.h"

#include <utility>

namespace QSocketIo {

/*!
    \class QSocketIo::Next
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Next
    \brief A middleware's answer: go on, or stop with an error.

    The answer may be given at once or later, and from any copy; only the first one counts. A
    middleware that never answers leaves its socket or event waiting; a waiting socket is dropped
    when its connection ends, at the latest by ServerOptions::connectTimeout.

    \code
    io.use(this, [this](QSocketIo::Socket *socket, const QSocketIo::Next &next) {
        const QByteArray token = socket->request().header("Authorization");
        m_database->find(token).then(this, [next](bool isKnown) { // QFuture<bool>
            isKnown ? next() : next(QSocketIo::Error("not authorized"));
        });
    });
    \endcode

    \section1 Thread affinity
    Call it in the thread of the server.
*/

struct Next::State
{
    Continuation continuation;
};

/*! \typedef QSocketIo::Next::Continuation
    A function that takes the answer: an Error to stop, a default-constructed one to go on. */

/*! Creates an answer that is handed to \a continuation, once. */
Next::Next(Continuation continuation)
    : d(std::make_shared<State>(State{std::move(continuation)}))
{ }

/*! Goes on with the next middleware or, behind the last, with what they guard. */
void Next::operator()() const
{
    (*this)(Error());
}

/*! Stops with \a error; a default-constructed one goes on. */
void Next::operator()(const Error &error) const
{
    const Continuation continuation = std::exchange(d->continuation, nullptr);
    if (!continuation) {
        qCWarning(lcServer, "Next: a middleware answers once; this second answer is ignored");
        return;
    }
    continuation(error);
}

} // namespace QSocketIo
