// SPDX-License-Identifier: MIT
#include "fakeadminserver.h"
#include "shared/waitfor.h"
#include "shared/widgettest.h"
#include "window/auditlog.h"
#include "window/mainwindow.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

using namespace QsioAdmin;
using namespace std::chrono_literals;
using QSocketIo::waitFor;

// What is done is written down, and can be done again.
class tst_Audit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void lines();
    void rotates();
    void oneFileOnly();
    void readableByTheOwnerOnly();
    void limits_data();
    void limits();
    void secrets_data();
    void secrets();
    void saysWhenItFails();
    void rotationFails();

    void commandsAreWritten();
    void refusalsAreWritten();
    void passwordsAreNot();
    void failureIsShown();
    void repeats();
    void doesNotRepeatElsewhere();
    void copiesJson();

private:
    void connectWindow();
    void join(const QString &room);
    [[nodiscard]] QList<QJsonObject> read(const QString &name
                                          = QStringLiteral("audit.ndjson")) const;
    [[nodiscard]] QString path(const QString &name) const { return folder->filePath(name); }
    [[nodiscard]] QTableView *table() const
    {
        return qobject_cast<QTableView *>(window->page(QStringLiteral("activity"))->view());
    }
    [[nodiscard]] QToolButton *button(const char *name) const
    {
        return window->findChild<QToolButton *>(QString::fromLatin1(name));
    }

    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<AuditLog> audit;
    std::unique_ptr<FakeAdminServer> server;
    std::unique_ptr<MainWindow> window;
};

void tst_Audit::init()
{
    failOnWidgetWarning();
    folder = std::make_unique<QTemporaryDir>();
    audit = std::make_unique<AuditLog>(path(QStringLiteral("audit.ndjson")));
    server = std::make_unique<FakeAdminServer>();
    server->sockets
        = R"([{"id":"ann","nsp":"/","clientId":"c1","rooms":["ann"],"data":{},"handshake":{}}])";
}

void tst_Audit::cleanup()
{
    window.reset();
    server.reset();
    audit.reset();
    folder.reset();
}

QList<QJsonObject> tst_Audit::read(const QString &name) const
{
    QList<QJsonObject> entries;
    QFile file(path(name));
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject() || !line.endsWith('\n'))
            qFatal("not a line of JSON: %s", line.constData());
        entries.append(document.object());
    }
    return entries;
}

// ---- the file --------------------------------------------------------------------------------

void tst_Audit::lines()
{
    QVERIFY(audit->write({{QStringLiteral("a"), 1}}));
    QVERIFY(audit->write({{QStringLiteral("a"), QStringLiteral("two\nlines")}}));
    AuditLog other(audit->fileName()); // another program
    QVERIFY(other.write({{QStringLiteral("a"), 3}}));
    QCOMPARE(read().size(), 3);
    QCOMPARE(read()[1].value(QStringLiteral("a")).toString(), QStringLiteral("two\nlines"));
    QCOMPARE(audit->problem(), QString());
}

void tst_Audit::rotates()
{
    AuditLog log(path(QStringLiteral("audit.ndjson")), {.maxFileSize = 100, .maxFiles = 3});
    const QString text(60, u'x');
    for (int i = 0; i < 5; ++i)
        QVERIFY(log.write({{QStringLiteral("n"), i}, {QStringLiteral("text"), text}}));
    const auto number = [this](const char *name) {
        const QList<QJsonObject> entries = read(QString::fromLatin1(name));
        return entries.size() == 1 ? entries[0].value(QStringLiteral("n")).toInt() : -1;
    };
    QCOMPARE(number("audit.ndjson"), 4);
    QCOMPARE(number("audit.1.ndjson"), 3);
    QCOMPARE(number("audit.2.ndjson"), 2);
    QVERIFY(!QFile::exists(path(QStringLiteral("audit.3.ndjson"))));
    // What is longer than a file may be has one of its own.
    QVERIFY(log.write({{QStringLiteral("n"), 9}, {QStringLiteral("text"), QString(500, u'x')}}));
    QCOMPARE(number("audit.ndjson"), 9);
}

void tst_Audit::oneFileOnly()
{
    AuditLog log(path(QStringLiteral("audit.ndjson")), {.maxFileSize = 40, .maxFiles = 1});
    for (int i = 0; i < 10; ++i)
        QVERIFY(log.write({{QStringLiteral("number"), i}}));
    QCOMPARE(read().last().value(QStringLiteral("number")).toInt(), 9);
    QVERIFY(read().size() < 4);
    QVERIFY(!QFile::exists(path(QStringLiteral("audit.1.ndjson"))));
}

void tst_Audit::readableByTheOwnerOnly()
{
    QVERIFY(audit->write({{QStringLiteral("a"), 1}}));
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup
        | QFileDevice::WriteOther;
    QVERIFY(!(QFile::permissions(audit->fileName()) & others));
}

