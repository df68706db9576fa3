// SPDX-License-Identifier: MIT
#include "qtkeychainbackend.h"

#include <qt6keychain/keychain.h>

namespace QsioAdmin {

namespace {

KeychainBackend::Result resultOf(const QKeychain::Job *job)
{
    switch (job->error()) {
    case QKeychain::NoError:
        return KeychainBackend::Result::Done;
    case QKeychain::EntryNotFound:
        return KeychainBackend::Result::NotFound;
    default:
        return KeychainBackend::Result::Failed;
    }
}

template<typename Job>
Job *makeJob(const QString &key)
{
    auto *job = new Job(QStringLiteral("qsioadmin"));
    job->setKey(key);
    job->setInsecureFallback(false);
    job->setAutoDelete(true);
    return job;
}

} // namespace

void QtKeychainBackend::read(const QString &key, const Answer &answer)
{
    auto *job = makeJob<QKeychain::ReadPasswordJob>(key);
    QObject::connect(job, &QKeychain::Job::finished, &m_context,
                     [job, answer] { answer(resultOf(job), job->textData()); });
    job->start();
}

void QtKeychainBackend::write(const QString &key, const QString &secret, const Answer &answer)
{
    auto *job = makeJob<QKeychain::WritePasswordJob>(key);
    job->setTextData(secret);
    QObject::connect(job, &QKeychain::Job::finished, &m_context,
                     [job, answer] { answer(resultOf(job), {}); });
    job->start();
}

void QtKeychainBackend::remove(const QString &key, const Answer &answer)
{
    auto *job = makeJob<QKeychain::DeletePasswordJob>(key);
    QObject::connect(job, &QKeychain::Job::finished, &m_context,
                     [job, answer] { answer(resultOf(job), {}); });
    job->start();
}

} // namespace QsioAdmin
