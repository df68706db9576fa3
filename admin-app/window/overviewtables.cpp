// SPDX-License-Identifier: MIT
#include "overviewtables.h"

#include "core/adminsession.h"
#include "listtable.h"
#include "scope.h"
#include "windowmodels.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>

#include <algorithm>

namespace QsioAdmin {

namespace {

// The slots of a store with the highest counts, of those that are live and counted at all.
template<typename Store, typename Count>
QList<int> topSlots(const Store &store, const Count &count)
{
    using Entry = std::pair<qint64, int>;
    std::vector<Entry> best; // a heap with the least at its front
    for (int slot = 0; slot < store.slotCount(); ++slot) {
        const qint64 value = store.isLive(slot) ? count(store.at(slot)) : 0;
        if (value <= 0)
            continue;
        const Entry entry(value, -slot); // of the same count, those who were there first
        if (best.size() < size_t(OverviewTables::maxRows)) {
            best.push_back(entry);
            std::push_heap(best.begin(), best.end(), std::greater<>());
        } else if (entry > best.front()) {
            std::pop_heap(best.begin(), best.end(), std::greater<>());
            best.back() = entry;
            std::push_heap(best.begin(), best.end(), std::greater<>());
        }
    }
    std::sort(best.begin(), best.end(), std::greater<>());
    QList<int> rows;
    for (const Entry &entry : best)
        rows.append(-entry.second);
    return rows;
}

} // namespace

OverviewTables::OverviewTables(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_namespaces({tr("Namespace"), tr("Sockets"), tr("Reported")})
    , m_rooms({tr("Room"), tr("Namespace"), tr("Members")})
    , m_talkers({tr("Socket"), tr("Namespace"), tr("In"), tr("Out")})
    , m_reasons({tr("Reason"), tr("Connections"), tr("Sockets")})
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    addTable(&m_namespaces, tr("Namespaces"), "overviewNamespaces", Subject::Kind::Namespace);
    addTable(&m_rooms, tr("Largest rooms"), "overviewRooms", Subject::Kind::Room);
    addTable(&m_talkers, tr("Busiest sockets"), "overviewTalkers", Subject::Kind::Socket);
    addTable(&m_reasons, tr("Why connections end"), "overviewReasons", Subject::Kind::None);
    for (int i = 0; i < m_tables.size(); ++i) {
        auto *title = new QLabel(m_tables[i]->accessibleName(), this);
        QFont bold = title->font();
        bold.setBold(true);
        title->setFont(bold);
        layout->addWidget(title, i / 2 * 2, i % 2);
        layout->addWidget(m_tables[i], i / 2 * 2 + 1, i % 2);
    }
}

OverviewTables::~OverviewTables() = default;

void OverviewTables::addTable(TopListModel *model, const QString &title, const char *name,
                              Subject::Kind kind)
{
    auto *table = new ListTable(title, this);
    table->setObjectName(QString::fromLatin1(name));
    table->setModel(model);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEmptyText(tr("None yet"));
    table->setMinimumHeight(table->fontMetrics().height() * 8);
    QHeaderView *header = table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < model->columnCount(); ++column)
        table->setColumnWidth(column, 11 * table->fontMetrics().averageCharWidth() + 16);
    m_tables.append(table);
    if (kind == Subject::Kind::None)
        return;
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, model, kind](const QModelIndex &current) {
                if (!current.isValid())
                    return;
                const TopListModel::Row &row = model->rows().at(current.row());
                Subject subject;
                subject.kind = kind;
                subject.nsp = row.nsp;
                if (kind == Subject::Kind::Room)
                    subject.room = m_roomKeys.value(current.row()).name;
                else
                    subject.id = row.id;
                Q_EMIT inspectRequested(subject);
            });
}

void OverviewTables::setStale(bool isStale)
{
    for (ListTable *table : std::as_const(m_tables))
        table->setStale(isStale);
}

// ---- rows ------------------------------------------------------------------------------------

void OverviewTables::refresh()
{
    refreshNamespaces();
    refreshRooms();
    refreshTalkers();
    refreshReasons();
}

void OverviewTables::refreshNamespaces()
{
    const NamespaceStore &store = m_context.session->store().namespaces();
    const Scope &scope = *m_context.scope;
    QList<TopListModel::Row> rows;
    const QList<int> top = topSlots(store, [&scope](const NamespaceRecord &nsp) {
        return scope.includes(nsp.name) ? 1 + qint64(qMax(nsp.listed, nsp.reported)) : 0;
    });
    for (const int slot : top) {
        const NamespaceRecord &nsp = store.at(slot);
        rows.append({{QString::fromUtf8(nsp.name), nsp.listed,
                      nsp.isReported ? QVariant(nsp.reported) : QVariant(tr("unknown"))},
                     nsp.name,
                     {}});
    }
    m_namespaces.setRows(rows);
}

void OverviewTables::refreshRooms()
{
    const RoomStore &store = m_context.session->store().rooms();
    const Scope &scope = *m_context.scope;
    QList<TopListModel::Row> rows;
    m_roomKeys.clear();
    const QList<int> top = topSlots(store, [&scope](const RoomRecord &room) {
        return scope.includes(room.key.nsp) ? qint64(room.members) : 0;
    });
    for (const int slot : top) {
        const RoomRecord &room = store.at(slot);
        m_roomKeys.append(room.key);
        rows.append({{room.key.name.text(), QString::fromUtf8(room.key.nsp), room.members},
                     room.key.nsp,
                     room.key.name.json()});
    }
    m_rooms.setRows(rows);
}

void OverviewTables::refreshTalkers()
{
    const SocketStore &store = m_context.session->store().sockets();
    const Scope &scope = *m_context.scope;
    QList<TopListModel::Row> rows;
    const QList<int> top = topSlots(store, [&scope](const SocketRecord &socket) {
        return scope.includes(socket.key.nsp) ? qint64(socket.eventsIn) + socket.eventsOut : 0;
    });
    for (const int slot : top) {
        const SocketRecord &socket = store.at(slot);
        rows.append({{QString::fromUtf8(socket.key.id), QString::fromUtf8(socket.key.nsp),
                      socket.eventsIn, socket.eventsOut},
                     socket.key.nsp,
                     socket.key.id});
    }
    m_talkers.setRows(rows);
}

void OverviewTables::refreshReasons()
{
    const QHash<QByteArray, SeriesFeed::Ended> &reasons = m_context.models->series.reasons();
    QList<TopListModel::Row> rows;
    for (auto reason = reasons.cbegin(); reason != reasons.cend(); ++reason)
        rows.append({{reason.key().isEmpty() ? tr("not said") : QString::fromUtf8(reason.key()),
                      reason->connections, reason->sockets},
                     {},
                     reason.key()});
    std::sort(rows.begin(), rows.end(), [&reasons](const auto &a, const auto &b) {
        const auto count = [&reasons](const QByteArray &reason) {
            return reasons.value(reason).connections + reasons.value(reason).sockets;
        };
        return count(a.id) != count(b.id) ? count(a.id) > count(b.id) : a.id < b.id;
    });
    m_reasons.setRows(rows.mid(0, maxRows));
}

} // namespace QsioAdmin
