// SPDX-License-Identifier: MIT
#include "engineio/engine.h"
#include "engineio/verification_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_Verification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void firstFailingCheckWins_data();
    void firstFailingCheckWins();
    void protocol_data();
    void protocol();
    void origin_data();
    void origin();
    void messages();
};

static HttpRequest makeRequest(const QByteArray &method, const QByteArray &query,
                               const QByteArray &origin = {})
{
    HttpRequest request;
    request.setMethod(method);
    request.setTarget("/socket.io/?" + query);
    HttpHeaders headers;
    if (!origin.isNull())
        headers.append("Origin", origin);
    request.setHeaders(headers);
    return request;
}

// Known sessions: "poll" by polling and "sock" by websocket.
static std::optional<VerificationInput::KnownSession> findSession(const QString &sid)
{
    if (sid == QLatin1String("poll"))
        return VerificationInput::KnownSession{QStringLiteral("polling"), 4};
    if (sid == QLatin1String("sock"))
        return VerificationInput::KnownSession{QStringLiteral("websocket"), 4};
    return {};
}

static std::optional<Refusal> verify(const HttpRequest &request, bool isUpgrade,
                                     const ServerOptions &options = {})
{
    return Verification::verify({request, isUpgrade, options, findSession});
}

static const QString name = QStringLiteral("name");

void tst_Verification::firstFailingCheckWins_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("isUpgrade");
    QTest::addColumn<int>("code"); // -1: passes
    QTest::addColumn<QCborMap>("context");

    const auto row = [](const char *tag, const char *method, const char *query, bool isUpgrade,
                        int code, const QCborMap &context = {}) {
        QTest::newRow(tag) << QByteArray(method) << QByteArray(query) << isUpgrade << code
                           << context;
    };
    const auto named = [](const char *text) { return QCborMap{{name, QString::fromLatin1(text)}}; };
    const QString transport = QStringLiteral("transport");
    const QString previous = QStringLiteral("previousTransport");
    row("polling handshake", "GET", "EIO=4&transport=polling", false, -1);
    row("websocket handshake", "GET", "EIO=4&transport=websocket", true, -1);
    row("empty sid is no sid", "GET", "EIO=4&transport=polling&sid=", false, -1);
    row("poll", "GET", "EIO=4&transport=polling&sid=poll", false, -1);
    row("post", "POST", "EIO=4&transport=polling&sid=poll", false, -1);
    row("upgrade", "GET", "EIO=4&transport=websocket&sid=poll", true, -1);
    row("no transport", "GET", "EIO=4", false, 0);
    row("unknown transport", "GET", "EIO=4&transport=foo", false, 0,
        {{transport, QStringLiteral("foo")}});
    row("an object's own keys only", "GET", "EIO=4&transport=constructor", false, 0,
        {{transport, QStringLiteral("constructor")}});
    row("webtransport", "GET", "EIO=4&transport=webtransport", false, 0,
        {{transport, QStringLiteral("webtransport")}});
    row("trap 4: the transport before the sid", "GET", "EIO=4&transport=foo&sid=bad", false, 0,
        {{transport, QStringLiteral("foo")}});
    row("unknown sid", "GET", "EIO=4&transport=polling&sid=bad", false, 1,
        {{QStringLiteral("sid"), QStringLiteral("bad")}});
    row("unknown sid of an upgrade", "GET", "EIO=4&transport=websocket&sid=bad", true, 1,
        {{QStringLiteral("sid"), QStringLiteral("bad")}});
    row("a session's own keys only", "GET", "EIO=4&transport=polling&sid=__proto__", false, 1,
        {{QStringLiteral("sid"), QStringLiteral("__proto__")}});
    row("the last of repeated keys", "GET", "EIO=4&transport=polling&sid=poll&sid=bad", false, 1,
        {{QStringLiteral("sid"), QStringLiteral("bad")}});
    row("trap 29: polling a websocket session", "GET", "EIO=4&transport=polling&sid=sock", false, 3,
        {{transport, QStringLiteral("polling")},
         {previous, QStringLiteral("websocket")},
         {name, QStringLiteral("TRANSPORT_MISMATCH")}});
    row("websocket without upgrade", "GET", "EIO=4&transport=websocket&sid=poll", false, 3,
        {{transport, QStringLiteral("websocket")},
         {previous, QStringLiteral("polling")},
         {name, QStringLiteral("TRANSPORT_MISMATCH")}});
    row("plain request to a websocket session", "GET", "EIO=4&transport=websocket&sid=sock", false,
        3, named("TRANSPORT_HANDSHAKE_ERROR"));
    row("other protocol than the session's", "GET", "EIO=3&transport=polling&sid=poll", false, 3,
        {{QStringLiteral("protocol"), 3},
         {QStringLiteral("previousProtocol"), 4},
         {name, QStringLiteral("PROTOCOL_MISMATCH")}});
    row("POST without sid", "POST", "EIO=4&transport=polling", false, 2,
        {{QStringLiteral("method"), QStringLiteral("POST")}});
    row("trap 4: the method before the protocol", "POST", "EIO=3&transport=polling", false, 2,
        {{QStringLiteral("method"), QStringLiteral("POST")}});
    row("trap 12: OPTIONS without cors", "OPTIONS", "EIO=4&transport=polling", false, 2,
        {{QStringLiteral("method"), QStringLiteral("OPTIONS")}});
    row("trap 4: websocket as a plain GET", "GET", "EIO=4&transport=websocket", false, 3,
        named("TRANSPORT_HANDSHAKE_ERROR"));
}

