// SPDX-License-Identifier: MIT
// One connection to a Redis of the test's own, and to a peer that only says it is one.
#include "adapter/redis/redisconnection_p.h"
#include "shared/certificate.h"
#include "shared/redisserver.h"
#include "shared/waitfor.h"

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_RedisConnection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void commands_data() { protocols(); }
    void commands();
    void pipeline();
    void subscriptions_data() { protocols(); }
    void subscriptions();
    void refusedSubscription_data() { protocols(); }
    void refusedSubscription();
    void introducesItself();
    void oldRedis();
    void resp3Only();
    void password_data();
    void password();
    void accessControlList();
    void tls();
    void unknownCertificate();
    void giantValues();
    void notReady();
    void backsOff();
    void brokerKilled();
    void brokerFrozen();
    void frozenWhileBlocked();
    void connectTimeout();
    void clientKilled();
    void malformedPeer_data();
    void malformedPeer();
    void tooManyCommands();
    void transaction();
    void closing();
    void lastWords_data();
    void lastWords();
    void destroyedInCallback_data();
    void destroyedInCallback();

private:
    static void protocols()
    {
        QTest::addColumn<RedisOptions::Protocol>("protocol");
        QTest::addColumn<int>("version");
        QTest::newRow("RESP2") << RedisOptions::Protocol::Resp2 << 2;
        QTest::newRow("RESP3") << RedisOptions::Protocol::Resp3 << 3;
        QTest::newRow("auto") << RedisOptions::Protocol::Auto << 3;
    }
    void open(const RedisOptions &options)
    {
        connection = std::make_unique<RedisConnection>(options);
        lost = std::make_unique<QSignalSpy>(connection.get(), &RedisConnection::lost);
        connection->open();
    }
    Result<RespValue> run(const QByteArrayList &command)
    {
        std::optional<Result<RespValue>> answer;
        connection->send(command, [&answer](const Result<RespValue> &reply) { answer = reply; });
        if (!waitFor([&answer] { return answer.has_value(); }, 20'000))
            return Error(u"nothing came"_s);
        return *answer;
    }
    bool becomesReady()
    {
        return waitFor([this] { return connection->isReady(); }, 20'000);
    }
    QString lastError() const
    {
        return lost->isEmpty() ? QString() : lost->last().at(0).value<Error>().message();
    }

    RedisServer redis{{u"--maxclients"_s, u"50"_s}};
    RedisOptions local;
    std::unique_ptr<RedisConnection> connection;
    std::unique_ptr<QSignalSpy> lost;
};

void tst_RedisConnection::initTestCase()
{
    QVERIFY2(redis.start(), "redis-server is needed (Debian: redis-server)");
    local.port = redis.port();
    local.reconnectDelayMax = 100ms;
}

void tst_RedisConnection::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    if (!redis.isRunning())
        QVERIFY(redis.start());
}

void tst_RedisConnection::cleanup()
{
    connection.reset();
    lost.reset();
}

void tst_RedisConnection::commands()
{
    QFETCH(RedisOptions::Protocol, protocol);
    QFETCH(int, version);
    RedisOptions options = local;
    options.protocol = protocol;
    options.database = 3;
    open(options);
    QSignalSpy ready(connection.get(), &RedisConnection::ready);
    QVERIFY(becomesReady());
    QCOMPARE(ready.count(), 1);
    QCOMPARE(connection->protocolVersion(), version);
    QCOMPARE(run({"SET", "key", QByteArray("a\0\r\nb", 5)})->bytes, "OK");
    QCOMPARE(run({"GET", "key"})->bytes, QByteArray("a\0\r\nb", 5));
    QVERIFY(run({"GET", "another"})->isNull());
    QCOMPARE(run({"DEL", "key"})->integer, 1);
    const auto refused = run({"NOSUCH"});
    QVERIFY(refused && refused->isError());
    QVERIFY(refused->bytes.startsWith("ERR unknown command"));
    QVERIFY(run({"CLIENT", "INFO"})->bytes.contains(" db=3 "));
}

void tst_RedisConnection::pipeline()
{
    open(local);
    QVERIFY(becomesReady());
    QList<qint64> answers;
    for (int i = 0; i < 1000; ++i)
        QVERIFY(connection->send({"INCR", "counter"}, [&answers](const Result<RespValue> &reply) {
            answers.append(reply->integer);
        }));
    QCOMPARE(connection->pendingCommands(), 1000);
    QVERIFY(waitFor([&answers] { return answers.size() == 1000; }));
    for (int i = 1; i < 1000; ++i)
        QCOMPARE(answers.at(i), answers.at(i - 1) + 1);
    run({"DEL", "counter"});
}

// Messages of all three kinds and answers on one connection, where nothing is taken for another.
void tst_RedisConnection::subscriptions()
{
    QFETCH(RedisOptions::Protocol, protocol);
    RedisOptions options = local;
    options.protocol = protocol;
    options.pingInterval = 20ms;
    open(options);
    QVERIFY(becomesReady());
    QByteArrayList pushes;
    connect(connection.get(), &RedisConnection::pushed, this, [&pushes](const RespValue &push) {
        QByteArrayList parts;
        for (const RespValue &element : push.elements)
            parts.append(element.bytes);
        pushes.append(parts.join(' '));
    });
    int confirmed = 0;
    const auto confirm = [&confirmed](const Result<RespValue> &reply) {
        QVERIFY(reply && !reply->isError());
        ++confirmed;
    };
    connection->sendSubscription("SUBSCRIBE", {"a", "b"}, confirm);
    connection->sendSubscription("PSUBSCRIBE", {"p*"}, confirm);
    connection->sendSubscription("SSUBSCRIBE", {"s"}, confirm);
    QVERIFY(waitFor([&confirmed] { return confirmed == 3; }));
    redis.say("PUBLISH a 1");
    redis.say("PUBLISH b 2");
    redis.say("PUBLISH pq 3");
    redis.say("SPUBLISH s 4");
    QVERIFY(waitFor([&pushes] { return pushes.size() == 4; }));
    QCOMPARE(pushes,
             QByteArrayList({"message a 1", "message b 2", "pmessage p* pq 3", "smessage s 4"}));
    connection->sendSubscription("UNSUBSCRIBE", {"a", "never"}, confirm);
    connection->sendSubscription("SUNSUBSCRIBE", {"s"}, confirm);
    QVERIFY(waitFor([&confirmed] { return confirmed == 5; }));
    QCOMPARE(redis.say("PUBLISH a 5"), QByteArray(":0\r\n"));
    QCOMPARE(redis.say("PUBLISH b 6"), QByteArray(":1\r\n"));
    QVERIFY(waitFor([&pushes] { return pushes.size() == 5; }));
    // Each PING's answer is an array in RESP2 here.
    QSignalSpy state(connection.get(), &RedisConnection::stateChanged);
    QVERIFY(!state.wait(200));
}

void tst_RedisConnection::refusedSubscription()
{
    QFETCH(RedisOptions::Protocol, protocol);
    redis.say("ACL SETUSER half on >secret resetchannels &open* +@all");
    RedisOptions options = local;
    options.protocol = protocol;
    options.username = u"half"_s;
    options.password = u"secret"_s;
    open(options);
    QVERIFY(becomesReady());
    QByteArrayList answers;
    const auto note = [&answers](const Result<RespValue> &reply) {
        answers.append(reply->isError() ? reply->bytes.first(6) : reply->stringAt(0));
    };
    connection->sendSubscription("SUBSCRIBE", {"closed"}, note);
    connection->sendSubscription("SUBSCRIBE", {"open1"}, note);
    QVERIFY(waitFor([&answers] { return answers.size() == 2; }));
    QCOMPARE(answers, QByteArrayList({"NOPERM", "subscribe"}));
    redis.say("ACL DELUSER half");
}

void tst_RedisConnection::introducesItself()
{
    RedisOptions options = local;
    options.clientName = u"chat"_s;
    connection = std::make_unique<RedisConnection>(options, u"-sub"_s);
    connection->open();
    QVERIFY(becomesReady());
    QCOMPARE(run({"CLIENT", "GETNAME"})->bytes, "chat-sub");
}

namespace {
// Answers each complete line that begins with a word of its script.
class ScriptedRedis : public QTcpServer
{
public:
    using Script = QList<QPair<QByteArray, QByteArray>>; // a line, and the answer

    explicit ScriptedRedis(const Script &script)
    {
        connect(this, &QTcpServer::newConnection, this, [this, script] {
            ++connections;
            QTcpSocket *const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, script] {
                for (const QByteArray &line : socket->readAll().split('\n')) {
                    received.append(line.trimmed());
                    for (const auto &[word, answer] : script) {
                        if (line.trimmed() == word)
                            socket->write(answer);
                    }
                }
            });
        });
        listen(QHostAddress(QHostAddress::LocalHost), RedisServer::freePort());
    }
    int connections = 0;
    QByteArrayList received;
};
} // namespace

