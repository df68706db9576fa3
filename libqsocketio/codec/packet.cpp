// SPDX-License-Identifier: MIT
#include "packet_p.h"

#include <algorithm>
#include <array>

namespace QSocketIo {

/*!
    \class QSocketIo::Packet
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Packet
    \brief A Socket.IO packet: what parsers and adapters handle.

    Applications meet it only where they write a PacketParser or an Adapter of their own. An event
    has its name in \c event and its arguments in \c payload, as the wire had them; CONNECT and
    CONNECT_ERROR have \c data instead.

    \code
    QSocketIo::Packet event;
    event.nsp = "/chat";
    event.id = 7; // an acknowledgement is asked for
    event.event = "tick";
    event.payload = QSocketIo::Payload::of(42);
    Q_ASSERT(!event.isNumericEvent);

    QSocketIo::Packet refusal;
    refusal.type = QSocketIo::Packet::Type::ConnectError;
    refusal.data = QCborMap{{QStringLiteral("message"), QStringLiteral("no")}};
    \endcode

    \section1 Thread affinity
    Packet is a value and reentrant.
*/

/*!
    \enum QSocketIo::Packet::Type
    \value Connect A client asks to join a namespace, or the server says that it has.
    \value Disconnect The other side leaves the namespace.
    \value Event An event with arguments; with attachments, a BINARY_EVENT on the wire.
    \value Ack The answer to an event; with attachments, a BINARY_ACK on the wire.
    \value ConnectError The server refuses to let a client join.
*/

/*! \variable QSocketIo::Packet::type
    What the packet is. Type::Event by default. */

/*! \variable QSocketIo::Packet::nsp
    The namespace, which begins with a slash; UTF-8. "/" by default. */

/*! \variable QSocketIo::Packet::id
    The number that an event and its answer share. Unset where no answer is asked for. */

/*! \variable QSocketIo::Packet::event
    The name of an event, UTF-8. Null where an EVENT came without one. */

/*! \variable QSocketIo::Packet::isNumericEvent
    Whether the name is a number on the wire, without quotes. False by default. */

/*! \variable QSocketIo::Packet::payload
    The arguments of an event, without its name, or of an answer. */

/*! \variable QSocketIo::Packet::data
    What comes with Connect and ConnectError; undefined where that is nothing. The keys keep their
    order. */

/*!
    \class QSocketIo::PacketLimits
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PacketLimits
    \brief What one packet may have at most; made of ServerOptions.

    \code
    const auto decoder = QSocketIo::PacketParser::json()->createDecoder(
        {.maxAttachments = 3, .maxNestingDepth = 20, .maxAttachmentBytes = 1'000'000});
    \endcode

    \section1 Thread affinity
    PacketLimits is a value and reentrant.
*/

/*! \variable QSocketIo::PacketLimits::maxAttachments
    See ServerOptions::maxAttachments. 10 by default. */

/*! \variable QSocketIo::PacketLimits::maxNestingDepth
    See ServerOptions::maxNestingDepth. 200 by default. */

/*! \variable QSocketIo::PacketLimits::maxAttachmentBytes
    How many bytes the attachments of one packet may have together. 0, the default: no limit but
    that of each message. */

/*! Returns whether events may not have \a name: connect, connect_error, disconnect, disconnecting,
    newListener and removeListener are Socket.IO's own.

    \code
    Q_ASSERT(QSocketIo::isReservedEvent("connect"));
    \endcode */
bool isReservedEvent(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 6> reserved = {
        "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"};
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

} // namespace QSocketIo
