// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_SENDSERIES_H
#define QSIOADMIN_CORE_SENDSERIES_H

#include "commanddispatcher.h"
#include "payloadtemplate.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <memory>

namespace QsioAdmin {

// An event to send, perhaps several times.
struct SendOrder
{
    QList<Command> commands; // without arguments: one for each namespace
    PayloadTemplate payload;
    QList<QByteArray> attachments;
    int times = 1;
    std::chrono::milliseconds interval = std::chrono::seconds(1);
};

// Sends an order, round by round. It ends at once where commands can no longer be given; a round
// waits until the one before it is sent, and nothing waits for a connection.
class SendSeries : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SendSeries)
public:
    static constexpr int maxTimes = 10'000;
    static constexpr std::chrono::milliseconds minInterval{50};
    static constexpr int maxRate = 200; // messages a second, on average

    explicit SendSeries(AdminStore *store, CommandDispatcher *dispatcher,
                        QObject *parent = nullptr);
    ~SendSeries() override;

    void start(const SendOrder &order); // instead of one that runs
    void stop();
    void check(); // whether commands can still be given; ends it where they cannot
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] int done() const { return m_done; } // rounds
    [[nodiscard]] int times() const { return m_order.times; }

    // What one round sends. counter: of messages; it has to live as long as the commands.
    [[nodiscard]] static QList<Command> commandsOf(const SendOrder &order, qint64 now,
                                                   const std::shared_ptr<quint64> &counter);

Q_SIGNALS:
    void progressed();
    // refusal: None where it is complete, or was stopped
    void finished(QsioAdmin::Refusal refusal);

private:
    void sendRound();
    void roundOver();
    void end(Refusal refusal);
    [[nodiscard]] bool isSending() const;

    AdminStore *const m_store;
    CommandDispatcher *const m_dispatcher;
    SendOrder m_order;
    QTimer m_timer;
    QList<quint64> m_ids; // of the round
    std::shared_ptr<quint64> m_counter;
    qsizetype m_messages = 0; // of the round
    int m_done = 0;
    bool m_isRunning = false;
    bool m_isDue = false; // the next round, once this one is sent
};

} // namespace QsioAdmin

#endif
