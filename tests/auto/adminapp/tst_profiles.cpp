// SPDX-License-Identifier: MIT
#include "profiles/profileaddress.h"
#include "profiles/profilestore.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace QsioAdmin;

class tst_Profiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void addresses_data();
    void addresses();
    void wrongAddresses_data();
    void wrongAddresses();
    void json();
    void hostileJson();
    void red();
    void store();
    void noSecrets();
    void damagedFile();
    void importing();

private:
    static Profile example();
};

Profile tst_Profiles::example()
{
    Profile profile = Profile::create();
    profile.name = QStringLiteral("Production");
    profile.group = QStringLiteral("EU");
    profile.color = QStringLiteral("#c62828");
    profile.settings.url = QUrl(QStringLiteral("https://example.org:8443"));
    profile.settings.path = QStringLiteral("/io");
    profile.settings.nsp = QStringLiteral("/ops");
    profile.settings.parser = WireParser::Msgpack;
    profile.settings.transport = WireTransport::Auto;
    profile.settings.user = QStringLiteral("alice");
    profile.settings.password = QStringLiteral("s3cret-password");
    profile.settings.sessionId = QStringLiteral("s3cret-session");
    profile.settings.caFile = QStringLiteral("/etc/ca.pem");
    profile.settings.isReadOnly = true;
    profile.settings.reconnects = false;
    profile.settings.reconnectionAttempts = 5;
    profile.settings.reconnectionDelay = std::chrono::milliseconds(20);
    profile.settings.reconnectionDelayMax = std::chrono::milliseconds(90'000);
    profile.settings.auth = AuthKind::None;
    profile.settings.authObject = QStringLiteral("s3cret-object");
    profile.settings.headers = QStringLiteral("Authorization: s3cret-header");
    profile.settings.cookies = QStringLiteral("route=s3cret-cookie");
    profile.settings.proxy = {ProxyKind::Http, QStringLiteral("proxy"), 8080, QStringLiteral("bob"),
                              QStringLiteral("s3cret-proxy")};
    profile.settings.certificateFile = QStringLiteral("/etc/mine.pem");
    profile.settings.keyFile = QStringLiteral("/etc/mine.key");
    profile.settings.keyPassphrase = QStringLiteral("s3cret-passphrase");
    profile.settings.fingerprint = QStringLiteral("ab").repeated(32);
    profile.connectsAutomatically = true;
    return profile;
}

void tst_Profiles::addresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("nsp");
    QTest::addColumn<QString>("path");
    const auto row
        = [](const char *text, const char *url, const char *nsp = "", const char *path = "") {
              QTest::newRow(text) << QString::fromLatin1(url) << QString::fromLatin1(nsp)
                                  << QString::fromLatin1(path);
          };
    row("localhost:3000", "http://localhost:3000");
    row("  https://example.org/  ", "https://example.org");
    row("ws://example.org:81", "http://example.org:81");
    row("wss://example.org/admin", "https://example.org"); // the default needs no telling
    row("https://example.org/ops/", "https://example.org", "/ops");
    row("https://example.org/socket.io/?EIO=4&transport=polling", "https://example.org");
    row("https://example.org/app/socket.io/", "https://example.org", "", "/app/socket.io");
    row("http://[::1]:3000", "http://[::1]:3000");
    row("https://alice:pw@example.org", "https://example.org");
}

