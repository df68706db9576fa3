// SPDX-License-Identifier: MIT
#include "net/trustedproxies_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_TrustedProxies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void contains_data();
    void contains();
    void invalidEntries_data();
    void invalidEntries();
    void address_data();
    void address();
    void secure_data();
    void secure();
    void severalFields();
    void manyAddresses();
};

static const QStringList proxies = {QStringLiteral("127.0.0.1"), QStringLiteral("10.0.0.0/8"),
                                    QStringLiteral("::1"), QStringLiteral("fd00::/8")};

// From a peer at port 99 over plain TCP.
static HttpRequest requestFrom(const char *peer, const QByteArrayList &forwardedFor,
                               const QByteArrayList &forwardedProto = {})
{
    HttpRequest request;
    request.setPeer(QHostAddress(QLatin1String(peer)), 99);
    HttpHeaders headers;
    for (const QByteArray &value : forwardedFor)
        headers.append("X-Forwarded-For", value);
    for (const QByteArray &value : forwardedProto)
        headers.append("x-forwarded-proto", value);
    request.setHeaders(headers);
    return request;
}

void tst_TrustedProxies::contains_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *address, bool expected) {
        QTest::newRow(address) << QString::fromLatin1(address) << expected;
    };
    row("127.0.0.1", true);
    row("127.0.0.2", false);
    row("10.255.0.1", true);
    row("11.0.0.1", false);
    row("::ffff:10.1.2.3", true); // of a dual-stack listener
    row("::ffff:11.1.2.3", false);
    row("::1", true);
    row("::2", false);
    row("fd12:3456::1", true);
    row("fc00::1", false);
    row("", false);
}

void tst_TrustedProxies::contains()
{
    QFETCH(const QString, address);
    QFETCH(const bool, expected);
    QCOMPARE(TrustedProxies(proxies).contains(QHostAddress(address)), expected);
    QVERIFY(!TrustedProxies({}).contains(QHostAddress(address)));
    QVERIFY(TrustedProxies({}).isEmpty());
}

void tst_TrustedProxies::invalidEntries_data()
{
    QTest::addColumn<QString>("entry");
    for (const char *entry : {"", "proxy.example.com", "10.0.0.0/33", "::1/129", "10.0.0.0/x"})
        QTest::addRow("\"%s\"", entry) << QString::fromLatin1(entry);
}

void tst_TrustedProxies::invalidEntries()
{
    QFETCH(const QString, entry);
    QTest::ignoreMessage(
        QtWarningMsg,
        qPrintable(QStringLiteral("ServerOptions::trustedProxies: \"%1\" is no address and no "
                                  "subnet")
                       .arg(entry)));
    const TrustedProxies some(
        {entry, QStringLiteral("10.0.0.1"), QStringLiteral("::ffff:11.0.0.0/104")});
    QVERIFY(!some.contains(QHostAddress(QStringLiteral("10.0.0.2"))));
    QVERIFY(some.contains(QHostAddress(QStringLiteral("10.0.0.1"))));
    QVERIFY(some.contains(QHostAddress(QStringLiteral("11.2.0.1"))));
}

void tst_TrustedProxies::address_data()
{
    QTest::addColumn<QByteArray>("peer");
    QTest::addColumn<QByteArray>("forwardedFor");
    QTest::addColumn<QByteArray>("expected"); // address and port
    const auto row = [](const char *name, const char *peer, const char *forwardedFor,
                        const char *expected) {
        QTest::newRow(name) << QByteArray(peer) << QByteArray(forwardedFor) << QByteArray(expected);
    };
    row("trap 81: not trusted", "192.0.2.1", "198.51.100.7", "192.0.2.1 99");
    row("one proxy", "127.0.0.1", "198.51.100.7", "198.51.100.7 0");
    row("no field", "127.0.0.1", "", "127.0.0.1 99");
    row("what the client says is before", "10.0.0.1", "203.0.113.1, 198.51.100.7",
        "198.51.100.7 0");
    row("two proxies", "10.0.0.1", "198.51.100.7, 10.0.0.2", "198.51.100.7 0");
    row("two proxies, and the client lies", "10.0.0.1", "203.0.113.1, 198.51.100.7, 10.0.0.2",
        "198.51.100.7 0");
    row("the client lies about a proxy", "10.0.0.1", "10.0.0.3, 198.51.100.7", "198.51.100.7 0");
    row("all of them are trusted", "127.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3 0");
    row("IPv6", "::1", "2001:db8::7", "2001:db8::7 0");
    row("IPv6 in brackets", "::1", "[2001:db8::7]", "2001:db8::7 0");
    row("IPv6 with port", "::1", "[2001:db8::7]:4711", "2001:db8::7 4711");
    row("IPv4 with port", "127.0.0.1", "198.51.100.7:4711", "198.51.100.7 4711");
    row("mapped IPv4", "::ffff:127.0.0.1", "::ffff:198.51.100.7", "198.51.100.7 0");
    row("blanks", "127.0.0.1", " \t198.51.100.7 ", "198.51.100.7 0");
    for (const char *malformed :
         {"unknown", "_hidden", "localhost", "198.51.100", "7", "198.51.100.7.1", "198.51.100.256",
          "198.51.100.7:", "198.51.100.7:x", "198.51.100.7:65536", "[2001:db8::7", "[2001:db8::7]x",
          "[198.51.100.7]", "2001:db8::7]", "fe80::1%lo", "\"198.51.100.7\"", "198.51.100.7;",
          ","}) {
        QTest::addRow("malformed: %s", malformed)
            << QByteArray("127.0.0.1") << QByteArray(malformed) << QByteArray("127.0.0.1 99");
        QTest::addRow("malformed behind a good one: %s", malformed)
            << QByteArray("127.0.0.1") << "198.51.100.7, " + QByteArray(malformed)
            << QByteArray("127.0.0.1 99");
        QTest::addRow("malformed before a good one: %s", malformed)
            << QByteArray("127.0.0.1") << QByteArray(malformed) + ", 198.51.100.7"
            << QByteArray("198.51.100.7 0");
        QTest::addRow("malformed before a proxy: %s", malformed)
            << QByteArray("127.0.0.1") << QByteArray(malformed) + ", 10.0.0.2"
            << QByteArray("10.0.0.2 0");
    }
}

