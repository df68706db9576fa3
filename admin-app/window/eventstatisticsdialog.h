// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_EVENTSTATISTICSDIALOG_H
#define QSIOADMIN_WINDOW_EVENTSTATISTICSDIALOG_H

#include "models/eventstatisticsmodel.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QDialog>

#include <functional>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QLabel;
QT_END_NAMESPACE

namespace QsioAdmin {

class ListTable;

// Counts the events that are kept, by name, namespace, direction or type.
class EventStatisticsDialog : public QDialog
{
    Q_OBJECT
public:
    // filter: of the page, which may be used or not; null: there is none
    EventStatisticsDialog(const EventRing *ring, const std::function<bool(quint64 number)> &filter,
                          QWidget *parent);

private:
    void count();

    const EventRing *const m_ring;
    const std::function<bool(quint64 number)> m_filter;
    EventStatisticsModel m_model;
    QSortFilterProxyModel m_sorted;
    QComboBox *m_by;
    QCheckBox *m_onlyShown;
    QLabel *m_summary;
    ListTable *m_table;
};

} // namespace QsioAdmin

#endif
