// SPDX-License-Identifier: MIT
#include "rediscount_p.h"

#include "redishub_p.h"

#include <QtCore/QPromise>

#include <memory>

namespace QSocketIo {

QFuture<Result<int>> subscriberCount(RedisHub &hub, const QByteArray &what,
                                     const QByteArray &channel)
{
    const auto promise = std::make_shared<QPromise<Result<int>>>();
    promise->start();
    const QFuture<Result<int>> future = promise->future();
    hub.commands()->send({"PUBSUB", what, channel}, [promise](const Result<RespValue> &reply) {
        Result<int> count = reply.error();
        if (reply && reply->isError()) {
            count = Error(Error::Code::Adapter, QString::fromUtf8(reply->bytes));
        } else if (reply) {
            const bool isCount = reply->elements.size() == 2
                && reply->elements.at(1).type == RespValue::Type::Integer;
            count = isCount ? Result<int>(int(reply->elements.at(1).integer))
                            : Error(Error::Code::Adapter, QStringLiteral("Redis does not count"));
        }
        promise->addResult(count);
        promise->finish();
    });
    return future;
}

} // namespace QSocketIo
