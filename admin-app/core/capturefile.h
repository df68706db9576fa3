// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CAPTUREFILE_H
#define QSIOADMIN_CORE_CAPTUREFILE_H

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QFile;
QT_END_NAMESPACE

namespace QsioAdmin {

// A line of a capture: an event of the admin protocol, or one of the connection, whose names begin
// with '#': #connect, #disconnect and #connect_error.
struct CaptureEntry
{
    qint64 at = 0; // milliseconds since 1970, of our clock
    QByteArray scenario; // of a trace that has several, else empty
    QByteArray event;
    QByteArray arguments; // JSON values separated by commas
    QList<QByteArray> attachments;

    [[nodiscard]] bool isConnection() const { return event.startsWith('#'); }
};

// Reads a capture: a JSON object in each line. Lines that are none, and those of other directions
// than from server to admin, are left out.
class CaptureReader
{
public:
    explicit CaptureReader(QIODevice *device); // open; it has to live as long
    [[nodiscard]] std::optional<CaptureEntry> next(); // null: there are no more
    [[nodiscard]] quint64 skippedLines() const { return m_skipped; } // that make no sense
    void setMaxLine(qint64 bytes) { m_maxLine = bytes; } // longer ones are skipped
    static constexpr qint64 defaultMaxLine = 256 * 1024 * 1024; // a list of 400,000 sockets

private:
    static std::optional<CaptureEntry> parse(QByteArrayView line, bool *isOther);

    QIODevice *const m_device;
    [[nodiscard]] QByteArray readLine(); // empty: it was too long

    qint64 m_maxLine = defaultMaxLine;
    quint64 m_skipped = 0;
};

// How large a capture gets: a file that is full is called monday.1.ndjson from then on, and the one
// that was is monday.2.ndjson; the oldest one goes.
struct CaptureLimits
{
    qint64 maxBytes = 100 * 1024 * 1024; // of a file, besides the lists of all sockets
    int maxFiles = 10;
};

// The files of a capture, the oldest first.
[[nodiscard]] QStringList captureParts(const QString &fileName);

// Writes a capture. Session ids are left out: whoever has one can log in.
class CaptureWriter
{
public:
    explicit CaptureWriter(std::unique_ptr<QIODevice> device); // open
    // A new file, that nobody else can read. Null: it cannot be written.
    [[nodiscard]] static std::shared_ptr<CaptureWriter>
    create(const QString &fileName, const CaptureLimits &limits = {}, QString *error = nullptr);

    // Called in the thread that writes when a new file begins: what is known should be said again.
    void onRotated(std::function<void()> call) { m_onRotated = std::move(call); }
    bool write(const CaptureEntry &entry); // false: the device has failed
    bool flush();
    [[nodiscard]] qint64 written() const { return m_written; } // bytes; from any thread

private:
    bool rotate();
    static bool openPrivately(QFile *file);

    std::unique_ptr<QIODevice> m_device;
    QString m_fileName; // empty: it is no file of ours
    CaptureLimits m_limits;
    std::function<void()> m_onRotated;
    qint64 m_fileBytes = 0;
    std::atomic<qint64> m_written = 0;
};

} // namespace QsioAdmin

#endif
