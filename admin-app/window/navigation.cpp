// SPDX-License-Identifier: MIT
#include "navigation.h"

#include "page.h"
#include "widgets/icons.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QPainter>

namespace QsioAdmin {

constexpr int countRole = Qt::UserRole + 1;
constexpr int margin = 10;

Navigation::Navigation(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setIconSize({18, 18});
    setUniformItemSizes(true);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            Q_EMIT pageChosen(row);
    });
}

void Navigation::addPage(Page *page)
{
    const int index = int(m_pages.size());
    m_pages.append(page);
    const QSignalBlocker blocker(this);
    auto *item = new QListWidgetItem(themedIcon(page->icon()), page->title(), this);
    item->setSizeHint({0, fontMetrics().height() + 14});
    connect(page, &Page::countChanged, this, [this, index] { updateItem(index); });
    updateItem(index);
}

void Navigation::setCurrentPage(int index)
{
    const QSignalBlocker blocker(this);
    setCurrentRow(index);
}

void Navigation::updateItem(int index)
{
    const Page *page = m_pages[index];
    const QString count = page->count();
    QListWidgetItem *line = item(index);
    if (line->data(countRole).toString() == count && !count.isEmpty())
        return;
    line->setData(countRole, count);
    line->setData(Qt::AccessibleTextRole,
                  count.isEmpty() ? page->title() : tr("%1: %2").arg(page->title(), count));
}

QSize Navigation::sizeHint() const
{
    int width = 0;
    for (const Page *page : m_pages)
        width = qMax(width, fontMetrics().horizontalAdvance(page->title()));
    width += iconSize().width() + 3 * margin
        + fontMetrics().horizontalAdvance(QStringLiteral("100,000"));
    return {width, 300};
}

// The counts at the right, over what the list has drawn.
void Navigation::paintEvent(QPaintEvent *event)
{
    QListWidget::paintEvent(event);
    QPainter painter(viewport());
    for (int row = 0; row < count(); ++row) {
        const QString text = item(row)->data(countRole).toString();
        if (text.isEmpty())
            continue;
        const bool isSelected = item(row)->isSelected();
        painter.setPen(palette().color(isSelected ? QPalette::HighlightedText : QPalette::Text));
        painter.drawText(visualItemRect(item(row)).adjusted(0, 0, -margin, 0),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    }
}

} // namespace QsioAdmin
