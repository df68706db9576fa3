// SPDX-License-Identifier: MIT
#include "namespacewatcher_p.h"

#include "../adapter/adapter.h"
#include "../engineio/session.h"
#include "../server/namespace.h"
#include "../server/socket.h"
#include "adminstream_p.h"
#include "eventfeed_p.h"

namespace QSocketIo {

NamespaceWatcher::NamespaceWatcher(Namespace *nsp, AdminStream *stream, EventFeed *feed)
    : m_nsp(nsp)
    , m_stream(stream)
    , m_feed(feed)
{
    const QHash<QString, Socket *> &sockets = nsp->sockets();
    m_announced.reserve(sockets.size());
    for (Socket *socket : sockets) {
        m_announced.insert(socket->id());
        watchTransport(socket);
    }
    nsp->addObserver(this);
    connect(nsp, &Namespace::adapterChanged, this, &NamespaceWatcher::watchAdapter);
    watchAdapter();
}

NamespaceWatcher::~NamespaceWatcher()
{
    if (m_nsp)
        m_nsp->removeObserver(this);
}

void NamespaceWatcher::watchAdapter()
{
    if (m_adapter)
        disconnect(m_adapter, nullptr, this, nullptr);
    m_adapter = m_nsp->adapter();
    connect(m_adapter, &Adapter::roomJoined, this, &NamespaceWatcher::roomJoined);
    connect(m_adapter, &Adapter::roomLeft, this, &NamespaceWatcher::roomLeft);
}

void NamespaceWatcher::watchTransport(Socket *socket)
{
    Session *session = socket->conn();
    if (!session || session->transportName() != u"polling")
        return;
    connect(session, &Session::upgraded, this, [this, guard = QPointer<Socket>(socket)] {
        if (guard && guard->isConnected())
            m_stream->transportChanged(guard);
    });
}

// ---- sockets -----------------------------------------------------------------------------------

void NamespaceWatcher::socketConnected(Socket *socket)
{
    const QPointer<NamespaceWatcher> self(this);
    const QPointer<Socket> guard(socket);
    m_leaving.remove(socket->id()); // one that has recovered
    m_accessed.remove(socket->id());
    m_announced.insert(socket->id());
    m_stream->socketConnected(socket);
    if (self && guard)
        watchTransport(guard);
}

void NamespaceWatcher::socketRefused(Socket *socket, const Error &error)
{
    if (m_feed ? m_feed->admit() : !m_stream->roster()->extended().isEmpty())
        m_stream->connectionRefused(socket, error);
}

void NamespaceWatcher::socketDisconnected(Socket *socket, DisconnectReason reason)
{
    if (m_feed)
        m_feed->forget(socket);
    if (!m_announced.contains(socket->id()))
        return;
    m_leaving.insert(socket->id());
    scheduleFlush();
    m_stream->socketDisconnected(socket, reason);
}

void NamespaceWatcher::roomJoined(const QString &room, const QString &socketId)
{
    // Otherwise the socket is about to be announced with all of its rooms, or it is gone.
    if (m_announced.contains(socketId) && !m_leaving.contains(socketId))
        m_stream->roomJoined(m_nsp, room, socketId);
}

void NamespaceWatcher::roomLeft(const QString &room, const QString &socketId)
{
    if (m_announced.contains(socketId))
        m_stream->roomLeft(m_nsp, room, socketId);
}

// ---- data --------------------------------------------------------------------------------------

void NamespaceWatcher::dataAccessed(Socket *socket)
{
    const QString id = socket->id();
    if (!m_announced.contains(id) || m_accessed.contains(id))
        return;
    m_accessed.insert(id, std::as_const(*socket).data());
    scheduleFlush();
}

void NamespaceWatcher::scheduleFlush()
{
    if (std::exchange(m_isFlushScheduled, true))
        return;
    QMetaObject::invokeMethod(this, &NamespaceWatcher::flush, Qt::QueuedConnection);
}

void NamespaceWatcher::flush()
{
    m_isFlushScheduled = false;
    m_announced.subtract(std::exchange(m_leaving, {}));
    const QHash<QString, QCborMap> accessed = std::exchange(m_accessed, {});
    const QPointer<NamespaceWatcher> self(this);
    for (auto it = accessed.constBegin(); it != accessed.constEnd(); ++it) {
        if (!self || !m_nsp)
            return;
        Socket *socket = m_nsp->sockets().value(it.key());
        if (!socket)
            continue;
        const QCborMap now = SocketSerializer::visibleData(std::as_const(*socket).data());
        if (now != SocketSerializer::visibleData(it.value()))
            m_stream->dataChanged(socket);
    }
}

// ---- events ------------------------------------------------------------------------------------

void NamespaceWatcher::eventReceived(Socket *socket, const QByteArray &event,
                                     const Payload &arguments, std::optional<quint64> ackId)
{
    if (m_feed)
        m_feed->event(EventFeed::Direction::Received, socket, event, arguments, ackId);
}

void NamespaceWatcher::eventSent(Socket *socket, const QByteArray &event, const Payload &arguments,
                                 std::optional<quint64> ackId)
{
    if (m_feed)
        m_feed->event(EventFeed::Direction::Sent, socket, event, arguments, ackId);
}

void NamespaceWatcher::answerReceived(Socket *socket, quint64 ackId, const Payload &arguments)
{
    if (m_feed)
        m_feed->answer(EventFeed::Direction::Received, socket, ackId, arguments);
}

void NamespaceWatcher::answerSent(Socket *socket, quint64 ackId, const Payload &arguments)
{
    if (m_feed)
        m_feed->answer(EventFeed::Direction::Sent, socket, ackId, arguments);
}

} // namespace QSocketIo
