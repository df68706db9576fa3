// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PERMESSAGEDEFLATEOPTIONS_H
#define QSOCKETIO_CORE_PERMESSAGEDEFLATEOPTIONS_H

#include <QtCore/qglobal.h>

namespace QSocketIo {

// Compression of WebSocket messages, and what the server wants of it beyond what a client offers.
struct PerMessageDeflateOptions
{
    qsizetype threshold = 1024; // bytes; shorter messages are sent as they are
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    // 8 to 15. The client's window can be limited only where the client offers that.
    int serverMaxWindowBits = 15;
    int clientMaxWindowBits = 15;
    int level = -1; // of zlib, 0 (fast) to 9 (small); -1: its own default, 6
    int memoryLevel = 8; // of zlib, 1 to 9
};

} // namespace QSocketIo

#endif
