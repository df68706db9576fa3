// SPDX-License-Identifier: MIT
#include "ack.h"

#include "logging_p.h"

#include <utility>

namespace QSocketIo {

/*!
    \class QSocketIo::Ack
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Ack
    \brief The right to answer one event, once.

    A handler that takes an Ack as its last parameter answers by calling it, now or later; copies
    share the one answer. The first call replies, later ones warn and do nothing. Where the client
    asked for no answer, isWanted() is false and calling is harmless.

    \code
    socket->on("ask", this, [](const QString &question, const QSocketIo::Ack &ack) {
        ack("got it", question.size());
    });
    \endcode

    A handler that returns a value needs no Ack: its return value is the answer. A late answer keeps a
    copy:

    \code
    socket->on("slow", this, [this](const QSocketIo::Payload &request, const QSocketIo::Ack &ack) {
        if (!ack.isWanted())
            return;
        QTimer::singleShot(30s, this, [request, ack] {
            if (!ack.isReplied())
                ack.reply(request); // the arguments as they came
        });
    });
    \endcode

    \section1 Thread affinity
    An Ack must be called in the thread of the socket it came from. It may outlive the socket:
    calling it then does nothing.
*/

struct Ack::State
{
    Reply reply;
};

/*! \typedef QSocketIo::Ack::Reply
    A function that takes the answer. */

/*! \fn Ack::Ack()
    Creates an acknowledgement that nobody asked for: isWanted() is false. */

/*! Creates an acknowledgement that hands its one answer to \a reply. */
Ack::Ack(Reply reply)
    : d(std::make_shared<State>(State{std::move(reply)}))
{ }

/*! \fn bool Ack::isWanted() const
    Returns whether the peer asked for an answer. */

/*! \fn Ack::operator bool() const
    Returns isWanted(). */

/*! Returns whether the answer has been given. False where none is wanted. */
bool Ack::isReplied() const
{
    return d && !d->reply;
}

/*! \fn template<typename... Args> void Ack::operator()(const Args &...args) const
    Answers with \a args, each converted by its PayloadTraits. A second answer is ignored, with a
    warning. */

/*! Answers with the arguments in \a payload. A second answer is ignored, with a warning. */
void Ack::reply(const Payload &payload) const
{
    if (!d)
        return;
    const Reply reply = std::exchange(d->reply, nullptr);
    if (!reply) {
        qCWarning(lcServer, "Ack: an event is answered once; this second answer is ignored");
        return;
    }
    reply(payload);
}

} // namespace QSocketIo
