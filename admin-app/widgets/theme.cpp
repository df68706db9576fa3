// SPDX-License-Identifier: MIT
#include "theme.h"

#include "themecolors.h"
#include "themestyle.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QToolTip>

namespace QsioAdmin {

namespace {

struct Base
{
    QRgb window, text, base, alternate, button, link, highlight, highlightedText;
    QRgb light, midlight, mid, dark, shadow, disabled, toolTip, placeholder, bright;
};

constexpr Base light
    = {0xf3f4f6, 0x1b1d21, 0xffffff, 0xf6f7f9, 0xe9ebee, 0x0b57d0, 0x1a5fb4, 0xffffff, 0xffffff,
       0xf3f4f6, 0xb9bec6, 0x9aa0a8, 0x6b7078, 0x7d828a, 0xfffbe6, 0x666b73, 0xb3261e};
constexpr Base dark
    = {0x272a2f, 0xe8eaed, 0x16181b, 0x1c1f23, 0x2c3036, 0x8ab4f8, 0x2f6fc4, 0xffffff, 0x4a4f57,
       0x3a3f46, 0x14161a, 0x0f1114, 0x000000, 0x888d95, 0x33373d, 0x989da5, 0xff8a80};

constexpr Base contrast
    = {0x000000, 0xffffff, 0x000000, 0x161616, 0x262626, 0xffff66, 0xffff00, 0x000000, 0x9a9a9a,
       0x5a5a5a, 0x9a9a9a, 0xc8c8c8, 0x000000, 0xb0b0b0, 0x000000, 0xc8c8c8, 0xffb4ab};

QPalette paletteOf(const Base &base)
{
    QPalette palette;
    const std::pair<QPalette::ColorRole, QRgb> colors[] = {
        {QPalette::Window, base.window},
        {QPalette::WindowText, base.text},
        {QPalette::Base, base.base},
        {QPalette::AlternateBase, base.alternate},
        {QPalette::Text, base.text},
        {QPalette::Button, base.button},
        {QPalette::ButtonText, base.text},
        {QPalette::BrightText, base.bright},
        {QPalette::Link, base.link},
        {QPalette::LinkVisited, base.link},
        {QPalette::Highlight, base.highlight},
        {QPalette::HighlightedText, base.highlightedText},
        {QPalette::Light, base.light},
        {QPalette::Midlight, base.midlight},
        {QPalette::Mid, base.mid},
        {QPalette::Dark, base.dark},
        {QPalette::Shadow, base.shadow},
        {QPalette::ToolTipBase, base.toolTip},
        {QPalette::ToolTipText, base.text},
        {QPalette::PlaceholderText, base.placeholder},
    };
    for (const auto &[role, color] : colors)
        palette.setColor(role, QColor(color));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(base.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(base.mid));
    return palette;
}

} // namespace

Theme::Theme(Mode mode, QObject *parent)
    : QObject(parent)
    , m_system(this)
    , m_mode(mode)
    , m_isDesktopDark(QsioAdmin::isDark(QApplication::palette()))
{
    QApplication::setStyle(new ThemeStyle);
    connect(&m_system, &SystemColorScheme::changed, this, [this] {
        if (m_mode == Mode::System)
            apply();
    });
    apply();
}

void Theme::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::apply()
{
    const bool isSystemDark = m_system.isKnown() ? m_system.isDark() : m_isDesktopDark;
    m_isDark = m_mode == Mode::System ? isSystemDark : m_mode != Mode::Light;
    const QPalette palette = m_mode == Mode::Contrast ? contrastPalette()
        : m_isDark                                    ? darkPalette()
                                                      : lightPalette();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    Q_EMIT changed();
}

QPalette Theme::lightPalette()
{
    return paletteOf(light);
}

QPalette Theme::darkPalette()
{
    return paletteOf(dark);
}

QPalette Theme::contrastPalette()
{
    return paletteOf(contrast);
}

Theme::Mode Theme::modeFromName(const QString &name)
{
    if (name == QLatin1StringView("light"))
        return Mode::Light;
    if (name == QLatin1StringView("contrast"))
        return Mode::Contrast;
    return name == QLatin1StringView("dark") ? Mode::Dark : Mode::System;
}

QString Theme::nameOf(Mode mode)
{
    switch (mode) {
    case Mode::Light:
        return QStringLiteral("light");
    case Mode::Dark:
        return QStringLiteral("dark");
    case Mode::Contrast:
        return QStringLiteral("contrast");
    case Mode::System:
        break;
    }
    return QStringLiteral("system");
}

} // namespace QsioAdmin
