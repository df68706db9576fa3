// SPDX-License-Identifier: MIT
#include "models/eventsmodel.h"
#include "models/eventstatisticsmodel.h"
#include "models/jsondiffmodel.h"
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "window/eventrulesdialog.h"
#include "window/eventspage.h"
#include "window/eventstatisticsdialog.h"
#include "window/listtable.h"
#include "window/tableexport.h"
#include "windowfixture.h"

#include <QtCore/QBuffer>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace QsioAdmin;
using QSocketIo::waitFor;

// The page of events: marks, differences, statistics and colours, by keyboard and mouse.
class tst_EventsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void marksAndDifference();
    void goesFromMarkToMark();
    void followsASocket();
    void newEventsWhilePaused();
    void statistics();
    void colours();
    void coloursAreRemembered();
    void exportsSelectedRows();

private:
    void open(int events);
    [[nodiscard]] ListTable *table() const
    {
        return qobject_cast<EventsPage *>(fixture->window->page(QStringLiteral("events")))->table();
    }
    [[nodiscard]] QAbstractItemModel *rows() const { return table()->model(); }
    template<typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return fixture->child<Widget>(name);
    }

    std::unique_ptr<WindowFixture> fixture;
};

void tst_EventsPage::init()
{
    failOnWidgetWarning();
    fixture = std::make_unique<WindowFixture>();
}

void tst_EventsPage::cleanup()
{
    fixture.reset();
}

void tst_EventsPage::open(int events)
{
    fixture->open(QStringLiteral("events"));
    fixture->sayEvents(events);
    QVERIFY(waitFor([&] { return rows()->rowCount() == events; }));
    table()->setFocus();
}

void tst_EventsPage::marksAndDifference()
{
    open(6);
    table()->selectRow(1);
    QTest::keyClick(table(), Qt::Key_M);
    QVERIFY(rows()->index(1, 0).data().toString().startsWith(u'★'));
    const QAbstractItemModel *diff = child<QTableView>("Difference_to_the_marked_event")->model();
    QCOMPARE(diff->rowCount(), 0); // to itself
    table()->selectRow(4);
    QCOMPARE(diff->rowCount(), 1);
    QCOMPARE(diff->index(0, JsonDiffModel::Path).data().toString(), QStringLiteral("[0].text"));
    QCOMPARE(diff->index(0, JsonDiffModel::Before).data().toString(),
             QStringLiteral("\"hello 1\""));
    QVERIFY(child<QLabel>("eventDiffText")->text().contains(QStringLiteral("number 2")));
    QTest::mouseClick(child<QToolButton>("eventsClear"), Qt::LeftButton);
    QVERIFY(waitFor([&] { return rows()->rowCount() == 0; }));
    QVERIFY(!child<QAction>("eventsNextMark")->isEnabled());
    const QStringList problems = accessibilityProblems(fixture->window.get());
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_EventsPage::goesFromMarkToMark()
{
    open(20);
    for (const int row : {3, 8, 14}) {
        table()->selectRow(row);
        QTest::keyClick(table(), Qt::Key_M);
    }
    table()->selectRow(0);
    QTest::keyClick(table(), Qt::Key_N);
    QCOMPARE(table()->currentIndex().row(), 3);
    QTest::keyClick(table(), Qt::Key_N);
    QTest::keyClick(table(), Qt::Key_N);
    QCOMPARE(table()->currentIndex().row(), 14);
    QTest::keyClick(table(), Qt::Key_N); // there are no more
    QCOMPARE(table()->currentIndex().row(), 14);
    QTest::keyClick(table(), Qt::Key_N, Qt::ShiftModifier);
    QCOMPARE(table()->currentIndex().row(), 8);
    QTest::keyClick(table(), Qt::Key_M); // removes it
    child<QLineEdit>("eventsFilter")->setText(QStringLiteral("dir:in"));
    QVERIFY(waitFor([&] { return rows()->rowCount() == 10; }));
    table()->selectRow(0);
    QTest::keyClick(table(), Qt::Key_N); // passes over what the filter hides
    QCOMPARE(rows()->index(table()->currentIndex().row(), 0).data(IdRole).toString(),
             QStringLiteral("4"));
    QTest::keyClick(table(), Qt::Key_N);
    QCOMPARE(rows()->index(table()->currentIndex().row(), 0).data(IdRole).toString(),
             QStringLiteral("4"));
    child<QAction>("eventsClearMarks")->trigger();
    QVERIFY(!child<QAction>("eventsNextMark")->isEnabled());
}

void tst_EventsPage::followsASocket()
{
    open(24);
    table()->selectRow(1);
    auto *button = child<QToolButton>("eventsFollowing");
    QVERIFY(!button->isVisible());
    QTest::keyClick(table(), Qt::Key_F);
    QVERIFY(waitFor([&] { return rows()->rowCount() == 2; }));
    QVERIFY(button->isVisible());
    QVERIFY(button->text().contains(QStringLiteral("sock001")));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(waitFor([&] { return rows()->rowCount() == 24; }));
    QVERIFY(!button->isVisible());
}

void tst_EventsPage::newEventsWhilePaused()
{
    open(5);
    auto *button = child<QToolButton>("eventsWaiting");
    QVERIFY(!button->isVisible());
    child<QAction>("pauseAction")->trigger();
    fixture->sayEvents(1234);
    QVERIFY(waitFor([&] { return button->text() == QStringLiteral("1,234 new ▼"); }));
    QVERIFY(button->isVisible());
    QCOMPARE(rows()->rowCount(), 5);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(waitFor([&] { return rows()->rowCount() == 1239; }));
    QVERIFY(!button->isVisible());
    QVERIFY(child<QAction>("pauseAction")->isChecked()); // it goes on standing still
}

void tst_EventsPage::statistics()
{
    open(20);
    child<QAction>("eventsStatistics")->trigger();
    auto *dialog = fixture->window->findChild<EventStatisticsDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    const auto *list = dialog->findChild<QTableView *>(QStringLiteral("Statistics_of_events"));
    QCOMPARE(list->model()->rowCount(), 1);
    QCOMPARE(list->model()->index(0, EventStatisticsModel::Count).data().toString(),
             QStringLiteral("20"));
    dialog->findChild<QComboBox *>(QStringLiteral("statisticsBy"))->setCurrentIndex(2);
    QCOMPARE(list->model()->rowCount(), 2);
    QVERIFY(accessibilityProblems(dialog).isEmpty());
    savePicture(dialog, QStringLiteral("event-statistics"));
    dialog->close();
}

void tst_EventsPage::colours()
{
    open(4);
    child<QAction>("eventsRules")->trigger();
    auto *dialog = fixture->window->findChild<EventRulesDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    const qsizetype before = dialog->rules().size();
    auto *ok = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    QVERIFY(ok->isEnabled());
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("ruleAdd")), Qt::LeftButton);
    QVERIFY(!ok->isEnabled()); // it has no filter yet
    auto *filter = dialog->findChild<QLineEdit *>(QStringLiteral("ruleFilter"));
    QTest::keyClicks(filter, QStringLiteral("nonsense:1"));
    QVERIFY(!ok->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("rulesProblem"))
                ->text()
                .contains(QStringLiteral("nonsense")));
    filter->clear();
    QTest::keyClicks(filter, QStringLiteral("dir=in"));
    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("ruleName"));
    name->clear();
    QTest::keyClicks(name, QStringLiteral("asked"));
    QVERIFY(ok->isEnabled());
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("ruleUp")), Qt::LeftButton);
    QCOMPARE(dialog->rules().size(), before + 1);
    QCOMPARE(dialog->rules()[before - 1].name, QStringLiteral("asked"));
    QVERIFY(accessibilityProblems(dialog).isEmpty());
    savePicture(dialog, QStringLiteral("event-rules"));
    QTest::mouseClick(ok, Qt::LeftButton);
    QCOMPARE(rows()->index(1, EventsModel::Rule).data().toString(), QStringLiteral("asked"));
    QVERIFY(rows()->index(0, EventsModel::Rule).data().toString().isEmpty());
    savePicture(fixture->window.get(), QStringLiteral("events-colours"));
}

