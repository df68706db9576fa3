// SPDX-License-Identifier: MIT
#include "redisrestore_p.h"

#include "redissessioncodec_p.h"
#include "redisstreamoffset_p.h"

#include <QtCore/QPointer>
#include <QtCore/QTimerEvent>

#include <algorithm>

namespace QSocketIo {

namespace {
constexpr int pageSize = 1000;
constexpr int mostRounds = 1000; // where entries come faster than they can be read
constexpr qsizetype longestPid = 64;

bool haveCommon(const QStringList &a, const QStringList &b)
{
    return std::any_of(a.begin(), a.end(), [&b](const QString &name) { return b.contains(name); });
}

bool isMeantFor(const BroadcastOptions &options, const QStringList &rooms)
{
    return (options.rooms.isEmpty() || haveCommon(options.rooms, rooms))
        && !haveCommon(options.except, rooms);
}
} // namespace

RedisRestore::RedisRestore(const Source &source, const QString &pid, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_nsp(source.host->namespaceName())
    , m_pid(pid)
{
    m_promise.start();
}

RedisRestore::~RedisRestore()
{
    m_isFinished = true;
}

QFuture<RedisRestore::Restored> RedisRestore::start(const QString &offset)
{
    const QFuture<Restored> future = m_promise.future();
    const auto id = RedisStreamId::fromText(offset.toUtf8());
    if (!id || m_pid.size() > longestPid) {
        finish({});
        return future;
    }
    m_offset = *id;
    m_last = *id;
    const QByteArray text = id->toText();
    ask({"XRANGE", m_source.reader->stream(), text, text}, &RedisRestore::offsetFound);
    return future;
}

void RedisRestore::ask(const QByteArrayList &command, Step next)
{
    m_source.hub->commands()->send(command, answered(next));
}

RedisConnection::Callback RedisRestore::answered(Step next)
{
    return [guard = QPointer<RedisRestore>(this), next](const Result<RespValue> &reply) {
        if (!guard || guard->m_isFinished)
            return;
        if (reply && !reply->isError())
            return (guard->*next)(*reply);
        const Error error = reply ? Error(Error::Code::Adapter,
                                          QStringLiteral("Redis refuses to restore a session: %1")
                                              .arg(QString::fromUtf8(reply->bytes)))
                                  : reply.error();
        guard->finish({});
        Q_EMIT guard->failed(error);
    };
}

// Only the namespace itself tells its offsets.
void RedisRestore::offsetFound(const RespValue &reply)
{
    const auto range = RedisStreamReply::ofRange(reply);
    if (!range || range->entries.size() != 1 || range->entries.constFirst().nsp != m_nsp.toUtf8())
        return finish({});
    const QByteArray key = m_source.sessionKeyPrefix.toUtf8() + m_pid.toUtf8();
    // It is restored once, wherever its client asks.
    m_source.hub->commands()->sendTransaction({{"GET", key}, {"DEL", key}},
                                              answered(&RedisRestore::sessionFound));
}

void RedisRestore::sessionFound(const RespValue &reply)
{
    const QByteArray text = reply.stringAt(0);
    auto session = RedisSessionCodec::decode(text, m_nsp, m_pid);
    if (session && m_source.host->member(session->sid))
        return finish({}); // it is here all the time
    if (!session) {
        const QPointer<RedisRestore> guard(this);
        finish({});
        if (guard && !text.isEmpty())
            Q_EMIT failed(
                Error(Error::Code::InvalidPacket, QStringLiteral("a session is malformed")));
        return;
    }
    m_session = *std::move(session);
    readOn();
}

void RedisRestore::readOn()
{
    if (++m_rounds > mostRounds)
        return finish({});
    const int count = std::exchange(m_isOneByOne, false) ? 1 : pageSize;
    ask({"XRANGE", m_source.reader->stream(), m_last.next().toText(), "+", "COUNT",
         QByteArray::number(count)},
        &RedisRestore::pageRead);
}

void RedisRestore::pageRead(const RespValue &reply)
{
    const auto page = RedisStreamReply::ofRange(reply);
    if (!page)
        return finish({});
    for (const RedisStreamEntry &entry : page->entries) {
        m_last = entry.id;
        if (!take(entry))
            return finish({});
    }
    m_isOneByOne = page->isCut;
    const bool isBehind = m_last < m_source.reader->position();
    if (isBehind && page->entries.isEmpty())
        finish({}); // what it missed has just been trimmed
    else if (isBehind)
        readOn();
    else
        meetReader();
}

// False: it is too much.
bool RedisRestore::take(const RedisStreamEntry &entry)
{
    if (entry.type != "3" || entry.nsp != m_nsp.toUtf8())
        return true;
    const Result<ClusterMessage> message = entry.message();
    if (!message || !hasStreamOffset(*message) || !isMeantFor(message->options, m_session.rooms))
        return true;
    m_bytes += entry.data.size();
    m_missed.push_back({entry.id, withStreamOffset(message->packet, entry.id)});
    return int(m_missed.size()) <= m_source.maxPackets && m_bytes <= m_source.maxBytes;
}

// The client must miss nothing between the last packet here and the first that the reader hands to
// it, nor get anything twice.
void RedisRestore::meetReader()
{
    const RedisStreamId position = m_source.reader->position();
    if (position < m_offset) { // where the client was before, they were faster
        if (!m_timer.isActive()) {
            m_timer.start(int(m_source.timeout.count()), this);
            connect(m_source.reader.get(), &RedisStreamReader::advanced, this,
                    &RedisRestore::meetReader);
        }
        return;
    }
    m_source.reader->disconnect(this);
    m_timer.stop();
    if (position > m_last)
        return readOn();
    while (!m_missed.empty() && m_missed.back().id > position)
        m_missed.pop_back();
    for (const Missed &missed : m_missed)
        m_session.missedPackets.append(missed.packet);
    finish(m_session);
}

void RedisRestore::finish(const Restored &restored)
{
    if (std::exchange(m_isFinished, true))
        return;
    m_timer.stop();
    m_source.reader->disconnect(this);
    m_promise.addResult(restored);
    m_promise.finish();
    // Who waits for it has been told by what is posted: the socket is there when more comes.
    if (restored)
        m_source.reader->hold();
    deleteLater();
}

void RedisRestore::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId())
        finish({});
}

} // namespace QSocketIo
