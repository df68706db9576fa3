// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_OUTLINEDSTYLE_H
#define QSIOADMIN_WIDGETS_OUTLINEDSTYLE_H

#include <QtWidgets/QProxyStyle>

namespace QsioAdmin {

// Fusion, which draws the edges of fields and boxes darker than the window, and so not at all on a dark
// one: there they are lighter here.
class OutlinedStyle : public QProxyStyle
{
    Q_OBJECT
public:
    OutlinedStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
};

} // namespace QsioAdmin

#endif
