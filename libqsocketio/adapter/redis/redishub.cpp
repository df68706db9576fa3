// SPDX-License-Identifier: MIT
#include "redishub_p.h"

#include <QtCore/QPointer>
#include <QtCore/QTimerEvent>

#include <utility>

namespace QSocketIo {

namespace {
constexpr RedisSubscription::Kind allKinds[]
    = {RedisSubscription::Kind::Channel, RedisSubscription::Kind::Pattern,
       RedisSubscription::Kind::Shard};
constexpr qsizetype channelsAtOnce = 500; // in one command
constexpr int refusedRetryMs = 1000;

QByteArray verbOf(RedisSubscription::Kind kind, const char *verb)
{
    static constexpr const char *prefixes[] = {"", "P", "S"};
    return QByteArray(prefixes[std::size_t(kind)]) + verb;
}

Error refusal(const QString &what, const RespValue &reply)
{
    return Error(Error::Code::Adapter,
                 QStringLiteral("Redis refuses %1: %2").arg(what, QString::fromUtf8(reply.bytes)));
}

// Of the two connections only the one for subscriptions was lost.
Error withHint(const Error &error)
{
    return Error(error.code(),
                 QStringLiteral("%1 (Redis does that to subscribers that are slower than its "
                                "client-output-buffer-limit allows)")
                     .arg(error.message()),
                 error.data());
}
} // namespace

RedisHub::RedisHub(const RedisOptions &options, qint64 maxMessageBytes)
    : m_options(options)
    , m_commands(options)
    , m_subscriber(options, options.clientName.isEmpty() ? QString() : QStringLiteral("-sub"))
{
    m_commands.setMaxMessageBytes(maxMessageBytes);
    m_subscriber.setMaxMessageBytes(maxMessageBytes);
    connect(&m_commands, &RedisConnection::ready, this, [this] { Q_EMIT commandsChanged(true); });
    connect(&m_commands, &RedisConnection::lost, this, [this](const Error &error) {
        const QPointer<RedisHub> guard(this);
        Q_EMIT commandsChanged(false);
        if (guard)
            Q_EMIT errorOccurred(error);
    });
    connect(&m_subscriber, &RedisConnection::ready, this, &RedisHub::requestAll);
    connect(&m_subscriber, &RedisConnection::lost, this, &RedisHub::subscriberLost);
    connect(&m_subscriber, &RedisConnection::pushed, this, &RedisHub::dispatch);
}

RedisHub::~RedisHub()
{
    m_commands.disconnect(this);
    m_subscriber.disconnect(this);
}

std::shared_ptr<ClusterHubs<RedisHub>> RedisHub::shared(const RedisOptions &options,
                                                        qint64 maxMessageBytes)
{
    return std::make_shared<ClusterHubs<RedisHub>>([options, maxMessageBytes] {
        return std::make_shared<RedisHub>(options, maxMessageBytes);
    });
}

void RedisHub::open()
{
    m_commands.open();
    m_subscriber.open();
}

QByteArray RedisHub::escapedPattern(const QByteArray &text)
{
    QByteArray pattern;
    for (const char c : text) {
        if (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern + '*';
}

bool RedisHub::publish(Kind kind, const QByteArray &channel, const QByteArray &message)
{
    const auto answered = [this](const Result<RespValue> &reply) {
        if (reply && reply->isError())
            Q_EMIT errorOccurred(refusal(QStringLiteral("PUBLISH"), *reply));
    };
    const char *const verb = kind == Kind::Shard ? "SPUBLISH" : "PUBLISH";
    return m_commands.send({verb, channel, message}, answered);
}

// ---- subscribing -----------------------------------------------------------------------------

std::unique_ptr<RedisSubscription> RedisHub::subscribe(Kind kind, const QByteArrayList &channels)
{
    std::unique_ptr<RedisSubscription> subscription(new RedisSubscription(this, kind, channels));
    QByteArrayList added;
    for (const QByteArray &name : channels) {
        Channel &channel = channelsOf(kind)[name];
        if (channel.subscribers.isEmpty())
            added.append(name);
        else if (channel.isConfirmed)
            --subscription->m_unconfirmed;
        channel.subscribers.append(subscription.get());
    }
    request(kind, added);
    return subscription;
}

bool RedisHub::isSubscribed(Kind kind, const QByteArray &channel) const
{
    return channelsOf(kind).contains(channel);
}

void RedisHub::unsubscribe(RedisSubscription *subscription)
{
    Channels &channels = channelsOf(subscription->kind());
    QByteArrayList removed;
    for (const QByteArray &name : subscription->channels()) {
        const auto found = channels.find(name);
        found->subscribers.removeOne(subscription);
        if (found->subscribers.isEmpty()) {
            channels.erase(found);
            removed.append(name);
        }
    }
    if (!removed.isEmpty() && m_subscriber.isReady())
        m_subscriber.sendSubscription(verbOf(subscription->kind(), "UNSUBSCRIBE"), removed);
}

void RedisHub::request(Kind kind, const QByteArrayList &channels)
{
    if (!m_subscriber.isReady())
        return; // requestAll() will do it
    for (qsizetype at = 0; at < channels.size(); at += channelsAtOnce) {
        const QByteArrayList part = channels.mid(at, channelsAtOnce);
        const quint64 id = ++m_lastId;
        for (const QByteArray &name : part)
            channelsOf(kind)[name].id = id;
        const auto note = [this, kind, part, id](const Result<RespValue> &reply) {
            answered(kind, part, id, reply);
        };
        m_subscriber.sendSubscription(verbOf(kind, "SUBSCRIBE"), part, note);
    }
}

// All that is not confirmed.
void RedisHub::requestAll()
{
    m_hasSubscriber = true;
    for (const Kind kind : allKinds) {
        QByteArrayList missing;
        const Channels &channels = channelsOf(kind);
        for (auto it = channels.constBegin(); it != channels.constEnd(); ++it) {
            if (!it->isConfirmed)
                missing.append(it.key());
        }
        request(kind, missing);
    }
}

void RedisHub::answered(Kind kind, const QByteArrayList &channels, quint64 id,
                        const Result<RespValue> &reply)
{
    if (!reply)
        return; // the connection was lost: this may be gone
    if (reply->isError()) {
        if (!m_retryTimer.isActive())
            m_retryTimer.start(refusedRetryMs, this);
        Q_EMIT errorOccurred(refusal(QString::fromLatin1(verbOf(kind, "SUBSCRIBE")), *reply));
        return;
    }
    const QPointer<RedisHub> guard(this);
    for (const QByteArray &name : channels) {
        const auto found = channelsOf(kind).constFind(name);
        if (found != channelsOf(kind).constEnd() && found->id == id)
            setConfirmed(kind, name, true);
        if (!guard)
            return;
    }
}

void RedisHub::setConfirmed(Kind kind, const QByteArray &channel, bool isConfirmed)
{
    const auto found = channelsOf(kind).find(channel);
    if (found == channelsOf(kind).end() || found->isConfirmed == isConfirmed)
        return;
    found->isConfirmed = isConfirmed;
    QList<QPointer<RedisSubscription>> changed;
    for (RedisSubscription *subscription : std::as_const(found->subscribers)) {
        const bool wasConfirmed = subscription->isConfirmed();
        subscription->m_unconfirmed += isConfirmed ? -1 : 1;
        if (wasConfirmed != subscription->isConfirmed())
            changed.append(subscription);
    }
    for (const auto &subscription : std::as_const(changed)) {
        if (subscription)
            Q_EMIT subscription->confirmedChanged(subscription->isConfirmed());
    }
}

void RedisHub::subscriberLost(const Error &error)
{
    const bool isAlone = std::exchange(m_hasSubscriber, false) && m_commands.isReady();
    const Error reported = isAlone ? withHint(error) : error;
    const QPointer<RedisHub> guard(this);
    for (const Kind kind : allKinds) {
        const QByteArrayList names = channelsOf(kind).keys();
        for (const QByteArray &name : names) {
            setConfirmed(kind, name, false);
            if (!guard)
                return;
        }
    }
    Q_EMIT errorOccurred(reported);
}

void RedisHub::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_retryTimer.timerId())
        return;
    m_retryTimer.stop();
    requestAll();
}

// ---- receiving -------------------------------------------------------------------------------

void RedisHub::dispatch(const RespValue &push)
{
    const QByteArray verb = push.stringAt(0);
    const Kind kind = verb == "pmessage" ? Kind::Pattern
        : verb == "smessage"             ? Kind::Shard
                                         : Kind::Channel;
    if (verb == "sunsubscribe") { // unasked
        const QByteArray name = push.stringAt(1);
        setConfirmed(Kind::Shard, name, false);
        return;
    }
    const qsizetype size = kind == Kind::Pattern ? 4 : 3;
    if (!verb.endsWith("message") || push.elements.size() != size)
        return;
    const auto found = channelsOf(kind).constFind(push.stringAt(1));
    if (found == channelsOf(kind).constEnd())
        return; // just unsubscribed
    const RespValue &message = push.elements.constLast();
    const QByteArray bytes = message.isString() ? message.bytes : QByteArray();
    QList<QPointer<RedisSubscription>> subscribers;
    for (RedisSubscription *subscription : found->subscribers)
        subscribers.append(subscription);
    for (const auto &subscription : std::as_const(subscribers)) {
        if (subscription)
            Q_EMIT subscription->received(push.stringAt(size - 2), bytes);
    }
}

} // namespace QSocketIo
