// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_NAMESPACELOOKUP_P_H
#define QSOCKETIO_SERVER_NAMESPACELOOKUP_P_H

#include "server_p.h"

#include <QtCore/QCborMap>
#include <QtCore/QList>
#include <QtCore/QPointer>

#include <functional>
#include <memory>

namespace QSocketIo {

class ParentNamespace;

// Asks the parents, one after the other, for a namespace that a client names and that does not
// exist. The first one that allows it makes it.
class NamespaceLookup final : public std::enable_shared_from_this<NamespaceLookup>
{
public:
    using Done = std::function<void(Namespace *nsp)>; // nullptr: there is no such namespace

    NamespaceLookup(ServerPrivate *server, const QByteArray &name, const QCborMap &auth, Done done);

    void start() { askNext(); }

private:
    void askNext();
    void answered(ParentNamespace *parent, bool isAllowed);

    QPointer<Server> m_guard;
    ServerPrivate *m_server;
    QByteArray m_name;
    QCborMap m_auth;
    Done m_done;
    QList<QPointer<ParentNamespace>> m_parents; // still to be asked
};

} // namespace QSocketIo

#endif
