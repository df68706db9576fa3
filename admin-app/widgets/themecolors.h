// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_THEMECOLORS_H
#define QSIOADMIN_WIDGETS_THEMECOLORS_H

#include <QtGui/QColor>
#include <QtGui/QPalette>

#include <array>

namespace QsioAdmin {

// What a QPalette has no role for. All of them can be read as text on the palette's Window and
// Base; none is ever the only sign of something.
struct ThemeColors
{
    QColor good;
    QColor warning;
    QColor bad;
    QColor information;
    QColor muted; // text of less weight
    QColor grid; // lines behind a plot: not for text
    std::array<QColor, 8> series; // of the curves of a plot

    // The ones that go with a palette, by how light its windows are.
    [[nodiscard]] static const ThemeColors &of(const QPalette &palette);
};

[[nodiscard]] bool isDark(const QPalette &palette);
[[nodiscard]] bool isHighContrast(const QPalette &palette); // nothing but black behind the text
// From 1 to 21, as WCAG 2 has it; text needs 4.5.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace QsioAdmin

#endif
