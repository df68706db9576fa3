// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ADMINAPP_RECORDINGCHANNEL_H
#define QSOCKETIO_TESTS_ADMINAPP_RECORDINGCHANNEL_H

#include "core/commanddispatcher.h"

namespace QsioAdmin {

// Keeps what would go out.
class RecordingChannel : public CommandChannel
{
public:
    [[nodiscard]] bool isReady() const override { return ready; }
    [[nodiscard]] qint64 maxPayload() const override { return payload; }
    [[nodiscard]] SocketKey ownSocket() const override { return own; }
    bool send(const CommandFrame &frame, quint64 number) override
    {
        frames.append(frame.event + ' ' + frame.arguments.json());
        numbers.append(number);
        return true;
    }

    bool ready = true;
    qint64 payload = 0;
    QByteArrayList frames;
    QList<quint64> numbers; // of the answers that are wanted
    SocketKey own{"/admin", "me"};
};

} // namespace QsioAdmin

#endif
