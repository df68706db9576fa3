// SPDX-License-Identifier: MIT
#include "core/payload.h"

#include <QtCore/QCborMap>
#include <QtCore/QDebug>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

using namespace QSocketIo;

class tst_Payload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void empty();
    void of();
    void copyMoveSwap();
    void fromJson_data();
    void fromJson();
    void countDoesNotDecode();
    void at();
    void atBeforeAndAfterDecoding_data();
    void atBeforeAndAfterDecoding();
    void value();
    void placeholders_data();
    void placeholders();
    void repeatedPlaceholders();
    void fromCborArray();
    void trap91_keyOrder();
    void conversions();
    void textIsKept();
    void malformed_data();
    void malformed();
    void deepText();
    void compare();
    void debug();
    void metaType();
    void decodeInThreads();
};

static QString text(const QCborValue &value)
{
    return value.toDiagnosticNotation(QCborValue::Compact);
}

static void verifyEmpty(const Payload &payload)
{
    QVERIFY(payload.isEmpty());
    QCOMPARE(payload.count(), 0);
    QVERIFY(payload.at(0).isUndefined());
    QVERIFY(!payload.value<QString>(0));
    QVERIFY(payload.toCborArray().isEmpty());
    QVERIFY(payload.toJsonArray().isEmpty());
    QVERIFY(payload.toVariantList().isEmpty());
    QVERIFY(payload.json().trimmed().isEmpty());
    QVERIFY(payload.attachments().isEmpty());
    QVERIFY(!payload.hasAttachments());
    QCOMPARE(payload, Payload());
}

void tst_Payload::empty()
{
    verifyEmpty(Payload());
    verifyEmpty(Payload::of());
    verifyEmpty(Payload::fromJson(QByteArray()));
    verifyEmpty(Payload::fromJson(" \n"));
    verifyEmpty(Payload::fromCborArray(QCborArray()));
    verifyEmpty(Payload::of(Payload()));
}

void tst_Payload::of()
{
    const Payload payload = Payload::of("a", 1, 2.5, true, QStringLiteral("\u00e9"),
                                        QByteArray("x"), nullptr, QStringList{QStringLiteral("l")});
    QCOMPARE(payload.json(),
             QByteArray("\"a\",1,2.5,true,\"\xc3\xa9\",{\"_placeholder\":true,\"num\":0},null,"
                        "[\"l\"]"));
    QCOMPARE(payload.attachments(), QList<QByteArray>{"x"});
    QVERIFY(payload.hasAttachments());
    QVERIFY(!payload.isEmpty());
    QCOMPARE(payload.count(), 8);
    QCOMPARE(text(payload.toCborArray()),
             QStringLiteral("[\"a\", 1, 2.5, true, \"\\u00E9\", h'78', null, [\"l\"]]"));

    const Payload nested = Payload::of(0, payload, QByteArray("y"));
    QCOMPARE(nested.count(), 10);
    QCOMPARE(nested.value<QByteArray>(6), QByteArray("x"));
    QCOMPARE(nested.value<QByteArray>(9), QByteArray("y"));
}

void tst_Payload::copyMoveSwap()
{
    const Payload original = Payload::of(1);
    Payload copy(original);
    QCOMPARE(copy, original);
    Payload moved(std::move(copy));
    QCOMPARE(moved, original);
    verifyEmpty(copy);
    copy = moved;
    QCOMPARE(copy, original);
    Payload other = Payload::of(2);
    other.swap(copy);
    QCOMPARE(other, original);
    QCOMPARE(copy, Payload::of(2));
    copy = std::move(other);
    QCOMPARE(copy, original);
    verifyEmpty(other);
}

void tst_Payload::fromJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("diagnostic");
    const auto row = [](const char *json, int count, const char *diagnostic) {
        QTest::newRow(json) << QByteArray(json) << count << QString::fromUtf8(diagnostic);
    };
    row("1", 1, "[1]");
    row(" 1 , 2 ", 2, "[1, 2]");
    row("[1,2],{\"a\":[1,2,3]},\"a,b\"", 3, "[[1, 2], {\"a\": [1, 2, 3]}, \"a,b\"]");
    row("9223372036854775807,1.0", 2, "[9223372036854775807, 1.0]");
    // without attachments a placeholder is an object like any other
    row("{\"_placeholder\":true,\"num\":0}", 1, "[{\"_placeholder\": true, \"num\": 0}]");
}

void tst_Payload::fromJson()
{
    QFETCH(QByteArray, json);
    QFETCH(int, count);
    QFETCH(QString, diagnostic);
    const Payload payload = Payload::fromJson(json);
    QCOMPARE(payload.count(), count);
    QVERIFY(!payload.isEmpty());
    QCOMPARE(text(payload.toCborArray()), diagnostic);
    QCOMPARE(payload.count(), count);
    QCOMPARE(payload.json(), json);
}

