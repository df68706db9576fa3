// SPDX-License-Identifier: MIT
#include "adminsnapshot_p.h"

#include "../adapter/adapter.h"
#include "../core/jsonwriter.h"
#include "../core/logging_p.h"
#include "../engineio/session.h"
#include "../server/namespace.h"
#include "../server/socket.h"
#include "socketserializer_p.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFuture>

namespace QSocketIo {

static QString keyOf(const QString &nsp, const QString &socketId)
{
    return nsp + QLatin1Char(',') + socketId;
}

static QByteArray joined(const std::vector<QByteArray> &texts)
{
    qsizetype size = 2;
    for (const QByteArray &text : texts)
        size += text.size() + 1;
    QByteArray list;
    list.reserve(size);
    list += '[';
    for (const QByteArray &text : texts) {
        if (text.isEmpty())
            continue;
        if (list.size() > 1)
            list += ',';
        list += text;
    }
    list += ']';
    return list;
}

// Pages wait while the admin has so much to read.
static constexpr qint64 maxBacklog = 2 * 1024 * 1024;

AdminSnapshot::AdminSnapshot(Socket *admin, const SocketSerializer *serializer,
                             const Settings &settings)
    : m_admin(admin)
    , m_serializer(serializer)
    , m_settings(settings)
{
    connect(&m_timer, &QTimer::timeout, this, &AdminSnapshot::slice);
}

AdminSnapshot::~AdminSnapshot() = default;

void AdminSnapshot::start(const QList<Namespace *> &namespaces)
{
    for (Namespace *nsp : namespaces) {
        m_parts.push_back({nsp, nsp->sockets().keys()});
        m_total += nsp->sockets().size();
    }
    askOthers(namespaces);
    m_timer.start(0);
}

// ---- the other servers of a cluster ------------------------------------------------------------

void AdminSnapshot::askOthers(const QList<Namespace *> &namespaces)
{
    if (namespaces.isEmpty())
        return;
    ++m_waitingFor;
    const QList<QPointer<Namespace>> guards(namespaces.begin(), namespaces.end());
    const auto counted = [this, guards](const Result<int> &count) {
        if (count && *count > 1)
            fetchFromOthers(guards);
        --m_waitingFor;
        m_timer.start(0);
    };
    const QFuture<Result<int>> count = m_admin->nsp()->adapter()->serverCount();
    if (count.isFinished() && count.resultCount() > 0)
        counted(count.result());
    else
        QFuture<Result<int>>(count).then(this, counted).onCanceled(this, [counted] {
            counted(Error(Error::Code::Adapter, QString()));
        });
}

void AdminSnapshot::fetchFromOthers(const QList<QPointer<Namespace>> &namespaces)
{
    for (const QPointer<Namespace> &nsp : namespaces) {
        if (!nsp)
            continue;
        ++m_waitingFor;
        using Sockets = Result<QList<RemoteSocket>>;
        nsp->fetchSockets()
            .then(this, [this, nsp](const Sockets &sockets) { answered(nsp, sockets); })
            .onCanceled(this, [this, nsp] {
                answered(nsp, Error(Error::Code::Adapter, QStringLiteral("cancelled")));
            });
    }
}

void AdminSnapshot::answered(const QPointer<Namespace> &nsp,
                             const Result<QList<RemoteSocket>> &sockets)
{
    --m_waitingFor;
    m_timer.start(0);
    if (!sockets) { // a part of the truth is better than none
        qCInfo(lcAdmin) << "not all servers have told their sockets:" << sockets.error().message();
        return;
    }
    if (!nsp)
        return;
    for (const RemoteSocket &socket : *sockets) {
        if (nsp->sockets().contains(socket.id()))
            continue;
        m_remote.emplace_back(nsp->name(), socket);
        ++m_total;
    }
}

// ---- slices ------------------------------------------------------------------------------------

void AdminSnapshot::touch(Namespace *nsp, const QString &socketId)
{
    if (m_settings.isPaged && !m_positions.contains(keyOf(nsp->name(), socketId)))
        return; // sent already, or still to be written
    m_touched.push_back({nsp, socketId});
    m_joined.clear();
    if (!m_timer.isActive())
        m_timer.start(0);
}

bool AdminSnapshot::isBackedUp() const
{
    return m_settings.isPaged && m_admin && m_admin->conn()
        && m_admin->conn()->bytesQueued() > maxBacklog;
}

void AdminSnapshot::slice()
{
    if (!m_admin || !m_admin->isConnected())
        return m_timer.stop();
    if (isBackedUp())
        return m_timer.start(20);
    m_timer.start(0);
    ++m_slices;
    const QPointer<AdminSnapshot> guard(this);
    QElapsedTimer clock;
    clock.start();
    if (!workOnNext())
        return finish();
    while (guard && std::chrono::milliseconds(clock.elapsed()) < m_settings.sliceTime) {
        if (!workOnNext())
            return;
    }
}

// Megabytes are copied here: to join them and to send them each has a turn of its own.
void AdminSnapshot::finish()
{
    if (m_waitingFor > 0)
        return m_timer.stop();
    if (!m_settings.isPaged && m_joined.isEmpty()) {
        m_joined = joined(m_texts);
        return;
    }
    m_timer.stop();
    const QPointer<AdminSnapshot> guard(this);
    m_settings.isPaged ? sendPage(true) : sendAll();
    if (guard)
        Q_EMIT finished();
}

// False: there is nothing left to do.
bool AdminSnapshot::workOnNext()
{
    if (m_settings.isPaged && !m_touched.empty())
        return workOnTouched();
    if (m_settings.isPaged && m_texts.size() >= std::size_t(m_settings.pageSize)
        && (!m_parts.empty() || !m_remote.empty())) {
        sendPage(false);
        return true;
    }
    while (!m_parts.empty()) {
        Part &part = m_parts.front();
        if (!part.nsp || part.ids.isEmpty()) {
            m_parts.pop_front();
            continue;
        }
        add(part.nsp, part.ids.takeLast());
        return true;
    }
    if (!m_remote.empty()) {
        const auto [nsp, socket] = m_remote.front();
        m_remote.pop_front();
        JsonWriter json;
        m_serializer->write(json, nsp, socket);
        store(keyOf(nsp, socket.id()), json.takeText());
        return true;
    }
    return !m_touched.empty() && workOnTouched();
}

bool AdminSnapshot::workOnTouched()
{
    const Touched touched = m_touched.front();
    m_touched.pop_front();
    if (touched.nsp)
        add(touched.nsp, touched.id);
    return true;
}

void AdminSnapshot::add(Namespace *nsp, const QString &id)
{
    const QString key = keyOf(nsp->name(), id);
    const Socket *socket = nsp->sockets().value(id);
    if (!socket)
        return store(key, {});
    JsonWriter json;
    m_serializer->write(json, socket);
    store(key, json.takeText());
}

// text: empty where the socket has gone.
void AdminSnapshot::store(const QString &key, const QByteArray &text)
{
    const auto known = m_positions.constFind(key);
    const qint64 before = known != m_positions.constEnd() ? m_texts[*known].size() : 0;
    if (m_settings.maxBytes > 0 && m_bytes - before + text.size() > m_settings.maxBytes) {
        ++m_leftOut;
        return;
    }
    m_bytes += text.size() - before;
    if (known != m_positions.constEnd()) {
        m_texts[*known] = text;
    } else if (!text.isEmpty()) {
        m_positions.insert(key, m_texts.size());
        m_texts.push_back(text);
    }
}

// ---- sending -----------------------------------------------------------------------------------

void AdminSnapshot::sendPage(bool isLast)
{
    JsonWriter json;
    json.raw(joined(std::exchange(m_texts, {})));
    m_positions.clear();
    m_bytes = 0;
    json.beginObject();
    json.key("seq");
    json.integer(m_page++);
    json.key("total");
    json.integer(m_total);
    json.key("last");
    json.boolean(isLast);
    json.endObject();
    if (m_admin)
        m_admin->emitPayload("all_sockets_page", json.takePayload(), nullptr);
}

void AdminSnapshot::sendAll()
{
    if (m_leftOut > 0)
        qCWarning(lcAdmin, "%lld sockets are not in the list: raise sendHighWaterMark",
                  static_cast<long long>(m_leftOut));
    m_admin->emitPayload("all_sockets", Payload::fromJson(m_joined), nullptr);
}

} // namespace QSocketIo
