// SPDX-License-Identifier: MIT
#include "eventfeed_p.h"

#include "../core/jsonwriter.h"
#include "../core/payload.h"
#include "../server/namespace.h"
#include "../server/socket.h"
#include "adminstream_p.h"
#include "admintimestamp_p.h"
#include "eventarguments_p.h"

namespace QSocketIo {

EventFeed::EventFeed(AdminStream *stream, qint64 maxPayload, int maxPerSecond)
    : m_stream(stream)
    , m_maxPayload(maxPayload)
    , m_maxPerSecond(maxPerSecond)
{
    m_clock.start();
}

bool EventFeed::admit()
{
    const qint64 second = m_clock.elapsed() / 1000;
    if (second != m_second) {
        m_second = second;
        m_shown = 0;
    }
    if (m_maxPerSecond > 0 && m_shown >= m_maxPerSecond) {
        ++m_dropped;
        return false;
    }
    ++m_shown;
    return true;
}

QStringList EventFeed::interestedByFilter(const QString &type, const Socket *socket) const
{
    QStringList interested;
    if (m_stream->roster()->filtered().isEmpty())
        return interested;
    for (const auto &client : m_stream->roster()->clients()) {
        if (client->filter && client->filter->accepts(type, socket))
            interested.append(client->id);
    }
    return interested;
}

void EventFeed::writeArguments(JsonWriter &json, const Payload &arguments) const
{
    EventArguments::write(json, arguments, m_maxPayload);
}

void EventFeed::event(Direction direction, Socket *socket, const QByteArray &name,
                      const Payload &arguments, std::optional<quint64> ackId)
{
    const bool isReceived = direction == Direction::Received;
    if (ackId)
        expect(isReceived ? m_byClients : m_byUs, socket, *ackId, name);
    const QString type
        = isReceived ? QStringLiteral("event_received") : QStringLiteral("event_sent");
    const QStringList interested = interestedByFilter(type, socket);
    const bool isForAll = m_stream->roster()->hasUnfiltered();
    if ((!isForAll && interested.isEmpty()) || !admit())
        return;
    JsonWriter json;
    json.string(socket->nsp()->name());
    json.string(socket->id());
    json.beginArray();
    json.utf8(name);
    writeArguments(json, arguments);
    json.endArray();
    json.string(adminTimestamp());
    const Payload payload = json.takePayload();
    if (isForAll)
        m_stream->broadcastExcept(m_stream->roster()->filtered(), type, payload);
    m_stream->send(interested, type, payload);
}

// ---- answers -----------------------------------------------------------------------------------

void EventFeed::expect(QHash<const Socket *, PendingAnswers> &pending, const Socket *socket,
                       quint64 ackId, const QByteArray &event)
{
    if (m_stream->roster()->extended().isEmpty() || m_pendingCount >= maxPending)
        return;
    PendingAnswers &answers = pending[socket];
    const qsizetype before = answers.size();
    answers.insert(ackId, {event, m_clock.elapsed()});
    m_pendingCount += int(answers.size() - before);
}

void EventFeed::answer(Direction direction, Socket *socket, quint64 ackId, const Payload &arguments)
{
    QHash<const Socket *, PendingAnswers> &pending
        = direction == Direction::Received ? m_byUs : m_byClients;
    const auto answers = pending.find(socket);
    if (answers == pending.end() || !answers->contains(ackId))
        return;
    const Pending event = answers->take(ackId);
    --m_pendingCount;
    const QString type = direction == Direction::Received ? QStringLiteral("ack_received")
                                                          : QStringLiteral("ack_sent");
    QStringList interested = interestedByFilter(type, socket);
    for (const auto &client : m_stream->roster()->clients()) {
        if (client->isExtended && !client->filter)
            interested.append(client->id);
    }
    if (interested.isEmpty() || !admit())
        return;
    JsonWriter json;
    json.string(socket->nsp()->name());
    json.string(socket->id());
    json.utf8(event.event);
    json.beginArray();
    writeArguments(json, arguments);
    json.endArray();
    json.integer(m_clock.elapsed() - event.since);
    json.string(adminTimestamp());
    m_stream->send(interested, type, json.takePayload());
}

void EventFeed::forget(const Socket *socket)
{
    m_pendingCount -= int(m_byClients.take(socket).size());
    m_pendingCount -= int(m_byUs.take(socket).size());
}

void EventFeed::reset()
{
    m_byClients.clear();
    m_byUs.clear();
    m_pendingCount = 0;
}

} // namespace QSocketIo
