// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_EVENTFEED_P_H
#define QSOCKETIO_ADMIN_EVENTFEED_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QElapsedTimer>
#include <QtCore/QHash>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace QSocketIo {

class AdminStream;
class JsonWriter;
class Payload;
class Socket;

// The events of all sockets on their way to admins: each to whom it concerns, and no more of them a
// second than there may be.
class EventFeed
{
public:
    // Of events that wait for an answer; beyond it, answers are not reported.
    static constexpr int maxPending = 10'000;

    EventFeed(AdminStream *stream, qint64 maxPayload, int maxPerSecond);

    enum class Direction { Received, Sent };
    void event(Direction direction, Socket *socket, const QByteArray &name,
               const Payload &arguments, std::optional<quint64> ackId);
    // direction: the answer's.
    void answer(Direction direction, Socket *socket, quint64 ackId, const Payload &arguments);
    void forget(const Socket *socket); // it has left
    void reset(); // nobody looks any longer

    // Something that concerns all is about to be shown. False: too much has been, this second.
    [[nodiscard]] bool admit();

    [[nodiscard]] quint64 dropped() const { return m_dropped; }

private:
    struct Pending
    {
        QByteArray event;
        qint64 since; // ms
    };
    using PendingAnswers = QHash<quint64, Pending>;

    [[nodiscard]] QStringList interestedByFilter(const QString &type, const Socket *socket) const;
    void expect(QHash<const Socket *, PendingAnswers> &pending, const Socket *socket, quint64 ackId,
                const QByteArray &event);
    void writeArguments(JsonWriter &json, const Payload &arguments) const;

    AdminStream *m_stream;
    qint64 m_maxPayload;
    int m_maxPerSecond;
    QElapsedTimer m_clock;
    qint64 m_second = 0;
    int m_shown = 0; // this second
    quint64 m_dropped = 0;
    QHash<const Socket *, PendingAnswers> m_byClients; // events of clients, to be answered here
    QHash<const Socket *, PendingAnswers> m_byUs;
    int m_pendingCount = 0;
};

} // namespace QSocketIo

#endif