void tst_RedisConnection::oldRedis()
{
    ScriptedRedis old(ScriptedRedis::Script{{"HELLO", "-ERR unknown command `HELLO`\r\n"},
                                            {"AUTH", ""},
                                            {"secret", ""},
                                            {"SETNAME", "-ERR\r\n"},
                                            {"PING", "+PONG\r\n"}});
    RedisOptions options = local;
    options.port = old.serverPort();
    open(options);
    QVERIFY(becomesReady());
    QCOMPARE(connection->protocolVersion(), 2);
}

void tst_RedisConnection::resp3Only()
{
    ScriptedRedis old(ScriptedRedis::Script{{"HELLO", "-ERR unknown command `HELLO`\r\n"}});
    RedisOptions options = local;
    options.port = old.serverPort();
    options.protocol = RedisOptions::Protocol::Resp3;
    open(options);
    QVERIFY(waitFor([this] { return lost->count() > 0; }));
    QCOMPARE(lastError(), u"Redis refuses HELLO: ERR unknown command `HELLO`"_s);
    QVERIFY(!connection->isReady());
}

void tst_RedisConnection::password_data()
{
    QTest::addColumn<RedisOptions::Protocol>("protocol");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("error");
    using Protocol = RedisOptions::Protocol;
    const QString wrong = u"invalid username-password pair"_s;
    QTest::newRow("RESP2") << Protocol::Resp2 << u"pass word"_s << QString();
    QTest::newRow("RESP3") << Protocol::Resp3 << u"pass word"_s << QString();
    QTest::newRow("RESP2, wrong") << Protocol::Resp2 << u"no"_s << wrong;
    QTest::newRow("auto, wrong") << Protocol::Auto << u"no"_s << wrong;
    QTest::newRow("RESP2, none") << Protocol::Resp2 << QString() << u"NOAUTH"_s;
    QTest::newRow("auto, none") << Protocol::Auto << QString() << u"NOAUTH"_s;
}

