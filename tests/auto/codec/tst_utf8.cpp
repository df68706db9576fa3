// SPDX-License-Identifier: MIT
#include "codec/utf8_p.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringDecoder>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_Utf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void validity_data();
    void validity();
    void validityInPieces_data() { validity_data(); }
    void validityInPieces();
    void failsAtTheEarliestByte_data();
    void failsAtTheEarliestByte();
    void everyCodePoint();
    void everyTwoBytes();
    void longTexts();
    void reset();
};

void tst_Utf8::validity_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isValid");

    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("ASCII") << QByteArray("Hello, world! 0123456789") << true;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << true;
    QTest::newRow("two bytes") << QByteArray("caf\xc3\xa9") << true;
    QTest::newRow("first of two bytes, U+0080") << QByteArray("\xc2\x80") << true;
    QTest::newRow("last of two bytes, U+07FF") << QByteArray("\xdf\xbf") << true;
    QTest::newRow("first of three bytes, U+0800") << QByteArray("\xe0\xa0\x80") << true;
    QTest::newRow("euro sign") << QByteArray("1 \xe2\x82\xac for 2") << true;
    QTest::newRow("before the surrogates, U+D7FF") << QByteArray("\xed\x9f\xbf") << true;
    QTest::newRow("behind the surrogates, U+E000") << QByteArray("\xee\x80\x80") << true;
    QTest::newRow("noncharacter U+FFFF") << QByteArray("\xef\xbf\xbf") << true;
    QTest::newRow("first of four bytes, U+10000") << QByteArray("\xf0\x90\x80\x80") << true;
    QTest::newRow("emoji") << QByteArray("\xf0\x9f\x98\x80") << true;
    QTest::newRow("last of all, U+10FFFF") << QByteArray("\xf4\x8f\xbf\xbf") << true;
    QTest::newRow("Greek, RFC 6455 test suites' favourite")
        << QByteArray("\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5") << true;

    QTest::newRow("lone continuation 80") << QByteArray("\x80") << false;
    QTest::newRow("lone continuation bf") << QByteArray("abc\xbf") << false;
    QTest::newRow("overlong NUL in two bytes") << QByteArray("\xc0\x80") << false;
    QTest::newRow("overlong slash in two bytes") << QByteArray("\xc0\xaf") << false;
    QTest::newRow("overlong U+007F") << QByteArray("\xc1\xbf") << false;
    QTest::newRow("overlong slash in three bytes") << QByteArray("\xe0\x80\xaf") << false;
    QTest::newRow("overlong U+07FF") << QByteArray("\xe0\x9f\xbf") << false;
    QTest::newRow("overlong slash in four bytes") << QByteArray("\xf0\x80\x80\xaf") << false;
    QTest::newRow("overlong U+FFFF") << QByteArray("\xf0\x8f\xbf\xbf") << false;
    QTest::newRow("high surrogate U+D800") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("low surrogate U+DFFF") << QByteArray("\xed\xbf\xbf") << false;
    QTest::newRow("CESU-8 pair") << QByteArray("\xed\xa0\xbd\xed\xb8\x80") << false;
    QTest::newRow("U+110000") << QByteArray("\xf4\x90\x80\x80") << false;
    QTest::newRow("lead f5") << QByteArray("\xf5\x80\x80\x80") << false;
    QTest::newRow("five bytes") << QByteArray("\xf8\x88\x80\x80\x80") << false;
    QTest::newRow("six bytes") << QByteArray("\xfc\x84\x80\x80\x80\x80") << false;
    QTest::newRow("fe") << QByteArray("\xfe") << false;
    QTest::newRow("ff") << QByteArray("\xff") << false;
    QTest::newRow("two bytes, cut") << QByteArray("a\xc3") << false;
    QTest::newRow("three bytes, cut after one") << QByteArray("a\xe2") << false;
    QTest::newRow("three bytes, cut after two") << QByteArray("a\xe2\x82") << false;
    QTest::newRow("four bytes, cut after three") << QByteArray("a\xf0\x9f\x98") << false;
    QTest::newRow("ASCII for a continuation") << QByteArray("\xe2\x82z") << false;
    QTest::newRow("lead for a continuation") << QByteArray("\xc3\xc3\xa9") << false;
    QTest::newRow("bad byte behind eight good ones") << QByteArray("12345678\xff") << false;
    QTest::newRow("bad byte within eight") << QByteArray("123\xff"
                                                         "5678")
                                           << false;
}

