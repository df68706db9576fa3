// SPDX-License-Identifier: MIT
#include "../core/jsonwriter.h"
#include "../core/logging_p.h"
#include "engine_p.h"
#include "enginecall_p.h"
#include "session_p.h"
#include "sessionsink_p.h"
#include "verification_p.h"

#include <QtCore/QMetaMethod>

namespace QSocketIo {

// A session keeps its request for good, but not the query as it was decoded to judge it.
static HttpRequest undecoded(HttpRequest request)
{
    request.setTarget(request.target()); // forgets the query
    return request;
}

SessionPrivate::SessionPrivate(EnginePrivate *owner, const QString &sessionId,
                               const HttpRequest &firstRequest)
    : engine(owner)
    , id(sessionId)
    , request(undecoded(firstRequest))
    , protocol(Verification::protocolOf(firstRequest))
{ }

SessionPrivate::~SessionPrivate() = default;

// Engine.IO protocol v4, "Handshake"; clients may rely on the order of the keys.
QByteArray SessionPrivate::openPacketData() const
{
    const ServerOptions &options = engine->options;
    JsonWriter json;
    json.beginObject();
    json.key("sid");
    json.string(id);
    json.key("upgrades");
    json.beginArray();
    if (transport->kind() == Transport::Kind::Polling && options.allowUpgrades
        && options.transports.contains(Transport::nameOf(Transport::Kind::WebSocket)))
        json.string(Transport::nameOf(Transport::Kind::WebSocket));
    json.endArray();
    json.key("pingInterval");
    json.integer(options.pingInterval.count());
    json.key("pingTimeout");
    json.integer(options.pingTimeout.count());
    json.key("maxPayload");
    json.integer(options.maxHttpBufferSize);
    json.endObject();
    return json.takeText();
}

void SessionPrivate::open(const std::shared_ptr<Transport> &firstTransport)
{
    setTransport(firstTransport);
    state = Session::State::Open;
    EnginePacket packet;
    packet.type = EnginePacket::Type::Open;
    packet.data = openPacketData();
    send(packet);
    startHeartbeat();
}

void SessionPrivate::startHeartbeat()
{
    const ServerOptions &options = engine->options;
    if (protocol == 3)
        m_heartbeat.startListening(engine->deadlines, options.pingInterval + options.pingTimeout);
    else
        m_heartbeat.start(engine->deadlines, options.pingInterval, options.pingTimeout);
}

void SessionPrivate::setTransport(const std::shared_ptr<Transport> &newTransport)
{
    transport = newTransport;
    transport->setListener(this);
}

// ---- Receiving

void SessionPrivate::transportPacket(const EnginePacketView &packet)
{
    if (state != Session::State::Open)
        return;
    const auto self = shared_from_this();
    const EngineCall call(engine);
    if (!packet.isValid)
        return closeWith(DisconnectReason::ParseError, {});
    countIn(packet.data.size());
    notifyReceived(packet);
    if (state == Session::State::Open)
        dispatch(packet);
}

void SessionPrivate::countIn(qsizetype bytes)
{
    if (bytes == 0)
        return;
    ++traffic.packetsIn;
    traffic.bytesIn += quint64(bytes);
    if (engine) {
        ++engine->traffic.packetsIn;
        engine->traffic.bytesIn += quint64(bytes);
    }
}

void SessionPrivate::countOut(qsizetype bytes)
{
    if (bytes == 0)
        return;
    ++traffic.packetsOut;
    traffic.bytesOut += quint64(bytes);
    if (engine) {
        ++engine->traffic.packetsOut;
        engine->traffic.bytesOut += quint64(bytes);
    }
}

static QByteArray ownedData(const EnginePacketView &packet)
{
    if (packet.data.isNull())
        return packet.isBinary ? QByteArrayLiteral("") : QByteArray();
    if (packet.data.data() == packet.storage.constData()
        && packet.data.size() == packet.storage.size())
        return packet.storage;
    return packet.data.toByteArray();
}

void SessionPrivate::notifyReceived(const EnginePacketView &packet)
{
    static const QMetaMethod signal = QMetaMethod::fromSignal(&Session::packetReceived);
    if (!q || !q->isSignalConnected(signal))
        return;
    EnginePacket copy;
    copy.type = packet.type;
    copy.isBinary = packet.isBinary;
    copy.data = ownedData(packet);
    Q_EMIT q->packetReceived(copy);
}

void SessionPrivate::dispatch(const EnginePacketView &packet)
{
    if (packet.type != EnginePacket::Type::Pong)
        m_heartbeat.packetReceived();
    switch (packet.type) {
    case EnginePacket::Type::Ping:
    case EnginePacket::Type::Pong:
        return receiveHeartbeat(packet.type);
    case EnginePacket::Type::Message:
        return deliver(packet);
    case EnginePacket::Type::Open:
    case EnginePacket::Type::Close:
    case EnginePacket::Type::Upgrade:
    case EnginePacket::Type::Noop:
        return; // without meaning here, and harmless
    }
}

// Engine.IO protocol v3: the client pings, and what it sends along is not sent back. v4: the client
// answers pings.
void SessionPrivate::receiveHeartbeat(EnginePacket::Type type)
{
    const auto expected = protocol == 3 ? EnginePacket::Type::Ping : EnginePacket::Type::Pong;
    if (type != expected) {
        return closeWith(DisconnectReason::TransportError,
                         QStringLiteral("invalid heartbeat direction"));
    }
    if (type == EnginePacket::Type::Ping) {
        m_heartbeat.pingReceived();
        send({EnginePacket::Type::Pong});
    } else {
        m_heartbeat.pongReceived();
    }
    if (q && state != Session::State::Closed)
        Q_EMIT q->heartbeat();
}

void SessionPrivate::deliver(const EnginePacketView &packet)
{
    static const QMetaMethod signal = QMetaMethod::fromSignal(&Session::messageReceived);
    const QByteArray data = ownedData(packet);
    if (q && q->isSignalConnected(signal))
        Q_EMIT q->messageReceived(data, packet.isBinary);
    if (state != Session::State::Open || !sink)
        return;
    if (packet.isBinary)
        sink->sessionBinary(data);
    else
        sink->sessionText(data);
}

// ---- Sending

bool SessionPrivate::isWritable() const
{
    return state == Session::State::Open && m_buffer.isEmpty() && transport->isWritable();
}

qint64 SessionPrivate::bytesQueued() const
{
    return m_bufferBytes + (transport ? transport->bytesQueued() : 0);
}

Session::SendStatus SessionPrivate::send(const EnginePacket &packet)
{
    if (state != Session::State::Open || m_isOverflowed)
        return Session::SendStatus::Dropped;
    if (m_isCreationObserved.load(std::memory_order_relaxed) && q) {
        const auto self = shared_from_this();
        Q_EMIT q->packetCreated(packet);
        if (state != Session::State::Open)
            return Session::SendStatus::Dropped;
    }
    countOut(packet.data.size());
    const bool wasWritable = isWritable();
    if (m_buffer.isEmpty() && transport->accepts()) {
        transport->send(packet);
    } else {
        m_buffer.append(packet);
        m_bufferBytes += packet.data.size();
    }
    if (wasWritable)
        return Session::SendStatus::Queued;
    // A buffered packet costs memory of its own, even where it carries nothing.
    const qint64 mark = engine->options.sendHighWaterMark;
    const qint64 overhead = m_buffer.size() * qint64(sizeof(EnginePacket));
    if (mark > 0 && bytesQueued() + overhead > mark) {
        overflow();
        return Session::SendStatus::Dropped;
    }
    return Session::SendStatus::Backpressure;
}

SessionPrivate::WriteResult SessionPrivate::write(const QList<EnginePacket> &parts, bool isVolatile)
{
    if (state != Session::State::Open)
        return WriteResult::Closed;
    if (isVolatile && !isWritable())
        return WriteResult::VolatileDropped;
    const std::shared_ptr<SessionPrivate> self = parts.size() > 1 ? shared_from_this() : nullptr;
    for (const EnginePacket &part : parts) {
        if (send(part) == Session::SendStatus::Dropped)
            return WriteResult::Closed;
    }
    return WriteResult::Written;
}

// Any thread's call of connect() comes here.
void SessionPrivate::observed(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&Session::packetCreated))
        m_isCreationObserved.store(true, std::memory_order_relaxed);
    else if (signal == QMetaMethod::fromSignal(&Session::drained))
        m_isDrainObserved.store(true, std::memory_order_relaxed);
}

