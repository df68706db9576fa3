// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_NAMESPACEOBSERVER_H
#define QSOCKETIO_SERVER_NAMESPACEOBSERVER_H

#include "../core/disconnectreason.h"
#include "../core/error.h"
#include "../core/global.h"
#include "../core/payload.h"

#include <QtCore/QByteArray>

#include <optional>

namespace QSocketIo {

class Socket;

// Hears of everything that happens in a namespace. Subclass it, and Namespace::addObserver().
class QSOCKETIO_EXPORT NamespaceObserver
{
public:
    NamespaceObserver() = default;
    virtual ~NamespaceObserver();
    Q_DISABLE_COPY_MOVE(NamespaceObserver)

    virtual void socketConnected(Socket *socket);
    virtual void socketRefused(Socket *socket, const Error &error);
    virtual void socketDisconnected(Socket *socket, DisconnectReason reason);
    virtual void dataAccessed(Socket *socket);
    // event: UTF-8, null where there was none. ackId: an answer is wanted.
    virtual void eventReceived(Socket *socket, const QByteArray &event, const Payload &arguments,
                               std::optional<quint64> ackId);
    virtual void eventSent(Socket *socket, const QByteArray &event, const Payload &arguments,
                           std::optional<quint64> ackId);
    virtual void answerReceived(Socket *socket, quint64 ackId, const Payload &arguments);
    virtual void answerSent(Socket *socket, quint64 ackId, const Payload &arguments);
};

} // namespace QSocketIo

#endif
