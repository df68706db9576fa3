// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_TRAYICON_H
#define QSIOADMIN_WINDOW_TRAYICON_H

#include "tray.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QSystemTrayIcon>

namespace QsioAdmin {

// The tray of the desktop. A click on the icon opens the window.
class TrayIcon : public Tray
{
    Q_OBJECT
public:
    explicit TrayIcon(QObject *parent = nullptr);
    ~TrayIcon() override;

    [[nodiscard]] bool isAvailable() const override;
    [[nodiscard]] const QMenu &menu() const { return m_menu; }

protected:
    void showMessage(const QString &title, const QString &text, AlertSeverity severity) override;

private:
    void fillMenu();

    QMenu m_menu; // before the icon, which shows it
    QSystemTrayIcon m_icon;
};

} // namespace QsioAdmin

#endif
