// SPDX-License-Identifier: MIT
#include "systemcolorscheme.h"

#ifdef QSIOADMIN_HAS_DBUS
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusVariant>
#endif

namespace QsioAdmin {

#ifdef QSIOADMIN_HAS_DBUS

namespace {

const auto service = QStringLiteral("org.freedesktop.portal.Desktop");
const auto path = QStringLiteral("/org/freedesktop/portal/desktop");
const auto settingsInterface = QStringLiteral("org.freedesktop.portal.Settings");
const auto appearance = QStringLiteral("org.freedesktop.appearance");
const auto colorScheme = QStringLiteral("color-scheme");

// The portal's Read() wraps the value twice.
uint unwrapped(const QVariant &value)
{
    QVariant inner = value;
    for (int i = 0; i < 3 && inner.canConvert<QDBusVariant>(); ++i)
        inner = inner.value<QDBusVariant>().variant();
    return inner.toUInt();
}

} // namespace

SystemColorScheme::SystemColorScheme(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, settingsInterface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    ask();
}

// Without waiting: a portal that has to be started takes seconds.
void SystemColorScheme::ask()
{
    QDBusMessage call
        = QDBusMessage::createMethodCall(service, path, settingsInterface, QStringLiteral("Read"));
    call << appearance << colorScheme;
    auto *watcher
        = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (!reply.isError())
            setScheme(unwrapped(reply.value()));
    });
}

void SystemColorScheme::settingChanged(const QString &group, const QString &key,
                                       const QDBusVariant &value)
{
    if (group == appearance && key == colorScheme)
        setScheme(unwrapped(value.variant()));
}

#else

SystemColorScheme::SystemColorScheme(QObject *parent)
    : QObject(parent)
{ }

void SystemColorScheme::settingChanged(const QString &, const QString &, const QDBusVariant &) { }

#endif

// 0: no preference, 1: dark, 2: light.
void SystemColorScheme::setScheme(uint scheme)
{
    m_isKnown = scheme == 1 || scheme == 2;
    m_isDark = scheme == 1;
    Q_EMIT changed();
}

} // namespace QsioAdmin
