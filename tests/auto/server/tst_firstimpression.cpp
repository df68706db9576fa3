// SPDX-License-Identifier: MIT
// The code that people see first compiles as it stands, and does what it looks like.
#include "shared/socketioclients.h"

#include <QSocketIo/Server>
#include <QtCore/QTimer>
#include <QtTest/QTest>

namespace {

using namespace Qt::StringLiterals;

// What the first program does with two clients.
struct FirstProgram
{
    static inline QByteArrayList heard;
    static inline int wantedPort = 0;

    // In its event loop, once it listens.
    static bool isListening(const QSocketIo::Server &io, int port)
    {
        wantedPort = port;
        QTimer::singleShot(0, qApp, [&io] {
            heard = talk(io.serverPort());
            QCoreApplication::exit(7);
        });
        return true;
    }

    static QByteArrayList talk(quint16 port)
    {
        QSocketIo::WsClient ada(port);
        QSocketIo::WsClient bob(port);
        ada.join();
        bob.join();
        ada.send("42[\"chat message\",\"hello\"]");
        return {ada.next(), bob.next()};
    }
};

} // namespace

// The first program of README.md, but for the name of main() and a port that may be taken.
#define main firstProgram
#define listen(port) listen(QHostAddress::LocalHost) && FirstProgram::isListening(io, port)
#include "server.cpp"
#undef main
#undef listen

// What the second sample takes for granted.
namespace {

struct Profile
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(int age MEMBER age)
public:
    QString name;
    int age = 0;
};

struct Auth
{
    void check(const QString &token, const std::function<void(bool)> &answer) const
    {
        QTimer::singleShot(0, qApp, [token, answer] { answer(token == u"secret"_s); });
    }
};

QCborArray answers;
QStringList errors;

void use(const QCborValue &answer)
{
    answers.append(answer);
}
void warn(const QSocketIo::Error &error)
{
    errors.append(error.message());
}

} // namespace

class Sensor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
Q_SIGNALS:
    void valueChanged(double value);
};

class RemoteControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    Q_INVOKABLE int volumeUp(int by) { return m_volume += by; }

private:
    int m_volume = 10;
};

class Chat : public QObject
{
    Q_OBJECT
public:
    // The sample, in two parts: a client joins in between.
    void run();

    void say(const QString &text) { said.append(text); }
    QFuture<QJsonObject> load(QString id)
    {
        auto promise = std::make_shared<QPromise<QJsonObject>>();
        promise->start();
        QTimer::singleShot(0, this, [promise, id] {
            promise->addResult(QJsonObject{{u"id"_s, id}, {u"size"_s, 3}});
            promise->finish();
        });
        return promise->future();
    }
    void left(QSocketIo::DisconnectReason reason) { reasons.append(reason); }

    QStringList said;
    QList<QSocketIo::DisconnectReason> reasons;

private:
    void checkOptions(quint16 port);
    void checkHandlers(QSocketIo::WsClient &client);

    const Auth *m_auth = &auth;
    static constexpr Auth auth = {};
};

