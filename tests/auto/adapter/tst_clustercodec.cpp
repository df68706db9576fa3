// SPDX-License-Identifier: MIT
// Messages of a cluster, as Node.js servers write them.
#include "adapter/cluster/clustercodec_p.h"

#include <QtCore/QCborArray>
#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

using Type = ClusterMessage::Type;
using Format = ClusterCodec::Format;

class tst_ClusterCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void traces_data();
    void traces();
    void broadcast();
    void binaryBroadcast();
    void requests();
    void answers();
    void answersToOthers();
    void ownMessages();
    void descriptions();
    void heartbeats();
    void streamData();
    void buffersInJson();
    void numbersAsRooms();
    void numericEvents();
    void oldRequestsForOneSocket();
    void emitterWithoutUid();
    void missingNamespace();
    void msgpackValues_data();
    void msgpackValues();
    void msgpackReads_data();
    void msgpackReads();
    void msgpackRefuses_data();
    void msgpackRefuses();
    void undefinedMembersAreLeftOut();
    void malformed_data();
    void malformed();
    void malformedClassic_data();
    void malformedClassic();
    void depth();
};

namespace {
Result<ClusterMessage> decodeForm(const QByteArray &form, const QByteArray &bytes)
{
    if (form == "broadcast")
        return ClassicRedisCodec::decodeBroadcast(bytes);
    if (form == "request")
        return ClassicRedisCodec::decodeRequest(bytes, u"/"_s);
    if (form == "response")
        return ClassicRedisCodec::decodeResponse(bytes, u"/"_s);
    if (form.startsWith("data:"))
        return ClusterCodec::decodeData(form.mid(5).toInt(), u"uid"_s, u"/"_s, bytes);
    return ClusterCodec::decode(bytes);
}

QByteArray encodeForm(const QByteArray &form, const ClusterMessage &message, Format format)
{
    if (form == "broadcast")
        return ClassicRedisCodec::encodeBroadcast(message);
    if (form == "request")
        return ClassicRedisCodec::encodeRequest(message);
    if (form == "response")
        return ClassicRedisCodec::encodeResponse(message);
    if (form.startsWith("data:"))
        return ClusterCodec::encodeData(message, format);
    return ClusterCodec::encode(message, format);
}

// What is written in another way than by Node.js, deliberately.
bool isWrittenDifferently(const QByteArray &bytes)
{
    for (const char *part : {
             "emitter", // members in another order, or missing
             "expectSingleResponse", // which receivers ignore
             "\"rooms\":[42]", "\"rooms\":[\"qnDcWnxwM1nl5J1WAAAA\",\"r1\",42", // a number is text
             "\xa5rooms\x91*", // as is this one
             "\xd7\xff\x1d\x53\x53\x00" // dates have become their text, NaN null
         }) {
        if (bytes.contains(part))
            return true;
    }
    return false;
}
} // namespace

void tst_ClusterCodec::traces_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("bytes");
    QFile file(QStringLiteral(CLUSTER_MESSAGES));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int line = 0;
    while (!file.atEnd()) {
        const QList<QByteArray> fields = file.readLine().trimmed().split('\t');
        ++line;
        if (fields.size() != 3)
            continue;
        QTest::addRow("%d %s", line, fields[0].constData())
            << fields[0] << (fields[1] == "hex" ? QByteArray::fromHex(fields[2]) : fields[2]);
    }
    QVERIFY(line > 300);
}

void tst_ClusterCodec::traces()
{
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, bytes);
    const Result<ClusterMessage> message = decodeForm(form, bytes);
    QVERIFY2(message, qUtf8Printable(message.error().message()));
    QVERIFY(message->type != Type::Unknown);
    const Format format = bytes.startsWith('{') ? Format::Json : Format::Msgpack;
    const QByteArray again = encodeForm(form, *message, format);
    if (!isWrittenDifferently(bytes))
        QCOMPARE(again, bytes);
    // What we write we read, and write in the same way.
    const Result<ClusterMessage> second = decodeForm(form, again);
    QVERIFY(second);
    QCOMPARE(encodeForm(form, *second, format), again);
}

