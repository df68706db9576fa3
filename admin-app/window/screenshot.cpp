// SPDX-License-Identifier: MIT
#include "screenshot.h"

#include "mainwindow.h"

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr qint64 patience = 10'000; // ms, for the list and the first statistics
constexpr qint64 curveTime = 5'000; // ms, for the curves to begin

Screenshot::Screenshot(MainWindow *window, const QString &fileName)
    : QObject(window)
    , m_window(window)
    , m_fileName(fileName)
    , m_timer(this)
{
    m_elapsed.start();
    m_timer.callOnTimeout(this, [this] { look(); });
    m_timer.start(100ms);
}

void Screenshot::look()
{
    AdminSession &session = m_window->session();
    const ListState state = session.store().listState();
    const bool hasList = state == ListState::Current || state == ListState::Unavailable;
    if (hasList && session.store().servers().size() > 0 && m_completeAt < 0)
        m_completeAt = m_elapsed.elapsed();
    const bool isComplete = m_completeAt >= 0 && m_elapsed.elapsed() - m_completeAt > curveTime;
    if (!isComplete && m_elapsed.elapsed() < patience)
        return;
    m_timer.stop();
    Q_EMIT finished(m_window->grab().save(m_fileName));
}

} // namespace QsioAdmin
