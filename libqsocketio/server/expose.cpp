// SPDX-License-Identifier: MIT
#include "namespace_p.h"
#include "server.h"
#include "socket_p.h"

// expose() of socket, namespace and server.
namespace QSocketIo {

/*!
    \class QSocketIo::ExposeOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ExposeOptions
    \brief Which methods of an object Socket::expose() and Namespace::expose() open to clients.

    \code
    io.expose(remoteControl, {.methods = {"play", "setVolume"}});
    io.expose(remoteControl, {.below = &QObject::staticMetaObject}); // nothing of QObject
    \endcode

    \section1 Thread affinity
    ExposeOptions is a value and reentrant.

    \sa Socket::expose(), Namespace::expose()
*/

/*! \variable ExposeOptions::methods
    The names of the methods, all overloads of each; inherited ones may be among them, but none of
    QObject's own. Empty, the default: all public slots and invokable methods that \l below
    allows. */

/*! \variable ExposeOptions::below
    Only methods of classes below this one are exposed. Null, the default: where no methods are
    named, those below the first class that is Qt's or this library's. */

/*! Lets this client call methods of \a object: each of its public slots and invokable methods
    answers the event of its name, until \a object is destroyed or unexpose() is called. The
    application keeps the ownership of \a object, which must live in the socket's thread.

    \code
    class RemoteControl : public QObject // with Q_OBJECT
    {
    public Q_SLOTS:
        void play(const QString &title); // acknowledged when it returns
        int setVolume(int percent); // acknowledged with what it returns
        QFuture<QStringList> titles(); // acknowledged when the future is ready
        void whoAmI(QSocketIo::Socket *caller, const QSocketIo::Ack &ack);
    };

    socket->expose(remoteControl);
    socket->expose(remoteControl, {.methods = {"titles"}}); // nothing but titles()
    \endcode

    \section2 Which methods
    Only public ones, never signals. By default these are the methods of the object's own class and
    of its base classes up to the first class of Qt's or of this library's (one whose name is \c Q
    and a capital letter, or in the namespace QSocketIo); an object defined in QML offers its
    functions. ExposeOptions::below names another base class to stop at. ExposeOptions::methods is
    a list of names: only these are exposed, and inherited ones may be among them. QObject's own
    slots, such as deleteLater(), are never exposed.

    Every client can call all of them: name the methods where a class was not written for clients.
    Methods whose parameters or return values cannot travel are left out.

    \section2 Arguments and answers
    Arguments are converted to the types of the parameters as those of on() are, at run time: bool
    and numbers, QString, QByteArray, the QJson and QCbor types, QVariant with its lists and maps,
    enumerations, gadgets, dates and times, QUrl, QUuid, containers of these, and what
    registerPayloadType() makes known. Where an argument is missing or of another type, nothing is
    called and nothing acknowledged: errorOccurred() names the event, the argument and the type that
    was expected. Further arguments are ignored.

    Of several methods with one name, those that take as many arguments as there are come first,
    then those that take fewer; the first one declared that the arguments fit is called. Default
    arguments count as overloads.

    Some parameters are no arguments: \c{QSocketIo::Socket *} is the calling client, and a
    QSocketIo::Ack answers in place of the return value. A QSocketIo::Payload takes all arguments
    that are left.

    Where the client asked for it, the event is acknowledged with what the method returns; a method
    that returns nothing is acknowledged without arguments. A QFuture acknowledges when it is ready,
    and not at all when it is cancelled.

    Handlers of on() for the same event are called before; one of the two should answer.

    Returns an invalid Subscription, with a warning, where \a object is null or lives in another
    thread, or the \a options name a method that it does not have.

    \sa Namespace::expose(), registerPayloadType()
*/
Subscription Socket::expose(QObject *object, const ExposeOptions &options)
{
    return d->m_exposed.add(ExposedObject::make(this, object, options, "Socket::expose"));
}

/*! Ends what expose() named \a subscription: the object's methods are no longer called.

    \code
    const QSocketIo::Subscription exposed = socket->expose(remoteControl);
    socket->unexpose(exposed);
    \endcode */
void Socket::unexpose(Subscription subscription)
{
    d->m_exposed.remove(subscription);
}

/*! Lets every client that joins from now on call methods of \a object, as Socket::expose() with
    \a options does for one. A parameter \c{QSocketIo::Socket *} of a method is the calling client.

    \code
    const QSocketIo::Subscription exposed = io.of("/player")->expose(remoteControl);
    io.of("/player")->unexpose(exposed);
    \endcode

    Returns an invalid Subscription, with a warning, under the conditions of Socket::expose(). One entry serves all sockets: this costs no memory per client. The socket's own handlers and
    exposed objects come before. */
Subscription Namespace::expose(QObject *object, const ExposeOptions &options)
{
    return d->exposed.add(ExposedObject::make(this, object, options, "Namespace::expose"));
}

/*! Ends what expose() named \a subscription, for all sockets. */
void Namespace::unexpose(Subscription subscription)
{
    d->exposed.remove(subscription);
}

/*! Lets every client that joins the namespace "/" from now on call methods of \a object, as
    \a options say. Returns what Namespace::expose() does.

    \code
    const QSocketIo::Subscription exposed = io.expose(remoteControl);
    io.unexpose(exposed);
    \endcode */
Subscription Server::expose(QObject *object, const ExposeOptions &options)
{
    return sockets()->expose(object, options);
}

/*! Ends what expose() named \a subscription. */
void Server::unexpose(Subscription subscription)
{
    sockets()->unexpose(subscription);
}

} // namespace QSocketIo