void tst_Utf8::validity()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isValid);
    QCOMPARE(isValidUtf8(bytes), isValid);
    // at any alignment, with ASCII around
    for (int before = 0; before < 9; ++before) {
        const QByteArray text = QByteArray(before, 'x') + bytes;
        QCOMPARE(isValidUtf8(text), isValid);
        QCOMPARE(isValidUtf8(text + "yyyyyyyyyyyyyyyy"), isValid);
    }
}

void tst_Utf8::validityInPieces()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isValid);
    for (qsizetype i = 0; i <= bytes.size(); ++i) {
        for (qsizetype j = i; j <= bytes.size(); ++j) {
            Utf8Validator validator;
            const QByteArrayView view(bytes);
            const bool result = validator.feed(view.first(i))
                && validator.feed(view.sliced(i, j - i)) && validator.feed(view.sliced(j))
                && validator.isComplete();
            QCOMPARE(result, isValid);
        }
    }
}

void tst_Utf8::failsAtTheEarliestByte_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<char>("bad");

    QTest::newRow("overlong, two bytes") << QByteArray("a") << '\xc0';
    QTest::newRow("overlong, three bytes") << QByteArray("a\xe0") << '\x9f';
    QTest::newRow("overlong, four bytes") << QByteArray("a\xf0") << '\x8f';
    QTest::newRow("surrogate") << QByteArray("a\xed") << '\xa0';
    QTest::newRow("above U+10FFFF") << QByteArray("a\xf4") << '\x90';
    QTest::newRow("no continuation, second") << QByteArray("a\xe2") << 'a';
    QTest::newRow("no continuation, third") << QByteArray("a\xe2\x82") << '\xc0';
    QTest::newRow("no continuation, fourth") << QByteArray("a\xf0\x9f\x98") << '\x7f';
}

void tst_Utf8::failsAtTheEarliestByte()
{
    QFETCH(const QByteArray, good);
    QFETCH(const char, bad);
    Utf8Validator validator;
    QVERIFY(validator.feed(good));
    QVERIFY(!validator.feed(QByteArrayView(&bad, 1)));
}

void tst_Utf8::everyCodePoint()
{
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        if (QChar::isSurrogate(c))
            continue;
        const QByteArray utf8 = QString::fromUcs4(&c, 1).toUtf8();
        if (!isValidUtf8(utf8))
            QFAIL(utf8.toHex());
    }
}

// Qt's strict decoder is the independent opinion.
void tst_Utf8::everyTwoBytes()
{
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            for (const char *tail : {"", "\x80", "\xbf\xbf"}) {
                const QByteArray bytes = QByteArray() + char(first) + char(second) + tail;
                QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
                const QString text = decoder(bytes);
                Q_UNUSED(text)
                if (isValidUtf8(bytes) == decoder.hasError())
                    QFAIL(bytes.toHex());
            }
        }
    }
}

void tst_Utf8::longTexts()
{
    const QByteArray text
        = QByteArray("plain \xd0\xbf\xd1\x80\xd0\xb8 \xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f"
                     "\x98\x80 ")
              .repeated(1000);
    QVERIFY(isValidUtf8(text));
    for (const qsizetype at : {qsizetype(0), text.size() / 2, text.size() - 1}) {
        QByteArray broken = text;
        broken[at] = '\xff';
        QVERIFY(!isValidUtf8(broken));
    }
}

void tst_Utf8::reset()
{
    Utf8Validator validator;
    QVERIFY(validator.feed("\xe2\x82"));
    QVERIFY(!validator.isComplete());
    validator.reset();
    QVERIFY(validator.isComplete());
    QVERIFY(validator.feed("a"));
}

QTEST_APPLESS_MAIN(tst_Utf8)
#include "tst_utf8.moc"