// The reference stays the same: what is decoded is kept.
void tst_Payload::countDoesNotDecode()
{
    const Payload payload = Payload::fromJson("1,[2,3]");
    QCOMPARE(payload.count(), 2);
    const Payload copy = payload;
    const QCborArray *const array = &payload.toCborArray();
    QCOMPARE(&copy.toCborArray(), array);
    QCOMPARE(&payload.toCborArray(), array);
}

void tst_Payload::at()
{
    const Payload payload = Payload::of("a", 2);
    QCOMPARE(payload.at(0), QCborValue(QStringLiteral("a")));
    QCOMPARE(payload.at(1), QCborValue(2));
    QVERIFY(payload.at(2).isUndefined());
    QVERIFY(payload.at(-1).isUndefined());
}

void tst_Payload::atBeforeAndAfterDecoding_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("scalars") << QByteArray(
        R"( null , true,false,"",  "a\u00e9\n\ud800", 0,-0,-5, 1.0 ,1e3, 9223372036854775808,1e400)");
    QTest::newRow("containers") << QByteArray(R"([1,"x"],{"a":1,"a":2},5,[],{"b":[]},"z")");
    QTest::newRow("placeholders") << QByteArray(R"(1,{"_placeholder":true,"num":0},"x")");
    QTest::newRow("far away") << QByteArray("\"" + QByteArray(600, 'x') + "\",1,[2],3");
}

void tst_Payload::atBeforeAndAfterDecoding()
{
    QFETCH(QByteArray, json);
    const QList<QByteArray> attachments{"bytes"};
    const Payload decoded = Payload::fromJson(json, attachments);
    const QCborArray array = decoded.toCborArray();
    QVERIFY(!array.isEmpty());
    for (qsizetype i = -1; i <= array.size() + 1; ++i) {
        const QCborValue value = Payload::fromJson(json, attachments).at(i);
        QCOMPARE(value.type(), decoded.at(i).type());
        QCOMPARE(value, decoded.at(i));
        if (i >= 0)
            QCOMPARE(value, array.at(i));
    }
}

void tst_Payload::value()
{
    const Payload payload = Payload::fromJson("\"a\",2,null");
    QCOMPARE(payload.value<QString>(0), QStringLiteral("a"));
    QCOMPARE(payload.value<int>(1), 2);
    QVERIFY(!payload.value<int>(0));
    QVERIFY(!payload.value<QString>(1));
    QVERIFY(!payload.value<int>(2));
    QVERIFY(!payload.value<int>(3));
    QVERIFY(!payload.value<int>(-1));
    QVERIFY(payload.value<std::optional<int>>(2).has_value());
    QVERIFY(payload.value<std::optional<int>>(3).has_value());
    QCOMPARE(*payload.value<std::optional<int>>(3), std::nullopt);
    QCOMPARE(*payload.value<std::optional<int>>(1), 2);
}

void tst_Payload::placeholders_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("diagnostic");
    const auto row = [](const char *json, const char *diagnostic) {
        QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(diagnostic);
    };
    row(R"({"_placeholder":true,"num":0},{"_placeholder":true,"num":1})", "[h'61', h'62']");
    row(R"([{"x":{"num":1,"_placeholder":true}}])", "[[{\"x\": h'62'}]]");
    row(R"({"_placeholder":true,"num":1,"more":[1]})", "[h'62']");
    row(R"({"_placeholder":true,"num":0},{"_placeholder":true,"num":0})", "[h'61', h'61']");
    row(R"({"_placeholder":false,"num":0})", "[{\"_placeholder\": false, \"num\": 0}]");
    row(R"({"_placeholder":true,"num":2})", "[{\"_placeholder\": true, \"num\": 2}]");
    row("1", "[1]");
}

void tst_Payload::placeholders()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, diagnostic);
    const Payload payload = Payload::fromJson(json, {"a", "b"});
    QCOMPARE(text(payload.toCborArray()), diagnostic);
    QCOMPARE(payload.attachments().size(), 2);
}

// A few kilobytes of text must not unfold to gigabytes.
void tst_Payload::repeatedPlaceholders()
{
    const QByteArray placeholder = "{\"_placeholder\":true,\"num\":0}";
    const Payload payload = Payload::fromJson(placeholder + (',' + placeholder).repeated(999),
                                              {QByteArray(1'000'000, 'x')});
    QCOMPARE(payload.toCborArray().size(), 1000);
    qsizetype bytes = 0;
    for (const QCborValue &value : payload.toCborArray())
        bytes += value.toByteArray().size();
    QVERIFY(bytes > 0);
    QVERIFY(bytes < 20'000'000);
}

void tst_Payload::fromCborArray()
{
    const QCborArray array{1, QByteArray("a"),
                           QCborMap{{QStringLiteral("z"), QByteArray("b")},
                                    {QStringLiteral("a"), QCborArray{nullptr, 0.5}}}};
    const Payload payload = Payload::fromCborArray(array);
    QCOMPARE(payload.json(),
             QByteArray(R"(1,{"_placeholder":true,"num":0},)"
                        R"({"z":{"_placeholder":true,"num":1},"a":[null,0.5]})"));
    const QList<QByteArray> expected{"a", "b"};
    QCOMPARE(payload.attachments(), expected);
    QCOMPARE(payload.toCborArray(), array);
}

