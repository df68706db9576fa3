// SPDX-License-Identifier: MIT
#include "clientengine_p.h"

#include "../core/logging_p.h"
#include "clientpollingtransport_p.h"
#include "clientupgrade_p.h"
#include "clientwebsockettransport_p.h"
#include "farewell_p.h"

#include <QtCore/QPointer>

namespace QSocketIo {

static const QString pollingName = QStringLiteral("polling");
static const QString webSocketName = QStringLiteral("websocket");

// What is in the middle of a signal is not deleted under its feet.
template<typename T>
static void retire(std::unique_ptr<T> &object)
{
    if (!object)
        return;
    object->disconnect();
    deleteSoon(object.release());
}

ClientEngine::ClientEngine(const std::shared_ptr<ClientNetwork> &network,
                           const ClientOptions &options, bool prefersWebSocket, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_options(options)
    , m_prefersWebSocket(prefersWebSocket)
{
    m_deadline.setSingleShot(true);
    m_deadline.callOnTimeout(this, &ClientEngine::deadlineReached);
}

ClientEngine::~ClientEngine()
{
    retire(m_upgrade);
    if (m_transport)
        m_transport->close(); // nobody listens, but the server shall know
    retire(m_transport);
}

QString ClientEngine::transportName() const
{
    return m_transport ? QString(m_transport->name()) : QString();
}

bool ClientEngine::isWritable() const
{
    return m_state == State::Open && m_queue.isEmpty() && m_transport->isWritable()
        && !(m_upgrade && m_upgrade->isProbed());
}

qint64 ClientEngine::bytesQueued() const
{
    return m_queuedBytes + (m_transport ? m_transport->bytesQueued() : 0);
}

ClientPollingTransport *ClientEngine::polling() const
{
    return qobject_cast<ClientPollingTransport *>(m_transport.get());
}

// ---- opening ---------------------------------------------------------------------------------

void ClientEngine::open()
{
    m_state = State::Opening;
    QString first;
    for (const QString &name : m_options.transports) {
        const bool isKnown = name == pollingName || name == webSocketName;
        if (isKnown && (first.isEmpty() || (m_prefersWebSocket && name == webSocketName)))
            first = name;
    }
    if (first.isEmpty()) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                closeNow(DisconnectReason::TransportError, QStringLiteral("no known transport"));
            },
            Qt::QueuedConnection);
        return;
    }
    if (first == pollingName)
        install(std::make_unique<ClientPollingTransport>(m_network));
    else
        install(std::make_unique<ClientWebSocketTransport>(m_network, QString()));
    m_transport->open();
}

void ClientEngine::install(std::unique_ptr<ClientTransport> transport)
{
    m_transport = std::move(transport);
    connect(m_transport.get(), &ClientTransport::packetReceived, this, &ClientEngine::handlePacket);
    connect(m_transport.get(), &ClientTransport::writable, this, [this] {
        flush();
        finishClosing();
    });
    connect(m_transport.get(), &ClientTransport::closed, this, [this](const QString &description) {
        closeNow(DisconnectReason::TransportClose, description);
    });
    connect(m_transport.get(), &ClientTransport::failed, this, [this](const QString &description) {
        closeNow(DisconnectReason::TransportError, description);
    });
}

// ---- in --------------------------------------------------------------------------------------

void ClientEngine::handlePacket(const EnginePacketView &packet)
{
    if (!packet.isValid) {
        parseError("undecodable packet");
        return;
    }
    if (m_state == State::Opening && packet.type != EnginePacket::Type::Open) {
        parseError("the session does not begin with an open packet");
        return;
    }
    switch (packet.type) {
    case EnginePacket::Type::Open:
        handleOpen(packet);
        break;
    case EnginePacket::Type::Ping:
        handlePing(packet);
        break;
    case EnginePacket::Type::Message:
        handleMessage(packet);
        break;
    case EnginePacket::Type::Close: // polling has taken it for itself
    case EnginePacket::Type::Pong:
    case EnginePacket::Type::Upgrade:
    case EnginePacket::Type::Noop:
        break;
    }
}

void ClientEngine::handleOpen(const EnginePacketView &packet)
{
    if (m_state != State::Opening)
        return;
    const std::optional<OpenPacket> handshake = OpenPacket::parse(packet.data);
    if (!handshake) {
        parseError("invalid open packet");
        return;
    }
    m_handshake = *handshake;
    m_transport->joinSession(m_handshake.sid, m_handshake.maxPayload);
    m_state = State::Open;
    qCDebug(lcClient) << "session" << m_handshake.sid << "opened by" << m_transport->name();
    startDeadline();
    const QPointer<ClientEngine> guard(this);
    Q_EMIT opened();
    if (guard && m_state == State::Open)
        startUpgrade();
}

void ClientEngine::handlePing(const EnginePacketView &packet)
{
    EnginePacket pong;
    pong.type = EnginePacket::Type::Pong;
    pong.data = packet.data.toByteArray();
    enqueue(pong);
    flush();
    if (m_state != State::Open)
        return; // closing has its own deadline
    startDeadline();
    Q_EMIT pinged();
}

void ClientEngine::handleMessage(const EnginePacketView &packet)
{
    if (m_state != State::Open)
        return;
    Q_EMIT messageReceived(packet.storage.isNull() ? packet.data.toByteArray() : packet.storage,
                           packet.isBinary);
}

