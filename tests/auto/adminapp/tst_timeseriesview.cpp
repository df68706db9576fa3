// SPDX-License-Identifier: MIT
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "widgets/sparkline.h"
#include "widgets/stattile.h"
#include "widgets/theme.h"
#include "widgets/timeseriesview.h"

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>

#include <cmath>

using namespace QsioAdmin;

namespace {

constexpr qint64 start = 1'700'000'000'000;

Series wave(const char *name, int points, double size, qint64 interval = 2'000)
{
    Series series;
    series.name = QString::fromLatin1(name);
    series.interval = 1'000;
    for (int i = 0; i < points; ++i)
        series.points.append({start + i * interval, size * (1.2 + std::sin(i / 15.0))});
    return series;
}

} // namespace

class tst_TimeSeriesView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWidgetWarning(); }
    void valueAxis_data();
    void valueAxis();
    void timeAxis_data();
    void timeAxis();
    void numbers();
    void stacking();
    void nearest();
    void zoomWithMouse();
    void keyboard();
    void legend();
    void menu();
    void table();
    void summary();
    void exporting();
    void spikesStayVisible();
    void gapsStayOpen();
    void manyPoints();
    void hostileData();
    void accessibility();
    void pictures();
};

void tst_TimeSeriesView::valueAxis_data()
{
    QTest::addColumn<double>("min");
    QTest::addColumn<double>("max");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("step");
    QTest::newRow("0 to 10") << 0.0 << 10.0 << 0.0 << 10.0 << 2.0;
    QTest::newRow("3 to 47") << 3.0 << 47.0 << 0.0 << 50.0 << 10.0;
    QTest::newRow("small") << 0.0 << 0.03 << 0.0 << 0.03 << 0.01;
    QTest::newRow("negative") << -3.0 << 4.0 << -4.0 << 4.0 << 2.0;
    QTest::newRow("flat") << 0.0 << 0.0 << 0.0 << 1.0 << 0.2;
    QTest::newRow("large") << 0.0 << 123'456.0 << 0.0 << 150'000.0 << 50'000.0;
    QTest::newRow("not a number") << 0.0 << std::nan("") << 0.0 << 1.0 << 0.2;
}

void tst_TimeSeriesView::valueAxis()
{
    QFETCH(double, min);
    QFETCH(double, max);
    const PlotAxis axis = PlotAxis::ofValues(min, max, 5);
    QTEST(axis.step, "step");
    QTEST(axis.from, "from");
    QTEST(axis.to, "to");
    QVERIFY(axis.ticks.size() <= 7);
    QCOMPARE(axis.ticks.first(), axis.from);
    QCOMPARE(axis.ticks.last(), axis.to);
}

