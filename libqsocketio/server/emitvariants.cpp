// SPDX-License-Identifier: MIT
#include "server.h"

// What QML can call, of socket, namespace and server.
namespace QSocketIo {

/*! Emits \a event with \a arguments to this client, as emitEvent() does; for QML above all. See
    JsonWriter::variant() for the types that the arguments may have. Returns false, with a warning,
    for a reserved event name.

    \badcode
    // QML or JavaScript, with the server as the context property "io"
    io.connection.connect(socket => {
        socket.emitVariants("hello", [socket.id, {"answer": 42}])
        socket.eventReceived.connect((event, payload) => {
            io.emitVariants(event, payload.toVariantList()) // to everybody
        })
        socket.expose(handlers) // an object whose functions answer events
    })
    \endcode

    In C++ the arguments may come from a model, say:

    \code
    socket->emitVariants("row", {QStringLiteral("name"), 42, QVariant(QDate::currentDate())});
    \endcode

    \sa expose(), eventReceived()
*/
bool Socket::emitVariants(const QString &event, const QVariantList &arguments)
{
    return emitPayload(event, Payload::fromVariantList(arguments), {});
}

/*! Emits \a event with \a arguments to the whole namespace, as emitEvent() does; for QML above all.
    Returns false, with a warning, for a reserved event name.

    \code
    chat->emitVariants("reading", {1.5, QStringLiteral("V")});
    \endcode */
bool Namespace::emitVariants(const QString &event, const QVariantList &arguments)
{
    return emitPayload(event, Payload::fromVariantList(arguments), {});
}

/*! Emits \a event with \a arguments to the namespace "/"; see Namespace::emitVariants(). Returns what
    that does.

    \code
    io.emitVariants("reading", {1.5, QStringLiteral("V")});
    \endcode */
bool Server::emitVariants(const QString &event, const QVariantList &arguments)
{
    return sockets()->emitVariants(event, arguments);
}

} // namespace QSocketIo
