// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTERCODEC_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTERCODEC_P_H

#include "../../core/global.h"
#include "../../core/result.h"
#include "clustermessage.h"
#include "clusterwriter_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QCborValue>

#include <functional>
#include <optional>

namespace QSocketIo {

// Whether an answer with that id is waited for here; null: all are. Of one that is not, no more is
// read than what tells so: where everybody hears every answer, reading costs more than all the rest.
using AwaitedAnswers = std::function<bool(const QString &requestId)>;

// The messages of the ClusterAdapter protocol (sharded Redis, Redis Streams, PostgreSQL, node:cluster):
// { type, data, uid, nsp }, JSON or MessagePack. Stateless. The classic Redis adapter has
// ClassicRedisCodec.
namespace ClusterCodec {
using Format = ClusterWriter::Format;

// Whether JSON would lose bytes.
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT bool hasBinary(const ClusterMessage &message);

[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT QByteArray encode(const ClusterMessage &message,
                                                           Format format);
// JSON where the first byte is a brace, else MessagePack. A type of a later protocol is
// Type::Unknown. A missing nsp is defaultNsp (a null one stays null). Error: code InvalidPacket.
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT Result<ClusterMessage>
decode(QByteArrayView bytes, const QString &defaultNsp = {}, const AwaitedAnswers &awaited = {});
// How what encode() makes ends: enough to know one's own messages when they come back.
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT QByteArray ending(const QString &uid, const QString &nsp,
                                                           Format format);

// For transports that carry type, uid and nsp beside the rest (streams): the "data" object alone;
// empty where the type has none.
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT QByteArray encodeData(const ClusterMessage &message,
                                                               Format format);
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT Result<ClusterMessage>
decodeData(int type, const QString &uid, const QString &nsp, QByteArrayView data);

// Any value as the libraries of Node.js's adapters write and read it: dates as timestamps, unknown
// extensions as [type, bytes]. Read, a date is its ISO 8601 text. Null: malformed, trailing bytes,
// or nested more than 128 levels.
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT QByteArray toMsgpack(const QCborValue &value);
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT std::optional<QCborValue>
fromMsgpack(QByteArrayView bytes);
} // namespace ClusterCodec

// The three channels of the classic Redis adapter (@socket.io/redis-adapter's createAdapter()).
// Types, uids and requestIds are mapped to and from those of ClusterMessage. nsp is the channel's.
namespace ClassicRedisCodec {
// [uid, packet, opts], MessagePack; the namespace is the packet's.
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT QByteArray encodeBroadcast(const ClusterMessage &message);
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT Result<ClusterMessage>
decodeBroadcast(QByteArrayView bytes);
// How it begins, as ClusterCodec::ending().
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT QByteArray broadcastBeginning(const QString &uid);
// JSON, an acknowledged broadcast MessagePack.
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT QByteArray encodeRequest(const ClusterMessage &message);
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT Result<ClusterMessage> decodeRequest(QByteArrayView bytes,
                                                                              const QString &nsp);
// JSON, a client's acknowledgement MessagePack. Answers carry no uid.
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT QByteArray encodeResponse(const ClusterMessage &message);
[[nodiscard]] QSOCKETIO_COMPONENT_EXPORT Result<ClusterMessage>
decodeResponse(QByteArrayView bytes, const QString &nsp, const AwaitedAnswers &awaited = {});
} // namespace ClassicRedisCodec

} // namespace QSocketIo

#endif
