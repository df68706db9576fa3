// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_TRANSLATION_H
#define QSIOADMIN_CORE_TRANSLATION_H

#include <QtCore/QString>

namespace QsioAdmin {

// For functions that belong to no class with a tr() of its own.
[[nodiscard]] QString tr(const char *text, const char *comment = nullptr, int count = -1);

// Has the program speak a language such as "de" or "fr_CA", Qt's own texts included; empty: the
// first of the system's languages that it knows. Numbers and dates follow it, too. Called once for
// each application object.
void installTranslations(const QString &language = {});

// "en" and, in a build with lrelease, others.
[[nodiscard]] QStringList availableLanguages();

} // namespace QsioAdmin

#endif
