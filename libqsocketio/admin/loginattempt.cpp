// SPDX-License-Identifier: MIT
#include "loginattempt_p.h"

#include "../core/logging_p.h"
#include "../core/whenanswered_p.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QThreadPool>

#include <array>
#include <exception>
#include <utility>

namespace QSocketIo {

namespace {

// Of a future of the application's, which may hold an exception.
template<typename T>
bool hasSucceeded(QFuture<T> future)
{
    try {
        future.waitForFinished();
    } catch (const std::exception &exception) {
        qCWarning(lcAdmin, "a future for the login of an admin failed: %s", exception.what());
        return false;
    } catch (...) {
        qCWarning(lcAdmin, "a future for the login of an admin failed");
        return false;
    }
    return !future.isCanceled();
}

// The user that a future of the application's holds; outer nullopt: it failed.
std::optional<std::optional<AdminUser>> answerOf(const QFuture<std::optional<AdminUser>> &future)
{
    if (!hasSucceeded(future) || future.resultCount() == 0)
        return {};
    return future.result();
}

// Of the process, and not of an authenticator, whose destruction would wait for what runs.
QThreadPool *checkThreads()
{
    struct Threads : QThreadPool
    {
        Threads() { setMaxThreadCount(CheckQueueLimits().running); }
    };
    static Threads threads;
    return &threads;
}

QString randomSessionId()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArrayView bytes(reinterpret_cast<const char *>(words.data()), sizeof words);
    return QString::fromLatin1(bytes.toByteArray().toHex());
}

} // namespace

LoginAttempt::LoginAttempt(LoginServices *services, const LoginCredentials &credentials,
                           const QString &address, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_credentials(credentials)
    , m_address(address)
    , m_addressKey(LoginBackoff::keyOf(address))
{
    ++m_services->logins;
    m_promise.start();
}

LoginAttempt::~LoginAttempt()
{
    if (!m_isFinished)
        giveResult({});
}

void LoginAttempt::start()
{
    m_services->deadlines.start(this, m_services->settings.loginTimeout);
    if (m_credentials.sessionId && m_services->store)
        findSession();
    else
        queueCheck();
}

void LoginAttempt::deadlineReached()
{
    qCWarning(lcAdmin, "the login of an admin took too long: %s",
              m_granted.accepted ? "the session is not saved" : "refused");
    finish(m_granted);
}

void LoginAttempt::findSession()
{
    // The store may do anything, deleting this included.
    const QPointer<LoginAttempt> self(this);
    const std::shared_ptr<AdminSessionStore> store = m_services->store;
    const auto future = store->find(*m_credentials.sessionId);
    if (!self)
        return;
    whenFinished(this, future, [this](const QFuture<std::optional<AdminUser>> &finished) {
        if (!m_isFinished)
            sessionFound(answerOf(finished).value_or(std::nullopt));
    });
}

void LoginAttempt::sessionFound(const std::optional<AdminUser> &user)
{
    const std::optional<AdminUser> current
        = user && m_services->users ? m_services->users->resumed(*user) : user;
    if (!current)
        return queueCheck();
    const QString &id = *m_credentials.sessionId;
    finish({.accepted = true, .user = *current, .sessionId = id});
}

bool LoginAttempt::isBackedOff()
{
    if (!m_services->backoff.isBlocked(m_addressKey, m_services->settings.clock()))
        return false;
    ++m_services->backedOff;
    qCDebug(lcAdmin) << "login not checked after too many failures of" << m_address;
    return true;
}

void LoginAttempt::queueCheck()
{
    if (!m_credentials.password || isBackedOff())
        return finish();
    const QPointer<LoginAttempt> self(this);
    const bool isQueued = m_services->queue.enqueue(m_addressKey, [self](const Slot &slot) {
        if (self && !self->m_isFinished)
            self->startCheck(slot);
    });
    if (isQueued)
        return;
    ++m_services->refused;
    qCDebug(lcAdmin) << "too many logins at once, refused one of" << m_address;
    finish();
}

void LoginAttempt::startCheck(const Slot &slot)
{
    if (isBackedOff()) // since it was queued
        return finish();
    if (m_services->users)
        checkPassword(slot);
    else
        askCallback(slot);
}

// The check keeps its slot until it is done, even if nobody waits for it any longer.
void LoginAttempt::checkPassword(const Slot &slot)
{
    const AdminUserTable::Candidate candidate
        = m_services->users->candidate(m_credentials.password->username);
    const auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    const QPointer<LoginAttempt> self(this);
    whenFinished(&m_services->queue, promise->future(),
                 [self, candidate, held = slot](const QFuture<bool> &finished) mutable {
                     held.reset();
                     if (!self || self->m_isFinished)
                         return;
                     const bool isRight = finished.result() && candidate.isKnown;
                     self->checked(isRight ? std::optional(candidate.user) : std::nullopt);
                 });
    checkThreads()->start([promise, check = m_services->settings.checkPassword,
                           password = m_credentials.password->password.toUtf8(),
                           hash = candidate.passwordHash] {
        promise->addResult(check(password, hash));
        promise->finish();
    });
}

void LoginAttempt::askCallback(const Slot &slot)
{
    if (!m_services->callbackContext)
        return finish();
    const QPointer<LoginAttempt> self(this);
    const AdminAuthentication::Callback callback = m_services->callback;
    const LoginCredentials::Password login = *m_credentials.password;
    const auto future = callback(login.username, login.password, QString(m_address));
    if (!self)
        return;
    whenFinished(this, future,
                 [this, held = slot](const QFuture<std::optional<AdminUser>> &finished) mutable {
                     held.reset();
                     if (m_isFinished)
                         return;
                     // A failure of the application's is not one of the client's.
                     if (const auto answer = answerOf(finished))
                         checked(*answer);
                     else
                         finish();
                 });
}

void LoginAttempt::checked(const std::optional<AdminUser> &user)
{
    if (!user) {
        ++m_services->failed;
        m_services->backoff.failed(m_addressKey, m_services->settings.clock());
        qCDebug(lcAdmin) << "wrong credentials from" << m_address;
        return finish();
    }
    m_services->backoff.succeeded(m_addressKey);
    m_granted = {.accepted = true, .user = *user};
    if (m_services->store)
        saveSession(*user);
    else
        finish(m_granted);
}

void LoginAttempt::saveSession(const AdminUser &user)
{
    const QString id = randomSessionId();
    const QPointer<LoginAttempt> self(this);
    const std::shared_ptr<AdminSessionStore> store = m_services->store;
    const QFuture<void> future = store->save(id, user);
    if (!self)
        return;
    whenFinished(this, future, [this, id](const QFuture<void> &finished) {
        if (m_isFinished)
            return;
        if (hasSucceeded(finished))
            m_granted.newSessionId = m_granted.sessionId = id;
        else
            qCWarning(lcAdmin, "the session of an admin could not be saved");
        finish(m_granted);
    });
}

void LoginAttempt::finish(const AdminLogin &login)
{
    m_services->deadlines.stop(this);
    deleteLater();
    giveResult(login);
}

// Continuations run in here, and may delete this.
void LoginAttempt::giveResult(const AdminLogin &login)
{
    m_isFinished = true;
    --m_services->logins;
    QPromise<AdminLogin> promise = std::move(m_promise);
    promise.addResult(login);
    promise.finish();
}

} // namespace QSocketIo
