// SPDX-License-Identifier: MIT
// The part of the window that is about alerts, the tray and the audit.
#include "alertnotifier.h"
#include "alertspage.h"
#include "auditlog.h"
#include "eventspage.h"
#include "mainwindow.h"
#include "statusline.h"
#include "tray.h"
#include "widgets/bannerstack.h"
#include "windowactions.h"

#include <QtCore/QSettings>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

namespace QsioAdmin {

static QString staysKey()
{
    return QStringLiteral("tray/staysWhenClosed");
}

// ---- alerts ----------------------------------------------------------------------------------

void MainWindow::connectAlerts(AlertsPage *page)
{
    connect(page, &AlertsPage::showRequested, this, &MainWindow::showAlerted);
    connect(m_context.notifier, &AlertNotifier::told, this, [this](const QString &text) {
        m_status->say(QString(text).replace(u'\n', QStringLiteral(" · ")));
    });
}

void MainWindow::showAlerted(const AlertSubject &subject)
{
    const EventRing &events = m_session.store().events();
    Subject shown;
    shown.nsp = subject.nsp;
    shown.id = subject.id;
    switch (subject.kind) {
    case AlertSubject::Kind::None:
        showPage(QStringLiteral("overview"));
        return;
    case AlertSubject::Kind::Event:
        showPage(QStringLiteral("events"));
        if (subject.event >= events.firstNumber() && subject.event < events.nextNumber())
            m_events->showTime(events.at(subject.event).at);
        return;
    case AlertSubject::Kind::Server:
        shown.kind = Subject::Kind::Server;
        break;
    case AlertSubject::Kind::Room:
        shown.kind = Subject::Kind::Room;
        shown.room = subject.room;
        break;
    case AlertSubject::Kind::Socket:
        shown.kind = Subject::Kind::Socket;
        break;
    }
    showSubject(shown);
}

// ---- the tray --------------------------------------------------------------------------------

void MainWindow::connectTray()
{
    Tray *tray = m_services.tray;
    m_context.notifier->setTray(tray);
    if (!tray)
        return;
    m_staysInTray = new QAction(tr("Stay in the &tray when closed"), this);
    m_staysInTray->setObjectName(QStringLiteral("staysInTrayAction"));
    m_staysInTray->setCheckable(true);
    m_staysInTray->setChecked(m_services.settings
                              && m_services.settings->value(staysKey(), false).toBool());
    menuBar()->actions().constFirst()->menu()->insertAction(m_actions->quit, m_staysInTray);
    connect(m_staysInTray, &QAction::toggled, this, [this](bool isOn) {
        if (m_services.settings)
            m_services.settings->setValue(staysKey(), isOn);
    });
    connect(tray, &Tray::openRequested, this, [this](const QObject *window) {
        if (!window || window == this)
            comeBack();
    });
    connect(tray, &Tray::messageActivated, this, [this](const QObject *window) {
        if (window != this)
            return;
        comeBack();
        showPage(QStringLiteral("alerts"));
    });
    connect(tray, &Tray::quitRequested, this, [this] {
        m_isQuitting = true;
        close();
        QCoreApplication::quit();
    });
}

bool MainWindow::staysInTray() const
{
    return !m_isQuitting && m_staysInTray && m_staysInTray->isChecked()
        && m_services.tray->isAvailable();
}

// ---- the audit -------------------------------------------------------------------------------

void MainWindow::connectAudit()
{
    AuditLog *audit = m_services.audit;
    if (!audit)
        return;
    connect(&m_models.activity, &ActivityModel::noted, audit, &AuditLog::write);
    const auto show = [this, audit] {
        const QString id = QStringLiteral("audit");
        if (audit->problem().isEmpty())
            m_banners->removeBanner(id);
        else
            m_banners->setBanner(
                {id,
                 BannerLevel::Error,
                 tr("What you do is not being written down. %1").arg(audit->problem()),
                 {}});
    };
    connect(audit, &AuditLog::problemChanged, this, show);
    show();
}

void MainWindow::comeBack()
{
    if (isMinimized())
        showNormal();
    else
        show();
    raise();
    activateWindow();
}

} // namespace QsioAdmin
