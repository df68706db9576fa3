// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_EVENTSMODEL_H
#define QSIOADMIN_MODELS_EVENTSMODEL_H

#include "core/adminstore.h"
#include "core/filterexpr.h"
#include "eventrules.h"
#include "modelroles.h"

#include <QtCore/QAbstractTableModel>

#include <set>
#include <vector>

namespace QsioAdmin {

// The last events, the oldest first: new rows come at the end, and old ones go at the beginning,
// each once a batch.
class EventsModel : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventsModel)
public:
    enum Column {
        Number,
        Time,
        Delta,
        Direction,
        Type,
        Rule,
        Namespace,
        Socket,
        Name,
        Size,
        Summary,
        ColumnCount
    };

    enum EventRole {
        IsMarkedRole = Qt::UserRole + 20, // bool
        RuleRole, // int, of rules(); -1: none
    };

    explicit EventsModel(const AdminStore *store, QObject *parent = nullptr);
    ~EventsModel() override;

    [[nodiscard]] quint64 numberAt(int row) const { return m_first + quint64(row); }
    [[nodiscard]] int rowOf(quint64 number) const; // -1: it is no longer there
    [[nodiscard]] const EventRecord *eventAt(int row) const; // null: it is no longer there
    [[nodiscard]] bool matches(int row, const FilterExpr &filter) const;
    [[nodiscard]] static QString typeText(EventType type);

    // Marks are of people: they stay with their events until these go.
    void setMarked(quint64 number, bool isMarked);
    [[nodiscard]] bool isMarked(quint64 number) const { return m_marks.contains(number); }
    [[nodiscard]] qsizetype markCount() const { return qsizetype(m_marks.size()); }
    void clearMarks();
    // The next mark behind a number, or the one before; 0: there is none.
    [[nodiscard]] quint64 nextMark(quint64 number) const;
    [[nodiscard]] quint64 previousMark(quint64 number) const;

    void setRules(const EventRules &rules);
    [[nodiscard]] const EventRules &rules() const { return m_rules; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    void update();
    void forgetMarks();
    [[nodiscard]] int ruleOf(const EventRecord &event) const; // -1: none
    [[nodiscard]] QVariant displayData(const EventRecord &event, int row, int column) const;
    [[nodiscard]] QVariant sortData(const EventRecord &event, int row, int column) const;
    [[nodiscard]] static QString summaryOf(const EventRecord &event);
    [[nodiscard]] qint64 delta(int row) const; // ms since the event before

    const AdminStore *const m_store;
    quint64 m_first = 1; // numbers of the rows that are shown
    quint64 m_next = 1;
    std::set<quint64> m_marks;
    EventRules m_rules;
    std::vector<FilterExpr> m_ruleFilters;
    mutable quint64 m_ruledNumber
        = 0; // the event that was looked at last: its cells ask one by one
    mutable int m_ruledBy = -1;
};

} // namespace QsioAdmin

#endif
