// SPDX-License-Identifier: MIT
#include "announcer.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QWidget>

#include <utility>

namespace QsioAdmin {

Announcer::Announcer(QWidget *voice, QObject *parent)
    : QObject(parent)
    , m_voice(voice)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(1000);
    m_timer.callOnTimeout(this, [this] {
        if (!m_waiting.isEmpty())
            say(std::exchange(m_waiting, {}));
    });
}

void Announcer::announce(const QString &text)
{
    if (m_timer.isActive())
        m_waiting = text;
    else
        say(text);
}

void Announcer::say(const QString &text)
{
    m_voice->setAccessibleName(text);
    QAccessibleEvent event(m_voice, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    m_timer.start();
    Q_EMIT said(text);
}

} // namespace QsioAdmin
