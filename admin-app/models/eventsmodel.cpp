// SPDX-License-Identifier: MIT
#include "eventsmodel.h"

#include "celltext.h"
#include "core/eventstatistics.h"
#include "core/eventsubject.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace QsioAdmin {

constexpr qsizetype summaryLength = 120; // characters

EventsModel::EventsModel(const AdminStore *store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_first(store->events().firstNumber())
    , m_next(store->events().nextNumber())
{
    connect(store, &AdminStore::changed, this, [this](const StoreChanges &changes) {
        if (changes.hasEvents)
            update();
    });
}

EventsModel::~EventsModel() = default;

void EventsModel::update()
{
    const EventRing &ring = m_store->events();
    forgetMarks();
    if (ring.firstNumber() >= m_next && m_next != m_first) { // nothing is left of what is shown
        beginResetModel();
        m_first = ring.firstNumber();
        m_next = ring.nextNumber();
        endResetModel();
        return;
    }
    if (ring.firstNumber() > m_first && m_next != m_first) {
        beginRemoveRows({}, 0, int(ring.firstNumber() - m_first) - 1);
        m_first = ring.firstNumber();
        endRemoveRows();
    }
    if (m_next == m_first)
        m_first = m_next = ring.firstNumber();
    if (ring.nextNumber() > m_next) {
        beginInsertRows({}, rowCount(), int(ring.nextNumber() - m_first) - 1);
        m_next = ring.nextNumber();
        endInsertRows();
    }
}

int EventsModel::rowOf(quint64 number) const
{
    return number >= m_first && number < m_next ? int(number - m_first) : -1;
}

const EventRecord *EventsModel::eventAt(int row) const
{
    const quint64 number = numberAt(row);
    const EventRing &ring = m_store->events();
    const bool isThere
        = row >= 0 && number >= ring.firstNumber() && number < ring.nextNumber() && number < m_next;
    return isThere ? &ring.at(number) : nullptr;
}

// ---- the model -------------------------------------------------------------------------------

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_next - m_first);
}

int EventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names = {tr("No."),  tr("Time"), QStringLiteral("Δ"), tr("Direction"),
                               tr("Type"), tr("Rule"), tr("Namespace"),     tr("Socket"),
                               tr("Name"), tr("Size"), tr("Summary")};
    return names.value(section);
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const EventRecord *event = eventAt(index.row());
    if (role == IsLiveRole)
        return event != nullptr;
    if (!event)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayData(*event, index.row(), index.column());
    case SortRole:
    case ExportRole:
        if (role == ExportRole && index.column() == Time)
            return QDateTime::fromMSecsSinceEpoch(event->at, Qt::UTC).toString(Qt::ISODateWithMs);
        return sortData(*event, index.row(), index.column());
    case IdRole:
        return QString::number(event->number);
    case IsMarkedRole:
        return isMarked(event->number);
    case RuleRole:
        return ruleOf(*event);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(
            headerData(index.column(), Qt::Horizontal).toString(),
            displayData(*event, index.row(), index.column()).toString());
    default:
        return {};
    }
}

QString EventsModel::typeText(EventType type)
{
    switch (type) {
    case EventType::Received:
        return tr("received");
    case EventType::Sent:
        return tr("sent");
    case EventType::AnswerReceived:
        return tr("answer received");
    case EventType::AnswerSent:
        return tr("answer sent");
    case EventType::Connected:
        return tr("connected");
    case EventType::Disconnected:
        return tr("disconnected");
    case EventType::Joined:
        return tr("joined");
    case EventType::Left:
        return tr("left");
    case EventType::Refused:
        return tr("refused");
    }
    return {};
}

qint64 EventsModel::delta(int row) const
{
    const EventRecord *event = eventAt(row);
    const EventRecord *before = eventAt(row - 1);
    return event && before ? event->at - before->at : 0;
}

