// SPDX-License-Identifier: MIT
#include "packet_p.h"

#include <algorithm>
#include <array>

namespace QSocketIo {

bool isReservedEvent(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 6> reserved = {
        "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"};
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

} // namespace QSocketIo
