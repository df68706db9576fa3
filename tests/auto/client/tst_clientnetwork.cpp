// SPDX-License-Identifier: MIT
#include "client/clientnetwork_p.h"

#include <QtCore/QRegularExpression>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkCookie>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_ClientNetwork : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void urls_data();
    void urls();
    void paths_data();
    void paths();
    void query_data();
    void query();
    void invalid_data();
    void invalid();
    void headers();
    void invalidHeaders();
    void cookieJar();
    void httpIsShared();
};

void tst_ClientNetwork::urls_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("polling"); // up to the query
    QTest::addColumn<QString>("webSocket");
    const auto row = [](const char *url, const char *polling, const char *webSocket) {
        QTest::newRow(url) << QUrl(QString::fromLatin1(url)) << QString::fromLatin1(polling)
                           << QString::fromLatin1(webSocket);
    };
    row("http://host", "http://host/socket.io/", "ws://host/socket.io/");
    row("https://host/chat", "https://host/socket.io/", "wss://host/socket.io/");
    row("ws://host:3000/", "http://host:3000/socket.io/", "ws://host:3000/socket.io/");
    row("wss://[::1]:3000", "https://[::1]:3000/socket.io/", "wss://[::1]:3000/socket.io/");
    row("http://user:secret@host", "http://host/socket.io/", "ws://host/socket.io/");
    row("http://host#x", "http://host/socket.io/", "ws://host/socket.io/");
}

void tst_ClientNetwork::urls()
{
    QFETCH(const QUrl, url);
    const ClientNetwork network(url, {});
    QVERIFY(!network.error());
    const auto of = [&network](const char *transport) {
        return network.request(QLatin1StringView(transport), {}).url();
    };
    QTEST(of("polling").toString(QUrl::RemoveQuery), "polling");
    QTEST(of("websocket").toString(QUrl::RemoveQuery), "webSocket");
    QCOMPARE(of("websocket").query(), QStringLiteral("EIO=4&transport=websocket"));
}

void tst_ClientNetwork::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("slash");
    QTest::addColumn<QString>("expected");
    QTest::newRow("default") << QStringLiteral("/socket.io") << true
                             << QStringLiteral("/socket.io/");
    QTest::newRow("slash there already") << QStringLiteral("/x/") << true << QStringLiteral("/x/");
    QTest::newRow("without") << QStringLiteral("/x") << false << QStringLiteral("/x");
    QTest::newRow("taken away") << QStringLiteral("/x/") << false << QStringLiteral("/x");
    QTest::newRow("two segments") << QStringLiteral("/a/b") << true << QStringLiteral("/a/b/");
    QTest::newRow("root") << QStringLiteral("/") << true << QStringLiteral("/");
}

void tst_ClientNetwork::paths()
{
    QFETCH(const QString, path);
    QFETCH(const bool, slash);
    ClientOptions options;
    options.path = path;
    options.addTrailingSlash = slash;
    const ClientNetwork network(QUrl(QStringLiteral("http://host")), options);
    QTEST(network.request(QLatin1StringView("polling"), {}).url().path(), "expected");
}

void tst_ClientNetwork::query_data()
{
    using Query = QMap<QString, QString>;
    QTest::addColumn<QString>("url");
    QTest::addColumn<Query>("query");
    QTest::addColumn<QByteArray>("expected");
    const auto s = [](const char *text) { return QString::fromUtf8(text); };
    QTest::newRow("none") << s("http://host") << Query{} << QByteArray();
    QTest::newRow("of the URL") << s("http://host?a=1&b=x+y%2Bz") << Query{}
                                << QByteArray("&a=1&b=x+y%2Bz");
    QTest::newRow("of the options")
        << s("http://host") << Query{{s("a"), s("1")}, {s("b"), s("2")}} << QByteArray("&a=1&b=2");
    QTest::newRow("options first")
        << s("http://host?a=1") << Query{{s("b"), s("2")}} << QByteArray("&b=2");
    QTest::newRow("escaped") << s("http://host") << Query{{s("a&b"), s("x+y=z #\u00e9")}}
                             << QByteArray("&a%26b=x%2By%3Dz%20%23%C3%A9");
    QTest::newRow("reserved") << s("http://host?sid=1&EIO=3&transport=x&a=1") << Query{}
                              << QByteArray("&a=1");
    QTest::newRow("reserved in the options")
        << s("http://host") << Query{{s("sid"), s("1")}, {s("a"), s("1")}} << QByteArray("&a=1");
}

