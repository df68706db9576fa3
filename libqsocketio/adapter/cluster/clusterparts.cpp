// SPDX-License-Identifier: MIT
#include "clusterparts_p.h"

#include <algorithm>

namespace QSocketIo {

using PartKind = ClusterDocument::Kind;

Error ClusterParts::malformed(const char *what)
{
    return Error(Error::Code::InvalidPacket, QLatin1StringView(what));
}

static bool readNames(ClusterDocument &document, const ClusterDocument::Value &value,
                      QStringList *names)
{
    if (value.kind == PartKind::Missing)
        return true;
    std::optional<QStringList> found = document.names(value);
    if (found)
        *names = *std::move(found);
    return found.has_value();
}

static void readFlags(ClusterDocument &document, const ClusterDocument::Value &flags,
                      BroadcastOptions *options)
{
    constexpr qint64 longest = 24 * 60 * 60 * 1000;
    ClusterDocument::Value isVolatile;
    ClusterDocument::Value compress;
    ClusterDocument::Value timeout;
    document.find(flags,
                  {{"volatile", &isVolatile}, {"compress", &compress}, {"timeout", &timeout}});
    options->isVolatile = document.isTrue(isVolatile);
    options->compress = compress.kind != PartKind::Boolean || document.isTrue(compress);
    if (const std::optional<qint64> duration = document.integer(timeout))
        options->timeout = std::chrono::milliseconds(qBound(qint64(0), *duration, longest));
}

bool ClusterParts::readOptions(ClusterDocument &document, const Value &value,
                               BroadcastOptions *options)
{
    if (value.kind != PartKind::Map)
        return false;
    Value rooms;
    Value except;
    Value flags;
    document.find(value, {{"rooms", &rooms}, {"except", &except}, {"flags", &flags}});
    readFlags(document, flags, options);
    return readNames(document, rooms, &options->rooms)
        && readNames(document, except, &options->except);
}

bool ClusterParts::readEvent(ClusterDocument &document, const Value &value, Packet *packet)
{
    const QList<Value> elements = document.elements(value);
    if (elements.isEmpty())
        return false;
    const Value &name = elements.constFirst();
    if (name.kind == PartKind::Number) {
        const std::optional<Payload> number = document.arguments({name}, 0);
        packet->event = number ? number->json() : QByteArray();
        packet->isNumericEvent = true;
    } else if (name.kind == PartKind::Text) {
        packet->event = document.utf8(name);
        if (packet->event.isNull())
            packet->event = "";
    }
    std::optional<Payload> arguments = document.arguments(elements, 1);
    if (packet->event.isNull() || packet->event == "null" || !arguments)
        return false;
    packet->payload = *std::move(arguments);
    return true;
}

// A binary event has the type of an event, or its own one.
static bool isEventType(std::optional<qint64> type)
{
    return type == 2 || type == 5;
}

bool ClusterParts::readPacket(ClusterDocument &document, const Value &value, Packet *packet)
{
    Value type;
    Value data;
    Value nsp;
    Value id;
    document.find(value, {{"type", &type}, {"data", &data}, {"nsp", &nsp}, {"id", &id}});
    if (!isEventType(document.integer(type)) || !readEvent(document, data, packet)
        || isReservedEvent(packet->event))
        return false;
    if (nsp.kind == PartKind::Text)
        packet->nsp = document.utf8(nsp);
    if (const std::optional<qint64> number = document.integer(id); number && *number >= 0)
        packet->id = quint64(*number);
    return true;
}

bool ClusterParts::readAnswer(ClusterDocument &document, const Value &value, QCborValue *answer)
{
    if (value.kind == PartKind::Missing) // JSON of an undefined value
        return true;
    std::optional<QCborValue> found = document.cbor(value);
    if (found)
        *answer = *std::move(found);
    return found.has_value();
}

bool ClusterParts::readCount(ClusterDocument &document, const Value &value, int *count)
{
    constexpr qint64 most = 1'000'000'000; // so that the sum over all servers cannot overflow
    const std::optional<qint64> found = document.integer(value);
    if (!found || *found < 0 || *found > most)
        return false;
    *count = int(*found);
    return true;
}

void ClusterParts::writeOptions(ClusterWriter &writer, const BroadcastOptions &options, Flags flags)
{
    writer.beginMap(flags == Flags::Written ? 3 : 2);
    writer.key(QLatin1StringView("rooms"));
    writer.texts(options.rooms);
    writer.key(QLatin1StringView("except"));
    writer.texts(options.except);
    if (flags == Flags::Written) {
        writer.key(QLatin1StringView("flags"));
        writer.beginMap(int(options.isVolatile) + int(!options.compress)
                        + int(options.timeout.has_value()));
        if (options.isVolatile) {
            writer.key(QLatin1StringView("volatile"));
            writer.boolean(true);
        }
        if (!options.compress) {
            writer.key(QLatin1StringView("compress"));
            writer.boolean(false);
        }
        if (options.timeout) {
            writer.key(QLatin1StringView("timeout"));
            writer.integer(options.timeout->count());
        }
        writer.endMap();
    }
    writer.endMap();
}

void ClusterParts::writePacket(ClusterWriter &writer, const Packet &packet, const QString &nsp)
{
    writer.beginMap(2 + int(packet.id.has_value()) + int(!nsp.isEmpty()));
    writer.key(QLatin1StringView("type"));
    writer.integer(2);
    writer.key(QLatin1StringView("data"));
    writer.event(packet);
    if (packet.id) {
        writer.key(QLatin1StringView("id"));
        writer.integer(qint64(*packet.id));
    }
    if (!nsp.isEmpty()) {
        writer.key(QLatin1StringView("nsp"));
        writer.text(nsp);
    }
    writer.endMap();
}

} // namespace QSocketIo