void tst_ClusterCodec::broadcast()
{
    const Result<ClusterMessage> message = ClusterCodec::decode(
        R"({"type":3,"data":{"packet":{"type":2,"data":["x",{"a":[true,null]},1.5],"id":7},"opts":{)"
        R"("rooms":["r"],"except":["e","f"],"flags":{"volatile":true,"compress":false,"timeout":5,)"
        R"("other":1}},"later":1},"uid":"u","nsp":"/n","nodeId":"z"})");
    QVERIFY(message);
    QCOMPARE(message->type, Type::Broadcast);
    QCOMPARE(message->uid, u"u"_s);
    QCOMPARE(message->nsp, u"/n"_s);
    QVERIFY(message->requestId.isNull());
    QCOMPARE(message->packet.event, "x");
    QCOMPARE(message->packet.payload.json(), R"({"a":[true,null]},1.5)");
    QCOMPARE(message->packet.nsp, "/n");
    QCOMPARE(message->packet.id, quint64(7));
    QCOMPARE(message->options.rooms, QStringList({u"r"_s}));
    QCOMPARE(message->options.except, QStringList({u"e"_s, u"f"_s}));
    QVERIFY(message->options.isVolatile);
    QVERIFY(!message->options.compress);
    QVERIFY(!message->options.isLocal);
    QCOMPARE(message->options.timeout, std::chrono::milliseconds(5));
}

void tst_ClusterCodec::binaryBroadcast()
{
    ClusterMessage message;
    message.type = Type::Broadcast;
    message.uid = u"u"_s;
    message.nsp = u"/"_s;
    message.packet.event = "x";
    message.packet.payload = Payload::of(QByteArray("\1\2", 2), 1);
    QVERIFY(ClusterCodec::hasBinary(message));
    const Result<ClusterMessage> again
        = ClusterCodec::decode(ClusterCodec::encode(message, Format::Msgpack));
    QVERIFY(again);
    QCOMPARE(again->packet.payload, message.packet.payload);
    const QByteArray json = ClusterCodec::encode(message, Format::Json);
    QVERIFY2(json.contains(R"(["x",{"type":"Buffer","data":[1,2]},1])"), json.constData());
    message.packet.payload = Payload::of(1);
    QVERIFY(!ClusterCodec::hasBinary(message));
    message.answer = QCborArray{QCborMap{{u"a"_s, QByteArray("b")}}};
    QVERIFY(ClusterCodec::hasBinary(message));
}

