// SPDX-License-Identifier: MIT
#include "capturefile.h"

#include "admindecoder.h"
#include "jsoncursor.h"
#include "jsontext.h"

#include <QtCore/QDateTime>
#include <QtCore/QFileDevice>
#include <QtCore/QTimeZone>

namespace QsioAdmin {

CaptureReader::CaptureReader(QIODevice *device)
    : m_device(device)
{ }

std::optional<CaptureEntry> CaptureReader::next()
{
    while (!m_device->atEnd()) {
        const QByteArray line = m_device->readLine().trimmed();
        if (line.isEmpty())
            continue;
        bool isOther = false;
        if (std::optional<CaptureEntry> entry = parse(line, &isOther))
            return entry;
        m_skipped += isOther ? 0 : 1;
    }
    return {};
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

bool CaptureWriter::write(const CaptureEntry &entry)
{
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
    return m_device->write(line) == line.size();
}

bool CaptureWriter::flush()
{
    auto *file = qobject_cast<QFileDevice *>(m_device.get());
    return !file || file->flush();
}

} // namespace QsioAdmin
