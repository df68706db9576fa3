// SPDX-License-Identifier: MIT
#include "profiles/sessionsecretstore.h"
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "widgets/connectdialog.h"
#include "widgets/theme.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpServer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTabWidget>

using namespace QsioAdmin;

namespace {

class FakeTest : public ConnectionTest
{
public:
    explicit FakeTest(QObject *parent)
        : ConnectionTest(parent)
    { }
    void start() override { Q_EMIT stepDone(QStringLiteral("The server can be reached.")); }
    void finish(bool isUsable, const QString &text) { Q_EMIT finished(isUsable, text); }
};

} // namespace

class tst_ConnectDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void firstStart();
    void saysHowItGoes();
    void whatIsNotSavedComesBack();
    void pastedAddress();
    void wrongAddress();
    void saveAndLoad();
    void secretsOfAccess();
    void rowsThatMatter();
    void drafts();
    void deleting();
    void testing();
    void stoppingATest();
    void doctor();
    void keyboard();
    void accessibility();
    void pictures();

private:
    void makeDialog();
    Profile saved(const char *name, const char *group, const char *url, const char *color);
    template<typename Widget>
    Widget *find(const char *name)
    {
        return m_dialog->findChild<Widget *>(QString::fromLatin1(name));
    }
    void type(const char *name, const QString &text);
    void choose(const char *name, const QVariant &value)
    {
        auto *box = find<QComboBox>(name);
        box->setCurrentIndex(box->findData(value));
        Q_EMIT box->activated(box->currentIndex());
    }
    void click(const char *name) { find<QPushButton>(name)->click(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<SessionSecretStore> m_secrets;
    std::unique_ptr<ConnectDialog> m_dialog;
    ConnectionSettings m_tested;
    QPointer<FakeTest> m_test;
};

void tst_ConnectDialog::init()
{
    failOnWidgetWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    m_profiles
        = std::make_unique<ProfileStore>(m_folder->filePath(QStringLiteral("profiles.json")));
    m_secrets = std::make_unique<SessionSecretStore>();
    m_tested = {};
    makeDialog();
}

void tst_ConnectDialog::cleanup()
{
    m_dialog.reset();
}

void tst_ConnectDialog::makeDialog()
{
    m_dialog = std::make_unique<ConnectDialog>(
        *m_profiles, *m_secrets, [this](const ConnectionSettings &settings, QObject *parent) {
            m_tested = settings;
            m_test = new FakeTest(parent);
            return m_test;
        });
    m_dialog->show();
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

Profile tst_ConnectDialog::saved(const char *name, const char *group, const char *url,
                                 const char *color)
{
    Profile profile = Profile::create();
    profile.name = QString::fromLatin1(name);
    profile.group = QString::fromLatin1(group);
    profile.color = QString::fromLatin1(color);
    profile.settings.url = QUrl(QString::fromLatin1(url));
    profile.settings.user = QStringLiteral("alice");
    m_profiles->save(profile);
    return profile;
}

void tst_ConnectDialog::type(const char *name, const QString &text)
{
    auto *edit = find<QLineEdit>(name);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void tst_ConnectDialog::firstStart()
{
    QCOMPARE(find<QListWidget>("profileList")->count(), 1);
    QVERIFY(!find<QPushButton>("profileConnect")->isEnabled());
    QSignalSpy requested(m_dialog.get(), &ConnectDialog::connectRequested);
    type("profileAddress", QStringLiteral("localhost:3000"));
    type("profileUser", QStringLiteral("alice"));
    type("profilePassword", QStringLiteral("pw"));
    QVERIFY(find<QPushButton>("profileConnect")->isEnabled());
    click("profileConnect");
    QCOMPARE(requested.size(), 1);
    const auto profile = requested.first().first().value<Profile>();
    QCOMPARE(profile.settings.url, QUrl(QStringLiteral("http://localhost:3000")));
    QCOMPARE(profile.settings.user, QStringLiteral("alice"));
    QVERIFY(profile.settings.password.isEmpty());
    QCOMPARE(requested.first().last().toString(), QStringLiteral("pw"));
    QVERIFY(m_profiles->profiles().isEmpty()); // connecting is not saving
}

// Only the last word counts, and the dialog stays, for who has mistyped the password.
void tst_ConnectDialog::saysHowItGoes()
{
    const auto *steps = find<QListWidget>("testSteps");
    m_dialog->showProgress(QStringLiteral("Connecting"));
    QVERIFY(steps->isVisible());
    QCOMPARE(steps->item(0)->text(), QStringLiteral("Connecting"));
    m_dialog->showFailure(QStringLiteral("Wrong password"));
    QCOMPARE(steps->count(), 1);
    QCOMPARE(steps->item(0)->text(), QStringLiteral("Wrong password"));
    QVERIFY(m_dialog->isVisible());
    click("profileNew"); // it is about another connection
    QVERIFY(!steps->isVisible());
}

void tst_ConnectDialog::whatIsNotSavedComesBack()
{
    Profile profile = Profile::create();
    profile.name = QStringLiteral("yesterday");
    profile.settings.url = QUrl(QStringLiteral("http://localhost:4000"));
    m_dialog->addUnsaved(profile);
    QCOMPARE(find<QLineEdit>("profileAddress")->text(), QStringLiteral("http://localhost:4000"));
    QVERIFY(find<QLineEdit>("profilePassword")->text().isEmpty());
    QVERIFY(find<QListWidget>("profileList")
                ->currentItem()
                ->text()
                .contains(QStringLiteral("yesterday (not saved)")));
    QVERIFY(m_profiles->profiles().isEmpty());
}

void tst_ConnectDialog::pastedAddress()
{
    auto *address = find<QLineEdit>("profileAddress");
    type("profileAddress", QStringLiteral("wss://bob:s3@example.org/ops/"));
    QTest::keyClick(address, Qt::Key_Tab);
    QCOMPARE(address->text(), QStringLiteral("https://example.org"));
    QCOMPARE(find<QLineEdit>("profileNamespace")->text(), QStringLiteral("/ops"));
    QCOMPARE(find<QLineEdit>("profileUser")->text(), QStringLiteral("bob"));
    QCOMPARE(find<QLineEdit>("profilePassword")->text(), QStringLiteral("s3"));
}

void tst_ConnectDialog::wrongAddress()
{
    type("profileName", QStringLiteral("x"));
    type("profileAddress", QStringLiteral("ftp://example.org"));
    for (const char *button : {"profileConnect", "profileSave", "profileTest"})
        QVERIFY2(!find<QPushButton>(button)->isEnabled(), button);
    type("profileAddress", QStringLiteral("example.org"));
    type("profileCaFile", QStringLiteral("/no/such/file"));
    QVERIFY(!find<QPushButton>("profileConnect")->isEnabled());
    type("profileCaFile", QStringLiteral(" "));
    type("profileNamespace", QStringLiteral("admin"));
    QVERIFY(!find<QPushButton>("profileConnect")->isEnabled());
}

void tst_ConnectDialog::saveAndLoad()
{
    type("profileName", QStringLiteral("Production"));
    type("profileAddress", QStringLiteral("https://example.org"));
    type("profilePassword", QStringLiteral("pw"));
    find<QCheckBox>("profileReadOnly")->click();
    auto *color = find<QComboBox>("profileColor");
    color->setCurrentIndex(1);
    Q_EMIT color->activated(1);
    click("profileSave");
    QCOMPARE(m_profiles->profiles().size(), 1);
    const Profile profile = m_profiles->profiles().first();
    QVERIFY(profile.isRed());
    QVERIFY(profile.settings.isReadOnly);
    QVERIFY(!m_profiles->exported().contains("pw"));
    makeDialog();
    QCOMPARE(find<QLineEdit>("profileName")->text(), QStringLiteral("Production"));
    QTRY_COMPARE(find<QLineEdit>("profilePassword")->text(), QStringLiteral("pw"));
    QCOMPARE(find<QLineEdit>("profilePassword")->echoMode(), QLineEdit::Password);
}

// Header fields, cookies and what the proxy wants are secrets: the file has none of them.
void tst_ConnectDialog::secretsOfAccess()
{
    type("profileName", QStringLiteral("Production"));
    type("profileAddress", QStringLiteral("https://example.org"));
    choose("profileAuth", int(AuthKind::Custom));
    choose("profileProxy", int(ProxyKind::Socks5));
    type("profileProxyHost", QStringLiteral("proxy.example"));
    find<QSpinBox>("profileProxyPort")->setValue(1080);
    type("profileProxyUser", QStringLiteral("bob"));
    type("profileProxyPassword", QStringLiteral("secret1"));
    type("profileKeyPassphrase", QStringLiteral("secret2"));
    find<QPlainTextEdit>("profileHeaders")->setPlainText(QStringLiteral("X-Key secret3"));
    QVERIFY(!find<QPushButton>("profileSave")->isEnabled()); // the colon is missing
    find<QPlainTextEdit>("profileHeaders")->setPlainText(QStringLiteral("X-Key: secret3"));
    find<QPlainTextEdit>("profileCookies")->setPlainText(QStringLiteral("route=secret4"));
    QVERIFY(!find<QPushButton>("profileSave")->isEnabled()); // what to log in with
    find<QPlainTextEdit>("profileAuthObject")
        ->setPlainText(QStringLiteral("{\"token\": \"secret5\"}"));
    find<QSpinBox>("profileAttempts")->setValue(7);
    click("profileSave");
    QCOMPARE(m_profiles->profiles().size(), 1);
    QVERIFY(!m_profiles->exported().contains("secret"));
    QFile file(m_folder->filePath(QStringLiteral("profiles.json")));
    QVERIFY(file.open(QFile::ReadOnly));
    QVERIFY(!file.readAll().contains("secret"));
    makeDialog();
    QTRY_COMPARE(find<QLineEdit>("profileProxyPassword")->text(), QStringLiteral("secret1"));
    QSignalSpy requested(m_dialog.get(), &ConnectDialog::connectRequested);
    QTRY_VERIFY(find<QPushButton>("profileConnect")->isEnabled());
    click("profileConnect");
    const ConnectionSettings settings = requested.first().first().value<Profile>().settings;
    QCOMPARE(settings.auth, AuthKind::Custom);
    QCOMPARE(settings.authObject, QStringLiteral("{\"token\": \"secret5\"}"));
    QCOMPARE(settings.headers, QStringLiteral("X-Key: secret3"));
    QCOMPARE(settings.cookies, QStringLiteral("route=secret4"));
    QCOMPARE(settings.keyPassphrase, QStringLiteral("secret2"));
    QCOMPARE(settings.proxy.kind, ProxyKind::Socks5);
    QCOMPARE(settings.proxy.host, QStringLiteral("proxy.example"));
    QCOMPARE(settings.proxy.port, 1080);
    QCOMPARE(settings.proxy.user, QStringLiteral("bob"));
    QCOMPARE(settings.reconnectionAttempts, 7);
    const QString id = m_profiles->profiles().first().id;
    m_secrets->removeAll(id);
    QVERIFY(!m_secrets->secret(id, SecretKind::Access));
}

void tst_ConnectDialog::rowsThatMatter()
{
    const auto isHidden = [this](const char *name) { return find<QWidget>(name)->isHidden(); };
    QVERIFY(!isHidden("profileUser") && isHidden("profileAuthObject"));
    choose("profileAuth", int(AuthKind::Session));
    QVERIFY(isHidden("profileUser") && !isHidden("profilePassword"));
    QCOMPARE(find<QLineEdit>("profilePassword")->accessibleName(), QStringLiteral("Session id"));
    choose("profileAuth", int(AuthKind::None));
    QVERIFY(isHidden("profilePassword"));
    QVERIFY(isHidden("profileProxyHost"));
    choose("profileProxy", int(ProxyKind::Http));
    QVERIFY(!isHidden("profileProxyHost"));
    find<QCheckBox>("profileReconnects")->click();
    QVERIFY(isHidden("profileAttempts"));
}

// Another profile is looked at in the middle of typing.
void tst_ConnectDialog::drafts()
{
    const Profile first = saved("first", "", "http://a", "");
    const Profile second = saved("second", "", "http://b", "");
    makeDialog();
    m_dialog->selectProfile(first.id);
    type("profileUser", QStringLiteral("carol"));
    m_dialog->selectProfile(second.id);
    QCOMPARE(find<QLineEdit>("profileUser")->text(), QStringLiteral("alice"));
    m_dialog->selectProfile(first.id);
    QCOMPARE(find<QLineEdit>("profileUser")->text(), QStringLiteral("carol"));
    QCOMPARE(m_profiles->find(first.id)->settings.user, QStringLiteral("alice"));
    click("profileSave");
    QCOMPARE(m_profiles->find(first.id)->settings.user, QStringLiteral("carol"));
}

void tst_ConnectDialog::deleting()
{
    const Profile first = saved("first", "", "http://a", "");
    m_secrets->write(first.id, SecretKind::Password, QStringLiteral("pw"));
    makeDialog();
    m_dialog->selectProfile(first.id);
    click("profileDelete");
    auto *cancel = find<QPushButton>("confirmCancel");
    QVERIFY(cancel);
    cancel->click();
    QCOMPARE(m_profiles->profiles().size(), 1);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    click("profileDelete");
    click("confirmAccept");
    QVERIFY(m_profiles->profiles().isEmpty());
    QVERIFY(!m_secrets->secret(first.id, SecretKind::Password));
    QCOMPARE(find<QListWidget>("profileList")->count(), 1); // a new one
}

void tst_ConnectDialog::testing()
{
    type("profileAddress", QStringLiteral("localhost:3000"));
    type("profilePassword", QStringLiteral("pw"));
    click("profileTest");
    QCOMPARE(m_tested.url, QUrl(QStringLiteral("http://localhost:3000")));
    QCOMPARE(m_tested.password, QStringLiteral("pw"));
    auto *steps = find<QListWidget>("testSteps");
    QVERIFY(steps->isVisible());
    QCOMPARE(steps->count(), 1);
    m_test->finish(false, QStringLiteral("Nobody listens there."));
    QCOMPARE(steps->count(), 2);
    QCOMPARE(steps->item(1)->text(), QStringLiteral("Nobody listens there."));
    QTRY_VERIFY(!m_test);
    click("profileTest");
    QCOMPARE(steps->count(), 1); // of the new test
}

void tst_ConnectDialog::stoppingATest()
{
    type("profileAddress", QStringLiteral("localhost:3000"));
    click("profileTest");
    click("profileTest");
    QTRY_VERIFY(!m_test);
    QCOMPARE(find<QListWidget>("testSteps")->count(), 2);
    click("profileTest");
    m_dialog->reject();
    QTRY_VERIFY(!m_test);
}

// The real one, at a port where nobody listens and at one that does not speak Socket.IO.
void tst_ConnectDialog::doctor()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    ConnectionSettings settings;
    settings.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        while (QTcpSocket *socket = server.nextPendingConnection())
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write(
                    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            });
    });
    DoctorConnectionTest test(settings);
    QSignalSpy steps(&test, &ConnectionTest::stepDone);
    QSignalSpy finished(&test, &ConnectionTest::finished);
    test.start();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(steps.size(), 1);
    QVERIFY(!finished.first().first().toBool());
    QVERIFY(finished.first().last().toString().contains(QStringLiteral("no Socket.IO server")));
    server.close();
    DoctorConnectionTest refused(settings);
    QSignalSpy refusedFinished(&refused, &ConnectionTest::finished);
    refused.start();
    QTRY_COMPARE(refusedFinished.size(), 1);
    QVERIFY(refusedFinished.first().last().toString().contains(QStringLiteral("Nobody listens")));
}

