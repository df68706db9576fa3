// SPDX-License-Identifier: MIT
#include "admin/bcrypt_p.h"
#include "adminfixture.h"

#include <QtCore/QFuture>
#include <QtCore/QPromise>
#include <QtCore/QRegularExpression>
#include <QtCore/QThreadPool>
#include <QtTest/QTest>

#include <atomic>

using namespace QSocketIo;

class tst_Bcrypt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        if (!Bcrypt::isAvailable())
            QSKIP("this system's libcrypt does not know bcrypt");
    }
    void matches_data();
    void matches();
    void refuses_data();
    void refuses();
    void hashes_data();
    void hashes();
    void countsSeventyTwoBytes();
    void inSeveralThreads();
    void constantTimeEquality();
};

// Made by npm's bcryptjs 2.4.3, which is what the reference implementation checks with; "crypt" by
// libcrypt.
void tst_Bcrypt::matches_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("hash");
    const auto row = [](const char *tag, const char *password, const char *hash) {
        QTest::newRow(tag) << QByteArray(password) << QByteArray(hash);
    };
    const char *const longest = "012345678901234567890123456789012345678901234567890123456789012345"
                                "6789ab"; // 72 bytes
    row("2a", "secret", "$2a$04$fEYcxM66wFV946u6/DmcNu7liauDXOdmHzMZZ39PWgYtD5mVp0Ile");
    row("2b", "secret", "$2b$04$BS.3xDpxSBOC/SI9H9uLAeDlpn2M.Ao1zRUetk4jQYhbY3L6UrZGa");
    row("2y", "secret", "$2y$04$JeolktBmIa3KT7MjVFzfK.FJh5/pJ2u34nJm9gFsgGhEq8O6nWpdy");
    row("2b, crypt", "secret", "$2b$04$3GD.cRnQiisOk106.LTl9eK.tArM6QzeCqfTSzjNshwnnRoQF1U8W");
    row("cost 10", "let me in", "$2b$10$x3uEDin1qDfwt5N2TQj9geJrrInsdkT4Zo9j.H8wHaU9fxTLYf4d6");
    row("2a, empty", "", "$2a$04$nLFOGHOCokBxjg8nZyt8.euAFF3052f6Wfq5yn0qBjNLSUl5XgmR.");
    row("2b, empty", "", "$2b$04$Bo5KUVX3A8AsHUBSk.2tOu8hB5unOKjga/.UHS92vtgzZLDvAAApi");
    row("2y, empty", "", "$2y$04$yQAWnlqIGV0dXdGKflxXWeLviZuYT2qVTJDw17B5GqG/OPWScLa7y");
    row("2a, UTF-8", "pässwörd€😀", "$2a$04$tDC2gKhveshs/jn8.YfYLuBaktAA.CBm.qT9tIyIKR1wravO1wFBO");
    row("2b, UTF-8", "pässwörd€😀", "$2b$04$SDXQxX7AiG5PDyTjZsj8leNAkPNQWb0QFY79JDgXXE6zxV0BqzROS");
    row("2y, UTF-8", "pässwörd€😀", "$2y$04$2CZJAoVdWvNcRtATrlQXD.BvLHpSwPJrHD8978fOhYIVYMGtR.AHy");
    row("2a, 72 bytes", longest, "$2a$04$l86zZfchw.9plASCpvh/l.NL9lsXrsXoiHc/7/SrkgDKu8pZ9Rieu");
    row("2b, 72 bytes", longest, "$2b$04$8I1KXMtgqn2TfsKX6jQ8C.tOBw2Pvt3N2JgacCopVn9kbJqfe8ms6");
    row("2y, 72 bytes", longest, "$2y$04$ex/ksxoHukfqLwZLw1W/iO3p2Ka.KdERTidUNpoSJpR6AlnRQ8koi");
}

void tst_Bcrypt::matches()
{
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, hash);
    QVERIFY(Bcrypt::isHash(hash));
    QVERIFY(Bcrypt::check(password, hash));
    QVERIFY(!Bcrypt::check("x" + password, hash));
    QVERIFY(!Bcrypt::check(password.chopped(password.isEmpty() ? 0 : 1) + '\x7f', hash));
}

void tst_Bcrypt::refuses_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("hash");
    const QByteArray hash = AdminFixture::secretHash;
    QTest::newRow("case") << QByteArray("Secret") << hash;
    QTest::newRow("empty") << QByteArray() << hash;
    QTest::newRow("longer") << QByteArray("secret ") << hash;
    QTest::newRow("NUL behind it") << QByteArray("secret\0", 7) << hash;
    QTest::newRow("NUL and more behind it") << QByteArray("secret\0more", 11) << hash;
    QTest::newRow("NUL beyond what counts") << QByteArray(80, 'a') + '\0' << hash;
    QTest::newRow("the hash itself") << hash << hash;
    QTest::newRow("no hash") << QByteArray("secret") << QByteArray("secret");
    QTest::newRow("no hash at all") << QByteArray("secret") << QByteArray();
    QTest::newRow("another kind of hash") << QByteArray("secret") << QByteArray("$1$abc$def");
    // What libcrypt makes of "secret", by the faulty algorithm.
    QTest::newRow("2x") << QByteArray("secret")
                        << QByteArray("$2x$04$CCCCCCCCCCCCCCCCCCCCC."
                                      "4K7lyz.nKATbsiu/RcZjqWyDNnj87qG");
}