void tst_Payload::trap91_keyOrder()
{
    const QByteArray json = R"({"sid":"a","pid":"b","a":1,"10":2,"9":3})";
    const Payload payload = Payload::fromJson(json);
    QCOMPARE(Payload::fromCborArray(payload.toCborArray()).json(), json);
}

void tst_Payload::conversions()
{
    const Payload payload = Payload::fromJson(
        R"("s",1,{"b":[true,{"_placeholder":true,"num":0}],"a":null})", {QByteArray("\xff\xfe")});
    QCOMPARE(
        payload.toJsonArray(),
        (QJsonArray{QStringLiteral("s"), 1,
                    QJsonObject{{QStringLiteral("a"), QJsonValue()},
                                {QStringLiteral("b"), QJsonArray{true, QStringLiteral("__4")}}}}));
    const QVariantList list = payload.toVariantList();
    QCOMPARE(list.size(), 3);
    QCOMPARE(list.at(0), QVariant(QStringLiteral("s")));
    QCOMPARE(list.at(2).toMap().value(QStringLiteral("b")).toList().at(1),
             QVariant(QByteArray("\xff\xfe")));
}

void tst_Payload::textIsKept()
{
    const QByteArray json = R"( {"b" : 1.50, "a":"\u0041\ud800"} )";
    const Payload payload = Payload::fromJson(json);
    QCOMPARE(payload.json().constData(), json.constData());
    QVERIFY(payload.value<QCborMap>(0).has_value());
    QCOMPARE(Payload::of(payload).json(), json);
}

void tst_Payload::malformed_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"[", "1,", ",", "1 2", "]", "nul"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_Payload::malformed()
{
    QFETCH(QByteArray, json);
    const Payload payload = Payload::fromJson(json);
    QCOMPARE(payload.count(), 0);
    QTest::ignoreMessage(QtWarningMsg, "Payload: the text is no list of JSON values");
    QVERIFY(payload.toCborArray().isEmpty());
    QVERIFY(payload.at(0).isUndefined());
}

void tst_Payload::deepText()
{
    const QByteArray json = QByteArray(1000, '[') + QByteArray(1000, ']');
    const Payload payload = Payload::fromJson(json);
    QCOMPARE(payload.count(), 1);
    QVERIFY(payload.at(0).isArray());
}

void tst_Payload::compare()
{
    const Payload payload = Payload::of("a", 1);
    QCOMPARE(payload, Payload::fromJson("\"a\",1"));
    QCOMPARE(payload, Payload::fromJson(" \"\\u0061\" , 1 "));
    QVERIFY(!(payload == Payload::of("a", 2)));
    QVERIFY(!(payload == Payload::of("a")));
    QVERIFY(!(payload == Payload()));
    QCOMPARE(Payload::of(QByteArray("x")), Payload::of(QByteArray("x")));
    QVERIFY(!(Payload::of(QByteArray("x")) == Payload::of(QByteArray("y"))));
    QCOMPARE(Payload::fromJson(R"({"_placeholder":true,"num":1})", {"y", "x"}),
             Payload::of(QByteArray("x")));
    QVERIFY(
        !(Payload::fromJson(R"({"_placeholder":true,"num":0})") == Payload::of(QByteArray("x"))));
}

void tst_Payload::debug()
{
    QTest::ignoreMessage(QtDebugMsg, "QSocketIo::Payload([\"a\",1])");
    qDebug() << Payload::of("a", 1);
    QTest::ignoreMessage(QtDebugMsg, "QSocketIo::Payload([])");
    qDebug() << Payload();
    QTest::ignoreMessage(QtDebugMsg,
                         "QSocketIo::Payload([{\"_placeholder\":true,\"num\":0}], attachments: 1)");
    qDebug() << Payload::of(QByteArray("x"));
}

void tst_Payload::metaType()
{
    const QVariant variant = QVariant::fromValue(Payload::of(1));
    QCOMPARE(variant.value<Payload>(), Payload::of(1));
    QCOMPARE(variant, QVariant::fromValue(Payload::of(1)));
}

void tst_Payload::decodeInThreads()
{
    for (int round = 0; round < 20; ++round) {
        const Payload payload = Payload::fromJson("1,[2,{\"a\":\"b\"}]");
        std::atomic<int> ready = 0;
        std::vector<const QCborArray *> results(4);
        std::vector<std::thread> threads;
        for (const QCborArray *&result : results) {
            threads.emplace_back([&result, &ready, copy = payload] {
                ++ready;
                while (ready < 4)
                    std::this_thread::yield();
                result = copy.count() == 2 ? &copy.toCborArray() : nullptr;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        for (const QCborArray *result : results)
            QCOMPARE(result, &payload.toCborArray());
    }
}

QTEST_APPLESS_MAIN(tst_Payload)
#include "tst_payload.moc"
