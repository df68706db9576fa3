// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_ENGINECALL_H
#define QSOCKETIO_ENGINEIO_ENGINECALL_H

#include <QtCore/qglobal.h>

#include <memory>

namespace QSocketIo {

class EnginePrivate;

// In scope while the engine or one of its sessions works, and so perhaps the application's code
// below it. An engine deleted meanwhile leaves its front door and queues, which are on the stack
// above, to the event loop.
class EngineCall
{
public:
    explicit EngineCall(EnginePrivate *engine); // null: the engine is gone already
    ~EngineCall();
    Q_DISABLE_COPY_MOVE(EngineCall)

private:
    std::shared_ptr<EnginePrivate> m_engine;
};

} // namespace QSocketIo

#endif
