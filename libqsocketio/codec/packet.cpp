// SPDX-License-Identifier: MIT
#include "packet_p.h"

#include <algorithm>
#include <array>

namespace QSocketIo {

/*!
    \class QSocketIo::Packet
    \inmodule QSocketIo
    \brief A Socket.IO packet: what parsers and adapters handle.

    Applications meet it only where they write a PacketParser or an Adapter of their own. An event
    has its name in \c event and its arguments in \c payload, as the wire had them; CONNECT and
    CONNECT_ERROR have \c data instead.

    \code
    QSocketIo::Packet packet;
    packet.event = "tick";
    packet.payload = QSocketIo::Payload::of(42);
    \endcode

    \section1 Thread affinity
    Packet is a value and reentrant.
*/

/*!
    \class QSocketIo::PacketLimits
    \inmodule QSocketIo
    \brief What one packet may have at most; made of ServerOptions.

    \code
    const auto decoder = parser->createDecoder({.maxAttachments = 3});
    \endcode

    \section1 Thread affinity
    PacketLimits is a value and reentrant.
*/

/*! Returns whether events may not have \a name: connect, connect_error, disconnect, disconnecting,
    newListener and removeListener are Socket.IO's own. */
bool isReservedEvent(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 6> reserved = {
        "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"};
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

} // namespace QSocketIo
