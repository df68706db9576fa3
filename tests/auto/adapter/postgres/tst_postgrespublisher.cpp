// SPDX-License-Identifier: MIT
// What goes into a notification and what into the table, in Node.js's own words.
#include "adapter/cluster/clustercodec_p.h"
#include "adapter/postgres/postgresheader_p.h"
#include "adapter/postgres/postgrespublisher_p.h"

#include <QtTest/QTest>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

using Type = ClusterMessage::Type;

class tst_PostgresPublisher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void notifications_data();
    void notifications();
    void threshold();
    void binary();
    void channels();
    void tables_data();
    void tables();
    void headers_data();
    void headers();

private:
    static ClusterMessage broadcastOf(const QCborArray &arguments)
    {
        ClusterMessage message;
        message.type = Type::Broadcast;
        message.uid = u"d6981117f5906275"_s;
        message.nsp = u"/"_s;
        message.packet.event = "edge";
        message.packet.payload = Payload::fromCborArray(arguments);
        return message;
    }
};

// From the trace of two servers on Node.js.
void tst_PostgresPublisher::notifications_data()
{
    QTest::addColumn<QByteArray>("text");
    const char *texts[] = {
        R"({"type":1,"uid":"d6981117f5906275","nsp":"/"})",
        R"({"type":2,"uid":"594532ef35bab85c","nsp":"/foo"})",
        R"({"type":3,"data":{"packet":{"type":2,"data":["text","hello",{"a":1,"b":[true,null,1.5,-3]}]},)"
        R"("opts":{"rooms":[],"except":[],"flags":{}}},"uid":"d6981117f5906275","nsp":"/"})",
        R"({"type":3,"data":{"packet":{"type":2,"data":["ask",1]},"requestId":"8bc11d3478ca3857",)"
        R"("opts":{"rooms":[],"except":[],"flags":{"timeout":1000}}},"uid":"d6981117f5906275","nsp":"/"})",
        R"({"type":4,"data":{"opts":{"rooms":["r1"],"except":[],"flags":{}},"rooms":["j2","j3"]},)"
        R"("uid":"d6981117f5906275","nsp":"/"})",
        R"({"type":6,"data":{"opts":{"rooms":["r1"],"except":[],"flags":{}},"close":true},)"
        R"("uid":"d6981117f5906275","nsp":"/"})",
        R"({"type":7,"data":{"opts":{"rooms":["r1"],"except":["r2"],"flags":{}},)"
        R"("requestId":"2027971f00fd7ae5"},"uid":"d6981117f5906275","nsp":"/"})",
        R"({"type":9,"data":{"requestId":"752807116fd681bb","packet":["sse","x"]},)"
        R"("uid":"d6981117f5906275","nsp":"/"})",
        R"({"type":10,"data":{"requestId":"752807116fd681bb","packet":{"from":"B","got":1}},)"
        R"("uid":"d1ef2ca591ecc9a8","nsp":"/"})",
        R"({"type":11,"data":{"requestId":"8bc11d3478ca3857","clientCount":2},)"
        R"("uid":"d1ef2ca591ecc9a8","nsp":"/"})",
        R"({"type":12,"data":{"requestId":"a42bd75e54a15427","packet":null},)"
        R"("uid":"d1ef2ca591ecc9a8","nsp":"/"})",
        R"({"type":13,"uid":"d1ef2ca591ecc9a8","nsp":"/"})"};
    for (const char *text : texts)
        QTest::addRow("%.11s", text) << QByteArray(text);
}

void tst_PostgresPublisher::notifications()
{
    QFETCH(QByteArray, text);
    QVERIFY(!PostgresHeader::of(text));
    const auto message = ClusterCodec::decode(text, u"/other"_s);
    QVERIFY(message);
    QCOMPARE(PostgresPublisher::notificationOf(*message, 8000), text);
}

