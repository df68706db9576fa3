// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_TRAY_H
#define QSIOADMIN_WINDOW_TRAY_H

#include "alerts/alertrule.h"

#include <QtCore/QObject>

namespace QsioAdmin {

// The program's place among those that run in the background: how the connections of all windows
// are, and messages. Where a desktop has no such place nobody misses it.
class Tray : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Tray)
public:
    struct Connection
    {
        const QObject *window = nullptr;
        QString name;
        QString state;

        friend bool operator==(const Connection &, const Connection &) = default;
    };

    explicit Tray(QObject *parent = nullptr);
    ~Tray() override;

    [[nodiscard]] virtual bool isAvailable() const = 0; // it is seen now
    // window: whose message it is
    void notify(const QObject *window, const QString &title, const QString &text,
                AlertSeverity severity);

    // Of a window, which leaves the list when it is gone.
    void setConnection(const QObject *window, const QString &name, const QString &state);
    [[nodiscard]] const QList<Connection> &connections() const { return m_connections; }
    [[nodiscard]] QString summary() const; // a line for each connection
    void setMuted(bool isMuted);
    [[nodiscard]] bool isMuted() const { return m_isMuted; }

Q_SIGNALS:
    void connectionsChanged();
    void mutedChanged(bool isMuted);
    void openRequested(const QObject *window); // null: whichever there is
    void messageActivated(const QObject *window); // of the last message
    void quitRequested();

protected:
    virtual void showMessage(const QString &title, const QString &text, AlertSeverity severity) = 0;
    void activateMessage() { Q_EMIT messageActivated(m_messageWindow); }

private:
    QList<Connection> m_connections;
    const QObject *m_messageWindow = nullptr; // it may be gone: nobody looks into it
    bool m_isMuted = false;
};

} // namespace QsioAdmin

#endif
