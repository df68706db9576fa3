// SPDX-License-Identifier: MIT
#include "frontdoor_p.h"

#include "../core/logging_p.h"
#include "../loop/deadlinequeue_p.h"
#include "../loop/flushqueue_p.h"
#include "addresscensus_p.h"
#include "deflatepool_p.h"
#include "httpconnection_p.h"
#include "lingeringstream_p.h"
#include "listener_p.h"
#include "tcpstream_p.h"

#include <QtCore/QThread>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#if QT_CONFIG(ssl)
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslSocket>
#endif
#ifdef Q_OS_UNIX
#include "nativestream_p.h"

#include <unistd.h>
#endif

#include <utility>

namespace QSocketIo {

FrontDoor::FrontDoor(const ServerOptions &options, FlushQueue *flushQueue, DeadlineQueue *deadlines,
                     QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_flushQueue(flushQueue)
    , m_deadlines(deadlines)
    , m_trustedProxies(options.trustedProxies)
    , m_census(std::make_shared<char>())
    , m_addresses(std::make_shared<AddressCensus>())
{
    if (options.perMessageDeflate)
        m_deflatePool = std::make_shared<DeflatePool>(*options.perMessageDeflate, flushQueue);
}

// Those who hold exchanges are told, and may call here.
FrontDoor::~FrontDoor()
{
    m_isClosing = true;
    qDeleteAll(std::exchange(m_listeners, {}));
    while (!m_connections.empty()) {
        HttpConnection *connection = m_connections.back();
        m_connections.pop_back();
        delete connection;
    }
}

void FrontDoor::addHandler(HttpHandler *handler)
{
    m_handlers.append(handler);
}

void FrontDoor::prependHandler(HttpHandler *handler)
{
    m_handlers.prepend(handler);
}

void FrontDoor::removeHandler(HttpHandler *handler)
{
    m_handlers.removeAll(handler);
}

void FrontDoor::setForeignServer(std::unique_ptr<ForeignServer> server)
{
    m_foreignServer = std::move(server);
}

HttpHandler *FrontDoor::handlerFor(const HttpRequest &request, bool isUpgrade) const
{
    for (HttpHandler *handler : m_handlers) {
        if (handler->handles(request, isUpgrade))
            return handler;
    }
    return nullptr;
}

#if QT_CONFIG(ssl)
// Why no client could ever connect; null: it can.
static QString faultOf(const QSslConfiguration &ssl)
{
    if (!QSslSocket::supportsSsl())
        return QStringLiteral("ServerOptions::ssl: no TLS library was found");
    const bool hasCertificate = !ssl.localCertificate().isNull() && !ssl.privateKey().isNull();
    if (!hasCertificate && ssl.preSharedKeyIdentityHint().isEmpty())
        return QStringLiteral("ServerOptions::ssl: there is no certificate, or no private key");
    return {};
}
#endif

bool FrontDoor::listen(const QHostAddress &address, quint16 port)
{
#if QT_CONFIG(ssl)
    const QString fault = m_options.ssl ? faultOf(*m_options.ssl) : QString();
    if (!fault.isNull()) {
        m_errorString = fault;
        return false;
    }
#endif
    ListenerClient *client = this;
    auto listener = std::make_unique<Listener>(client, this);
    if (!listener->start(address, port)) {
        m_errorString = listener->errorString();
        return false;
    }
    m_isClosing = false;
    m_listeners.append(listener.release());
    return true;
}

bool FrontDoor::attach(QTcpServer *server)
{
    if (!server || server->thread() != thread()) {
        m_errorString = QStringLiteral("The server does not live in this thread");
        return false;
    }
    m_isClosing = false;
    if (m_attached.contains(server))
        return true;
    m_attached.removeAll(nullptr);
    m_attached.append(server);
    // The latter tells of TLS connections, once their handshake is done; the former, of servers
    // that queue connections in their own way.
    connect(server, &QTcpServer::newConnection, this, [this, server] { takePending(server); });
    connect(server, &QTcpServer::pendingConnectionAvailable, this,
            [this, server] { takePending(server); });
    takePending(server);
    return true;
}

void FrontDoor::takePending(QTcpServer *server)
{
    while (server->hasPendingConnections()) {
        QTcpSocket *socket = server->nextPendingConnection();
        if (!socket)
            return;
        adopt(socket);
    }
}

void FrontDoor::adopt(QTcpSocket *socket)
{
    m_isClosing = false;
    std::unique_ptr<QTcpSocket> owned(socket);
    owned->setParent(nullptr);
    admit(std::make_unique<TcpStream>(std::move(owned), m_deadlines, m_options.closeTimeout));
}

void FrontDoor::accept(qintptr descriptor, const PeerAddress *peer)
{
#ifdef Q_OS_UNIX
    if (!m_options.ssl) {
        admit(std::make_unique<NativeStream>(int(descriptor), *peer, m_deadlines,
                                             m_options.closeTimeout));
        return;
    }
#else
    Q_UNUSED(peer);
#endif
#if QT_CONFIG(ssl)
    QSslSocket *sslSocket = nullptr;
    std::unique_ptr<QTcpSocket> socket;
    if (m_options.ssl) {
        sslSocket = new QSslSocket;
        sslSocket->setSslConfiguration(*m_options.ssl);
        socket.reset(sslSocket);
    } else {
        socket = std::make_unique<QTcpSocket>();
    }
#else
    auto socket = std::make_unique<QTcpSocket>();
#endif
    if (!socket->setSocketDescriptor(descriptor)) {
#ifdef Q_OS_UNIX
        ::close(int(descriptor));
#endif
        return;
    }
    const bool isAdmitted = admit(
        std::make_unique<TcpStream>(std::move(socket), m_deadlines, m_options.closeTimeout));
#if QT_CONFIG(ssl)
    // The handshake runs under the connection's headerTimeout and holds up nobody else.
    if (sslSocket && isAdmitted)
        sslSocket->startServerEncryption();
#endif
}

bool FrontDoor::admit(std::unique_ptr<Stream> stream)
{
    if (isFull(stream->peerAddress())) {
        refuse(std::move(stream));
        return false;
    }
    serve(std::move(stream));
    return true;
}

void FrontDoor::serve(std::unique_ptr<Stream> stream)
{
    stream->setToken(tokenFor(stream->peerAddress()));
    auto connection = std::make_unique<HttpConnection>(this, std::move(stream));
    connection->setIndex(m_connections.size());
    m_connections.push_back(connection.release());
}

static bool isReached(int count, int limit)
{
    return limit > 0 && count >= limit;
}

// Behind a proxy there are many clients; whose connection it is, only its first request tells.
bool FrontDoor::isCounted(const QHostAddress &address) const
{
    return m_options.maxConnectionsPerAddress > 0 && !m_trustedProxies.contains(address);
}

bool FrontDoor::isFull(const QHostAddress &address) const
{
    return isReached(connectionCount(), m_options.maxConnections)
        || (isCounted(address)
            && isReached(m_addresses->count(address), m_options.maxConnectionsPerAddress));
}

std::shared_ptr<void> FrontDoor::tokenFor(const QHostAddress &address) const
{
    using Token = std::pair<std::shared_ptr<char>, std::shared_ptr<void>>;
    if (!isCounted(address))
        return m_census;
    return std::make_shared<Token>(m_census, m_addresses->enter(address));
}

void FrontDoor::refuse(std::unique_ptr<Stream> stream)
{
    ++m_refusedCount;
    const QHostAddress address = stream->peerAddress();
    qCDebug(lcEngine) << "Connection of" << address << "refused: there are" << connectionCount()
                      << "already," << m_addresses->count(address) << "of them from there";
    if (!m_options.ssl && !stream->isSecure()) {
        stream->write("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n"
                      "Content-Length: 0\r\n\r\n");
    }
    LingeringStream::close(std::move(stream), m_deadlines);
}

void FrontDoor::removeConnection(HttpConnection *connection)
{
    const std::size_t index = connection->index();
    if (index < m_connections.size() && m_connections[index] == connection) {
        m_connections[index] = m_connections.back();
        m_connections[index]->setIndex(index);
        m_connections.pop_back();
        delete connection;
    } // else our destructor is about to delete it
}

QTcpServer *FrontDoor::listeningServer() const
{
    for (Listener *listener : m_listeners) {
        if (listener->isListening())
            return listener;
    }
    for (QTcpServer *server : m_attached) {
        if (server && server->isListening())
            return server;
    }
    return nullptr;
}

bool FrontDoor::isListening() const
{
    return listeningServer() != nullptr;
}

quint16 FrontDoor::serverPort() const
{
    const QTcpServer *server = listeningServer();
    return server ? server->serverPort() : 0;
}

QHostAddress FrontDoor::serverAddress() const
{
    const QTcpServer *server = listeningServer();
    return server ? server->serverAddress() : QHostAddress();
}

QString FrontDoor::errorString() const
{
    return m_errorString;
}

int FrontDoor::connectionCount() const
{
    return int(m_census.use_count()) - 1;
}

void FrontDoor::close()
{
    m_isClosing = true;
    for (Listener *listener : std::exchange(m_listeners, {})) {
        listener->stop();
        listener->deleteLater();
    }
    for (QTcpServer *server : std::exchange(m_attached, {})) {
        if (server)
            disconnect(server, nullptr, this, nullptr);
    }
    if (m_foreignServer)
        m_foreignServer->frontDoorClosed();
    for (HttpConnection *connection : m_connections)
        connection->closeWhenIdle(); // deletes itself at the turn's end
}

} // namespace QSocketIo
