// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_THEME_H
#define QSIOADMIN_WIDGETS_THEME_H

#include "systemcolorscheme.h"

#include <QtGui/QPalette>

namespace QsioAdmin {

// The look of the program: Fusion with palettes of its own, light, dark or of high contrast. Make one after the
// QApplication; it changes while the program runs.
class Theme : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Theme)
public:
    enum class Mode { System, Light, Dark, Contrast };
    Q_ENUM(Mode)

    explicit Theme(Mode mode = Mode::System, QObject *parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    [[nodiscard]] bool isDark() const { return m_isDark; }

    [[nodiscard]] static QPalette lightPalette();
    [[nodiscard]] static QPalette darkPalette();
    [[nodiscard]] static QPalette contrastPalette();
    // light, dark, contrast or system, as on the command line and in settings; anything else: System.
    [[nodiscard]] static Mode modeFromName(const QString &name);
    [[nodiscard]] static QString nameOf(Mode mode);

Q_SIGNALS:
    void changed(); // the palette

private:
    void apply();

    SystemColorScheme m_system;
    Mode m_mode;
    bool m_isDark = false;
    bool m_isDesktopDark = false; // as far as the palette at the start tells
};

} // namespace QsioAdmin

#endif
