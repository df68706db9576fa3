// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include <QtQml/QJSEngine>
#include <QtQml/QQmlComponent>
#include <QtQml/QQmlContext>
#include <QtQml/QQmlEngine>

using namespace QSocketIo;

// A QML application gets the server as the context property "io".
class tst_Qml : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void emitsFromQml();
    void emitsToOne();
    void emitsNothingReserved();
    void handlesEvents();
    void handlesErrorsAndEnds();
    void exposesFunctions_data();
    void exposesFunctions();
    void exposesCreatedObjects();
    void exposesOnlyQmlFunctions();
    void destroyedQmlObjects();
    void plainJavaScript();

private:
    std::unique_ptr<QObject> create(QQmlEngine &engine, const QByteArray &body);
};

// An object with this body.
std::unique_ptr<QObject> tst_Qml::create(QQmlEngine &engine, const QByteArray &body)
{
    engine.rootContext()->setContextProperty(QStringLiteral("io"), io.get());
    QQmlComponent component(&engine);
    component.setData("import QML\nQtObject {" + body + "}", QUrl());
    std::unique_ptr<QObject> object(component.create());
    if (!object)
        qFatal("%s", qPrintable(component.errorString()));
    return object;
}

void tst_Qml::emitsFromQml()
{
    WsClient client(port);
    client.join();
    QQmlEngine engine;
    const auto object = create(engine, R"(
        function run() {
            io.emitVariants("empty")
            io.emitVariants("all", [1, 1.5, "ä", true, null, undefined, [1, [2]],
                                    {b: {c: [null]}}, new Date(0), new Uint8Array([1, 2]).buffer])
        })");
    QVERIFY(QMetaObject::invokeMethod(object.get(), "run"));
    QCOMPARE(client.next(), "42[\"empty\"]");
    QCOMPARE(client.next(),
             "451-[\"all\",1,1.5,\"ä\",true,null,null,[1,[2]],{\"b\":{\"c\":[null]}},"
             "\"1970-01-01T00:00:00.000Z\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(client.next(), QByteArray("binary:\x01\x02"));
}

void tst_Qml::emitsToOne()
{
    QQmlEngine engine;
    const auto object = create(engine, R"(
        Component.onCompleted: io.connection.connect(
            socket => socket.emitVariants("hello", [socket.id, socket.connected])))");
    WsClient client(port);
    const QByteArray id = client.join().toUtf8();
    QCOMPARE(client.next(), "42[\"hello\",\"" + id + "\",true]");
    Namespace *lab = io->of("/lab");
    engine.rootContext()->setContextProperty(QStringLiteral("lab"), lab);
    client.join("/lab");
    QVERIFY(engine.evaluate(QStringLiteral("lab => lab.emitVariants('x', [lab.name])"))
                .call({engine.newQObject(lab)})
                .toBool());
    QCOMPARE(client.next(), "42/lab,[\"x\",\"/lab\"]");
}

void tst_Qml::emitsNothingReserved()
{
    QTest::ignoreMessage(QtWarningMsg, "emitEvent: \"disconnect\" is a reserved event name");
    QVERIFY(!io->emitVariants(QStringLiteral("disconnect")));
    QQmlEngine engine;
    const auto object
        = create(engine, "function run() { return io.emitVariants('disconnect', [1]) }");
    QTest::ignoreMessage(QtWarningMsg, "emitEvent: \"disconnect\" is a reserved event name");
    QVariant result;
    QMetaObject::invokeMethod(object.get(), "run", Q_RETURN_ARG(QVariant, result));
    QCOMPARE(result, QVariant(false));
}

void tst_Qml::handlesEvents()
{
    QQmlEngine engine;
    const auto object = create(engine, R"(
        property string last
        Component.onCompleted: io.connection.connect(socket => {
            socket.eventReceived.connect((event, payload) => {
                const list = payload.toVariantList()
                last = event + list.length
                io.emitVariants("echo", list)
            })
        }))");
    WsClient client(port);
    client.join();
    client.send("42[\"chat\",\"a\",{\"n\":[1,null]}]");
    QCOMPARE(client.next(), "42[\"echo\",\"a\",{\"n\":[1,null]}]");
    QCOMPARE(object->property("last"), QStringLiteral("chat2"));
    client.send("451-[\"chat\",{\"_placeholder\":true,\"num\":0}]");
    client.sendBinary("raw");
    QCOMPARE(client.next(), "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(client.next(), "binary:raw");
}

void tst_Qml::handlesErrorsAndEnds()
{
    QQmlEngine engine;
    const auto object = create(engine, R"(
        property string error
        property int ends
        Component.onCompleted: io.connection.connect(socket => {
            socket.errorOccurred.connect(e => error = e.code + ": " + e.message)
            socket.disconnected.connect(reason => ++ends)
        }))");
    WsClient client(port);
    client.join();
    socket->on("x", this, [](int) {});
    client.send("42[\"x\",\"y\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY2(object->property("error").toString().endsWith(QStringLiteral(
                 ": event \"x\": argument 1 is a string: expected an integer between "
                 "-2147483648 and 2147483647")),
             qPrintable(object->property("error").toString()));
    client.close();
    QTRY_COMPARE(object->property("ends"), QVariant(1));
}

