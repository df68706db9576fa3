// SPDX-License-Identifier: MIT
#include "eventstatisticsdialog.h"

#include "listtable.h"
#include "tableexport.h"
#include "widgets/icons.h"

#include <QtCore/QLocale>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

EventStatisticsDialog::EventStatisticsDialog(const EventRing *ring,
                                             const std::function<bool(quint64 number)> &filter,
                                             QWidget *parent)
    : QDialog(parent)
    , m_ring(ring)
    , m_filter(filter)
    , m_by(new QComboBox(this))
    , m_onlyShown(new QCheckBox(tr("Only what the &filter shows"), this))
    , m_summary(new QLabel(this))
    , m_table(new ListTable(tr("Statistics of events"), this))
{
    setWindowTitle(tr("Statistics of events"));
    setObjectName(QStringLiteral("eventStatistics"));
    resize(860, 480);
    m_by->setObjectName(QStringLiteral("statisticsBy"));
    m_by->setAccessibleName(tr("Count by"));
    m_by->addItems({tr("By name"), tr("By namespace"), tr("By direction"), tr("By type")});
    m_onlyShown->setObjectName(QStringLiteral("statisticsOnlyShown"));
    m_onlyShown->setEnabled(bool(filter));
    m_onlyShown->setChecked(bool(filter));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setObjectName(QStringLiteral("statisticsSummary"));
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(SortRole);
    m_table->setModel(&m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(EventStatisticsModel::Count, Qt::DescendingOrder);
    m_table->setColumnWidths({22, 9, 9, 11, 11, 12, 9, 13, 13});
    m_table->setEmptyText(tr("There are no events."));
    auto *line = new QHBoxLayout;
    line->addWidget(m_by);
    line->addWidget(m_onlyShown);
    line->addWidget(m_summary, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *again = buttons->addButton(tr("&Count again"), QDialogButtonBox::ActionRole);
    again->setObjectName(QStringLiteral("statisticsAgain"));
    QPushButton *save = buttons->addButton(tr("&Export…"), QDialogButtonBox::ActionRole);
    save->setObjectName(QStringLiteral("statisticsExport"));
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("statisticsClose"));
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(line);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    connect(m_by, &QComboBox::currentIndexChanged, this, &EventStatisticsDialog::count);
    connect(m_onlyShown, &QCheckBox::toggled, this, &EventStatisticsDialog::count);
    connect(again, &QPushButton::clicked, this, &EventStatisticsDialog::count);
    connect(save, &QPushButton::clicked, this,
            [this] { askAndExport(&m_sorted, QStringLiteral("event-statistics"), this); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    count();
}

void EventStatisticsDialog::count()
{
    const auto by = EventStatistics::By(m_by->currentIndex());
    const EventStatistics statistics = EventStatistics::of(
        *m_ring, by, m_onlyShown->isChecked() ? m_filter : std::function<bool(quint64)>());
    m_model.setStatistics(statistics, by);
    const QLocale locale;
    m_summary->setText(tr("Events: %1, per second: %2, size: %3")
                           .arg(locale.toString(statistics.all.count),
                                locale.toString(statistics.rate(statistics.all), 'f', 2),
                                locale.formattedDataSize(statistics.all.bytes)));
}

} // namespace QsioAdmin