void tst_Audit::limits_data()
{
    QTest::addColumn<QVariant>("size");
    QTest::addColumn<QVariant>("files");
    QTest::addColumn<qint64>("maxFileSize");
    QTest::addColumn<int>("maxFiles");
    QTest::newRow("none") << QVariant() << QVariant() << qint64(5'000'000) << 10;
    QTest::newRow("set") << QVariant(20'000) << QVariant(3) << qint64(20'000) << 3;
    QTest::newRow("too small") << QVariant(0) << QVariant(-1) << qint64(10'000) << 1;
    QTest::newRow("too large") << QVariant(9e18) << QVariant(99'999) << qint64(1'000'000'000)
                               << 1'000;
    QTest::newRow("no numbers") << QVariant(QStringLiteral("big")) << QVariant(QStringLiteral("x"))
                                << qint64(5'000'000) << 10;
}

void tst_Audit::limits()
{
    QFETCH(QVariant, size);
    QFETCH(QVariant, files);
    QFETCH(qint64, maxFileSize);
    QFETCH(int, maxFiles);
    QSettings settings(path(QStringLiteral("settings.ini")), QSettings::IniFormat);
    if (size.isValid()) {
        settings.setValue(QStringLiteral("audit/maxFileSize"), size);
        settings.setValue(QStringLiteral("audit/maxFiles"), files);
    }
    const AuditLimits loaded = AuditLimits::load(&settings);
    QCOMPARE(loaded.maxFileSize, maxFileSize);
    QCOMPARE(loaded.maxFiles, maxFiles);
    QCOMPARE(AuditLimits::load(nullptr).maxFiles, 10);
}

void tst_Audit::secrets_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("plain") << QByteArray(R"([{"a":1,"b":[true,null,"x"]}])")
                           << QByteArray(R"([{"a":1,"b":[true,null,"x"]}])");
    QTest::newRow("password") << QByteArray(R"([{"password":"p","user":"u"}])")
                              << QByteArray(R"json([{"password":"(hidden)","user":"u"}])json");
    QTest::newRow("within") << QByteArray(R"([{"a":[{"authToken":{"x":1}}]}])")
                            << QByteArray(R"json([{"a":[{"authToken":"(hidden)"}]}])json");
    QTest::newRow("deep") << QByteArray(150, '[') + R"({"token":1})" + QByteArray(150, ']')
                          << QByteArray(101, '[') + "\"(hidden)\"" + QByteArray(101, ']');
}

void tst_Audit::secrets()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, written);
    const QJsonValue masked = AuditLog::withoutSecrets(QJsonDocument::fromJson(value).array());
    QCOMPARE(QJsonDocument(masked.toArray()).toJson(QJsonDocument::Compact), written);
}

