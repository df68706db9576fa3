// SPDX-License-Identifier: MIT
#include "core/filterexpr.h"
#include "core/jsonpath.h"
#include "models/socketsmodel.h"
#include "storefixture.h"

#include <QtCore/QRegularExpression>

using namespace QsioAdmin;

class tst_FilterExpr : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void matches_data();
    void matches();
    void errors_data();
    void errors();
    void limits();
    void anything();
    void jsonPaths();
    void keysAreKnown();

private:
    static bool isMatch(const QString &text, bool *isValid);
};

// The row that all filters of this test are asked about.
bool tst_FilterExpr::isMatch(const QString &text, bool *isValid)
{
    StoreFixture fixture;
    fixture.now = 1'795'212'542'000 + 6 * 60 * 1000;
    fixture.store.beginConnection();
    fixture.say("socket_connected", R"({"id":"asyVCURU","nsp":"/chat","clientId":"pCTii9",
        "transport":"websocket","data":{"user":"Ann Lee","n":42,"tags":["a","b"],"deep":{"x":true}},
        "handshake":{"address":"10.0.7.1, 192.0.2.1","headers":{"user-agent":"Mozilla/5.0 Firefox"},
        "query":{"room":"1"},"issued":1795212542000},
        "rooms":["asyVCURU","order:17","Grün",42]},1795212542000)");
    const SocketsModel model(&fixture.store);
    const std::optional<FilterExpr> filter = FilterExpr::parse(text);
    *isValid = filter.has_value();
    return filter && model.matches(0, *filter);
}

void tst_FilterExpr::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("result");
    const auto row = [](const char *text, bool result) {
        QTest::newRow(text) << QString::fromUtf8(text) << result;
    };
    row("", true);
    row("   ", true);
    row("chat", true);
    row("CHAT", true);
    row("/chat", true);
    row("/chat/rooms", false);
    row("nothing", false);
    row("chat nothing", false);
    row("chat ann", true);
    row("\"Ann Lee\"", true);
    row("\"Lee Ann\"", false);
    row("-nothing", true);
    row("-chat", false);
    row("--chat", true);
    row("(nothing | chat)", true);
    row("(nothing|nobody)", false);
    row("-(nothing | chat)", false);
    row("(chat (x | ann))", true);
    row("nsp:/chat", true);
    row("nsp=/cha", false);
    row("nsp=/chat", true);
    row("nsp!=/chat", false);
    row("nsp!=/", true);
    row("nsp:/c*", true);
    row("nsp:*hat", true);
    row("nsp:c*", false);
    row("nsp:/cha?", true);
    row("nsp:\"/c*\"", false);
    row("nsp~^/c.*t$", true);
    row("nsp~^c", false);
    row("/ORDER:\\d+/i", true);
    row("/ORDER:\\d+/", false);
    row("id:asy", true);
    row("addr:10.0.0.0/8", true);
    row("addr:10.1.0.0/16", false);
    row("-addr:10.0.*", false);
    row("addr:192.0.2.1", true); // somewhere in the text
    row("transport=websocket", true);
    row("room:order:*", true);
    row("room=order:17", true);
    row("room=42", true);
    row("room:gRÜN", true);
    row("room:blue", false);
    row("rooms=4", true);
    row("rooms:4", true);
    row("rooms>3", true);
    row("rooms>4", false);
    row("rooms>=4 rooms<=4", true);
    row("age>5m", true);
    row("age<5m", false);
    row("age<1h", true);
    row("age>0.1d", false);
    row("age>300", true);
    row("since>2026-11-20", true);
    row("since>2026-11-21T00:00:00Z", false);
    row("client:pct", true);
    row("data.user:ann", true);
    row("data.user=\"ann lee\"", true);
    row("data.n=42", true);
    row("data.n>41.5", true);
    row("data.n<42", false);
    row("data.n:4", true);
    row("data.tags.1=b", true);
    row("data.deep.x=true", true);
    row("data.deep:x", true);
    row("data.missing:x", false);
    row("data.missing!=x", true);
    row("-data.missing:*", true);
    row("data:ann", true);
    row("header.User-Agent:*firefox*", true);
    row("query.room=1", true);
    row("size>1", false); // sockets have none
    row("arg[0].id=7", false);
}

void tst_FilterExpr::matches()
{
    QFETCH(const QString, text);
    bool isValid = false;
    const bool result = isMatch(text, &isValid);
    QVERIFY(isValid);
    QTEST(result, "result");
}

