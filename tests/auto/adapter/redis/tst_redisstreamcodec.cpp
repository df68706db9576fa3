// SPDX-License-Identifier: MIT
// Entries of a stream and sessions, as Node.js servers write them.
#include "adapter/cluster/clustercodec_p.h"
#include "adapter/redis/redissessioncodec_p.h"
#include "adapter/redis/redisstreamentry_p.h"
#include "adapter/redis/respparser_p.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

using Type = ClusterMessage::Type;

class tst_RedisStreamCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void entries_data();
    void entries();
    void sessions_data();
    void sessions();
    void sessionOfOurs();
    void foreignSessions_data();
    void foreignSessions();
    void ids_data();
    void ids();
    void nextId();
    void onlyPlaintext();
    void otherFields();
    void malformed_data();
    void malformed();
    void replies();
    void nonsense_data();
    void nonsense();
    void cutReplies();

private:
    static QList<QByteArrayList> linesOf(const QByteArray &kind)
    {
        QFile file(QStringLiteral(STREAM_ENTRIES));
        QList<QByteArrayList> lines;
        if (!file.open(QIODevice::ReadOnly))
            return lines;
        while (!file.atEnd()) {
            const QByteArrayList fields = file.readLine().trimmed().split('\t');
            if (fields.constFirst() == kind)
                lines.append(fields.mid(1));
        }
        return lines;
    }
    static RespValue text(const QByteArray &bytes)
    {
        return {.type = RespValue::Type::String, .bytes = bytes};
    }
    static RespValue list(const QList<RespValue> &elements)
    {
        return {.type = RespValue::Type::Array, .elements = elements};
    }
    static RespValue rawEntry(const QByteArray &id, const RespValue &data)
    {
        return list({text(id), list({text("nsp"), text("/"), text("data"), data})});
    }
    static RespValue parsed(const QByteArray &wire)
    {
        RespParser parser;
        parser.feed(wire);
        return parser.next().value_or(RespValue());
    }
};

void tst_RedisStreamCodec::entries_data()
{
    QTest::addColumn<QByteArrayList>("fields");
    const QList<QByteArrayList> lines = linesOf("entry");
    QVERIFY(lines.size() > 90);
    for (qsizetype i = 0; i < lines.size(); ++i)
        QTest::addRow("%d, type %s", int(i), lines[i].value(5).constData()) << lines[i];
}

void tst_RedisStreamCodec::entries()
{
    QFETCH(QByteArrayList, fields);
    RedisStreamEntry entry{{1, 2}};
    entry.uid = fields.value(1);
    entry.nsp = fields.value(3);
    entry.type = fields.value(5);
    entry.data = fields.value(7);
    const Result<ClusterMessage> message = entry.message();
    QVERIFY2(message, qUtf8Printable(message.error().message()));
    QCOMPARE(message->uid.toUtf8(), entry.uid);
    QCOMPARE(message->nsp.toUtf8(), entry.nsp);
    QCOMPARE(int(message->type), entry.type.toInt());
    const QByteArray plain
        = entry.data.startsWith('{') ? entry.data : QByteArray::fromBase64(entry.data);
    // Flags that receivers ignore, rooms that are numbers, dates and NaN are written in another way.
    const bool isDifferent = plain.contains("expectSingleResponse") || plain.contains("[42]")
        || plain.contains("\xa5rooms\x91*") || plain.contains("\xd7\xff\x1d\x53\x53");
    const QByteArrayList again = RedisStreamEntry::fieldsOf(*message);
    if (!isDifferent)
        QCOMPARE(again, fields);
    entry.data = again.value(7);
    const Result<ClusterMessage> second = entry.message();
    QVERIFY(second);
    QCOMPARE(RedisStreamEntry::fieldsOf(*second), again);
}

