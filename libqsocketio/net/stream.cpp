// SPDX-License-Identifier: MIT
#include "stream_p.h"

namespace QSocketIo {

StreamListener::~StreamListener() = default;
Stream::~Stream() = default;

} // namespace QSocketIo
