// SPDX-License-Identifier: MIT
#include "capturereplay.h"

#include <utility>

namespace QsioAdmin {

CaptureReplay::CaptureReplay(AdminStore *store, bool endsConnections)
    : m_store(store)
    , m_endsConnections(endsConnections)
{ }

void CaptureReplay::apply(const CaptureEntry &entry)
{
    if (entry.event == "#connect_error")
        return;
    if (entry.event == "#disconnect") {
        if (std::exchange(m_isConnected, false) && m_endsConnections)
            m_store->endConnection();
        return;
    }
    if (!std::exchange(m_isConnected, true))
        m_store->beginConnection();
    if (entry.isConnection())
        return;
    auto event = m_decoder.decode(entry.event, entry.arguments, entry.attachments);
    if (event)
        m_store->apply(std::move(*event));
}

} // namespace QsioAdmin