void tst_Audit::saysWhenItFails()
{
    const QString name = path(QStringLiteral("nowhere/audit.ndjson"));
    QFile inTheWay(path(QStringLiteral("nowhere")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    AuditLog log(name);
    QSignalSpy problems(&log, &AuditLog::problemChanged);
    QVERIFY(!log.write({}));
    QVERIFY(!log.write({}));
    QCOMPARE(problems.size(), 1);
    QVERIFY(log.problem().contains(QStringLiteral("audit.ndjson")));
    inTheWay.remove();
    QVERIFY(log.write({}));
    QCOMPARE(problems.size(), 2);
    QCOMPARE(log.problem(), QString());
}

void tst_Audit::rotationFails()
{
    AuditLog log(path(QStringLiteral("audit.ndjson")), {.maxFileSize = 20, .maxFiles = 2});
    QVERIFY(log.write({{QStringLiteral("number"), 1'000'000}}));
    QVERIFY(QDir().mkpath(path(QStringLiteral("audit.1.ndjson/in the way"))));
    QVERIFY(!log.write({{QStringLiteral("number"), 2'000'000}}));
    QVERIFY(!log.problem().isEmpty());
    QCOMPARE(read().size(), 1); // nothing is lost
}

// ---- the window ------------------------------------------------------------------------------

void tst_Audit::connectWindow()
{
    window = std::make_unique<MainWindow>(WindowServices{.audit = audit.get()});
    window->session().setFrameInterval(1ms);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    Profile profile;
    profile.name = QStringLiteral("shop");
    profile.settings = *ConnectionSettings::fromUrl(server->url());
    profile.settings.user = QStringLiteral("root");
    profile.settings.password = QStringLiteral("hunter2");
    window->connectDirectly(profile);
    QVERIFY(waitFor([this] {
        return window->session().isOnline() && window->session().store().sockets().size() == 1;
    }));
    window->showPage(QStringLiteral("activity"));
}

void tst_Audit::join(const QString &room)
{
    Command command;
    command.verb = Command::Verb::Join;
    command.nsp = "/";
    command.target = CommandTarget::sockets({"ann"});
    command.room = RoomName(room);
    window->session().commands().send(command);
}

void tst_Audit::commandsAreWritten()
{
    connectWindow();
    join(QStringLiteral("vip"));
    QCOMPARE(read().size(), 1); // at once: nobody knows what comes then
    const QJsonObject sent = read()[0];
    QCOMPARE(sent.value(QStringLiteral("state")).toString(), QStringLiteral("sent"));
    QCOMPARE(sent.value(QStringLiteral("profile")).toString(), QStringLiteral("shop"));
    QCOMPARE(sent.value(QStringLiteral("user")).toString(), QStringLiteral("root"));
    QCOMPARE(sent.value(QStringLiteral("target")).toString(), QStringLiteral("ann in /"));
    QCOMPARE(sent.value(QStringLiteral("sentAs")).toArray(),
             (QJsonArray{QJsonArray{QStringLiteral("join"), QStringLiteral("/"),
                                    QStringLiteral("vip"), QStringLiteral("ann")}}));
    QVERIFY(QDateTime::fromString(sent.value(QStringLiteral("time")).toString(), Qt::ISODateWithMs)
                .isValid());
    QVERIFY(waitFor([this] { return server->commands.size() == 1; }));
    server->say("room_joined", R"("/","vip","ann",2000)");
    QVERIFY(waitFor([this] { return read().size() == 2; }));
    const QJsonObject result = read()[1];
    QCOMPARE(result.value(QStringLiteral("state")).toString(), QStringLiteral("finished"));
    QCOMPARE(result.value(QStringLiteral("result")).toString(), QStringLiteral("1 of 1 confirmed"));
    QCOMPARE(result.value(QStringLiteral("id")), sent.value(QStringLiteral("id")));
}

void tst_Audit::refusalsAreWritten()
{
    connectWindow();
    join(QStringLiteral("vip"));
    QVERIFY(waitFor([this] { return server->commands.size() == 1; }));
    window->session().setReadOnly(true);
    table()->selectRow(0);
    QTest::mouseClick(button("activityRepeat"), Qt::LeftButton);
    QCOMPARE(read().size(), 2);
    QCOMPARE(read()[1].value(QStringLiteral("state")).toString(), QStringLiteral("refused"));
    QCOMPARE(server->commands.size(), 1);
}

void tst_Audit::passwordsAreNot()
{
    connectWindow();
    Command command;
    command.nsp = "/";
    command.target = CommandTarget::sockets({"ann"});
    command.event = QStringLiteral("login");
    command.arguments = QSocketIo::Payload::fromJson(R"([{"password":"letmein","name":"ann"}])");
    QVERIFY(window->session().commands().send(command) != 0);
    command.arguments = QSocketIo::Payload::fromJson("[\"" + QByteArray(50'000, 'x') + "\"]");
    QVERIFY(window->session().commands().send(command) != 0);
    QCOMPARE(read().size(), 2);
    QFile file(audit->fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains(R"("name":"ann")"));
    QVERIFY(!text.contains("letmein"));
    QVERIFY(!text.contains("hunter2"));
    QVERIFY(text.size() < 5'000);
}

void tst_Audit::failureIsShown()
{
    QVERIFY(QDir().mkpath(audit->fileName())); // a folder where the file should be
    connectWindow();
    const auto isShown = [this] {
        const QList<QLabel *> labels = window->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible()
                && label->text().contains(QStringLiteral("not being written down"));
        });
    };
    QVERIFY(!isShown());
    join(QStringLiteral("vip"));
    QVERIFY(waitFor(isShown));
    QVERIFY(QDir().rmdir(audit->fileName()));
    join(QStringLiteral("other"));
    QVERIFY(waitFor([&isShown] { return !isShown(); }));
}

void tst_Audit::repeats()
{
    connectWindow();
    QVERIFY(!button("activityRepeat")->isEnabled());
    join(QStringLiteral("vip"));
    table()->selectRow(0);
    QVERIFY(button("activityRepeat")->isEnabled());
    QTest::mouseClick(button("activityRepeat"), Qt::LeftButton);
    QVERIFY(waitFor([this] { return server->commands.size() == 2; }));
    QCOMPARE(server->commands[1], server->commands[0]);
    QCOMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(read().size(), 2);
}

// The socket "ann" of another server is somebody else.
void tst_Audit::doesNotRepeatElsewhere()
{
    connectWindow();
    join(QStringLiteral("vip"));
    Profile other;
    other.name = QStringLiteral("other");
    other.settings = *ConnectionSettings::fromUrl(server->url());
    window->connectDirectly(other);
    table()->selectRow(0);
    QVERIFY(!button("activityRepeat")->isEnabled());
    QVERIFY(button("activityCopy")->isEnabled());
}

void tst_Audit::copiesJson()
{
    connectWindow();
    join(QStringLiteral("vip"));
    table()->selectRow(0);
    QTest::mouseClick(button("activityCopy"), Qt::LeftButton);
    const QJsonObject copied
        = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
    QCOMPARE(copied.value(QStringLiteral("target")).toString(), QStringLiteral("ann in /"));
    QVERIFY(!copied.value(QStringLiteral("sentAs")).toArray().isEmpty());
}

QTEST_MAIN(tst_Audit)
#include "tst_audit.moc"
