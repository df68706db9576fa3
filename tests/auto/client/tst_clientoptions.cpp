// SPDX-License-Identifier: MIT
#include "client/clientoptions.h"

#include <QtCore/QPromise>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_ClientOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void defaultsOfTheReference();
    void byName();
    void authIsNothing();
    void authIsAValue();
    void authIsAFunction();
    void authHasAState();
    void authIsAFuture();
};

void tst_ClientOptions::defaultsOfTheReference()
{
    const ClientOptions options;
    QCOMPARE(options.path, QStringLiteral("/socket.io"));
    QCOMPARE(options.addTrailingSlash, true);
    QCOMPARE(options.transports,
             (QStringList{QStringLiteral("polling"), QStringLiteral("websocket")}));
    QCOMPARE(options.upgrade, true);
    QCOMPARE(options.rememberUpgrade, false);
    QCOMPARE(options.autoConnect, true);
    QCOMPARE(options.reconnection, true);
    QVERIFY(!options.reconnectionAttempts); // Infinity
    QCOMPARE(options.reconnectionDelay, 1000ms);
    QCOMPARE(options.reconnectionDelayMax, 5000ms);
    QCOMPARE(options.randomizationFactor, 0.5);
    QCOMPARE(options.timeout, 20'000ms);
    QVERIFY(!options.ackTimeout);
    QCOMPARE(options.retries, 0);
}

void tst_ClientOptions::byName()
{
    const ClientOptions options{.query = {{QStringLiteral("room"), QStringLiteral("lobby")}},
                                .extraHeaders = {{"X-Custom", "1"}},
                                .reconnectionAttempts = 3,
                                .ackTimeout = 2s,
                                .auth = {{QStringLiteral("token"), QStringLiteral("abc")}}};
    QCOMPARE(options.query.value(QStringLiteral("room")), QStringLiteral("lobby"));
    QCOMPARE(options.extraHeaders.constFirst().name, "X-Custom");
    QCOMPARE(options.ackTimeout, 2000ms);
    const ValueOrFuture<QCborMap> value = options.auth.value();
    QCOMPARE(std::get<QCborMap>(value),
             (QCborMap{{QStringLiteral("token"), QStringLiteral("abc")}}));
}

void tst_ClientOptions::authIsNothing()
{
    QCOMPARE(std::get<QCborMap>(ClientAuth().value()), QCborMap());
}

void tst_ClientOptions::authIsAValue()
{
    const ClientAuth members{{QStringLiteral("a"), 1}, {QStringLiteral("b"), 2}};
    QCOMPARE(std::get<QCborMap>(members.value()).size(), 2);
    const ClientAuth map = QCborMap{{QStringLiteral("a"), 1}};
    QCOMPARE(std::get<QCborMap>(map.value()), (QCborMap{{QStringLiteral("a"), 1}}));
}

void tst_ClientOptions::authIsAFunction()
{
    // Asked anew each time.
    const ClientAuth auth = [i = 0]() mutable { return QCborMap{{QStringLiteral("n"), ++i}}; };
    QCOMPARE(std::get<QCborMap>(auth.value()), (QCborMap{{QStringLiteral("n"), 1}}));
    QCOMPARE(std::get<QCborMap>(auth.value()), (QCborMap{{QStringLiteral("n"), 2}}));
}

void tst_ClientOptions::authHasAState()
{
    const ClientAuth auth = [count = 0]() mutable {
        return QCborMap{{QStringLiteral("n"), ++count}};
    };
    const ClientAuth copy = auth; // sockets have one each
    QCOMPARE(std::get<QCborMap>(auth.value()).value(QStringLiteral("n")).toInteger(), 1);
    QCOMPARE(std::get<QCborMap>(copy.value()).value(QStringLiteral("n")).toInteger(), 2);
}

void tst_ClientOptions::authIsAFuture()
{
    QPromise<QCborMap> promise;
    promise.start();
    const ClientAuth auth = [&promise] { return promise.future(); };
    const QFuture<QCborMap> future = std::get<QFuture<QCborMap>>(auth.value());
    QVERIFY(!future.isFinished());
    promise.addResult(QCborMap{{QStringLiteral("a"), 1}});
    promise.finish();
    QCOMPARE(future.result(), (QCborMap{{QStringLiteral("a"), 1}}));
}

QTEST_APPLESS_MAIN(tst_ClientOptions)
#include "tst_clientoptions.moc"
