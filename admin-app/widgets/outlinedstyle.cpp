// SPDX-License-Identifier: MIT
#include "outlinedstyle.h"

#include "themecolors.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QStyleOption>

namespace QsioAdmin {

OutlinedStyle::OutlinedStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{ }

static bool hasOutline(QStyle::PrimitiveElement element)
{
    switch (element) {
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorItemViewItemCheck:
    case QStyle::PE_IndicatorRadioButton:
    case QStyle::PE_FrameLineEdit:
        return true;
    default:
        return false;
    }
}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                  QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool hasFocus = option->state & State_HasFocus; // which has a frame of its own
    if (!hasOutline(element) || !isDark(option->palette)
        || (element == PE_FrameLineEdit && hasFocus))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(option->palette.color(QPalette::Disabled, QPalette::Text));
    const QRectF edge = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isRound = element == PE_IndicatorRadioButton;
    painter->drawRoundedRect(edge, isRound ? edge.width() / 2 : 2, isRound ? edge.height() / 2 : 2);
    painter->restore();
}

} // namespace QsioAdmin
