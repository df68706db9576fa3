// SPDX-License-Identifier: MIT
#include "admin/adminauthentication.h"
#include "admin/bcrypt_p.h"
#include "adminfixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

Q_DECLARE_METATYPE(QSocketIo::AdminAuthentication)

using namespace QSocketIo;

class tst_AdminAuthentication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void kinds();
    void validation_data();
    void validation();
    void deadContext();
};

static AdminAuthentication::Callback refuseAll()
{
    return [](const QString &, const QString &, const QString &) {
        return QtFuture::makeReadyFuture(std::optional<AdminUser>());
    };
}

void tst_AdminAuthentication::kinds()
{
    QVERIFY(!AdminAuthentication().isSet());
    QVERIFY(!AdminAuthentication().isNone());
    QVERIFY(AdminAuthentication::none().isSet());
    QVERIFY(AdminAuthentication::none().isNone());
    const auto basic = AdminAuthentication::basic(QStringLiteral("admin"), "no hash");
    QVERIFY(basic.isSet());
    QVERIFY(!basic.isNone());
    QVERIFY(AdminAuthentication::users({}).isSet());
    QVERIFY(AdminAuthentication::callback(this, refuseAll()).isSet());
    QVERIFY(!AdminAuthentication::callback(this, refuseAll()).isNone());
}

void tst_AdminAuthentication::validation_data()
{
    QTest::addColumn<AdminAuthentication>("authentication");
    QTest::addColumn<QString>("error"); // a part of it; empty: valid

    const auto row
        = [](const char *tag, const AdminAuthentication &authentication, const char *error) {
              QTest::newRow(tag) << authentication << QString::fromLatin1(error);
          };
    const auto basic = [](const QString &name, const QByteArray &hash) {
        return AdminAuthentication::basic(name, hash);
    };
    const QString name = QStringLiteral("admin");
    const QString guest = QStringLiteral("guest");
    const QByteArray hash = AdminFixture::secretHash;
    const QByteArray rest = hash.sliced(7);
    const char *const noHash = "the password of admin \"admin\" is not a bcrypt hash";

    row("not set", {}, "is not set");
    row("none", AdminAuthentication::none(), "");
    row("2a", basic(name, hash), "");
    row("2b", basic(name, "$2b$10$" + rest), "");
    row("2y", basic(name, "$2y$12$" + rest), "");
    row("2x", basic(name, "$2x$10$" + rest), noHash);
    row("cost 3", basic(name, "$2b$03$" + rest), noHash);
    row("cost 32", basic(name, "$2b$32$" + rest), noHash);
    row("plain text", basic(name, "secret"), noHash);
    row("no password", basic(name, {}), noHash);
    row("with a line break", basic(name, hash + '\n'), noHash);
    row("no name", basic({}, hash), "the name of an admin is empty");
    row("longest name", basic(QString(256, u'n'), hash), "");
    row("too long a name", basic(QString(257, u'n'), hash), "more than 256 characters");
    row("half a character", basic(QString(QChar(0xd800)), hash), "not valid UTF-16");
    row("users", AdminAuthentication::users({{name, hash}, {guest, hash, true}}), "");
    row("no users", AdminAuthentication::users({}), "no admin who could log in");
    row("one bad hash", AdminAuthentication::users({{guest, hash}, {name, "secret"}}), noHash);
    row("same name twice", AdminAuthentication::users({{name, hash}, {name, hash, true}}),
        "two admins named \"admin\"");
    row("names differ in case",
        AdminAuthentication::users({{name, hash}, {QStringLiteral("Admin"), hash}}), "");
    row("callback", AdminAuthentication::callback(this, refuseAll()), "");
    row("null callback", AdminAuthentication::callback(this, {}), "is null");
    row("null context", AdminAuthentication::callback(nullptr, refuseAll()), "is null");
}

void tst_AdminAuthentication::validation()
{
    QFETCH(AdminAuthentication, authentication);
    QFETCH(QString, error);
    const Result<void> result = authentication.validate();
    if (error.isEmpty()) {
        QVERIFY2(result || !Bcrypt::isAvailable(), qPrintable(result.error().message()));
        return;
    }
    QVERIFY(!result);
    QCOMPARE(result.error().code(), Error::Code::InvalidUsage);
    QVERIFY2(result.error().message().contains(error), qPrintable(result.error().message()));
    QVERIFY(!result.error().message().contains(QLatin1String("secret"))); // tells no password
}

void tst_AdminAuthentication::deadContext()
{
    auto context = std::make_unique<QObject>();
    const auto authentication = AdminAuthentication::callback(context.get(), refuseAll());
    QVERIFY(authentication.validate());
    context.reset();
    QVERIFY(authentication.isSet());
    QVERIFY(!authentication.validate());
}

QTEST_GUILESS_MAIN(tst_AdminAuthentication)
#include "tst_adminauthentication.moc"