void tst_RedisStreamCodec::sessions_data()
{
    QTest::addColumn<QByteArrayList>("fields");
    const QList<QByteArrayList> lines = linesOf("session");
    QCOMPARE(lines.size(), 2);
    for (const QByteArrayList &line : lines)
        QTest::addRow("%s", line.constFirst().constData()) << line;
}

// Of Node.js's own, which do not tell their namespace; it is all that is added to them.
void tst_RedisStreamCodec::sessions()
{
    QFETCH(QByteArrayList, fields);
    const QString pid = QString::fromLatin1(fields.value(0));
    const auto session = RedisSessionCodec::decode(fields.value(1), u"/"_s, pid);
    QVERIFY(session);
    QCOMPARE(session->pid, pid);
    QCOMPARE(session->rooms.constFirst(), session->sid);
    QVERIFY(session->data.contains(u"user"_s));
    QVERIFY(session->missedPackets.isEmpty());
    const QByteArray theirs = QByteArray::fromBase64(fields.value(1));
    const QByteArray ours = QByteArray::fromBase64(RedisSessionCodec::encode(*session, u"/"_s));
    QCOMPARE(theirs.front(), '\x84'); // members
    QCOMPARE(ours, '\x85' + theirs.mid(1) + QByteArray("\xa3nsp\xa1/"));
}

void tst_RedisStreamCodec::sessionOfOurs()
{
    const RecoverableSession session{
        u"sid"_s, u"pid"_s, {u"sid"_s, u"Räume"_s}, {{u"bytes"_s, QByteArray("\0\xff", 2)}}, {}};
    const QByteArray text = RedisSessionCodec::encode(session, u"/chat"_s);
    const auto again = RedisSessionCodec::decode(text, u"/chat"_s, u"pid"_s);
    QVERIFY(again);
    QCOMPARE(again->sid, session.sid);
    QCOMPARE(again->rooms, session.rooms);
    QCOMPARE(again->data, session.data);
    // Else who may be in one namespace would come into another without being asked.
    QVERIFY(!RedisSessionCodec::decode(text, u"/"_s, u"pid"_s));
    QVERIFY(!RedisSessionCodec::decode(text, u"/chat"_s, u"other"_s));
}

void tst_RedisStreamCodec::foreignSessions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isValid");
    const auto row = [](const char *name, const QCborMap &map, bool isValid) {
        QTest::newRow(name) << ClusterCodec::toMsgpack(map).toBase64() << isValid;
    };
    const QCborMap valid{{u"sid"_s, u"s"_s},
                         {u"pid"_s, u"p"_s},
                         {u"rooms"_s, QCborArray{u"s"_s, 42}},
                         {u"data"_s, QCborMap()}};
    const auto with = [valid](const QString &key, const QCborValue &value) {
        QCborMap map = valid;
        map.insert(key, value);
        return map;
    };
    row("valid, a room is a number", valid, true);
    row("something else in it", with(u"later"_s, 1), true);
    row("no data", with(u"data"_s, QCborValue(nullptr)), true);
    row("sid is a number", with(u"sid"_s, 1), false);
    row("empty sid", with(u"sid"_s, QString()), false);
    row("another pid", with(u"pid"_s, u"q"_s), false);
    row("rooms are a text", with(u"rooms"_s, u"s"_s), false);
    row("a room is a map", with(u"rooms"_s, QCborArray{QCborMap()}), false);
    row("namespace is a number", with(u"nsp"_s, 1), false);
    row("empty", {}, false);
    QTest::newRow("no text") << QByteArray() << false;
    QTest::newRow("no base64") << QByteArray("!!!!") << false;
    QTest::newRow("no map") << QByteArray("kwECAw==") << false;
    QTest::newRow("half of it") << ClusterCodec::toMsgpack(valid).chopped(2).toBase64() << false;
}

void tst_RedisStreamCodec::foreignSessions()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isValid);
    const auto session = RedisSessionCodec::decode(text, u"/"_s, u"p"_s);
    QCOMPARE(session.has_value(), isValid);
    if (session)
        QCOMPARE(session->rooms, QStringList({u"s"_s, u"42"_s}));
}

