// SPDX-License-Identifier: MIT
#include "core/translation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtTest/QTest>

using namespace QsioAdmin;

class tst_Translation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void languages();
    void freeFunctions_data();
    void freeFunctions();
    void pluralForms_data();
    void pluralForms();
    void unknownLanguage();

private:
    // What has been installed stays: later ones are asked first.
    static void speak(const QString &language) { installTranslations(language); }
};

void tst_Translation::languages()
{
    const QStringList languages = availableLanguages();
    for (const char *language : {"en", "de", "fr"})
        QVERIFY2(languages.contains(QLatin1StringView(language)), language);
}

void tst_Translation::freeFunctions_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("text");
    QTest::newRow("German") << QStringLiteral("de") << QStringLiteral(" oder ");
    QTest::newRow("of a country") << QStringLiteral("fr_CA") << QStringLiteral(" ou ");
}

void tst_Translation::freeFunctions()
{
    QFETCH(QString, language);
    speak(language);
    QTEST(QsioAdmin::tr(" or "), "text");
    QCOMPARE(QLocale().language(), QLocale(language).language());
}

void tst_Translation::pluralForms_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("German, one") << QStringLiteral("de") << 1 << QStringLiteral("1 Raum");
    QTest::newRow("German, some") << QStringLiteral("de") << 1'200 << QStringLiteral("1.200 Räume");
    QTest::newRow("French, none") << QStringLiteral("fr") << 0 << QStringLiteral("0 salon");
    QTest::newRow("English, one") << QStringLiteral("en") << 1 << QStringLiteral("1 room");
    QTest::newRow("English, some")
        << QStringLiteral("en") << 1'200 << QStringLiteral("1,200 rooms");
}

void tst_Translation::pluralForms()
{
    QFETCH(QString, language);
    QFETCH(int, count);
    speak(language);
    QTEST(QCoreApplication::translate("QsioAdmin::Selection", "%Ln rooms", nullptr, count), "text");
}

// English, with its plural forms.
void tst_Translation::unknownLanguage()
{
    speak(QStringLiteral("tlh"));
    QCOMPARE(QCoreApplication::translate("QsioAdmin::Selection", "%Ln rooms", nullptr, 1),
             QStringLiteral("1 room"));
}

QTEST_GUILESS_MAIN(tst_Translation)
#include "tst_translation.moc"
