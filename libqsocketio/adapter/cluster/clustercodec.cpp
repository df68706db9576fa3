// SPDX-License-Identifier: MIT
#include "clustercodec_p.h"

#include "clusterparts_p.h"

#include <algorithm>

namespace QSocketIo {

namespace {
using EnvelopeKind = ClusterDocument::Kind;
using EnvelopeType = ClusterMessage::Type;

// The members of "data", whatever the type.
struct DataMembers
{
    ClusterDocument::Value packet;
    ClusterDocument::Value options;
    ClusterDocument::Value requestId;
    ClusterDocument::Value rooms;
    ClusterDocument::Value close;
    ClusterDocument::Value clientCount;
    ClusterDocument::Value sockets;

    DataMembers(ClusterDocument &document, const ClusterDocument::Value &data)
    {
        document.find(data,
                      {{"packet", &packet},
                       {"opts", &options},
                       {"requestId", &requestId},
                       {"rooms", &rooms},
                       {"close", &close},
                       {"clientCount", &clientCount},
                       {"sockets", &sockets}});
    }
};

bool hasData(EnvelopeType type)
{
    return type != EnvelopeType::InitialHeartbeat && type != EnvelopeType::Heartbeat
        && type != EnvelopeType::AdapterClosed;
}

EnvelopeType typeOf(qint64 number)
{
    const bool isKnown = number >= qint64(EnvelopeType::InitialHeartbeat)
        && number <= qint64(EnvelopeType::AdapterClosed);
    return isKnown ? EnvelopeType(number) : EnvelopeType::Unknown;
}

bool readRoomNames(ClusterDocument &document, const ClusterDocument::Value &value,
                   QStringList *rooms)
{
    std::optional<QStringList> names = document.names(value);
    if (names)
        *rooms = *std::move(names);
    return names.has_value();
}

// False: something is missing, or of another type than it must be.
bool readData(ClusterDocument &document, const ClusterDocument::Value &data,
              const AwaitedAnswers &awaited, ClusterMessage *message)
{
    const DataMembers members(document, data);
    // That there is one selects the acknowledged kind, whatever it is.
    if (members.requestId.kind != EnvelopeKind::Missing)
        message->requestId = document.name(members.requestId).value_or(QStringLiteral(""));
    const bool hasId = !message->requestId.isEmpty();
    if (awaited && hasId && message->isResponse() && !awaited(message->requestId))
        return true;
    switch (message->type) {
    case EnvelopeType::Broadcast:
        return ClusterParts::readPacket(document, members.packet, &message->packet)
            && ClusterParts::readOptions(document, members.options, &message->options);
    case EnvelopeType::SocketsJoin:
    case EnvelopeType::SocketsLeave:
        return ClusterParts::readOptions(document, members.options, &message->options)
            && readRoomNames(document, members.rooms, &message->rooms);
    case EnvelopeType::DisconnectSockets:
        message->mode = document.isTrue(members.close) ? DisconnectMode::CloseConnection
                                                       : DisconnectMode::LeaveNamespace;
        return ClusterParts::readOptions(document, members.options, &message->options);
    case EnvelopeType::FetchSockets:
        return hasId && ClusterParts::readOptions(document, members.options, &message->options);
    case EnvelopeType::FetchSocketsResponse:
        return hasId && ClusterParts::readSockets(document, members.sockets, &message->sockets);
    case EnvelopeType::ServerSideEmit:
        return ClusterParts::readEvent(document, members.packet, &message->packet);
    case EnvelopeType::BroadcastClientCount:
        return hasId
            && ClusterParts::readCount(document, members.clientCount, &message->clientCount);
    case EnvelopeType::ServerSideEmitResponse:
    case EnvelopeType::BroadcastAck:
        return hasId && ClusterParts::readAnswer(document, members.packet, &message->answer);
    default:
        return true;
    }
}

void writeRequestId(ClusterWriter &writer, const ClusterMessage &message)
{
    if (message.requestId.isNull())
        return;
    writer.key(QLatin1StringView("requestId"));
    writer.text(message.requestId);
}

void writeOptionsMember(ClusterWriter &writer, const ClusterMessage &message)
{
    writer.key(QLatin1StringView("opts"));
    ClusterParts::writeOptions(writer, message.options, ClusterParts::Flags::Written);
}

// In the order in which Node.js writes them.
void writeData(ClusterWriter &writer, const ClusterMessage &message)
{
    const int idCount = message.requestId.isNull() ? 0 : 1;
    switch (message.type) {
    case EnvelopeType::Broadcast:
        writer.beginMap(2 + idCount);
        writer.key(QLatin1StringView("packet"));
        ClusterParts::writePacket(writer, message.packet, {});
        writeRequestId(writer, message);
        writeOptionsMember(writer, message);
        break;
    case EnvelopeType::SocketsJoin:
    case EnvelopeType::SocketsLeave:
        writer.beginMap(2);
        writeOptionsMember(writer, message);
        writer.key(QLatin1StringView("rooms"));
        writer.texts(message.rooms);
        break;
    case EnvelopeType::DisconnectSockets:
        writer.beginMap(2);
        writeOptionsMember(writer, message);
        writer.key(QLatin1StringView("close"));
        writer.boolean(message.mode == DisconnectMode::CloseConnection);
        break;
    case EnvelopeType::FetchSockets:
        writer.beginMap(1 + idCount);
        writeOptionsMember(writer, message);
        writeRequestId(writer, message);
        break;
    case EnvelopeType::FetchSocketsResponse:
        writer.beginMap(1 + idCount);
        writeRequestId(writer, message);
        writer.key(QLatin1StringView("sockets"));
        ClusterParts::writeSockets(writer, message.sockets);
        break;
    case EnvelopeType::ServerSideEmit:
        writer.beginMap(1 + idCount);
        writeRequestId(writer, message);
        writer.key(QLatin1StringView("packet"));
        writer.event(message.packet);
        break;
    case EnvelopeType::BroadcastClientCount:
        writer.beginMap(1 + idCount);
        writeRequestId(writer, message);
        writer.key(QLatin1StringView("clientCount"));
        writer.integer(message.clientCount);
        break;
    default: // an answer of one value
        writer.beginMap(1 + idCount);
        writeRequestId(writer, message);
        writer.key(QLatin1StringView("packet"));
        writer.cbor(message.answer);
        break;
    }
    writer.endMap();
}

// Last of all.
void writeSender(ClusterWriter &writer, const QString &uid, const QString &nsp)
{
    writer.key(QLatin1StringView("uid"));
    writer.text(uid);
    if (nsp.isNull())
        return;
    writer.key(QLatin1StringView("nsp"));
    writer.text(nsp);
}

bool containsBytes(const QCborValue &value)
{
    if (value.isByteArray())
        return true;
    if (value.isArray()) {
        const QCborArray array = value.toArray();
        return std::any_of(array.begin(), array.end(), containsBytes);
    }
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        return std::any_of(map.begin(), map.end(),
                           [](const auto &member) { return containsBytes(member.second); });
    }
    return false;
}
} // namespace