void tst_RedisStreamCodec::ids_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("usual") << QByteArray("1795212646489-0") << true;
    QTest::newRow("zero") << QByteArray("0-0") << true;
    QTest::newRow("largest") << QByteArray("18446744073709551615-18446744073709551615") << true;
    for (const char *text :
         {"", "-", "1", "1-", "-1", "1-1-1", "+1-1", "1- 1", " 1-1", "1-1 ", "a-1", "1-x",
          "18446744073709551616-0", "0-18446744073709551616", "$", "*", "1-1\r\n", "١-1"})
        QTest::newRow(text) << QByteArray(text) << false;
}

void tst_RedisStreamCodec::ids()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isValid);
    const auto id = RedisStreamId::fromText(text);
    QCOMPARE(id.has_value(), isValid);
    if (id)
        QCOMPARE(id->toText(), text);
}

void tst_RedisStreamCodec::nextId()
{
    const quint64 largest = std::numeric_limits<quint64>::max();
    QCOMPARE((RedisStreamId{5, 0}.next().toText()), "5-1");
    QCOMPARE((RedisStreamId{5, largest}.next().toText()), "6-0");
    QVERIFY((RedisStreamId{5, 9}) < (RedisStreamId{5, 10}));
    QVERIFY((RedisStreamId{5, 9}) < (RedisStreamId{6, 0}));
}

void tst_RedisStreamCodec::onlyPlaintext()
{
    ClusterMessage message;
    message.type = Type::Broadcast;
    message.uid = u"u"_s;
    message.nsp = u"/"_s;
    message.packet.event = "x";
    message.packet.payload = Payload::of(QByteArray("\1\2", 2));
    QVERIFY(RedisStreamEntry::fieldsOf(message).last().startsWith("gqZ"));
    QVERIFY(RedisStreamEntry::fieldsOf(message, true)
                .last()
                .contains(R"(["x",{"type":"Buffer","data":[1,2]}])"));
    message.type = Type::AdapterClosed;
    QCOMPARE(RedisStreamEntry::fieldsOf(message),
             QByteArrayList({"uid", "u", "nsp", "/", "type", "13"}));
}

void tst_RedisStreamCodec::otherFields()
{
    const auto reply = RedisStreamReply::ofRange(
        parsed("*1\r\n*2\r\n$3\r\n7-1\r\n*10\r\n$4\r\ntype\r\n$1\r\n9\r\n$5\r\nlater\r\n$1\r\n1\r\n"
               "$4\r\ndata\r\n$16\r\n{\"packet\":[\"e\"]}\r\n$3\r\nnsp\r\n$1\r\n/\r\n$3\r\nuid\r\n"
               "$1\r\nu\r\n"));
    QVERIFY(reply && reply->entries.size() == 1);
    QCOMPARE(reply->entries[0].id.toText(), "7-1");
    const Result<ClusterMessage> message = reply->entries[0].message();
    QVERIFY(message);
    QCOMPARE(message->type, Type::ServerSideEmit);
    QCOMPARE(message->packet.event, "e");
}

void tst_RedisStreamCodec::malformed_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("data");
    const QByteArray valid
        = R"({"packet":{"type":2,"data":["x"]},"opts":{"rooms":[],"except":[]}})";
    QTest::newRow("no type") << QByteArray() << valid;
    QTest::newRow("type is no number") << QByteArray("3x") << valid;
    QTest::newRow("negative type") << QByteArray("-3") << valid;
    QTest::newRow("huge type") << QByteArray("99999999999999999999") << valid;
    QTest::newRow("no data") << QByteArray("3") << QByteArray();
    QTest::newRow("trap 11.1: no opts")
        << QByteArray("3") << QByteArray(R"({"packet":{"type":2,"data":["x"]}})");
    QTest::newRow("half JSON") << QByteArray("3") << valid.chopped(1);
    QTest::newRow("no base64") << QByteArray("3") << QByteArray("%%%%");
    QTest::newRow("JSON in base64") << QByteArray("3") << valid.toBase64();
    QTest::newRow("msgpack nil") << QByteArray("3") << QByteArray("wA==");
    QTest::newRow("bytes that are no msgpack") << QByteArray("3") << QByteArray("wcHB");
    QTest::newRow("reserved event")
        << QByteArray("3") << QByteArray(valid).replace("\"x\"", "\"disconnect\"");
}

