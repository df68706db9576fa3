// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_THEMESTYLE_H
#define QSIOADMIN_WIDGETS_THEMESTYLE_H

#include "outlinedstyle.h"

namespace QsioAdmin {

// Fusion with outlines, but nothing in it moves by itself, and with the palette of high contrast everything that
// takes input has a frame that can be seen.
class ThemeStyle : public OutlinedStyle
{
    Q_OBJECT
public:
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr,
                  const QWidget *widget = nullptr,
                  QStyleHintReturn *returnData = nullptr) const override;
};

} // namespace QsioAdmin

#endif
