// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_STARTOPTIONS_H
#define QSIOADMIN_WINDOW_STARTOPTIONS_H

#include "core/adminevent.h"
#include "core/connectionsettings.h"

#include <QtCore/QSize>

#include <optional>

namespace QsioAdmin {

// How a window begins.
struct StartOptions
{
    QString profile; // name of a saved one; empty: none
    std::optional<ConnectionSettings> settings; // with the password; instead of a profile
    QString page; // empty: the first
    QString filter; // of that page
    QString language; // such as de; empty: the system's
    QString theme; // light, dark, contrast, system; empty: as it was last
    QString screenshot; // file; empty: no picture is made
    QSize size; // not valid: as it was last
    QString sessionFile; // where the session id of settings is kept; empty: nowhere
    SocketKey selected; // shown to begin with; empty: none
    bool isReadOnly = false;
};

} // namespace QsioAdmin

#endif
