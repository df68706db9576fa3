// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISSTREAMENTRY_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISSTREAMENTRY_P_H

#include "../../core/result.h"
#include "../cluster/clustermessage.h"
#include "redisglobal.h"
#include "respvalue_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

#include <optional>

namespace QSocketIo {

// Of an entry: the time in milliseconds since the epoch, and a number among those of one
// millisecond. As text it is the offset that clients are told.
struct QSOCKETIO_REDIS_AUTOTEST_EXPORT RedisStreamId
{
    quint64 time = 0;
    quint64 number = 0;
    friend auto operator<=>(const RedisStreamId &, const RedisStreamId &) = default;

    [[nodiscard]] QByteArray toText() const;
    [[nodiscard]] RedisStreamId next() const;
    [[nodiscard]] static std::optional<RedisStreamId> fromText(QByteArrayView text);
};

// A message as an entry of a stream. Fields that nobody knows are left out.
struct QSOCKETIO_REDIS_AUTOTEST_EXPORT RedisStreamEntry
{
    RedisStreamId id;
    QByteArray uid = {};
    QByteArray nsp = {}; // empty: not told, and not for us
    QByteArray type = {};
    QByteArray data = {}; // JSON, or MessagePack as base64
    bool isTooLong = false; // a part of it was thrown away

    // Names and values in turn, data last. onlyPlaintext: bytes become what JSON makes of them.
    [[nodiscard]] static QByteArrayList fieldsOf(const ClusterMessage &message,
                                                 bool onlyPlaintext = false);
    // Error: code InvalidPacket.
    [[nodiscard]] Result<ClusterMessage> message() const;
};

// What Redis answers to XRANGE and XREAD.
struct QSOCKETIO_REDIS_AUTOTEST_EXPORT RedisStreamReply
{
    QList<RedisStreamEntry> entries = {};
    // The answer was too long: behind these there are more, to be asked for one by one.
    bool isCut = false;

    // Nullopt: not what it should be.
    [[nodiscard]] static std::optional<RedisStreamReply> ofRange(const RespValue &reply);
    [[nodiscard]] static std::optional<RedisStreamReply> ofRead(const RespValue &reply);
};

} // namespace QSocketIo

#endif
