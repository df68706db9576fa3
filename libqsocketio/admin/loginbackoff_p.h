// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_LOGINBACKOFF_P_H
#define QSOCKETIO_ADMIN_LOGINBACKOFF_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QString>

#include <chrono>
#include <list>

namespace QSocketIo {

struct LoginBackoffLimits
{
    int freeFailures = 5; // in a row; the last of them makes the address wait
    std::chrono::milliseconds firstWait = std::chrono::seconds(1); // doubled by each further one
    std::chrono::milliseconds maxWait = std::chrono::seconds(60);
    std::chrono::milliseconds forgetAfter = std::chrono::minutes(10); // the latest failure
    qsizetype maxAddresses = 10'000; // beyond that the one that failed longest ago is forgotten
};

// Which addresses have to wait because they failed too often. What an address tries while it waits
// is not looked at and does not make it wait longer.
class QSOCKETIO_AUTOTEST_EXPORT LoginBackoff
{
public:
    explicit LoginBackoff(const LoginBackoffLimits &limits);
    ~LoginBackoff();
    Q_DISABLE_COPY_MOVE(LoginBackoff)

    // What an address counts as: an IPv6 address as its network of 64 bits, since whoever has one of
    // them has all of them.
    [[nodiscard]] static QByteArray keyOf(const QString &address);

    [[nodiscard]] bool isBlocked(const QByteArray &key, std::chrono::milliseconds now) const;
    void failed(const QByteArray &key, std::chrono::milliseconds now);
    void succeeded(const QByteArray &key);
    [[nodiscard]] qsizetype size() const { return m_byKey.size(); }

private:
    struct Entry
    {
        QByteArray key;
        int failures = 0;
        std::chrono::milliseconds latest{};
        std::chrono::milliseconds blockedUntil{};
    };
    using Entries = std::list<Entry>;

    [[nodiscard]] std::chrono::milliseconds waitAfter(int failures) const;
    void forgetOld(std::chrono::milliseconds now);

    const LoginBackoffLimits m_limits;
    Entries m_entries; // by the latest failure, the oldest first
    QHash<QByteArray, Entries::iterator> m_byKey;
};

} // namespace QSocketIo

#endif