void tst_ClusterCodec::requests()
{
    const Result<ClusterMessage> join = ClassicRedisCodec::decodeRequest(
        R"({"uid":"u","type":2,"opts":{"rooms":["r"],"except":[]},"rooms":["a","b"]})", u"/n"_s);
    QVERIFY(join);
    QCOMPARE(join->type, Type::SocketsJoin);
    QCOMPARE(join->rooms, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(join->nsp, u"/n"_s);
    QVERIFY(join->requestId.isNull());
    const Result<ClusterMessage> close = ClassicRedisCodec::decodeRequest(
        R"({"uid":"u","type":4,"opts":{"rooms":[],"except":["x"]},"close":true})", u"/"_s);
    QVERIFY(close);
    QCOMPARE(close->mode, DisconnectMode::CloseConnection);
    QCOMPARE(close->options.except, QStringList({u"x"_s}));
    const Result<ClusterMessage> emitted = ClassicRedisCodec::decodeRequest(
        R"({"uid":"u","requestId":"i","type":6,"data":["e",1]})", u"/"_s);
    QVERIFY(emitted);
    QCOMPARE(emitted->type, Type::ServerSideEmit);
    QCOMPARE(emitted->requestId, u"i"_s);
    QCOMPARE(emitted->packet.event, "e");
    QCOMPARE(emitted->packet.payload, Payload::of(1));
    QCOMPARE(ClassicRedisCodec::decodeRequest(R"({"type":99,"uid":"u"})", u"/"_s)->type,
             Type::Unknown);
}

void tst_ClusterCodec::answers()
{
    const auto decode
        = [](const char *json) { return ClassicRedisCodec::decodeResponse(json, u"/"_s); };
    QCOMPARE(decode(R"({"requestId":"i","rooms":["a",1]})")->type, Type::AllRoomsResponse);
    QCOMPARE(decode(R"({"requestId":"i","rooms":["a",1]})")->rooms, QStringList({u"a"_s, u"1"_s}));
    QCOMPARE(decode(R"({"requestId":"i","sockets":["a"]})")->type, Type::SocketIdsResponse);
    QCOMPARE(decode(R"({"requestId":"i","sockets":[]})")->type, Type::FetchSocketsResponse);
    QCOMPARE(decode(R"({"requestId":"i"})")->type, Type::Done);
    QCOMPARE(decode(R"({"type":8,"requestId":"i","clientCount":3})")->clientCount, 3);
    const Result<ClusterMessage> answer = decode(R"({"type":6,"requestId":"i","data":{"a":1}})");
    QCOMPARE(answer->type, Type::ServerSideEmitResponse);
    QCOMPARE(answer->answer.toMap()[u"a"_s].toInteger(), 1);
    // JSON leaves an undefined value out.
    QCOMPARE(decode(R"({"type":6,"requestId":"i"})")->answer, QCborValue(nullptr));
    QVERIFY(answer->isResponse());
}

// Of an answer to somebody else nothing is read, be it malformed.
void tst_ClusterCodec::answersToOthers()
{
    const AwaitedAnswers onlyOurs = [](const QString &requestId) { return requestId == u"ours"_s; };
    const auto classic = [&onlyOurs](const char *json) {
        return ClassicRedisCodec::decodeResponse(json, u"/"_s, onlyOurs);
    };
    QVERIFY(!classic(R"({"requestId":"ours","sockets":[{}]})"));
    QVERIFY(classic(R"({"requestId":"other","sockets":[{}]})"));
    QVERIFY(!classic(R"({"sockets":[]})"));
    QCOMPARE(classic(R"({"requestId":"ours","sockets":["a"]})")->rooms, QStringList({u"a"_s}));
    const auto decode = [&onlyOurs](const QByteArray &json) {
        return ClusterCodec::decode(json, u"/"_s, onlyOurs);
    };
    const auto answerTo = [](const char *requestId) -> QByteArray {
        return QByteArray(R"({"type":8,"data":{"requestId":")") + requestId
            + R"(","sockets":[{}]},"uid":"u","nsp":"/"})";
    };
    QVERIFY(!decode(answerTo("ours")));
    const Result<ClusterMessage> other = decode(answerTo("other"));
    QVERIFY(other);
    QCOMPARE(other->uid, u"u"_s); // its sender is alive
    QCOMPARE(other->requestId, u"other"_s);
    QVERIFY(other->sockets.isEmpty());
    // Requests are read, whoever else sent one.
    QCOMPARE(decode(R"({"type":7,"data":{"opts":{"rooms":["r"]},"requestId":"other"},"uid":"u"})")
                 ->options.rooms,
             QStringList({u"r"_s}));
}

void tst_ClusterCodec::ownMessages()
{
    ClusterMessage message;
    message.type = Type::Broadcast;
    message.uid = u"me"_s;
    message.nsp = u"/n"_s;
    message.packet.event = "x";
    for (const Format format : {Format::Json, Format::Msgpack}) {
        const QByteArray bytes = ClusterCodec::encode(message, format);
        QVERIFY(bytes.endsWith(ClusterCodec::ending(u"me"_s, u"/n"_s, format)));
        QVERIFY(!bytes.endsWith(ClusterCodec::ending(u"e"_s, u"/n"_s, format)));
        QVERIFY(!bytes.endsWith(ClusterCodec::ending(u"me"_s, u"/"_s, format)));
    }
    const QByteArray bytes = ClassicRedisCodec::encodeBroadcast(message);
    QVERIFY(bytes.startsWith(ClassicRedisCodec::broadcastBeginning(u"me"_s)));
    QVERIFY(!bytes.startsWith(ClassicRedisCodec::broadcastBeginning(u"m"_s)));
}