void tst_Verification::firstFailingCheckWins()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, query);
    QFETCH(const bool, isUpgrade);
    QFETCH(const int, code);
    QFETCH(const QCborMap, context);

    const auto refusal = verify(makeRequest(method, query), isUpgrade);
    QCOMPARE(refusal ? refusal->code : -1, code);
    if (refusal)
        QCOMPARE(refusal->context, context);
}

void tst_Verification::protocol_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("isRefused");

    QTest::newRow("EIO 4") << QByteArray("EIO=4") << false;
    QTest::newRow("trap 3: no EIO") << QByteArray("transport=polling") << true;
    QTest::newRow("trap 3: EIO 3") << QByteArray("EIO=3") << true;
    QTest::newRow("trap 3: EIO 5") << QByteArray("EIO=5") << true;
    QTest::newRow("trap 3: EIO 04") << QByteArray("EIO=04") << true;
}

void tst_Verification::protocol()
{
    QFETCH(const QByteArray, query);
    QFETCH(const bool, isRefused);

    const auto refusal = Verification::verifyProtocol(makeRequest("GET", query), {});
    QCOMPARE(refusal.has_value(), isRefused);
    if (refusal) {
        QCOMPARE(refusal->code, 5);
        QCOMPARE(refusal->context, (QCborMap{{QStringLiteral("protocol"), 3}}));
    }
    ServerOptions options;
    options.allowEIO3 = true;
    QVERIFY(!Verification::verifyProtocol(makeRequest("GET", query), options));
}

void tst_Verification::origin_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("isValid");

    QTest::newRow("usual") << QByteArray("https://example.com") << true;
    QTest::newRow("empty") << QByteArray("") << true;
    QTest::newRow("tab") << QByteArray("a\tb") << true;
    QTest::newRow("latin-1") << QByteArray("\x80\xff") << true;
    QTest::newRow("control") << QByteArray("a\x01") << false;
    QTest::newRow("delete") << QByteArray("a\x7f") << false;
    QTest::newRow("unit separator") << QByteArray("\x1f") << false;
}

void tst_Verification::origin()
{
    QFETCH(const QByteArray, origin);
    QFETCH(const bool, isValid);

    const auto refusal
        = verify(makeRequest("GET", "EIO=4&transport=polling&sid=bad", origin), false);
    // The origin comes before the sid, which is unknown.
    QCOMPARE(refusal->code, isValid ? 1 : 3);
    if (!isValid) {
        QCOMPARE(refusal->context.value(name).toString(), QStringLiteral("INVALID_ORIGIN"));
        QCOMPARE(refusal->context.value(QStringLiteral("origin")).toString().toLatin1(), origin);
    }
}

void tst_Verification::messages()
{
    const QStringList expected = {QStringLiteral("Transport unknown"),
                                  QStringLiteral("Session ID unknown"),
                                  QStringLiteral("Bad handshake method"),
                                  QStringLiteral("Bad request"),
                                  QStringLiteral("Forbidden"),
                                  QStringLiteral("Unsupported protocol version")};
    for (int code = 0; code < expected.size(); ++code)
        QCOMPARE(Verification::messageOf(code), expected.at(code));
}

QTEST_GUILESS_MAIN(tst_Verification)
#include "tst_verification.moc"
