// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_PROTOCOL3FIXTURE_H
#define QSOCKETIO_TESTS_PROTOCOL3FIXTURE_H

#include "enginefixture.h"

namespace QSocketIo {

// An engine that lets clients of protocol 3 in, and what they ask for.
class Protocol3Fixture : public EngineFixture
{
public:
    explicit Protocol3Fixture(ServerOptions options = {})
        : EngineFixture(withProtocol3(options))
    { }

    [[nodiscard]] static ServerOptions withProtocol3(ServerOptions options)
    {
        options.allowEIO3 = true;
        return options;
    }
    [[nodiscard]] static QByteArray polling3(const QByteArray &extra = {})
    {
        return "/socket.io/?EIO=3&transport=polling" + extra;
    }
    [[nodiscard]] static QByteArray webSocket3(const QByteArray &extra = {})
    {
        return "/socket.io/?EIO=3&transport=websocket" + extra;
    }

    // Opens a polling session; returns "&sid=...", or nothing.
    QByteArray open3(RawHttpClient &client, const QByteArray &extra = {})
    {
        const RawResponse response = client.get(polling3(extra));
        const qsizetype colon = response.body.indexOf(':');
        if (response.status != 200 || colon < 0)
            return {};
        return "&sid="
            + openPacket(response.body.mid(colon + 1))
                  .value(QLatin1String("sid"))
                  .toString()
                  .toLatin1();
    }
    bool open3(RawWebSocket &socket, const QByteArray &extra = {})
    {
        return socket.open(port(), webSocket3(extra)).status == 101
            && socket.receiveText().startsWith('0');
    }
};

} // namespace QSocketIo

#endif
