// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_ADMINEVENT_H
#define QSIOADMIN_CORE_ADMINEVENT_H

#include "roomname.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>
#include <QtCore/QList>

#include <optional>
#include <variant>
#include <vector>

// What an admin server says, as values. Texts are UTF-8; times are milliseconds since 1970, 0 where
// the server has not said one.
namespace QsioAdmin {

// An id names a socket within a namespace only.
struct SocketKey
{
    QByteArray nsp;
    QByteArray id;

    friend bool operator==(const SocketKey &a, const SocketKey &b)
    {
        return a.id == b.id && a.nsp == b.nsp;
    }
    friend size_t qHash(const SocketKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.nsp, key.id);
    }
};

struct SocketRow
{
    SocketKey key;
    QByteArray clientId; // of the connection; several sockets may share it; empty: unknown
    QByteArray transport;
    QByteArray address;
    QByteArray serverId; // empty: the server does not say (it needs QSIO_SERVERID)
    QList<RoomName> rooms; // without that of its own id
    QByteArray data; // JSON text: an object
    QByteArray handshake; // JSON text: an object, or empty
    qint64 issuedAt = 0; // when the handshake was
    bool isInOwnRoom = false;
    bool isSecure = false;
};

struct SessionIssued
{
    QByteArray sessionId; // a secret: whoever has it can log in
};

struct Features
{
    QByteArrayList names;
    QByteArray serverId; // that the admin is connected to; empty: unknown
    QByteArray user; // as whom; empty: unknown
    bool isViewer = false; // who may give no commands
};

struct AggregatedCount
{
    qint64 timestamp = 0; // a full second
    QByteArray type; // such as bytesIn
    QByteArray subType; // such as the reason of a disconnection
    double count = 0;
};

struct NamespaceCount
{
    QByteArray name;
    int sockets = 0;
};

// What a server says of itself with QSIO_SERVERINFO.
struct ServerInfo
{
    std::optional<double> cpu; // percent of one core
    std::optional<double> rss; // bytes of memory
    double loopLag = 0; // ms
    QByteArray libraryVersion;
    QByteArray qtVersion;
    QByteArray adapter; // its class
    double backlog = 0; // bytes that wait to be read by clients
    double droppedEvents = 0; // of those for admins
    bool isTls = false;
};

struct ServerStats
{
    QByteArray serverId;
    QByteArray hostname;
    qint64 pid = 0;
    double uptime = 0; // seconds
    std::optional<int> clients; // unset: the server has no HTTP server to count for
    std::optional<int> pollingClients;
    QList<AggregatedCount> counts; // since the last statistics
    QList<NamespaceCount> namespaces;
    std::optional<ServerInfo> info; // unset: the server does not say
};

struct Snapshot
{
    std::vector<SocketRow> sockets;
};

// A part of it, from servers with QSIO_PAGES.
struct SnapshotPage
{
    std::vector<SocketRow> sockets;
    int number = 0; // from 0
    int total = 0; // sockets of all pages, as far as the server knows
    bool isLast = false;
};

struct SocketConnected
{
    SocketRow socket;
    qint64 at = 0;
};

struct SocketUpdated
{
    SocketKey key;
    std::optional<QByteArray> transport;
    std::optional<QByteArray> data; // the whole of it, not a patch
};

struct SocketDisconnected
{
    SocketKey key;
    QByteArray reason;
    qint64 at = 0;
};

struct RoomChange
{
    SocketKey key;
    RoomName room;
    qint64 at = 0;
    bool isJoin = true;

    [[nodiscard]] bool isOwnRoom() const { return room.is(key.id); }
};

// An event of an application, on its way to or from a client; or the answer to one.
struct Traffic
{
    SocketKey key;
    QByteArray name;
    QByteArray arguments; // JSON text: an array, without the name
    QList<QByteArray> attachments;
    qint64 size = 0; // bytes, of name, arguments and attachments
    qint64 at = 0;
    qint32 latency = -1; // ms from event to answer; -1: it is no answer
    bool isFromClient = true;
    bool isTruncated = false; // arguments and attachments were too long to keep

    [[nodiscard]] bool isAnswer() const { return latency >= 0; }
};

// Somebody who was not let in.
struct ConnectionRefused
{
    QByteArray nsp; // empty: it did not come to that
    QByteArray message;
    QByteArray details; // JSON text: an array with the object
    qint64 at = 0;
};

using AdminEvent
    = std::variant<SessionIssued, Features, ServerStats, Snapshot, SnapshotPage, SocketConnected,
                   SocketUpdated, SocketDisconnected, RoomChange, Traffic, ConnectionRefused>;

} // namespace QsioAdmin

#endif
