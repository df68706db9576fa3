// SPDX-License-Identifier: MIT
#include "windowmodels.h"

#include "core/adminsession.h"

namespace QsioAdmin {

WindowModels::WindowModels(AdminSession *session)
    : servers(&session->store())
    , namespaces(&session->store())
    , rooms(&session->store())
    , sockets(&session->store())
    , clients(&session->store())
    , events(&session->store())
    , activity(session)
    , roomTree(&session->store(), &rooms, &sockets)
    , clientTree(&session->store(), &clients, &sockets)
    , socketTree(&session->store(), &sockets)
    , series(&session->store())
    , alertEngine(&session->store())
    , alerts(&alertEngine)
    , dataHistory(&session->store())
{ }

} // namespace QsioAdmin
