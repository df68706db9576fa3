// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_WINDOWMODELS_H
#define QSIOADMIN_WINDOW_WINDOWMODELS_H

#include "activitymodel.h"
#include "alerts/alertengine.h"
#include "alerts/alertsmodel.h"
#include "core/datahistory.h"
#include "models/clientsmodel.h"
#include "models/clienttreemodel.h"
#include "models/eventsmodel.h"
#include "models/namespacesmodel.h"
#include "models/roomsmodel.h"
#include "models/roomtreemodel.h"
#include "models/serversmodel.h"
#include "models/socketsmodel.h"
#include "models/sockettreemodel.h"
#include "seriesfeed.h"

namespace QsioAdmin {

class AdminSession;

// The models of a session, which pages and inspector share.
class WindowModels
{
    Q_DISABLE_COPY_MOVE(WindowModels)
public:
    explicit WindowModels(AdminSession *session);

    ServersModel servers;
    NamespacesModel namespaces;
    RoomsModel rooms;
    SocketsModel sockets;
    ClientsModel clients;
    EventsModel events;
    ActivityModel activity;
    RoomTreeModel roomTree;
    ClientTreeModel clientTree;
    SocketTreeModel socketTree;
    SeriesFeed series;
    AlertEngine alertEngine;
    AlertsModel alerts;
    DataHistory dataHistory;
};

} // namespace QsioAdmin

#endif