// Trap of Node.js: it takes 8000 bytes for short enough, and PostgreSQL refuses them.
void tst_PostgresPublisher::threshold()
{
    const auto textOf = [](qsizetype length, int threshold) {
        const qsizetype empty
            = PostgresPublisher::notificationOf(broadcastOf({QString()}), 8000).size();
        return PostgresPublisher::notificationOf(broadcastOf({QString(length - empty, u'x')}),
                                                 threshold);
    };
    QCOMPARE(textOf(7999, 8000).size(), 7999);
    QVERIFY(textOf(8000, 8000).isNull());
    QVERIFY(textOf(8000, 100'000).isNull());
    QCOMPARE(textOf(500, 500).size(), 500);
    QVERIFY(textOf(501, 500).isNull());
    // Bytes, not characters
    QVERIFY(PostgresPublisher::notificationOf(broadcastOf({QString(4000, u'ä')}), 8000).isNull());
}

void tst_PostgresPublisher::binary()
{
    const QByteArray bytes("\x01\x02\x03");
    QVERIFY(PostgresPublisher::notificationOf(broadcastOf({1, bytes}), 8000).isNull());
    ClusterMessage answer;
    answer.uid = u"u"_s;
    answer.nsp = u"/"_s;
    answer.requestId = u"r"_s;
    answer.answer = bytes;
    for (const Type type : {Type::ServerSideEmitResponse, Type::BroadcastAck}) {
        answer.type = type;
        QVERIFY(PostgresPublisher::notificationOf(answer, 8000).isNull());
    }
    // Descriptions stay text, as in Node.js.
    ClusterMessage sockets;
    sockets.type = Type::FetchSocketsResponse;
    sockets.requestId = u"r"_s;
    SocketDescription socket;
    socket.id = u"s"_s;
    socket.data = QCborMap{{u"b"_s, bytes}};
    sockets.sockets.append(socket);
    QVERIFY(PostgresPublisher::notificationOf(sockets, 8000)
                .contains(R"("b":{"type":"Buffer","data":[1,2,3]})"));
}

void tst_PostgresPublisher::channels()
{
    QCOMPARE(PostgresPublisher::channelOf(u"socket.io"_s, u"/"_s), "socket.io#/");
    QCOMPARE(PostgresPublisher::channelOf(u"p"_s, u"/ä#"_s), "p#/\xc3\xa4#");
    const QString longest = u'/' + QString(52, u'y');
    QVERIFY(!PostgresPublisher::check({}, longest));
    QCOMPARE(PostgresPublisher::check({}, longest + u'y').code(), Error::Code::InvalidNamespace);
    QCOMPARE(PostgresPublisher::check({}, u'/' + QString(27, u'ä')).code(),
             Error::Code::InvalidNamespace); // bytes, not characters
    QCOMPARE(PostgresPublisher::check({}, u"/a"_s + QChar(0)).code(),
             Error::Code::InvalidNamespace);
}

void tst_PostgresPublisher::tables_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("default") << u"socket_io_attachments"_s << true;
    QTest::newRow("schema") << u"chat.Attachments_2"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("digit") << u"2fast"_s << false;
    QTest::newRow("injection") << u"a; DROP TABLE users"_s << false;
    QTest::newRow("quotes") << u"\"a\""_s << false;
    QTest::newRow("line") << u"a\n"_s << false;
    QTest::newRow("umlaut") << u"täble"_s << false;
}

void tst_PostgresPublisher::tables()
{
    QFETCH(QString, name);
    QFETCH(bool, isValid);
    const Error error = PostgresPublisher::check({.tableName = name}, u"/"_s);
    QCOMPARE(error.code(), isValid ? Error::Code::NoError : Error::Code::InvalidArgument);
}

void tst_PostgresPublisher::headers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("id"); // empty: no header
    QTest::addColumn<QString>("nsp");
    QTest::newRow("Node.js") << QByteArray(R"({"uid":"u","type":3,"attachmentId":"1"})")
                             << QByteArray("1") << QString();
    QTest::newRow("ours") << QByteArray(R"({"uid":"u","nsp":"/n","type":3,"attachmentId":"12"})")
                          << QByteArray("12") << u"/n"_s;
    QTest::newRow("number") << QByteArray(R"({"uid":"u","type":3,"attachmentId":17})")
                            << QByteArray("17") << QString();
    QTest::newRow("large") << QByteArray(
        R"({"uid":"u","type":3,"attachmentId":"900000000000000000"})")
                           << QByteArray("900000000000000000") << QString();
    const char *others[]
        = {R"({"uid":"u","type":3,"attachmentId":""})",
           R"({"uid":"u","type":3,"attachmentId":"-1"})",
           R"({"uid":"u","type":3,"attachmentId":"1 OR 1=1"})",
           R"({"uid":"u","type":3,"attachmentId":"12345678901234567890"})",
           R"({"uid":"u","type":3,"attachmentId":1.5})",
           R"({"uid":"u","type":3,"attachmentId":-1})",
           R"({"uid":"u","type":3,"attachmentId":null})",
           R"({"uid":"u","type":3,"attachmentId":["1"]})",
           R"({"type":3,"attachmentId":"1"})",
           R"({"uid":5,"type":3,"attachmentId":"1"})",
           R"(["attachmentId"])",
           R"({"attachmentId":)",
           R"({"type":9,"data":{"packet":["x",{"attachmentId":"1"}]},"uid":"u","nsp":"/"})"};
    for (const char *text : others)
        QTest::newRow(text) << QByteArray(text) << QByteArray() << QString();
}

void tst_PostgresPublisher::headers()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, id);
    QFETCH(QString, nsp);
    const auto header = PostgresHeader::of(text);
    QCOMPARE(header.has_value(), !id.isEmpty());
    if (!header)
        return;
    QCOMPARE(header->uid, u"u"_s);
    QCOMPARE(header->nsp, nsp);
    QCOMPARE(header->attachmentId, id);
}

QTEST_APPLESS_MAIN(tst_PostgresPublisher)
#include "tst_postgrespublisher.moc"
