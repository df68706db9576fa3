// SPDX-License-Identifier: MIT
#include "postgreshub_p.h"

#include <QtCore/QPointer>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <limits>

namespace QSocketIo {

namespace {
constexpr int refusedListenRetryMs = 1000;

Error refusedStatement(const QString &what, const Error &error)
{
    return Error(error.code(),
                 QStringLiteral("PostgreSQL refuses %1: %2").arg(what, error.message()),
                 error.data());
}
} // namespace

PostgresHub::PostgresHub(const PostgresOptions &options, QObject *parent)
    : QObject(parent)
    , m_statements(options)
    , m_listener(options, options.applicationName.isEmpty() ? QString() : QStringLiteral("-listen"))
{
    connect(&m_statements, &PostgresConnection::ready, this,
            [this] { Q_EMIT statementsChanged(true); });
    connect(&m_statements, &PostgresConnection::lost, this, [this](const Error &error) {
        const QPointer<PostgresHub> guard(this);
        Q_EMIT statementsChanged(false);
        if (guard)
            Q_EMIT errorOccurred(error);
    });
    connect(&m_listener, &PostgresConnection::ready, this, &PostgresHub::listenToAll);
    connect(&m_listener, &PostgresConnection::lost, this, &PostgresHub::listenerLost);
    connect(&m_listener, &PostgresConnection::notified, this,
            [this](const QByteArray &channel, const QByteArray &payload) {
                if (PostgresSubscription *const subscription = m_subscriptions.value(channel))
                    Q_EMIT subscription->received(payload);
            });
}

PostgresHub::~PostgresHub()
{
    m_statements.disconnect(this);
    m_listener.disconnect(this);
}

std::shared_ptr<ClusterHubs<PostgresHub>> PostgresHub::shared(const PostgresOptions &options)
{
    return std::make_shared<ClusterHubs<PostgresHub>>(
        [options] { return std::make_shared<PostgresHub>(options); });
}

void PostgresHub::open()
{
    m_statements.open();
    m_listener.open();
}

// ---- listening -------------------------------------------------------------------------------

std::unique_ptr<PostgresSubscription> PostgresHub::subscribe(const QByteArray &channel)
{
    if (isSubscribed(channel))
        return nullptr;
    std::unique_ptr<PostgresSubscription> subscription(new PostgresSubscription(this, channel));
    m_subscriptions.insert(channel, subscription.get());
    listen(subscription.get());
    return subscription;
}

bool PostgresHub::isSubscribed(const QByteArray &channel) const
{
    return m_subscriptions.contains(channel);
}

void PostgresHub::unsubscribe(PostgresSubscription *subscription)
{
    m_subscriptions.remove(subscription->channel());
    if (m_listener.isReady())
        m_listener.execute("UNLISTEN "
                           + PostgresConnection::quotedIdentifier(subscription->channel()));
}

void PostgresHub::listen(PostgresSubscription *subscription)
{
    if (!m_listener.isReady())
        return; // listenToAll() will do it
    const QByteArray channel = subscription->channel();
    const quint64 id = ++m_lastId;
    subscription->m_listenId = id;
    m_listener.execute("LISTEN " + PostgresConnection::quotedIdentifier(channel), {},
                       [this, channel, id](const Result<PostgresConnection::Rows> &rows) {
                           answered(channel, id, rows);
                       });
}

// Who hears of one of them may destroy any of them, or this.
QList<QPointer<PostgresSubscription>> PostgresHub::subscriptions() const
{
    QList<QPointer<PostgresSubscription>> all;
    for (PostgresSubscription *const subscription : m_subscriptions)
        all.append(subscription);
    return all;
}

// To all that is not confirmed.
void PostgresHub::listenToAll()
{
    const QPointer<PostgresHub> guard(this);
    const auto all = subscriptions();
    for (const auto &subscription : all) {
        if (guard && subscription && !subscription->isConfirmed())
            listen(subscription);
    }
}

void PostgresHub::answered(const QByteArray &channel, quint64 id,
                           const Result<PostgresConnection::Rows> &rows)
{
    if (!rows && rows.error().code() == Error::Code::Network)
        return; // the connection was lost: this may be gone
    if (!rows) {
        if (!m_retryTimer.isActive())
            m_retryTimer.start(refusedListenRetryMs, this);
        Q_EMIT errorOccurred(refusedStatement(QStringLiteral("LISTEN"), rows.error()));
        return;
    }
    PostgresSubscription *const subscription = m_subscriptions.value(channel);
    if (subscription && subscription->m_listenId == id)
        setConfirmed(subscription, true);
}

void PostgresHub::setConfirmed(PostgresSubscription *subscription, bool isConfirmed)
{
    if (subscription->m_isConfirmed == isConfirmed)
        return;
    subscription->m_isConfirmed = isConfirmed;
    Q_EMIT subscription->confirmedChanged(isConfirmed);
}

void PostgresHub::listenerLost(const Error &error)
{
    const QPointer<PostgresHub> guard(this);
    const auto all = subscriptions();
    for (const auto &subscription : all) {
        if (subscription && guard)
            setConfirmed(subscription, false);
    }
    if (guard)
        Q_EMIT errorOccurred(error);
}

// ---- cleaning --------------------------------------------------------------------------------

void PostgresHub::keepClean(const QByteArray &tableName, std::chrono::milliseconds interval)
{
    m_tableName = tableName;
    m_cleanInterval = interval;
    if (interval > std::chrono::milliseconds::zero() && !m_cleanTimer.isActive()) {
        m_cleanTimer.start(int(std::min<qint64>(interval.count(), std::numeric_limits<int>::max())),
                           this);
    }
}

void PostgresHub::clean()
{
    if (!m_statements.isReady())
        return;
    m_statements.execute(
        "DELETE FROM " + m_tableName
            + " WHERE created_at < now() - $1::text::bigint * interval '1 millisecond'",
        {QByteArray::number(qint64(m_cleanInterval.count()))},
        [this](const Result<PostgresConnection::Rows> &rows) {
            if (!rows && rows.error().code() == Error::Code::Adapter)
                Q_EMIT errorOccurred(refusedStatement(QStringLiteral("to clean up"), rows.error()));
        });
}

void PostgresHub::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_cleanTimer.timerId()) {
        clean();
    } else if (event->timerId() == m_retryTimer.timerId()) {
        m_retryTimer.stop();
        listenToAll();
    }
}

} // namespace QSocketIo
