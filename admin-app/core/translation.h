// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_TRANSLATION_H
#define QSIOADMIN_CORE_TRANSLATION_H

#include <QtCore/QString>

QT_BEGIN_NAMESPACE
class QLocale;
QT_END_NAMESPACE

namespace QsioAdmin {

// For functions that belong to no class with a tr() of its own.
[[nodiscard]] QString tr(const char *text, const char *comment = nullptr, int count = -1);

// Has the program speak the first of the locale's languages that it knows, Qt's own texts
// included; numbers and dates follow the locale, too. To be called once, after the application
// object has been made.
void installTranslations(const QLocale &locale);

// "de", "fr" and others that there are besides English; none in a build without lrelease.
[[nodiscard]] QStringList availableLanguages();

} // namespace QsioAdmin

#endif