void tst_RedisStreamCodec::malformed()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, data);
    RedisStreamEntry entry{{1, 0}, "u", "/", type, data};
    const Result<ClusterMessage> message = entry.message();
    QVERIFY(!message);
    QCOMPARE(message.error().code(), Error::Code::InvalidPacket);
}

void tst_RedisStreamCodec::replies()
{
    const QByteArray entries = "*1\r\n*2\r\n$3\r\n1-0\r\n*2\r\n$3\r\nnsp\r\n$1\r\n/\r\n";
    for (const QByteArray &wire : {"*1\r\n*2\r\n$1\r\ns\r\n" + entries, // RESP2
                                   "%1\r\n$1\r\ns\r\n" + entries}) {
        const auto reply = RedisStreamReply::ofRead(parsed(wire));
        QVERIFY2(reply, wire.constData());
        QCOMPARE(reply->entries.size(), 1);
        QCOMPARE(reply->entries[0].nsp, "/");
        QVERIFY(!reply->isCut);
    }
    for (const QByteArray nothing : {"*-1\r\n", "_\r\n", "$-1\r\n"}) {
        const auto reply = RedisStreamReply::ofRead(parsed(nothing));
        QVERIFY(reply && reply->entries.isEmpty());
    }
    const auto empty = RedisStreamReply::ofRange(parsed("*0\r\n"));
    QVERIFY(empty && empty->entries.isEmpty());
}

void tst_RedisStreamCodec::nonsense_data()
{
    QTest::addColumn<QByteArray>("wire");
    for (const char *wire : {":1\r\n", "+OK\r\n", "*1\r\n:1\r\n", "*1\r\n*1\r\n$3\r\n1-0\r\n",
                             "*1\r\n*2\r\n$1\r\ns\r\n:1\r\n", "%1\r\n$1\r\ns\r\n+x\r\n",
                             "*2\r\n*0\r\n*0\r\n", "%0\r\n"})
        QTest::addRow("%s", QByteArray(wire).replace("\r\n", " ").constData()) << QByteArray(wire);
}

void tst_RedisStreamCodec::nonsense()
{
    QFETCH(QByteArray, wire);
    QVERIFY(!RedisStreamReply::ofRead(parsed(wire)));
}

// A string beyond the limits of an answer is thrown away; one that came too late may still be
// short enough for an answer of its own.
void tst_RedisStreamCodec::cutReplies()
{
    const RespValue gone{.type = RespValue::Type::Oversized};
    auto reply = RedisStreamReply::ofRange(
        list({rawEntry("1-0", text("{}")), rawEntry("2-0", gone), rawEntry("3-0", text("{}"))}));
    QVERIFY(reply && reply->isCut);
    QCOMPARE(reply->entries.size(), 1);
    reply = RedisStreamReply::ofRange(
        list({rawEntry("1-0", text("{}")), list({gone, list({gone, gone})})}));
    QVERIFY(reply && reply->isCut);
    QCOMPARE(reply->entries.size(), 1);
    reply = RedisStreamReply::ofRange(list({rawEntry("2-0", gone)}));
    QVERIFY(reply && !reply->isCut);
    QVERIFY(reply->entries.constFirst().isTooLong);
    QVERIFY(!reply->entries.constFirst().message());
}

QTEST_GUILESS_MAIN(tst_RedisStreamCodec)
#include "tst_redisstreamcodec.moc"
