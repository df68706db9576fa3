// SPDX-License-Identifier: MIT
#include "connectiontest.h"

#include "core/clientsetup.h"

#include <utility>

namespace QsioAdmin {

ConnectionTest::ConnectionTest(QObject *parent)
    : QObject(parent)
{ }

ConnectionTest::~ConnectionTest() = default;

QString clockDifferenceText(qint64 difference)
{
    const int seconds = int(qBound(qint64(0), (qAbs(difference) + 500) / 1000, qint64(1) << 30));
    if (seconds < 2)
        return ConnectionTest::tr("Its clock shows the same time as yours.");
    return difference > 0
        ? ConnectionTest::tr("Its clock is %n seconds ahead of yours.", nullptr, seconds)
        : ConnectionTest::tr("Its clock is %n seconds behind yours.", nullptr, seconds);
}

DoctorConnectionTest::DoctorConnectionTest(const ConnectionSettings &settings, QObject *parent)
    : ConnectionTest(parent)
    , m_settings(settings)
    , m_probe(settings, this)
{
    m_settings.reconnects = false;
    connect(&m_probe, &ConnectionProbe::stepDone, this, &ConnectionTest::stepDone);
    connect(&m_probe, &ConnectionProbe::finished, this, &DoctorConnectionTest::logIn);
}

DoctorConnectionTest::~DoctorConnectionTest() = default;

void DoctorConnectionTest::start()
{
    m_probe.start();
}

void DoctorConnectionTest::logIn(Failure failure, const QString &detail)
{
    if (failure != Failure::None) {
        finish(false, failureText(failure, m_settings, detail));
        return;
    }
    if (const std::optional<qint64> difference = m_probe.clockDifference())
        Q_EMIT stepDone(clockDifferenceText(*difference));
    m_session = new AdminSession({}, this);
    connect(m_session, &AdminSession::statusChanged, this, &DoctorConnectionTest::followLogin);
    m_session->open(m_settings);
}

void DoctorConnectionTest::followLogin()
{
    const LinkState state = m_session->status().state;
    const bool isIn = state == LinkState::AwaitingConfig || state == LinkState::Online;
    if (isIn && !std::exchange(m_isLoggedIn, true)) {
        Q_EMIT stepDone(m_settings.auth == AuthKind::Password && hasLogin(m_settings)
                            ? tr("User and password are right.")
                            : tr("The server lets you in."));
    }
    if (state == LinkState::Online) {
        Q_EMIT stepDone(tr("%1 is an admin namespace.").arg(m_settings.nsp));
        finish(true,
               m_session->isProduction()
                   ? tr("It works. The server is in production mode: it does not tell who is "
                        "connected.")
                   : tr("It works."));
    } else if (state == LinkState::Retrying || state == LinkState::Refused) {
        finish(false, m_session->failureText());
    }
}

void DoctorConnectionTest::finish(bool isUsable, const QString &text)
{
    if (std::exchange(m_isFinished, true))
        return;
    if (m_session) {
        m_session->disconnect(this);
        m_session->deleteLater(); // it has called us
    }
    Q_EMIT finished(isUsable, text);
}

} // namespace QsioAdmin