void tst_ClusterCodec::descriptions()
{
    HttpHeaders headers;
    headers.append("Host", "a");
    headers.append("Cookie", "x=1");
    headers.append("cookie", "y=\xe9");
    HttpRequest request;
    request.setTarget("/socket.io/?EIO=4&a=%C3%A9");
    request.setHeaders(headers);
    request.setPeer(QHostAddress(u"::1"_s), 5);
    request.setSecure(true);
    const QDateTime issued = QDateTime::fromMSecsSinceEpoch(1795212512669, Qt::UTC);
    ClusterMessage message;
    message.type = Type::FetchSocketsResponse;
    message.uid = u"u"_s;
    message.nsp = u"/"_s;
    message.requestId = u"i"_s;
    message.sockets = {{.id = u"s"_s,
                        .handshake = Handshake(request, QCborMap{{u"token"_s, u"t"_s}}, issued),
                        .rooms = {u"s"_s, u"räum"_s},
                        .data = {{u"bytes"_s, QByteArray("b")}, {u"n"_s, 1}}}};
    const Result<ClusterMessage> again
        = ClusterCodec::decode(ClusterCodec::encode(message, Format::Msgpack));
    QVERIFY(again);
    QCOMPARE(again->sockets.size(), 1);
    const SocketDescription &socket = again->sockets.constFirst();
    QCOMPARE(socket.id, u"s"_s);
    QCOMPARE(socket.rooms, QStringList({u"s"_s, u"räum"_s}));
    QCOMPARE(socket.data, message.sockets[0].data);
    const Handshake copy = socket.handshake; // not read yet
    QCOMPARE(copy.url(), "/socket.io/?EIO=4&a=%C3%A9");
    QCOMPARE(socket.handshake.auth(), message.sockets[0].handshake.auth());
    QCOMPARE(socket.handshake.issued(), issued);
    QCOMPARE(socket.handshake.address(), QHostAddress(u"::1"_s));
    QCOMPARE(socket.handshake.url(), "/socket.io/?EIO=4&a=%C3%A9");
    QCOMPARE(socket.handshake.query()[u"a"_s], u"é"_s);
    QCOMPARE(socket.handshake.headers().value("cookie"), "x=1, y=\xe9");
    QVERIFY(socket.handshake.isSecure());
    const QByteArray json = ClusterCodec::encode(message, Format::Json);
    QVERIFY2(json.contains("\"time\":\"Fri Nov 20 2026 22:08:32 GMT+0000 (Coordinated Universal "
                           "Time)\""),
             json.constData());
    QVERIFY2(json.contains(R"({"type":"Buffer","data":[98]})"), json.constData());
}

void tst_ClusterCodec::heartbeats()
{
    for (const Type type : {Type::InitialHeartbeat, Type::Heartbeat, Type::AdapterClosed}) {
        ClusterMessage message;
        message.type = type;
        message.uid = u"u"_s;
        message.nsp = u"/"_s;
        const QByteArray json = ClusterCodec::encode(message, Format::Json);
        QCOMPARE(json, "{\"type\":" + QByteArray::number(int(type)) + R"(,"uid":"u","nsp":"/"})");
        QCOMPARE(ClusterCodec::decode(json)->type, type);
    }
    // of a later protocol: whoever sends it is alive
    const Result<ClusterMessage> later
        = ClusterCodec::decode(R"({"type":14,"uid":"u","nsp":"/","data":5})");
    QVERIFY(later);
    QCOMPARE(later->type, Type::Unknown);
    QCOMPARE(later->uid, u"u"_s);
}

