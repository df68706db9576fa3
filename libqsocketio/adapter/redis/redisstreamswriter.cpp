// SPDX-License-Identifier: MIT
// What RedisStreamsAdapter writes to its stream, at once or from its outbox.
#include "redisstreamsadapter_p.h"

#include <QtCore/QPointer>

namespace QSocketIo {

bool RedisStreamsAdapterPrivate::add(const ClusterMessage &message)
{
    if (outbox && outbox->isWaiting()) // Redis was too slow for all of it
        return keep(message);
    const QByteArrayList fields = RedisStreamEntry::fieldsOf(message, options.onlyPlaintext);
    const quint64 number = ++lastNumber;
    const auto answered
        = [this, guard = QPointer<RedisStreamsAdapter>(q), number](const Result<RespValue> &reply) {
              if (guard)
                  addAnswered(number, reply);
          };
    const bool awaitsIt = isAwaiting;
    if (!write(fields, answered))
        return false;
    if (awaitsIt)
        await(number, fields, message);
    return true;
}

bool RedisStreamsAdapterPrivate::write(const QByteArrayList &fields,
                                       const RedisConnection::Callback &answered)
{
    QByteArrayList command{"XADD", reader->stream()};
    if (options.maxLen > 0)
        command << "MAXLEN"
                << "~" << QByteArray::number(options.maxLen);
    command << "*";
    return hub->commands()->send(command + fields, answered);
}

void RedisStreamsAdapterPrivate::addAnswered(quint64 number, const Result<RespValue> &reply)
{
    if (reply && !reply->isError())
        return added(number);
    const QPointer<RedisStreamsAdapter> guard(q);
    if (reply) {
        q->reportError(
            Error(Error::Code::Adapter,
                  QStringLiteral("Redis refuses XADD: %1").arg(QString::fromUtf8(reply->bytes))));
    }
    if (guard)
        notAdded(number);
}

// ---- what is for later -----------------------------------------------------------------------

bool RedisStreamsAdapterPrivate::keep(const ClusterMessage &message)
{
    if (!outbox || !Outbox::isForLater(message))
        return false;
    const QByteArrayList fields = RedisStreamEntry::fieldsOf(message, options.onlyPlaintext);
    qint64 bytes = 0;
    for (const QByteArray &field : fields)
        bytes += field.size();
    return outbox->keep(
        bytes, [this, fields](const Outbox::Done &done) { return writeKept(fields, done); });
}

// Its own clients have it already. It takes the place of what comes back from the stream, so that
// nothing newer that says the same does.
bool RedisStreamsAdapterPrivate::writeKept(const QByteArrayList &fields, const Outbox::Done &done)
{
    const quint64 number = ++lastNumber;
    const auto answered = [this, guard = QPointer<RedisStreamsAdapter>(q), number,
                           done](const Result<RespValue> &reply) {
        if (!guard)
            return;
        done(!reply                 ? Outbox::Answer::Lost
                 : reply->isError() ? Outbox::Answer::Refused
                                    : Outbox::Answer::Taken);
        if (guard)
            addAnswered(number, reply);
    };
    if (!write(fields, answered))
        return false;
    if (recovers())
        await(number, fields, {});
    return true;
}

void RedisStreamsAdapterPrivate::readyChanged(bool ready)
{
    if (outbox)
        outbox->setState(ready ? Outbox::State::Open : Outbox::State::Away);
}

} // namespace QSocketIo
