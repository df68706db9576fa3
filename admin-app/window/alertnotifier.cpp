// SPDX-License-Identifier: MIT
#include "alertnotifier.h"

#include "alerts/alertengine.h"
#include "core/adminsession.h"
#include "tray.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>

#include <algorithm>

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr qsizetype maxLines = 4; // of a message

AlertNotifier::AlertNotifier(AdminSession *session, AlertEngine *engine, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_engine(engine)
    , m_window(window)
    , m_timer(this)
{
    // A server that goes takes others along: that is one message.
    m_timer.setSingleShot(true);
    m_timer.setInterval(300ms);
    m_timer.callOnTimeout(this, [this] { tell(); });
    connect(session, &AdminSession::statusChanged, this, &AlertNotifier::updateLink);
    connect(engine, &AlertEngine::raised, this, &AlertNotifier::collect);
    connect(engine, &AlertEngine::reminded, this, [this](const Alert &alert) {
        Alert again = alert;
        again.isSilent = false;
        collect(again);
    });
    engine->setRules(AlertRuleSet::defaults());
}

AlertNotifier::~AlertNotifier() = default;

void AlertNotifier::setTray(Tray *tray)
{
    m_tray = tray;
    if (!tray)
        return;
    setMuted(tray->isMuted());
    connect(tray, &Tray::mutedChanged, this, &AlertNotifier::setMuted);
}

void AlertNotifier::setProfile(QSettings *settings, const QString &profileId, const QString &name)
{
    const bool isOther = profileId != m_profileId || settings != m_settings;
    m_settings = settings;
    m_profileId = profileId;
    m_profileName = name;
    m_wasOnline = false;
    m_engine->setLink(AlertEngine::Link::None);
    if (isOther)
        m_engine->setRules(AlertRuleSet::load(settings, profileId));
}

void AlertNotifier::setRules(const AlertRuleSet &rules)
{
    rules.save(m_settings, m_profileId);
    m_engine->setRules(rules);
}

void AlertNotifier::setMuted(bool isMuted)
{
    if (std::exchange(m_isMuted, isMuted) == isMuted)
        return;
    if (m_tray)
        m_tray->setMuted(isMuted);
    Q_EMIT mutedChanged(isMuted);
}

// Whoever closes a connection does not miss it.
void AlertNotifier::updateLink()
{
    const LinkState state = m_session->status().state;
    if (state == LinkState::Idle) {
        m_wasOnline = false;
        m_engine->setLink(AlertEngine::Link::None);
    } else if (state == LinkState::Online) {
        m_wasOnline = true;
        m_engine->setLink(AlertEngine::Link::Online);
    } else if (m_wasOnline) {
        m_engine->setLink(AlertEngine::Link::Lost);
    }
}

// ---- messages --------------------------------------------------------------------------------

void AlertNotifier::collect(const Alert &alert)
{
    if (alert.isSilent || m_isMuted || (!alert.notifies && !alert.sounds))
        return;
    m_waiting.append(alert);
    if (!m_timer.isActive())
        m_timer.start();
}

void AlertNotifier::tell()
{
    const QList<Alert> alerts = std::exchange(m_waiting, {});
    QStringList lines;
    AlertSeverity severity = AlertSeverity::Information;
    for (const Alert &alert : alerts) {
        severity = std::max(severity, alert.severity);
        if (!alert.notifies)
            continue;
        const QString subject = alert.subject.text();
        lines.append(subject.isEmpty() || alert.text.contains(subject)
                         ? tr("%1: %2").arg(alert.rule, alert.text)
                         : tr("%1: %2 (%3)").arg(alert.rule, alert.text, subject));
    }
    if (m_isMuted)
        return;
    if (std::any_of(alerts.begin(), alerts.end(), [](const Alert &a) { return a.sounds; })) {
        QApplication::beep();
        Q_EMIT sounded();
    }
    if (lines.isEmpty())
        return;
    const qsizetype more = lines.size() - maxLines;
    lines = lines.mid(0, maxLines);
    if (more > 0)
        lines.append(tr("and %n more alerts", nullptr, int(more)));
    const QString text = lines.join(u'\n');
    QApplication::alert(m_window);
    if (m_tray && m_tray->isAvailable())
        m_tray->notify(m_window, m_profileName, text, severity);
    Q_EMIT told(text);
}

} // namespace QsioAdmin