void tst_ClusterCodec::streamData()
{
    QVERIFY(ClusterCodec::decodeData(2, u"u"_s, u"/"_s, {}));
    ClusterMessage message;
    message.type = Type::Heartbeat;
    QCOMPARE(ClusterCodec::encodeData(message, Format::Json), QByteArray());
    const Result<ClusterMessage> leave = ClusterCodec::decodeData(
        5, u"emitter"_s, u"/n"_s, R"({"opts":{"rooms":[],"except":[]},"rooms":["a"]})");
    QVERIFY(leave);
    QCOMPARE(leave->nsp, u"/n"_s);
    QCOMPARE(leave->type, Type::SocketsLeave);
}

// "Nobody turns it back": what looks like a Buffer in JSON may have been an object.
void tst_ClusterCodec::buffersInJson()
{
    const Result<ClusterMessage> message = ClassicRedisCodec::decodeResponse(
        R"({"type":6,"requestId":"i","data":{"type":"Buffer","data":[9,9]}})", u"/"_s);
    QVERIFY(message);
    QVERIFY(message->answer.isMap());
    QVERIFY(!ClusterCodec::hasBinary(*message));
}

void tst_ClusterCodec::numbersAsRooms()
{
    const Result<ClusterMessage> message = ClassicRedisCodec::decodeBroadcast(QByteArray::fromHex(
        "93a16182a47479706502a46461746192a36e756d0183a5726f6f6d73922acb3ff800000"
        "0000000a665786365707491cd0100a5666c61677380"));
    QVERIFY(message);
    QCOMPARE(message->nsp, u"/"_s); // the packet tells none
    QCOMPARE(message->options.rooms, QStringList({u"42"_s, u"1.5"_s}));
    QCOMPARE(message->options.except, QStringList({u"256"_s}));
    QVERIFY(ClassicRedisCodec::encodeBroadcast(*message).contains("\xa2"
                                                                  "42"));
}

void tst_ClusterCodec::numericEvents()
{
    const QByteArray json = R"({"type":9,"data":{"packet":[42,"a"]},"uid":"u","nsp":"/"})";
    const Result<ClusterMessage> message = ClusterCodec::decode(json);
    QVERIFY(message);
    QVERIFY(message->packet.isNumericEvent);
    QCOMPARE(message->packet.event, "42");
    QCOMPARE(ClusterCodec::encode(*message, Format::Json), json);
    const QByteArray msgpack = ClusterCodec::encode(*message, Format::Msgpack);
    QVERIFY(ClusterCodec::decode(msgpack)->packet.isNumericEvent);
}

void tst_ClusterCodec::oldRequestsForOneSocket()
{
    const Result<ClusterMessage> join = ClassicRedisCodec::decodeRequest(
        R"({"type":2,"requestId":"i","sid":"s","room":"r"})", u"/"_s);
    QVERIFY(join);
    QCOMPARE(join->type, Type::SocketsJoin);
    QCOMPARE(join->options.rooms, QStringList({u"s"_s}));
    QCOMPARE(join->rooms, QStringList({u"r"_s}));
    QCOMPARE(join->requestId, u"i"_s);
    const Result<ClusterMessage> close = ClassicRedisCodec::decodeRequest(
        R"({"type":4,"requestId":"i","sid":"s","close":true})", u"/"_s);
    QVERIFY(close);
    QCOMPARE(close->mode, DisconnectMode::CloseConnection);
    ClusterMessage done;
    done.type = Type::Done;
    done.requestId = u"i"_s;
    QCOMPARE(ClassicRedisCodec::encodeResponse(done), R"({"requestId":"i"})");
}

void tst_ClusterCodec::emitterWithoutUid()
{
    const Result<ClusterMessage> leave = ClassicRedisCodec::decodeRequest(
        R"({"type":3,"opts":{"rooms":[],"except":[]},"rooms":["a"]})", u"/"_s);
    QVERIFY(leave);
    QVERIFY(leave->uid.isEmpty());
}

void tst_ClusterCodec::missingNamespace()
{
    const QByteArray json = R"({"type":2,"uid":"emitter"})";
    QVERIFY(ClusterCodec::decode(json)->nsp.isNull());
    QCOMPARE(ClusterCodec::decode(json, u"/chat"_s)->nsp, u"/chat"_s);
}