// The caller may be in the middle of a broadcast, so the session closes at the end of the turn.
void SessionPrivate::overflow()
{
    qCDebug(lcEngine) << "session" << id << "reads too slowly:" << bytesQueued() << "bytes queued";
    m_isOverflowed = true;
    m_buffer.clear();
    m_bufferBytes = 0;
    engine->flushQueue->schedule(this);
}

void SessionPrivate::flushNow()
{
    closeWith(DisconnectReason::TransportError, QStringLiteral("send high-water mark exceeded"));
}

void SessionPrivate::flushBuffer()
{
    if (state == Session::State::Closed || m_buffer.isEmpty() || !transport->accepts())
        return;
    const QList<EnginePacket> packets = std::exchange(m_buffer, {});
    m_bufferBytes = 0;
    for (const EnginePacket &packet : packets)
        transport->send(packet);
    if (state == Session::State::Closing)
        endTransport();
}

void SessionPrivate::transportReady()
{
    const auto self = shared_from_this();
    const EngineCall call(engine);
    flushBuffer();
}

void SessionPrivate::transportDrained()
{
    if (!m_isDrainObserved.load(std::memory_order_relaxed))
        return;
    const auto self = shared_from_this();
    const EngineCall call(engine);
    if (q && state != Session::State::Closed && m_buffer.isEmpty())
        Q_EMIT q->drained();
}

