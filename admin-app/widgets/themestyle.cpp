// SPDX-License-Identifier: MIT
#include "themestyle.h"

#include "themecolors.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyleOption>

namespace QsioAdmin {

static void drawFrame(const QStyleOption *option, QPainter *painter, int width)
{
    const bool isEnabled = option->state.testFlag(QStyle::State_Enabled);
    painter->save();
    painter->setPen(QPen(option->palette.color(isEnabled ? QPalette::Active : QPalette::Disabled,
                                               QPalette::WindowText),
                         width));
    painter->setBrush(Qt::NoBrush);
    const int inset = width / 2;
    painter->drawRect(option->rect.adjusted(inset, inset, -inset - 1, -inset - 1));
    painter->restore();
}

void ThemeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const
{
    if (!isHighContrast(option->palette)) {
        OutlinedStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    switch (element) {
    case PE_PanelLineEdit:
    case PE_PanelButtonCommand:
    case PE_PanelMenu:
    case PE_IndicatorCheckBox:
    case PE_FrameTabWidget:
    case PE_Frame: {
        const bool hasFocus = option->state.testFlag(State_HasFocus);
        drawFrame(option, painter, hasFocus && element != PE_Frame ? 3 : 1);
        break;
    }
    case PE_FrameFocusRect:
        drawFrame(option, painter, 2);
        break;
    default:
        break;
    }
}

void ThemeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                    QPainter *painter, const QWidget *widget) const
{
    OutlinedStyle::drawComplexControl(control, option, painter, widget);
    const bool isFramed = control == CC_ComboBox || control == CC_SpinBox;
    if (isFramed && isHighContrast(option->palette))
        drawFrame(option, painter, option->state.testFlag(State_HasFocus) ? 3 : 1);
}

int ThemeStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *returnData) const
{
    if (hint == SH_Widget_Animation_Duration)
        return 0;
    return OutlinedStyle::styleHint(hint, option, widget, returnData);
}

} // namespace QsioAdmin