bool ClusterMessage::isResponse() const
{
    switch (type) {
    case EnvelopeType::FetchSocketsResponse:
    case EnvelopeType::ServerSideEmitResponse:
    case EnvelopeType::BroadcastClientCount:
    case EnvelopeType::BroadcastAck:
    case EnvelopeType::AllRoomsResponse:
    case EnvelopeType::SocketIdsResponse:
    case EnvelopeType::Done:
        return true;
    default:
        return false;
    }
}

bool ClusterCodec::hasBinary(const ClusterMessage &message)
{
    return message.packet.payload.hasAttachments() || containsBytes(message.answer)
        || std::any_of(
               message.sockets.begin(), message.sockets.end(), [](const SocketDescription &socket) {
                   return containsBytes(socket.data) || containsBytes(socket.handshake.auth());
               });
}

QByteArray ClusterCodec::encode(const ClusterMessage &message, Format format)
{
    const bool isWithData = hasData(message.type);
    ClusterWriter writer(format);
    writer.beginMap(2 + int(isWithData) + int(!message.nsp.isNull()));
    writer.key(QLatin1StringView("type"));
    writer.integer(qint64(message.type));
    if (isWithData) {
        writer.key(QLatin1StringView("data"));
        writeData(writer, message);
    }
    writeSender(writer, message.uid, message.nsp);
    writer.endMap();
    return writer.takeBytes();
}

