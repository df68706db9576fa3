// SPDX-License-Identifier: MIT
#include "connectionstate.h"

#include "core/adminsession.h"
#include "core/translation.h"
#include "widgets/themecolors.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtGui/QPainter>

namespace QsioAdmin {

using Level = ConnectionState::Level;

static ConnectionState online(AdminSession &session)
{
    const ServerStore &servers = session.store().servers();
    switch (session.store().listState()) {
    case ListState::Loading:
    case ListState::None:
        return {Level::Busy, tr("reading the list")};
    case ListState::Unavailable:
        return {Level::Warning, tr("connected, without lists")};
    case ListState::Stale:
        return {Level::Warning, tr("out of date")};
    case ListState::Current:
        break;
    }
    if (servers.size() == 0 || servers.count(ServerHealth::Healthy) > 0)
        return {Level::Good, tr("connected")};
    return servers.count(ServerHealth::Late) > 0 ? ConnectionState{Level::Warning, tr("late")}
                                                 : ConnectionState{Level::Bad, tr("lost")};
}

static QString retrying(const AdminSession &session)
{
    const LinkStatus &status = session.status();
    if (status.retryAt == 0)
        return tr("reconnecting, attempt %1").arg(status.attempt);
    const qint64 left = status.retryAt - QDateTime::currentMSecsSinceEpoch();
    return tr("reconnecting in %1 s, attempt %2")
        .arg(qBound(qint64(0), (left + 999) / 1000, qint64(1'000'000)))
        .arg(status.attempt + 1);
}

ConnectionState ConnectionState::of(AdminSession &session)
{
    switch (session.status().state) {
    case LinkState::Idle:
        return {Level::Off, tr("offline")};
    case LinkState::Connecting:
        return {Level::Busy, tr("connecting")};
    case LinkState::LoggingIn:
    case LinkState::AwaitingConfig:
        return {Level::Busy, tr("logging in")};
    case LinkState::Online:
        return online(session);
    case LinkState::Retrying:
        return {Level::Bad, retrying(session)};
    case LinkState::Refused:
        return {Level::Bad, tr("refused")};
    }
    return {};
}

// ---- the badge -------------------------------------------------------------------------------

namespace {

QColor colorOf(Level level, const QPalette &palette)
{
    const ThemeColors &colors = ThemeColors::of(palette);
    switch (level) {
    case Level::Good:
        return colors.good;
    case Level::Warning:
        return colors.warning;
    case Level::Bad:
        return colors.bad;
    case Level::Busy:
        return colors.information;
    case Level::Off:
        break;
    }
    return colors.muted;
}

// A full circle for a connection that works, a ring for all else.
QIcon dot(Level level, const QPalette &palette)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = colorOf(level, palette);
    painter.setPen(QPen(color, 5));
    painter.setBrush(level == Level::Good ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(7, 7, 18, 18);
    return pixmap;
}

} // namespace

ConnectionBadge::ConnectionBadge(QWidget *parent)
    : QToolButton(parent)
{
    setObjectName(QStringLiteral("connectionBadge"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFocusPolicy(Qt::TabFocus);
    show({}, {});
}

void ConnectionBadge::show(const QString &profile, const ConnectionState &state)
{
    m_state = state;
    setIcon(dot(state.level, palette()));
    setText(profile.isEmpty() ? tr("Connect…") : profile + QStringLiteral("  ") + state.text);
    setAccessibleName(profile.isEmpty() ? tr("Connection state: not connected")
                                        : tr("Connection state: %1, %2").arg(profile, state.text));
    setToolTip(tr("Choose a connection"));
}

void ConnectionBadge::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setIcon(dot(m_state.level, palette()));
}

} // namespace QsioAdmin