void tst_RedisConnection::password()
{
    QFETCH(RedisOptions::Protocol, protocol);
    QFETCH(QString, password);
    QFETCH(QString, error);
    RedisServer closed({u"--requirepass"_s, u"pass word"_s});
    QVERIFY(closed.start());
    RedisOptions options = local;
    options.port = closed.port();
    options.protocol = protocol;
    options.password = password;
    open(options);
    if (error.isEmpty()) {
        QVERIFY(becomesReady());
        return;
    }
    QVERIFY(waitFor([this] { return lost->count() >= 2; })); // it tries again
    QVERIFY2(lastError().contains(error), qPrintable(lastError()));
    QCOMPARE(lost->last().at(0).value<Error>().code(), Error::Code::Adapter);
}

void tst_RedisConnection::accessControlList()
{
    redis.say("ACL SETUSER chat on >secret ~only:* +get +auth +hello +ping");
    RedisOptions options = local;
    options.username = u"chat"_s;
    options.password = u"secret"_s;
    open(options);
    QVERIFY(becomesReady()); // without the right to CLIENT SETNAME
    QVERIFY(!run({"GET", "only:this"})->isError());
    QVERIFY(run({"GET", "other"})->bytes.startsWith("NOPERM"));
    redis.say("ACL DELUSER chat");
}

static QStringList tlsArguments(const RedisServer &server, const QSslConfiguration &tls)
{
    QFile certificate(server.path(u"certificate.pem"_s));
    QFile key(server.path(u"key.pem"_s));
    if (!certificate.open(QFile::WriteOnly) || !key.open(QFile::WriteOnly))
        return {};
    certificate.write(tls.localCertificate().toPem());
    key.write(tls.privateKey().toPem());
    return {u"--tls-cert-file"_s, certificate.fileName(),  u"--tls-key-file"_s,
            key.fileName(),       u"--tls-auth-clients"_s, u"no"_s};
}

