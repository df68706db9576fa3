// SPDX-License-Identifier: MIT
// What other servers ask of this one, and what they answer.
#include "../../core/logging_p.h"
#include "clusteradapter_p.h"

#include <QtCore/QPointer>

#include <array>

namespace QSocketIo {

void ClusterAdapterPrivate::handle(const ClusterMessage &message)
{
    if (message.isResponse())
        return handleResponse(message);
    ClusterMessage response;
    switch (message.type) {
    case ClusterMessage::Type::Broadcast:
        return message.requestId.isNull() ? handleBroadcast(message) : handleAcknowledged(message);
    case ClusterMessage::Type::SocketsJoin:
    case ClusterMessage::Type::SocketsLeave:
    case ClusterMessage::Type::DisconnectSockets:
        return handleChange(message);
    case ClusterMessage::Type::ServerSideEmit:
        return handleServerSideEmit(message);
    case ClusterMessage::Type::FetchSockets:
        response.type = ClusterMessage::Type::FetchSocketsResponse;
        response.sockets = localDescriptions(message.options);
        return answer(message, response);
    case ClusterMessage::Type::AllRooms:
        response.type = ClusterMessage::Type::AllRoomsResponse;
        response.rooms = q->rooms();
        return answer(message, response);
    case ClusterMessage::Type::SocketIds:
        response.type = ClusterMessage::Type::SocketIdsResponse;
        response.rooms = q->localSockets(message.options);
        return answer(message, response);
    default:
        return; // heartbeats concern a subclass
    }
}

void ClusterAdapterPrivate::answer(const ClusterMessage &to, ClusterMessage message)
{
    message.uid = uid;
    message.nsp = to.nsp;
    message.requestId = to.requestId;
    if (!isReady || !q->respond(to.uid, message))
        ++dropped;
}

QList<SocketDescription>
ClusterAdapterPrivate::localDescriptions(const BroadcastOptions &selection) const
{
    QList<SocketDescription> sockets = q->Adapter::fetchSockets(selection).result().valueOr({});
    if (!options.redactHandshakes)
        return sockets;
    for (SocketDescription &socket : sockets) {
        HttpRequest request = socket.handshake.request();
        HttpHeaders headers = request.headers();
        headers.remove("Cookie");
        headers.remove("Authorization");
        request.setHeaders(headers);
        socket.handshake = Handshake(request, {}, socket.handshake.issued());
    }
    return sockets;
}

void ClusterAdapterPrivate::handleBroadcast(const ClusterMessage &message)
{
    q->InMemoryAdapter::broadcast(message.packet, message.options);
}

// Exactly one count goes back, also of no clients, and then each client's answer.
void ClusterAdapterPrivate::handleAcknowledged(const ClusterMessage &message)
{
    ClusterMessage question; // what the answers have to name
    question.uid = message.uid;
    question.nsp = message.nsp;
    question.requestId = message.requestId;
    const QPointer<ClusterAdapter> guard(q);
    ClusterMessage response;
    response.type = ClusterMessage::Type::BroadcastClientCount;
    if (pendingCount() >= options.maxPendingRequests) {
        handleBroadcast(message);
        if (guard)
            answer(question, response);
        return;
    }
    Packet packet = message.packet;
    packet.id = q->host()->takePacketId();
    const quint64 id = *packet.id;
    Acknowledging &entry = acknowledging[id];
    entry.deadline = std::make_unique<FunctionDeadline>([this, id] {
        acknowledging.erase(id);
        q->InMemoryAdapter::cancelAnswers(id, {});
    });
    deadlines->start(entry.deadline.get(),
                     message.options.timeout.value_or(options.requestsTimeout));
    const auto counted = [this, guard, question, id](int count) {
        if (!guard)
            return;
        ClusterMessage clients;
        clients.type = ClusterMessage::Type::BroadcastClientCount;
        clients.clientCount = count;
        const auto found = acknowledging.find(id);
        if (found != acknowledging.end() && (found->second.missing += count) <= 0)
            acknowledging.erase(found);
        answer(question, clients);
    };
    const auto answered = [this, guard, question, id](const QCborValue &value) {
        if (!guard)
            return;
        ClusterMessage ack;
        ack.type = ClusterMessage::Type::BroadcastAck;
        ack.answer = value.isUndefined() ? QCborValue(nullptr) : value;
        const auto found = acknowledging.find(id);
        if (found != acknowledging.end() && --found->second.missing == 0)
            acknowledging.erase(found);
        answer(question, ack);
    };
    q->InMemoryAdapter::broadcastWithAck(packet, message.options, counted, answered);
}

static bool isReservedForServers(QByteArrayView event)
{
    static constexpr std::array<QByteArrayView, 3> reserved
        = {"connect", "connection", "new_namespace"};
    return std::find(reserved.begin(), reserved.end(), event) != reserved.end();
}

void ClusterAdapterPrivate::handleServerSideEmit(const ClusterMessage &message)
{
    if (isReservedForServers(message.packet.event))
        return q->receiveMalformed(QStringLiteral("a server emits a reserved event"));
    Ack ack;
    if (!message.requestId.isNull()) {
        ClusterMessage question;
        question.uid = message.uid;
        question.nsp = message.nsp;
        question.requestId = message.requestId;
        ack = Ack([this, guard = QPointer<ClusterAdapter>(q), question](const Payload &payload) {
            if (!guard)
                return;
            ClusterMessage response;
            response.type = ClusterMessage::Type::ServerSideEmitResponse;
            if (!payload.isEmpty())
                response.answer = payload.at(0);
            answer(question, response);
        });
    }
    q->host()->serverSideEvent(QString::fromUtf8(message.packet.event), message.packet.payload,
                               ack);
}

void ClusterAdapterPrivate::handleChange(const ClusterMessage &message)
{
    // Older servers ask for one socket, and the server that has it answers.
    const bool isWanted = !message.requestId.isNull();
    if (isWanted && q->localSockets(message.options).isEmpty())
        return;
    const QPointer<ClusterAdapter> guard(q);
    if (message.type == ClusterMessage::Type::SocketsJoin)
        q->Adapter::addSockets(message.options, message.rooms);
    else if (message.type == ClusterMessage::Type::SocketsLeave)
        q->Adapter::delSockets(message.options, message.rooms);
    else
        q->Adapter::disconnectSockets(message.options, message.mode);
    if (!guard || !isWanted)
        return;
    ClusterMessage response;
    response.type = ClusterMessage::Type::Done;
    answer(message, response);
}

// ---- answers ---------------------------------------------------------------------------------

static ClusterMessage::Type questionOf(ClusterMessage::Type response)
{
    switch (response) {
    case ClusterMessage::Type::FetchSocketsResponse:
        return ClusterMessage::Type::FetchSockets;
    case ClusterMessage::Type::ServerSideEmitResponse:
        return ClusterMessage::Type::ServerSideEmit;
    case ClusterMessage::Type::BroadcastClientCount:
    case ClusterMessage::Type::BroadcastAck:
        return ClusterMessage::Type::Broadcast;
    case ClusterMessage::Type::AllRoomsResponse:
        return ClusterMessage::Type::AllRooms;
    default:
        return ClusterMessage::Type::Unknown;
    }
}

// Late ones and those to other servers are none of ours.
void ClusterAdapterPrivate::handleResponse(const ClusterMessage &message)
{
    const RequestPointer request = requests.value(message.requestId);
    if (!request || request->type != questionOf(message.type))
        return;
    if (message.type == ClusterMessage::Type::BroadcastAck)
        return addAnswer(request, message);
    if (!request->answeredBy(message.uid))
        return;
    request->sockets += message.sockets;
    for (const QString &room : message.rooms)
        request->names.insert(room);
    if (message.type == ClusterMessage::Type::ServerSideEmitResponse)
        request->answers.append(message.answer);
    if (message.type == ClusterMessage::Type::BroadcastClientCount)
        return addClients(request, message);
    checkComplete(request);
}

void ClusterAdapterPrivate::addClients(const RequestPointer &request, const ClusterMessage &message)
{
    ClusterRequest::Clients &server = request->clients[message.uid];
    server.counted += message.clientCount; // classic answers do not tell whose they are
    server.isCounted = true;
    if (!request->isTold)
        checkComplete(request);
}

// One too many has come twice.
void ClusterAdapterPrivate::addAnswer(const RequestPointer &request, const ClusterMessage &message)
{
    ClusterRequest::Clients &server = request->clients[message.uid];
    if (!message.uid.isEmpty() && server.isCounted && server.acknowledged >= server.counted)
        return;
    ++server.acknowledged;
    if (request->isTold && request->remoteAcknowledgements() >= request->remoteClients())
        forget(request->packetId);
    const auto tellAnswer = request->tellAnswer;
    tellAnswer(message.answer);
}

} // namespace QSocketIo
