// SPDX-License-Identifier: MIT
#include "sendseries.h"

#include <QtCore/QUuid>

#include <algorithm>

namespace QsioAdmin {

using namespace std::chrono_literals;

SendSeries::SendSeries(AdminStore *store, CommandDispatcher *dispatcher, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_dispatcher(dispatcher)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, [this] { roundOver(); });
    connect(store, &AdminStore::listStateChanged, this, &SendSeries::check);
    connect(store, &AdminStore::featuresChanged, this, &SendSeries::check);
    connect(dispatcher, &CommandDispatcher::finished, this, [this](quint64 id, bool isComplete) {
        if (!m_isRunning || !m_ids.contains(id))
            return;
        if (!isComplete) // stopped, or broken off
            end(m_dispatcher->closedBy());
        else if (m_isDue && !isSending())
            roundOver();
    });
}

SendSeries::~SendSeries() = default;

QList<Command> SendSeries::commandsOf(const SendOrder &order, qint64 now,
                                      const std::shared_ptr<quint64> &counter)
{
    const auto next = [order, now, counter](const QByteArray &sid) {
        PlaceholderValues values;
        values.sid = sid;
        values.uuid = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        values.now = now;
        values.number = ++*counter;
        return QSocketIo::Payload::fromJson(order.payload.expanded(values), order.attachments);
    };
    QList<Command> commands = order.commands;
    for (Command &command : commands) {
        if (order.payload.isPersonal())
            command.argumentsFor = [next](const SocketKey &target) { return next(target.id); };
        else
            command.arguments = next({});
    }
    return commands;
}

void SendSeries::start(const SendOrder &order)
{
    if (m_isRunning)
        stop();
    m_order = order;
    m_order.times = qBound(1, order.times, maxTimes);
    m_order.interval = qMax(minInterval, order.interval);
    m_counter = std::make_shared<quint64>(0);
    m_done = 0;
    m_isRunning = true;
    sendRound();
}

void SendSeries::sendRound()
{
    m_isDue = false;
    m_ids.clear();
    m_messages = 0;
    const QList<Command> commands = commandsOf(m_order, m_store->now(), m_counter);
    for (const Command &command : commands) {
        CommandDispatcher::Plan plan = m_dispatcher->plan(command);
        m_messages += qsizetype(plan.frames.size());
        Refusal refusal = Refusal::None;
        const quint64 id = m_dispatcher->send(command, std::move(plan), &refusal);
        if (id == 0)
            return end(refusal);
        m_ids.append(id);
        if (!m_isRunning)
            return; // somebody has stopped it meanwhile
    }
    ++m_done;
    Q_EMIT progressed();
    if (!m_isRunning)
        return;
    if (m_done >= m_order.times)
        return end(Refusal::None);
    const std::chrono::milliseconds atLeast(1000 * m_messages / maxRate);
    m_timer.start(qMax(m_order.interval, atLeast));
}

bool SendSeries::isSending() const
{
    return std::any_of(m_ids.cbegin(), m_ids.cend(),
                       [this](quint64 id) { return m_dispatcher->isSending(id); });
}

void SendSeries::roundOver()
{
    if (!m_isRunning)
        return;
    m_isDue = true;
    if (!isSending())
        sendRound();
}

void SendSeries::check()
{
    const Refusal refusal = m_dispatcher->closedBy();
    if (m_isRunning && refusal != Refusal::None)
        end(refusal);
}

void SendSeries::stop()
{
    if (!m_isRunning)
        return;
    const QList<quint64> ids = m_ids;
    end(Refusal::None);
    for (const quint64 id : ids)
        m_dispatcher->stop(id);
}

void SendSeries::end(Refusal refusal)
{
    m_timer.stop();
    m_isRunning = false;
    Q_EMIT finished(refusal);
}

} // namespace QsioAdmin
