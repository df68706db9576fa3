// SPDX-License-Identifier: MIT
#include "session.h"

#include "engine_p.h"
#include "enginecall_p.h"
#include "session_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::Session
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Session
    \brief One client's Engine.IO connection, whatever carries it at the moment.

    A session is a stream of messages that begins, as a rule, with HTTP long-polling and moves to a
    WebSocket once that proves to work; neither side notices. A Socket.IO server has one per
    client (Socket::conn()), below all the client's namespaces.

    \code
    connect(engine, &QSocketIo::Engine::connection, this, [](QSocketIo::Session *session) {
        qInfo() << session->id() << "came by" << session->transportName();
        connect(session, &QSocketIo::Session::upgraded, session, [](const QString &transportName) {
            qInfo() << "goes on by" << transportName;
        });
        session->sendText("welcome");
        session->sendBinary(QByteArray("\x01\x02", 2));
        session->sendPacket({.data = "the same as sendText()"});
        qInfo() << session->protocol() << session->remoteAddress()
                << session->request().header("User-Agent");
        connect(session, &QSocketIo::Session::closed, session,
                [](QSocketIo::DisconnectReason reason) { qInfo() << reasonText(reason); });
    });
    \endcode

    Who sends a lot does so as fast as the client reads:

    \code
    connect(session, &QSocketIo::Session::drained, session, [session] {
        while (session->state() == QSocketIo::Session::State::Open
               && session->sendText("more") == QSocketIo::Session::SendStatus::Queued) { }
        qInfo() << session->bytesQueued() << "bytes wait" << session->isWritable();
    });
    connect(session, &QSocketIo::Session::messageReceived, session,
            [session](const QByteArray &data, bool isBinary) {
        if (isBinary || data == "bye")
            session->close(QSocketIo::Session::CloseMode::Graceful);
    });
    \endcode

    Its other signals are made for watching:

    \code
    using QSocketIo::EnginePacket;
    connect(session, &QSocketIo::Session::packetReceived, this,
            [](const EnginePacket &packet) { qInfo() << "<" << packet.data; });
    connect(session, &QSocketIo::Session::packetCreated, this,
            [](const EnginePacket &packet) { qInfo() << ">" << packet.data; });
    connect(session, &QSocketIo::Session::heartbeat, this, [] { qInfo() << "alive"; });
    connect(session, &QSocketIo::Session::upgrading, this, [session] {
        qInfo() << "leaves polling" << session->isUpgraded(); // false yet
    });
    \endcode

    Sessions belong to their Engine. A closed one deletes itself soon after closed(); hold it by a
    QPointer where that matters.

    \section1 Thread affinity
    A session lives in the thread of its Engine, and may be used from nowhere else. Any handler of a
    signal may close or delete it.

    \sa Engine
*/

/*!
    \enum QSocketIo::Session::State
    \value Opening The open packet has not been sent.
    \value Open Packets come and go.
    \value Closing close() was called, and something has still to be sent.
    \value Closed It is over.
*/

/*!
    \enum QSocketIo::Session::SendStatus
    \value Queued The packet leaves with this turn of the event loop.
    \value Backpressure The packet waits behind others, or for the client's next GET. Who has a lot
           to send goes on at drained().
    \value Dropped The session is closing or closed, or its queue has grown beyond
           ServerOptions::sendHighWaterMark: the packet is lost.
*/

/*!
    \enum QSocketIo::Session::CloseMode
    \value Graceful What is buffered goes out first.
    \value Discard What is buffered is lost, and the session closes at once.
*/

Session::Session(const std::shared_ptr<SessionPrivate> &dd)
    : d(dd)
{
    d->q = this;
}

/*! Closes the session as close(CloseMode::Discard) does. A poll that it answers so is not announced
    by Engine::headers() any more: a handler could delete the session once more. */
Session::~Session()
{
    const EngineCall call(d->engine);
    d->isBeingDeleted = true;
    d->closeWith(DisconnectReason::ForcedClose, {});
    d->q = nullptr;
    if (d->engine)
        d->engine->sessionDeleted(this);
}

/*! \reimp */
void Session::connectNotify(const QMetaMethod &signal)
{
    d->observed(signal);
}

