// SPDX-License-Identifier: MIT
#include "eventarguments_p.h"

#include "../core/jsonreader_p.h"
#include "../core/jsonscan_p.h"
#include "../core/jsonwriter.h"
#include "../core/payload.h"

namespace QSocketIo {

static void writeMarker(JsonWriter &json, qint64 bytes)
{
    json.string(QStringLiteral("[%1 bytes not shown]").arg(bytes));
}

static qint64 sizeOf(const QList<QByteArray> &attachments)
{
    qint64 size = 0;
    for (const QByteArray &attachment : attachments)
        size += attachment.size();
    return size;
}

void EventArguments::write(JsonWriter &json, const Payload &arguments, qint64 maxBytes)
{
    const qint64 size = arguments.json().size() + sizeOf(arguments.attachments());
    if (maxBytes <= 0 || size <= maxBytes)
        json.payload(arguments);
    else
        writeEach(json, arguments, maxBytes);
}

void EventArguments::writeEach(JsonWriter &json, const Payload &arguments, qint64 maxBytes)
{
    if (arguments.hasAttachments()) {
        for (const QCborValue &argument : arguments.toCborArray()) {
            JsonWriter single;
            single.cbor(argument);
            const qint64 size = single.text().size() + sizeOf(single.attachments());
            if (size > maxBytes)
                writeMarker(json, size);
            else
                json.cbor(argument);
        }
        return;
    }
    const QByteArray text = arguments.json();
    JsonReader reader(text, JsonScan::MaxDepth);
    do {
        const auto span = reader.skipValue();
        if (!span)
            return;
        const qsizetype size = span->end - span->begin;
        if (size > maxBytes)
            writeMarker(json, size);
        else
            json.raw(QByteArrayView(text).sliced(span->begin, size));
    } while (reader.skip(','));
}

} // namespace QSocketIo
