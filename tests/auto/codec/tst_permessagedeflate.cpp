// SPDX-License-Identifier: MIT
#include "codec/permessagedeflate_p.h"
#include "codec/websocketextensions_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_PerMessageDeflate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void extensions_data();
    void extensions();
    void offers_data();
    void offers();
    void options_data();
    void options();
    void agreement();
};

void tst_PerMessageDeflate::extensions_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("parsed"); // name(parameter,parameter=value) or "malformed"
    const auto row = [](const QByteArray &field, const QByteArray &parsed) {
        QTest::addRow("%s", field.constData()) << field << parsed;
    };
    row("", "");
    row("a", "a()");
    row("a, b", "a() b()");
    row("a;x", "a(x)");
    row(" a ; x ; y=1 , b;z=\"2\" ", "a(x,y=1) b(z=2)");
    row("a;x=\"1\\2\"", "a(x=12)");
    row("a;x;x", "a(x,x)");
    row(",a,,b,", "a() b()");
    row("a\t;\tx", "a(x)");
    row("a;", "malformed");
    row("a;;x", "malformed");
    row(";x", "malformed");
    row("a b", "malformed");
    row("a;x y", "malformed");
    row("a;x=", "malformed");
    row("a;x=,b", "malformed");
    row("a;x= 1", "malformed");
    row("a;x =1", "malformed");
    row("a;=1", "malformed");
    row("a;x=\"", "malformed");
    row("a;x=\"\"", "malformed");
    row("a;x=\"1", "malformed");
    row("a;x=\"1\\", "malformed");
    row("a;x=\"1 2\"", "malformed");
    row("a;x=\"1\"2", "malformed");
    row("a;x=1=2", "malformed");
    row("a;x=\xc3\xa9", "malformed");
    row("\"a\"", "malformed");
}

void tst_PerMessageDeflate::extensions()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, parsed);
    const std::optional<QList<WebSocketExtension>> result = parseWebSocketExtensions(field);
    QByteArrayList texts;
    for (const WebSocketExtension &extension : result.value_or(QList<WebSocketExtension>())) {
        QByteArrayList parameters;
        for (const WebSocketExtension::Parameter &parameter : extension.parameters)
            parameters += parameter.value.isNull() ? parameter.name
                                                   : parameter.name + '=' + parameter.value;
        texts += extension.name + '(' + parameters.join(',') + ')';
    }
    QCOMPARE(result ? texts.join(' ') : QByteArray("malformed"), parsed);
}

// Expectations are the answers of the npm package ws, which Socket.IO's server uses. It refuses
// the handshake, though, because of an offer that another one could stand in for.
void tst_PerMessageDeflate::offers_data()
{
    QTest::addColumn<QByteArray>("offers");
    QTest::addColumn<QByteArray>("answer"); // "none" without an offer, "error" without a good one
    const auto row = [](const QByteArray &offers, const QByteArray &answer) {
        QTest::addRow("%s", offers.constData()) << offers << answer;
    };
    row("", "none");
    row("x-webkit-deflate-frame", "none");
    row("Permessage-Deflate", "none");
    row("permessage-deflate", "permessage-deflate");
    row("permessage-deflate; client_max_window_bits", "permessage-deflate");
    row("permessage-deflate; client_max_window_bits=10",
        "permessage-deflate; client_max_window_bits=10");
    row("permessage-deflate; server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=10");
    row("permessage-deflate; server_max_window_bits=15",
        "permessage-deflate; server_max_window_bits=15");
    row("permessage-deflate; client_max_window_bits=\"12\"",
        "permessage-deflate; client_max_window_bits=12");
    row("permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    row("permessage-deflate;client_no_context_takeover;server_max_window_bits=8;"
        "client_max_window_bits=8;server_no_context_takeover",
        "permessage-deflate; client_no_context_takeover; server_max_window_bits=8; "
        "client_max_window_bits=8; server_no_context_takeover");
    row("permessage-deflate, permessage-deflate; client_max_window_bits=9", "permessage-deflate");
    row("foo, permessage-deflate;server_no_context_takeover",
        "permessage-deflate; server_no_context_takeover");

    row("permessage-deflate; server_max_window_bits", "error");
    row("permessage-deflate; server_max_window_bits=7", "error");
    row("permessage-deflate; server_max_window_bits=16", "error");
    row("permessage-deflate; server_max_window_bits=010", "error");
    row("permessage-deflate; server_max_window_bits=1e1", "error");
    row("permessage-deflate; client_max_window_bits=16", "error");
    row("permessage-deflate; client_max_window_bits=0", "error");
    row("permessage-deflate; server_no_context_takeover=1", "error");
    row("permessage-deflate; client_no_context_takeover=true", "error");
    row("permessage-deflate; server_no_context_takeover; server_no_context_takeover", "error");
    row("permessage-deflate; client_max_window_bits; client_max_window_bits", "error");
    row("permessage-deflate; server_max_window_bits=9; server_max_window_bits=9", "error");
    row("permessage-deflate; unknown", "error");
    row("permessage-deflate; Server_No_Context_Takeover", "error");
    row("permessage-deflate;", "error");
    row("foo bar, permessage-deflate", "error");
    row("permessage-deflate; unknown, permessage-deflate; client_max_window_bits=11",
        "permessage-deflate; client_max_window_bits=11");
}

