// SPDX-License-Identifier: MIT
#include "engineio/idgenerator_p.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QTest>

using QSocketIo::IdGenerator;

class tst_IdGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void hasTwentyUrlSafeCharacters();
    void counterEndsTheId();
    void randomPartDiffers();
    void generatorsCountForThemselves();
};

void tst_IdGenerator::hasTwentyUrlSafeCharacters()
{
    const QRegularExpression expected(QStringLiteral("^[A-Za-z0-9_-]{20}$"));
    IdGenerator generator;
    for (int i = 0; i < 1000; ++i)
        QVERIFY(expected.match(generator.next()).hasMatch());
}

void tst_IdGenerator::counterEndsTheId()
{
    IdGenerator generator;
    QVERIFY(generator.next().endsWith(QLatin1String("AAAA")));
    QVERIFY(generator.next().endsWith(QLatin1String("AAAB")));
    for (int i = 2; i < 256; ++i)
        (void)generator.next();
    // 256 is 0x000100, big-endian.
    QVERIFY(generator.next().endsWith(QLatin1String("AAEA")));
}

void tst_IdGenerator::randomPartDiffers()
{
    IdGenerator generator;
    QSet<QString> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(generator.next().left(16));
    QCOMPARE(seen.size(), 1000);
}

void tst_IdGenerator::generatorsCountForThemselves()
{
    IdGenerator first;
    IdGenerator second;
    (void)first.next();
    QVERIFY(second.next().endsWith(QLatin1String("AAAA")));
}

QTEST_GUILESS_MAIN(tst_IdGenerator)
#include "tst_idgenerator.moc"