void ClientEngine::parseError(const char *description)
{
    closeNow(DisconnectReason::ParseError, QString::fromLatin1(description));
}

void ClientEngine::startDeadline()
{
    m_deadline.start(m_handshake.pingInterval + m_handshake.pingTimeout);
}

void ClientEngine::deadlineReached()
{
    if (m_state == State::Closing)
        closeNow(DisconnectReason::ForcedClose, {});
    else
        closeNow(DisconnectReason::PingTimeout, {});
}

// ---- out -------------------------------------------------------------------------------------

void ClientEngine::send(const QList<EnginePacket> &packets)
{
    if (m_state != State::Open)
        return;
    for (const EnginePacket &packet : packets)
        enqueue(packet);
    flush();
    checkHighWater();
}

void ClientEngine::enqueue(const EnginePacket &packet)
{
    m_queue.append(packet);
    m_queuedBytes += packet.data.size();
}

void ClientEngine::flush()
{
    const bool isOpen = m_state == State::Open || m_state == State::Closing;
    const bool isSwitching = m_upgrade && m_upgrade->isProbed();
    if (!isOpen || isSwitching || m_queue.isEmpty() || !m_transport->isWritable())
        return;
    m_transport->send(takeBatch());
}

// As much as the server takes at a time, but at least one packet.
QList<EnginePacket> ClientEngine::takeBatch()
{
    const qint64 limit = m_transport->maxBatchSize();
    qsizetype count = m_queue.size();
    if (limit > 0) {
        qint64 size = -1; // the last one has no separator
        for (count = 0; count < m_queue.size(); ++count) {
            size += ClientPollingTransport::payloadSize(m_queue.at(count));
            if (count > 0 && size > limit)
                break;
        }
    }
    const QList<EnginePacket> batch = m_queue.first(count);
    m_queue.remove(0, count);
    for (const EnginePacket &packet : batch)
        m_queuedBytes -= packet.data.size();
    return batch;
}

// In a later turn: whoever emits something does not expect to be disconnected by that.
void ClientEngine::checkHighWater()
{
    if (m_options.sendHighWaterMark <= 0 || m_queue.isEmpty()
        || bytesQueued() <= m_options.sendHighWaterMark)
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_state == State::Open && bytesQueued() > m_options.sendHighWaterMark)
                closeNow(DisconnectReason::TransportError,
                         QStringLiteral("too many bytes are queued for the server"));
        },
        Qt::QueuedConnection);
}

// ---- upgrade ---------------------------------------------------------------------------------

void ClientEngine::startUpgrade()
{
    if (!m_options.upgrade || !polling() || !m_options.transports.contains(webSocketName)
        || !m_handshake.upgrades.contains(webSocketName))
        return;
    m_upgrade = std::make_unique<ClientUpgrade>(m_network, m_handshake.sid, m_options.timeout);
    connect(m_upgrade.get(), &ClientUpgrade::probed, this, [this] {
        connect(polling(), &ClientPollingTransport::paused, this, &ClientEngine::finishUpgrade);
        polling()->pause();
    });
    connect(m_upgrade.get(), &ClientUpgrade::failed, this, &ClientEngine::abandonUpgrade);
    m_upgrade->start();
}

// Nothing is on its way by polling any longer.
void ClientEngine::finishUpgrade()
{
    retire(m_transport);
    install(m_upgrade->takeTransport());
    retire(m_upgrade);
    m_transport->send({{.type = EnginePacket::Type::Upgrade}});
    qCDebug(lcClient) << "session" << m_handshake.sid << "upgraded to" << m_transport->name();
    if (m_state == State::Open)
        Q_EMIT upgraded(transportName());
    // What is queued follows when the transport is writable.
}

void ClientEngine::abandonUpgrade(const QString &description)
{
    qCDebug(lcClient) << "session" << m_handshake.sid << "not upgraded:" << description;
    retire(m_upgrade);
    if (ClientPollingTransport *transport = polling()) {
        disconnect(transport, &ClientPollingTransport::paused, this, nullptr);
        transport->resume();
    }
    flush();
}

// ---- end -------------------------------------------------------------------------------------

void ClientEngine::close()
{
    if (m_state == State::Opening) {
        closeNow(DisconnectReason::ForcedClose, {});
        return;
    }
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_deadline.start(m_options.timeout);
    finishClosing();
}

// Polling cannot say goodbye while a POST is on its way, nor while it is being replaced.
void ClientEngine::finishClosing()
{
    const bool isSwitching = m_upgrade && m_upgrade->isProbed();
    if (m_state == State::Closing && m_queue.isEmpty() && !isSwitching && m_transport->isWritable())
        closeNow(DisconnectReason::ForcedClose, {});
}

void ClientEngine::closeNow(DisconnectReason reason, const QString &description)
{
    if (m_state == State::Idle || m_state == State::Closed)
        return;
    m_state = State::Closed;
    m_deadline.stop();
    m_queue.clear();
    m_queuedBytes = 0;
    retire(m_upgrade);
    if (m_transport)
        m_transport->close();
    retire(m_transport);
    qCDebug(lcClient) << "session" << m_handshake.sid << "closed:" << reasonText(reason)
                      << description;
    Q_EMIT closed(reason, description);
}

} // namespace QSocketIo
