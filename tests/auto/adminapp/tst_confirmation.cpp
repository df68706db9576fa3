// SPDX-License-Identifier: MIT
#include "shared/accessibilitycheck.h"
#include "shared/widgettest.h"
#include "widgets/bannerstack.h"
#include "widgets/confirmdialog.h"
#include "widgets/theme.h"

#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace QsioAdmin;

// ConfirmDialog and BannerStack: what the window says to its user.
class tst_Confirmation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWidgetWarning(); }
    void levels_data();
    void levels();
    void returnDoesNotConfirm();
    void list();
    void typed();
    void nothingToType();
    void banners();
    void dismissedBanners();
    void bannerThatRemovesItself();
    void accessibility();
    void pictures();

private:
    static ConfirmRequest request(ConfirmLevel level, qsizetype count);
};

ConfirmRequest tst_Confirmation::request(ConfirmLevel level, qsizetype count)
{
    ConfirmRequest request;
    request.level = level;
    request.title = QStringLiteral("Disconnect %1 sockets?").arg(count);
    request.text = QStringLiteral("They leave /chat. Their clients may come back at once.");
    request.verb = QStringLiteral("Disconnect");
    request.targetCount = count;
    for (qsizetype i = 0; i < std::min<qsizetype>(count, 100); ++i)
        request.targets.append(QStringLiteral("asyV2kUyPqVb%1AAAA  alice  10.0.0.%1").arg(i));
    request.commands = QStringLiteral("_disconnect(\"/chat\", false, [37 ids])");
    request.expected = QStringLiteral("/chat");
    return request;
}

void tst_Confirmation::levels_data()
{
    QTest::addColumn<qsizetype>("count");
    QTest::addColumn<bool>("isWhole");
    QTest::addColumn<bool>("isReversible");
    QTest::addColumn<bool>("isRed");
    QTest::addColumn<ConfirmLevel>("level");
    const auto row = [](const char *name, qsizetype count, bool whole, bool reversible, bool red,
                        ConfirmLevel level) {
        QTest::newRow(name) << count << whole << reversible << red << level;
    };
    row("join one", 1, false, true, false, ConfirmLevel::None);
    row("join one, red", 1, false, true, true, ConfirmLevel::None);
    row("disconnect one", 1, false, false, false, ConfirmLevel::Plain);
    row("disconnect one, red", 1, false, false, true, ConfirmLevel::Typed);
    row("join two", 2, false, true, false, ConfirmLevel::List);
    row("disconnect 100", 100, false, false, false, ConfirmLevel::List);
    row("disconnect 101", 101, false, false, false, ConfirmLevel::Typed);
    row("join two, red", 2, false, true, true, ConfirmLevel::Typed);
    row("join everybody", 1, true, true, false, ConfirmLevel::Typed);
}

void tst_Confirmation::levels()
{
    QFETCH(qsizetype, count);
    QFETCH(bool, isWhole);
    QFETCH(bool, isReversible);
    QFETCH(bool, isRed);
    QTEST(ConfirmRequest::levelFor(count, isWhole, isReversible, isRed), "level");
}

void tst_Confirmation::returnDoesNotConfirm()
{
    QPointer dialog = new ConfirmDialog(request(ConfirmLevel::Plain, 1));
    QSignalSpy accepted(dialog.data(), &QDialog::accepted);
    QSignalSpy rejected(dialog.data(), &QDialog::rejected);
    dialog->open();
    QTest::keyClick(dialog.data(), Qt::Key_Return);
    QCOMPARE(accepted.size(), 0);
    QCOMPARE(rejected.size(), 1);
    QTRY_VERIFY(!dialog);
}

void tst_Confirmation::list()
{
    QPointer dialog = new ConfirmDialog(request(ConfirmLevel::List, 37));
    dialog->open();
    auto *list = dialog->findChild<QListWidget *>(QStringLiteral("confirmTargets"));
    QCOMPARE(list->count(), 11);
    QVERIFY(list->item(10)->text().contains(QStringLiteral("27 more")));
    QSignalSpy accepted(dialog.data(), &QDialog::accepted);
    dialog->findChild<QPushButton *>(QStringLiteral("confirmAccept"))->click();
    QCOMPARE(accepted.size(), 1);
    QTRY_VERIFY(!dialog);
}

