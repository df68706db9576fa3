// SPDX-License-Identifier: MIT
#include "trayicon.h"

#include "widgets/icons.h"

namespace QsioAdmin {

constexpr int balloonTime = 10'000; // ms; desktops have opinions of their own

static QSystemTrayIcon::MessageIcon iconOf(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Information:
        return QSystemTrayIcon::Information;
    case AlertSeverity::Warning:
        return QSystemTrayIcon::Warning;
    case AlertSeverity::Critical:
        return QSystemTrayIcon::Critical;
    }
    return QSystemTrayIcon::NoIcon;
}

TrayIcon::TrayIcon(QObject *parent)
    : Tray(parent)
    , m_icon(applicationIcon())
{
    m_menu.setObjectName(QStringLiteral("trayMenu"));
    m_icon.setContextMenu(&m_menu);
    connect(this, &Tray::connectionsChanged, this, &TrayIcon::fillMenu);
    connect(this, &Tray::mutedChanged, this, &TrayIcon::fillMenu);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &TrayIcon::activateMessage);
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    Q_EMIT openRequested(nullptr);
            });
    fillMenu();
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_icon.show();
}

TrayIcon::~TrayIcon()
{
    m_icon.hide();
}

bool TrayIcon::isAvailable() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && m_icon.isVisible();
}

void TrayIcon::showMessage(const QString &title, const QString &text, AlertSeverity severity)
{
    m_icon.showMessage(title, text, iconOf(severity), balloonTime);
}

void TrayIcon::fillMenu()
{
    m_icon.setToolTip(summary().isEmpty() ? tr("qsioadmin") : summary());
    m_menu.clear();
    for (const Connection &connection : connections()) {
        QAction *action = m_menu.addAction(tr("%1: %2").arg(connection.name, connection.state));
        connect(action, &QAction::triggered, this,
                [this, window = connection.window] { Q_EMIT openRequested(window); });
    }
    m_menu.addSeparator();
    QAction *open = m_menu.addAction(tr("&Open"));
    open->setObjectName(QStringLiteral("trayOpen"));
    connect(open, &QAction::triggered, this, [this] { Q_EMIT openRequested(nullptr); });
    QAction *mute = m_menu.addAction(tr("&Mute alerts"));
    mute->setObjectName(QStringLiteral("trayMute"));
    mute->setCheckable(true);
    mute->setChecked(isMuted());
    connect(mute, &QAction::triggered, this, &Tray::setMuted, Qt::QueuedConnection);
    QAction *quit = m_menu.addAction(tr("&Quit"));
    quit->setObjectName(QStringLiteral("trayQuit"));
    connect(quit, &QAction::triggered, this, &Tray::quitRequested);
}

} // namespace QsioAdmin
