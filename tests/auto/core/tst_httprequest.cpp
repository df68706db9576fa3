// SPDX-License-Identifier: MIT
#include "core/httprequest.h"

#include <QtCore/QDebug>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_HttpRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void defaultConstructed();
    void members();
    void sharing();
    void targets_data();
    void targets();
    void queryFollowsTheTarget();
    void debug();
};

void tst_HttpRequest::defaultConstructed()
{
    const HttpRequest request;
    QVERIFY(request.isNull());
    QVERIFY(request.method().isEmpty());
    QVERIFY(request.target().isEmpty());
    QVERIFY(request.path().isEmpty());
    QVERIFY(request.query().isEmpty());
    QVERIFY(request.headers().isEmpty());
    QVERIFY(request.peerAddress().isNull());
    QCOMPARE(request.peerPort(), quint16(0));
    QVERIFY(!request.isSecure());
}

void tst_HttpRequest::members()
{
    HttpHeaders headers;
    QVERIFY(headers.append("Host", "example.com"));
    HttpRequest request;
    request.setMethod("GET");
    request.setTarget("/a?b=c");
    request.setHeaders(headers);
    request.setPeer(QHostAddress(QHostAddress::LocalHost), 1234);
    request.setSecure(true);
    QVERIFY(!request.isNull());
    QCOMPARE(request.method(), QByteArray("GET"));
    QCOMPARE(request.target(), QByteArray("/a?b=c"));
    QCOMPARE(request.headers(), headers);
    QCOMPARE(request.header("host"), QByteArray("example.com"));
    QCOMPARE(request.peerAddress(), QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(request.peerPort(), quint16(1234));
    QVERIFY(request.isSecure());
}

void tst_HttpRequest::sharing()
{
    HttpRequest original;
    original.setTarget("/a?x=1");
    QCOMPARE(original.query().size(), 1);
    HttpRequest copy(original);
    copy.setTarget("/b");
    QCOMPARE(original.path(), QByteArray("/a"));
    QCOMPARE(original.query().size(), 1);
    QCOMPARE(copy.path(), QByteArray("/b"));
    QVERIFY(copy.query().isEmpty());
    copy.swap(original);
    QCOMPARE(copy.path(), QByteArray("/a"));
    const HttpRequest moved = std::move(copy);
    QCOMPARE(moved.path(), QByteArray("/a"));
    copy = moved;
    QCOMPARE(copy.target(), moved.target());
}

void tst_HttpRequest::targets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<HttpRequest::Query>("query");
    const auto row = [](const char *name, const char *target, const char *path,
                        std::initializer_list<std::pair<const char *, const char *>> pairs) {
        HttpRequest::Query query;
        for (const auto &[key, value] : pairs)
            query.insert(QString::fromUtf8(key), QString::fromUtf8(value));
        QTest::newRow(name) << QByteArray(target) << QByteArray(path) << query;
    };
    row("no query", "/socket.io/", "/socket.io/", {});
    row("empty query", "/a?", "/a", {});
    row("pairs", "/a?EIO=4&transport=polling", "/a", {{"EIO", "4"}, {"transport", "polling"}});
    row("plus is a blank", "/?a+b=c+d", "/", {{"a b", "c d"}});
    row("escaped blank", "/?a%20b=c%20d", "/", {{"a b", "c d"}});
    row("escaped plus", "/?a=1%2B1", "/", {{"a", "1+1"}});
    row("decoded once", "/?a=%2541", "/", {{"a", "%41"}});
    row("UTF-8", "/?%C3%A9=%e2%82%ac", "/", {{"\xc3\xa9", "\xe2\x82\xac"}});
    row("trap 80: last value wins", "/?a=1&b=2&a=3", "/", {{"a", "3"}, {"b", "2"}});
    row("last value wins, escaped key", "/?a=1&%61=2", "/", {{"a", "2"}});
    row("no value", "/?a&b=&c", "/", {{"a", ""}, {"b", ""}, {"c", ""}});
    row("value with equals sign", "/?a=b=c", "/", {{"a", "b=c"}});
    row("no key", "/?=x", "/", {{"", "x"}});
    row("stray ampersands", "/?&&a=1&&", "/", {{"a", "1"}});
    row("second question mark", "/a?b=c?d", "/a", {{"b", "c?d"}});
    row("escaped separators", "/?a=b%26c%3Dd", "/", {{"a", "b&c=d"}});
    row("incomplete escape", "/?a=%4", "/", {{"a", "%4"}});
    row("the path stays as it is", "/%61%3Fb?c=d", "/%61%3Fb", {{"c", "d"}});
}

void tst_HttpRequest::targets()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    QFETCH(HttpRequest::Query, query);
    HttpRequest request;
    request.setTarget(target);
    QCOMPARE(request.target(), target);
    QCOMPARE(request.path(), path);
    QCOMPARE(request.query(), query);
    QCOMPARE(request.query(), query); // the kept one
}

void tst_HttpRequest::queryFollowsTheTarget()
{
    HttpRequest request;
    request.setTarget("/?a=1");
    QCOMPARE(request.query().value(QStringLiteral("a")), QStringLiteral("1"));
    request.setTarget("/?a=2");
    QCOMPARE(request.query().value(QStringLiteral("a")), QStringLiteral("2"));
}

void tst_HttpRequest::debug()
{
    HttpRequest request;
    request.setMethod("GET");
    request.setTarget("/a");
    QTest::ignoreMessage(
        QtDebugMsg,
        QRegularExpression(QStringLiteral("^QSocketIo::HttpRequest\\(.*GET.*/a.*\\)$")));
    qDebug() << request;
}

QTEST_APPLESS_MAIN(tst_HttpRequest)
#include "tst_httprequest.moc"
