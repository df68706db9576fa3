// SPDX-License-Identifier: MIT
#include "clustercodec_p.h"
#include "clusterparts_p.h"

namespace QSocketIo {

namespace {
using ClassicType = ClusterMessage::Type;
using ClassicKind = ClusterDocument::Kind;
using ClassicFormat = ClusterWriter::Format;

struct ClassicMembers
{
    ClusterDocument::Value type;
    ClusterDocument::Value uid;
    ClusterDocument::Value requestId;
    ClusterDocument::Value options;
    ClusterDocument::Value rooms;
    ClusterDocument::Value close;
    ClusterDocument::Value data;
    ClusterDocument::Value packet;
    ClusterDocument::Value sid;
    ClusterDocument::Value room;
    ClusterDocument::Value sockets;
    ClusterDocument::Value clientCount;

    explicit ClassicMembers(ClusterDocument &document)
    {
        document.find(document.root(),
                      {{"type", &type},
                       {"uid", &uid},
                       {"requestId", &requestId},
                       {"opts", &options},
                       {"rooms", &rooms},
                       {"close", &close},
                       {"data", &data},
                       {"packet", &packet},
                       {"sid", &sid},
                       {"room", &room},
                       {"sockets", &sockets},
                       {"clientCount", &clientCount}});
    }
};

ClassicType requestType(std::optional<qint64> number)
{
    static constexpr ClassicType types[]
        = {ClassicType::SocketIds,      ClassicType::AllRooms,          ClassicType::SocketsJoin,
           ClassicType::SocketsLeave,   ClassicType::DisconnectSockets, ClassicType::FetchSockets,
           ClassicType::ServerSideEmit, ClassicType::Broadcast};
    const bool isKnown = number && *number >= 0 && *number < qint64(std::size(types));
    return isKnown ? types[*number] : ClassicType::Unknown;
}

int requestNumber(ClassicType type)
{
    for (int number = 0; number <= 7; ++number) {
        if (requestType(number) == type)
            return number;
    }
    return -1;
}

bool readNameList(ClusterDocument &document, const ClusterDocument::Value &value,
                  QStringList *names)
{
    std::optional<QStringList> found = document.names(value);
    if (found)
        *names = *std::move(found);
    return found.has_value();
}

// For the sockets that opts select or, as older servers have it, for the one called sid.
bool readTarget(ClusterDocument &document, const ClassicMembers &members, ClusterMessage *message)
{
    if (members.options.kind != ClassicKind::Missing) {
        message->requestId.clear();
        return ClusterParts::readOptions(document, members.options, &message->options)
            && (message->type == ClassicType::DisconnectSockets
                || readNameList(document, members.rooms, &message->rooms));
    }
    if (members.sid.kind != ClassicKind::Text || message->requestId.isNull())
        return false;
    message->options.rooms = QStringList{QString::fromUtf8(document.utf8(members.sid))};
    if (message->type == ClassicType::DisconnectSockets)
        return true;
    const std::optional<QString> room = document.name(members.room);
    message->rooms = QStringList{room.value_or(QString())};
    return room.has_value();
}

bool readRequest(ClusterDocument &document, const ClassicMembers &members, ClusterMessage *message)
{
    const bool hasId = !message->requestId.isEmpty();
    switch (message->type) {
    case ClassicType::SocketIds:
        return hasId && readNameList(document, members.rooms, &message->options.rooms);
    case ClassicType::AllRooms:
        return hasId;
    case ClassicType::DisconnectSockets:
        message->mode = document.isTrue(members.close) ? DisconnectMode::CloseConnection
                                                       : DisconnectMode::LeaveNamespace;
        return readTarget(document, members, message);
    case ClassicType::SocketsJoin:
    case ClassicType::SocketsLeave:
        return readTarget(document, members, message);
    case ClassicType::FetchSockets:
        return hasId && ClusterParts::readOptions(document, members.options, &message->options);
    case ClassicType::ServerSideEmit:
        return ClusterParts::readEvent(document, members.data, &message->packet);
    case ClassicType::Broadcast:
        return hasId && ClusterParts::readPacket(document, members.packet, &message->packet)
            && ClusterParts::readOptions(document, members.options, &message->options);
    default:
        return true;
    }
}

// Answers of the first kinds have no type: what they carry tells.
bool readResponse(ClusterDocument &document, const ClassicMembers &members, ClusterMessage *message)
{
    const std::optional<qint64> type = document.integer(members.type);
    if (type == 6) {
        message->type = ClassicType::ServerSideEmitResponse;
        return ClusterParts::readAnswer(document, members.data, &message->answer);
    }
    if (type == 8) {
        message->type = ClassicType::BroadcastClientCount;
        return ClusterParts::readCount(document, members.clientCount, &message->clientCount);
    }
    if (type == 9) {
        message->type = ClassicType::BroadcastAck;
        return ClusterParts::readAnswer(document, members.packet, &message->answer);
    }
    if (members.rooms.kind != ClassicKind::Missing) {
        message->type = ClassicType::AllRoomsResponse;
        return readNameList(document, members.rooms, &message->rooms);
    }
    if (members.sockets.kind == ClassicKind::Missing) {
        message->type = ClassicType::Done;
        return true;
    }
    const QList<ClusterDocument::Value> sockets = document.elements(members.sockets);
    if (!sockets.isEmpty() && sockets.constFirst().kind == ClassicKind::Text) {
        message->type = ClassicType::SocketIdsResponse;
        return readNameList(document, members.sockets, &message->rooms);
    }
    message->type = ClassicType::FetchSocketsResponse;
    return ClusterParts::readSockets(document, members.sockets, &message->sockets);
}

void writeClassicId(ClusterWriter &writer, const ClusterMessage &message)
{
    writer.key(QLatin1StringView("requestId"));
    writer.text(message.requestId);
}

void writeClassicUid(ClusterWriter &writer, const ClusterMessage &message)
{
    writer.key(QLatin1StringView("uid"));
    writer.text(message.uid);
}

void writeClassicType(ClusterWriter &writer, int type)
{
    writer.key(QLatin1StringView("type"));
    writer.integer(type);
}

void writeClassicOptions(ClusterWriter &writer, const ClusterMessage &message,
                         ClusterParts::Flags flags)
{
    writer.key(QLatin1StringView("opts"));
    ClusterParts::writeOptions(writer, message.options, flags);
}

// Type 7, the only request in MessagePack.
QByteArray encodeAcknowledged(const ClusterMessage &message)
{
    ClusterWriter writer(ClassicFormat::Msgpack);
    writer.beginMap(5);
    writeClassicUid(writer, message);
    writeClassicId(writer, message);
    writeClassicType(writer, 7);
    writer.key(QLatin1StringView("packet"));
    ClusterParts::writePacket(writer, message.packet, message.nsp);
    writeClassicOptions(writer, message, ClusterParts::Flags::Written);
    writer.endMap();
    return writer.takeBytes();
}

// The members behind type.
void writeClassicRequest(ClusterWriter &writer, const ClusterMessage &message)
{
    switch (message.type) {
    case ClassicType::SocketIds:
        writer.key(QLatin1StringView("rooms"));
        return writer.texts(message.options.rooms);
    case ClassicType::SocketsJoin:
    case ClassicType::SocketsLeave:
        writeClassicOptions(writer, message, ClusterParts::Flags::Omitted);
        writer.key(QLatin1StringView("rooms"));
        return writer.texts(message.rooms);
    case ClassicType::DisconnectSockets:
        writeClassicOptions(writer, message, ClusterParts::Flags::Omitted);
        writer.key(QLatin1StringView("close"));
        return writer.boolean(message.mode == DisconnectMode::CloseConnection);
    case ClassicType::FetchSockets:
        return writeClassicOptions(writer, message, ClusterParts::Flags::Omitted);
    case ClassicType::ServerSideEmit:
        writer.key(QLatin1StringView("data"));
        return writer.event(message.packet);
    default:
        return;
    }
}

QByteArray encodeClientAck(const ClusterMessage &message)
{
    ClusterWriter writer(ClassicFormat::Msgpack);
    writer.beginMap(3);
    writeClassicType(writer, 9);
    writeClassicId(writer, message);
    writer.key(QLatin1StringView("packet"));
    writer.cbor(message.answer);
    writer.endMap();
    return writer.takeBytes();
}

bool mayHaveNoUid(ClassicType type) // those of the emitter
{
    return type == ClassicType::SocketsJoin || type == ClassicType::SocketsLeave
        || type == ClassicType::DisconnectSockets || type == ClassicType::SocketIds;
}
} // namespace

QByteArray ClassicRedisCodec::encodeBroadcast(const ClusterMessage &message)
{
    ClusterWriter writer(ClassicFormat::Msgpack);
    writer.beginArray(3);
    writer.text(message.uid);
    ClusterParts::writePacket(writer, message.packet, message.nsp);
    ClusterParts::writeOptions(writer, message.options, ClusterParts::Flags::Written);
    writer.endArray();
    return writer.takeBytes();
}

QByteArray ClassicRedisCodec::broadcastBeginning(const QString &uid)
{
    ClusterWriter writer(ClassicFormat::Msgpack);
    writer.beginArray(3);
    writer.text(uid);
    return writer.takeBytes();
}

Result<ClusterMessage> ClassicRedisCodec::decodeBroadcast(QByteArrayView bytes)
{
    MsgpackClusterDocument document(bytes);
    const QList<ClusterDocument::Value> elements = document.elements(document.root());
    if (elements.size() < 3 || elements.constFirst().kind != ClassicKind::Text)
        return ClusterParts::malformed("the broadcast is no array of uid, packet and options");
    ClusterMessage message;
    message.type = ClassicType::Broadcast;
    message.uid = QString::fromUtf8(document.utf8(elements[0]));
    if (!ClusterParts::readPacket(document, elements[1], &message.packet)
        || !ClusterParts::readOptions(document, elements[2], &message.options))
        return ClusterParts::malformed("the broadcast has an invalid packet or options");
    message.nsp = QString::fromUtf8(message.packet.nsp);
    return message;
}

QByteArray ClassicRedisCodec::encodeRequest(const ClusterMessage &message)
{
    if (message.type == ClassicType::Broadcast)
        return encodeAcknowledged(message);
    ClusterWriter writer(ClassicFormat::Json);
    writer.beginMap(0);
    if (!message.uid.isEmpty())
        writeClassicUid(writer, message);
    if (!message.requestId.isNull())
        writeClassicId(writer, message);
    writeClassicType(writer, requestNumber(message.type));
    writeClassicRequest(writer, message);
    writer.endMap();
    return writer.takeBytes();
}

Result<ClusterMessage> ClassicRedisCodec::decodeRequest(QByteArrayView bytes, const QString &nsp)
{
    const std::unique_ptr<ClusterDocument> document = ClusterDocument::of(bytes);
    const ClassicMembers members(*document);
    const std::optional<qint64> type = document->integer(members.type);
    if (!type)
        return ClusterParts::malformed("the request has no type");
    ClusterMessage message;
    message.type = requestType(type);
    message.nsp = nsp;
    message.uid = QString::fromUtf8(document->utf8(members.uid));
    if (members.requestId.kind != ClassicKind::Missing)
        message.requestId = document->name(members.requestId).value_or(QStringLiteral(""));
    if (message.uid.isEmpty() && !mayHaveNoUid(message.type) && message.type != ClassicType::Unknown
        && message.requestId.isNull())
        return ClusterParts::malformed("the request has no uid");
    if (!readRequest(*document, members, &message))
        return ClusterParts::malformed("a member of the request is missing or invalid");
    message.packet.nsp = nsp.toUtf8();
    return message;
}

QByteArray ClassicRedisCodec::encodeResponse(const ClusterMessage &message)
{
    if (message.type == ClassicType::BroadcastAck)
        return encodeClientAck(message);
    ClusterWriter writer(ClassicFormat::Json);
    writer.beginMap(0);
    if (message.type == ClassicType::ServerSideEmitResponse)
        writeClassicType(writer, 6);
    else if (message.type == ClassicType::BroadcastClientCount)
        writeClassicType(writer, 8);
    writeClassicId(writer, message);
    if (message.type == ClassicType::ServerSideEmitResponse) {
        writer.key(QLatin1StringView("data"));
        writer.cbor(message.answer);
    } else if (message.type == ClassicType::BroadcastClientCount) {
        writer.key(QLatin1StringView("clientCount"));
        writer.integer(message.clientCount);
    } else if (message.type == ClassicType::AllRoomsResponse) {
        writer.key(QLatin1StringView("rooms"));
        writer.texts(message.rooms);
    } else if (message.type == ClassicType::SocketIdsResponse) {
        writer.key(QLatin1StringView("sockets"));
        writer.texts(message.rooms);
    } else if (message.type == ClassicType::FetchSocketsResponse) {
        writer.key(QLatin1StringView("sockets"));
        ClusterParts::writeSockets(writer, message.sockets);
    }
    writer.endMap();
    return writer.takeBytes();
}

Result<ClusterMessage> ClassicRedisCodec::decodeResponse(QByteArrayView bytes, const QString &nsp,
                                                         const AwaitedAnswers &awaited)
{
    const std::unique_ptr<ClusterDocument> document = ClusterDocument::of(bytes);
    const ClassicMembers members(*document);
    ClusterMessage message;
    message.nsp = nsp;
    message.requestId = document->name(members.requestId).value_or(QString());
    if (message.requestId.isEmpty())
        return ClusterParts::malformed("the answer has no requestId");
    if (awaited && !awaited(message.requestId))
        return message;
    if (!readResponse(*document, members, &message))
        return ClusterParts::malformed("a member of the answer is missing or invalid");
    return message;
}

} // namespace QSocketIo
