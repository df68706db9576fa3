// SPDX-License-Identifier: MIT
// One session of a PostgreSQL of the test's own, and of a peer that only says it is one.
#include "adapter/postgres/postgresconnection_p.h"
#include "shared/certificate.h"
#include "shared/postgresserver.h"
#include "shared/waitfor.h"

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Rows = PostgresConnection::Rows;

class tst_PostgresConnection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void statements();
    void refusedStatement();
    void pipeline();
    void equalNotifications();
    void largeValues();
    void notifications();
    void quoting();
    void hosts_data();
    void hosts();
    void unknownHost();
    void introducesItself();
    void wrongPassword();
    void password();
    void tls_data();
    void tls();
    void notReady();
    void backsOff();
    void brokerKilled();
    void brokerFrozen();
    void frozenUnderLoad();
    void connectTimeout();
    void backendTerminated();
    void malformedPeer_data();
    void malformedPeer();
    void tooManyStatements();
    void tooManyBytes();
    void closing();
    void sendsWhatIsLeft_data();
    void sendsWhatIsLeft();
    void destroyedInCallback_data();
    void destroyedInCallback();

private:
    void open(const PostgresOptions &options)
    {
        connection = std::make_unique<PostgresConnection>(options);
        lost = std::make_unique<QSignalSpy>(connection.get(), &PostgresConnection::lost);
        connection->open();
    }
    Result<Rows> run(const QByteArray &sql, const QByteArrayList &parameters = {})
    {
        const auto answer = std::make_shared<std::optional<Result<Rows>>>();
        connection->execute(sql, parameters,
                            [answer](const Result<Rows> &rows) { *answer = rows; });
        if (!waitFor([&answer] { return answer->has_value(); }, 20'000))
            return Error(u"nothing came"_s);
        return **answer;
    }
    bool becomesReady()
    {
        return waitFor([this] { return connection->isReady(); }, 20'000);
    }
    QString lastError() const
    {
        return lost->isEmpty() ? QString() : lost->last().at(0).value<Error>().message();
    }

    // Belongs to whom the data belongs to, and only he may read it.
    bool write(const QString &path, const QByteArray &bytes) const
    {
        QFile file(path);
        if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
            return false;
        file.close();
        const QFileInfo data(postgres.path(u"data"_s));
        return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
            && (::geteuid() != 0
                || ::chown(QFile::encodeName(path).constData(), data.ownerId(), data.groupId())
                    == 0);
    }

    PostgresServer postgres;
    PostgresOptions local;
    std::unique_ptr<PostgresConnection> connection;
    std::unique_ptr<QSignalSpy> lost;
};

void tst_PostgresConnection::initTestCase()
{
    QVERIFY2(postgres.start(), "PostgreSQL is needed (Debian: postgresql)");
    local.port = postgres.port();
    local.reconnectDelayMax = 100ms;
}

void tst_PostgresConnection::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    if (!postgres.isRunning())
        QVERIFY(postgres.start());
}

void tst_PostgresConnection::cleanup()
{
    connection.reset();
    lost.reset();
}

void tst_PostgresConnection::statements()
{
    open(local);
    QSignalSpy ready(connection.get(), &PostgresConnection::ready);
    QVERIFY(becomesReady());
    QCOMPARE(ready.count(), 1);
    QCOMPARE(*run("SELECT $1::text, $2::bytea, NULL, ''",
                  {u"Räume 😀"_s.toUtf8(), QByteArray("\0\xff", 2)}),
             Rows({{u"Räume 😀"_s.toUtf8(), QByteArray("\0\xff", 2), QByteArray(), ""}}));
    const auto rows = run("SELECT NULL, '' UNION ALL SELECT 'a', 'b'");
    QCOMPARE(rows->size(), 2);
    QVERIFY(rows->at(0).at(0).isNull() && !rows->at(0).at(1).isNull());
    QCOMPARE(*run("SELECT 1 WHERE false"), Rows());
    QCOMPARE(*run("SET application_name = 'x'"), Rows());
    QCOMPARE(*run(""), Rows());
    QCOMPARE(*run("SELECT $1::text IS NULL", {QByteArray()}), Rows({{"\x01"}}));
}

void tst_PostgresConnection::refusedStatement()
{
    open(local);
    QVERIFY(becomesReady());
    const auto refused = run("SELECT * FROM nowhere");
    QCOMPARE(refused.error().code(), Error::Code::Adapter);
    QCOMPARE(refused.error().message(), u"relation \"nowhere\" does not exist"_s);
    QCOMPARE(refused.error().data().toString(), u"42P01"_s);
    QVERIFY(!run("SELECT 1/0"));
    QVERIFY(!run("SELECT $1::bigint", {"not eight bytes"}));
    QVERIFY(!run("two; statements"));
    QCOMPARE(*run("SELECT 'still here'"), Rows({{"still here"}}));
    QCOMPARE(lost->count(), 0);
}

// All of them at once, one of them wrong: the others do not suffer from it.
void tst_PostgresConnection::pipeline()
{
    open(local);
    QVERIFY(becomesReady());
    QByteArrayList answers;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray sql
            = i == 500 ? "SELECT 1/0" : "SELECT " + QByteArray::number(i) + "::text";
        QVERIFY(connection->execute(sql, {}, [&answers](const Result<Rows> &rows) {
            answers.append(rows ? rows->at(0).at(0) : "error");
        }));
    }
    QCOMPARE(connection->pendingStatements(), 1000);
    QVERIFY(waitFor([&answers] { return answers.size() == 1000; }, 20'000));
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(answers.at(i), i == 500 ? QByteArray("error") : QByteArray::number(i));
    QCOMPARE(connection->pendingStatements(), 0);
}

// In one transaction, PostgreSQL would leave out the second one: each statement has its own.
void tst_PostgresConnection::equalNotifications()
{
    open(local);
    QVERIFY(becomesReady());
    QVERIFY(run("LISTEN twice"));
    QSignalSpy notified(connection.get(), &PostgresConnection::notified);
    for (int i = 0; i < 10; ++i)
        connection->execute("SELECT pg_notify($1, $2)", {"twice", "the same"});
    QVERIFY(waitFor([&notified] { return notified.count() == 10; }));
}

void tst_PostgresConnection::largeValues()
{
    open(local);
    QVERIFY(becomesReady());
    const QByteArray large(20 * 1024 * 1024, 'x');
    const auto rows = run("SELECT $1::bytea", {large});
    QVERIFY2(rows, qPrintable(rows.error().message()));
    QVERIFY(rows->at(0).at(0) == large);
}

void tst_PostgresConnection::notifications()
{
    open(local);
    QVERIFY(becomesReady());
    QByteArrayList heard;
    connect(connection.get(), &PostgresConnection::notified, this,
            [&heard](const QByteArray &channel, const QByteArray &payload) {
                heard.append(channel + ' ' + payload);
            });
    QVERIFY(run("LISTEN " + PostgresConnection::quotedIdentifier(u"socket.io#/Räume"_s.toUtf8())));
    postgres.say(u"NOTIFY \"socket.io#/Räume\", 'grüße'"_s.toUtf8());
    postgres.say("NOTIFY other, 'not for us'");
    postgres.say(u"NOTIFY \"socket.io#/Räume\""_s.toUtf8());
    QVERIFY(waitFor([&heard] { return heard.size() == 2; }));
    QCOMPARE(
        heard,
        QByteArrayList({u"socket.io#/Räume grüße"_s.toUtf8(), u"socket.io#/Räume "_s.toUtf8()}));
    QVERIFY(run("UNLISTEN *"));
    postgres.say(u"NOTIFY \"socket.io#/Räume\", 'late'"_s.toUtf8());
    QVERIFY(run("SELECT 1"));
    QCOMPARE(heard.size(), 2);
}

// Trap 8: a quote in the name of a namespace.
void tst_PostgresConnection::quoting()
{
    QCOMPARE(PostgresConnection::quotedIdentifier("a\"b"), "\"a\"\"b\"");
    open(local);
    QVERIFY(becomesReady());
    QSignalSpy notified(connection.get(), &PostgresConnection::notified);
    const QByteArray name = "socket.io#/a\"b'; DROP --";
    QVERIFY(run("LISTEN " + PostgresConnection::quotedIdentifier(name)));
    QVERIFY(run("SELECT pg_notify($1, 'x')", {name}));
    QVERIFY(waitFor([&notified] { return notified.count() == 1; }));
    QCOMPARE(notified.at(0).at(0).toByteArray(), name);
}

void tst_PostgresConnection::hosts_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("address") << u"127.0.0.1"_s;
    QTest::newRow("name") << u"localhost"_s; // of two addresses, of which one refuses
    QTest::newRow("folder") << postgres.path(u"."_s);
}

void tst_PostgresConnection::hosts()
{
    QFETCH(QString, host);
    PostgresOptions options = local;
    options.host = host;
    open(options);
    QVERIFY2(becomesReady(), qPrintable(lastError()));
    QCOMPARE(lost->count(), 0);
    QCOMPARE(*run("SELECT 'here'"), Rows({{"here"}}));
}

// The event loop goes on meanwhile.
void tst_PostgresConnection::unknownHost()
{
    PostgresOptions options = local;
    options.host = u"no-such-host.invalid"_s;
    open(options);
    QCOMPARE(connection->state(), PostgresConnection::State::Connecting);
    QVERIFY(waitFor([this] { return !lost->isEmpty(); }, 20'000));
    QVERIFY(!lastError().isEmpty());
}

void tst_PostgresConnection::introducesItself()
{
    PostgresOptions options = local;
    options.applicationName = u"chat"_s;
    options.parameters.insert(u"options"_s, u"-c work_mem=123kB"_s);
    connection = std::make_unique<PostgresConnection>(options, u"-listen"_s);
    connection->open();
    QVERIFY(becomesReady());
    QCOMPARE(*run("SELECT current_setting('application_name'), current_setting('work_mem'), "
                  "current_setting('client_encoding')"),
             Rows({{"chat-listen", "123kB", "UTF8"}}));
}

void tst_PostgresConnection::wrongPassword()
{
    PostgresOptions options = local;
    options.username = u"nobody_here"_s;
    open(options);
    QVERIFY(waitFor([this] { return !lost->isEmpty(); }, 20'000));
    QVERIFY2(lastError().contains(u"role \"nobody_here\" does not exist"_s),
             qPrintable(lastError()));
    QVERIFY(waitFor([this] { return lost->count() >= 2; }, 20'000)); // it tries again
}

void tst_PostgresConnection::password()
{
    const QString path = postgres.path(u"data/pg_hba.conf"_s);
    QFile file(path);
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray trusting = file.readAll();
    QVERIFY(write(path, "host all secretive 127.0.0.1/32 scram-sha-256\n" + trusting));
    postgres.say("CREATE ROLE secretive LOGIN PASSWORD 'pässword'");
    postgres.say("SELECT pg_reload_conf()");
    PostgresOptions options = local;
    options.username = u"secretive"_s;
    options.password = u"guess"_s;
    open(options);
    QVERIFY(waitFor([this] { return !lost->isEmpty(); }, 20'000));
    QVERIFY2(lastError().contains(u"password authentication failed"_s), qPrintable(lastError()));
    options.password = u"pässword"_s;
    open(options);
    QVERIFY(becomesReady());
    QCOMPARE(*run("SELECT current_user::text"), Rows({{"secretive"}}));
    QVERIFY(write(path, trusting));
    postgres.say("SELECT pg_reload_conf()");
}

void tst_PostgresConnection::tls_data()
{
    using Mode = PostgresOptions::SslMode;
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<QString>("refusal"); // empty: it is encrypted
    QTest::newRow("prefer") << Mode::Prefer << u"127.0.0.1"_s << false << QString();
    QTest::newRow("require") << Mode::Require << u"127.0.0.1"_s << false << QString();
    QTest::newRow("verify-ca") << Mode::VerifyCa << u"127.0.0.1"_s << true << QString();
    QTest::newRow("verify-full") << Mode::VerifyFull << u"localhost"_s << true << QString();
    QTest::newRow("unknown authority")
        << Mode::VerifyFull << u"localhost"_s << false << u"root certificate"_s;
    QTest::newRow("another name") << Mode::VerifyFull << u"127.0.0.2"_s << true << u"127.0.0.2"_s;
}

void tst_PostgresConnection::tls()
{
    QFETCH(PostgresOptions::SslMode, mode);
    QFETCH(QString, host);
    QFETCH(bool, isTrusted);
    QFETCH(QString, refusal);
    if (postgres.say("SHOW ssl") != "on\n") {
        const QSslConfiguration certificate = makeServerTls();
        QVERIFY2(!certificate.localCertificate().isNull(), "openssl is needed");
        QVERIFY(write(postgres.path(u"data/server.key"_s), certificate.privateKey().toPem()));
        QVERIFY(write(postgres.path(u"data/server.crt"_s), certificate.localCertificate().toPem()));
        postgres.say("ALTER SYSTEM SET ssl = on");
        postgres.say("ALTER SYSTEM SET listen_addresses = '127.0.0.1,127.0.0.2'");
        postgres.kill();
        QVERIFY(postgres.start());
        QVERIFY(!postgres.say("CREATE TABLE IF NOT EXISTS t (x int)").isNull());
        QCOMPARE(postgres.say("SHOW ssl"), "on\n");
    }
    PostgresOptions options = local;
    options.host = host;
    options.sslMode = mode;
    if (isTrusted)
        options.parameters.insert(u"sslrootcert"_s, postgres.path(u"data/server.crt"_s));
    open(options);
    if (!refusal.isEmpty()) {
        QVERIFY(waitFor([this] { return !lost->isEmpty(); }, 20'000));
        QVERIFY2(lastError().contains(refusal), qPrintable(lastError()));
        return;
    }
    QVERIFY2(becomesReady(), qPrintable(lastError()));
    QCOMPARE(*run("SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()"),
             Rows({{"true"}}));
    const QByteArray large(3'000'000, 'x'); // what TLS keeps in its own buffers
    QVERIFY(run("SELECT $1::bytea", {large})->at(0).at(0) == large);
}

void tst_PostgresConnection::notReady()
{
    PostgresOptions options = local;
    options.port = PostgresServer::freePort();
    open(options);
    std::optional<Error> error;
    QVERIFY(!connection->execute("SELECT 1", {},
                                 [&error](const Result<Rows> &rows) { error = rows.error(); }));
    QVERIFY(error && error->code() == Error::Code::Network);
    QVERIFY(waitFor([this] { return !lost->isEmpty(); }));
    QVERIFY2(lastError().contains(u"refused"_s), qPrintable(lastError()));
}

void tst_PostgresConnection::backsOff()
{
    PostgresOptions options = local;
    options.port = PostgresServer::freePort();
    options.reconnectDelay = 1ms;
    options.reconnectDelayMax = 5ms;
    open(options);
    QVERIFY(waitFor([this] { return lost->count() >= 10; }));
    QVERIFY(connection->state() != PostgresConnection::State::Closed);
}

void tst_PostgresConnection::brokerKilled()
{
    open(local);
    QVERIFY(becomesReady());
    std::optional<Error> error;
    connection->execute("SELECT pg_sleep(60)", {},
                        [&error](const Result<Rows> &rows) { error = rows.error(); });
    postgres.kill();
    QVERIFY(waitFor([&error] { return error.has_value(); }));
    QCOMPARE(error->code(), Error::Code::Network);
    QVERIFY(!connection->isReady());
    QVERIFY(postgres.start());
    QVERIFY(becomesReady());
    QCOMPARE(*run("SELECT 'again'"), Rows({{"again"}}));
}

void tst_PostgresConnection::brokerFrozen()
{
    PostgresOptions options = local;
    options.pingInterval = 50ms;
    options.pingTimeout = 300ms;
    open(options);
    QVERIFY(becomesReady());
    // Idle, it stays.
    QSignalSpy state(connection.get(), &PostgresConnection::stateChanged);
    QVERIFY(!state.wait(500));
    postgres.suspend();
    QVERIFY(waitFor([this] { return !connection->isReady(); }));
    QCOMPARE(lastError(), u"PostgreSQL does not answer any more"_s);
    postgres.resume();
    QVERIFY(becomesReady());
}

// The socket takes nothing any more, and the event loop goes on.
void tst_PostgresConnection::frozenUnderLoad()
{
    PostgresOptions options = local;
    options.pingInterval = 50ms;
    options.pingTimeout = 300ms;
    open(options);
    QVERIFY(becomesReady());
    postgres.suspend();
    int failed = 0;
    for (int i = 0; i < 40; ++i) {
        QVERIFY(connection->execute("SELECT length($1)", {QByteArray(1024 * 1024, 'x')},
                                    [&failed](const Result<Rows> &rows) { failed += !rows; }));
    }
    QVERIFY(waitFor([this] { return !connection->isReady(); }));
    QVERIFY(waitFor([&failed] { return failed == 40; }));
    postgres.resume();
    QVERIFY(becomesReady());
    QVERIFY(run("SELECT 1"));
}

void tst_PostgresConnection::connectTimeout()
{
    PostgresOptions options = local;
    options.connectTimeout = 200ms;
    postgres.suspend();
    open(options);
    QVERIFY(waitFor([this] { return !lost->isEmpty(); }));
    QCOMPARE(lastError(), u"PostgreSQL did not answer in time"_s);
    postgres.resume();
    QVERIFY(becomesReady());
}

void tst_PostgresConnection::backendTerminated()
{
    open(local);
    QVERIFY(becomesReady());
    QVERIFY(run("LISTEN x"));
    postgres.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                 "application_name = 'qsocketio'");
    QVERIFY(waitFor([this] { return !lost->isEmpty(); }));
    QVERIFY2(lastError().contains(u"terminating connection"_s) || lastError().contains(u"closed"_s),
             qPrintable(lastError()));
    QVERIFY(becomesReady());
}

void tst_PostgresConnection::malformedPeer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
    QTest::newRow("unknown authentication") << QByteArray("R\0\0\0\x08\0\0\0\x63", 9);
    QTest::newRow("giant length") << QByteArray("R\x7f\xff\xff\xff", 5) + QByteArray(1000, 'x');
    QTest::newRow("garbage after the handshake")
        << QByteArray("R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I", 15) + QByteArray(1000, '\xff');
    QTest::newRow("an answer to nothing, and the end")
        << QByteArray("R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I"
                      "C\0\0\0\x0bSELECT\0Z\0\0\0\x05I",
                      33);
}

void tst_PostgresConnection::malformedPeer()
{
    QFETCH(QByteArray, bytes);
    QTcpServer peer;
    QVERIFY(peer.listen(QHostAddress(QHostAddress::LocalHost), PostgresServer::freePort()));
    connect(&peer, &QTcpServer::newConnection, this, [&peer, bytes] {
        QTcpSocket *const socket = peer.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, bytes] {
            socket->readAll();
            socket->write(bytes);
            socket->disconnectFromHost();
        });
    });
    PostgresOptions options = local;
    options.port = peer.serverPort();
    options.sslMode = PostgresOptions::SslMode::Disable;
    open(options);
    QVERIFY(waitFor([this] { return lost->count() >= 2; }));
    QVERIFY(!lastError().isEmpty());
}

void tst_PostgresConnection::tooManyStatements()
{
    PostgresOptions options = local;
    options.maxPendingStatements = 3;
    open(options);
    QVERIFY(becomesReady());
    for (int i = 0; i < 3; ++i)
        QVERIFY(connection->execute("SELECT 1"));
    std::optional<Error> error;
    QVERIFY(!connection->execute("SELECT 1", {},
                                 [&error](const Result<Rows> &rows) { error = rows.error(); }));
    QCOMPARE(error->code(), Error::Code::LimitExceeded);
    QVERIFY(waitFor([this] { return connection->pendingStatements() == 0; }));
    QVERIFY(run("SELECT 1"));
}

void tst_PostgresConnection::tooManyBytes()
{
    PostgresOptions options = local;
    options.maxQueuedBytes = 1000;
    open(options);
    QVERIFY(becomesReady());
    QVERIFY(connection->execute("SELECT $1::text", {QByteArray(2000, 'x')}));
    QVERIFY(!connection->execute("SELECT 1"));
    QVERIFY(waitFor([this] { return connection->pendingStatements() == 0; }));
    QVERIFY(run("SELECT 1"));
}

void tst_PostgresConnection::closing()
{
    open(local);
    QVERIFY(becomesReady());
    std::optional<Error> error;
    connection->execute("SELECT pg_sleep(60)", {},
                        [&error](const Result<Rows> &rows) { error = rows.error(); });
    connection->close();
    QCOMPARE(connection->state(), PostgresConnection::State::Closed);
    QVERIFY(error && error->code() == Error::Code::Network);
    QCOMPARE(lost->count(), 0);
    connection->open();
    QVERIFY(becomesReady());
    connection->close();
    connection->close();
}

void tst_PostgresConnection::sendsWhatIsLeft_data()
{
    QTest::addColumn<int>("statements");
    QTest::addColumn<int>("bytes");
    QTest::newRow("one") << 1 << 10;
    QTest::newRow("some without an answer yet") << 20 << 10;
    QTest::newRow("more than are sent at once") << 1000 << 10;
    QTest::newRow("more than the socket takes") << 2000 << 5000;
}

// The last words of a server that goes.
void tst_PostgresConnection::sendsWhatIsLeft()
{
    QFETCH(int, statements);
    QFETCH(int, bytes);
    open(local);
    QVERIFY(becomesReady());
    QVERIFY(run("LISTEN words"));
    PostgresOptions named = local;
    named.applicationName = u"leaving"_s;
    auto leaving = std::make_unique<PostgresConnection>(named);
    leaving->open();
    QVERIFY(waitFor([&leaving] { return leaving->isReady(); }, 20'000));
    QSignalSpy notified(connection.get(), &PostgresConnection::notified);
    for (int i = 0; i < statements; ++i)
        leaving->execute("SELECT pg_notify('words', $1)", {QByteArray(bytes, 'x')});
    leaving.reset();
    QVERIFY(waitFor([&] { return notified.count() == statements; }, 20'000));
    // Then it is over.
    const QByteArray sessions
        = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'leaving'";
    QVERIFY(waitFor([&] { return postgres.say(sessions) == "0\n"; }, 20'000));
}

void tst_PostgresConnection::destroyedInCallback_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"ready", "stateChanged", "answer", "notified", "lost", "failed"})
        QTest::newRow(where) << QString::fromLatin1(where);
}

void tst_PostgresConnection::destroyedInCallback()
{
    QFETCH(QString, where);
    const QPointer<PostgresConnection> alive = new PostgresConnection(local);
    const auto destroy = [&alive] { delete alive.data(); };
    if (where == u"ready"_s)
        connect(alive, &PostgresConnection::ready, this, destroy);
    if (where == u"stateChanged"_s)
        connect(alive, &PostgresConnection::stateChanged, this, destroy);
    if (where == u"lost"_s)
        connect(alive, &PostgresConnection::lost, this, destroy);
    if (where == u"notified"_s)
        connect(alive, &PostgresConnection::notified, this, destroy);
    connect(alive, &PostgresConnection::ready, this, [&] {
        if (!alive)
            return;
        alive->execute("LISTEN me");
        alive->execute("SELECT pg_notify('me', 'x')", {}, [&](const Result<Rows> &) {
            if (where == u"answer"_s)
                destroy();
        });
        if (where == u"lost"_s || where == u"failed"_s) {
            alive->execute("SELECT pg_terminate_backend(pg_backend_pid())", {},
                           [&](const Result<Rows> &rows) {
                               if (where == u"failed"_s && !rows)
                                   destroy();
                           });
        }
        if (alive)
            alive->execute("SELECT 1");
    });
    alive->open();
    QVERIFY(waitFor([&alive] { return alive.isNull(); }, 20'000));
}

QTEST_GUILESS_MAIN(tst_PostgresConnection)
#include "tst_postgresconnection.moc"
