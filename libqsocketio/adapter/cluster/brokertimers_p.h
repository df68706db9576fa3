// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_BROKERTIMERS_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_BROKERTIMERS_P_H

#include "../../core/error.h"
#include "../../core/global.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <chrono>

namespace QSocketIo {

// When a connection to a broker is tried, tested and given up: the member of one that says what
// becomes of it, and does what the signals say. It may be destroyed in any of them.
class QSOCKETIO_COMPONENT_EXPORT BrokerTimers : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BrokerTimers)
public:
    struct Settings
    {
        std::chrono::milliseconds connectTimeout;
        std::chrono::milliseconds pingInterval;
        std::chrono::milliseconds pingTimeout;
        std::chrono::milliseconds reconnectDelay;
        std::chrono::milliseconds reconnectDelayMax;
    };
    // Of options that have members of those names.
    template<typename Options>
    [[nodiscard]] static Settings settingsOf(const Options &options)
    {
        return {options.connectTimeout, options.pingInterval, options.pingTimeout,
                options.reconnectDelay, options.reconnectDelayMax};
    }

    // The name of the broker is for errors.
    BrokerTimers(const Settings &settings, const QString &name);

    void connecting();
    void ready();
    // The next attempt comes after a while, which grows with each one that fails; at once where the
    // connection has been ready for longer than a moment.
    void lost();
    void stop();

    // Something must come by then, at first after that time.
    void expectWithin(std::chrono::milliseconds time);
    void expectAnswer() { expectWithin(m_settings.pingTimeout); }
    [[nodiscard]] bool isExpecting() const { return m_deadlineTimer.isActive(); }
    // Something has come, if not all.
    void heard()
    {
        if (isExpecting())
            expectAnswer();
    }
    void expectNothing() { m_deadlineTimer.stop(); }

    // Before the attempt behind so many that have failed.
    [[nodiscard]] static std::chrono::milliseconds longestDelay(const Settings &settings,
                                                                int failures);
    // Full jitter: the servers of a cluster shall not all come back at once.
    [[nodiscard]] static std::chrono::milliseconds delay(const Settings &settings, int failures);

Q_SIGNALS:
    void connectDue(); // the next attempt
    void pingDue();
    void givenUp(const QSocketIo::Error &error); // it is lost

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void start(QBasicTimer &timer, std::chrono::milliseconds time);

    const Settings m_settings;
    const QString m_name;
    int m_failures = 0; // since it was ready
    QElapsedTimer m_readySince; // invalid while it is not
    QBasicTimer m_connectTimer;
    QBasicTimer m_retryTimer;
    QBasicTimer m_pingTimer;
    QBasicTimer m_deadlineTimer;
};

} // namespace QSocketIo

#endif