/*! Returns the session's id, which the client sends with every request. Keep it secret. */
QString Session::id() const
{
    return d->id;
}

/*! Returns the version of the Engine.IO protocol that the client speaks: 4, or 3 where
    ServerOptions::allowEIO3 lets such a client in. The session behaves alike with both. */
int Session::protocol() const
{
    return d->protocol;
}

/*! Returns the request that opened the session. */
const HttpRequest &Session::request() const
{
    return d->request;
}

/*! Returns the address of the client that sent the first request: of the TCP peer or, where that is
    one of ServerOptions::trustedProxies, the one that the proxy names. */
QHostAddress Session::remoteAddress() const
{
    return d->request.peerAddress();
}

/*! Returns how far the session has come. */
Session::State Session::state() const
{
    return d->state;
}

/*! Returns what carries the session now: "polling" or "websocket". */
QString Session::transportName() const
{
    return d->transport->name();
}

/*! Returns whether the session began with polling and has moved to a WebSocket. */
bool Session::isUpgraded() const
{
    return d->isUpgraded;
}

/*! Returns whether a packet sent now would leave with this turn of the event loop, with none before
    it. So it is true for the first packet of a turn only. While a client that polls has no GET
    waiting, nothing is writable. */
bool Session::isWritable() const
{
    return d->isWritable();
}

/*! Returns how many bytes of packets have been sent and not yet been taken by the system. Above
    ServerOptions::sendHighWaterMark the session is closed. */
qint64 Session::bytesQueued() const
{
    return d->bytesQueued();
}

/*! Returns what has come and gone so far: packets that carry data, and the bytes of that data without
    the packets' types, framing and compression.

    \code
    const QSocketIo::Traffic traffic = session->traffic();
    qInfo() << traffic.packetsIn << traffic.bytesIn << traffic.packetsOut << traffic.bytesOut;
    \endcode

    \sa Engine::traffic()
*/
Traffic Session::traffic() const
{
    return d->traffic;
}

/*! Sends a text message. \a utf8 must be valid UTF-8. Returns what became of it. */
Session::SendStatus Session::sendText(const QByteArray &utf8)
{
    EnginePacket packet;
    packet.data = utf8;
    return d->send(packet);
}

/*! Sends a binary message, \a bytes. Returns what became of it. */
Session::SendStatus Session::sendBinary(const QByteArray &bytes)
{
    EnginePacket packet;
    packet.isBinary = true;
    packet.data = bytes;
    return d->send(packet);
}

/*! Sends any \a packet. Packets that are no messages are the session's own business: a client that
    gets one at the wrong time closes the connection. */
Session::SendStatus Session::sendPacket(const EnginePacket &packet)
{
    return d->send(packet);
}

/*! Closes the session with DisconnectReason::ForcedClose; \a mode says what becomes of buffered
    packets. Closing gracefully, a client that polls can be told only with its next GET. Until then
    (and for at most ServerOptions::closeTimeout) the session is State::Closing, packets from either
    side are dropped, and closed() waits. */
void Session::close(CloseMode mode)
{
    d->close(mode);
}

/*! \fn void Session::packetReceived(const QSocketIo::EnginePacket &packet)
    A \a packet of whatever type has come, the heartbeat's included. */

/*! \fn void Session::packetCreated(const QSocketIo::EnginePacket &packet)
    A \a packet is about to be sent. */

/*! \fn void Session::messageReceived(const QByteArray &data, bool isBinary)
    A message has come: \a data is bytes where \a isBinary, else UTF-8 text, null where the message
    was without data. */

/*! \fn void Session::upgrading(const QString &transportName)
    The client tries out the transport \a transportName. */

/*! \fn void Session::upgraded(const QString &transportName)
    The session goes on by \a transportName. */

/*! \fn void Session::drained()
    Everything sent so far has been handed over to the system. */

/*! \fn void Session::heartbeat()
    The client has answered a ping, or in protocol 3 sent one. */

/*! \fn void Session::closed(QSocketIo::DisconnectReason reason, const QString &description)
    The session is over, for \a reason. \a description tells more, as with
    DisconnectReason::TransportError, or is empty. The Engine has forgotten the session already, and
    it deletes itself when control returns to the event loop. */

} // namespace QSocketIo