void tst_ClusterCodec::msgpackValues_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](const char *name, const QCborValue &value, const char *hex) {
        QTest::newRow(name) << value << QByteArray(hex);
    };
    row("0", 0, "00");
    row("127", 127, "7f");
    row("128", 128, "cc80");
    row("256", 256, "cd0100");
    row("65536", 65536, "ce00010000");
    row("4294967296", qint64(4294967296), "cf0000000100000000");
    row("2^53-1", qint64(9007199254740991), "cf001fffffffffffff");
    row("-32", -32, "e0");
    row("-33", -33, "d0df");
    row("-129", -129, "d1ff7f");
    row("-32769", -32769, "d2ffff7fff");
    row("-2147483649", qint64(-2147483649), "d3ffffffff7fffffff");
    row("whole double", 5.0, "05");
    row("-0", -0.0, "00");
    row("2^53", 9007199254740992.0, "cb4340000000000000");
    row("1e300", 1e300, "cb7e37e43c8800759c");
    row("1.5", 1.5, "cb3ff8000000000000");
    row("infinity", qInf(), "cb7ff0000000000000");
    row("undefined", QCborValue(), "c0");
    row("null", QCborValue(nullptr), "c0");
    row("true", true, "c3");
    row("text", u"é"_s, "a2c3a9");
    row("bytes", QByteArray("\1"), "c40101");
    const auto date
        = [](qint64 msecs) { return QCborValue(QDateTime::fromMSecsSinceEpoch(msecs, Qt::UTC)); };
    row("Date(0)", date(0), "d6ff00000000");
    row("Date(1700000000000)", date(1700000000000), "d6ff6553f100");
    row("Date(1700000000123)", date(1700000000123), "d7ff1d5353006553f100");
    row("Date(-1)", date(-1), "c70cff3b8b87c0ffffffffffffffff");
    row("Date(-1000)", date(-1000), "c70cff00000000ffffffffffffffff");
    row("Date(year 2600)", date(19880899200000), "c70cff0000000000000004a0fe7280");
    row("[undefined]", QCborArray{QCborValue()}, "91c0");
    row("{}", QCborMap(), "80");
}

void tst_ClusterCodec::msgpackValues()
{
    QFETCH(QCborValue, value);
    QFETCH(QByteArray, hex);
    QCOMPARE(ClusterCodec::toMsgpack(value).toHex(), hex);
}

void tst_ClusterCodec::msgpackReads_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QCborValue>("value");
    const auto row = [](const char *hex, const QCborValue &value) {
        QTest::newRow(hex) << QByteArray(hex) << value;
    };
    row("9101", QCborArray{1});
    row("c7020001ff", QByteArray("\1\xff")); // ext8 0: ArrayBuffer
    row("c70105ff", QCborArray{5, QByteArray("\xff")});
    row("c70cff000000000000000000000001", u"1970-01-01T00:00:01.000Z"_s);
    row("c70cff3b9aca00ffffffffffffffff", u"1970-01-01T00:00:00.000Z"_s);
    row("c70cff000000007fffffffffffffff", QCborValue(nullptr)); // beyond JavaScript's dates
    row("d40000", QCborValue(nullptr)); // undefined
    row("d40501", QCborArray{5, QByteArray("\1")});
    row("d6ff00000001", u"1970-01-01T00:00:01.000Z"_s);
    row("d7ff1d5353006553f100", u"2023-11-14T22:13:20.123Z"_s);
    row("d7000000018bcfe5687b", u"2023-11-14T22:13:20.123Z"_s); // as notepack.io 2 wrote it
    row("c80001ff00", QCborArray{-1, QByteArray("\0", 1)}); // no size of a timestamp
    row("c90000000105aa", QCborArray{5, QByteArray("\xaa")});
    row("ca3fc00000", 1.5);
    row("cf0020000000000001", qint64(9007199254740993));
    row("d38000000000000000", std::numeric_limits<qint64>::min());
    row("df00000001a16101", QCborMap{{u"a"_s, 1}});
    row("8101a162", QCborMap{{u"1"_s, u"b"_s}});
    row("81c0a162", QCborMap{{u"null"_s, u"b"_s}});
    row("a2ff80", u"\xfffd\xfffd"_s);
    row("dd00000000", QCborArray());
    row("82a16101a16102", QCborMap{{u"a"_s, 2}}); // the last one
}

