// SPDX-License-Identifier: MIT
#include "redisstreamreader_p.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QPointer>
#include <QtCore/QTimerEvent>

#include <memory>
#include <utility>

namespace QSocketIo {

namespace {
constexpr int refusedReadRetryMs = 1000;
} // namespace

RedisStreamReader::RedisStreamReader(const RedisOptions &options, const Settings &settings)
    : m_settings(settings)
    , m_patience(options.pingTimeout)
    , m_connection(options, options.clientName.isEmpty() ? QString() : QStringLiteral("-stream"))
{
    m_connection.setMaxMessageBytes(settings.maxMessageBytes);
    connect(&m_connection, &RedisConnection::ready, this, &RedisStreamReader::examine);
    connect(&m_connection, &RedisConnection::lost, this, [this](const Error &error) {
        m_wasAway = true;
        ++m_losses;
        m_held.reset(); // it comes again
        m_retryTimer.stop();
        Q_EMIT errorOccurred(error);
    });
}

RedisStreamReader::~RedisStreamReader()
{
    m_connection.disconnect(this);
}

void RedisStreamReader::open()
{
    m_connection.open();
}

void RedisStreamReader::attach(const QByteArray &nsp, RedisStreamListener *listener)
{
    m_listeners.insert(nsp, listener);
}

void RedisStreamReader::detach(const QByteArray &nsp)
{
    m_listeners.remove(nsp);
}

// ---- where to read ---------------------------------------------------------------------------

// Also once in a while when nothing comes: somebody may have put another stream in its place.
void RedisStreamReader::examine()
{
    m_connection.send({"XREVRANGE", m_settings.stream, "+", "-", "COUNT", "1"},
                      [this](const Result<RespValue> &reply) {
                          if (reply && !isRefused(*reply))
                              examined(*reply);
                      });
}

void RedisStreamReader::examined(const RespValue &reply)
{
    const auto range = RedisStreamReply::ofRange(reply);
    if (!range)
        return fail(Error(Error::Code::Adapter, QStringLiteral("Redis shows no stream")));
    const RedisStreamId last
        = range->entries.isEmpty() ? RedisStreamId() : range->entries.constFirst().id;
    if (!m_hasBegun) {
        m_position = last;
        return endExamination(false);
    }
    const bool hasRead = m_position != RedisStreamId();
    if (hasRead && last < m_position) { // deleted, emptied or written anew
        m_position = RedisStreamId();
        return endExamination(m_wasAway);
    }
    if (m_wasAway && hasRead && last > m_position)
        return lookForGap(m_position, [this](bool isLost) { endExamination(isLost); });
    endExamination(false);
}

// What was read last may have been trimmed away, and then what came behind it as well.
void RedisStreamReader::lookForGap(const RedisStreamId &behind,
                                   const std::function<void(bool)> &then)
{
    const QByteArray id = behind.toText();
    const auto isThere = std::make_shared<bool>(false);
    m_connection.send({"XRANGE", m_settings.stream, id, id},
                      [isThere](const Result<RespValue> &reply) {
                          *isThere = reply && !reply->isError() && !reply->elements.isEmpty();
                      });
    m_connection.send({"XRANGE", m_settings.stream, "-", "+", "COUNT", "1"},
                      [this, isThere, behind, then](const Result<RespValue> &reply) {
                          if (!reply || isRefused(*reply))
                              return;
                          const auto range = RedisStreamReply::ofRange(*reply);
                          const bool isBehind = range && !range->entries.isEmpty()
                              && range->entries.constFirst().id > behind;
                          then(!*isThere && isBehind);
                      });
}

void RedisStreamReader::endExamination(bool isLost)
{
    m_wasAway = false;
    const QPointer<RedisStreamReader> guard(this);
    read();
    if (!std::exchange(m_hasBegun, true))
        Q_EMIT begun();
    if (guard && isLost)
        Q_EMIT messagesLost();
}

// ---- reading ---------------------------------------------------------------------------------

void RedisStreamReader::read()
{
    const int count = std::exchange(m_isOneByOne, false) ? 1 : m_settings.readCount;
    m_connection.sendBlocking({"XREAD", "COUNT", QByteArray::number(count), "BLOCK",
                               QByteArray::number(qint64(m_settings.blockTime.count())), "STREAMS",
                               m_settings.stream, m_position.toText()},
                              m_settings.blockTime + m_patience,
                              [this](const Result<RespValue> &reply) {
                                  if (reply && !isRefused(*reply))
                                      readAnswered(*reply);
                              });
}

void RedisStreamReader::readAnswered(const RespValue &reply)
{
    if (m_holds > 0)
        m_held = reply;
    else if (reply.isNull())
        examine();
    else
        handOut(reply);
}

void RedisStreamReader::hold()
{
    ++m_holds;
    QMetaObject::invokeMethod(this, &RedisStreamReader::release, Qt::QueuedConnection);
}

void RedisStreamReader::release()
{
    if (--m_holds > 0)
        return;
    if (const auto held = std::exchange(m_held, std::nullopt))
        readAnswered(*held);
}

// Whatever an entry holds, the next one follows: the position is set before anybody sees it.
void RedisStreamReader::handOut(const RespValue &reply)
{
    const auto batch = RedisStreamReply::ofRead(reply);
    if (!batch || batch->entries.isEmpty())
        return fail(Error(Error::Code::Adapter, QStringLiteral("Redis answers nonsense to XREAD")));
    const QPointer<RedisStreamReader> guard(this);
    const quint64 losses = m_losses;
    m_isOneByOne = batch->isCut;
    if (batch->entries.size() >= m_settings.longBatch && m_position != RedisStreamId()) {
        lookForGap(m_position, [this](bool isLost) {
            if (isLost)
                Q_EMIT messagesLost();
        });
    }
    for (const RedisStreamEntry &entry : batch->entries) {
        m_position = entry.id;
        RedisStreamListener *const listener = m_listeners.value(entry.nsp);
        if (listener)
            listener->entryRead(entry);
        if (!guard)
            return;
    }
    m_lastRead = QDeadlineTimer::current().deadline();
    if (losses == m_losses)
        read();
    Q_EMIT advanced();
}

bool RedisStreamReader::isRefused(const RespValue &reply)
{
    if (reply.isError()) {
        fail(Error(Error::Code::Adapter,
                   QStringLiteral("Redis refuses to read the stream: %1")
                       .arg(QString::fromUtf8(reply.bytes))));
    }
    return reply.isError();
}

void RedisStreamReader::fail(const Error &error)
{
    m_retryTimer.start(refusedReadRetryMs, this);
    Q_EMIT errorOccurred(error);
}

void RedisStreamReader::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_retryTimer.timerId())
        return;
    m_retryTimer.stop();
    examine();
}

} // namespace QSocketIo
