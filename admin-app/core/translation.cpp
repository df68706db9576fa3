// SPDX-License-Identifier: MIT
#include "translation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>
#include <QtCore/QTranslator>

#include <memory>

namespace QsioAdmin {

// The context in which lupdate finds the texts of free functions in this namespace.
QString tr(const char *text, const char *comment, int count)
{
    return QCoreApplication::translate("QsioAdmin", text, comment, count);
}

static void install(const QLocale &locale, const QString &name, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>(QCoreApplication::instance());
    if (translator->load(locale, name, QStringLiteral("_"), folder)
        && QCoreApplication::installTranslator(translator.get()))
        translator.release(); // the application has it
}

void installTranslations(const QString &language)
{
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    // The plural forms of what has no translation; the last one that is installed comes first.
    install(QLocale(QLocale::English), QStringLiteral("qsioadmin"), QStringLiteral(":/i18n"));
    install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(locale, QStringLiteral("qsioadmin"), QStringLiteral(":/i18n"));
}

QStringList availableLanguages()
{
    QStringList languages = {QStringLiteral("en")};
    const QStringList files
        = QDir(QStringLiteral(":/i18n")).entryList({QStringLiteral("qsioadmin_*.qm")});
    for (const QString &file : files) {
        const QString language = file.section(u'_', 1).section(u'.', 0, 0);
        if (language != u"en")
            languages.append(language);
    }
    return languages;
}

} // namespace QsioAdmin
