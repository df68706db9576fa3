// SPDX-License-Identifier: MIT
#include "parentnamespace.h"

#include "namespace_p.h"
#include "namespacerule_p.h"
#include "parentadapter_p.h"
#include "server_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::ParentNamespace
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ParentNamespace
    \brief Makes namespaces for clients: those whose names its rule allows are its children.

    Server::of() makes one of a regular expression or of a function. When a client names a namespace
    that does not exist, the parents are asked in the order in which they were made; the first one
    that allows the name makes the namespace, and Server::newNamespace() is emitted.

    \code
    QSocketIo::ParentNamespace *workspaces
        = io.of(QRegularExpression(QStringLiteral("^/workspace-\\d+$")));
    workspaces->use(this, &Chat::check);
    connect(workspaces, &QSocketIo::Namespace::connection, this, [](QSocketIo::Socket *socket) {
        qInfo() << socket->id() << "joined" << socket->nsp()->name();
    });
    workspaces->emitEvent("announcement", "maintenance at noon"); // in every child
    qInfo() << workspaces->children().size() << "workspaces are in use";
    \endcode

    A child takes over the middlewares, the handlers of on() and the exposed objects that its parent
    has when the child is made; those added later are for later children. The signal connection() is emitted for the
    sockets of all children, whenever it was connected. Emitting, joining, leaving and disconnecting
    act on all children; what needs answers (acknowledgements, fetchSockets(), allSockets()) is not
    supported and fails with Error::Code::NotSupported or returns false. A parent has no sockets of
    its own, and clients cannot join it.

    Children stay until the server is destroyed, or, with
    ServerOptions::cleanupEmptyChildNamespaces, until their last client has gone.

    \section1 Thread affinity
    Lives in the thread of its Server, which owns it and its children.
*/

/*! \typedef QSocketIo::ParentNamespace::Answer
    How a Predicate says whether a client may have a namespace; it may be kept and called later.
   Only the first call counts. */

/*! \typedef QSocketIo::ParentNamespace::Predicate
    Decides by the name of a namespace, which begins with a slash, and by what the client sent as
   its \c auth. See Server::of(). */

ParentNamespace::ParentNamespace(Server *server, const QByteArray &name,
                                 std::unique_ptr<NamespaceRule> rule)
    : Namespace(server, name)
    , m_rule(std::move(rule))
{
    d->setAdapter(std::make_unique<ParentAdapter>(d.get(), this));
}

ParentNamespace::~ParentNamespace() = default;

/*! Returns the namespaces that it has made and that still exist, in the order they were made. */
QList<Namespace *> ParentNamespace::children() const
{
    return m_children;
}

Namespace *ParentNamespace::createChild(const QByteArray &name)
{
    Namespace *child = NamespacePrivate::create(d->server, name);
    NamespacePrivate::get(child)->inherit(this);
    connect(child, &Namespace::connection, this, &Namespace::connection);
    m_children.append(child);
    return child;
}

} // namespace QSocketIo