void tst_TrustedProxies::address()
{
    QFETCH(const QByteArray, peer);
    QFETCH(const QByteArray, forwardedFor);
    QFETCH(const QByteArray, expected);
    HttpRequest request = requestFrom(peer, {forwardedFor});
    TrustedProxies(proxies).apply(&request);
    QCOMPARE(request.peerAddress().toString().toLatin1() + ' '
                 + QByteArray::number(request.peerPort()),
             expected);
    QVERIFY(!request.isSecure());
}

void tst_TrustedProxies::secure_data()
{
    QTest::addColumn<QByteArray>("peer");
    QTest::addColumn<bool>("isTls"); // of our own connection
    QTest::addColumn<QByteArray>("forwardedFor");
    QTest::addColumn<QByteArray>("forwardedProto");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *peer, bool isTls, const char *forwardedFor,
                        const char *forwardedProto, bool expected) {
        QTest::newRow(name) << QByteArray(peer) << isTls << QByteArray(forwardedFor)
                            << QByteArray(forwardedProto) << expected;
    };
    const char *client = "198.51.100.7";
    row("not trusted", "192.0.2.1", false, client, "https", false);
    row("not trusted, TLS", "192.0.2.1", true, client, "http", true);
    row("https", "10.0.0.1", false, client, "https", true);
    row("HTTPS", "10.0.0.1", false, client, "HTTPS", true);
    row("wss", "10.0.0.1", false, client, "wss", true);
    row("http over TLS", "10.0.0.1", true, client, "http", false);
    row("ws over TLS", "10.0.0.1", true, client, "ws", false);
    row("without addresses", "10.0.0.1", false, "", "https", true);
    row("one for two addresses", "10.0.0.1", false, "198.51.100.7, 10.0.0.2", "https", true);
    row("https, http", "10.0.0.1", false, "198.51.100.7, 10.0.0.2", "https, http", true);
    row("http, https", "10.0.0.1", false, "198.51.100.7, 10.0.0.2", "http, https", false);
    row("what the client says is before", "10.0.0.1", false, "203.0.113.1, 198.51.100.7",
        "https, http", false);
    row("more than addresses", "10.0.0.1", false, client, "https, https", false);
    row("malformed address", "10.0.0.1", false, "x, x", "https, https", false);
    row("unknown scheme", "10.0.0.1", true, client, "ftp", true);
    row("empty", "10.0.0.1", true, client, "", true);
}

void tst_TrustedProxies::secure()
{
    QFETCH(const QByteArray, peer);
    QFETCH(const bool, isTls);
    QFETCH(const QByteArray, forwardedFor);
    QFETCH(const QByteArray, forwardedProto);
    QFETCH(const bool, expected);
    HttpRequest request = requestFrom(peer, {forwardedFor}, {forwardedProto});
    request.setSecure(isTls);
    TrustedProxies(proxies).apply(&request);
    QCOMPARE(request.isSecure(), expected);
}

// Several fields are one list.
void tst_TrustedProxies::severalFields()
{
    HttpRequest request = requestFrom("10.0.0.1", {"203.0.113.1", "198.51.100.7, 10.0.0.2"},
                                      {"http", "https, http"});
    TrustedProxies(proxies).apply(&request);
    QCOMPARE(request.peerAddress(), QHostAddress(QStringLiteral("198.51.100.7")));
    QVERIFY(request.isSecure());
}

// As many as the limit on header fields lets through.
void tst_TrustedProxies::manyAddresses()
{
    QByteArray field = "10.0.0.9";
    while (field.size() < 16'000)
        field += ",10.0.0.2";
    HttpRequest request = requestFrom("10.0.0.1", {field});
    TrustedProxies(proxies).apply(&request);
    QCOMPARE(request.peerAddress(), QHostAddress(QStringLiteral("10.0.0.9")));
}

QTEST_APPLESS_MAIN(tst_TrustedProxies)
#include "tst_trustedproxies.moc"
