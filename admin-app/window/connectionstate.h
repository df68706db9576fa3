// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_CONNECTIONSTATE_H
#define QSIOADMIN_WINDOW_CONNECTIONSTATE_H

#include <QtCore/QCoreApplication>
#include <QtCore/QString>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

class AdminSession;

// How a connection is doing, in a word or two: its text, and whether what is shown is current.
struct ConnectionState
{
    Q_DECLARE_TR_FUNCTIONS(QsioAdmin::ConnectionState)
public:
    enum class Level { Off, Busy, Good, Warning, Bad };

    Level level = Level::Off;
    QString text;

    [[nodiscard]] static ConnectionState of(AdminSession &session);
};

// Says it in the toolbar, with an icon and a colour beside the text.
class ConnectionBadge : public QToolButton
{
    Q_OBJECT
public:
    explicit ConnectionBadge(QWidget *parent = nullptr);

    void show(const QString &profile, const ConnectionState &state);

protected:
    void changeEvent(QEvent *event) override;

private:
    ConnectionState m_state;
};

} // namespace QsioAdmin

#endif