void tst_Profiles::addresses()
{
    QFETCH(QString, url);
    QFETCH(QString, nsp);
    QFETCH(QString, path);
    const auto address = ProfileAddress::parse(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(address.problem, QString());
    QCOMPARE(address.url.toString(), url);
    QCOMPARE(address.nsp, nsp);
    if (!path.isEmpty())
        QCOMPARE(address.path, path);
}

void tst_Profiles::wrongAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QStringLiteral("  ");
    QTest::newRow("scheme") << QStringLiteral("ftp://example.org");
    QTest::newRow("no host") << QStringLiteral("http://");
    QTest::newRow("port") << QStringLiteral("http://example.org:99999");
    QTest::newRow("words") << QStringLiteral("my server");
    QTest::newRow("the web UI") << QStringLiteral("https://admin.socket.io");
    QTest::newRow("long") << QStringLiteral("http://") + QString(10'000, u'a');
}

void tst_Profiles::wrongAddresses()
{
    QFETCH(QString, text);
    QVERIFY(!ProfileAddress::parse(text).problem.isEmpty());
}

void tst_Profiles::json()
{
    const Profile profile = example();
    const auto copy = Profile::fromJson(profile.toJson());
    QVERIFY(copy);
    QCOMPARE(copy->toJson(), profile.toJson());
    QCOMPARE(copy->settings.parser, WireParser::Msgpack);
    QCOMPARE(copy->settings.transport, WireTransport::Auto);
    QVERIFY(copy->settings.isReadOnly);
    QVERIFY(!copy->settings.reconnects);
    QCOMPARE(copy->settings.reconnectionAttempts, 5);
    QCOMPARE(copy->settings.reconnectionDelayMax, std::chrono::milliseconds(90'000));
    QCOMPARE(copy->settings.auth, AuthKind::None);
    QCOMPARE(copy->settings.proxy.kind, ProxyKind::Http);
    QCOMPARE(copy->settings.proxy.port, 8080);
    QVERIFY(copy->settings.accessSecrets().isEmpty());
    QVERIFY(copy->settings.password.isEmpty());
    QVERIFY(copy->problem().isEmpty());
    QCOMPARE(Profile::create().displayName(), QStringLiteral("New connection"));
}

void tst_Profiles::hostileJson()
{
    QVERIFY(!Profile::fromJson({}));
    QVERIFY(!Profile::fromJson({{QStringLiteral("url"), QStringLiteral("file:///etc/passwd")}}));
    const auto profile = Profile::fromJson({
        {QStringLiteral("url"), QStringLiteral("http://u:p@a")},
        {QStringLiteral("name"), QString(100'000, u'x')},
        {QStringLiteral("color"), QStringLiteral("red; background: url(x)")},
        {QStringLiteral("path"), 5},
        {QStringLiteral("parser"), QStringLiteral("xml")},
        {QStringLiteral("insecure"), QStringLiteral("yes")},
        {QStringLiteral("password"), QStringLiteral("p")},
    });
    QVERIFY(profile);
    QVERIFY(profile->name.size() <= 2'000);
    QVERIFY(profile->color.isEmpty());
    QCOMPARE(profile->settings.path, QStringLiteral("/socket.io"));
    QCOMPARE(profile->settings.parser, WireParser::Json);
    QVERIFY(!profile->settings.isInsecure);
    QVERIFY(profile->settings.password.isEmpty());
    QVERIFY(!profile->settings.url.toString().contains(u'@'));
}

void tst_Profiles::red()
{
    Profile profile;
    QVERIFY(!profile.isRed());
    profile.color = QStringLiteral("#c62828");
    QVERIFY(profile.isRed());
    profile.color = QStringLiteral("#1565c0");
    QVERIFY(!profile.isRed());
    profile.color = QStringLiteral("#ffb300");
    QVERIFY(!profile.isRed());
}

void tst_Profiles::store()
{
    QTemporaryDir folder;
    const QString fileName = folder.filePath(QStringLiteral("deep/er/profiles.json"));
    Profile profile = example();
    {
        ProfileStore store(fileName);
        QVERIFY(store.profiles().isEmpty());
        QSignalSpy changed(&store, &ProfileStore::changed);
        QVERIFY(store.save(profile));
        QVERIFY(
            store.save(Profile::fromJson({{QStringLiteral("url"), QStringLiteral("b")}}).value()));
        profile.group = QStringLiteral("US");
        QVERIFY(store.save(profile));
        QCOMPARE(store.profiles().size(), 2);
        QCOMPARE(changed.size(), 3);
    }
    ProfileStore store(fileName);
    QVERIFY(store.problem().isEmpty());
    QCOMPARE(store.profiles().size(), 2);
    QVERIFY(store.find(profile.id));
    QCOMPARE(store.find(profile.id)->group, QStringLiteral("US"));
    QVERIFY(store.findByName(QStringLiteral("PRODUCTION")));
    QVERIFY(store.remove(profile.id));
    QVERIFY(!store.remove(profile.id));
    QVERIFY(!store.find(profile.id));
}

void tst_Profiles::noSecrets()
{
    QTemporaryDir folder;
    const QString fileName = folder.filePath(QStringLiteral("profiles.json"));
    ProfileStore store(fileName);
    QVERIFY(store.save(example()));
    QFile file(fileName);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("s3cret"));
    QVERIFY(!store.exported().contains("s3cret"));
    QVERIFY(store.profiles().first().settings.password.isEmpty());
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

void tst_Profiles::damagedFile()
{
    QTemporaryDir folder;
    const QString fileName = folder.filePath(QStringLiteral("profiles.json"));
    QFile file(fileName);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"profiles\":[{\"url\":");
    file.close();
    ProfileStore store(fileName);
    QVERIFY(!store.problem().isEmpty());
    QVERIFY(store.save(example()));
    QVERIFY(store.problem().isEmpty());
    QVERIFY(QFile::exists(fileName + QStringLiteral(".damaged")));
    QCOMPARE(ProfileStore(fileName).profiles().size(), 1);
}

void tst_Profiles::importing()
{
    QTemporaryDir folder;
    ProfileStore store(folder.filePath(QStringLiteral("profiles.json")));
    const Profile profile = example();
    QVERIFY(store.save(profile));
    QCOMPARE(store.import(store.exported()), 1);
    QCOMPARE(store.profiles().size(), 2);
    QVERIFY(store.profiles().last().id != profile.id);
    QVERIFY(!store.profiles().last().connectsAutomatically);
    QCOMPARE(store.import("[]"), -1);
    QCOMPARE(store.import("nonsense"), -1);
    QCOMPARE(store.import("{\"profiles\":[1,{},{\"url\":\"c\"}]}"), 1);
    QByteArray many("{\"profiles\":[{\"url\":\"a\"}");
    for (qsizetype i = 0; i < ProfileStore::maxProfiles; ++i)
        many += ",{\"url\":\"a\"}";
    store.import(many + "]}");
    QCOMPARE(store.profiles().size(), ProfileStore::maxProfiles);
    QVERIFY(!store.save(example()));
    QVERIFY(!store.problem().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Profiles)
#include "tst_profiles.moc"
