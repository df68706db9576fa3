// SPDX-License-Identifier: MIT
#include "net/listener_p.h"
#include "net/peeraddress_p.h"
#include "shared/waitfor.h"

#include <QtCore/QRegularExpression>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <fcntl.h>
#include <unistd.h>

#include <functional>
#include <vector>

using namespace QSocketIo;

namespace {
class Acceptor : public ListenerClient
{
public:
    ~Acceptor() override
    {
        for (const int descriptor : descriptors)
            ::close(descriptor);
    }
    void accept(qintptr descriptor, const PeerAddress *peer) override
    {
        descriptors.push_back(int(descriptor));
        peers.push_back(*peer);
        if (onAccept)
            onAccept();
    }
    std::vector<int> descriptors;
    std::vector<PeerAddress> peers;
    std::function<void()> onAccept;
};
} // namespace

class tst_Listener : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void address_data();
    void address();
    void descriptorFlags();
    void addressInUse();
    void burst();
    void stop();
    void stoppedWhileAccepting();
};

void tst_Listener::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
}

void tst_Listener::address_data()
{
    QTest::addColumn<QHostAddress>("listening");
    QTest::addColumn<QHostAddress>("connecting");
    QTest::addColumn<QString>("peer");
    const QHostAddress ipv4(QHostAddress::LocalHost);
    const QHostAddress ipv6(QHostAddress::LocalHostIPv6);
    QTest::newRow("IPv4") << ipv4 << ipv4 << QStringLiteral("127.0.0.1");
    QTest::newRow("IPv6") << ipv6 << ipv6 << QStringLiteral("::1");
    QTest::newRow("any, IPv4") << QHostAddress(QHostAddress::Any) << ipv4
                               << QStringLiteral("::ffff:127.0.0.1");
    QTest::newRow("any, IPv6") << QHostAddress(QHostAddress::Any) << ipv6 << QStringLiteral("::1");
    QTest::newRow("any IPv4") << QHostAddress(QHostAddress::AnyIPv4) << ipv4
                              << QStringLiteral("127.0.0.1");
}

void tst_Listener::address()
{
    QFETCH(const QHostAddress, listening);
    QFETCH(const QHostAddress, connecting);
    QFETCH(const QString, peer);
    Acceptor acceptor;
    Listener listener(&acceptor);
    if (!listener.start(listening, 0) && listening.protocol() != QAbstractSocket::IPv4Protocol)
        QSKIP("There is no IPv6 here");
    QVERIFY(listener.isListening());
    QVERIFY(listener.serverPort() != 0);
    QCOMPARE(listener.serverAddress(), listening);
    QTcpSocket client;
    client.connectToHost(connecting, listener.serverPort());
    QVERIFY(waitFor([&] { return acceptor.peers.size() == 1; }));
    QVERIFY(waitFor([&] { return client.state() == QAbstractSocket::ConnectedState; }));
    QCOMPARE(acceptor.peers.front().host(), QHostAddress(peer));
    QCOMPARE(acceptor.peers.front().port(), client.localPort());
}

void tst_Listener::descriptorFlags()
{
    Acceptor acceptor;
    Listener listener(&acceptor);
    QVERIFY(listener.start(QHostAddress::LocalHost, 0));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, listener.serverPort());
    QVERIFY(waitFor([&] { return acceptor.descriptors.size() == 1; }));
    QVERIFY(::fcntl(acceptor.descriptors.front(), F_GETFL) & O_NONBLOCK);
    QVERIFY(::fcntl(acceptor.descriptors.front(), F_GETFD) & FD_CLOEXEC);
}

void tst_Listener::addressInUse()
{
    Acceptor acceptor;
    Listener first(&acceptor);
    QVERIFY(first.start(QHostAddress::LocalHost, 0));
    Listener second(&acceptor);
    QVERIFY(!second.start(QHostAddress::LocalHost, first.serverPort()));
    QVERIFY(!second.isListening());
    QVERIFY(!second.errorString().isEmpty());
}

// Many at a time, but not all of them, so that others have their turn.
void tst_Listener::burst()
{
    constexpr std::size_t Count = 3 * Listener::MaxBatch + 5;
    Acceptor acceptor;
    Listener listener(&acceptor);
    QVERIFY(listener.start(QHostAddress::LocalHost, 0));
    std::vector<std::size_t> batches;
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (std::size_t i = 0; i < Count; ++i) {
        clients.push_back(std::make_unique<QTcpSocket>());
        // Blocks, so that nothing is accepted yet.
        clients.back()->connectToHost(QHostAddress::LocalHost, listener.serverPort());
        QVERIFY(clients.back()->waitForConnected());
    }
    QCOMPARE(acceptor.descriptors.size(), std::size_t(0));
    bool isNewTurn = true;
    acceptor.onAccept = [&] {
        if (isNewTurn)
            batches.push_back(0);
        isNewTurn = false;
        ++batches.back();
    };
    const auto isAccepted = [&] {
        isNewTurn = true;
        return acceptor.descriptors.size() == Count;
    };
    QVERIFY(waitFor(isAccepted));
    QCOMPARE(batches.size(), std::size_t(4));
    QCOMPARE(batches.front(), std::size_t(Listener::MaxBatch));
    QCOMPARE(batches.back(), std::size_t(5));
}

void tst_Listener::stop()
{
    Acceptor acceptor;
    Listener listener(&acceptor);
    QVERIFY(listener.start(QHostAddress::LocalHost, 0));
    const quint16 port = listener.serverPort();
    listener.stop();
    QVERIFY(!listener.isListening());
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, port);
    QVERIFY(waitFor([&] { return client.error() == QAbstractSocket::ConnectionRefusedError; }));
    QVERIFY(listener.start(QHostAddress::LocalHost, port));
    client.connectToHost(QHostAddress::LocalHost, port);
    QVERIFY(waitFor([&] { return acceptor.descriptors.size() == 1; }));
}

void tst_Listener::stoppedWhileAccepting()
{
    Acceptor acceptor;
    Listener listener(&acceptor);
    QVERIFY(listener.start(QHostAddress::LocalHost, 0));
    QTcpSocket first;
    QTcpSocket second;
    for (QTcpSocket *client : {&first, &second}) {
        client->connectToHost(QHostAddress::LocalHost, listener.serverPort());
        QVERIFY(client->waitForConnected());
    }
    acceptor.onAccept = [&] { listener.stop(); };
    QVERIFY(waitFor([&] { return second.state() == QAbstractSocket::UnconnectedState; }));
    QCOMPARE(acceptor.descriptors.size(), std::size_t(1));
    QCOMPARE(first.state(), QAbstractSocket::ConnectedState);
}

QTEST_GUILESS_MAIN(tst_Listener)
#include "tst_listener.moc"
