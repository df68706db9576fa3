// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_BROKERFAREWELL_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_BROKERFAREWELL_P_H

#include <QtCore/QBasicTimer>
#include <QtCore/QCoreApplication>
#include <QtCore/QObject>
#include <QtCore/QThread>

namespace QSocketIo {

// A connection to a broker that nobody needs any more, until the broker has answered what was said
// last: for as long as the event loop runs, and five seconds at most. Deletes itself.
class BrokerFarewell : public QObject
{
    Q_DISABLE_COPY_MOVE(BrokerFarewell)
public:
    // False: no event loop will run that could wait for something.
    [[nodiscard]] static bool isPossible() { return QCoreApplication::instance() != nullptr; }

protected:
    BrokerFarewell()
    {
        QCoreApplication *const application = QCoreApplication::instance();
        QThread *const thread = QThread::currentThread();
        if (application->thread() == thread)
            setParent(application);
        else
            connect(thread, &QThread::finished, this, &QObject::deleteLater);
        m_timer.start(longestMs, this);
    }

    virtual void stopListening() = 0;

    void end()
    {
        stopListening();
        m_timer.stop();
        deleteLater();
    }
    void timerEvent(QTimerEvent *) override { end(); }

private:
    static constexpr int longestMs = 5000;
    QBasicTimer m_timer;
};

} // namespace QSocketIo

#endif