void tst_TimeSeriesView::timeAxis_data()
{
    QTest::addColumn<qint64>("span");
    QTest::addColumn<qint64>("step");
    QTest::newRow("10 s") << qint64(10'000) << qint64(2'000);
    QTest::newRow("10 min") << qint64(600'000) << qint64(120'000);
    QTest::newRow("1 h") << qint64(3'600'000) << qint64(900'000);
    QTest::newRow("24 h") << qint64(86'400'000) << qint64(21'600'000);
    QTest::newRow("1 year") << qint64(31'536'000'000) << qint64(9'676'800'000);
}

void tst_TimeSeriesView::timeAxis()
{
    QFETCH(qint64, span);
    const PlotAxis axis = PlotAxis::ofTime(start, start + span, 5);
    QTEST(qint64(axis.step), "step");
    QVERIFY(!axis.ticks.isEmpty());
    QVERIFY(axis.ticks.size() <= 6);
    for (const double tick : axis.ticks) {
        QVERIFY(tick >= axis.from && tick <= axis.to);
        QVERIFY(!axis.timeLabel(tick).isEmpty());
    }
    const QTime first = QDateTime::fromMSecsSinceEpoch(qint64(axis.ticks.first())).time();
    QCOMPARE(first.msec(), 0);
}

void tst_TimeSeriesView::numbers()
{
    QCOMPARE(plotNumber(0), QStringLiteral("0"));
    QCOMPARE(plotNumber(0.25), QStringLiteral("0.25"));
    QCOMPARE(plotNumber(1'204), QStringLiteral("1,204"));
    QCOMPARE(plotNumber(12'300), QString::fromUtf16(u"12.3\u202fk"));
    QCOMPARE(plotNumber(-2.5e6), QString::fromUtf16(u"-2.5\u202fM"));
}

void tst_TimeSeriesView::stacking()
{
    PlotData data;
    data.setStyle(PlotStyle::Stack);
    data.setSeries({Series{QStringLiteral("a"), {{1'000, 1}, {2'000, 2}}},
                    Series{QStringLiteral("b"), {{2'000, 5}, {3'000, 7}}}});
    QCOMPARE(data.curves()[0].drawn, (QList<SeriesPoint>{{1'000, 1}, {2'000, 2}, {3'000, 0}}));
    QCOMPARE(data.curves()[1].below, data.curves()[0].drawn);
    QCOMPARE(data.curves()[1].drawn, (QList<SeriesPoint>{{1'000, 1}, {2'000, 7}, {3'000, 7}}));
    QCOMPARE(data.range(0, 5'000)->second, 7.0);
    data.setVisible(0, false);
    QCOMPARE(data.curves()[1].drawn, (QList<SeriesPoint>{{2'000, 5}, {3'000, 7}}));
    // Who is hidden stays so when new points come.
    data.setSeries({Series{QStringLiteral("a"), {{1'000, 1}}}});
    QVERIFY(!data.curves()[0].isVisible);
    QVERIFY(!data.range(0, 5'000));
}

void tst_TimeSeriesView::nearest()
{
    const Series series{QStringLiteral("a"), {{10'000, 1}, {12'000, 2}, {60'000, 3}}};
    QCOMPARE(PlotData::nearest(series, 10'900)->value, 1.0);
    QCOMPARE(PlotData::nearest(series, 11'500)->value, 2.0);
    QCOMPARE(PlotData::nearest(series, 61'000)->value, 3.0);
    QVERIFY(!PlotData::nearest(series, 30'000)); // nothing was said then
    QVERIFY(!PlotData::nearest({}, 30'000));
}

void tst_TimeSeriesView::zoomWithMouse()
{
    TimeSeriesView view;
    view.resize(600, 240);
    view.setTimeRange(start, start + 600'000);
    view.setSeries({wave("a", 300, 10)});
    view.show();
    QSignalSpy zoomed(&view, &TimeSeriesView::zoomChanged);
    QTest::mousePress(&view, Qt::LeftButton, {}, {200, 120});
    QTest::mouseMove(&view, {400, 120});
    QTest::mouseRelease(&view, Qt::LeftButton, {}, {400, 120});
    QCOMPARE(zoomed.size(), 1);
    QVERIFY(view.isZoomed());
    const auto [from, to] = view.visibleRange();
    QVERIFY(from > start + 100'000 && to < start + 500'000);
    // The range moves on; what is looked at stays.
    view.setTimeRange(start + 10'000, start + 610'000);
    QCOMPARE(view.visibleRange(), std::pair(from, to));
    QTest::mouseDClick(&view, Qt::LeftButton, {}, {300, 120});
    QVERIFY(!view.isZoomed());
    // A click is no drag.
    QTest::mouseClick(&view, Qt::LeftButton, {}, {300, 120});
    QVERIFY(!view.isZoomed());
    QTest::mouseMove(&view, {300, 121});
    QVERIFY(view.cursorTime() > start);
}

void tst_TimeSeriesView::keyboard()
{
    TimeSeriesView view;
    view.resize(600, 240);
    view.setTimeRange(start, start + 600'000);
    view.setSeries({wave("a", 300, 10)});
    QSignalSpy activated(&view, &TimeSeriesView::timeActivated);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(activated.size(), 0); // there is no time yet
    QTest::keyClick(&view, Qt::Key_Left);
    const qint64 first = view.cursorTime();
    QVERIFY(first > start);
    QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(view.cursorTime() < first);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().toLongLong(), view.cursorTime());
    QTest::keyClick(&view, Qt::Key_Plus);
    QVERIFY(view.isZoomed());
    QTest::keyClick(&view, Qt::Key_Minus);
    QTest::keyClick(&view, Qt::Key_Minus);
    QVERIFY(!view.isZoomed());
    QTest::keyClick(&view, Qt::Key_Plus);
    QTest::keyClick(&view, Qt::Key_Escape);
    QVERIFY(!view.isZoomed());
}

void tst_TimeSeriesView::legend()
{
    TimeSeriesView view;
    view.resize(600, 240);
    view.setSeries({wave("first", 10, 1), wave("second", 10, 1)});
    QTest::mouseClick(&view, Qt::LeftButton, {}, {16, 14});
    QVERIFY(!view.plotData().curves()[0].isVisible);
    QVERIFY(view.plotData().curves()[1].isVisible);
    QTest::mouseClick(&view, Qt::LeftButton, {}, {16, 14});
    QVERIFY(view.plotData().curves()[0].isVisible);
}

void tst_TimeSeriesView::menu()
{
    TimeSeriesView view;
    view.resize(600, 240);
    view.setSeries({wave("first", 10, 1)});
    view.show();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {100, 100},
                            view.mapToGlobal(QPoint(100, 100)));
    QApplication::sendEvent(&view, &event);
    auto *menu = view.findChild<QMenu *>(QStringLiteral("plotMenu"));
    QVERIFY(menu);
    QSignalSpy tables(&view, &TimeSeriesView::tableRequested);
    for (QAction *action : menu->actions()) {
        if (action->isCheckable() || action->text().contains(QStringLiteral("table")))
            action->trigger();
    }
    QCOMPARE(tables.size(), 1);
    QVERIFY(!view.plotData().curves()[0].isVisible);
    menu->close();
}

void tst_TimeSeriesView::table()
{
    TimeSeriesView view;
    view.setTimeRange(start, start + 10'000);
    view.setSeries({Series{QStringLiteral("in"), {{start, 1.5}, {start + 2'000, 2}}},
                    Series{QStringLiteral("out"), {{start + 2'000, 7}, {start + 20'000, 9}}}});
    const QStringList lines = view.toTable().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(0), QStringLiteral("Time\tin\tout"));
    QVERIFY(lines.at(1).endsWith(QStringLiteral("\t1.5\t")));
    QVERIFY(lines.at(2).endsWith(QStringLiteral("\t2\t7")));
}

void tst_TimeSeriesView::summary()
{
    TimeSeriesView view;
    QCOMPARE(view.spokenSummary(), QStringLiteral("No data yet"));
    view.setTimeRange(start, start + 10'000);
    view.setSeries({Series{QStringLiteral("in"), {{start, 5}, {start + 1, 1}, {start + 2, 3}}}});
    QCOMPARE(view.spokenSummary(), QStringLiteral("in: last 3, lowest 1, highest 5"));
    QCOMPARE(view.accessibleDescription(), view.spokenSummary());
}

void tst_TimeSeriesView::exporting()
{
    QTemporaryDir folder;
    TimeSeriesView view;
    view.resize(300, 150);
    view.setSeries({wave("a", 100, 5)});
    const QString fileName = folder.filePath(QStringLiteral("plot.png"));
    QVERIFY(view.exportPng(fileName));
    QCOMPARE(QImage(fileName).size(), QSize(600, 300));
    QVERIFY(!view.exportPng(folder.filePath(QStringLiteral("no/such/folder/plot.png"))));
}

// One value of a hundred thousand must not get lost between the pixels.
void tst_TimeSeriesView::spikesStayVisible()
{
    Series series = wave("a", 100'000, 0, 10);
    series.points[54'321].value = 100;
    PlotData data;
    data.setSeries({series});
    TimeSeriesView view;
    view.resize(400, 200);
    view.setTimeRange(start, start + 1'000'000);
    view.setSeries({series});
    const QImage image = view.toImage({400, 200});
    const QColor ground = view.palette().color(QPalette::Base);
    int columns = 0;
    const int middle = 90;
    for (int x = 40; x < 390; ++x) {
        const QColor pixel = image.pixelColor(x, middle);
        columns += pixel.saturation() > 60 && pixel != ground;
    }
    QVERIFY(columns >= 1 && columns <= 6);
}

void tst_TimeSeriesView::gapsStayOpen()
{
    Series series;
    series.points = {{start, 50}, {start + 2'000, 50}, {start + 58'000, 50}, {start + 60'000, 50}};
    TimeSeriesView view;
    view.setTimeRange(start, start + 60'000);
    view.setSeries({series});
    const QImage image = view.toImage({400, 200});
    int coloured = 0;
    for (int y = 0; y < 200; ++y)
        coloured += image.pixelColor(200, y).saturation() > 60;
    QCOMPARE(coloured, 0);
}

void tst_TimeSeriesView::manyPoints()
{
    TimeSeriesView view;
    view.resize(1'000, 300);
    view.setTimeRange(start, start + 7'200'000);
    for (const int points : {1'800, 10'000, 100'000}) {
        QList<Series> series;
        for (const char *name : {"a", "b", "c", "d"})
            series.append(wave(name, points, 10, 7'200'000 / points));
        view.setSeries(series);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!view.toImage(view.size()).isNull());
        qInfo("4 x %d points: %.1f ms", points, double(timer.nsecsElapsed()) / 1e6);
        QVERIFY2(timer.elapsed() < 1'000, "a frame takes far too long");
    }
}

void tst_TimeSeriesView::hostileData()
{
    TimeSeriesView view;
    Series series = wave("a", 5, 1e300);
    view.setTimeRange(start, start - 5);
    view.setSeries({series, {}});
    for (const PlotStyle style :
         {PlotStyle::Line, PlotStyle::Area, PlotStyle::Bar, PlotStyle::Stack}) {
        view.setStyle(style);
        QVERIFY(!view.toImage({300, 100}).isNull());
        QVERIFY(!view.toImage({20, 10}).isNull()); // no room for anything
    }
    view.zoomTo(start + 5, start);
    QCOMPARE(view.visibleRange().second - view.visibleRange().first, 1'000);
}

void tst_TimeSeriesView::accessibility()
{
    QWidget window;
    auto *layout = new QHBoxLayout(&window);
    auto *view = new TimeSeriesView(&window);
    view->setObjectName(QStringLiteral("clientsPlot"));
    view->setTitle(QStringLiteral("Clients per server"));
    layout->addWidget(view);
    auto *tile = new StatTile(QStringLiteral("Clients"), &window);
    layout->addWidget(tile);
    QCOMPARE(accessibilityProblems(&window), QStringList());
    QCOMPARE(view->accessibleName(), QStringLiteral("Clients per server plot"));
    tile->setValue(QStringLiteral("1,204"), QStringLiteral("3 % by polling"));
    QCOMPARE(tile->accessibleName(), QStringLiteral("Clients: 1,204, 3 % by polling"));
    // The check finds what it is for.
    view->setAccessibleName({});
    QCOMPARE(accessibilityProblems(&window).size(), 1);
}

void tst_TimeSeriesView::pictures()
{
    Theme theme(Theme::Mode::Light);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        QWidget window;
        auto *layout = new QGridLayout(&window);
        int cell = 0;
        for (const PlotStyle style :
             {PlotStyle::Line, PlotStyle::Area, PlotStyle::Stack, PlotStyle::Bar}) {
            auto *view = new TimeSeriesView(&window);
            view->setTitle(QStringLiteral("Packets"), QStringLiteral("per second"));
            view->setStyle(style);
            const int points = style == PlotStyle::Bar ? 20 : 300;
            view->setTimeRange(start, start + points * 2'000);
            QList<Series> series{wave("transport close", points, 800),
                                 wave("ping timeout", points, 500),
                                 wave("client namespace disconnect", points, 300)};
            if (style == PlotStyle::Bar) {
                for (Series &one : series)
                    one.interval = 2'000;
            }
            view->setSeries(series);
            if (style == PlotStyle::Line) {
                view->setThresholds({{1'500, QStringLiteral("alert above 1500")}});
                view->setMarks({{start + 200'000, QStringLiteral("Server lost")}});
                view->setFocus();
                for (int i = 0; i < 64; ++i)
                    QTest::keyClick(view, Qt::Key_Left);
            }
            layout->addWidget(view, cell / 2, cell % 2);
            ++cell;
        }
        for (int i = 0; i < 2; ++i) {
            auto *tile = new StatTile(QStringLiteral("Events per second"), &window);
            tile->setValue(QStringLiteral("2,013"),
                           i ? QStringLiteral("512 in, 1,501 out") : QString());
            tile->setPoints(wave("x", 40, 100).points);
            layout->addWidget(tile, 2, i);
        }
        window.resize(1'000, 640);
        savePicture(&window, QStringLiteral("plots-") + Theme::nameOf(mode));
        QVERIFY(!window.grab().isNull());
    }
    theme.setMode(Theme::Mode::Light);
}

QTEST_MAIN(tst_TimeSeriesView)
#include "tst_timeseriesview.moc"
