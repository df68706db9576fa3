// SPDX-License-Identifier: MIT
#include "enginecall_p.h"

#include "engine_p.h"

namespace QSocketIo {

EngineCall::EngineCall(EnginePrivate *engine)
{
    if (engine) {
        m_engine = engine->shared_from_this();
        ++m_engine->callDepth;
    }
}

EngineCall::~EngineCall()
{
    if (m_engine)
        --m_engine->callDepth;
}

} // namespace QSocketIo
