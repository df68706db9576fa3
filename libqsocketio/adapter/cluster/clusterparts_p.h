// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTERPARTS_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTERPARTS_P_H

#include "../../core/result.h"
#include "clusterdocument_p.h"
#include "clustermessage.h"
#include "clusterwriter_p.h"

namespace QSocketIo {

// What the messages of all adapters of Socket.IO consist of. Reading returns false where a part is
// not what it has to be; unknown members are ignored everywhere.
namespace ClusterParts {
using Value = ClusterDocument::Value;

enum class Flags { Written, Omitted };

bool readOptions(ClusterDocument &document, const Value &value, BroadcastOptions *options);
bool readPacket(ClusterDocument &document, const Value &value, Packet *packet);
// An event's name and arguments in one array.
bool readEvent(ClusterDocument &document, const Value &value, Packet *packet);
bool readSockets(ClusterDocument &document, const Value &value, QList<SocketDescription> *sockets);
bool readAnswer(ClusterDocument &document, const Value &value, QCborValue *answer);
bool readCount(ClusterDocument &document, const Value &value, int *count);

void writeOptions(ClusterWriter &writer, const BroadcastOptions &options, Flags flags);
// nsp: empty where it is not part of the packet.
void writePacket(ClusterWriter &writer, const Packet &packet, const QString &nsp);
void writeSockets(ClusterWriter &writer, const QList<SocketDescription> &sockets);

[[nodiscard]] Error malformed(const char *what);
} // namespace ClusterParts

} // namespace QSocketIo

#endif
