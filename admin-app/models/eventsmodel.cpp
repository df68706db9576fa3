// SPDX-License-Identifier: MIT
#include "eventsmodel.h"

#include "core/jsonpath.h"

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
    const QStringList names
        = {tr("No."),       tr("Time"),   QStringLiteral("Δ"), tr("Direction"), tr("Type"),
           tr("Namespace"), tr("Socket"), tr("Name"),          tr("Size"),      tr("Summary")};
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
    case EventType::Connected:
        return tr("connected");
    case EventType::Disconnected:
        return tr("disconnected");
    case EventType::Joined:
        return tr("joined");
    case EventType::Left:
        return tr("left");
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
    if (type == EventType::Received)
        return QStringLiteral("→"); // to the server
    return type == EventType::Sent ? QStringLiteral("←") : QString();
}

QVariant EventsModel::displayData(const EventRecord &event, int row, int column) const
{
    switch (column) {
    case Number:
        return QLocale().toString(event.number);
    case Time:
        return QDateTime::fromMSecsSinceEpoch(event.at).toString(QStringLiteral("hh:mm:ss.zzz"));
    case Delta:
        return QLocale().toString(delta(row) / 1000.0, 'f', 3);
    case Size:
        return event.size == 0 ? QString() : QLocale().toString(event.size);
    case Summary:
        return event.isTruncated
            ? tr("(too long to keep)")
            : QString::fromUtf8(event.arguments.left(4 * summaryLength)).left(summaryLength);
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
    case Summary:
        return QString::fromUtf8(event.arguments);
    default:
        return {};
    }
}

// ---- filters ---------------------------------------------------------------------------------

namespace {

// In filters, types are words of the protocol, whatever the language of the window.
QByteArray typeName(EventType type)
{
    switch (type) {
    case EventType::Received:
        return "received";
    case EventType::Sent:
        return "sent";
    case EventType::Connected:
        return "connected";
    case EventType::Disconnected:
        return "disconnected";
    case EventType::Joined:
        return "joined";
    case EventType::Left:
        return "left";
    }
    return {};
}

class EventSubject : public FilterSubject
{
public:
    EventSubject(const EventRecord &event, qint64 now)
        : m_event(event)
        , m_now(now)
    { }

    void read(FilterKey key, const QByteArrayList &path, FilterField *field) const override
    {
        const bool isRoom = m_event.type == EventType::Joined || m_event.type == EventType::Left;
        switch (key) {
        case FilterKey::Any:
            for (const QByteArray &text : {m_event.key.id, m_event.key.nsp, m_event.name,
                                           typeName(m_event.type), m_event.arguments})
                field->texts.append(text);
            break;
        case FilterKey::Id:
        case FilterKey::Sid:
            field->texts.append(m_event.key.id);
            break;
        case FilterKey::Nsp:
            field->texts.append(m_event.key.nsp);
            break;
        case FilterKey::Type:
            field->texts.append(typeName(m_event.type));
            break;
        case FilterKey::Dir:
            if (m_event.type == EventType::Received)
                field->texts.append("in");
            else if (m_event.type == EventType::Sent)
                field->texts.append("out");
            break;
        case FilterKey::Name:
            field->texts.append(m_event.name);
            break;
        case FilterKey::Room:
            if (isRoom)
                field->texts.append(m_event.name);
            break;
        case FilterKey::Reason:
            if (m_event.type == EventType::Disconnected)
                field->texts.append(m_event.name);
            break;
        case FilterKey::Arg:
            if (const auto value = jsonAt(m_event.arguments, path))
                field->texts.append(plainJson(*value));
            break;
        default:
            number(key, field);
        }
    }

private:
    void number(FilterKey key, FilterField *field) const
    {
        field->isNumber = true;
        if (key == FilterKey::Size)
            field->number = double(m_event.size);
        else if (key == FilterKey::Since)
            field->number = double(m_event.at);
        else if (key == FilterKey::Age)
            field->number = double(m_now - m_event.at) / 1000;
        else
            field->isNumber = false;
    }

    const EventRecord &m_event;
    const qint64 m_now;
};

} // namespace

bool EventsModel::matches(int row, const FilterExpr &filter) const
{
    const EventRecord *event = eventAt(row);
    return event
        && (filter.isEmpty() || filter.matches(EventSubject(*event, m_store->serverNow())));
}

} // namespace QsioAdmin
