// SPDX-License-Identifier: MIT
#include "shared/widgettest.h"
#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/themecolors.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QProxyStyle>
#include <QtWidgets/QStyle>

using namespace QsioAdmin;

class tst_Theme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWidgetWarning(); }
    void contrastRatios();
    void palettes_data();
    void palettes();
    void modes();
    void edgesOnDark();
    void icons();
    void iconsFollowThePalette();
    void pictures();
};

void tst_Theme::contrastRatios()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    QVERIFY(qAbs(contrastRatio(QColor(0x777777), Qt::white) - 4.48) < 0.01); // WCAG's own example
}

void tst_Theme::palettes_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<double>("least");
    QTest::newRow("light") << Theme::lightPalette() << 4.5;
    QTest::newRow("dark") << Theme::darkPalette() << 4.5;
    QTest::newRow("contrast") << Theme::contrastPalette() << 7.0;
}

void tst_Theme::palettes()
{
    QFETCH(QPalette, palette);
    QFETCH(double, least);
    const auto check = [&palette, least](QPalette::ColorRole text, QPalette::ColorRole ground) {
        const double ratio = contrastRatio(palette.color(text), palette.color(ground));
        return ratio >= least ? QString()
                              : QStringLiteral("%1 on %2: %3").arg(text).arg(ground).arg(ratio);
    };
    for (const auto &[text, ground] :
         std::initializer_list<std::pair<QPalette::ColorRole, QPalette::ColorRole>>{
             {QPalette::WindowText, QPalette::Window},
             {QPalette::Text, QPalette::Base},
             {QPalette::Text, QPalette::AlternateBase},
             {QPalette::ButtonText, QPalette::Button},
             {QPalette::HighlightedText, QPalette::Highlight},
             {QPalette::ToolTipText, QPalette::ToolTipBase},
             {QPalette::Link, QPalette::Base},
             {QPalette::Link, QPalette::Window},
             {QPalette::BrightText, QPalette::Window},
             {QPalette::PlaceholderText, QPalette::Base},
         })
        QCOMPARE(check(text, ground), QString());
    const ThemeColors &colors = ThemeColors::of(palette);
    QList<QColor> texts{colors.good, colors.warning, colors.bad, colors.information, colors.muted};
    texts.append(QList<QColor>(colors.series.begin(), colors.series.end()));
    for (const QColor &text : std::as_const(texts)) {
        for (const QPalette::ColorRole ground :
             {QPalette::Window, QPalette::Base, QPalette::AlternateBase})
            QVERIFY2(contrastRatio(text, palette.color(ground)) >= least, qPrintable(text.name()));
    }
}

void tst_Theme::modes()
{
    Theme theme(Theme::Mode::Light);
    const auto *style = qobject_cast<QProxyStyle *>(QApplication::style());
    QVERIFY(style);
    QCOMPARE(style->baseStyle()->name(), QStringLiteral("fusion"));
    QCOMPARE(style->styleHint(QStyle::SH_Widget_Animation_Duration), 0); // nothing moves by itself
    QVERIFY(!theme.isDark());
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.size(), 1);
    QVERIFY(isDark(QApplication::palette()));
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.size(), 1);
    for (const Theme::Mode mode :
         {Theme::Mode::System, Theme::Mode::Light, Theme::Mode::Dark, Theme::Mode::Contrast})
        QCOMPARE(Theme::modeFromName(Theme::nameOf(mode)), mode);
    QCOMPARE(Theme::modeFromName(QStringLiteral("pink")), Theme::Mode::System);
    theme.setMode(Theme::Mode::Light);
}

// Fusion draws them darker than the window: nobody would see where to type and to click.
void tst_Theme::edgesOnDark()
{
    const Theme theme(Theme::Mode::Dark);
    QLineEdit edit;
    QCheckBox box;
    for (QWidget *widget : {static_cast<QWidget *>(&edit), static_cast<QWidget *>(&box)}) {
        widget->resize(120, 24);
        const QImage image = widget->grab().toImage();
        int brightest = 0;
        for (int y = 0; y < image.height(); ++y)
            brightest = std::max(brightest, image.pixelColor(image.width() / 2, y).lightness());
        for (int x = 0; x < 20; ++x)
            brightest = std::max(brightest, image.pixelColor(x, image.height() / 2).lightness());
        QVERIFY2(brightest > 90, QByteArray::number(brightest));
    }
}

void tst_Theme::icons()
{
    const QStringList names = iconNames();
    for (const char *name :
         {"overview", "servers", "namespaces", "rooms",  "sockets", "clients", "events",
          "compose",  "alerts",  "activity",   "emit",   "join",    "leave",   "disconnect",
          "pause",    "lock",    "refresh",    "export", "search",  "copy",    "theme"})
        QVERIFY2(names.contains(QString::fromLatin1(name)), name);
    for (const QString &name : names) {
        const QImage image = themedIcon(name).pixmap(24, 24).toImage();
        int painted = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                painted += qAlpha(image.pixel(x, y)) > 128;
        }
        QVERIFY2(painted > 20, qPrintable(name));
    }
    QVERIFY(themedIcon(QStringLiteral("no such icon")).isNull());
    QVERIFY(!applicationIcon().pixmap(64, 64).isNull());
}

void tst_Theme::iconsFollowThePalette()
{
    Theme theme(Theme::Mode::Light);
    const QIcon icon = themedIcon(QStringLiteral("pause"));
    const auto lightest = [&icon] {
        const QImage image = icon.pixmap(24, 24).toImage();
        int result = 0;
        for (int i = 0; i < 24 * 24; ++i) {
            const QRgb pixel = image.pixel(i % 24, i / 24);
            if (qAlpha(pixel) == 255)
                result = std::max(result, qGray(pixel));
        }
        return result;
    };
    QVERIFY(lightest() < 100);
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(lightest() > 180);
    theme.setMode(Theme::Mode::Light);
}

void tst_Theme::pictures()
{
    Theme theme(Theme::Mode::Light);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        QWidget sheet;
        auto *layout = new QGridLayout(&sheet);
        int cell = 0;
        QStringList names = iconNames();
        for (const QString &name : std::as_const(names)) {
            auto *picture = new QLabel(&sheet);
            picture->setPixmap(themedIcon(name).pixmap(32, 32));
            layout->addWidget(picture, cell / 8 * 2, cell % 8, Qt::AlignCenter);
            layout->addWidget(new QLabel(name, &sheet), cell / 8 * 2 + 1, cell % 8,
                              Qt::AlignCenter);
            ++cell;
        }
        savePicture(&sheet, QStringLiteral("icons-") + Theme::nameOf(mode));
        QVERIFY(cell > 20);
    }
    theme.setMode(Theme::Mode::Light);
}

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
