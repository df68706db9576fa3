// SPDX-License-Identifier: MIT
#include "core/sendseries.h"
#include "recordingchannel.h"
#include "shared/waitfor.h"
#include "storefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>

using namespace QsioAdmin;
using namespace std::chrono_literals;
using QSocketIo::waitFor;

Q_DECLARE_METATYPE(QsioAdmin::Refusal)

// An event that is sent several times, or to each socket in other words.
class tst_SendSeries : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void repeats();
    void personal();
    void stops();
    void refusedAtOnce();
    void endsWithTheConnection_data();
    void endsWithTheConnection();
    void pace();

private:
    SendOrder order(const QString &payload, int times = 1) const
    {
        Command command;
        command.nsp = "/";
        command.event = QStringLiteral("e");
        command.target = CommandTarget::sockets({"a", "b"});
        SendOrder result;
        result.commands = {command};
        result.payload = *PayloadTemplate::parse(payload);
        result.times = times;
        result.interval = 1ms; // the least that is possible
        return result;
    }
    bool isOver() const { return finished->size() == 1; }
    Refusal reason() const { return finished->at(0).at(0).value<Refusal>(); }

    std::unique_ptr<StoreFixture> fixture;
    std::unique_ptr<CommandDispatcher> dispatcher;
    std::unique_ptr<SendSeries> series;
    std::unique_ptr<QSignalSpy> finished;
    RecordingChannel channel;
};

void tst_SendSeries::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    series.reset();
    fixture = std::make_unique<StoreFixture>();
    channel = {};
    dispatcher = std::make_unique<CommandDispatcher>(&fixture->store, &channel);
    series = std::make_unique<SendSeries>(&fixture->store, dispatcher.get());
    finished = std::make_unique<QSignalSpy>(series.get(), &SendSeries::finished);
    fixture->store.beginConnection();
    fixture->say("config",
                 R"({"supportedFeatures":["EMIT","MJOIN","MLEAVE","MDISCONNECT","ALL_EVENTS"]})");
    fixture->say("all_sockets", R"([{"id":"a","nsp":"/"},{"id":"b","nsp":"/"}])");
    fixture->store.publish();
}

void tst_SendSeries::repeats()
{
    series->start(order(QStringLiteral(R"({{n}},"{{now}}")"), 3));
    QCOMPARE(channel.frames.size(), 1); // the first one at once
    QVERIFY(waitFor([this] { return isOver(); }));
    QCOMPARE(reason(), Refusal::None);
    QCOMPARE(channel.frames,
             QByteArrayList({R"(emit "/",["a","b"],"e",1,"1000000")",
                             R"(emit "/",["a","b"],"e",2,"1000000")",
                             R"(emit "/",["a","b"],"e",3,"1000000")"}));
    QCOMPARE(series->done(), 3);
}

void tst_SendSeries::personal()
{
    series->start(order(QStringLiteral(R"({{sid}},{{n}})"), 2));
    QVERIFY(waitFor([this] { return isOver(); }));
    QCOMPARE(channel.frames,
             QByteArrayList({R"(emit "/","a","e","a",1)", R"(emit "/","b","e","b",2)",
                             R"(emit "/","a","e","a",3)", R"(emit "/","b","e","b",4)"}));
}

void tst_SendSeries::stops()
{
    series->start(order(QStringLiteral("1"), 1000));
    QVERIFY(series->isRunning());
    QVERIFY(waitFor([this] { return series->done() == 2; }));
    series->stop();
    QVERIFY(isOver());
    QVERIFY(!series->isRunning());
    QCOMPARE(channel.frames.size(), 2);
    series->stop();
    series->start(order(QStringLiteral("2"))); // and another one
    QCOMPARE(channel.frames.last(), R"(emit "/",["a","b"],"e",2)");
    QCOMPARE(finished->size(), 2);
}

void tst_SendSeries::refusedAtOnce()
{
    SendOrder wrong = order(QStringLiteral("1"), 5);
    wrong.commands[0].nsp = "/ghost";
    series->start(wrong);
    QVERIFY(isOver());
    QCOMPARE(reason(), Refusal::UnknownNamespace);
    QVERIFY(channel.frames.isEmpty());
}

void tst_SendSeries::endsWithTheConnection_data()
{
    using Change = std::function<void(tst_SendSeries &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<Refusal>("refusal");
    QTest::newRow("offline") << Change([](tst_SendSeries &t) {
        t.channel.ready = false;
        t.fixture->store.endConnection();
    }) << Refusal::NotConnected;
    QTest::newRow("locked") << Change([](tst_SendSeries &t) {
        t.dispatcher->setReadOnly(true);
        t.series->check(); // as the window does it
    }) << Refusal::ReadOnly;
    QTest::newRow("viewer") << Change([](tst_SendSeries &t) {
        t.fixture->say("config", R"({"role":"viewer","supportedFeatures":["ALL_EVENTS"]})");
    }) << Refusal::Viewer;
}

void tst_SendSeries::endsWithTheConnection()
{
    QFETCH(const std::function<void(tst_SendSeries &)>, change);
    series->start(order(QStringLiteral("1"), 1000));
    QVERIFY(series->isRunning());
    change(*this);
    QVERIFY(isOver()); // at once
    QTEST(reason(), "refusal");
    QCOMPARE(channel.frames.size(), 1);
}

// Two rounds of 100 messages each take half a second between them, whatever is asked for.
void tst_SendSeries::pace()
{
    QByteArrayList ids;
    for (int i = 0; i < 100; ++i)
        ids.append(QByteArray::number(i));
    SendOrder many = order(QStringLiteral("{{sid}}"), 2);
    many.commands[0].target = CommandTarget::sockets(ids);
    QElapsedTimer timer;
    timer.start();
    series->start(many);
    QVERIFY(waitFor([this] { return isOver(); }));
    QVERIFY(waitFor([this] { return channel.frames.size() == 200; }));
    QVERIFY(timer.elapsed() >= 1000 * 100 / SendSeries::maxRate);
}

QTEST_GUILESS_MAIN(tst_SendSeries)
#include "tst_sendseries.moc"
