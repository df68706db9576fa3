// SPDX-License-Identifier: MIT
#include "clientsocket_p.h"

#include "../core/failwhendestroyed_p.h"
#include "../core/logging_p.h"
#include "../core/names_p.h"
#include "manager_p.h"

namespace QSocketIo {

static Error disconnectedError()
{
    return Error(Error::Code::Disconnected, QStringLiteral("the socket has been disconnected"));
}

// ---- out: to the server ----------------------------------------------------------------------

bool ClientSocketPrivate::emitEvent(QAnyStringView event, const Payload &arguments,
                                    AckHandler handler, const ClientEmitOptions &options)
{
    Packet packet = controlPacket(Packet::Type::Event);
    packet.event = toUtf8(event);
    if (isReservedEvent(packet.event)) {
        qCWarning(lcClient, "emitEvent: \"%s\" is a reserved event name", packet.event.constData());
        return false;
    }
    packet.payload = arguments;
    if (m_options.retries > 0 && !options.isVolatile)
        enqueueRetried(std::move(packet), std::move(handler), options);
    else
        emitPacket(std::move(packet), std::move(handler), options);
    return true;
}

void ClientSocketPrivate::emitPacket(Packet packet, AckHandler handler,
                                     const ClientEmitOptions &options)
{
    if (!m_isConnected && options.isVolatile) {
        ++m_volatileDropped;
        failLater(std::move(handler), disconnectedError());
        return;
    }
    if (!m_isConnected && !m_buffered.hasRoomFor(packet)) {
        drop(std::move(handler));
        return;
    }
    if (handler)
        packet.id = m_acks.add(std::move(handler),
                               options.timeout ? options.timeout : m_options.ackTimeout);
    if (!m_isConnected)
        m_buffered.append(packet);
    else if (options.isVolatile && !ManagerPrivate::get(m_manager)->isWritable())
        ++m_volatileDropped;
    else
        send(packet);
}

bool ClientSocketPrivate::sendBufferedEvents()
{
    const QPointer<ClientSocket> guard(q);
    while (!m_buffered.isEmpty()) {
        send(m_buffered.takeFirst());
        if (!guard || !m_isConnected)
            return false;
    }
    return true;
}

bool ClientSocketPrivate::send(const Packet &packet)
{
    const QPointer<ClientSocket> guard(q);
    m_outgoing.dispatch(packet.event, packet.payload, q);
    if (!guard)
        return false;
    write(packet);
    return true;
}

void ClientSocketPrivate::write(const Packet &packet)
{
    if (m_manager)
        ManagerPrivate::get(m_manager)->write(packet);
}

// In a later turn: nothing is called in the middle of what emits.
void ClientSocketPrivate::failLater(AckHandler handler, const Error &error)
{
    if (!handler)
        return;
    QMetaObject::invokeMethod(
        q, [this, handler = std::move(handler), error] { call(handler, error); },
        Qt::QueuedConnection);
}

void ClientSocketPrivate::drop(AckHandler handler)
{
    ++m_eventsDropped;
    const Error error(Error::Code::LimitExceeded,
                      QStringLiteral("too many events wait for the connection"));
    failLater(std::move(handler), error);
    QMetaObject::invokeMethod(
        q, [this, error] { reportError(error); }, Qt::QueuedConnection);
}

// ---- acknowledgements ------------------------------------------------------------------------

bool ClientSocketPrivate::call(const AckHandler &handler, const Result<Payload> &result)
{
    const QPointer<ClientSocket> guard(q);
    const Error error = handler(result);
    if (error && guard)
        reportError(Error(error.code(), QStringLiteral("acknowledgement: ") + error.message()));
    return !guard.isNull();
}

void ClientSocketPrivate::answer(quint64 id, const Result<Payload> &result)
{
    if (const AckHandler handler = m_acks.take(id))
        call(handler, result);
}

void ClientSocketPrivate::ackExpired(quint64 id)
{
    m_buffered.removeId(id); // it is not sent behind its own end
    answer(id, Error(Error::Code::Timeout, QStringLiteral("operation has timed out")));
}

bool ClientSocketPrivate::abandonAcks()
{
    const QSet<quint64> buffered = m_buffered.ids();
    for (const quint64 id : m_acks.ids()) {
        if (buffered.contains(id))
            continue;
        const AckHandler handler = m_acks.take(id);
        if (handler && !call(handler, disconnectedError()))
            return false;
    }
    return true;
}

// ---- retries ---------------------------------------------------------------------------------

void ClientSocketPrivate::enqueueRetried(Packet packet, AckHandler handler,
                                         const ClientEmitOptions &options)
{
    const qint64 size = EventBuffer::sizeOf(packet);
    if (m_retried.size() >= m_options.maxBufferedEvents
        || m_retriedBytes + size > m_options.maxBufferedBytes) {
        drop(std::move(handler));
        return;
    }
    m_retriedBytes += size;
    m_retried.append({++m_lastRetried, std::move(packet), std::move(handler), options});
    sendRetried();
}

// The first one only: the next has its turn when this one is done.
void ClientSocketPrivate::sendRetried()
{
    if (!m_isConnected || m_retried.isEmpty() || m_retried.constFirst().isPending)
        return;
    Retried &first = m_retried.first();
    first.isPending = true;
    ++first.tries;
    const AckHandler handler = [guard = QPointer<ClientSocket>(q),
                                number = first.number](const Result<Payload> &result) {
        if (guard)
            get(guard)->retriedAnswered(number, result);
        return Error(); // what the application's handler finds is reported already
    };
    emitPacket(first.packet, handler, first.options);
}

void ClientSocketPrivate::retriedAnswered(quint64 number, const Result<Payload> &result)
{
    if (m_retried.isEmpty() || m_retried.constFirst().number != number)
        return;
    if (!result && m_retried.constFirst().tries <= m_options.retries) {
        m_retried.first().isPending = false;
    } else {
        const Retried done = m_retried.takeFirst();
        m_retriedBytes -= EventBuffer::sizeOf(done.packet);
        if (done.handler && !call(done.handler, result))
            return;
    }
    sendRetried();
}

// ---- end -------------------------------------------------------------------------------------

void ClientSocketPrivate::abandon()
{
    if (m_manager) {
        if (m_isConnected)
            write(controlPacket(Packet::Type::Disconnect));
        else if (m_isJoining)
            ManagerPrivate::get(m_manager)->leaveWhenAnswered(m_nsp);
        ManagerPrivate::get(m_manager)->remove(m_nsp);
        m_isActive = false;
        m_isConnected = false;
        // In a later turn, so that nobody hears of it in the middle of this.
        QMetaObject::invokeMethod(
            m_manager.get(),
            [manager = m_manager.get()] { ManagerPrivate::get(manager)->socketIdle(); },
            Qt::QueuedConnection);
    }
    QList<AckHandler> handlers;
    for (const Retried &retried : std::exchange(m_retried, {})) {
        if (retried.handler)
            handlers.append(retried.handler);
    }
    for (const quint64 id : m_acks.ids())
        handlers.append(m_acks.take(id));
    failWhenDestroyed(q, handlers, disconnectedError());
}

} // namespace QSocketIo
