// SPDX-License-Identifier: MIT
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "widgets/jsonproblem.h"
#include "widgets/payloadeditor.h"
#include "widgets/theme.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

using namespace QsioAdmin;
using QSocketIo::Payload;

class tst_PayloadEditor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWidgetWarning(); }
    void problems_data();
    void problems();
    void arguments();
    void binary();
    void files();
    void placeholdersWithoutFile();
    void removing();
    void maxPayload();
    void tidying();
    void goingToTheProblem();
    void accessibility();
    void pictures();
};

void tst_PayloadEditor::problems_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line"); // 0: it is right
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const char *text, int line, int column) {
        QTest::newRow(name) << QString::fromUtf8(text) << line << column;
    };
    row("nothing", " \n ", 0, 0);
    row("one", "1", 0, 0);
    row("several", "\"a\", {\"b\": [1, 2]}, null", 0, 0);
    row("word", "hello", 1, 1);
    row("second value", "1, hello", 1, 4);
    row("second line", "1,\n  nope", 2, 3);
    row("after umlauts", "\"\xc3\xa4\xc3\xb6\xc3\xbc\", x", 1, 8);
    row("comma missing", "1 2", 1, 3);
    row("comma at the end", "1,", 1, 3);
    row("not closed", "[1, 2", 1, 6);
    row("closed twice", "1]", 1, 3);
    row("text not closed", "\"abc", 1, 5);
    row("brackets of ours", "1], [2", 1, 3);
}

void tst_PayloadEditor::problems()
{
    QFETCH(QString, text);
    QFETCH(int, line);
    const auto problem = JsonProblem::inArguments(text);
    QCOMPARE(problem.has_value(), line > 0);
    if (!problem)
        return;
    QCOMPARE(problem->line, line);
    QVERIFY(!problem->text.isEmpty());
    QVERIFY(problem->position <= text.size());
    // Where the reader notices differs by a character or two between kinds of mistakes.
    QFETCH(int, column);
    QVERIFY2(std::abs(problem->column - column) <= 1, qPrintable(QString::number(problem->column)));
}

