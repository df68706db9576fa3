// SPDX-License-Identifier: MIT
// The descriptions of sockets in the answers to fetchSockets(), as Socket.IO builds them.
#include "../../core/deferredhandshake_p.h"
#include "clusterparts_p.h"

#include <QtCore/QDateTime>
#include <QtCore/QVarLengthArray>

#include <algorithm>
#include <array>
#include <cstdio>

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

// Read when somebody looks at it. What it is read from must not keep the whole message alive.
Handshake deferredHandshake(ClusterDocument &document, const DescriptionValue &value)
{
    return DeferredHandshake::make([bytes = document.bytesOf(value).toByteArray()] {
        const std::unique_ptr<ClusterDocument> part = ClusterDocument::of(bytes);
        return handshakeAt(*part, part->root());
    });
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
    socket->handshake = deferredHandshake(document, handshake);
    socket->rooms = *std::move(names);
    socket->data = mapAt(document, data);
    return true;
}

void writeMember(ClusterWriter &writer, QLatin1StringView key, QAnyStringView text)
{
    writer.key(key);
    writer.text(text);
}

struct DescribedField
{
    const HttpHeaders::Field *field; // the first one of that name
    bool isRepeated;
};

bool isSameName(const HttpHeaders::Field &a, const HttpHeaders::Field &b)
{
    return a.name.size() == b.name.size() && a.name.compare(b.name, Qt::CaseInsensitive) == 0;
}

void writeDescribedHeaders(ClusterWriter &writer, const HttpHeaders &headers)
{
    const QList<HttpHeaders::Field> &fields = headers.fields();
    QVarLengthArray<DescribedField, 32> described;
    for (const HttpHeaders::Field &field : fields) {
        const auto same = std::find_if(
            described.begin(), described.end(),
            [&field](const DescribedField &other) { return isSameName(*other.field, field); });
        if (same == described.end())
            described.append({&field, false});
        else
            same->isRepeated = true;
    }
    writer.beginMap(int(described.size()));
    for (const DescribedField &item : described) {
        const QByteArray name = item.field->name.toLower();
        writer.key(QLatin1StringView(name));
        writer.text(
            QLatin1StringView(item.isRepeated ? headers.combinedValue(name) : item.field->value));
    }
    writer.endMap();
}

// The request would keep its decoded query for good.
void writeQuery(ClusterWriter &writer, HttpRequest request)
{
    request.setTarget(request.target());
    const HttpRequest::Query &query = request.query();
    writer.beginMap(int(query.size()));
    for (auto it = query.constBegin(); it != query.constEnd(); ++it) {
        writer.key(it.key());
        writer.text(it.value());
    }
    writer.endMap();
}

// As JavaScript writes a date where the time zone is UTC.
QByteArray dateText(const QDateTime &dateTime)
{
    static constexpr std::array days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr std::array months
        = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const QDate date = dateTime.date();
    const QTime time = dateTime.time();
    if (!dateTime.isValid())
        return "Invalid Date";
    std::array<char, 80> text;
    const int size = std::snprintf(
        text.data(), text.size(),
        "%s %s %02d %04d %02d:%02d:%02d GMT+0000 (Coordinated Universal Time)",
        days[std::size_t(date.dayOfWeek() - 1)], months[std::size_t(date.month() - 1)], date.day(),
        date.year(), time.hour(), time.minute(), time.second());
    return QByteArray(text.data(), std::min(size, int(text.size()) - 1));
}

void writeDescribedHandshake(ClusterWriter &writer, const Handshake &handshake)
{
    writer.beginMap(9);
    writer.key(QLatin1StringView("headers"));
    writeDescribedHeaders(writer, handshake.headers());
    writeMember(writer, QLatin1StringView("time"), QLatin1StringView(dateText(handshake.issued())));
    writeMember(writer, QLatin1StringView("address"), handshake.address().toString());
    writer.key(QLatin1StringView("xdomain"));
    writer.boolean(handshake.isCrossDomain());
    writer.key(QLatin1StringView("secure"));
    writer.boolean(handshake.isSecure());
    writer.key(QLatin1StringView("issued"));
    writer.integer(handshake.issued().toMSecsSinceEpoch());
    writeMember(writer, QLatin1StringView("url"), QLatin1StringView(handshake.url()));
    writer.key(QLatin1StringView("query"));
    writeQuery(writer, handshake.request());
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
