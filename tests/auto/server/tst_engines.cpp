// SPDX-License-Identifier: MIT
// A server with an engine, or sessions, that are not its own.
#include "serverfixture.h"

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Engines : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void bind();
    void bindAgain();
    void boundEngineDies();
    void serverDiesFirst();
    void closeClosesTheBoundEngine();
    void onConnection();

private:
    std::unique_ptr<Engine> m_engine;
    void cleanup()
    {
        io.reset();
        m_engine.reset();
    }
    void createEngine(const ServerOptions &options = {})
    {
        m_engine = std::make_unique<Engine>(options);
        QVERIFY(m_engine->listen(QHostAddress(QHostAddress::LocalHost)));
    }
};

void tst_Engines::bind()
{
    createEngine({.pingInterval = 7s});
    QVERIFY(io->engine() != m_engine.get());
    io->bind(m_engine.get());
    QCOMPARE(io->engine(), m_engine.get());
    WsClient client(m_engine->serverPort());
    QVERIFY(client.openPacket().contains("\"pingInterval\":7000"));
    QVERIFY(!client.join().isEmpty());
    QVERIFY(client.syncsWithNothingBetween());
    // The server's own engine goes on.
    WsClient other(port);
    QVERIFY(!other.join().isEmpty());
    io->emitEvent("x");
    QCOMPARE(client.next(), "42[\"x\"]");
    QCOMPARE(other.next(), "42[\"x\"]");
}

void tst_Engines::bindAgain()
{
    createEngine();
    io->bind(m_engine.get());
    io->bind(m_engine.get());
    QSignalSpy joined(io.get(), &Server::connection);
    WsClient client(m_engine->serverPort());
    QVERIFY(!client.join().isEmpty());
    QCOMPARE(joined.size(), 1); // no session is taken twice
}

void tst_Engines::boundEngineDies()
{
    createEngine();
    io->bind(m_engine.get());
    WsClient client(m_engine->serverPort());
    QVERIFY(!client.join().isEmpty());
    m_engine.reset();
    QCOMPARE(reasons, QStringList({u"forced close"_s}));
    QVERIFY(client.waitForClosed());
    QVERIFY(io->engine());
    WsClient other(port);
    QVERIFY(!other.join().isEmpty());
}

void tst_Engines::serverDiesFirst()
{
    createEngine();
    io->bind(m_engine.get());
    WsClient client(m_engine->serverPort());
    QVERIFY(!client.join().isEmpty());
    io.reset();
    QVERIFY(client.waitForClosed());
    QVERIFY(!m_engine->isListening()); // closed with the server
}

void tst_Engines::closeClosesTheBoundEngine()
{
    createEngine();
    io->bind(m_engine.get());
    WsClient client(m_engine->serverPort());
    WsClient other(port);
    QVERIFY(!client.join().isEmpty());
    QVERIFY(!other.join().isEmpty());
    io->close();
    QCOMPARE(reasons, QStringList(2, u"server shutting down"_s));
    QVERIFY(client.waitForClosed());
    QVERIFY(other.waitForClosed());
    QVERIFY(!m_engine->isListening());
}

void tst_Engines::onConnection()
{
    createEngine();
    connect(m_engine.get(), &Engine::connection, io.get(), &Server::onConnection);
    QVERIFY(io->engine() != m_engine.get());
    WsClient client(m_engine->serverPort());
    QVERIFY(!client.join().isEmpty());
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(socket->connection()->server(), io.get());
    io.reset();
    QTRY_COMPARE(m_engine->clientsCount(), 0);
}

QTEST_GUILESS_MAIN(tst_Engines)
#include "moc_serverfixture.cpp"
#include "tst_engines.moc"
