// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_SYSTEMCOLORSCHEME_H
#define QSIOADMIN_WIDGETS_SYSTEMCOLORSCHEME_H

#include <QtCore/QObject>

QT_BEGIN_NAMESPACE
class QDBusPendingCallWatcher;
class QDBusVariant;
QT_END_NAMESPACE

namespace QsioAdmin {

// Whether the desktop is dark, from the settings portal where there is one. Qt 6.4 does not tell.
class SystemColorScheme : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SystemColorScheme)
public:
    explicit SystemColorScheme(QObject *parent = nullptr);

    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    [[nodiscard]] bool isDark() const { return m_isDark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask();
    void setScheme(uint scheme);

    bool m_isKnown = false;
    bool m_isDark = false;
};

} // namespace QsioAdmin

#endif
