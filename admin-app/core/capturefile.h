// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CAPTUREFILE_H
#define QSIOADMIN_CORE_CAPTUREFILE_H

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtCore/QList>

#include <memory>
#include <optional>

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

private:
    static std::optional<CaptureEntry> parse(QByteArrayView line, bool *isOther);

    QIODevice *const m_device;
    quint64 m_skipped = 0;
};

// Writes a capture. Session ids are left out: whoever has one can log in.
class CaptureWriter
{
public:
    explicit CaptureWriter(std::unique_ptr<QIODevice> device); // open
    bool write(const CaptureEntry &entry); // false: the device has failed
    bool flush();

private:
    const std::unique_ptr<QIODevice> m_device;
};

} // namespace QsioAdmin

#endif
