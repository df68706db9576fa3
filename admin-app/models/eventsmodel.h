// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_EVENTSMODEL_H
#define QSIOADMIN_MODELS_EVENTSMODEL_H

#include "core/adminstore.h"
#include "core/filterexpr.h"
#include "modelroles.h"

#include <QtCore/QAbstractTableModel>

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
        Namespace,
        Socket,
        Name,
        Size,
        Summary,
        ColumnCount
    };

    explicit EventsModel(const AdminStore *store, QObject *parent = nullptr);
    ~EventsModel() override;

    [[nodiscard]] quint64 numberAt(int row) const { return m_first + quint64(row); }
    [[nodiscard]] int rowOf(quint64 number) const; // -1: it is no longer there
    [[nodiscard]] const EventRecord *eventAt(int row) const; // null: it is no longer there
    [[nodiscard]] bool matches(int row, const FilterExpr &filter) const;
    [[nodiscard]] static QString typeText(EventType type);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    void update();
    [[nodiscard]] QVariant displayData(const EventRecord &event, int row, int column) const;
    [[nodiscard]] QVariant sortData(const EventRecord &event, int row, int column) const;
    [[nodiscard]] static QString summaryOf(const EventRecord &event);
    [[nodiscard]] qint64 delta(int row) const; // ms since the event before

    const AdminStore *const m_store;
    quint64 m_first = 1; // numbers of the rows that are shown
    quint64 m_next = 1;
};

} // namespace QsioAdmin

#endif
