// SPDX-License-Identifier: MIT
#include "findsearch.h"

#include "core/adminstore.h"

#include <QtCore/QDeadlineTimer>

#include <algorithm>

namespace QsioAdmin {

FindSearch::FindSearch(AdminStore *store)
    : m_store(store)
{ }

void FindSearch::start(const QString &text, const QList<Thing> &things)
{
    m_text = text.trimmed().left(maxText);
    m_utf8 = m_text.toLower().toUtf8();
    m_things = things;
    m_hits.clear();
    m_stage = Stage::Things;
    m_slot = 0;
    m_count = 0;
}

bool FindSearch::step(std::chrono::milliseconds budget)
{
    constexpr int batch = 512; // between two looks at the clock
    const QDeadlineTimer deadline(budget);
    while (m_stage != Stage::Done) {
        const int end = qMin(slotCount(), m_slot + batch);
        while (m_slot < end && m_count < maxHits)
            lookAt(m_slot++);
        if (m_slot >= slotCount() || m_count >= maxHits)
            next();
        if (deadline.hasExpired())
            break;
    }
    return m_stage != Stage::Done;
}

// Without a text only things are shown: what can be done.
void FindSearch::next()
{
    m_stage = m_text.isEmpty() ? Stage::Done : Stage(int(m_stage) + 1);
    m_slot = 0;
    m_count = 0;
}

int FindSearch::slotCount() const
{
    switch (m_stage) {
    case Stage::Things:
        return int(m_things.size());
    case Stage::Namespaces:
        return m_store->namespaces().slotCount();
    case Stage::Rooms:
        return m_store->rooms().slotCount();
    case Stage::Clients:
        return m_store->clients().slotCount();
    case Stage::Sockets:
        return m_store->sockets().slotCount();
    case Stage::Done:
        break;
    }
    return 0;
}

// Ids and addresses are mostly ASCII: nothing is decoded for those that do not match.
bool FindSearch::matches(const QByteArray &text) const
{
    const char *const end = text.constEnd();
    const auto isSame
        = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? char(a | 0x20) : a) == b; };
    return std::search(text.constBegin(), end, m_utf8.constBegin(), m_utf8.constEnd(), isSame)
        != end;
}

void FindSearch::add(const FindHit &hit)
{
    m_hits.append(hit);
    ++m_count;
}

void FindSearch::lookAt(int slot)
{
    using Kind = Subject::Kind;
    switch (m_stage) {
    case Stage::Things: {
        const Thing &thing = m_things[slot];
        if (m_text.isEmpty() || thing.title.contains(m_text, Qt::CaseInsensitive))
            add({{}, thing.title, thing.detail, thing.icon, slot});
        break;
    }
    case Stage::Namespaces: {
        const NamespaceStore &store = m_store->namespaces();
        if (store.isLive(slot) && matches(store.at(slot).name))
            add({{Kind::Namespace, store.at(slot).name, {}, {}},
                 QString::fromUtf8(store.at(slot).name),
                 tr("Namespace"),
                 QStringLiteral("namespaces")});
        break;
    }
    case Stage::Rooms: {
        const RoomStore &store = m_store->rooms();
        if (!store.isLive(slot) || !matches(store.at(slot).key.name.utf8()))
            break;
        const RoomKey &key = store.at(slot).key;
        add({{Kind::Room, key.nsp, {}, key.name},
             key.name.text(),
             tr("Room in %1").arg(QString::fromUtf8(key.nsp)),
             QStringLiteral("rooms")});
        break;
    }
    case Stage::Clients: {
        const ClientStore &store = m_store->clients();
        if (!store.isLive(slot) || !matches(store.at(slot).id))
            break;
        const ClientRecord &client = store.at(slot);
        add({{Kind::Client, {}, client.id, {}},
             QString::fromUtf8(client.id),
             tr("Client from %1").arg(QString::fromUtf8(client.address)),
             QStringLiteral("clients")});
        break;
    }
    case Stage::Sockets: {
        const SocketStore &store = m_store->sockets();
        if (!store.isLive(slot))
            break;
        const SocketRecord &socket = store.at(slot);
        if (matches(socket.key.id) || matches(socket.address))
            add({{Kind::Socket, socket.key.nsp, socket.key.id, {}},
                 QString::fromUtf8(socket.key.id),
                 tr("Socket in %1 from %2")
                     .arg(QString::fromUtf8(socket.key.nsp), QString::fromUtf8(socket.address)),
                 QStringLiteral("sockets")});
        break;
    }
    case Stage::Done:
        break;
    }
}

} // namespace QsioAdmin
