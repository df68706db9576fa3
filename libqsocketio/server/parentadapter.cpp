// SPDX-License-Identifier: MIT
#include "parentadapter_p.h"

#include "../codec/packet.h"
#include "parentnamespace.h"

#include <QtCore/QFuture>
#include <QtCore/QPointer>

namespace QSocketIo {

ParentAdapter::ParentAdapter(AdapterHost *host, ParentNamespace *nsp)
    : Adapter(host)
    , m_nsp(nsp)
{ }

// Handlers may remove children, and the parent with this adapter.
void ParentAdapter::forEachChild(const std::function<void(Namespace *, Adapter *)> &function) const
{
    const QList<QPointer<Namespace>> children(m_nsp->m_children.begin(), m_nsp->m_children.end());
    for (const QPointer<Namespace> &child : children) {
        if (child)
            function(child, child->adapter());
    }
}

void ParentAdapter::broadcast(const Packet &packet, const BroadcastOptions &options)
{
    forEachChild([copy = packet, options](Namespace *child, Adapter *adapter) mutable {
        copy.nsp = child->name().toUtf8();
        adapter->broadcast(copy, options);
    });
}

static QString notSupported(const char *what)
{
    return QStringLiteral("%1 is not supported on parent namespaces").arg(QLatin1String(what));
}

void ParentAdapter::broadcastWithAck(const Packet &, const BroadcastOptions &,
                                     const std::function<void(int)> &expected,
                                     const std::function<void(const QCborValue &)> &)
{
    expected(0); // NamespacePrivate::broadcast() refuses it before
}

template<typename T>
static QFuture<Result<T>> failed(const char *what)
{
    return QtFuture::makeReadyFuture(
        Result<T>(Error(Error::Code::NotSupported, notSupported(what))));
}

QFuture<Result<QList<SocketDescription>>>
ParentAdapter::fetchSockets(const BroadcastOptions &) const
{
    return failed<QList<SocketDescription>>("fetchSockets()");
}

QFuture<Result<QSet<QString>>> ParentAdapter::allSockets(const BroadcastOptions &) const
{
    return failed<QSet<QString>>("allSockets()");
}

void ParentAdapter::addSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    forEachChild(
        [options, rooms](Namespace *, Adapter *adapter) { adapter->addSockets(options, rooms); });
}

void ParentAdapter::delSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    forEachChild(
        [options, rooms](Namespace *, Adapter *adapter) { adapter->delSockets(options, rooms); });
}

void ParentAdapter::disconnectSockets(const BroadcastOptions &options, DisconnectMode mode)
{
    forEachChild([options, mode](Namespace *, Adapter *adapter) {
        adapter->disconnectSockets(options, mode);
    });
}

Error ParentAdapter::serverSideEmit(const QString &event, const Payload &arguments,
                                    const BroadcastAckHandler &handler)
{
    if (handler)
        return Error(Error::Code::NotSupported, notSupported("serverSideEmit() for answers"));
    Error first;
    forEachChild([&](Namespace *, Adapter *adapter) {
        const Error error = adapter->serverSideEmit(event, arguments, {});
        if (!first)
            first = error;
    });
    return first;
}

} // namespace QSocketIo
