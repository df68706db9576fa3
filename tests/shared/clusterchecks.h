// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_CLUSTERCHECKS_H
#define QSOCKETIO_TESTS_CLUSTERCHECKS_H

#include "shared/clusternode.h"

#include <QtTest/QSignalSpy>

#include <chrono>
#include <optional>

namespace QSocketIo {

// What holds for two servers whatever carries their messages. Each is the body of a test function.
class ClusterChecks : public ClusterNodes
{
protected:
    void checkBinary()
    {
        QSignalSpy frames(&b().client.socket(), &QWebSocket::binaryMessageReceived);
        a().io.emitEvent("bytes", QByteArray("\x00\xff", 2), QStringLiteral("text"));
        QCOMPARE(b().client.next(), "451-[\"bytes\",{\"_placeholder\":true,\"num\":0},\"text\"]");
        QVERIFY(waitFor([&frames] { return frames.count() == 1; }));
        QCOMPARE(frames.at(0).at(0).toByteArray(), QByteArray("\x00\xff", 2));
    }

    void checkOrder()
    {
        for (int i = 0; i < 1000; ++i)
            a().io.emitEvent("n", i);
        for (int i = 0; i < 1000; ++i)
            expectAll("42[\"n\"," + QByteArray::number(i) + ']');
    }

    void checkLocal()
    {
        a().io.local().emitEvent("here");
        a().io.emitEvent("everywhere");
        QCOMPARE(a().client.next(), "42[\"here\"]");
        expectAll("42[\"everywhere\"]");
        const auto sockets = resultOf(a().io.local().fetchSockets());
        QVERIFY(sockets);
        QCOMPARE(sockets->size(), 1);
    }

    void checkFetchSockets()
    {
        b().socket->join(QStringLiteral("room"));
        b().socket->data().insert(QStringLiteral("name"), QStringLiteral("Zoë"));
        const auto all = resultOf(a().io.fetchSockets());
        QVERIFY2(all, qPrintable(all.error().message()));
        QCOMPARE(all->size(), 2);
        const auto some = resultOf(a().io.in(QStringLiteral("room")).fetchSockets());
        QVERIFY(some);
        QCOMPARE(some->size(), 1);
        QCOMPARE(some->at(0).id(), b().socket->id());
        QCOMPARE(some->at(0).data().value(QStringLiteral("name")).toString(),
                 QStringLiteral("Zoë"));
        QVERIFY(some->at(0).rooms().contains(QStringLiteral("room")));
        some->at(0).emitEvent("remote");
        QCOMPARE(b().client.next(), "42[\"remote\"]");
    }

    void checkJoinAndLeave()
    {
        a().io.socketsJoin({QStringLiteral("r1"), QStringLiteral("r2")});
        QVERIFY(a().socket->rooms().contains(QStringLiteral("r1"))); // at once
        QVERIFY(waitFor([this] { return b().socket->rooms().contains(QStringLiteral("r2")); }));
        a().io.in(QStringLiteral("r1")).socketsLeave(QStringLiteral("r1"));
        QVERIFY(waitFor([this] { return !b().socket->rooms().contains(QStringLiteral("r1")); }));
        QVERIFY(b().socket->rooms().contains(QStringLiteral("r2")));
    }

    void checkDisconnectSockets()
    {
        a().io.in(b().socket->id()).disconnectSockets();
        QCOMPARE(b().client.next(), "41");
        QVERIFY(a().client.syncsWithNothingBetween());
        a().io.disconnectSockets(DisconnectMode::CloseConnection);
        QVERIFY(a().client.waitForClosed());
    }

    void checkServerSideEmit()
    {
        QStringList heard;
        b().io.on("hello", &b().io, [&heard](const QString &text) { heard.append(text); });
        a().io.on("hello", &a().io,
                  [&heard](const QString &) { heard.append(QStringLiteral("myself")); });
        b().io.on("ask", &b().io, [](int n, const Ack &ack) { ack(n + 1); });
        QVERIFY(a().io.serverSideEmit("hello", QStringLiteral("wörld")));
        QVERIFY(waitFor([&heard] { return !heard.isEmpty(); }));
        QCOMPARE(heard, QStringList{QStringLiteral("wörld")});
        const auto answers = resultOf(a().io.serverSideEmitWithAck("ask", 41));
        QVERIFY2(answers, qPrintable(answers.error().message()));
        QCOMPARE(*answers, QList<QCborValue>{42});
    }

    void checkAcknowledgedBroadcast()
    {
        std::optional<Error> error;
        QList<QCborValue> answers;
        a().io.timeout(std::chrono::seconds(10))
            .emitEvent("question", [&](const Error &e, const QList<QCborValue> &list) {
                error = e;
                answers = list;
            });
        for (auto &node : nodes) {
            const QByteArray question = node->client.next();
            QVERIFY(question.startsWith("42") && question.endsWith("[\"question\"]"));
            const QByteArray id = question.sliced(2, question.indexOf('[') - 2);
            node->client.socket().sendTextMessage(
                QString::fromLatin1("43" + id + "[\"" + (node == nodes[0] ? "a" : "b") + "\"]"));
        }
        QVERIFY(waitFor([&error] { return error.has_value(); }));
        QVERIFY2(!*error, qPrintable(error->message()));
        QCOMPARE(answers.size(), 2);
        QVERIFY(answers.contains(QCborValue(QStringLiteral("a")))
                && answers.contains(QCborValue(QStringLiteral("b"))));
        QVERIFY(waitFor([this] { return a().adapter()->pendingRequests() == 0; }));
    }

    void checkAcknowledgementsThatMiss()
    {
        std::optional<Error> error;
        a().io.timeout(std::chrono::milliseconds(100))
            .emitEvent("question", [&](const Error &e, const QList<QCborValue> &) { error = e; });
        QVERIFY(waitFor([&error] { return error.has_value(); }));
        QCOMPARE(error->message(), QStringLiteral("operation has timed out"));
    }
};

} // namespace QSocketIo

#endif
