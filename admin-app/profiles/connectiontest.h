// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_PROFILES_CONNECTIONTEST_H
#define QSIOADMIN_PROFILES_CONNECTIONTEST_H

#include "core/adminsession.h"
#include "core/connectionprobe.h"

namespace QsioAdmin {

// Tries a connection once, and tells in plain words how far it comes. Delete it to stop.
class ConnectionTest : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectionTest)
public:
    ~ConnectionTest() override;

    virtual void start() = 0;

Q_SIGNALS:
    void stepDone(const QString &text);
    void finished(bool isUsable, const QString &text); // once, and last

protected:
    explicit ConnectionTest(QObject *parent = nullptr);
};

// How far the server's clock is ahead, in milliseconds, in plain words.
[[nodiscard]] QString clockDifferenceText(qint64 difference);

// The way to the server by ConnectionProbe, then the login by a session of its own.
class DoctorConnectionTest : public ConnectionTest
{
    Q_OBJECT
public:
    explicit DoctorConnectionTest(const ConnectionSettings &settings, QObject *parent = nullptr);
    ~DoctorConnectionTest() override;

    void start() override;

private:
    void logIn(Failure failure, const QString &detail);
    void followLogin();
    void finish(bool isUsable, const QString &text);

    ConnectionSettings m_settings;
    ConnectionProbe m_probe;
    AdminSession *m_session = nullptr;
    bool m_isLoggedIn = false;
    bool m_isFinished = false;
};

} // namespace QsioAdmin

#endif
