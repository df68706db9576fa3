// SPDX-License-Identifier: MIT
#include "answercollector_p.h"

#include "namespace_p.h"
#include "server_p.h"

#include <QtCore/QCborArray>

namespace QSocketIo {

AnswerCollector::AnswerCollector(NamespacePrivate *nsp, quint64 packetId,
                                 const BroadcastOptions &options,
                                 const BroadcastAckHandler &handler)
    : m_nsp(nsp)
    , m_packetId(packetId)
    , m_options(options)
    , m_handler(handler)
{ }

void AnswerCollector::start()
{
    // A broadcast with acknowledgement must say how long it waits; else it does not wait at all.
    m_nsp->server->deadlines.start(this, m_options.timeout.value_or(std::chrono::milliseconds(1)));
}

void AnswerCollector::expect(int count)
{
    m_expected = count;
    completeLater();
}

void AnswerCollector::add(const QCborValue &answer)
{
    m_answers.append(answer);
    completeLater();
}

void AnswerCollector::completeLater()
{
    if (m_expected < 0 || m_answers.size() < m_expected)
        return;
    m_nsp->server->deadlines.stop(this);
    const std::weak_ptr<AnswerCollector> weak = weak_from_this();
    m_nsp->server->ticks.post([weak] {
        if (const auto alive = weak.lock())
            alive->finish(alive->m_error ? alive->partial(alive->m_error) : alive->m_answers);
    });
}

void AnswerCollector::fail(const Error &error)
{
    m_error = error;
    m_expected = -1;
}

Result<QList<QCborValue>> AnswerCollector::partial(const Error &error) const
{
    QCborArray answers;
    for (const QCborValue &answer : m_answers)
        answers.append(answer);
    return Error(error.code(), error.message(), answers);
}

void AnswerCollector::deadlineReached()
{
    const auto alive = shared_from_this();
    m_nsp->adapter->cancelAnswers(m_packetId, m_options);
    finish(partial(Error(Error::Code::Timeout, QStringLiteral("operation has timed out"))));
}

void AnswerCollector::finish(const Result<QList<QCborValue>> &answers)
{
    const auto alive = shared_from_this();
    m_nsp->release(m_packetId);
    m_handler(answers); // may delete the namespace
}

} // namespace QSocketIo
