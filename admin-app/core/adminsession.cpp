// SPDX-License-Identifier: MIT
#include "adminsession.h"

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>

namespace QsioAdmin {

using namespace std::chrono_literals;

namespace {
constexpr qint64 frameBudget = 8; // ms of the GUI's thread
constexpr auto restInterval = 16ms; // until the next frame where there is more
constexpr qint64 listPatience = 30'000; // ms
} // namespace

AdminSession::AdminSession(Clock clock, QObject *parent)
    : QObject(parent)
    , m_store(std::move(clock))
    , m_commands(&m_store, this)
    , m_effects(&m_store, &m_commands)
    , m_frameTimer(this)
    , m_tickTimer(this)
{
    m_link = new AdminLink(m_queue, [] { return QDateTime::currentMSecsSinceEpoch(); });
    m_link->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_link, &QObject::deleteLater);
    connectLink();
    m_thread.setObjectName(QStringLiteral("admin link"));
    m_thread.start();
    m_frameTimer.setSingleShot(true);
    m_frameTimer.callOnTimeout(this, [this] { frame(); });
    m_tickTimer.callOnTimeout(this, [this] { tick(); });
    m_tickTimer.start(1s);
    connect(&m_effects, &EffectTracker::finished, this,
            [this](quint64, const Command &command, const EffectResult &result) {
                retryAlone(command, result);
            });
}

AdminSession::~AdminSession()
{
    m_link->disconnect(this);
    QMetaObject::invokeMethod(m_link, [link = m_link] {
        link->close(0);
        QThread::currentThread()->quit(); // not before
    });
    m_thread.wait();
}

void AdminSession::connectLink()
{
    connect(m_link, &AdminLink::itemsWaiting, this, [this] {
        if (!m_frameTimer.isActive())
            m_frameTimer.start(m_frameInterval);
    });
    connect(m_link, &AdminLink::statusChanged, this, [this](const LinkStatus &status) {
        if (status.generation != m_generation)
            return; // of a connection that is not wanted any longer
        frame(); // what came before belongs to the state before
        m_status = status;
        m_store.setClockDifference(status.clockDifference.value_or(0));
        Q_EMIT statusChanged();
    });
    connect(m_link, &AdminLink::commandDone, this, [this](quint64, bool wasSent) {
        if (!wasSent)
            Q_EMIT commandLost();
    });
    connect(m_link, &AdminLink::commandAnswered, &m_commands, &CommandDispatcher::answer);
    connect(m_link, &AdminLink::loggedOut, this, &AdminSession::loggedOut);
    connect(m_link, &AdminLink::sessionIssued, this,
            [this](const QString &sessionId, quint64 generation) {
                if (generation != m_generation)
                    return;
                m_sessionId = sessionId;
                Q_EMIT sessionIdChanged();
            });
    connect(m_link, &AdminLink::problemFound, this, [this](quint64 malformed, const QString &text) {
        m_malformed = malformed;
        m_lastProblem = text;
        Q_EMIT problemFound();
    });
    connect(m_link, &AdminLink::captureFailed, this, &AdminSession::captureFailed);
}

// ---- the connection --------------------------------------------------------------------------

// The state changes at once: nothing may be sent to a connection that is about to end.
void AdminSession::open(const ConnectionSettings &settings)
{
    m_settings = settings;
    m_sessionId = settings.sessionId;
    m_status = {};
    m_status.state = LinkState::Connecting;
    m_commands.setReadOnly(settings.isReadOnly);
    const quint64 generation = ++m_generation;
    QMetaObject::invokeMethod(
        m_link, [link = m_link, settings, generation] { link->open(settings, generation); });
    Q_EMIT statusChanged();
}

void AdminSession::close()
{
    m_status = {};
    const quint64 generation = ++m_generation;
    QMetaObject::invokeMethod(m_link, [link = m_link, generation] { link->close(generation); });
    Q_EMIT statusChanged();
}

void AdminSession::retryNow()
{
    QMetaObject::invokeMethod(m_link, [link = m_link] { link->retryNow(); });
}

void AdminSession::resync()
{
    QMetaObject::invokeMethod(m_link, [link = m_link] { link->resync(); });
}

void AdminSession::logOut()
{
    QMetaObject::invokeMethod(m_link, [link = m_link] { link->logOut(); });
}

void AdminSession::setCapture(std::shared_ptr<CaptureWriter> capture)
{
    QMetaObject::invokeMethod(m_link, [link = m_link, capture] { link->setCapture(capture); });
}

void AdminSession::setReplaying(bool isReplaying)
{
    m_isReplaying = isReplaying;
    dropItems();
}

void AdminSession::dropItems()
{
    (void)m_queue->takeAll();
    m_items.clear();
    m_nextItem = 0;
}

void AdminSession::setFrameInterval(std::chrono::milliseconds interval)
{
    m_frameInterval = interval;
}

QString AdminSession::failureText() const
{
    return QsioAdmin::failureText(m_status.failure, m_settings, m_status.detail);
}

bool AdminSession::isProduction() const
{
    return m_store.listState() == ListState::Unavailable;
}

bool AdminSession::isListOverdue() const
{
    return m_loadingSince != 0 && m_store.now() - m_loadingSince > listPatience;
}

// ---- frames ----------------------------------------------------------------------------------

// What has come is applied for some milliseconds at a time, in its order.
void AdminSession::frame()
{
    if (m_isReplaying) {
        dropItems();
        return;
    }
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        if (m_nextItem == m_items.size()) {
            m_items = m_queue->takeAll();
            m_nextItem = 0;
            if (m_items.empty())
                break;
        }
        applyItem(m_items[m_nextItem++]);
        if (timer.elapsed() >= frameBudget)
            break;
    }
    if (m_nextItem != m_items.size())
        m_frameTimer.start(restInterval);
    m_store.publish();
}

void AdminSession::applyItem(LinkItem &item)
{
    if (auto *event = std::get_if<AdminEvent>(&item))
        m_store.apply(std::move(*event));
    else if (std::holds_alternative<ConnectionBegan>(item))
        m_store.beginConnection();
    else if (std::holds_alternative<ConnectionEnded>(item))
        m_store.endConnection();
    else
        m_store.clear();
}

void AdminSession::tick()
{
    m_store.tick();
    m_effects.tick();
    if (!isOnline() || m_store.syncedAt() || isProduction())
        m_loadingSince = 0;
    else if (m_loadingSince == 0)
        m_loadingSince = m_store.now();
}

// ---- commands --------------------------------------------------------------------------------

bool AdminSession::isReady() const
{
    return isOnline() && !m_store.isStale();
}

SocketKey AdminSession::ownSocket() const
{
    return {m_settings.nsp.toUtf8(), m_status.socketId};
}

bool AdminSession::send(const CommandFrame &frame, quint64 number)
{
    return QMetaObject::invokeMethod(m_link, [link = m_link, frame, number] {
        link->send(number, frame.event, frame.arguments);
    });
}

// Some servers take no lists of targets, and ignore them without a word. What may be said twice is
// said again, to one socket at a time.
void AdminSession::retryAlone(const Command &command, const EffectResult &result)
{
    const bool hadNoEffect = result.isConfirmable && !result.isAnswered && result.usedLists
        && result.confirmed == 0 && result.missing() > 0;
    if (!hadNoEffect || command.verb == Command::Verb::Emit)
        return;
    m_commands.send(command, nullptr, true);
}

} // namespace QsioAdmin