void tst_RedisConnection::tls()
{
    const QSslConfiguration certificate = makeServerTls();
    const RedisServer files;
    const quint16 tlsPort = RedisServer::freePort();
    RedisServer server(tlsArguments(files, certificate)
                       + QStringList{u"--tls-port"_s, QString::number(tlsPort)});
    if (!server.start())
        QSKIP("this redis-server has been built without TLS");
    RedisOptions options = local;
    options.port = tlsPort;
    options.tls = QSslConfiguration::defaultConfiguration();
    options.tls->setCaCertificates({certificate.localCertificate()});
    open(options);
    QVERIFY2(becomesReady(), qPrintable(lastError()));
    const QByteArray large(1024 * 1024, 'x');
    QCOMPARE(run({"ECHO", large})->bytes, large);
}

void tst_RedisConnection::unknownCertificate()
{
    const RedisServer files;
    const quint16 tlsPort = RedisServer::freePort();
    RedisServer server(tlsArguments(files, makeServerTls())
                       + QStringList{u"--tls-port"_s, QString::number(tlsPort)});
    if (!server.start())
        QSKIP("this redis-server has been built without TLS");
    RedisOptions options = local;
    options.port = tlsPort;
    options.tls = QSslConfiguration::defaultConfiguration();
    open(options);
    QVERIFY(waitFor([this] { return lost->count() > 0; }));
    QVERIFY(!connection->isReady());
    QVERIFY2(lastError().contains(u"certificate"_s), qPrintable(lastError()));
}

void tst_RedisConnection::giantValues()
{
    open(local);
    connection->close();
    connection->setMaxMessageBytes(1024 * 1024);
    connection->open();
    QVERIFY(becomesReady());
    const QByteArray atLimit(1024 * 1024, 'a');
    QCOMPARE(run({"ECHO", atLimit})->bytes, atLimit);
    QCOMPARE(run({"ECHO", atLimit + 'b'})->type, RespValue::Type::Oversized);
    QCOMPARE(run({"ECHO", "c"})->bytes, "c"); // it goes on
    QCOMPARE(lost->count(), 0);
}

void tst_RedisConnection::notReady()
{
    connection = std::make_unique<RedisConnection>(local);
    std::optional<Error> error;
    QVERIFY(!connection->send({"PING"},
                              [&error](const Result<RespValue> &reply) { error = reply.error(); }));
    QVERIFY(error);
    QCOMPARE(error->code(), Error::Code::Network);
}

void tst_RedisConnection::backsOff()
{
    RedisOptions options = local;
    options.port = RedisServer::freePort();
    options.reconnectDelay = 1ms;
    options.reconnectDelayMax = 4ms;
    open(options);
    QVERIFY(waitFor([this] { return lost->count() >= 8; }));
    QCOMPARE(lost->last().at(0).value<Error>().code(), Error::Code::Network);
    connection->close();
    const auto attempts = lost->count();
    QVERIFY(!lost->wait(50));
    QCOMPARE(lost->count(), attempts);
}

void tst_RedisConnection::brokerKilled()
{
    open(local);
    QVERIFY(becomesReady());
    redis.suspend();
    QStringList answers;
    for (int i = 0; i < 3; ++i)
        connection->send({"PING"}, [&answers](const Result<RespValue> &reply) {
            answers.append(reply ? u"answered"_s : reply.error().message());
        });
    redis.kill();
    QVERIFY(waitFor([&answers] { return answers.size() == 3; }));
    for (const QString &answer : answers)
        QVERIFY2(answer.startsWith(u"the connection to Redis was lost"_s), qPrintable(answer));
    QVERIFY(!connection->isReady());
    QVERIFY(redis.start());
    QVERIFY(becomesReady());
    QCOMPARE(run({"ECHO", "again"})->bytes, "again");
}

void tst_RedisConnection::brokerFrozen()
{
    RedisOptions options = local;
    options.pingInterval = 50ms;
    options.pingTimeout = 200ms;
    options.connectTimeout = 200ms;
    open(options);
    QVERIFY(becomesReady());
    redis.suspend();
    QVERIFY(waitFor([this] { return lost->count() > 1; })); // the kernel still accepts
    QCOMPARE(lost->first().at(0).value<Error>().message(), u"Redis does not answer any more"_s);
    QCOMPARE(lastError(), u"Redis did not answer in time"_s);
    redis.resume();
    QVERIFY(becomesReady());
}

