// SPDX-License-Identifier: MIT
#include "datapanel.h"

#include "listtable.h"
#include "models/celltext.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

constexpr qsizetype mostShown = 200; // changes

DataPanel::DataPanel(const DataHistory *history, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_history(history)
    , m_tree(new QTreeView(this))
    , m_choice(new QComboBox(this))
    , m_table(new ListTable(tr("Changes of the data"), this))
{
    setChildrenCollapsible(false);
    m_tree->setObjectName(QStringLiteral("inspectorData"));
    m_tree->setAccessibleName(tr("Data of the socket"));
    m_tree->setModel(&m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_choice->setObjectName(QStringLiteral("inspectorDataChange"));
    m_choice->setAccessibleName(tr("Change of the data"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_table->setModel(&m_diff);
    m_table->setColumnWidths({14, 9, 14, 14});
    m_table->setEmptyText(tr("No change has been seen since the window is connected."));
    auto *changes = new QWidget(this);
    auto *layout = new QVBoxLayout(changes);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_choice);
    layout->addWidget(m_table, 1);
    addWidget(m_tree);
    addWidget(changes);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &DataPanel::showChange);
    showChanges();
}

void DataPanel::setSocket(const SocketRecord &socket)
{
    const bool isOther = socket.key != m_key;
    if (!isOther && socket.data == m_shown && m_model.rowCount() > 0)
        return;
    m_key = socket.key;
    m_shown = socket.data;
    m_model.setJson(m_shown);
    m_tree->expandToDepth(0);
    m_tree->resizeColumnToContents(0);
    showChanges();
}

// Who looks at an older change goes on looking at it.
void DataPanel::showChanges()
{
    const qint64 chosen
        = m_choice->currentIndex() > 0 && !m_changes.isEmpty() && m_changes.first().key == m_key
        ? m_changes.value(m_choice->currentIndex()).at
        : 0;
    m_changes = m_history->of(m_key);
    if (m_changes.size() > mostShown)
        m_changes.resize(mostShown);
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    int current = 0;
    for (qsizetype i = 0; i < m_changes.size(); ++i) {
        m_choice->addItem(tr("Change at %1").arg(clockText(m_changes[i].at)));
        if (m_changes[i].at == chosen)
            current = int(i);
    }
    m_choice->setVisible(!m_changes.isEmpty());
    m_choice->setCurrentIndex(m_changes.isEmpty() ? -1 : current);
    showChange();
}

void DataPanel::showChange()
{
    const int index = m_choice->currentIndex();
    if (index < 0 || index >= m_changes.size())
        m_diff.clear();
    else
        m_diff.setTexts(m_changes[index].before, m_changes[index].after);
}

} // namespace QsioAdmin
