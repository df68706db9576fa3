// SPDX-License-Identifier: MIT
#include "admin/adminusertable_p.h"
#include "adminfixture.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_AdminUserTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void knownNames();
    void unknownNamesLookLikeOthers();
    void resumesWithPresentRights();
    void resumesNamelessSessions();
};

static const QString admin = QStringLiteral("admin");
static const QString guest = QStringLiteral("guest");
static const QList<AdminCredentials> both{{admin, AdminFixture::secretHash},
                                          {guest, AdminFixture::lookHash, true}};

void tst_AdminUserTable::knownNames()
{
    const AdminUserTable table(both);
    const auto first = table.candidate(admin);
    QVERIFY(first.isKnown);
    QCOMPARE(first.user, (AdminUser{admin, false}));
    QCOMPARE(first.passwordHash, AdminFixture::secretHash);
    const auto second = table.candidate(guest);
    QVERIFY(second.isKnown);
    QCOMPARE(second.user, (AdminUser{guest, true}));
    QCOMPARE(second.passwordHash, AdminFixture::lookHash);
    for (const char *const name : {"", "Admin", "admin ", "admi", "admins"})
        QVERIFY(!table.candidate(QString::fromLatin1(name)).isKnown);
    QVERIFY(!table.candidate(QStringLiteral("admin") + QChar(0)).isKnown);
    QVERIFY(!AdminUserTable({}).candidate(admin).isKnown);
}

// A real hash is checked for an unknown name, the same one for the same name.
void tst_AdminUserTable::unknownNamesLookLikeOthers()
{
    const AdminUserTable table(both);
    QSet<QByteArray> hashes;
    for (int i = 0; i < 200; ++i) {
        const QString name = QString::number(i);
        const auto candidate = table.candidate(name);
        QVERIFY(!candidate.isKnown);
        QCOMPARE(table.candidate(name).passwordHash, candidate.passwordHash);
        hashes.insert(candidate.passwordHash);
    }
    QCOMPARE(hashes, (QSet<QByteArray>{AdminFixture::secretHash, AdminFixture::lookHash}));
}

void tst_AdminUserTable::resumesWithPresentRights()
{
    const AdminUserTable table(both);
    QCOMPARE(table.resumed({admin, false}), (AdminUser{admin, false}));
    QCOMPARE(table.resumed({guest, false}), (AdminUser{guest, true}));
    QCOMPARE(table.resumed({admin, true}), (AdminUser{admin, false}));
    QVERIFY(!table.resumed({QStringLiteral("dismissed"), false}));
}

void tst_AdminUserTable::resumesNamelessSessions()
{
    QCOMPARE(AdminUserTable({both.first()}).resumed({}), (AdminUser{admin, false}));
    QCOMPARE(AdminUserTable({both.last()}).resumed({}), (AdminUser{guest, true}));
    QCOMPARE(AdminUserTable(both).resumed({}), (AdminUser{{}, true})); // nobody gains rights
    const QList<AdminCredentials> equals{{admin, AdminFixture::secretHash},
                                         {guest, AdminFixture::lookHash}};
    QCOMPARE(AdminUserTable(equals).resumed({}), (AdminUser{{}, false}));
    QCOMPARE(AdminUserTable(equals).resumed({{}, true}), (AdminUser{{}, true}));
}

QTEST_GUILESS_MAIN(tst_AdminUserTable)
#include "tst_adminusertable.moc"
