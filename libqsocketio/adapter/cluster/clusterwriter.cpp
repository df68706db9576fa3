// SPDX-License-Identifier: MIT
#include "clusterwriter_p.h"

#include "../../core/jsonreader_p.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>

namespace QSocketIo {

void ClusterWriter::beginMap(int size)
{
    if (isJson())
        m_json.beginObject();
    else
        m_msgpack.beginMap(quint64(size));
}

void ClusterWriter::endMap()
{
    if (isJson())
        m_json.endObject();
}

void ClusterWriter::beginArray(qsizetype size)
{
    if (isJson())
        m_json.beginArray();
    else
        m_msgpack.beginArray(quint64(size));
}

void ClusterWriter::endArray()
{
    if (isJson())
        m_json.endArray();
}

void ClusterWriter::key(QLatin1StringView name)
{
    if (isJson())
        m_json.key(name);
    else
        m_msgpack.text(QByteArrayView(name.data(), name.size()));
}

void ClusterWriter::key(const QString &name)
{
    if (isJson())
        m_json.key(name);
    else
        m_msgpack.text(name.toUtf8());
}

void ClusterWriter::boolean(bool value)
{
    if (isJson())
        m_json.boolean(value);
    else
        m_msgpack.boolean(value);
}

void ClusterWriter::integer(qint64 value)
{
    if (isJson())
        m_json.integer(value);
    else
        m_msgpack.integer(value);
}

void ClusterWriter::text(QAnyStringView text)
{
    if (isJson())
        m_json.string(text);
    else
        m_msgpack.text(text.toString().toUtf8());
}

void ClusterWriter::texts(const QStringList &texts)
{
    beginArray(texts.size());
    for (const QString &item : texts)
        text(item);
    endArray();
}

// JSON.stringify(Buffer.from(bytes))
static QCborValue bufferOf(const QByteArray &bytes)
{
    QCborArray data;
    for (const char byte : bytes)
        data.append(uchar(byte));
    return QCborMap{{QStringLiteral("type"), QStringLiteral("Buffer")},
                    {QStringLiteral("data"), data}};
}

static QCborValue withBuffers(const QCborValue &value)
{
    if (value.isByteArray())
        return bufferOf(value.toByteArray());
    if (value.isArray()) {
        QCborArray array;
        const QCborArray items = value.toArray();
        for (const QCborValue item : items)
            array.append(withBuffers(item));
        return array;
    }
    if (value.isMap()) {
        QCborMap map;
        const QCborMap members = value.toMap();
        for (auto it = members.constBegin(); it != members.constEnd(); ++it)
            map.insert(it.key(), withBuffers(it.value()));
        return map;
    }
    return value;
}

void ClusterWriter::cbor(const QCborValue &value)
{
    if (!isJson())
        return m_msgpack.cbor(value);
    JsonWriter writer;
    writer.cbor(value);
    if (writer.attachments().isEmpty())
        m_json.raw(writer.text());
    else
        m_json.cbor(withBuffers(value));
}

void ClusterWriter::eventName(const Packet &packet)
{
    if (!packet.isNumericEvent)
        return isJson() ? m_json.utf8(packet.event) : m_msgpack.text(packet.event);
    if (isJson())
        return m_json.raw(packet.event);
    m_msgpack.cbor(JsonReader::parse(packet.event).value_or(QCborValue(nullptr)));
}

void ClusterWriter::event(const Packet &packet)
{
    const Payload &payload = packet.payload;
    if (!isJson()) {
        m_msgpack.beginArray(quint64(payload.count()) + 1);
        eventName(packet);
        return m_msgpack.cborElements(payload.toCborArray());
    }
    m_json.beginArray();
    eventName(packet);
    if (!payload.hasAttachments()) {
        m_json.payload(payload);
    } else {
        const QCborArray arguments = payload.toCborArray();
        for (const QCborValue argument : arguments)
            m_json.cbor(withBuffers(argument));
    }
    m_json.endArray();
}

QByteArray ClusterWriter::takeBytes()
{
    return isJson() ? m_json.takeText() : m_msgpack.takeBytes();
}

} // namespace QSocketIo