// What is not understood says so, and where. It never matches everything.
void tst_FilterExpr::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    const auto row = [](const char *text, int position) {
        QTest::newRow(text) << QString::fromUtf8(text) << position;
    };
    row("colour:red", 0);
    row("chat colour:red", 5);
    row("10:30", 0);
    row("data.:x", 0);
    row("header:x", 0);
    row("arg[]:x", 0);
    row("arg[99999]:x", 0);
    row("nsp:", 4);
    row("nsp: /chat", 4);
    row("age>soon", 4);
    row("rooms>3x", 6);
    row("size>10m", 5);
    row("since>yesterday", 6);
    row("nsp!x", 3);
    row("addr:10.0.0.0/99", 5);
    row("nsp~[", 4);
    row("/[/", 0);
    row("\"open", 0);
    row("nsp:\"open", 4);
    row("(a | b", 0);
    row("()", 1);
    row("(a|)", 3);
    row("(|a)", 1);
    row("a | b", 2);
    row("a)", 1);
    row("- a", 0);
    row("-", 0);
    row("=x", 0);
    row("<", 0);
}

void tst_FilterExpr::errors()
{
    QFETCH(const QString, text);
    FilterError error;
    QVERIFY(!FilterExpr::parse(text, &error));
    QVERIFY(!error.message.isEmpty());
    QVERIFY(error.length > 0);
    QTEST(int(error.position), "position");
}

void tst_FilterExpr::limits()
{
    FilterError error;
    QVERIFY(!FilterExpr::parse(QString(5000, u'x'), &error));
    QVERIFY(error.message.contains(QStringLiteral("long")));
    error = {};
    QVERIFY(!FilterExpr::parse(QString(1000, u'('), &error));
    QVERIFY(error.message.contains(QStringLiteral("complicated")));
    error = {};
    QVERIFY(!FilterExpr::parse(QString(1000, u'-') + u'x', &error));
    error = {};
    QVERIFY(!FilterExpr::parse(QStringLiteral("x ").repeated(1000), &error));
}

// No text brings it down.
void tst_FilterExpr::anything()
{
    const QString alphabet = QStringLiteral("a/-|()\"\\:=~<>!*?.[]0 nsp:age>data.x");
    quint32 state = 1;
    for (int i = 0; i < 20'000; ++i) {
        QString text;
        for (int j = 0; j < 12; ++j) {
            state = state * 1664525u + 1013904223u;
            text += alphabet[qsizetype(state >> 16) % alphabet.size()];
        }
        FilterError error;
        if (!FilterExpr::parse(text, &error)) {
            QVERIFY2(!error.message.isEmpty(), qPrintable(text));
            QVERIFY2(error.position >= 0 && error.position <= text.size(), qPrintable(text));
        }
    }
}

void tst_FilterExpr::jsonPaths()
{
    const QByteArray json = R"({"a":{"b":[7,{"c":"x\"y"}]},"e":"","a.b":1})";
    QCOMPARE(jsonAt(json, {"a", "b", "0"}).value(), QByteArrayView("7"));
    QCOMPARE(plainJson(jsonAt(json, {"a", "b", "1", "c"}).value()), "x\"y");
    QCOMPARE(plainJson(jsonAt(json, {"e"}).value()), "");
    const QByteArrayView list = R"([7,{"c":"x\"y"}])";
    QCOMPARE(jsonAt(json, {"a", "b"}).value(), list);
    for (const QByteArrayList &path : {QByteArrayList{"x"},
                                       {"a", "x"},
                                       {"a", "b", "2"},
                                       {"a", "b", "-1"},
                                       {"a", "b", "x"},
                                       {"e", "f"}})
        QVERIFY(!jsonAt(json, path));
    QVERIFY(!jsonAt("", {"a"}));
    QVERIFY(!jsonAt("{\"a\":", {"a"}));
}

void tst_FilterExpr::keysAreKnown()
{
    for (const QString &key : FilterExpr::keys()) {
        const QString text = key.endsWith(u'.') ? key + QStringLiteral("x:1")
            : key.endsWith(u':')                ? key + u'1'
                                                : key + QStringLiteral(":1");
        const bool isTime = key.startsWith(QStringLiteral("since"));
        QVERIFY2(isTime || FilterExpr::parse(text), qPrintable(text));
    }
    const FilterExpr filter = *FilterExpr::parse(QStringLiteral("-(age>1m | x)"));
    QVERIFY(filter.uses(FilterKey::Age));
    QVERIFY(filter.uses(FilterKey::Any));
    QVERIFY(!filter.uses(FilterKey::Nsp));
    QVERIFY(!FilterExpr().uses(FilterKey::Any));
}

QTEST_GUILESS_MAIN(tst_FilterExpr)
#include "tst_filterexpr.moc"
