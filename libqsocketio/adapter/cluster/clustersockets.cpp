// SPDX-License-Identifier: MIT
// The descriptions of sockets in the answers to fetchSockets(), as Socket.IO builds them.
#include "clusterparts_p.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QSet>

namespace QSocketIo {

namespace {
using DescriptionKind = ClusterDocument::Kind;
using DescriptionValue = ClusterDocument::Value;

QCborMap mapAt(ClusterDocument &document, const DescriptionValue &value)
{
    if (value.kind != DescriptionKind::Map)
        return {};
    return document.cbor(value).value_or(QCborValue()).toMap();
}

HttpHeaders headersAt(ClusterDocument &document, const DescriptionValue &value)
{
    HttpHeaders headers;
    if (value.kind != DescriptionKind::Map)
        return headers;
    document.visitMembers(value, [&](const QByteArray &name, const DescriptionValue &header) {
        if (header.kind == DescriptionKind::Text) {
            headers.append(name, QString::fromUtf8(document.utf8(header)).toLatin1());
            return;
        }
        const QList<DescriptionValue> values = document.elements(header); // set-cookie
        for (const DescriptionValue &element : values)
            headers.append(name, QString::fromUtf8(document.utf8(element)).toLatin1());
    });
    return headers;
}

// The query is in the URL, too.
Handshake handshakeAt(ClusterDocument &document, const DescriptionValue &value)
{
    DescriptionValue headers;
    DescriptionValue address;
    DescriptionValue secure;
    DescriptionValue issued;
    DescriptionValue url;
    DescriptionValue auth;
    document.find(value,
                  {{"headers", &headers},
                   {"address", &address},
                   {"secure", &secure},
                   {"issued", &issued},
                   {"url", &url},
                   {"auth", &auth}});
    HttpRequest request;
    request.setMethod("GET");
    request.setTarget(QString::fromUtf8(document.utf8(url)).toLatin1());
    request.setHeaders(headersAt(document, headers));
    request.setPeer(QHostAddress(QString::fromUtf8(document.utf8(address))), 0);
    request.setSecure(document.isTrue(secure));
    const QDateTime time
        = QDateTime::fromMSecsSinceEpoch(document.integer(issued).value_or(0), Qt::UTC);
    return Handshake(request, mapAt(document, auth), time);
}

bool readSocket(ClusterDocument &document, const DescriptionValue &value, SocketDescription *socket)
{
    DescriptionValue id;
    DescriptionValue handshake;
    DescriptionValue rooms;
    DescriptionValue data;
    document.find(value,
                  {{"id", &id}, {"handshake", &handshake}, {"rooms", &rooms}, {"data", &data}});
    std::optional<QStringList> names = document.names(rooms);
    if (id.kind != DescriptionKind::Text || !names)
        return false;
    socket->id = QString::fromUtf8(document.utf8(id));
    socket->handshake = handshakeAt(document, handshake);
    socket->rooms = *std::move(names);
    socket->data = mapAt(document, data);
    return true;
}

void writeMember(ClusterWriter &writer, QLatin1StringView key, QAnyStringView text)
{
    writer.key(key);
    writer.text(text);
}

void writeDescribedHeaders(ClusterWriter &writer, const HttpHeaders &headers)
{
    QList<QByteArray> names;
    for (const HttpHeaders::Field &field : headers.fields()) {
        const QByteArray name = field.name.toLower();
        if (!names.contains(name))
            names.append(name);
    }
    writer.beginMap(int(names.size()));
    for (const QByteArray &name : std::as_const(names)) {
        writer.key(QString::fromLatin1(name));
        writer.text(QString::fromLatin1(headers.combinedValue(name)));
    }
    writer.endMap();
}

void writeQuery(ClusterWriter &writer, const HttpRequest::Query &query)
{
    writer.beginMap(int(query.size()));
    for (auto it = query.constBegin(); it != query.constEnd(); ++it) {
        writer.key(it.key());
        writer.text(it.value());
    }
    writer.endMap();
}

// As JavaScript writes a date where the time zone is UTC.
QString dateText(const QDateTime &time)
{
    return QLocale::c().toString(time, QStringLiteral("ddd MMM dd yyyy HH:mm:ss"))
        + QStringLiteral(" GMT+0000 (Coordinated Universal Time)");
}

void writeDescribedHandshake(ClusterWriter &writer, const Handshake &handshake)
{
    writer.beginMap(9);
    writer.key(QLatin1StringView("headers"));
    writeDescribedHeaders(writer, handshake.headers());
    writeMember(writer, QLatin1StringView("time"), dateText(handshake.issued()));
    writeMember(writer, QLatin1StringView("address"), handshake.address().toString());
    writer.key(QLatin1StringView("xdomain"));
    writer.boolean(handshake.isCrossDomain());
    writer.key(QLatin1StringView("secure"));
    writer.boolean(handshake.isSecure());
    writer.key(QLatin1StringView("issued"));
    writer.integer(handshake.issued().toMSecsSinceEpoch());
    writeMember(writer, QLatin1StringView("url"), QString::fromLatin1(handshake.url()));
    writer.key(QLatin1StringView("query"));
    writeQuery(writer, handshake.query());
    writer.key(QLatin1StringView("auth"));
    writer.cbor(handshake.auth());
    writer.endMap();
}
} // namespace

bool ClusterParts::readSockets(ClusterDocument &document, const Value &value,
                               QList<SocketDescription> *sockets)
{
    if (value.kind != DescriptionKind::Array)
        return false;
    const QList<Value> elements = document.elements(value);
    sockets->reserve(elements.size());
    for (const Value &element : elements) {
        SocketDescription socket;
        if (!readSocket(document, element, &socket))
            return false;
        sockets->append(socket);
    }
    return true;
}

void ClusterParts::writeSockets(ClusterWriter &writer, const QList<SocketDescription> &sockets)
{
    writer.beginArray(sockets.size());
    for (const SocketDescription &socket : sockets) {
        writer.beginMap(4);
        writeMember(writer, QLatin1StringView("id"), socket.id);
        writer.key(QLatin1StringView("handshake"));
        writeDescribedHandshake(writer, socket.handshake);
        writer.key(QLatin1StringView("rooms"));
        writer.texts(socket.rooms);
        writer.key(QLatin1StringView("data"));
        writer.cbor(socket.data);
        writer.endMap();
    }
    writer.endArray();
}

} // namespace QSocketIo