QByteArray ClusterCodec::ending(const QString &uid, const QString &nsp, Format format)
{
    ClusterWriter beginning(format);
    beginning.beginMap(3);
    beginning.key(QLatin1StringView("type"));
    beginning.integer(0);
    ClusterWriter whole(format);
    whole.beginMap(3);
    whole.key(QLatin1StringView("type"));
    whole.integer(0);
    writeSender(whole, uid, nsp);
    whole.endMap();
    return whole.takeBytes().sliced(beginning.takeBytes().size());
}

static Result<ClusterMessage> finishReading(ClusterDocument &document,
                                            const ClusterDocument::Value &data,
                                            ClusterMessage message,
                                            const AwaitedAnswers &awaited = {})
{
    if (!hasData(message.type) || message.type == EnvelopeType::Unknown)
        return message;
    if (data.kind != EnvelopeKind::Map || !readData(document, data, awaited, &message))
        return ClusterParts::malformed("a member of the message is missing or invalid");
    message.packet.nsp = message.nsp.toUtf8();
    return message;
}

Result<ClusterMessage> ClusterCodec::decode(QByteArrayView bytes, const QString &defaultNsp,
                                            const AwaitedAnswers &awaited)
{
    const std::unique_ptr<ClusterDocument> document = ClusterDocument::of(bytes);
    const ClusterDocument::Value root = document->root();
    if (root.kind != EnvelopeKind::Map)
        return ClusterParts::malformed("the message is no object");
    ClusterDocument::Value type;
    ClusterDocument::Value data;
    ClusterDocument::Value uid;
    ClusterDocument::Value nsp;
    document->find(root, {{"type", &type}, {"data", &data}, {"uid", &uid}, {"nsp", &nsp}});
    const std::optional<qint64> number = document->integer(type);
    if (!number || uid.kind != EnvelopeKind::Text)
        return ClusterParts::malformed("the message has no type or no uid");
    ClusterMessage message;
    message.type = typeOf(*number);
    message.uid = QString::fromUtf8(document->utf8(uid));
    message.nsp
        = nsp.kind == EnvelopeKind::Text ? QString::fromUtf8(document->utf8(nsp)) : defaultNsp;
    return finishReading(*document, data, std::move(message), awaited);
}

QByteArray ClusterCodec::encodeData(const ClusterMessage &message, Format format)
{
    if (!hasData(message.type))
        return {};
    ClusterWriter writer(format);
    writeData(writer, message);
    return writer.takeBytes();
}

Result<ClusterMessage> ClusterCodec::decodeData(int type, const QString &uid, const QString &nsp,
                                                QByteArrayView data)
{
    ClusterMessage message;
    message.type = typeOf(type);
    message.uid = uid;
    message.nsp = nsp;
    const std::unique_ptr<ClusterDocument> document = ClusterDocument::of(data);
    return finishReading(*document, document->root(), std::move(message));
}

QByteArray ClusterCodec::toMsgpack(const QCborValue &value)
{
    MsgpackWriter writer(MsgpackWriter::Dialect::Cluster);
    writer.cbor(value);
    return writer.takeBytes();
}

std::optional<QCborValue> ClusterCodec::fromMsgpack(QByteArrayView bytes)
{
    MsgpackClusterDocument document(bytes);
    const ClusterDocument::Value root = document.root();
    if (root.kind == EnvelopeKind::Missing)
        return {};
    return document.cbor(root);
}

} // namespace QSocketIo
