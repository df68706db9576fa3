// SPDX-License-Identifier: MIT
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "widgets/filterbar.h"
#include "widgets/theme.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace QsioAdmin;
using namespace std::chrono_literals;

namespace {

// A word that begins with "bad" is none.
std::optional<FilterError> check(const QString &text)
{
    const qsizetype at = text.indexOf(QStringLiteral("bad"));
    if (at < 0)
        return {};
    return FilterError{QStringLiteral("There is no key called \"bad\"."), at, 3};
}

QStringList complete(const QString &text, int cursor)
{
    const QString word = text.left(cursor).section(u' ', -1);
    QStringList words{QStringLiteral("nsp:"), QStringLiteral("name:"),
                      QStringLiteral("room:lobby")};
    words.removeIf([&word](const QString &one) { return !one.startsWith(word); });
    return words;
}

} // namespace

class tst_FilterBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWidgetWarning(); }
    void typing();
    void problems();
    void underlineLeavesTheTextAlone();
    void completion();
    void expressions();
    void history();
    void saved();
    void terms();
    void escape();
    void accessibility();
    void pictures();

private:
    static FilterEdit *edit(FilterBar &bar)
    {
        return bar.findChild<FilterEdit *>(QStringLiteral("socketsFilter"));
    }
};

void tst_FilterBar::typing()
{
    FilterBar bar(QStringLiteral("Sockets"));
    bar.setDelay(20ms);
    QSignalSpy changed(&bar, &FilterBar::filterChanged);
    QTest::keyClicks(edit(bar), QStringLiteral("abc"));
    QCOMPARE(changed.size(), 0);
    QTRY_COMPARE(changed.size(), 1); // one for three keys
    QCOMPARE(changed.first().first().toString(), QStringLiteral("abc"));
    QTest::keyClicks(edit(bar), QStringLiteral(" d"));
    QTest::keyClick(edit(bar), Qt::Key_Return);
    QCOMPARE(bar.filter(), QStringLiteral("abc d")); // at once
    bar.setText({});
    QCOMPARE(bar.filter(), QString());
}

void tst_FilterBar::problems()
{
    FilterBar bar(QStringLiteral("Sockets"));
    bar.setChecker(check);
    QSignalSpy changed(&bar, &FilterBar::filterChanged);
    bar.setText(QStringLiteral("id:1"));
    bar.setText(QStringLiteral("id:1 bad:2"));
    QVERIFY(!bar.isValid());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(bar.filter(), QStringLiteral("id:1")); // the last that was right
    QVERIFY(edit(bar)->accessibleDescription().contains(QStringLiteral("no key")));
    QTest::keyClick(edit(bar), Qt::Key_Return);
    QVERIFY(!bar.history().contains(QStringLiteral("id:1 bad:2")));
    bar.setText(QStringLiteral("id:3"));
    QVERIFY(bar.isValid());
    QCOMPARE(bar.filter(), QStringLiteral("id:3"));
    QVERIFY(edit(bar)->accessibleDescription().isEmpty());
}

void tst_FilterBar::underlineLeavesTheTextAlone()
{
    FilterBar bar(QStringLiteral("Sockets"));
    bar.setChecker(check);
    for (const QChar c : QStringLiteral("a bad b")) {
        QTest::keyClick(edit(bar), c.toLatin1());
        QCOMPARE(edit(bar)->cursorPosition(), int(bar.text().size()));
    }
    QCOMPARE(bar.text(), QStringLiteral("a bad b"));
    QVERIFY(edit(bar)->isUndoAvailable());
    QTest::keyClick(edit(bar), Qt::Key_Backspace);
    QCOMPARE(bar.text(), QStringLiteral("a bad "));
}

void tst_FilterBar::completion()
{
    FilterBar bar(QStringLiteral("Sockets"));
    bar.setCompleter(complete);
    bar.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bar));
    bar.setFocus();
    QTest::keyClicks(edit(bar), QStringLiteral("x n"));
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto *popup = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
    QVERIFY(popup);
    QCOMPARE(popup->model()->rowCount(), 2);
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(bar.text(), QStringLiteral("x nsp:")); // a key waits for its value
    QTest::keyClicks(edit(bar), QStringLiteral("/ r"));
    QTRY_VERIFY(QApplication::activePopupWidget());
    popup = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(bar.text(), QStringLiteral("x nsp:/ room:lobby "));
}