void tst_Confirmation::typed()
{
    QPointer dialog = new ConfirmDialog(request(ConfirmLevel::Typed, 1'000));
    dialog->open();
    auto *confirm = dialog->findChild<QPushButton *>(QStringLiteral("confirmAccept"));
    auto *edit = dialog->findChild<QLineEdit *>(QStringLiteral("confirmTyped"));
    QVERIFY(!confirm->isEnabled());
    QTest::keyClicks(edit, QStringLiteral("/cha"));
    QVERIFY(!confirm->isEnabled());
    QTest::keyClicks(edit, QStringLiteral("t"));
    QVERIFY(confirm->isEnabled());
    QTest::keyClicks(edit, QStringLiteral("s"));
    QVERIFY(!confirm->isEnabled());
    QTest::keyClick(edit, Qt::Key_Backspace);
    QSignalSpy accepted(dialog.data(), &QDialog::accepted);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
    QTRY_VERIFY(!dialog);
}

void tst_Confirmation::nothingToType()
{
    ConfirmRequest empty = request(ConfirmLevel::Typed, 1'000);
    empty.expected.clear();
    ConfirmDialog dialog(empty);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *edit = dialog.findChild<QLineEdit *>(QStringLiteral("confirmTyped"));
    QTest::keyClicks(edit, QStringLiteral(" "));
    QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("confirmAccept"))->isEnabled());
}

void tst_Confirmation::banners()
{
    BannerStack stack;
    QVERIFY(stack.isHidden());
    Banner banner{QStringLiteral("stale"), BannerLevel::Warning, QStringLiteral("Not connected."),
                  QStringLiteral("Reconnect")};
    stack.setBanner(banner);
    QVERIFY(!stack.isHidden());
    QVERIFY(stack.isShown(QStringLiteral("stale")));
    QSignalSpy triggered(&stack, &BannerStack::actionTriggered);
    stack.findChild<QPushButton *>(QStringLiteral("staleAction"))->click();
    QCOMPARE(triggered.size(), 1);
    QCOMPARE(triggered.first().first().toString(), QStringLiteral("stale"));
    banner.text = QStringLiteral("Still not connected.");
    stack.setBanner(banner);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(stack.findChildren<QPushButton *>().size(), 1); // one in the place of the other
    stack.removeBanner(banner.id);
    QVERIFY(stack.isHidden());
}

void tst_Confirmation::dismissedBanners()
{
    BannerStack stack;
    Banner banner{QStringLiteral("production"), BannerLevel::Information,
                  QStringLiteral("Lists are not available."), QString()};
    stack.setBanner(banner);
    QSignalSpy dismissed(&stack, &BannerStack::dismissed);
    stack.findChild<QToolButton *>(QStringLiteral("productionDismiss"))->click();
    QCOMPARE(dismissed.size(), 1);
    QVERIFY(!stack.isShown(banner.id));
    stack.setBanner(banner); // said every second: it does not come back
    QVERIFY(!stack.isShown(banner.id));
    banner.text += QStringLiteral(" Not at all.");
    stack.setBanner(banner);
    QVERIFY(stack.isShown(banner.id));
    stack.findChild<QToolButton *>(QStringLiteral("productionDismiss"))->click();
    stack.removeBanner(banner.id);
    stack.setBanner(banner); // it has been away
    QVERIFY(stack.isShown(banner.id));
}

void tst_Confirmation::bannerThatRemovesItself()
{
    BannerStack stack;
    connect(&stack, &BannerStack::actionTriggered, &stack, &BannerStack::removeBanner);
    stack.setBanner(
        {QStringLiteral("a"), BannerLevel::Error, QStringLiteral("A"), QStringLiteral("Go")});
    stack.findChild<QPushButton *>(QStringLiteral("aAction"))->click();
    QVERIFY(!stack.isShown(QStringLiteral("a")));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(stack.findChildren<QPushButton *>().isEmpty());
}

void tst_Confirmation::accessibility()
{
    for (const ConfirmLevel level :
         {ConfirmLevel::Plain, ConfirmLevel::List, ConfirmLevel::Typed}) {
        ConfirmDialog dialog(request(level, 37));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(accessibilityProblems(&dialog), QStringList());
    }
    BannerStack stack;
    stack.setBanner(
        {QStringLiteral("a"), BannerLevel::Error, QStringLiteral("A"), QStringLiteral("Go")});
    stack.setBanner(
        {QStringLiteral("b"), BannerLevel::Error, QStringLiteral("B"), QStringLiteral("Go")});
    QCOMPARE(accessibilityProblems(&stack), QStringList());
}

void tst_Confirmation::pictures()
{
    Theme theme(Theme::Mode::Light);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        for (const ConfirmLevel level :
             {ConfirmLevel::Plain, ConfirmLevel::List, ConfirmLevel::Typed}) {
            ConfirmDialog dialog(request(level, level == ConfirmLevel::Plain ? 1 : 37));
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            dialog.show();
            savePicture(&dialog,
                        QStringLiteral("confirm-%1-%2").arg(int(level)).arg(Theme::nameOf(mode)));
        }
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *stack = new BannerStack(&window);
        layout->addWidget(stack);
        layout->addStretch();
        stack->setBanner({QStringLiteral("a"), BannerLevel::Information,
                          QStringLiteral("Read-only: no commands can be sent."), QString()});
        stack->setBanner(
            {QStringLiteral("b"), BannerLevel::Warning,
             QStringLiteral("Not connected. What is listed is as of 22:41:07, and may be long "
                            "gone. The next attempt is in 12 seconds, the fifth one by now."),
             QStringLiteral("Reconnect")});
        stack->setBanner({QStringLiteral("c"), BannerLevel::Error,
                          QStringLiteral("The certificate is not verified."), QString(), false});
        window.resize(640, 220);
        savePicture(&window, QStringLiteral("banners-") + Theme::nameOf(mode));
        QVERIFY(stack->isShown(QStringLiteral("c")));
    }
    theme.setMode(Theme::Mode::Light);
}

QTEST_MAIN(tst_Confirmation)
#include "tst_confirmation.moc"
