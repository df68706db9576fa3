// SPDX-License-Identifier: MIT
#include "statusline.h"

#include "connectionstate.h"
#include "core/adminsession.h"
#include "models/celltext.h"

#include <QtCore/QLocale>
#include <QtWidgets/QLabel>

#include <algorithm>

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr int knownFeatures = 9;
constexpr int messageTime = 10'000; // ms

StatusLine::StatusLine(AdminSession *session, QWidget *parent)
    : QStatusBar(parent)
    , m_session(session)
    , m_figures(new QLabel(this))
    , m_timer(this)
{
    setObjectName(QStringLiteral("statusLine"));
    m_figures->setObjectName(QStringLiteral("statusFigures"));
    m_figures->setTextFormat(Qt::PlainText);
    addPermanentWidget(m_figures);
    m_timer.callOnTimeout(this, [this] {
        update();
        Q_EMIT ticked();
    });
    m_timer.start(1s);
    update();
}

void StatusLine::say(const QString &text)
{
    showMessage(text, messageTime);
}

void StatusLine::update()
{
    const AdminStore &store = m_session->store();
    const QLocale locale;
    QStringList parts{ConnectionState::of(*m_session).text};
    if (m_session->isOnline()) {
        parts.append(m_session->isProduction() ? tr("production mode") : tr("development mode"));
        const QByteArrayList features = store.features();
        const auto ours
            = std::count_if(features.cbegin(), features.cend(),
                            [](const QByteArray &name) { return name.startsWith("QSIO_"); });
        const QString usual = tr("features %1/%2").arg(features.size() - ours).arg(knownFeatures);
        parts.append(ours == 0 ? usual : tr("%1 and %2 more").arg(usual).arg(ours));
    }
    const quint64 next = store.events().nextNumber();
    const quint64 rate = m_lastEvent == 0 || next < m_lastEvent ? 0 : next - m_lastEvent;
    m_lastEvent = next;
    parts.append(tr("%1 events/s").arg(locale.toString(rate)));
    parts.append(tr("%1 buffered").arg(locale.formattedDataSize(store.events().bytes())));
    if (m_session->dropped() > 0)
        parts.append(tr("%1 dropped").arg(locale.toString(m_session->dropped())));
    if (m_session->malformed() > 0)
        parts.append(tr("%1 not understood").arg(locale.toString(m_session->malformed())));
    if (store.syncedAt() > 0)
        parts.append(tr("synced %1").arg(shortClockText(store.syncedAt())));
    const qint64 difference = m_session->status().clockDifference.value_or(0) / 1000;
    if (difference >= 2)
        parts.append(tr("server clock %n s ahead", nullptr, int(difference)));
    else if (difference <= -2)
        parts.append(tr("server clock %n s behind", nullptr, int(-difference)));
    m_figures->setText(parts.join(QStringLiteral(" · ")));
}

} // namespace QsioAdmin