void tst_Qml::exposesFunctions_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *call, const char *answer) {
        QTest::newRow(call) << QByteArray(call) << QByteArray(answer);
    };
    row(R"("add",1,2)", "3");
    row(R"("add","a","b")", "\"ab\"");
    row(R"("upper","a")", "\"A\"");
    row(R"("object",5)", R"({"list":[1,[2]],"value":5})");
    row(R"("array",5)", R"([5,{"x":1}])");
    row(R"("emptyArray")", "[]");
    row(R"("member",{"a":{"b":[7]}})", "7");
    row(R"("nothing")", "null");
    row(R"("count",[1,2,3])", "3");
}

void tst_Qml::exposesFunctions()
{
    QFETCH(const QByteArray, call);
    QFETCH(const QByteArray, answer);
    QQmlEngine engine;
    const auto object = create(engine, R"(
        function add(a, b) { return a + b }
        function upper(text: string): string { return text.toUpperCase() }
        function object(value) { return {list: [1, [2]], value: value} }
        function array(value) { return [value, {x: 1}] }
        function emptyArray() { return [] }
        function member(value) { return value.a.b[0] }
        function nothing() { }
        function count(list) { return list.length }
        Component.onCompleted: io.expose(this))");
    WsClient client(port);
    client.join();
    client.send("421[" + call + "]");
    QCOMPARE(client.next(), "431[" + answer + "]");
}

void tst_Qml::exposesCreatedObjects()
{
    QQmlEngine engine;
    const auto object = create(engine, R"(
        Component.onCompleted: io.connection.connect(socket => {
            const handlers = Qt.createQmlObject(
                "import QML; QtObject { function greet(name) { return 'hello ' + name } }", this)
            socket.expose(handlers)
        }))");
    WsClient client(port);
    client.join();
    client.send("421[\"greet\",\"Ada\"]");
    QCOMPARE(client.next(), "431[\"hello Ada\"]");
}

void tst_Qml::exposesOnlyQmlFunctions()
{
    QQmlEngine engine;
    const auto object = create(engine, R"(
        property int value: 1
        signal called(int n)
        function set(n) { value = n }
        onCalled: n => value = n)");
    QVERIFY(io->expose(object.get()));
    WsClient client(port);
    client.join();
    for (const char *name : {"called", "valueChanged", "deleteLater", "destroy", "toString"})
        client.send("421[\"" + QByteArray(name) + "\",5]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(object->property("value"), QVariant(1));
    client.send("422[\"set\",6]");
    QCOMPARE(client.next(), "432[null]");
    QCOMPARE(object->property("value"), QVariant(6));
}

void tst_Qml::destroyedQmlObjects()
{
    auto engine = std::make_unique<QQmlEngine>();
    auto object = create(*engine, R"(
        function last() { return 1 }
        Component.onCompleted: io.connection.connect(socket => {
            socket.expose(this)
            socket.eventReceived.connect(() => io.emitVariants("seen"))
        }))");
    WsClient client(port);
    client.join();
    client.send("421[\"last\"]");
    QCOMPARE(client.next(), "42[\"seen\"]");
    QCOMPARE(client.next(), "431[1]");
    object.reset();
    engine.reset();
    client.send("422[\"last\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(socket);
}

void tst_Qml::plainJavaScript()
{
    QJSEngine engine;
    engine.globalObject().setProperty(QStringLiteral("io"), engine.newQObject(io.get()));
    QJSEngine::setObjectOwnership(io.get(), QJSEngine::CppOwnership);
    const QJSValue result = engine.evaluate(QStringLiteral(R"(
        io.connection.connect(socket => {
            socket.eventReceived.connect((event, payload) => {
                socket.emitVariants("reversed", payload.toVariantList().reverse())
            })
        }))"));
    QVERIFY2(!result.isError(), qPrintable(result.toString()));
    WsClient client(port);
    client.join();
    client.send("42[\"x\",1,\"a\",null]");
    QCOMPARE(client.next(), "42[\"reversed\",null,\"a\",1]");
}

QTEST_GUILESS_MAIN(tst_Qml)
#include "moc_serverfixture.cpp"
#include "tst_qml.moc"
