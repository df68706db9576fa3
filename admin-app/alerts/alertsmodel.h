// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_ALERTS_ALERTSMODEL_H
#define QSIOADMIN_ALERTS_ALERTSMODEL_H

#include "alert.h"

#include <QtCore/QAbstractTableModel>

#include <deque>

namespace QsioAdmin {

class AlertEngine;

// The alerts there were, the newest first, and whether somebody has seen to them.
class AlertsModel : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AlertsModel)
public:
    enum Column { Time, State, Severity, Rule, Subject, Text, Acknowledged, ColumnCount };
    static constexpr size_t maxRows = 1'000;

    explicit AlertsModel(AlertEngine *engine, QObject *parent = nullptr);
    ~AlertsModel() override;

    [[nodiscard]] const Alert *alertAt(int row) const; // null: there is none
    [[nodiscard]] int activeCount() const { return m_activeCount; }
    void acknowledge(const QList<int> &rows);
    [[nodiscard]] bool isAcknowledged(int row) const;
    void removeOver(); // all that is over
    void clear();
    [[nodiscard]] static QString severityText(AlertSeverity severity);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void activeCountChanged();

private:
    struct Row
    {
        Alert alert;
        bool isAcknowledged = false;
    };

    void add(const Alert &alert);
    void update(const Alert &alert);
    void setActiveCount(int count);
    [[nodiscard]] QString textAt(const Row &row, int column) const;
    [[nodiscard]] QString stateText(const Row &row) const;

    std::deque<Row> m_rows; // the newest first
    int m_activeCount = 0;
};

} // namespace QsioAdmin

#endif
