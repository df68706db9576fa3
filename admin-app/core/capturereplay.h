// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CAPTUREREPLAY_H
#define QSIOADMIN_CORE_CAPTUREREPLAY_H

#include "admindecoder.h"
#include "adminstore.h"
#include "capturefile.h"

namespace QsioAdmin {

// Applies the entries of a capture to a store, as they once came from the server. A connection
// begins with the first event, which may come before it is complete.
class CaptureReplay
{
public:
    // endsConnections: lists are old after the end of a connection, as they were then.
    CaptureReplay(AdminStore *store, bool endsConnections);

    void apply(const CaptureEntry &entry);
    [[nodiscard]] quint64 malformed() const { return m_decoder.malformedCount(); }

private:
    AdminStore *const m_store;
    AdminDecoder m_decoder;
    const bool m_endsConnections;
    bool m_isConnected = false;
};

} // namespace QsioAdmin

#endif
