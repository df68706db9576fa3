// SPDX-License-Identifier: MIT
#include "themecolors.h"

#include <algorithm>
#include <cmath>

namespace QsioAdmin {

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

ThemeColors lightColors()
{
    ThemeColors colors;
    colors.good = QColor(0x1b7332);
    colors.warning = QColor(0x8a5300);
    colors.bad = QColor(0xb3261e);
    colors.information = QColor(0x1a5fb4);
    colors.muted = QColor(0x5a5f66);
    colors.grid = QColor(0xdcdfe3);
    colors.series = {QColor(0x1a5fb4), QColor(0xb04a00), QColor(0x1b7332), QColor(0x8b2f8f),
                     QColor(0xb3261e), QColor(0x006a70), QColor(0x765a00), QColor(0x4b4fc4)};
    return colors;
}

ThemeColors darkColors()
{
    ThemeColors colors;
    colors.good = QColor(0x6fd08c);
    colors.warning = QColor(0xf0b429);
    colors.bad = QColor(0xff8a80);
    colors.information = QColor(0x82b8ff);
    colors.muted = QColor(0xa8adb5);
    colors.grid = QColor(0x3b4048);
    colors.series = {QColor(0x82b8ff), QColor(0xffab6b), QColor(0x6fd08c), QColor(0xe09be6),
                     QColor(0xff8a80), QColor(0x5fd0d6), QColor(0xe6cb5c), QColor(0xaeb2ff)};
    return colors;
}

ThemeColors contrastColors()
{
    ThemeColors colors;
    colors.good = QColor(0x5cff8f);
    colors.warning = QColor(0xffd54a);
    colors.bad = QColor(0xff9c94);
    colors.information = QColor(0x8cc8ff);
    colors.muted = QColor(0xd8d8d8);
    colors.grid = QColor(0x6a6a6a);
    colors.series = {QColor(0x8cc8ff), QColor(0xffb780), QColor(0x5cff8f), QColor(0xf0b0ff),
                     QColor(0xff9c94), QColor(0x6ff0f6), QColor(0xffe066), QColor(0xc4c8ff)};
    return colors;
}

} // namespace

const ThemeColors &ThemeColors::of(const QPalette &palette)
{
    static const ThemeColors light = lightColors();
    static const ThemeColors dark = darkColors();
    static const ThemeColors contrast = contrastColors();
    if (isHighContrast(palette))
        return contrast;
    return isDark(palette) ? dark : light;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

bool isHighContrast(const QPalette &palette)
{
    return palette.color(QPalette::Window) == QColor(Qt::black);
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace QsioAdmin