void tst_RedisConnection::frozenWhileBlocked()
{
    RedisOptions options = local;
    options.pingInterval = 20ms;
    options.pingTimeout = 20ms;
    open(options);
    QVERIFY(becomesReady());
    // Longer than any PING may take, which is not sent meanwhile.
    std::optional<Result<RespValue>> answer;
    const auto note = [&answer](const Result<RespValue> &reply) { answer = reply; };
    connection->sendBlocking({"BLPOP", "nothing", "0.3"}, 5s, note);
    QVERIFY(waitFor([&answer] { return answer.has_value(); }));
    QVERIFY(*answer && (*answer)->isNull());
    QCOMPARE(lost->count(), 0);

    answer.reset();
    connection->sendBlocking({"BLPOP", "nothing", "0"}, 100ms, note);
    QVERIFY(waitFor([&answer] { return answer.has_value(); }));
    QVERIFY(!*answer);
    QCOMPARE(lastError(), u"Redis does not answer any more"_s);
}

void tst_RedisConnection::connectTimeout()
{
    ScriptedRedis silent{ScriptedRedis::Script()};
    RedisOptions options = local;
    options.port = silent.serverPort();
    options.connectTimeout = 50ms;
    open(options);
    QVERIFY(waitFor([this] { return lost->count() >= 2; }));
    QCOMPARE(lastError(), u"Redis did not answer in time"_s);
    QVERIFY(silent.connections >= 2);
}

void tst_RedisConnection::clientKilled()
{
    open(local);
    QVERIFY(becomesReady());
    redis.say("CLIENT KILL TYPE normal SKIPME yes");
    QVERIFY(waitFor([this] { return lost->count() == 1; }));
    QVERIFY(becomesReady());
    QVERIFY(run({"PING"}));
}

void tst_RedisConnection::malformedPeer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
    QTest::newRow("garbage") << QByteArray("\xff\x00\x17\r\n", 5);
    QTest::newRow("an answer to nothing") << QByteArray("+PONG\r\n+PONG\r\n");
    QTest::newRow("deep") << QByteArray("*1\r\n").repeated(100);
}

void tst_RedisConnection::malformedPeer()
{
    QFETCH(QByteArray, answer);
    ScriptedRedis peer(
        {{"HELLO", "%0\r\n"}, {"PING", "+PONG\r\n"}, {"SETNAME", "+OK\r\n"}, {"ECHO", answer}});
    RedisOptions options = local;
    options.port = peer.serverPort();
    open(options);
    QVERIFY(becomesReady());
    connection->send({"ECHO"});
    QVERIFY(waitFor([this] { return lost->count() == 1; }));
    QVERIFY(becomesReady());
}

void tst_RedisConnection::tooManyCommands()
{
    RedisOptions options = local;
    options.maxPendingCommands = 10;
    options.maxQueuedBytes = 1000;
    open(options);
    QVERIFY(becomesReady());
    for (int i = 0; i < 10; ++i)
        QVERIFY(connection->send({"PING"}));
    Error error;
    const auto note = [&error](const Result<RespValue> &reply) { error = reply.error(); };
    QVERIFY(!connection->send({"PING"}, note));
    QCOMPARE(error.code(), Error::Code::LimitExceeded);
    QVERIFY(waitFor([this] { return connection->pendingCommands() == 0; }));
    QVERIFY(connection->send({"ECHO", QByteArray(2000, 'x')}));
    QVERIFY(!connection->send({"PING"}, note));
    QVERIFY(waitFor([this] { return connection->pendingCommands() == 0; }));
    QVERIFY(connection->send({"PING"}));
}

// Goes as a whole or not at all: after half of one Redis would answer nothing any more.
void tst_RedisConnection::transaction()
{
    RedisOptions options = local;
    options.maxPendingCommands = 2;
    open(options);
    QVERIFY(becomesReady());
    Result<RespValue> answer = Error("nothing");
    const auto note = [&answer](const Result<RespValue> &reply) { answer = reply; };
    const QList<QByteArrayList> commands
        = {{"SET", "key", "value"}, {"GET", "key"}, {"DEL", "key"}};
    QVERIFY(connection->send({"PING"}));
    QVERIFY(connection->sendTransaction(commands, note));
    QVERIFY(!connection->sendTransaction(commands, note));
    QCOMPARE(answer.error().code(), Error::Code::LimitExceeded);
    QVERIFY(waitFor([this] { return connection->pendingCommands() == 0; }));
    QVERIFY(answer);
    QCOMPARE(answer->elements.size(), 3);
    QCOMPARE(answer->stringAt(1), "value");
    QVERIFY(connection->send({"ECHO", "still there"}, note));
    QVERIFY(waitFor([this] { return connection->pendingCommands() == 0; }));
    QCOMPARE(answer->bytes, "still there");
}

