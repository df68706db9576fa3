// SPDX-License-Identifier: MIT
#include "tray.h"

#include <algorithm>

namespace QsioAdmin {

Tray::Tray(QObject *parent)
    : QObject(parent)
{ }

Tray::~Tray() = default;

void Tray::setConnection(const QObject *window, const QString &name, const QString &state)
{
    const Connection connection{window, name, state};
    const auto known
        = std::find_if(m_connections.begin(), m_connections.end(),
                       [window](const Connection &other) { return other.window == window; });
    if (known == m_connections.end()) {
        m_connections.append(connection);
        connect(window, &QObject::destroyed, this, [this, window] {
            m_connections.removeIf(
                [window](const Connection &other) { return other.window == window; });
            Q_EMIT connectionsChanged();
        });
    } else if (*known == connection) {
        return;
    } else {
        *known = connection;
    }
    Q_EMIT connectionsChanged();
}

void Tray::notify(const QObject *window, const QString &title, const QString &text,
                  AlertSeverity severity)
{
    m_messageWindow = window;
    showMessage(title, text, severity);
}

QString Tray::summary() const
{
    QStringList lines;
    for (const Connection &connection : m_connections)
        lines.append(tr("%1: %2").arg(connection.name, connection.state));
    return lines.join(u'\n');
}

void Tray::setMuted(bool isMuted)
{
    if (std::exchange(m_isMuted, isMuted) != isMuted)
        Q_EMIT mutedChanged(isMuted);
}

} // namespace QsioAdmin
