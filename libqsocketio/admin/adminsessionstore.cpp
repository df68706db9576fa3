// SPDX-License-Identifier: MIT
#include "adminsessionstore.h"

#include <QtCore/QHash>

#include <list>

namespace QSocketIo {

/*!
    \class QSocketIo::AdminSessionStore
    \inmodule QSocketIo
    \inheaderfile QSocketIo/AdminSessionStore
    \brief Where the sessions of admins are kept.

    An admin who logs in with a password gets the id of a session, and comes back with it later without
    a password. Subclass the store to share sessions between servers, or to keep them beyond a restart:

    \code
    #include <QtCore/QSettings>

    // Keeps sessions in a file, for ever.
    class FileStore : public QSocketIo::AdminSessionStore
    {
    public:
        QFuture<std::optional<QSocketIo::AdminUser>> find(const QString &sessionId) override
        {
            std::optional<QSocketIo::AdminUser> user;
            if (m_file.contains(sessionId + "/name"))
                user = {m_file.value(sessionId + "/name").toString(),
                        m_file.value(sessionId + "/readonly").toBool()};
            return QtFuture::makeReadyFuture(user);
        }
        QFuture<void> save(const QString &sessionId, const QSocketIo::AdminUser &user) override
        {
            m_file.setValue(sessionId + "/name", user.name);
            m_file.setValue(sessionId + "/readonly", user.readonly);
            return QtFuture::makeReadyFuture();
        }
        QFuture<void> remove(const QString &sessionId) override
        {
            m_file.remove(sessionId);
            return QtFuture::makeReadyFuture();
        }

    private:
        QSettings m_file{"admins.ini", QSettings::IniFormat};
    };
    \endcode

    The reference implementation keeps sessions in Redis under the key "socket.io-admin#", followed by
    the id, with the value "1" for 86,400 seconds. A store of that layout shares logins with servers on
    Node.js. It knows no names: it finds an AdminUser with an empty one. Where there is one user, that
    one is meant; where there are several, such a session has the rights that all of them have, so
    that nobody gains any.

    The names and rights of users that AdminAuthentication::basic() and AdminAuthentication::users() list
    are looked up there each time: a session of somebody who is no longer listed is refused.

    \section1 Thread affinity
    Used in the thread of the Server alone. Futures may finish in any thread; one that takes more than
    30 seconds counts as failed.

    \sa InMemoryAdminSessionStore, AdminAuthentication
*/

AdminSessionStore::~AdminSessionStore() = default;

/*! \fn AdminSessionStore::AdminSessionStore()
    Makes a store. Servers share it by a \c std::shared_ptr. */

/*! \fn QFuture<std::optional<AdminUser>> AdminSessionStore::find(const QString &sessionId)
    Returns a future of who logged in with the session \a sessionId, a text of 1 to 128 characters that
    a client sent; of \c std::nullopt where it is unknown or expired. It does not make the session
    live longer. A future that is cancelled or fails is the same as an unknown session. */

/*! \fn QFuture<void> AdminSessionStore::save(const QString &sessionId, const AdminUser &user)
    Keeps the session \a sessionId of \a user. The client is told of it after the future has finished;
    where that is cancelled or fails, the client gets in without a session. */

/*! \fn QFuture<void> AdminSessionStore::remove(const QString &sessionId)
    Ends the session \a sessionId, if there is one. */

/*!
    \class QSocketIo::InMemoryAdminSessionStore
    \inmodule QSocketIo
    \inheaderfile QSocketIo/InMemoryAdminSessionStore
    \brief Keeps the sessions of admins as long as the process lives.

    \code
    const auto store = std::make_shared<QSocketIo::InMemoryAdminSessionStore>(8h, 100);
    store->save("c6f7a1b2", {.name = "admin"});
    store->find("c6f7a1b2").then([](const std::optional<QSocketIo::AdminUser> &user) {
        qInfo() << (user ? user->name : "nobody");
    });
    qInfo() << store->count() << "of" << store->maxSessions() << "sessions, each for"
            << store->timeToLive().count() << "ms";
    store->remove("c6f7a1b2");
    \endcode

    A session lives for a fixed time from its login on, however often it is used. Where there are too
    many, the oldest one ends. There are no timers: what has expired is not found, and makes room with
    the next login.

    Another clock, for tests:

    \code
    class TestStore : public QSocketIo::InMemoryAdminSessionStore
    {
    protected:
        std::chrono::milliseconds now() const override { return 5min; }
    };
    \endcode

    \section1 Thread affinity
    Reentrant: a store belongs to one thread at a time. Several servers in that thread may share it.
*/

class InMemoryAdminSessionStorePrivate
{
public:
    struct StoredSession
    {
        QString id;
        AdminUser user;
        std::chrono::milliseconds savedAt{};
    };
    using Sessions = std::list<StoredSession>;

