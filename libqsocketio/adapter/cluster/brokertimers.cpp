// SPDX-License-Identifier: MIT
#include "brokertimers_p.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <limits>
#include <utility>

namespace QSocketIo {

using std::chrono::milliseconds;

namespace {
// What ends sooner may end again at once: that would be tried without a pause.
constexpr milliseconds stableAfter(100);
} // namespace

BrokerTimers::BrokerTimers(const Settings &settings, const QString &name)
    : m_settings(settings)
    , m_name(name)
{ }

void BrokerTimers::connecting()
{
    start(m_connectTimer, m_settings.connectTimeout);
}

void BrokerTimers::ready()
{
    m_failures = 0;
    m_readySince.start();
    m_connectTimer.stop();
    start(m_pingTimer, m_settings.pingInterval);
}

void BrokerTimers::lost()
{
    stop();
    const QElapsedTimer readySince = std::exchange(m_readySince, {});
    const bool wasStable = readySince.isValid() && readySince.hasExpired(stableAfter.count());
    start(m_retryTimer, wasStable ? milliseconds::zero() : delay(m_settings, m_failures++));
}

void BrokerTimers::stop()
{
    m_connectTimer.stop();
    m_retryTimer.stop();
    m_pingTimer.stop();
    m_deadlineTimer.stop();
}

void BrokerTimers::expectWithin(milliseconds time)
{
    start(m_deadlineTimer, time);
}

milliseconds BrokerTimers::longestDelay(const Settings &settings, int failures)
{
    milliseconds delay = std::max(settings.reconnectDelay, milliseconds::zero());
    for (int i = 0; i < failures && delay < settings.reconnectDelayMax && delay.count() > 0; ++i)
        delay *= 2;
    return std::clamp(delay, milliseconds::zero(),
                      std::max(settings.reconnectDelayMax, milliseconds::zero()));
}

milliseconds BrokerTimers::delay(const Settings &settings, int failures)
{
    const qint64 longest = longestDelay(settings, failures).count();
    return milliseconds(QRandomGenerator::global()->bounded(longest + 1));
}

void BrokerTimers::start(QBasicTimer &timer, milliseconds time)
{
    timer.start(int(std::clamp<qint64>(time.count(), 0, std::numeric_limits<int>::max())), this);
}

void BrokerTimers::timerEvent(QTimerEvent *event)
{
    const int id = event->timerId();
    if (id == m_pingTimer.timerId()) {
        Q_EMIT pingDue();
    } else if (id == m_retryTimer.timerId()) {
        m_retryTimer.stop();
        Q_EMIT connectDue();
    } else if (id == m_connectTimer.timerId()) {
        Q_EMIT givenUp(
            Error(Error::Code::Network, m_name + QStringLiteral(" did not answer in time")));
    } else if (id == m_deadlineTimer.timerId()) {
        Q_EMIT givenUp(
            Error(Error::Code::Network, m_name + QStringLiteral(" does not answer any more")));
    }
}

} // namespace QSocketIo
