// SPDX-License-Identifier: MIT
#include "permessagedeflateoptions.h"

namespace QSocketIo {

/*!
    \class QSocketIo::PerMessageDeflateOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PerMessageDeflateOptions
    \brief How WebSocket messages are compressed (permessage-deflate, RFC 7692).

    Setting ServerOptions::perMessageDeflate lets clients that offer the extension have it; browsers
    do. Their messages may then be compressed, and those of the server are from a threshold on.

    \code
    QSocketIo::ServerOptions options;
    options.perMessageDeflate = {.threshold = 4096, .serverNoContextTakeover = true};

    // As little memory as possible
    options.perMessageDeflate = {.serverNoContextTakeover = true, .clientNoContextTakeover = true,
                                 .serverMaxWindowBits = 10, .clientMaxWindowBits = 10,
                                 .level = 1, .memoryLevel = 3};
    \endcode

    Compression costs time, and memory: with the first message that a connection compresses it takes
    about 256 KiB, with the first one that it decompresses about 40 KiB, and it keeps them.
   Connections that are idle from their beginning take none. serverNoContextTakeover and
   clientNoContextTakeover do away with that memory, at the price of worse compression; a broadcast
   is then compressed once for all, not once for each client.

    A message that is larger than ServerOptions::maxHttpBufferSize once it is decompressed closes
   the connection with code 1009, and never takes more memory than that.

    Values out of their range give a warning and are replaced by the nearest one that is allowed.

    \section1 Thread affinity
    PerMessageDeflateOptions is a value and reentrant.

    \sa ServerOptions::perMessageDeflate
*/

/*! \variable QSocketIo::PerMessageDeflateOptions::threshold
    From how many bytes on the server's messages are compressed. 1,024 by default; 0: all. */

/*! \variable QSocketIo::PerMessageDeflateOptions::serverNoContextTakeover
    Whether the server compresses each message by itself, whatever the client offers. Such messages
    are larger, but connections need no memory for it, and broadcasts are compressed once. False by
    default; a client may ask for it, too. */

/*! \variable QSocketIo::PerMessageDeflateOptions::clientNoContextTakeover
    Whether clients must compress each message by itself. False by default. */

/*! \variable QSocketIo::PerMessageDeflateOptions::serverMaxWindowBits
    The base-2 logarithm of the server's window, 8 to 15: how far back a message may refer. 15 by
    default; a client may ask for less. Below 15, clients that did not offer to be told so may
    refuse. */

/*! \variable QSocketIo::PerMessageDeflateOptions::clientMaxWindowBits
    The same for the client's window, where the client offers to limit it. 15 by default. */

/*! \variable QSocketIo::PerMessageDeflateOptions::level
    How hard zlib tries: 0 (not at all) to 9; -1, the default, is its own choice, 6. */

/*! \variable QSocketIo::PerMessageDeflateOptions::memoryLevel
    How much memory zlib takes beyond the window to be fast: 1 to 9, 8 by default. */

} // namespace QSocketIo