void tst_Bcrypt::refuses()
{
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, hash);
    QVERIFY(!Bcrypt::check(password, hash));
}

void tst_Bcrypt::hashes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isHash");
    const QByteArray rest(53, 'a');
    const auto row = [](const char *tag, const QByteArray &text, bool isHash) {
        QTest::newRow(tag) << text << isHash;
    };
    row("2a", "$2a$10$" + rest, true);
    row("2b", "$2b$10$" + rest, true);
    row("2y", "$2y$10$" + rest, true);
    row("lowest cost", "$2b$04$" + rest, true);
    row("highest cost", "$2b$31$" + rest, true);
    row("all digits", "$2b$10$./ABCXYZabcxyz0189" + rest.first(35), true);
    row("2x", "$2x$10$" + rest, false);
    row("2", "$2$10$a" + rest, false);
    row("upper case", "$2B$10$" + rest, false);
    row("cost too low", "$2b$03$" + rest, false);
    row("cost too high", "$2b$32$" + rest, false);
    row("cost no number", "$2b$1a$" + rest, false);
    row("cost with a sign", "$2b$-4$" + rest, false);
    row("cost of one digit", "$2b$9$" + rest + 'a', false);
    row("too short", "$2b$10$" + rest.first(52), false);
    row("too long", "$2b$10$" + rest + 'a', false);
    row("line break", "$2b$10$" + rest + '\n', false);
    row("foreign character", "$2b$10$" + rest.first(52) + '-', false);
    row("NUL", "$2b$10$" + rest.first(52) + '\0', false);
    row("not ASCII", "$2b$10$" + rest.first(52) + '\xe4', false);
    row("md5", "$1$abcdefgh$" + rest.first(48), false);
    row("empty", {}, false);
}

void tst_Bcrypt::hashes()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isHash);
    QCOMPARE(Bcrypt::isHash(text), isHash);
}

// As in Node.js. libcrypt alone fails from 512 bytes on.
void tst_Bcrypt::countsSeventyTwoBytes()
{
    const QByteArray hash = "$2b$04$8I1KXMtgqn2TfsKX6jQ8C.tOBw2Pvt3N2JgacCopVn9kbJqfe8ms6";
    const QByteArray longest = QByteArray("0123456789").repeated(7) + "ab";
    QCOMPARE(longest.size(), 72);
    QVERIFY(Bcrypt::check(longest + "more", hash));
    QVERIFY(Bcrypt::check(longest + QByteArray(1000, 'x'), hash));
    QVERIFY(!Bcrypt::check(longest.first(71), hash));
    QVERIFY(!Bcrypt::check(longest.first(71) + 'c', hash));
}

void tst_Bcrypt::inSeveralThreads()
{
    QThreadPool pool;
    pool.setMaxThreadCount(8);
    std::atomic<int> right = 0;
    std::atomic<int> wrong = 0;
    for (int i = 0; i < 100; ++i) {
        pool.start([&right, &wrong, i] {
            const bool isRight = i % 2;
            const QByteArray &hash = i % 4 < 2 ? AdminFixture::secretHash : AdminFixture::lookHash;
            const QByteArray password = i % 4 < 2 ? "secret" : "look";
            if (Bcrypt::check(isRight ? password : "wrong", hash) == isRight)
                ++(isRight ? right : wrong);
        });
    }
    QVERIFY(pool.waitForDone());
    QCOMPARE(right.load(), 50);
    QCOMPARE(wrong.load(), 50);
}

void tst_Bcrypt::constantTimeEquality()
{
    QVERIFY(Bcrypt::isEqualInConstantTime("", ""));
    QVERIFY(Bcrypt::isEqualInConstantTime("abc", "abc"));
    QVERIFY(!Bcrypt::isEqualInConstantTime("abc", "abd"));
    QVERIFY(!Bcrypt::isEqualInConstantTime("abc", "bbc"));
    QVERIFY(!Bcrypt::isEqualInConstantTime("abc", "ab"));
    QVERIFY(!Bcrypt::isEqualInConstantTime("", "a"));
    QVERIFY(!Bcrypt::isEqualInConstantTime("\x80", QByteArrayView("\0", 1)));
}

QTEST_GUILESS_MAIN(tst_Bcrypt)
#include "tst_bcrypt.moc"
