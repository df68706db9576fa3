// SPDX-License-Identifier: MIT
#include "client/openpacket_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_OpenPacket : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void reference();
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
};

// What Socket.IO 4.8 on Node.js sends.
void tst_OpenPacket::reference()
{
    const std::optional<OpenPacket> packet = OpenPacket::parse(
        R"({"sid":"J6BCygE1fBcVk-9nAAAA","upgrades":["websocket"],"pingInterval":25000,)"
        R"("pingTimeout":20000,"maxPayload":1000000})");
    QVERIFY(packet);
    QCOMPARE(packet->sid, QStringLiteral("J6BCygE1fBcVk-9nAAAA"));
    QCOMPARE(packet->upgrades, QStringList{QStringLiteral("websocket")});
    QCOMPARE(packet->pingInterval, 25s);
    QCOMPARE(packet->pingTimeout, 20s);
    QCOMPARE(packet->maxPayload, 1'000'000);
}

void tst_OpenPacket::accepted_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qint64>("maxPayload");
    QTest::newRow("without maxPayload")
        << QByteArray(R"({"sid":"a","upgrades":[],"pingInterval":1,"pingTimeout":1})") << qint64(0);
    QTest::newRow("other order, more members") << QByteArray(
        R"({"x":{},"maxPayload":9,"pingTimeout":1,"pingInterval":1,"upgrades":[],"sid":"a"})")
                                               << qint64(9);
    QTest::newRow("numbers with a point") << QByteArray(
        R"({"sid":"a","upgrades":[],"pingInterval":1.0,"pingTimeout":1e3,"maxPayload":1e6})")
                                          << qint64(1'000'000);
    QTest::newRow("upgrades that are no names")
        << QByteArray(R"({"sid":"a","upgrades":[1,null,{}],"pingInterval":1,"pingTimeout":1})")
        << qint64(0);
}

void tst_OpenPacket::accepted()
{
    QFETCH(const QByteArray, json);
    const std::optional<OpenPacket> packet = OpenPacket::parse(json);
    QVERIFY(packet);
    QTEST(packet->maxPayload, "maxPayload");
    QVERIFY(!packet->upgrades.contains(QStringLiteral("websocket")));
}

void tst_OpenPacket::refused_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto with = [](const QByteArray &member, const QByteArray &value) {
        QByteArray json = "{";
        const std::pair<QByteArray, QByteArray> members[] = {{"sid", "\"a\""},
                                                             {"upgrades", "[]"},
                                                             {"pingInterval", "25000"},
                                                             {"pingTimeout", "20000"},
                                                             {"maxPayload", "1000"}};
        for (const auto &[name, normal] : members) {
            const QByteArray &text = name == member ? value : normal;
            if (!text.isEmpty())
                json += '"' + name + "\":" + text + ',';
        }
        json.back() = '}';
        return json;
    };
    QVERIFY(OpenPacket::parse(with("", ""))); // all of them are refused for their own fault
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("malformed") << QByteArray("{\"sid\":");
    QTest::newRow("something behind it") << with("", "") + "x";
    QTest::newRow("no sid") << with("sid", "");
    QTest::newRow("empty sid") << with("sid", "\"\"");
    QTest::newRow("sid is a number") << with("sid", "1");
    QTest::newRow("long sid") << with("sid", '"' + QByteArray(1025, 'x') + '"');
    QTest::newRow("no upgrades") << with("upgrades", "");
    QTest::newRow("upgrades is no array") << with("upgrades", "\"websocket\"");
    QTest::newRow("many upgrades") << with("upgrades", '[' + QByteArray("1,").repeated(16) + "1]");
    QTest::newRow("nested deeply") << with("upgrades", QByteArray(11, '[') + QByteArray(11, ']'));
    QTest::newRow("no pingInterval") << with("pingInterval", "");
    QTest::newRow("pingInterval 0") << with("pingInterval", "0");
    QTest::newRow("pingInterval negative") << with("pingInterval", "-25000");
    QTest::newRow("pingInterval is text") << with("pingInterval", "\"25000\"");
    QTest::newRow("pingInterval huge") << with("pingInterval", "1e300");
    QTest::newRow("no pingTimeout") << with("pingTimeout", "");
    QTest::newRow("pingTimeout null") << with("pingTimeout", "null");
    QTest::newRow("maxPayload 0") << with("maxPayload", "0");
    QTest::newRow("maxPayload negative") << with("maxPayload", "-1");
    QTest::newRow("maxPayload is text") << with("maxPayload", "\"1000\"");
}

void tst_OpenPacket::refused()
{
    QFETCH(const QByteArray, json);
    QVERIFY(!OpenPacket::parse(json));
}

QTEST_APPLESS_MAIN(tst_OpenPacket)
#include "tst_openpacket.moc"
