// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_EVENTARGUMENTS_P_H
#define QSOCKETIO_ADMIN_EVENTARGUMENTS_P_H

#include "../core/global.h"

namespace QSocketIo {

class JsonWriter;
class Payload;

// The arguments of an event on their way to admins: passed on as they are, undecoded, but for those
// that are too large.
class QSOCKETIO_AUTOTEST_EXPORT EventArguments
{
public:
    // maxBytes: of JSON and attachments of one argument; 0: no limit.
    static void write(JsonWriter &json, const Payload &arguments, qint64 maxBytes);

private:
    static void writeEach(JsonWriter &json, const Payload &arguments, qint64 maxBytes);
};

} // namespace QSocketIo

#endif