void tst_ClientNetwork::query()
{
    QFETCH(const QString, url);
    QFETCH(const QByteArray, expected);
    using Query = QMap<QString, QString>;
    QFETCH(const Query, query);
    ClientOptions options;
    options.query = query;
    const ClientNetwork network(QUrl{url}, options);
    const QNetworkRequest request
        = network.request(QLatin1StringView("polling"), QStringLiteral("a b"));
    QCOMPARE(request.url().toEncoded(),
             "http://host/socket.io/?EIO=4&transport=polling&sid=a%20b" + expected);
}

void tst_ClientNetwork::invalid_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"", "host", "/chat", "ftp://host", "http://", "http:///chat",
                            "http://host:99999", "file:///etc"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void tst_ClientNetwork::invalid()
{
    QFETCH(const QString, url);
    const ClientNetwork network(QUrl{url}, {});
    QCOMPARE(network.error().code(), Error::Code::InvalidUsage);
}

void tst_ClientNetwork::headers()
{
    ClientOptions options;
    options.extraHeaders = {{"X-A", "1"}, {"X-B", "2"}, {"x-a", "3"}};
    const ClientNetwork network(QUrl(QStringLiteral("http://host")), options);
    const QNetworkRequest request = network.request(QLatin1StringView("websocket"), {});
    QCOMPARE(request.rawHeader("X-A"), "1, 3");
    QCOMPARE(request.rawHeader("X-B"), "2");
}

void tst_ClientNetwork::invalidHeaders()
{
    ClientOptions options;
    options.extraHeaders = {{"X-A", "1\r\nX-Evil: 2"}, {"X B", "2"}, {"X-C", "3"}};
    QTest::ignoreMessage(QtWarningMsg,
                         "ClientOptions::extraHeaders: \"X-A\" is no valid header field");
    QTest::ignoreMessage(QtWarningMsg,
                         "ClientOptions::extraHeaders: \"X B\" is no valid header field");
    const ClientNetwork network(QUrl(QStringLiteral("http://host")), options);
    QCOMPARE(network.request(QLatin1StringView("polling"), {}).rawHeaderList(),
             QList<QByteArray>{"X-C"});
}

void tst_ClientNetwork::cookieJar()
{
    const auto jar = std::make_shared<QNetworkCookieJar>();
    QNetworkCookie cookie("io", "abc");
    cookie.setPath(QStringLiteral("/"));
    const QUrl url(QStringLiteral("https://host"));
    jar->setCookiesFromUrl({cookie}, url);
    ClientOptions options;
    options.cookieJar = jar;
    {
        ClientNetwork network(url, options);
        const auto cookies = [&network] {
            return network.requestWithCookies(QLatin1StringView("websocket"), {})
                .rawHeader("Cookie");
        };
        QCOMPARE(cookies(), "io=abc");
        QCOMPARE(network.http()->cookieJar(), jar.get());
        QCOMPARE(cookies(), "io=abc");
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(jar->cookiesForUrl(url).size(), 1); // it is shared, not owned
    options = {};
    QTRY_COMPARE(jar.use_count(), 1);
}

void tst_ClientNetwork::httpIsShared()
{
    ClientOptions options;
    options.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("proxy"), 8080);
    std::shared_ptr<QNetworkAccessManager> http;
    {
        ClientNetwork network(QUrl(QStringLiteral("http://host")), options);
        http = network.http();
        QCOMPARE(network.http(), http);
    }
    QCOMPARE(http->proxy().hostName(), QStringLiteral("proxy")); // still there for its user
}

QTEST_GUILESS_MAIN(tst_ClientNetwork)
#include "tst_clientnetwork.moc"
