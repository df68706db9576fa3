// SPDX-License-Identifier: MIT
#include "stattile.h"

#include "sparkline.h"
#include "themecolors.h"

#include <QtCore/QEvent>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace QsioAdmin {

StatTile::StatTile(const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(title, this))
    , m_value(new QLabel(QString(QChar(0x2013)), this))
    , m_detail(new QLabel(this))
    , m_sparkline(new Sparkline(this))
{
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(2);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_value, m_detail, m_sparkline})
        layout->addWidget(part);
    for (QLabel *label : {m_title, m_value, m_detail})
        label->setTextFormat(Qt::PlainText);
    for (QLabel *label : {m_title, m_detail})
        label->setMinimumHeight(label->fontMetrics().height() + 1);
    style();
    setValue(m_value->text());
}

void StatTile::setValue(const QString &value, const QString &detail)
{
    m_value->setText(value);
    m_detail->setText(detail);
    setAccessibleName(detail.isEmpty() ? tr("%1: %2").arg(m_title->text(), value)
                                       : tr("%1: %2, %3").arg(m_title->text(), value, detail));
}

void StatTile::setPoints(const QList<SeriesPoint> &points, qint64 span)
{
    m_sparkline->setPoints(points, span);
}

QString StatTile::value() const
{
    return m_value->text();
}

void StatTile::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        style();
}

void StatTile::style()
{
    if (std::exchange(m_isStyling, true))
        return;
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.8);
    large.setBold(true);
    m_value->setFont(large);
    QPalette muted = palette();
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text})
        muted.setColor(role, ThemeColors::of(palette()).muted);
    m_title->setPalette(muted);
    m_detail->setPalette(muted);
    m_isStyling = false;
}

} // namespace QsioAdmin