void tst_PerMessageDeflate::offers()
{
    QFETCH(QByteArray, offers);
    QFETCH(QByteArray, answer);
    const Result<std::optional<PerMessageDeflate>> result = PerMessageDeflate::negotiate(offers);
    if (!result) {
        QCOMPARE(answer, QByteArray("error"));
        QCOMPARE(result.error().message(),
                 QStringLiteral("Invalid or unacceptable Sec-WebSocket-Extensions header"));
    } else {
        QCOMPARE(*result ? (*result)->answer : QByteArray("none"), answer);
    }
}

void tst_PerMessageDeflate::options_data()
{
    QTest::addColumn<PerMessageDeflateOptions>("options");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *name, const PerMessageDeflateOptions &options,
                        const QByteArray &parameters, const QByteArray &answer) {
        QTest::addRow("%s:%s", name, parameters.constData()) << options << parameters << answer;
    };
    const PerMessageDeflateOptions noContext{.serverNoContextTakeover = true,
                                             .clientNoContextTakeover = true};
    row("no context", noContext, "", "; server_no_context_takeover; client_no_context_takeover");
    row("no context", noContext, "; client_no_context_takeover",
        "; client_no_context_takeover; server_no_context_takeover");
    row("no context", noContext, "; client_max_window_bits=9; server_max_window_bits=9",
        "; client_max_window_bits=9; server_max_window_bits=9; server_no_context_takeover; "
        "client_no_context_takeover");
    const PerMessageDeflateOptions serverWindow{.serverMaxWindowBits = 10};
    row("server's window", serverWindow, "", "; server_max_window_bits=10");
    row("server's window", serverWindow, "; client_max_window_bits", "; server_max_window_bits=10");
    row("server's window", serverWindow, "; server_max_window_bits=12",
        "; server_max_window_bits=10");
    row("server's window", serverWindow, "; server_max_window_bits=9",
        "; server_max_window_bits=9");
    const PerMessageDeflateOptions clientWindow{.clientMaxWindowBits = 10};
    row("client's window", clientWindow, "", "");
    row("client's window", clientWindow, "; client_max_window_bits", "; client_max_window_bits=10");
    row("client's window", clientWindow, "; client_max_window_bits=12",
        "; client_max_window_bits=10");
    row("client's window", clientWindow, "; client_max_window_bits=9",
        "; client_max_window_bits=9");
}

void tst_PerMessageDeflate::options()
{
    QFETCH(PerMessageDeflateOptions, options);
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, answer);
    const Result<std::optional<PerMessageDeflate>> result
        = PerMessageDeflate::negotiate("permessage-deflate" + parameters, options);
    QVERIFY(result && *result);
    QCOMPARE((*result)->answer, "permessage-deflate" + answer);
}

void tst_PerMessageDeflate::agreement()
{
    const auto negotiate = [](const QByteArray &parameters,
                              const PerMessageDeflateOptions &options = {}) {
        return PerMessageDeflate::negotiate("permessage-deflate" + parameters, options)->value();
    };
    const PerMessageDeflate plain = negotiate("");
    QVERIFY(!plain.serverNoContextTakeover);
    QVERIFY(!plain.clientNoContextTakeover);
    QCOMPARE(plain.serverMaxWindowBits, 15);
    QCOMPARE(plain.clientMaxWindowBits, 15);
    const PerMessageDeflate asked = negotiate(
        "; server_no_context_takeover; server_max_window_bits=9; client_max_window_bits=10");
    QVERIFY(asked.serverNoContextTakeover);
    QVERIFY(!asked.clientNoContextTakeover);
    QCOMPARE(asked.serverMaxWindowBits, 9);
    QCOMPARE(asked.clientMaxWindowBits, 10);
    // A client that has not offered it may use any window.
    QCOMPARE(negotiate("", {.clientMaxWindowBits = 10}).clientMaxWindowBits, 15);
    QCOMPARE(negotiate("; client_max_window_bits", {.clientMaxWindowBits = 10}).clientMaxWindowBits,
             10);
    QVERIFY(negotiate("", {.clientNoContextTakeover = true}).clientNoContextTakeover);
    QCOMPARE(negotiate("", {.serverMaxWindowBits = 11}).serverMaxWindowBits, 11);
}

QTEST_GUILESS_MAIN(tst_PerMessageDeflate)
#include "tst_permessagedeflate.moc"