// The language of the tables.
void tst_FilterBar::expressions()
{
    QVERIFY(!FilterBar::checkExpression(QStringLiteral("nsp:/chat -addr:10.0.*")));
    const auto error = FilterBar::checkExpression(QStringLiteral("nsp:/chat nokey:1"));
    QVERIFY(error);
    QCOMPARE(error->position, 10);
    QVERIFY(!error->message.isEmpty());
    QVERIFY(FilterBar::completeKeys(QStringLiteral("x ns"), 4).contains(QStringLiteral("nsp:")));
    QVERIFY(FilterBar::completeKeys(QStringLiteral("x -ns"), 5).contains(QStringLiteral("-nsp:")));
    QVERIFY(FilterBar::completeKeys(QStringLiteral("qqq"), 3).isEmpty());
}

void tst_FilterBar::history()
{
    FilterBar bar(QStringLiteral("Sockets"));
    QSignalSpy changed(&bar, &FilterBar::historyChanged);
    for (const char *text : {"a", "b", "a"}) {
        bar.setText(QString::fromLatin1(text));
        QTest::keyClick(edit(bar), Qt::Key_Return);
    }
    QCOMPARE(bar.history(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(changed.size(), 3);
    bar.setHistory(QStringList(1'000, QStringLiteral("x")));
    QCOMPARE(bar.history().size(), FilterBar::maxHistory);
}

void tst_FilterBar::saved()
{
    FilterBar bar(QStringLiteral("Sockets"));
    auto *save = bar.findChild<QToolButton *>(QStringLiteral("socketsFilterSave"));
    QVERIFY(!save->isEnabled()); // nothing to save
    bar.setText(QStringLiteral("nsp:/chat"));
    save->click();
    QCOMPARE(bar.savedFilters(), QStringList{QStringLiteral("nsp:/chat")});
    QVERIFY(save->isChecked());
    bar.setText(QStringLiteral("other"));
    QVERIFY(!save->isChecked());
    auto *open = bar.findChild<QToolButton *>(QStringLiteral("socketsFilterHistory"));
    Q_EMIT open->menu()->aboutToShow();
    const QList<QAction *> actions = open->menu()->actions();
    QCOMPARE(actions.size(), 2); // a heading and the filter
    actions.last()->trigger();
    QCOMPARE(bar.filter(), QStringLiteral("nsp:/chat"));
    save->click();
    QVERIFY(bar.savedFilters().isEmpty());
}

void tst_FilterBar::terms()
{
    FilterBar bar(QStringLiteral("Sockets"));
    bar.addTerm(QStringLiteral("nsp:/"));
    bar.addTerm(QStringLiteral("-addr:10.0.0.1"));
    QCOMPARE(bar.filter(), QStringLiteral("nsp:/ -addr:10.0.0.1"));
}

void tst_FilterBar::escape()
{
    FilterBar bar(QStringLiteral("Sockets"));
    bar.setText(QStringLiteral("x"));
    QTest::keyClick(edit(bar), Qt::Key_Escape);
    QCOMPARE(bar.text(), QString());
}

void tst_FilterBar::accessibility()
{
    FilterBar bar(QStringLiteral("Sockets"));
    QCOMPARE(accessibilityProblems(&bar), QStringList());
    QCOMPARE(edit(bar)->accessibleName(), QStringLiteral("Sockets filter"));
}

void tst_FilterBar::pictures()
{
    Theme theme(Theme::Mode::Light);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        for (const char *text : {"", "nsp:/chat data.user=42", "nsp:/chat bad:10.0.*"}) {
            auto *bar = new FilterBar(QStringLiteral("Sockets"), &window);
            bar->setChecker(check);
            bar->setText(QString::fromLatin1(text));
            layout->addWidget(bar);
        }
        window.resize(620, 160);
        savePicture(&window, QStringLiteral("filter-") + Theme::nameOf(mode));
        QVERIFY(!window.grab().isNull());
    }
    theme.setMode(Theme::Mode::Light);
}

QTEST_MAIN(tst_FilterBar)
#include "tst_filterbar.moc"