static QString directionOf(EventType type)
{
    if (type == EventType::Received || type == EventType::AnswerReceived)
        return QStringLiteral("→"); // to the server
    const bool isSent = type == EventType::Sent || type == EventType::AnswerSent;
    return isSent ? QStringLiteral("←") : QString();
}

QString EventsModel::summaryOf(const EventRecord &event)
{
    const QString text = event.isTruncated
        ? tr("(too long to keep)")
        : QString::fromUtf8(event.arguments.left(4 * summaryLength)).left(summaryLength);
    return event.latency < 0 ? text : tr("after %1 ms: %2").arg(event.latency).arg(text);
}

QVariant EventsModel::displayData(const EventRecord &event, int row, int column) const
{
    switch (column) {
    case Number:
        return isMarked(event.number) ? u'★' + QLocale().toString(event.number)
                                      : QLocale().toString(event.number);
    case Time:
        return clockText(event.at);
    case Delta:
        return QLocale().toString(delta(row) / 1000.0, 'f', 3);
    case Size:
        return event.size == 0 ? QString() : QLocale().toString(event.size);
    case Summary:
        return summaryOf(event);
    default:
        return sortData(event, row, column);
    }
}

QVariant EventsModel::sortData(const EventRecord &event, int row, int column) const
{
    switch (column) {
    case Number:
        return event.number;
    case Time:
        return event.at;
    case Delta:
        return delta(row);
    case Direction:
        return directionOf(event.type);
    case Type:
        return typeText(event.type);
    case Namespace:
        return QString::fromUtf8(event.key.nsp);
    case Socket:
        return QString::fromUtf8(event.key.id);
    case Name:
        return QString::fromUtf8(event.name);
    case Size:
        return event.size;
    case Rule: {
        const int rule = ruleOf(event);
        return rule < 0 ? QString() : m_rules[rule].name;
    }
    case Summary:
        return QString::fromUtf8(event.arguments);
    default:
        return {};
    }
}

bool EventsModel::matches(int row, const FilterExpr &filter) const
{
    const EventRecord *event = eventAt(row);
    return event
        && (filter.isEmpty() || filter.matches(EventSubject(*event, m_store->serverNow())));
}

// ---- marks and rules -------------------------------------------------------------------------

void EventsModel::setMarked(quint64 number, bool isMarked)
{
    const int row = rowOf(number);
    if (row < 0)
        return;
    if (isMarked)
        m_marks.insert(number);
    else
        m_marks.erase(number);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void EventsModel::clearMarks()
{
    const std::set<quint64> marks = m_marks;
    for (const quint64 number : marks)
        setMarked(number, false);
    m_marks.clear();
}

void EventsModel::forgetMarks()
{
    m_marks.erase(m_marks.begin(), m_marks.lower_bound(m_store->events().firstNumber()));
}

quint64 EventsModel::nextMark(quint64 number) const
{
    const auto it = m_marks.upper_bound(number);
    return it == m_marks.end() ? 0 : *it;
}

quint64 EventsModel::previousMark(quint64 number) const
{
    const auto it = m_marks.lower_bound(number);
    return it == m_marks.begin() ? 0 : *std::prev(it);
}

void EventsModel::setRules(const EventRules &rules)
{
    m_rules.clear();
    m_ruleFilters.clear();
    m_ruledNumber = 0;
    for (const EventRule &rule : rules) {
        std::optional<FilterExpr> filter = FilterExpr::parse(rule.filter);
        if (!filter || filter->isEmpty() || m_rules.size() >= maxEventRules)
            continue;
        m_rules.append(rule);
        m_ruleFilters.push_back(std::move(*filter));
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int EventsModel::ruleOf(const EventRecord &event) const
{
    if (event.number == m_ruledNumber)
        return m_ruledBy;
    m_ruledNumber = event.number;
    m_ruledBy = -1;
    for (size_t i = 0; i < m_ruleFilters.size() && m_ruledBy < 0; ++i) {
        if (m_ruleFilters[i].matches(EventSubject(event, m_store->now())))
            m_ruledBy = int(i);
    }
    return m_ruledBy;
}

} // namespace QsioAdmin
