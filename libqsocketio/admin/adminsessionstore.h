// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINSESSIONSTORE_H
#define QSOCKETIO_ADMIN_ADMINSESSIONSTORE_H

#include "../core/global.h"
#include "adminsession.h"

#include <QtCore/QFuture>

#include <chrono>
#include <memory>
#include <optional>

namespace QSocketIo {

// Where the sessions of admins live, by whose ids they come back without a password.
class QSOCKETIO_EXPORT AdminSessionStore
{
public:
    AdminSessionStore() = default;
    virtual ~AdminSessionStore();
    Q_DISABLE_COPY_MOVE(AdminSessionStore)

    // nullopt: unknown or expired.
    [[nodiscard]] virtual QFuture<std::optional<AdminUser>> find(const QString &sessionId) = 0;
    virtual QFuture<void> save(const QString &sessionId, const AdminUser &user) = 0;
    virtual QFuture<void> remove(const QString &sessionId) = 0;
};

class InMemoryAdminSessionStorePrivate;

// Of this process, until it ends.
class QSOCKETIO_EXPORT InMemoryAdminSessionStore : public AdminSessionStore
{
public:
    explicit InMemoryAdminSessionStore(std::chrono::milliseconds timeToLive
                                       = std::chrono::hours(24),
                                       qsizetype maxSessions = 10'000);
    ~InMemoryAdminSessionStore() override;
    Q_DISABLE_COPY_MOVE(InMemoryAdminSessionStore)

    [[nodiscard]] std::chrono::milliseconds timeToLive() const;
    [[nodiscard]] qsizetype maxSessions() const;
    [[nodiscard]] qsizetype count() const;

    [[nodiscard]] QFuture<std::optional<AdminUser>> find(const QString &sessionId) override;
    QFuture<void> save(const QString &sessionId, const AdminUser &user) override;
    QFuture<void> remove(const QString &sessionId) override;

protected:
    // Monotonic, from any beginning.
    [[nodiscard]] virtual std::chrono::milliseconds now() const;

private:
    const std::unique_ptr<InMemoryAdminSessionStorePrivate> d;
};

} // namespace QSocketIo

#endif
