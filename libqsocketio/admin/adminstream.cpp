// SPDX-License-Identifier: MIT
#include "adminstream_p.h"

#include "../core/jsonwriter.h"
#include "../core/payload.h"
#include "../engineio/engine.h"
#include "../engineio/session.h"
#include "../server/connection.h"
#include "../server/namespace.h"
#include "../server/socket.h"
#include "admintimestamp_p.h"

namespace QSocketIo {

AdminStream::AdminStream(Namespace *adminNamespace, const AdminRoster *roster,
                         const SocketSerializer *serializer, Changed changed)
    : m_nsp(adminNamespace)
    , m_roster(roster)
    , m_serializer(serializer)
    , m_changed(std::move(changed))
{ }

void AdminStream::broadcast(QAnyStringView event, const Payload &arguments)
{
    if (m_nsp)
        m_nsp->emitPayload(event, arguments, nullptr);
}

void AdminStream::send(const QStringList &socketIds, QAnyStringView event, const Payload &arguments)
{
    if (m_nsp && !socketIds.isEmpty())
        m_nsp->local().to(socketIds).emitPayload(event, arguments, nullptr);
}

void AdminStream::broadcastExcept(const QStringList &socketIds, QAnyStringView event,
                                  const Payload &arguments)
{
    if (socketIds.isEmpty())
        broadcast(event, arguments);
    else if (m_nsp)
        m_nsp->except(socketIds).emitPayload(event, arguments, nullptr);
}

void AdminStream::socketConnected(Socket *socket)
{
    m_changed(socket->nsp(), socket->id());
    JsonWriter json;
    m_serializer->write(json, socket);
    json.string(adminTimestamp());
    broadcast("socket_connected", json.takePayload());
}

// The beginning of a part of a socket: what has changed follows.
static void beginUpdate(JsonWriter &json, const Socket *socket)
{
    json.beginObject();
    json.key("id");
    json.string(socket->id());
    json.key("nsp");
    json.string(socket->nsp()->name());
}

void AdminStream::transportChanged(Socket *socket)
{
    m_changed(socket->nsp(), socket->id());
    JsonWriter json;
    beginUpdate(json, socket);
    json.key("transport");
    json.string(socket->conn() ? socket->conn()->transportName() : QString());
    json.endObject();
    broadcast("socket_updated", json.takePayload());
}

void AdminStream::dataChanged(Socket *socket)
{
    m_changed(socket->nsp(), socket->id());
    JsonWriter json;
    beginUpdate(json, socket);
    SocketSerializer::writeData(json, std::as_const(*socket).data());
    json.endObject();
    broadcast("socket_updated", json.takePayload());
}

void AdminStream::socketDisconnected(Socket *socket, DisconnectReason reason)
{
    m_changed(socket->nsp(), socket->id());
    broadcast("socket_disconnected",
              Payload::of(socket->nsp()->name(), socket->id(), QString(reasonText(reason)),
                          adminTimestamp()));
}

void AdminStream::roomChanged(QAnyStringView event, Namespace *nsp, const QString &room,
                              const QString &socketId)
{
    m_changed(nsp, socketId);
    broadcast(event, Payload::of(nsp->name(), room, socketId, adminTimestamp()));
}

void AdminStream::roomJoined(Namespace *nsp, const QString &room, const QString &socketId)
{
    roomChanged("room_joined", nsp, room, socketId);
}

void AdminStream::roomLeft(Namespace *nsp, const QString &room, const QString &socketId)
{
    roomChanged("room_left", nsp, room, socketId);
}

// ---- refused connections -----------------------------------------------------------------------

void AdminStream::sendRefusal(JsonWriter &json, const HttpRequest &request)
{
    json.key("address");
    json.string(request.peerAddress().toString());
    json.key("url");
    json.string(QString::fromLatin1(request.path())); // a query may hold secrets
    json.key("serverId");
    json.string(m_serializer->serverId());
    json.endObject();
    json.string(adminTimestamp());
    send(m_roster->extended(), "connection_refused", json.takePayload());
}

void AdminStream::connectionRefused(Socket *socket, const Error &error)
{
    JsonWriter json;
    json.beginObject();
    json.key("stage");
    json.string("namespace");
    json.key("nsp");
    json.string(socket->nsp()->name());
    json.key("message");
    json.string(error.message());
    json.key("clientId");
    json.string(socket->connection() ? SocketSerializer::clientId(socket->connection()->id())
                                     : QString());
    sendRefusal(json, socket->request());
}

void AdminStream::connectionRefused(const EngineError &error)
{
    JsonWriter json;
    json.beginObject();
    json.key("stage");
    json.string("engine");
    json.key("code");
    json.integer(error.code);
    json.key("message");
    json.string(error.message);
    sendRefusal(json, error.request);
}

} // namespace QSocketIo
