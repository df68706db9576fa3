// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_ICONS_H
#define QSIOADMIN_WIDGETS_ICONS_H

#include <QtCore/QStringList>
#include <QtGui/QIcon>

namespace QsioAdmin {

// A drawing of resources/icons in the colour of the text, whatever the palette is when it is
// painted; null for a name that is not there.
[[nodiscard]] QIcon themedIcon(const QString &name);
[[nodiscard]] QStringList iconNames();
// In colours of its own.
[[nodiscard]] QIcon applicationIcon();

} // namespace QsioAdmin

#endif