void tst_ClusterCodec::msgpackReads()
{
    QFETCH(QByteArray, hex);
    QFETCH(QCborValue, value);
    QCOMPARE(ClusterCodec::fromMsgpack(QByteArray::fromHex(hex)), value);
}

void tst_ClusterCodec::msgpackRefuses_data()
{
    QTest::addColumn<QByteArray>("hex");
    for (const char *hex : {"", "92", "910102", "c1", "c405aa", "dbffffffff", "ddffffffff",
                            "dfffffffff", "c9ffffffff01", "8190a162", "d7ff00"})
        QTest::newRow(*hex ? hex : "nothing") << QByteArray(hex);
    QTest::newRow("deep") << QByteArray(129, '9').replace("9", "91") + "00";
}

void tst_ClusterCodec::msgpackRefuses()
{
    QFETCH(QByteArray, hex);
    QVERIFY(!ClusterCodec::fromMsgpack(QByteArray::fromHex(hex)));
}

void tst_ClusterCodec::undefinedMembersAreLeftOut()
{
    const QCborMap map{{u"a"_s, QCborValue()}, {u"b"_s, 1}, {u"__proto__"_s, 2}, {3, 4}};
    QCOMPARE(ClusterCodec::toMsgpack(map).toHex(), "82a16201a13304");
    QCOMPARE(ClusterCodec::toMsgpack(QCborArray{map, 1}).toHex(), "9282a16201a1330401");
}

void tst_ClusterCodec::malformed_data()
{
    QTest::addColumn<QByteArray>("json");
    int number = 0;
    for (const char *json :
         {"",
          "{",
          "{}",
          "[]",
          R"({"type":3})",
          R"({"type":3,"uid":5})",
          R"({"type":"3","uid":"u","nsp":"/"})",
          R"({"type":3.5,"uid":"u","nsp":"/"})",
          R"({"type":2,"uid":"u","nsp":"/"} x)",
          "{\"type\":2,\"uid\":\"\xff\",\"nsp\":\"/\"}",
          R"({"type":3,"uid":"u","nsp":"/"})",
          R"({"type":3,"uid":"u","nsp":"/","data":[]})",
          R"({"type":3,"uid":"u","nsp":"/","data":{"packet":{"type":2,"data":["x"]}}})",
          R"({"type":3,"uid":"u","nsp":"/","data":{"opts":{"rooms":[]}}})",
          R"({"type":3,"uid":"u","nsp":"/","data":{"packet":{"type":3,"data":["x"]},"opts":{}}})",
          R"({"type":3,"uid":"u","nsp":"/","data":{"packet":{"type":2,"data":[]},"opts":{}}})",
          R"({"type":3,"uid":"u","nsp":"/","data":{"packet":{"type":2,"data":[{}]},"opts":{}}})",
          R"({"type":3,"uid":"u","nsp":"/","data":{"packet":{"type":2,"data":"x"},"opts":{}}})",
          R"({"type":3,"uid":"u","nsp":"/","data":{"packet":{"type":2,"data":["disconnect"]},)"
          R"("opts":{}}})",
          R"({"type":3,"uid":"u","nsp":"/","data":{"packet":{"type":2,"data":["x"]},)"
          R"("opts":{"rooms":"r"}}})",
          R"({"type":3,"uid":"u","nsp":"/","data":{"packet":{"type":2,"data":["x"]},)"
          R"("opts":{"except":[null]}}})",
          R"({"type":4,"uid":"u","nsp":"/","data":{"opts":{}}})",
          R"({"type":5,"uid":"u","nsp":"/","data":{"opts":{},"rooms":[[]]}})",
          R"({"type":6,"uid":"u","nsp":"/","data":{"close":true}})",
          R"({"type":7,"uid":"u","nsp":"/","data":{"opts":{}}})",
          R"({"type":7,"uid":"u","nsp":"/","data":{"requestId":"i"}})",
          R"({"type":8,"uid":"u","nsp":"/","data":{"requestId":"i"}})",
          R"({"type":8,"uid":"u","nsp":"/","data":{"requestId":"i","sockets":[5]}})",
          R"({"type":8,"uid":"u","nsp":"/","data":{"requestId":"i","sockets":[{"id":"s"}]}})",
          R"({"type":9,"uid":"u","nsp":"/","data":{"packet":[]}})",
          R"({"type":10,"uid":"u","nsp":"/","data":{"packet":1}})",
          R"({"type":11,"uid":"u","nsp":"/","data":{"requestId":"i"}})",
          R"({"type":11,"uid":"u","nsp":"/","data":{"requestId":"i","clientCount":-1}})",
          R"({"type":11,"uid":"u","nsp":"/","data":{"requestId":"i","clientCount":1e12}})",
          R"({"type":12,"uid":"u","nsp":"/","data":{"packet":1}})"}) {
        QTest::addRow("%d", number++) << QByteArray(json);
    }
}

