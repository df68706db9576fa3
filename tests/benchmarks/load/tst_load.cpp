// SPDX-License-Identifier: MIT
//
// What the load generator counts and writes: a benchmark that is wrong looks like any other.
#include "eventloop.h"
#include "frames.h"
#include "latencyhistogram.h"

#include "codec/websocketframe_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace Load;

class tst_Load : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void percentiles();
    void largeAndSmallDurations_data();
    void largeAndSmallDurations();
    void noDurations();
    void framesAreUnderstood_data();
    void framesAreUnderstood();
    void serverFrames_data() { framesAreUnderstood_data(); }
    void serverFrames();
    void callsWhatIsDue();
    void onlyTheLatestCall();
    void waitsNoLongerThanItMay();
};

void tst_Load::percentiles()
{
    LatencyHistogram histogram;
    for (std::uint64_t i = 1; i <= 1000; ++i)
        histogram.add(i * 1000);
    QCOMPARE(histogram.count(), std::uint64_t(1000));
    QCOMPARE(histogram.max(), std::uint64_t(1'000'000));
    for (double share : {0.01, 0.5, 0.9, 0.99, 1.0}) {
        const auto found = double(histogram.percentile(share));
        QVERIFY2(found >= share * 1e6 && found <= share * 1e6 * 1.04, QByteArray::number(found));
    }
    histogram.clear();
    QCOMPARE(histogram.count(), std::uint64_t(0));
}

void tst_Load::largeAndSmallDurations_data()
{
    QTest::addColumn<quint64>("duration");
    for (quint64 duration :
         {0ULL, 1ULL, 31ULL, 32ULL, 63ULL, 64ULL, 65ULL, 4095ULL, 4096ULL, ~0ULL})
        QTest::addRow("%llu", duration) << duration;
}

void tst_Load::largeAndSmallDurations()
{
    QFETCH(quint64, duration);
    LatencyHistogram histogram;
    histogram.add(duration);
    QCOMPARE(quint64(histogram.percentile(0.5)), duration); // not above the greatest
    QCOMPARE(quint64(histogram.max()), duration);
}

void tst_Load::noDurations()
{
    QCOMPARE(LatencyHistogram().percentile(0.5), std::uint64_t(0));
}

void tst_Load::framesAreUnderstood_data()
{
    QTest::addColumn<int>("size");
    for (int size : {0, 1, 3, 125, 126, 4096, 65535, 65536, 100'000})
        QTest::addRow("%d bytes", size) << size;
}

// By the library's own reader.
void tst_Load::framesAreUnderstood()
{
    QFETCH(int, size);
    const QByteArray payload(size, 'x');
    std::string frame = clientFrame(Opcode::Binary, payload.toStdString());
    QSocketIo::WebSocketFrameReader reader(1'000'000);
    const auto step = reader.next(frame.data(), qsizetype(frame.size()));
    QCOMPARE(step.event, QSocketIo::WebSocketFrameReader::Event::Binary);
    QCOMPARE(step.payload.toByteArray(), payload);
    QCOMPARE(step.consumed, qsizetype(frame.size()));
}

void tst_Load::serverFrames()
{
    using namespace QSocketIo;
    QFETCH(int, size);
    const QByteArray payload(size, 'x');
    const QByteArray frame = WebSocketFrameWriter::frame(WebSocketOpcode::Text, payload);
    for (qsizetype cut : {qsizetype(0), qsizetype(1), frame.size() - 1}) {
        std::string_view part(frame.constData(), std::size_t(cut));
        QVERIFY(!takeFrame(part));
        QCOMPARE(part.size(), std::size_t(cut));
    }
    const QByteArray two = frame + "more";
    std::string_view bytes(two.constData(), std::size_t(two.size()));
    const auto taken = takeFrame(bytes);
    QVERIFY(taken);
    QCOMPARE(taken->opcode, Opcode::Text);
    QVERIFY(taken->payload == payload.toStdString());
    QVERIFY(bytes == "more");
}

void tst_Load::callsWhatIsDue()
{
    for (const auto waiting : {EventLoop::Waiting::Sleeps, EventLoop::Waiting::Spins}) {
        EventLoop loop(waiting);
        const Clock::time_point due = Clock::now() + std::chrono::milliseconds(20);
        std::vector<Clock::time_point> calls;
        const std::function<void()> call = [&] {
            calls.push_back(Clock::now());
            if (calls.size() < 3)
                loop.callAt(due, call); // is due already
        };
        loop.callAt(due, call);
        QVERIFY(loop.waitFor([&] { return calls.size() == 3; }, std::chrono::seconds(10)));
        QVERIFY(calls.front() >= due);
    }
}

void tst_Load::onlyTheLatestCall()
{
    EventLoop loop(EventLoop::Waiting::Spins);
    int first = 0;
    int second = 0;
    loop.callAt(Clock::now(), [&first] { ++first; });
    loop.callAt(Clock::now(), [&second] { ++second; });
    QVERIFY(loop.waitFor([&second] { return second > 0; }, std::chrono::seconds(10)));
    loop.runFor(std::chrono::milliseconds(2));
    QCOMPARE(first, 0);
    QCOMPARE(second, 1);
}

void tst_Load::waitsNoLongerThanItMay()
{
    EventLoop loop(EventLoop::Waiting::Sleeps);
    QVERIFY(!loop.waitFor([] { return false; }, std::chrono::milliseconds(1)));
    QVERIFY(loop.waitFor([] { return true; }, {}));
}

QTEST_GUILESS_MAIN(tst_Load)
#include "tst_load.moc"