void tst_EventsPage::coloursAreRemembered()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("layout.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("events/rules"),
                      eventRulesToJson({{QStringLiteral("mine"), QStringLiteral("dir=in"), {}}}));
    fixture->open(QStringLiteral("events"), {.settings = &settings});
    fixture->sayEvents(2);
    QVERIFY(waitFor([&] { return rows()->rowCount() == 2; }));
    QCOMPARE(rows()->index(1, EventsModel::Rule).data().toString(), QStringLiteral("mine"));
    settings.clear();
    fixture->window->close();
    QVERIFY(settings.value(QStringLiteral("events/rules")).toByteArray().contains("mine"));
}

void tst_EventsPage::exportsSelectedRows()
{
    open(6);
    QList<QPersistentModelIndex> chosen{rows()->index(1, 0), rows()->index(4, 0)};
    const auto text = [&](ExportFormat format) {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        [&] { QVERIFY(exportRows(chosen, format, &buffer)); }();
        return buffer.data();
    };
    QCOMPARE(text(ExportFormat::Csv).count("\r\n"), 3); // with the header
    QCOMPARE(text(ExportFormat::Ndjson).count('\n'), 2);
    QVERIFY(text(ExportFormat::Ndjson).contains("hello 4"));
    QVERIFY(QJsonDocument::fromJson(text(ExportFormat::Json)).array().size() == 2);
    QTest::mouseClick(child<QToolButton>("eventsClear"), Qt::LeftButton);
    QVERIFY(waitFor([&] { return rows()->rowCount() == 0; }));
    QCOMPARE(text(ExportFormat::Json), QByteArray("[\n]\n")); // they are gone
}

QTEST_MAIN(tst_EventsPage)
#include "tst_eventspage.moc"