void tst_ClusterCodec::malformed()
{
    QFETCH(QByteArray, json);
    const Result<ClusterMessage> message = ClusterCodec::decode(json);
    QVERIFY(!message);
    QCOMPARE(message.error().code(), Error::Code::InvalidPacket);
    QVERIFY(!message.error().message().isEmpty());
}

void tst_ClusterCodec::malformedClassic_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("bytes");
    int number = 0;
    const auto row = [&number](const char *form, const QByteArray &bytes) {
        QTest::addRow("%d", number++) << QByteArray(form) << bytes;
    };
    // §11.1: each of these ends a Node.js process
    row("broadcast", "garbage");
    row("broadcast", QByteArray::fromHex("c0"));
    row("broadcast", QByteArray::fromHex("80"));
    row("broadcast", QByteArray::fromHex("92a16180"));
    row("broadcast", QByteArray::fromHex("93a1618080"));
    row("broadcast", QByteArray::fromHex("930180c0"));
    row("request", R"({"uid":"u","requestId":"i","type":5})");
    row("request", R"({"uid":"u","requestId":"i","type":6})");
    row("request", R"({"uid":"u","requestId":"i","type":7,"packet":{"type":2,"data":["x"]}})");
    row("response", QByteArray::fromHex("c0"));
    // others
    row("request", R"({"uid":"u"})");
    row("request", R"({"type":6,"data":["x"]})");
    row("request", R"({"type":2,"uid":"u"})");
    row("request", R"({"type":2,"requestId":"i","sid":"s"})");
    row("request", R"({"type":0,"uid":"u","rooms":[]})");
    row("request", R"({"type":1,"uid":"u"})");
    row("response", "{}");
    row("response", R"({"requestId":"i","type":8})");
    row("response", R"({"requestId":"i","rooms":5})");
    row("response", R"({"requestId":"i","sockets":["a",{}]})");
}

void tst_ClusterCodec::malformedClassic()
{
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, bytes);
    const Result<ClusterMessage> message = decodeForm(form, bytes);
    QVERIFY(!message);
    QCOMPARE(message.error().code(), Error::Code::InvalidPacket);
}

void tst_ClusterCodec::depth()
{
    const auto nested = [](int levels) {
        return QByteArray(R"({"type":9,"uid":"u","nsp":"/","data":{"packet":["x",)")
            + QByteArray(levels, '[') + QByteArray(levels, ']') + "]}}";
    };
    QVERIFY(ClusterCodec::decode(nested(125))); // and three around it
    QVERIFY(!ClusterCodec::decode(nested(126)));
    QVERIFY(!ClusterCodec::decode(nested(1'000'000)));
}

QTEST_GUILESS_MAIN(tst_ClusterCodec)
#include "tst_clustercodec.moc"
