// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CAPTUREPLAYER_H
#define QSIOADMIN_CORE_CAPTUREPLAYER_H

#include "capturereplay.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QTimer>

namespace QsioAdmin {

// Plays a capture into a store, up to any time. Forward it goes on from where it is, back it begins
// anew; a few milliseconds at a time, the program staying alive meanwhile.
class CapturePlayer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CapturePlayer)
public:
    explicit CapturePlayer(AdminStore *store, QObject *parent = nullptr);
    ~CapturePlayer() override;

    // A file, with those in front of it where it was continued. False: it cannot be read, or is no
    // capture; the store is as it was.
    bool open(const QString &fileName, QString *error = nullptr);
    void close(); // empties the store
    [[nodiscard]] bool isOpen() const { return !m_files.isEmpty(); }
    [[nodiscard]] QString fileName() const
    {
        return m_files.isEmpty() ? QString() : m_files.last();
    }

    // Milliseconds since 1970, of the first and of the last entry, and of what is shown.
    [[nodiscard]] qint64 begin() const { return m_begin; }
    [[nodiscard]] qint64 end() const { return m_end; }
    [[nodiscard]] qint64 position() const { return m_position; }
    [[nodiscard]] bool isSeeking() const { return m_slice.isActive(); }
    [[nodiscard]] bool isPlaying() const { return m_tick.isActive(); }
    [[nodiscard]] quint64 skipped() const; // lines that make no sense, up to here

    void seek(qint64 time);
    void step(); // to the next entry
    void play(double speed); // times faster than it was
    void pause();

Q_SIGNALS:
    void positionChanged();
    void stateChanged(); // playing or not, open or not
    void rewound(); // the store has been emptied: whatever was derived from it is void

private:
    void rewind();
    bool openNext(); // of the files
    void readNext();
    void applySome();
    void arrive();
    [[nodiscard]] static bool findEnd(const QString &fileName, qint64 *time);

    AdminStore *const m_store;
    QStringList m_files; // the oldest first
    qsizetype m_fileIndex = -1;
    QFile m_file;
    std::optional<CaptureReader> m_reader;
    std::optional<CaptureReplay> m_replay;
    std::optional<CaptureEntry> m_next; // has been read, and not been applied
    QTimer m_slice;
    QTimer m_tick;
    QElapsedTimer m_clock;
    double m_speed = 1;
    qint64 m_begin = 0;
    qint64 m_end = 0;
    qint64 m_position = 0;
    qint64 m_target = 0;
    quint64 m_skipped = 0; // in files that are through
};

} // namespace QsioAdmin

#endif