void SessionPrivate::transportHeaders(HttpHeaders *headers, const HttpRequest &httpRequest)
{
    const EngineCall call(engine);
    if (engine && !isBeingDeleted)
        engine->emitHeaders(headers, httpRequest, id);
}

// ---- Heartbeat

void SessionPrivate::heartbeatDue()
{
    const auto self = shared_from_this();
    const EngineCall call(engine);
    send({EnginePacket::Type::Ping});
}

void SessionPrivate::heartbeatMissed()
{
    closeWith(DisconnectReason::PingTimeout, {});
}

// ---- Upgrade

bool SessionPrivate::isUpgradable() const
{
    return state != Session::State::Closed && !m_upgrade && !isUpgraded
        && transport->kind() == Transport::Kind::Polling;
}

void SessionPrivate::startUpgrade(const std::shared_ptr<Transport> &newTransport)
{
    UpgradeListener *listener = this; // make_unique() cannot see the private base
    m_upgrade = std::make_unique<Upgrade>(listener, newTransport, engine->deadlines,
                                          engine->options.upgradeTimeout);
}

void SessionPrivate::upgradeProbed()
{
    const auto self = shared_from_this();
    const EngineCall call(engine);
    if (q)
        Q_EMIT q->upgrading(m_upgrade->transport()->name());
}

void SessionPrivate::upgradeReleasesPoll()
{
    if (transport->isWritable())
        transport->send({EnginePacket::Type::Noop});
}

// Engine.IO protocol v4, "Upgrade": what was not sent by polling follows on the new transport.
void SessionPrivate::upgradeCompleted()
{
    const auto self = shared_from_this();
    const EngineCall call(engine);
    const std::shared_ptr<Transport> newTransport = m_upgrade->takeTransport();
    m_upgrade.reset();
    const std::shared_ptr<Transport> oldTransport = transport;
    isUpgraded = true;
    setTransport(newTransport);
    // The pong may have to come by the new way now.
    m_heartbeat.restartTimeout();
    oldTransport->close();
    if (engine)
        engine->sessionUpgraded(q);
    if (q && state != Session::State::Closed)
        Q_EMIT q->upgraded(transport->name());
    flushBuffer();
    if (state == Session::State::Closing)
        endTransport();
}

void SessionPrivate::upgradeFailed()
{
    qCDebug(lcEngine) << "session" << id << "stays with" << transport->name();
    m_upgrade.reset();
}

// ---- Closing

void SessionPrivate::close(Session::CloseMode mode)
{
    const auto self = shared_from_this();
    if (mode == Session::CloseMode::Discard)
        return closeWith(DisconnectReason::ForcedClose, {});
    if (state != Session::State::Open)
        return;
    state = Session::State::Closing;
    if (m_buffer.isEmpty())
        endTransport();
}

void SessionPrivate::endTransport()
{
    if (transport->closePolitely() == Transport::CloseResult::Ended)
        closeWith(DisconnectReason::ForcedClose, {});
}

void SessionPrivate::transportEnded()
{
    closeWith(DisconnectReason::ForcedClose, {});
}

void SessionPrivate::transportClosed()
{
    closeWith(DisconnectReason::TransportClose, {});
}

void SessionPrivate::transportFailed(const QString &description)
{
    closeWith(DisconnectReason::TransportError, description);
}

void SessionPrivate::closeWith(DisconnectReason reason, const QString &description)
{
    if (state == Session::State::Closed)
        return;
    const auto self = shared_from_this();
    const EngineCall call(engine);
    qCDebug(lcEngine) << "session" << id << "closes:" << reason << description;
    state = Session::State::Closed;
    m_heartbeat.stop();
    m_upgrade.reset();
    m_buffer.clear();
    m_bufferBytes = 0;
    if (m_isOverflowed)
        transport->abort();
    else
        transport->close();
    if (engine)
        engine->sessionClosed(q);
    if (SessionSink *lastListener = std::exchange(sink, nullptr))
        lastListener->sessionClosed(reason, description);
    if (q)
        Q_EMIT q->closed(reason, description);
    if (q && engine && engine->q)
        Q_EMIT engine->q->sessionClosed(q, reason);
    if (q)
        q->deleteLater();
}

} // namespace QSocketIo