void tst_PayloadEditor::arguments()
{
    PayloadEditor editor;
    QSignalSpy changed(&editor, &PayloadEditor::changed);
    QVERIFY(editor.isValid());
    QVERIFY(editor.payload().isEmpty());
    editor.setText(QStringLiteral("\"text\", 42, {\"z\": 1, \"a\": [true]}"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(editor.payload().count(), 3);
    QCOMPARE(editor.payload().at(1).toInteger(), 42);
    QCOMPARE(editor.payload().json(), QByteArray("\"text\", 42, {\"z\": 1, \"a\": [true]}"));
    editor.setText(QStringLiteral("\"text\", 4 2"));
    QVERIFY(!editor.isValid());
    QVERIFY(editor.problem().startsWith(QStringLiteral("Line 1, column")));
    QVERIFY(editor.payload().isEmpty()); // never a part of it
    editor.clear();
    QVERIFY(editor.isValid());
}

void tst_PayloadEditor::binary()
{
    PayloadEditor editor;
    editor.setText(QStringLiteral("1"));
    editor.addBinary(QStringLiteral("a"), QByteArray("\x00\xff", 2));
    editor.addBinary(QStringLiteral("b"), "bb");
    const Payload payload = editor.payload();
    QCOMPARE(payload.count(), 3);
    QCOMPARE(payload.at(1).toByteArray(), QByteArray("\x00\xff", 2));
    QCOMPARE(payload.at(2).toByteArray(), QByteArray("bb"));
    // In another order, and only one of them: they are numbered anew.
    editor.setText(QStringLiteral("{\"x\":{ \"_placeholder\" : true, \"num\" : 1 }}"));
    QCOMPARE(editor.payload().attachments(), QList<QByteArray>{"bb"});
    QCOMPARE(editor.payload().json(), QByteArray("{\"x\":{\"_placeholder\":true,\"num\":0}}"));
    // What was sent can be edited again.
    PayloadEditor other;
    other.setPayload(payload);
    QCOMPARE(other.payload(), payload);
}

void tst_PayloadEditor::files()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("data.bin")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("bytes");
    file.close();
    PayloadEditor editor;
    QVERIFY(editor.addFile(file.fileName()));
    QCOMPARE(editor.payload().at(0).toByteArray(), QByteArray("bytes"));
    QVERIFY(!editor.addFile(folder.filePath(QStringLiteral("none"))));
    QCOMPARE(editor.payload().count(), 1); // as before
    for (qsizetype i = 1; i < PayloadEditor::maxFiles; ++i)
        QVERIFY(editor.addFile(file.fileName()));
    QVERIFY(!editor.addFile(file.fileName()));
}

void tst_PayloadEditor::placeholdersWithoutFile()
{
    PayloadEditor editor;
    editor.setText(QStringLiteral("{\"_placeholder\":true,\"num\":0}"));
    QVERIFY(!editor.isValid());
    QVERIFY(editor.payload().isEmpty());
}

void tst_PayloadEditor::removing()
{
    PayloadEditor editor;
    for (const char *bytes : {"zero", "one", "two"})
        editor.addBinary(QString::fromLatin1(bytes), bytes);
    auto *list = editor.findChild<QListWidget *>(QStringLiteral("argumentsFiles"));
    auto *remove = editor.findChild<QPushButton *>(QStringLiteral("argumentsRemoveFile"));
    QCOMPARE(list->count(), 3);
    list->setCurrentRow(0);
    remove->click();
    QCOMPARE(editor.payload().attachments(), (QList<QByteArray>{"one", "two"}));
    list->setCurrentRow(1);
    remove->click();
    QCOMPARE(editor.payload().attachments(), (QList<QByteArray>{"one"}));
    remove->click();
    QVERIFY(editor.payload().isEmpty());
    QCOMPARE(editor.text(), QString());
}

void tst_PayloadEditor::maxPayload()
{
    PayloadEditor editor;
    editor.setMaxPayload(100);
    editor.setText(u'"' + QString(98, u'x') + u'"');
    QVERIFY(editor.isValid());
    editor.setText(u'"' + QString(99, u'x') + u'"');
    QVERIFY(!editor.isValid());
    editor.setText({});
    editor.addBinary(QStringLiteral("large"), QByteArray(200, 'x'));
    QVERIFY(!editor.isValid());
    editor.setMaxPayload(0);
    QVERIFY(editor.isValid());
}

void tst_PayloadEditor::tidying()
{
    PayloadEditor editor;
    editor.setText(QStringLiteral("  1,\"a\"  ,{\"b\":2}"));
    editor.addBinary(QStringLiteral("x"), "x");
    const Payload before = editor.payload();
    auto *tidy = editor.findChild<QPushButton *>(QStringLiteral("argumentsTidy"));
    tidy->click();
    QCOMPARE(editor.text(),
             QStringLiteral("1,\n\"a\",\n{\n    \"b\": 2\n},\n{\"_placeholder\":true,\"num\":0}"));
    QCOMPARE(editor.payload(), before);
    editor.setText(QStringLiteral("1,"));
    QVERIFY(!tidy->isEnabled());
}

void tst_PayloadEditor::goingToTheProblem()
{
    PayloadEditor editor;
    editor.show();
    editor.setText(QStringLiteral("1,\n2,\noops"));
    editor.findChild<QPushButton *>(QStringLiteral("argumentsGoToProblem"))->click();
    auto *edit = editor.findChild<QPlainTextEdit *>(QStringLiteral("argumentsJson"));
    QCOMPARE(edit->textCursor().blockNumber(), 2);
}

void tst_PayloadEditor::accessibility()
{
    PayloadEditor editor;
    QCOMPARE(accessibilityProblems(&editor), QStringList());
    QVERIFY(editor.findChild<QPlainTextEdit *>(QStringLiteral("argumentsJson"))->tabChangesFocus());
}

void tst_PayloadEditor::pictures()
{
    Theme theme(Theme::Mode::Light);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        PayloadEditor editor;
        editor.resize(560, 260);
        editor.setMaxPayload(1'000'000);
        editor.setText(QStringLiteral("\"hello\",\n{\"user\": 42, \"tags\": [\"a\", \"b\"]}"));
        editor.addBinary(QStringLiteral("photo.png"), QByteArray(12'345, 'x'));
        savePicture(&editor, QStringLiteral("payload-") + Theme::nameOf(mode));
        editor.setText(QStringLiteral("\"hello\",\n{\"user\": 42, tags: 1}"));
        savePicture(&editor, QStringLiteral("payload-wrong-") + Theme::nameOf(mode));
        QVERIFY(!editor.isValid());
    }
    theme.setMode(Theme::Mode::Light);
}

QTEST_MAIN(tst_PayloadEditor)
#include "tst_payloadeditor.moc"
