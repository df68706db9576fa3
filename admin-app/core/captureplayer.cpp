// SPDX-License-Identifier: MIT
#include "captureplayer.h"

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr qint64 sliceTime = 10; // ms
constexpr auto tickInterval = 50ms;
constexpr qint64 tailSize = 64 * 1024;

CapturePlayer::CapturePlayer(AdminStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_slice(this)
    , m_tick(this)
{
    m_slice.setInterval(0ms);
    m_slice.callOnTimeout(this, [this] { applySome(); });
    m_tick.setInterval(tickInterval);
    m_tick.callOnTimeout(this, [this] {
        if (isSeeking()) // it is slower than it should be
            return;
        const double elapsed = double(m_clock.restart());
        seek(m_position + qint64(elapsed * m_speed));
    });
}

CapturePlayer::~CapturePlayer() = default;

// ---- files -----------------------------------------------------------------------------------

// Of the last entry that makes sense. It may be a long one.
bool CapturePlayer::findEnd(const QString &fileName, qint64 *time)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    for (qint64 size = tailSize;; size *= 4) {
        const bool isAll = size >= file.size();
        file.seek(isAll ? 0 : file.size() - size);
        if (!isAll)
            (void)file.readLine(); // what is left of a line
        CaptureReader reader(&file);
        bool isFound = false;
        while (const std::optional<CaptureEntry> entry = reader.next()) {
            *time = isFound ? qMax(*time, entry->at) : entry->at;
            isFound = true;
        }
        if (isFound || isAll)
            return isFound;
    }
}

bool CapturePlayer::open(const QString &fileName, QString *error)
{
    QFile file(fileName);
    qint64 last = 0;
    QString problem;
    const QStringList files = captureParts(fileName);
    if (!file.open(QIODevice::ReadOnly))
        problem = file.errorString();
    else if (!findEnd(fileName, &last))
        problem = tr("It is no capture.");
    if (!problem.isEmpty()) {
        if (error)
            *error = problem;
        return false;
    }
    pause();
    m_files = files;
    rewind();
    m_begin = m_next ? m_next->at : last;
    m_end = qMax(m_begin, last);
    m_position = m_target = m_begin;
    Q_EMIT stateChanged();
    seek(m_begin);
    return true;
}

void CapturePlayer::close()
{
    if (!isOpen())
        return;
    m_slice.stop();
    m_tick.stop();
    m_files.clear();
    m_next.reset();
    m_reader.reset();
    m_replay.reset();
    m_file.close();
    m_store->clear();
    Q_EMIT rewound();
    Q_EMIT stateChanged();
}

bool CapturePlayer::openNext()
{
    m_skipped = skipped();
    m_reader.reset();
    m_file.close();
    if (++m_fileIndex >= m_files.size())
        return false;
    m_file.setFileName(m_files[m_fileIndex]);
    if (m_file.open(QIODevice::ReadOnly))
        m_reader.emplace(&m_file);
    return true;
}

// A clock that was put back does not make it run backwards.
void CapturePlayer::readNext()
{
    const qint64 before = m_next ? m_next->at : 0;
    m_next.reset();
    do {
        if (m_reader)
            m_next = m_reader->next();
    } while (!m_next && m_fileIndex < m_files.size() && openNext());
    if (m_next)
        m_next->at = qMax(m_next->at, before);
}

quint64 CapturePlayer::skipped() const
{
    return m_skipped + (m_reader ? m_reader->skippedLines() : 0);
}

// ---- playing ---------------------------------------------------------------------------------

void CapturePlayer::rewind()
{
    m_fileIndex = -1;
    m_reader.reset();
    m_next.reset();
    m_skipped = 0;
    m_store->clear();
    m_replay.emplace(m_store, true);
    readNext();
    Q_EMIT rewound();
}

void CapturePlayer::seek(qint64 time)
{
    if (!isOpen())
        return;
    m_target = qBound(m_begin, time, m_end);
    if (m_target < m_position) {
        rewind();
        m_position = m_begin;
    }
    if (!m_slice.isActive())
        m_slice.start();
}

void CapturePlayer::step()
{
    if (isOpen() && m_next)
        seek(m_next->at);
}

void CapturePlayer::play(double speed)
{
    if (!isOpen())
        return;
    m_speed = speed;
    m_clock.start();
    m_tick.start();
    Q_EMIT stateChanged();
}

void CapturePlayer::pause()
{
    if (!m_tick.isActive())
        return;
    m_tick.stop();
    Q_EMIT stateChanged();
}

void CapturePlayer::applySome()
{
    QElapsedTimer timer;
    timer.start();
    while (m_next && m_next->at <= m_target && timer.elapsed() < sliceTime) {
        m_position = qMax(m_position, m_next->at); // which is the time for the store
        m_replay->apply(*m_next);
        readNext();
    }
    if (!m_next || m_next->at > m_target)
        arrive();
    m_store->publish();
    Q_EMIT positionChanged();
}

void CapturePlayer::arrive()
{
    m_slice.stop();
    m_position = m_target;
    m_store->tick();
    if (m_position >= m_end)
        pause();
}

} // namespace QsioAdmin
