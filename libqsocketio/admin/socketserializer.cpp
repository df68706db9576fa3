// SPDX-License-Identifier: MIT
#include "socketserializer_p.h"

#include "../adapter/adapter.h"
#include "../core/jsonwriter.h"
#include "../engineio/session.h"
#include "../server/connection.h"
#include "../server/namespace.h"
#include "../server/remotesocket.h"
#include "../server/socket.h"

#include <QtCore/QCborArray>
#include <QtCore/QLocale>

namespace QSocketIo {

SocketSerializer::SocketSerializer(const QString &serverId,
                                   const QList<QByteArray> &redactedHeaders)
    : m_serverId(serverId)
{
    for (const QByteArray &name : redactedHeaders)
        m_redacted.insert(name.toLower());
}

static void writeText(JsonWriter &json, QAnyStringView key, QAnyStringView text)
{
    json.key(key);
    json.string(text);
}

// What comes from HTTP is bytes of any kind; JSON has to be UTF-8.
static QString latin1(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

static void writeRooms(JsonWriter &json, const QStringList &rooms)
{
    json.key("rooms");
    json.beginArray();
    for (const QString &room : rooms)
        json.string(room);
    json.endArray();
}

void SocketSerializer::write(JsonWriter &json, const Socket *socket) const
{
    const Session *session = socket->conn();
    json.beginObject();
    writeText(json, "id", socket->id());
    writeText(json, "clientId",
              socket->connection() ? clientId(socket->connection()->id()) : QString());
    writeText(json, "transport", session ? session->transportName() : QString());
    writeText(json, "nsp", socket->nsp()->name());
    writeData(json, socket->data());
    writeHandshake(json, socket->handshake());
    writeRooms(json, socket->nsp()->adapter()->socketRooms(socket->id()));
    writeText(json, "serverId", m_serverId);
    json.endObject();
}

void SocketSerializer::write(JsonWriter &json, const QString &nsp, const RemoteSocket &socket) const
{
    // Servers on Node.js put there what their handshake does not tell.
    const QCborMap hidden = socket.data().value(privateKey()).toMap();
    QStringList rooms = socket.rooms().values();
    rooms.sort();
    json.beginObject();
    writeText(json, "id", socket.id());
    writeText(json, "clientId", hidden.value(QStringLiteral("clientId")).toString());
    writeText(json, "transport", hidden.value(QStringLiteral("transport")).toString());
    writeText(json, "nsp", nsp);
    writeData(json, socket.data());
    writeHandshake(json, socket.handshake());
    writeRooms(json, rooms);
    json.endObject();
}

// The list of sockets goes without attachments, whose number clients limit.
static QCborValue withoutBytes(const QCborValue &value)
{
    if (value.isByteArray())
        return QStringLiteral("[%1 bytes]").arg(value.toByteArray().size());
    if (value.isArray()) {
        QCborArray array;
        const QCborArray items = value.toArray();
        for (const QCborValue &item : items)
            array.append(withoutBytes(item));
        return array;
    }
    if (value.isMap()) {
        QCborMap map;
        const QCborMap members = value.toMap();
        for (auto it = members.constBegin(); it != members.constEnd(); ++it)
            map.insert(it.key(), withoutBytes(it.value()));
        return map;
    }
    return value;
}

QCborMap SocketSerializer::visibleData(const QCborMap &data)
{
    QCborMap visible = data;
    if (visible.contains(privateKey()))
        visible.remove(privateKey());
    return visible;
}

void SocketSerializer::writeData(JsonWriter &json, const QCborMap &data)
{
    const QCborMap visible = visibleData(data);
    JsonWriter writer;
    writer.cbor(visible);
    json.key("data");
    if (writer.attachments().isEmpty())
        json.raw(writer.text());
    else
        json.cbor(withoutBytes(visible));
}

void SocketSerializer::writeHeaders(JsonWriter &json, const HttpHeaders &headers) const
{
    QSet<QByteArray> seen;
    json.beginObject();
    for (const HttpHeaders::Field &field : headers.fields()) {
        const QByteArray name = field.name.toLower();
        if (seen.contains(name))
            continue;
        seen.insert(name);
        json.key(latin1(name));
        if (m_redacted.contains(name))
            json.string("[redacted]");
        else
            json.string(latin1(headers.combinedValue(name)));
    }
    json.endObject();
}

// JavaScript's way to write a date, for people only.
static QString javaScriptDate(const QDateTime &time)
{
    return QLocale::c().toString(time, QStringLiteral("ddd MMM dd yyyy HH:mm:ss"))
        + QStringLiteral(" GMT+0000 (Coordinated Universal Time)");
}

void SocketSerializer::writeHandshake(JsonWriter &json, const Handshake &handshake) const
{
    json.key("handshake");
    json.beginObject();
    writeText(json, "address", handshake.address().toString());
    json.key("headers");
    writeHeaders(json, handshake.headers());
    json.key("query");
    json.beginObject();
    const HttpRequest::Query &query = handshake.query();
    for (auto it = query.constBegin(); it != query.constEnd(); ++it)
        writeText(json, it.key(), it.value());
    json.endObject();
    json.key("issued");
    json.integer(handshake.issued().toMSecsSinceEpoch());
    json.key("secure");
    json.boolean(handshake.isSecure());
    writeText(json, "time", javaScriptDate(handshake.issued()));
    writeText(json, "url", latin1(handshake.url()));
    json.key("xdomain");
    json.boolean(handshake.isCrossDomain());
    json.endObject();
}

} // namespace QSocketIo