void tst_ConnectDialog::keyboard()
{
    QSignalSpy requested(m_dialog.get(), &ConnectDialog::connectRequested);
    type("profileAddress", QStringLiteral("localhost:3000"));
    QTest::keyClick(find<QLineEdit>("profileAddress"), Qt::Key_Return);
    QCOMPARE(requested.size(), 1);
    const QWidgetList chain = tabChain(find<QListWidget>("profileList"));
    for (const char *name : {"profileName", "profileAddress", "profileUser", "profilePassword",
                             "profileTest", "profileSave", "profileConnect"})
        QVERIFY2(chain.contains(find<QWidget>(name)), name);
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

void tst_ConnectDialog::accessibility()
{
    QCOMPARE(accessibilityProblems(m_dialog.get()), QStringList());
}

void tst_ConnectDialog::pictures()
{
    saved("Production", "EU", "https://io.example.org", "#c62828");
    saved("Staging", "EU", "https://staging.example.org:8443", "#ef6c00");
    const Profile local = saved("", "", "http://localhost:3000", "");
    Theme theme(Theme::Mode::Light);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        makeDialog();
        m_dialog->selectProfile(m_profiles->profiles().first().id);
        auto *form = find<QTabWidget>("profileForm");
        for (int page = 0; page < form->count(); ++page) {
            form->setCurrentIndex(page);
            savePicture(m_dialog.get(),
                        QStringLiteral("connect-%1-%2").arg(page).arg(Theme::nameOf(mode)));
        }
        choose("profileProxy", int(ProxyKind::Http));
        choose("profileAuth", int(AuthKind::Custom));
        for (const int page : {0, 2}) {
            form->setCurrentIndex(page);
            savePicture(m_dialog.get(),
                        QStringLiteral("connect-more-%1-%2").arg(page).arg(Theme::nameOf(mode)));
        }
        m_dialog->selectProfile(local.id);
        form->setCurrentIndex(0);
        type("profileNamespace", QStringLiteral("admin"));
        type("profileName", QStringLiteral("Here"));
        savePicture(m_dialog.get(), QStringLiteral("connect-wrong-") + Theme::nameOf(mode));
        type("profileNamespace", QStringLiteral("/admin"));
        click("profileTest");
        m_test->finish(false,
                       QStringLiteral("Nobody listens at port 3000 of localhost. Is the server "
                                      "running, and is this its port?"));
        savePicture(m_dialog.get(), QStringLiteral("connect-test-") + Theme::nameOf(mode));
        QVERIFY(m_dialog->isVisible());
    }
    theme.setMode(Theme::Mode::Light);
}

QTEST_MAIN(tst_ConnectDialog)
#include "tst_connectdialog.moc"