    [[nodiscard]] bool isExpired(const StoredSession &session, std::chrono::milliseconds now) const
    {
        return timeToLive.count() > 0 && now - session.savedAt >= timeToLive;
    }
    void erase(const QString &id)
    {
        if (const auto it = byId.constFind(id); it != byId.cend()) {
            sessions.erase(*it);
            byId.erase(it);
        }
    }
    void makeRoom(std::chrono::milliseconds now)
    {
        const auto isTooMany
            = [this] { return maxSessions > 0 && qsizetype(sessions.size()) >= maxSessions; };
        while (!sessions.empty() && (isExpired(sessions.front(), now) || isTooMany()))
            erase(QString(sessions.front().id));
    }

    std::chrono::milliseconds timeToLive;
    qsizetype maxSessions;
    Sessions sessions; // the oldest first
    QHash<QString, Sessions::iterator> byId;
};

/*!
    Makes a store whose sessions live for \a timeToLive, 24 hours by default, and which keeps at most
    \a maxSessions, 10,000 by default. 0 or less: no limit.
*/
InMemoryAdminSessionStore::InMemoryAdminSessionStore(std::chrono::milliseconds timeToLive,
                                                     qsizetype maxSessions)
    : d(new InMemoryAdminSessionStorePrivate{timeToLive, maxSessions, {}, {}})
{ }

InMemoryAdminSessionStore::~InMemoryAdminSessionStore() = default;

/*!
    Returns for how many milliseconds a session lives.
*/
std::chrono::milliseconds InMemoryAdminSessionStore::timeToLive() const
{
    return d->timeToLive;
}

/*!
    Returns how many sessions there may be.
*/
qsizetype InMemoryAdminSessionStore::maxSessions() const
{
    return d->maxSessions;
}

/*!
    Returns how many sessions are kept. Expired ones may be among them.
*/
qsizetype InMemoryAdminSessionStore::count() const
{
    return d->byId.size();
}

/*!
    \reimp
*/
QFuture<std::optional<AdminUser>> InMemoryAdminSessionStore::find(const QString &sessionId)
{
    std::optional<AdminUser> user;
    if (const auto it = d->byId.constFind(sessionId); it != d->byId.cend()) {
        if (d->isExpired(**it, now()))
            d->erase(sessionId);
        else
            user = (*it)->user;
    }
    return QtFuture::makeReadyFuture(user);
}

/*!
    \reimp
*/
QFuture<void> InMemoryAdminSessionStore::save(const QString &sessionId, const AdminUser &user)
{
    const std::chrono::milliseconds time = now();
    d->erase(sessionId);
    d->makeRoom(time);
    d->byId.insert(sessionId, d->sessions.insert(d->sessions.end(), {sessionId, user, time}));
    return QtFuture::makeReadyFuture();
}

/*!
    \reimp
*/
QFuture<void> InMemoryAdminSessionStore::remove(const QString &sessionId)
{
    d->erase(sessionId);
    return QtFuture::makeReadyFuture();
}

/*!
    Returns the time by a clock that never goes back, in milliseconds.
*/
std::chrono::milliseconds InMemoryAdminSessionStore::now() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace QSocketIo
