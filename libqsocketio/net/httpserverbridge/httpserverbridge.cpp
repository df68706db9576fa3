// SPDX-License-Identifier: MIT
#include "httpserverbridge_p.h"

#include "bridgechannel_p.h"
#include "bridgesocket_p.h"

#include <QtCore/QChildEvent>
#include <QtHttpServer/QAbstractHttpServer>
#include <QtNetwork/QTcpServer>

#include <utility>

namespace QSocketIo {
namespace {

// What the front door holds of a bridge.
class BridgeServer final : public ForeignServer
{
public:
    explicit BridgeServer(HttpServerBridge *bridge)
        : m_bridge(bridge)
    { }
    ~BridgeServer() override
    {
        if (!m_bridge)
            return;
        m_bridge->giveBack();
        delete m_bridge;
    }
    Q_DISABLE_COPY_MOVE(BridgeServer)

    std::unique_ptr<ForeignChannel> open(ForeignFront *front) override
    {
        return m_bridge ? m_bridge->open(front) : nullptr;
    }
    void frontDoorClosed() override
    {
        if (m_bridge)
            m_bridge->giveBack();
    }
    [[nodiscard]] HttpServerBridge *bridge() const { return m_bridge; }

private:
    QPointer<HttpServerBridge> m_bridge;
};

} // namespace

HttpServerBridge::HttpServerBridge(FrontDoor *frontDoor, QAbstractHttpServer *server)
    : QObject(server)
    , m_frontDoor(frontDoor)
    , m_server(server)
{ }

HttpServerBridge::~HttpServerBridge()
{
    for (BridgeChannel *channel : std::exchange(m_channels, {}))
        channel->serverGone();
}

HttpServerBridge *HttpServerBridge::start(FrontDoor *frontDoor, QAbstractHttpServer *server)
{
    std::unique_ptr<HttpServerBridge> bridge(new HttpServerBridge(frontDoor, server));
    if (!bridge->m_acceptor.bindTo(server))
        return nullptr;
    frontDoor->setForeignServer(std::make_unique<BridgeServer>(bridge.get()));
    if (!bridge->takeOver()) {
        bridge.release(); // goes with the foreign server
        frontDoor->setForeignServer(nullptr);
        return nullptr;
    }
    return bridge.release(); // the server's child
}

bool HttpServerBridge::takeOver()
{
    m_server->installEventFilter(this);
    bool isAllTaken = true;
    for (QTcpServer *tcpServer : m_server->servers()) {
        isAllTaken = takeServer(tcpServer) && isAllTaken;
        silenceHttpServer(tcpServer);
    }
    return isAllTaken;
}

void HttpServerBridge::giveBack()
{
    m_server->removeEventFilter(this);
    for (QTcpServer *server : std::exchange(m_tcpServers, {})) {
        if (!server || server->parent() != m_server || !server->isListening())
            continue;
        disconnect(server, nullptr, m_frontDoor, nullptr);
        m_server->bind(server);
    }
}

HttpServerBridge *HttpServerBridge::of(const FrontDoor *frontDoor)
{
    const auto *server = dynamic_cast<const BridgeServer *>(frontDoor->foreignServer());
    return server ? server->bridge() : nullptr;
}

std::unique_ptr<ForeignChannel> HttpServerBridge::open(ForeignFront *front)
{
    auto *socket = new BridgeSocket(front, m_frontDoor ? m_frontDoor->serverPort() : 0);
    auto channel = std::make_unique<BridgeChannel>(this, front, socket);
    m_channels.insert(channel.get());
    m_acceptor.handOver(socket);
    socket->handedOver();
    return channel;
}

// QAbstractHttpServer::listen() makes a QTcpServer as its child, lets it listen and connects to it;
// bind() adopts one and connects to it. The first is seen while it is being constructed and not yet
// a QTcpServer; its first event, which it gets when it begins to listen, shows what it is. Both
// give the front door the chance to connect before the QHttpServer does, and so to be asked first.
bool HttpServerBridge::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ChildAdded)
        return false;
    if (watched == m_server)
        childAdded(static_cast<QChildEvent *>(event)->child());
    else if (auto *server = qobject_cast<QTcpServer *>(watched))
        takeServer(server);
    return false;
}

void HttpServerBridge::childAdded(QObject *child)
{
    if (auto *server = qobject_cast<QTcpServer *>(child))
        takeServer(server);
    else
        child->installEventFilter(this);
    const auto settle = [this, child = QPointer<QObject>(child)] {
        if (!child)
            return;
        child->removeEventFilter(this);
        if (auto *server = qobject_cast<QTcpServer *>(child.data()))
            silenceHttpServer(server);
    };
    QMetaObject::invokeMethod(this, settle, Qt::QueuedConnection);
}

bool HttpServerBridge::takeServer(QTcpServer *server)
{
    if (m_tcpServers.contains(server))
        return true;
    if (!m_frontDoor || !m_frontDoor->attach(server))
        return false;
    m_tcpServers.removeAll(nullptr);
    m_tcpServers.append(server);
    return true;
}

void HttpServerBridge::silenceHttpServer(QTcpServer *server)
{
    if (server->parent() == m_server && takeServer(server))
        disconnect(server, &QTcpServer::pendingConnectionAvailable, m_server, nullptr);
}

} // namespace QSocketIo
