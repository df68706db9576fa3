// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ALERTNOTIFIER_H
#define QSIOADMIN_WINDOW_ALERTNOTIFIER_H

#include "alerts/alert.h"
#include "alerts/alertruleset.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace QsioAdmin {

class AdminSession;
class AlertEngine;
class Tray;

// Keeps the rules of a profile, tells the engine of the connection, and people of alerts: in the
// tray, by the window's own call for attention, and with a sound where a rule says so.
class AlertNotifier : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AlertNotifier)
public:
    // window: the one that calls for attention
    AlertNotifier(AdminSession *session, AlertEngine *engine, QWidget *window);
    ~AlertNotifier() override;

    void setTray(Tray *tray); // null: there is none
    // settings: where the rules are; null: nowhere, and they are for this run
    void setProfile(QSettings *settings, const QString &profileId, const QString &name);
    void setRules(const AlertRuleSet &rules); // and keeps them
    void setMuted(bool isMuted); // nothing but the list tells of alerts
    [[nodiscard]] bool isMuted() const { return m_isMuted; }

Q_SIGNALS:
    void mutedChanged(bool isMuted);
    void told(const QString &text); // as it was in the tray
    void sounded();

private:
    void updateLink();
    void collect(const Alert &alert);
    void tell();

    AdminSession *const m_session;
    AlertEngine *const m_engine;
    QWidget *const m_window;
    QPointer<Tray> m_tray;
    QSettings *m_settings = nullptr;
    QString m_profileId;
    QString m_profileName;
    QList<Alert> m_waiting; // to be told of together
    QTimer m_timer;
    bool m_wasOnline = false;
    bool m_isMuted = false;
};

} // namespace QsioAdmin

#endif
