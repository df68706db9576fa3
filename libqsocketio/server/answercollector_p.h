// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_ANSWERCOLLECTOR_P_H
#define QSOCKETIO_SERVER_ANSWERCOLLECTOR_P_H

#include "../adapter/adapter.h"
#include "../core/ackhandler.h"
#include "../loop/deadlinequeue_p.h"

#include <QtCore/QCborValue>
#include <QtCore/QList>

#include <memory>

namespace QSocketIo {

class NamespacePrivate;

// Gathers the answers to one broadcast until all are there or the time is up. Never reports from
// inside the call that emits.
class AnswerCollector final : public Deadline, public std::enable_shared_from_this<AnswerCollector>
{
public:
    AnswerCollector(NamespacePrivate *nsp, quint64 packetId, const BroadcastOptions &options,
                    const BroadcastAckHandler &handler);

    void start();
    void expect(int count);
    void add(const QCborValue &answer);
    // Not all answers will come; those that are expected from now on make a partial result.
    void fail(const Error &error);

protected:
    void deadlineReached() override;

private:
    void completeLater();
    [[nodiscard]] Result<QList<QCborValue>> partial(const Error &error) const;
    void finish(const Result<QList<QCborValue>> &answers);

    NamespacePrivate *m_nsp;
    quint64 m_packetId;
    BroadcastOptions m_options;
    BroadcastAckHandler m_handler;
    QList<QCborValue> m_answers;
    Error m_error;
    int m_expected = -1;
};

} // namespace QSocketIo

#endif
