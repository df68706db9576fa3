// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_WEBSOCKETEXTENSIONS_P_H
#define QSOCKETIO_CODEC_WEBSOCKETEXTENSIONS_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

#include <optional>

namespace QSocketIo {

// One element of a Sec-WebSocket-Extensions field.
struct WebSocketExtension
{
    struct Parameter
    {
        QByteArray name;
        QByteArray value; // null where there is none
        friend bool operator==(const Parameter &, const Parameter &) = default;
    };

    QByteArray name;
    QList<Parameter> parameters;
    friend bool operator==(const WebSocketExtension &, const WebSocketExtension &) = default;
};

// RFC 6455, 9.1. field: all fields of the request, joined by commas. nullopt: malformed.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT std::optional<QList<WebSocketExtension>>
parseWebSocketExtensions(QByteArrayView field);

} // namespace QSocketIo

#endif
