// SPDX-License-Identifier: MIT
#include "capturefile.h"

#include "admindecoder.h"
#include "jsoncursor.h"
#include "jsontext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTimeZone>

namespace QsioAdmin {

constexpr qint64 pieceSize = 64 * 1024;

CaptureReader::CaptureReader(QIODevice *device)
    : m_device(device)
{ }

std::optional<CaptureEntry> CaptureReader::next()
{
    while (!m_device->atEnd()) {
        const QByteArray line = readLine().trimmed();
        if (line.isEmpty())
            continue;
        bool isOther = false;
        if (std::optional<CaptureEntry> entry = parse(line, &isOther))
            return entry;
        m_skipped += isOther ? 0 : 1;
    }
    return {};
}

// In pieces: QIODevice makes room for all that it may read, however short the line is.
QByteArray CaptureReader::readLine()
{
    QByteArray line;
    bool isTooLong = false;
    for (bool isEnd = false; !isEnd;) {
        const QByteArray piece = m_device->readLine(pieceSize);
        isEnd = piece.isEmpty() || piece.endsWith('\n');
        if (!isTooLong)
            line += piece;
        isTooLong = isTooLong || line.size() - (line.endsWith('\n') ? 1 : 0) > m_maxLine;
        if (isTooLong)
            line.clear();
    }
    m_skipped += isTooLong ? 1 : 0;
    return line;
}

// The values of an array without its brackets.
static QByteArray elementsOf(JsonCursor &cursor)
{
    const bool isArray = cursor.peek() == JsonCursor::Type::Array;
    const QByteArrayView text = cursor.skip();
    return isArray && text.size() >= 2 ? text.sliced(1).chopped(1).toByteArray() : QByteArray();
}

std::optional<CaptureEntry> CaptureReader::parse(QByteArrayView line, bool *isOther)
{
    JsonCursor cursor(line);
    if (!cursor.beginObject())
        return {};
    CaptureEntry entry;
    while (cursor.nextMember()) {
        const QByteArrayView key = cursor.key();
        if (key == "at") {
            entry.at = AdminDecoder::parseTime(cursor.plainString().value_or(QByteArrayView()));
        } else if (key == "scenario") {
            entry.scenario = cursor.string().value_or(QByteArray());
        } else if (key == "dir") {
            *isOther = cursor.plainString().value_or(QByteArrayView()) != "s2a";
        } else if (key == "event") {
            entry.event = cursor.string().value_or(QByteArray());
        } else if (key == "args") {
            entry.arguments = elementsOf(cursor);
        } else if (key == "attachments" && cursor.peek() == JsonCursor::Type::Array) {
            cursor.beginArray();
            while (cursor.nextElement())
                entry.attachments.append(
                    QByteArray::fromBase64(cursor.string().value_or(QByteArray())));
        } else {
            cursor.skip();
        }
    }
    if (cursor.isMalformed() || *isOther || entry.event.isEmpty())
        return {};
    return entry;
}

CaptureWriter::CaptureWriter(std::unique_ptr<QIODevice> device)
    : m_device(std::move(device))
{ }

// monday.ndjson and 2 make monday.2.ndjson
static QString partName(const QString &fileName, int number)
{
    const QFileInfo info(fileName);
    const QString suffix = info.suffix();
    const QString base = suffix.isEmpty() ? fileName : fileName.chopped(suffix.size() + 1);
    const QString name = base + u'.' + QString::number(number);
    return suffix.isEmpty() ? name : name + u'.' + suffix;
}

QStringList captureParts(const QString &fileName)
{
    QStringList parts{fileName};
    for (int number = 1; number < 10'000 && QFile::exists(partName(fileName, number)); ++number)
        parts.prepend(partName(fileName, number));
    return parts;
}

// What is recorded is nobody else's business, from the first byte.
bool CaptureWriter::openPrivately(QFile *file)
{
    return file->open(QIODevice::WriteOnly | QIODevice::Truncate,
                      QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

std::shared_ptr<CaptureWriter> CaptureWriter::create(const QString &fileName,
                                                     const CaptureLimits &limits, QString *error)
{
    const QString older = partName(fileName, 1);
    if (QFile::exists(older)) { // it would be taken for a part of this one
        if (error)
            *error = QCoreApplication::translate("CaptureWriter", "\"%1\" is there already.")
                         .arg(older);
        return {};
    }
    auto file = std::make_unique<QFile>(fileName);
    if (!openPrivately(file.get())) {
        if (error)
            *error = file->errorString();
        return {};
    }
    auto writer = std::make_shared<CaptureWriter>(std::move(file));
    writer->m_fileName = fileName;
    writer->m_limits = limits;
    return writer;
}

bool CaptureWriter::rotate()
{
    m_device.reset();
    QFile::remove(partName(m_fileName, m_limits.maxFiles - 1));
    for (int number = m_limits.maxFiles - 2; number >= 1; --number) {
        if (QFile::exists(partName(m_fileName, number)))
            QFile::rename(partName(m_fileName, number), partName(m_fileName, number + 1));
    }
    auto file = std::make_unique<QFile>(m_fileName);
    const bool isKept = m_limits.maxFiles < 2 || file->rename(partName(m_fileName, 1));
    file->setFileName(m_fileName);
    const bool isOpen = isKept && openPrivately(file.get());
    m_device = std::move(file);
    m_fileBytes = 0;
    if (isOpen && m_onRotated)
        m_onRotated();
    return isOpen;
}

bool CaptureWriter::write(const CaptureEntry &entry)
{
    const bool isFull = !m_fileName.isEmpty() && m_fileBytes >= m_limits.maxBytes;
    if (isFull && !rotate())
        return false;
    const bool isSecret = entry.event == "session";
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(entry.at, Qt::UTC);
    QByteArray line = "{\"at\":\"" + at.toString(Qt::ISODateWithMs).toLatin1() + '"';
    if (!entry.scenario.isEmpty())
        line += ",\"scenario\":" + jsonString(entry.scenario);
    line += ",\"dir\":\"s2a\",\"event\":" + jsonString(entry.event) + ",\"args\":["
        + (isSecret ? QByteArray("\"(hidden)\"") : entry.arguments) + ']';
    if (!entry.attachments.isEmpty()) {
        line += ",\"attachments\":[";
        for (const QByteArray &attachment : entry.attachments)
            line += '"' + attachment.toBase64() + "\",";
        line.back() = ']';
    }
    line += "}\n";
    if (entry.event != "all_sockets") // a file begins with it, and would be full at once
        m_fileBytes += line.size();
    m_written += line.size();
    return m_device->write(line) == line.size();
}

bool CaptureWriter::flush()
{
    auto *file = qobject_cast<QFileDevice *>(m_device.get());
    return !file || file->flush();
}

} // namespace QsioAdmin
