// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_EVENTSTATISTICSMODEL_H
#define QSIOADMIN_MODELS_EVENTSTATISTICSMODEL_H

#include "core/eventstatistics.h"
#include "modelroles.h"

#include <QtCore/QAbstractTableModel>

namespace QsioAdmin {

// How many events there are of each kind, how often they come and how large they are.
class EventStatisticsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Count, Share, Rate, Bytes, Average, Largest, First, Last, ColumnCount };

    explicit EventStatisticsModel(QObject *parent = nullptr);

    void setStatistics(const EventStatistics &statistics, EventStatistics::By by);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QVariant value(const EventGroup &group, int column) const;
    [[nodiscard]] QString text(const EventGroup &group, int column) const;
    [[nodiscard]] QString nameText(const EventGroup &group) const;

    EventStatistics m_statistics;
    EventStatistics::By m_by = EventStatistics::By::Name;
};

} // namespace QsioAdmin

#endif