// The sample names what it does not use, and captures this by [=].
QT_WARNING_PUSH
QT_WARNING_DISABLE_GCC("-Wunused-parameter")
QT_WARNING_DISABLE_GCC("-Wdeprecated")
void Chat::run()
{
    // clang-format off
using namespace std::chrono_literals;
using namespace QSocketIo;

Server io{{.pingInterval = 10s, .maxHttpBufferSize = 5'000'000, .cors = {.origins = {"https://example.com"}}}};

Namespace *chat = io.of("/chat");
chat->use(this, [this](Socket *socket, const Next &next) {          // may answer later
    const QString token = socket->handshake().auth()["token"_L1].toString();
    m_auth->check(token, [next](bool ok) { ok ? next() : next(Error("not authorized")); });
});

connect(chat, &Namespace::connection, this, [=](Socket *socket) {
    socket->join("lobby");
    socket->on("say", this, &Chat::say);                             // void say(const QString &text)
    socket->on("sum", this, [](int a, int b) { return a + b; });     // the return value is the acknowledgement
    socket->on("load", this, &Chat::load);                           // QFuture<QJsonObject> load(QString id): acked when ready
    socket->on("ask", this, [](const QString &q, const Ack &ack) { ack("got it", 42); });
    socket->on("upload", this, [](const QByteArray &bytes, const Profile &p) {});   // Profile: any Q_GADGET
    connect(socket, &Socket::disconnected, this, &Chat::left);       // (QSocketIo::DisconnectReason)
});
    // clang-format on

    QVERIFY(io.listen(QHostAddress::LocalHost));
    checkOptions(io.serverPort());
    WsClient client(io.serverPort());
    const QString id = client.join("/chat", "{\"token\":\"secret\"}");
    WsClient other(io.serverPort());
    QVERIFY(!other.join("/chat", "{\"token\":\"secret\"}").isEmpty());
    Socket *socket = chat->sockets().value(id);
    QVERIFY(socket);
    QStringList misfits;
    connect(socket, &Socket::errorOccurred, this,
            [&](const Error &error) { misfits.append(error.message()); });
    checkHandlers(client);
    QCOMPARE(misfits, QStringList{});
    if (QTest::currentTestFailed())
        return;
    const QCborMap order{{u"item"_s, u"tea"_s}};
    auto *sensor = new Sensor(this);
    auto *remoteControl = new RemoteControl(this);

    // clang-format off
chat->to("lobby").except(id).asVolatile().emitEvent("tick", 42, QByteArray("\x01\x02", 2));
socket->emitEvent("hello", "world", [](const QString &answer) {});   // last callable = acknowledgement
socket->timeout(5s).emitWithAck("confirm", order)                    // QFuture<Result<Payload>>
    .then(this, [](const Result<Payload> &r) { if (r) use(r->at(0)); else warn(r.error()); });

io.relay(sensor, &Sensor::valueChanged, io.to("dashboard"), "value"); // a Qt signal becomes a Socket.IO event
socket->expose(remoteControl);                                       // a QObject's public slots/Q_INVOKABLEs become events, its return values acks
    // clang-format on

    QCOMPARE(other.next(), QByteArray("451-/chat,[\"tick\",42,{\"_placeholder\":true,\"num\":0}]"));
    QCOMPARE(other.next(), QByteArray("binary:\x01\x02"));
    QCOMPARE(client.next(), QByteArray("42/chat,0[\"hello\",\"world\"]"));
    client.send("43/chat,0[\"hello yourself\"]");
    QCOMPARE(client.next(), QByteArray("42/chat,1[\"confirm\",{\"item\":\"tea\"}]"));
    client.send("43/chat,1[\"confirmed\"]");
    QTRY_COMPARE(answers, QCborArray{u"confirmed"_s});
    QCOMPARE(errors, QStringList{});
    client.send("42/chat,5[\"volumeUp\",3]");
    QCOMPARE(client.next(), QByteArray("43/chat,5[13]"));
    QVERIFY(!other.join().isEmpty());
    io.socketsJoin("dashboard");
    Q_EMIT sensor->valueChanged(21.5);
    QCOMPARE(other.next(), QByteArray("42[\"value\",21.5]"));
    client.send("41/chat,");
    QTRY_COMPARE(reasons, QList{DisconnectReason::ClientNamespaceDisconnect});
}
QT_WARNING_POP

void Chat::checkOptions(quint16 port)
{
    QSocketIo::RawHttpClient http(port);
    const QSocketIo::RawResponse response
        = http.get("/socket.io/?EIO=4&transport=polling", "Origin: https://example.com\r\n");
    QCOMPARE(response.header("Access-Control-Allow-Origin"), QByteArray("https://example.com"));
    const QJsonObject open = QJsonDocument::fromJson(response.body.mid(1)).object();
    QCOMPARE(open[u"pingInterval"_s].toInt(), 10'000);
    QCOMPARE(open[u"maxPayload"_s].toInt(), 5'000'000);
    QSocketIo::WsClient stranger(port);
    stranger.send("40/chat,{\"token\":\"guess\"}");
    QCOMPARE(stranger.next(), QByteArray("44/chat,{\"message\":\"not authorized\"}"));
}

void Chat::checkHandlers(QSocketIo::WsClient &client)
{
    client.send("42/chat,[\"say\",\"hi\"]");
    QTRY_COMPARE(said, QStringList{u"hi"_s});
    client.send("42/chat,1[\"sum\",20,22]");
    QCOMPARE(client.next(), QByteArray("43/chat,1[42]"));
    client.send("42/chat,2[\"load\",\"a7\"]");
    QCOMPARE(client.next(), QByteArray("43/chat,2[{\"id\":\"a7\",\"size\":3}]"));
    client.send("42/chat,3[\"ask\",\"what?\"]");
    QCOMPARE(client.next(), QByteArray("43/chat,3[\"got it\",42]"));
    client.send("451-/chat,[\"upload\",{\"_placeholder\":true,\"num\":0},"
                "{\"name\":\"Ada\",\"age\":36}]");
    client.sendBinary("\x89PNG");
    client.send("42/chat,4[\"sum\",1,2]");
    QCOMPARE(client.next(), QByteArray("43/chat,4[3]"));
}

class tst_FirstImpression : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void firstProgram();
    void chat();
};

void tst_FirstImpression::firstProgram()
{
    char name[] = "first";
    char *arguments[] = {name, nullptr};
    QCOMPARE(::firstProgram(1, arguments), 7);
    QCOMPARE(FirstProgram::wantedPort, 3000);
    const QByteArray message("42[\"chat message\",\"hello\"]");
    QCOMPARE(FirstProgram::heard, (QByteArrayList{message, message}));
}

void tst_FirstImpression::chat()
{
    int count = 1;
    char name[] = "chat";
    char *arguments[] = {name, nullptr};
    QCoreApplication app(count, arguments);
    Chat().run();
}

QTEST_APPLESS_MAIN(tst_FirstImpression)
#include "tst_firstimpression.moc"
