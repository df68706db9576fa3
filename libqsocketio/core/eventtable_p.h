// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_EVENTTABLE_P_H
#define QSOCKETIO_CORE_EVENTTABLE_P_H

#include "eventhandler.h"
#include "global.h"
#include "subscription.h"

#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtCore/QStringList>

#include <functional>
#include <memory>

namespace QSocketIo {

// The handlers of one object, by event name (UTF-8, as on the wire). Every socket has such a table,
// mostly of a few handlers: a sorted list is an eighth of a QHash of that size.
class QSOCKETIO_AUTOTEST_EXPORT EventTable
{
public:
    enum class Lifetime { Permanent, Once };

    Subscription add(const QByteArray &event, QObject *context, EventHandler handler,
                     Lifetime lifetime);
    bool remove(const QByteArray &event, Subscription subscription);
    void removeAll(const QByteArray &event);
    void clear() { m_entries.clear(); }
    [[nodiscard]] QStringList eventNames() const;
    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }

    // Calls the handlers that the event has now, while owner lives: they may change the table or
    // delete its owner. Tells failed of each handler that the arguments do not fit.
    void dispatch(const QByteArray &event, const Payload &payload, const Ack &ack,
                  const QObject *owner, const std::function<void(const Error &)> &failed);

private:
    struct Entry
    {
        QByteArray event;
        Subscription subscription;
        QPointer<QObject> context;
        std::shared_ptr<const EventHandler> handler;
        Lifetime lifetime = Lifetime::Permanent;
    };
    struct Range
    {
        qsizetype begin;
        qsizetype end;
    };
    [[nodiscard]] Range rangeOf(const QByteArray &event) const;

    QList<Entry> m_entries; // by event, then as they were added
    quint64 m_lastId = 0;
};

// Handlers for whatever event comes, in their order.
class QSOCKETIO_AUTOTEST_EXPORT CatchAllList
{
public:
    using Handler = std::function<void(const QString &event, const Payload &payload)>;

    Subscription append(QObject *context, Handler handler);
    Subscription prepend(QObject *context, Handler handler);
    bool remove(Subscription subscription);
    void clear() { m_entries.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }
    [[nodiscard]] QList<Subscription> subscriptions() const;
    void dispatch(const QByteArray &event, const Payload &payload, const QObject *owner) const;

private:
    struct Entry
    {
        Subscription subscription;
        QPointer<QObject> context;
        std::shared_ptr<const Handler> handler;
    };
    Entry make(QObject *context, Handler handler);

    QList<Entry> m_entries;
    quint64 m_lastId = 0;
};

// False, with a warning that names the caller, unless context is there and lives in owner's thread.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool
checkContext(const QObject *owner, const QObject *context, const char *caller);

} // namespace QSocketIo

#endif
