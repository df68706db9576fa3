// SPDX-License-Identifier: MIT
#include "namespacelookup_p.h"

#include "namespacerule_p.h"
#include "parentnamespace.h"

namespace QSocketIo {

NamespaceLookup::NamespaceLookup(ServerPrivate *server, const QByteArray &name,
                                 const QCborMap &auth, Done done)
    : m_guard(server->q)
    , m_server(server)
    , m_name(name)
    , m_auth(auth)
    , m_done(std::move(done))
    , m_parents(server->parents.begin(), server->parents.end())
{ }

void NamespaceLookup::askNext()
{
    while (!m_parents.isEmpty()) {
        const QPointer<ParentNamespace> parent = m_parents.takeFirst();
        if (!parent)
            continue;
        parent->m_rule->ask(QString::fromUtf8(m_name), m_auth,
                            [self = shared_from_this(), parent](bool isAllowed) {
                                self->answered(parent, isAllowed);
                            });
        return;
    }
    m_done(nullptr);
}

void NamespaceLookup::answered(ParentNamespace *parent, bool isAllowed)
{
    if (!m_guard)
        return;
    if (!isAllowed || !parent)
        return askNext();
    // Another client may have been first.
    Namespace *nsp = m_server->find(m_name);
    m_done(nsp ? nsp : m_server->createChild(parent, m_name));
}

} // namespace QSocketIo
