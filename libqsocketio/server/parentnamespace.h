// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_PARENTNAMESPACE_H
#define QSOCKETIO_SERVER_PARENTNAMESPACE_H

#include "../core/global.h"
#include "namespace.h"

#include <QtCore/QCborMap>
#include <QtCore/QList>

#include <functional>
#include <memory>

namespace QSocketIo {

class NamespaceRule;
class ParentAdapter;
class ServerPrivate;

// Makes namespaces for clients: those whose names its rule allows are its children.
class QSOCKETIO_EXPORT ParentNamespace : public Namespace
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParentNamespace)
public:
    // Says whether a client may have the namespace, now or later.
    using Answer = std::function<void(bool isAllowed)>;
    using Predicate
        = std::function<void(const QString &name, const QCborMap &auth, const Answer &answer)>;

    ~ParentNamespace() override;

    [[nodiscard]] QList<Namespace *> children() const; // in the order they were made

private:
    friend class ServerPrivate;
    friend class NamespaceLookup;
    friend class ParentAdapter;
    ParentNamespace(Server *server, const QByteArray &name, std::unique_ptr<NamespaceRule> rule);
    [[nodiscard]] Namespace *createChild(const QByteArray &name);

    const std::unique_ptr<NamespaceRule> m_rule;
    QList<Namespace *> m_children;
};

} // namespace QSocketIo

#endif