void tst_RedisConnection::closing()
{
    open(local);
    QVERIFY(becomesReady());
    Error error;
    connection->send({"BLPOP", "nothing", "0"},
                     [&error](const Result<RespValue> &reply) { error = reply.error(); });
    connection->close();
    QCOMPARE(error.message(), u"the connection to Redis has been closed"_s);
    QCOMPARE(connection->state(), RedisConnection::State::Closed);
    QCOMPARE(lost->count(), 0);
    connection->open();
    QVERIFY(becomesReady());
}

void tst_RedisConnection::lastWords_data()
{
    QTest::addColumn<int>("commands");
    QTest::addColumn<int>("bytes");
    QTest::newRow("one") << 1 << 10;
    QTest::newRow("more than are answered at once") << 2000 << 10;
    QTest::newRow("more than the socket takes") << 2000 << 10'000;
}

// Of a server that goes: Redis reads them to the end, and then the connection has gone.
void tst_RedisConnection::lastWords()
{
    QFETCH(int, commands);
    QFETCH(int, bytes);
    open(local);
    QVERIFY(becomesReady());
    QVERIFY(run({"DEL", "said"}));
    RedisOptions named = local;
    named.clientName = u"leaving"_s;
    auto leaving = std::make_unique<RedisConnection>(named);
    leaving->open();
    QVERIFY(waitFor([&leaving] { return leaving->isReady(); }, 20'000));
    int failed = 0;
    const QByteArray word(bytes, 'x');
    for (int i = 0; i < commands; ++i) {
        QVERIFY(leaving->send({"RPUSH", "said", word},
                              [&failed](const Result<RespValue> &reply) { failed += !reply; }));
    }
    leaving.reset();
    QCOMPARE(failed, commands); // nobody is left to hear the answers
    QVERIFY(waitFor([&] { return run({"LLEN", "said"})->integer == commands; }, 20'000));
    QVERIFY(waitFor([&] { return !run({"CLIENT", "LIST"})->bytes.contains("leaving"); }));
    QVERIFY(run({"DEL", "said"}));
}

void tst_RedisConnection::destroyedInCallback_data()
{
    QTest::addColumn<int>("place");
    QTest::newRow("ready") << 0;
    QTest::newRow("answer") << 1;
    QTest::newRow("push") << 2;
    QTest::newRow("lost") << 3;
    QTest::newRow("failed command") << 4;
    QTest::newRow("state") << 5;
}

void tst_RedisConnection::destroyedInCallback()
{
    QFETCH(int, place);
    const auto destroy = [this] {
        lost.reset();
        connection.reset();
    };
    open(local);
    if (place == 0)
        connect(connection.get(), &RedisConnection::ready, this, destroy);
    if (place == 5)
        connect(connection.get(), &RedisConnection::stateChanged, this, destroy);
    if (place != 0 && place != 5)
        QVERIFY(becomesReady());
    if (place == 1) {
        connection->send({"PING"}, [&](const Result<RespValue> &) { destroy(); });
        connection->send({"PING"});
    } else if (place == 2) {
        connect(connection.get(), &RedisConnection::pushed, this, destroy);
        connection->sendSubscription(
            "SUBSCRIBE", {"a"}, [this](const Result<RespValue> &) { redis.say("PUBLISH a 1"); });
    } else if (place == 3) {
        connect(connection.get(), &RedisConnection::lost, this, destroy);
        redis.kill();
    } else if (place == 4) {
        redis.suspend();
        connection->send({"PING"}, [&](const Result<RespValue> &) { destroy(); });
        connection->send({"PING"});
        redis.kill();
    }
    QVERIFY(waitFor([this] { return !connection; }));
    QVERIFY(waitFor([this] { return redis.isRunning() || redis.start(); }));
}

QTEST_GUILESS_MAIN(tst_RedisConnection)
#include "tst_redisconnection.moc"
