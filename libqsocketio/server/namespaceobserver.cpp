// SPDX-License-Identifier: MIT
#include "namespaceobserver.h"

namespace QSocketIo {

/*!
    \class QSocketIo::NamespaceObserver
    \inmodule QSocketIo
    \inheaderfile QSocketIo/NamespaceObserver
    \brief Hears of everything that happens in a namespace.

    Made for monitoring: one object for all sockets of a namespace, those that are there and those to
    come. Nobody pays for it where there is none. AdminInstrumentation is built on it.

    \code
    class Monitor : public QSocketIo::NamespaceObserver
    {
    public:
        void socketConnected(QSocketIo::Socket *socket) override { qInfo() << "+" << socket->id(); }
        void socketRefused(QSocketIo::Socket *socket, const QSocketIo::Error &error) override
        {
            qInfo() << socket->handshake().address() << "was refused:" << error.message();
        }
        void socketDisconnected(QSocketIo::Socket *socket, QSocketIo::DisconnectReason reason) override
        {
            qInfo() << "-" << socket->id() << reasonText(reason);
        }
        void dataAccessed(QSocketIo::Socket *socket) override { m_touched.insert(socket->id()); }
        void eventReceived(QSocketIo::Socket *, const QByteArray &event,
                           const QSocketIo::Payload &arguments, std::optional<quint64> ackId) override
        {
            qInfo() << "<" << event << arguments << ackId.has_value();
        }
        void eventSent(QSocketIo::Socket *, const QByteArray &event,
                       const QSocketIo::Payload &arguments, std::optional<quint64>) override
        {
            qInfo() << ">" << event << arguments;
        }
        void answerReceived(QSocketIo::Socket *, quint64 ackId, const QSocketIo::Payload &) override
        {
            qInfo() << "the client has answered" << ackId;
        }
        void answerSent(QSocketIo::Socket *, quint64 ackId, const QSocketIo::Payload &) override
        {
            qInfo() << "the client gets its answer to" << ackId;
        }

    private:
        QSet<QString> m_touched;
    };

    Monitor monitor;
    io.sockets()->addObserver(&monitor);
    \endcode

    Its functions are called inside of what happens. They may emit, and disconnect or delete sockets;
    these do nothing unless overridden.

    \section1 Thread affinity
    Called in the thread of the Server.

    \sa Namespace::addObserver()
*/

/*! \fn NamespaceObserver::NamespaceObserver()
    Creates an observer that observes nothing yet. */

NamespaceObserver::~NamespaceObserver() = default;

/*! \a socket has joined: its CONNECT packet is on its way, and Namespace::connection() follows. */
void NamespaceObserver::socketConnected(Socket *socket)
{
    Q_UNUSED(socket)
}

/*! A middleware has refused \a socket because of \a error; its CONNECT_ERROR follows. */
void NamespaceObserver::socketRefused(Socket *socket, const Error &error)
{
    Q_UNUSED(socket)
    Q_UNUSED(error)
}

/*! \a socket has left, for \a reason. It is in its rooms still; they are left next. A socket that the
    application deletes has the reason ServerNamespaceDisconnect. */
void NamespaceObserver::socketDisconnected(Socket *socket, DisconnectReason reason)
{
    Q_UNUSED(socket)
    Q_UNUSED(reason)
}

/*! The data of \a socket is about to be accessed by somebody who may change it: by the Socket::data()
    that is not const. */
void NamespaceObserver::dataAccessed(Socket *socket)
{
    Q_UNUSED(socket)
}

/*! \a event with \a arguments has come from the client of \a socket, which wants an answer if there
    is an \a ackId. Middlewares and handlers are called after this. */
void NamespaceObserver::eventReceived(Socket *socket, const QByteArray &event,
                                      const Payload &arguments, std::optional<quint64> ackId)
{
    Q_UNUSED(socket)
    Q_UNUSED(event)
    Q_UNUSED(arguments)
    Q_UNUSED(ackId)
}

/*! \a event with \a arguments is about to be sent to the client of \a socket, as one of a broadcast
    or alone; if there is an \a ackId, an answer is wanted. Also where a volatile packet is dropped
    after this. */
void NamespaceObserver::eventSent(Socket *socket, const QByteArray &event, const Payload &arguments,
                                  std::optional<quint64> ackId)
{
    Q_UNUSED(socket)
    Q_UNUSED(event)
    Q_UNUSED(arguments)
    Q_UNUSED(ackId)
}

/*! The client of \a socket has answered the event of eventSent() with that \a ackId, with
    \a arguments. Nothing is promised of the id: there may be no such event. */
void NamespaceObserver::answerReceived(Socket *socket, quint64 ackId, const Payload &arguments)
{
    Q_UNUSED(socket)
    Q_UNUSED(ackId)
    Q_UNUSED(arguments)
}

/*! The event of eventReceived() with that \a ackId is about to be answered to the client of \a socket,
    with \a arguments. */
void NamespaceObserver::answerSent(Socket *socket, quint64 ackId, const Payload &arguments)
{
    Q_UNUSED(socket)
    Q_UNUSED(ackId)
    Q_UNUSED(arguments)
}

} // namespace QSocketIo
