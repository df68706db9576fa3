// SPDX-License-Identifier: MIT
#include "connection_p.h"

#include "../core/logging_p.h"
#include "../engineio/session_p.h"
#include "namespace_p.h"
#include "namespacelookup_p.h"
#include "server_p.h"
#include "socket_p.h"

#include <algorithm>

namespace QSocketIo {

static PacketLimits limitsOf(const ServerOptions &options)
{
    PacketLimits limits;
    limits.maxAttachments = options.maxAttachments;
    limits.maxNestingDepth = options.maxNestingDepth;
    return limits;
}

Connection *ConnectionPrivate::create(ServerPrivate *server, Session *session)
{
    return new Connection(server->q, session);
}

ConnectionPrivate::ConnectionPrivate(ServerPrivate *server, Session *session)
    : m_server(server)
    , m_session(session)
    , m_request(session->request())
    , m_id(session->id())
    , m_protocol(session->protocol())
    , m_decoder(server->parser->createDecoder(limitsOf(server->options)))
    , m_connectDeadline([this] { close(); })
{
    install(session, this);
    m_server->deadlines.start(&m_connectDeadline, m_server->options.connectTimeout);
}

ConnectionPrivate::~ConnectionPrivate()
{
    if (m_session)
        install(m_session, nullptr);
}

bool ConnectionPrivate::isOpen() const
{
    return !m_isClosed && m_session && m_session->state() == Session::State::Open;
}

// ---- in --------------------------------------------------------------------------------------

void ConnectionPrivate::sessionText(const QByteArray &text)
{
    handle(m_decoder->decodeText(text));
}

void ConnectionPrivate::sessionBinary(const QByteArray &bytes)
{
    handle(m_decoder->decodeBinary(bytes));
}

void ConnectionPrivate::handle(const Result<std::optional<Packet>> &decoded)
{
    if (!decoded)
        malformed(decoded.error());
    else if (!decoded->has_value())
        return;
    else if (isLegacy())
        handleLegacy(**decoded);
    else
        route(**decoded);
}

// Socket.IO protocol v4: a namespace is a URL, whose query stands for the auth of later versions.
void ConnectionPrivate::handleLegacy(Packet packet)
{
    QCborMap auth;
    if (packet.nsp.contains('?') || packet.nsp.contains('#')) {
        HttpRequest url;
        url.setTarget(packet.nsp);
        for (auto it = url.query().constBegin(); it != url.query().constEnd(); ++it)
            auth.insert(it.key(), it.value());
        packet.nsp = url.path();
        const qsizetype fragment = packet.nsp.indexOf('#');
        if (fragment >= 0)
            packet.nsp.truncate(fragment);
    }
    if (packet.type == Packet::Type::Connect)
        packet.data = auth;
    route(packet);
}

bool ConnectionPrivate::isFull() const
{
    const int most = m_server->options.maxNamespacesPerConnection;
    return most > 0 && m_sockets.size() >= std::size_t(most);
}

void ConnectionPrivate::joinRoot()
{
    connectTo(QByteArrayLiteral("/"), {});
}

// Socket.IO protocol v5: CONNECT opens a namespace, everything else needs an open one.
void ConnectionPrivate::route(const Packet &packet)
{
    const Entry *entry = find(packet.nsp);
    if (packet.type == Packet::Type::Connect) {
        if (entry)
            violation(packet, "CONNECT to a namespace that is joined or being joined");
        else if (isFull())
            refuse(packet.nsp,
                   Error(Error::Code::LimitExceeded, QStringLiteral("too many namespaces")));
        else
            connectTo(packet.nsp, packet.data.toMap());
        return;
    }
    if (!entry || !entry->isJoined) {
        violation(packet, "packet for a namespace that is not joined");
        return;
    }
    if (packet.type == Packet::Type::ConnectError) {
        violation(packet, "CONNECT_ERROR from a client");
        return;
    }
    m_server->enqueuePacket(entry->socket, packet);
}

void ConnectionPrivate::connectTo(const QByteArray &nsp, const QCborMap &auth)
{
    if (Namespace *found = m_server->find(nsp))
        NamespacePrivate::get(found)->add(q, auth);
    else
        lookUp(nsp, auth);
}

void ConnectionPrivate::lookUp(const QByteArray &nsp, const QCborMap &auth)
{
    reserve(nsp);
    const auto done = [guard = QPointer<Connection>(q), nsp, auth](Namespace *found) {
        if (!guard || !get(guard)->isOpen())
            return;
        if (found)
            NamespacePrivate::get(found)->add(guard, auth);
        else
            get(guard)->refuseUnknown(nsp);
    };
    std::make_shared<NamespaceLookup>(m_server, nsp, auth, done)->start();
}

void ConnectionPrivate::refuseUnknown(const QByteArray &nsp)
{
    std::erase_if(m_sockets, [&nsp](const Entry &entry) { return entry.nsp == nsp; });
    qCDebug(lcServer) << "connection" << m_id << "refused: unknown namespace" << nsp;
    // The same for clients of every age
    sendConnectError(nsp,
                     QCborMap{{QStringLiteral("message"), QStringLiteral("Invalid namespace")}});
}

void ConnectionPrivate::sendConnectError(const QByteArray &nsp, const QCborValue &data)
{
    Packet packet;
    packet.type = Packet::Type::ConnectError;
    packet.nsp = nsp;
    packet.data = data;
    if (isOpen())
        SessionPrivate::of(m_session)->write(m_server->parser->encode(packet), false);
}

// What CONNECT_ERROR carries. JavaScript's idea of truth decides in the old protocol.
static QCborValue errorData(const Error &error, bool isLegacy)
{
    const QCborValue data = error.data();
    if (isLegacy) {
        const bool isFalsy = data.isUndefined() || data.isNull() || data == QCborValue(false)
            || data == QCborValue(0) || data == QCborValue(QString());
        return isFalsy ? QCborValue(error.message()) : data;
    }
    QCborMap object{{QStringLiteral("message"), error.message()}};
    if (!data.isUndefined())
        object.insert(QStringLiteral("data"), data);
    return object;
}

void ConnectionPrivate::refuse(const QByteArray &nsp, const Error &error)
{
    sendConnectError(nsp, errorData(error, isLegacy()));
}

// Well-formed, but not now: the client does not follow the protocol.
void ConnectionPrivate::violation(const Packet &packet, const char *why)
{
    qCDebug(lcServer) << "connection" << m_id << "closed:" << why << packet.nsp;
    if (!isOpen())
        return;
    const QPointer<Connection> guard(q);
    m_session->close();
    if (guard && !m_isClosed) // the session has something to send first
        closeSockets(DisconnectReason::ForcedServerClose, {});
}

void ConnectionPrivate::malformed(const Error &error)
{
    qCDebug(lcServer) << "connection" << m_id << "closed:" << error;
    const QPointer<Connection> guard(q);
    QList<QPointer<Socket>> sockets;
    for (const Entry &entry : m_sockets) {
        if (entry.isJoined)
            sockets.append(entry.socket);
    }
    for (const QPointer<Socket> &socket : std::as_const(sockets)) {
        if (socket)
            SocketPrivate::get(socket)->reportError(error);
        if (!guard)
            return;
    }
    close();
}

// ---- life ------------------------------------------------------------------------------------

ConnectionPrivate::Entry *ConnectionPrivate::find(const QByteArray &nsp)
{
    const auto found = std::find_if(m_sockets.begin(), m_sockets.end(),
                                    [&nsp](const Entry &entry) { return entry.nsp == nsp; });
    return found == m_sockets.end() ? nullptr : &*found;
}

void ConnectionPrivate::reserve(const QByteArray &nsp, Socket *socket)
{
    if (Entry *entry = find(nsp))
        entry->socket = socket;
    else
        m_sockets.push_back({nsp, socket, false});
}

void ConnectionPrivate::joined(Socket *socket)
{
    for (Entry &entry : m_sockets) {
        if (entry.socket == socket)
            entry.isJoined = true;
    }
    m_server->deadlines.stop(&m_connectDeadline); // for good
}

void ConnectionPrivate::remove(Socket *socket)
{
    std::erase_if(m_sockets, [socket](const Entry &entry) { return entry.socket == socket; });
}

void ConnectionPrivate::close()
{
    if (m_session)
        m_session->close();
}

void ConnectionPrivate::disconnectAll()
{
    const QPointer<Connection> guard(q);
    QList<QPointer<Socket>> sockets;
    for (const Entry &entry : m_sockets)
        sockets.append(entry.socket);
    for (const QPointer<Socket> &socket : std::as_const(sockets)) {
        if (socket)
            SocketPrivate::get(socket)->disconnectClient(DisconnectMode::LeaveNamespace);
        if (!guard)
            return;
    }
    close();
}

void ConnectionPrivate::closeSockets(DisconnectReason reason, const QString &description)
{
    const QPointer<Connection> guard(q);
    QList<QPointer<Socket>> sockets;
    for (const Entry &entry : m_sockets)
        sockets.append(entry.socket);
    for (const QPointer<Socket> &socket : std::as_const(sockets)) {
        if (socket)
            SocketPrivate::get(socket)->close(reason, description);
        if (!guard)
            return;
    }
}

void ConnectionPrivate::sessionClosed(DisconnectReason reason, const QString &description)
{
    m_isClosed = true;
    m_decoder->reset();
    m_server->deadlines.stop(&m_connectDeadline);
    m_server->connections.remove(q);
    const QPointer<Connection> guard(q);
    // A close frame may be read together with the last packets: they came before it. (A polling
    // client's close takes effect at once, as in the reference.)
    if (reason == DisconnectReason::TransportClose && m_session->transportName() == u"websocket"
        && !m_server->ticks.isRunning())
        m_server->ticks.runPending();
    if (guard)
        closeSockets(reason, description);
    if (!guard)
        return;
    m_session = nullptr;
    q->deleteLater();
}

} // namespace QSocketIo
