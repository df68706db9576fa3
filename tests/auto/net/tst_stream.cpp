// SPDX-License-Identifier: MIT
#include "loop/deadlinequeue_p.h"
#include "net/lingeringstream_p.h"
#include "net/listener_p.h"
#include "net/tcpstream_p.h"
#include "shared/certificate.h"
#include "shared/waitfor.h"

#include <QtCore/QRegularExpression>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>
#ifdef Q_OS_UNIX
#include "net/nativestream_p.h"

#include <sys/socket.h>
#endif

#include <functional>

using namespace QSocketIo;
using namespace std::chrono_literals;

namespace {
class Recorder : public StreamListener
{
public:
    void streamReadable() override
    {
        ++readable;
        checkOutside();
        if (readSize > 0 && stream) {
            QByteArray bytes(readSize, Qt::Uninitialized);
            bytes.truncate(stream->read(bytes.data(), bytes.size()));
            received += bytes;
        }
        if (onReadable)
            onReadable();
    }
    void streamDrained() override
    {
        ++drained;
        checkOutside();
        if (onDrained)
            onDrained();
    }
    void streamClosed(const QString &text) override
    {
        ++closed;
        closedText = text;
        checkOutside();
        if (onClosed)
            onClosed();
    }
    // Calls to the stream that could call back run in here.
    void call(const std::function<void(Stream *)> &function)
    {
        isCalling = true;
        function(stream.get());
        isCalling = false;
    }
    void checkOutside() { wasCalledInside = wasCalledInside || isCalling; }

    std::unique_ptr<Stream> stream;
    QByteArray received;
    qsizetype readSize = 64 * 1024;
    int readable = 0;
    int drained = 0;
    int closed = 0;
    QString closedText;
    bool isCalling = false;
    bool wasCalledInside = false;
    std::function<void()> onReadable;
    std::function<void()> onDrained;
    std::function<void()> onClosed;
};

class Acceptor : public ListenerClient
{
public:
    std::function<void(qintptr, const PeerAddress *)> onConnection;

    void accept(qintptr descriptor, const PeerAddress *peer) override
    {
        onConnection(descriptor, peer);
    }
};

enum class Kind { Tcp, Tls, Native };
} // namespace

// Each of these runs over every Stream that has a network: what a StreamListener sees is the same.
class tst_Stream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanup();

    void read();
    void readWithSmallBuffer();
    void toldAgainWhenMoreComes();
    void listenerComesLate();
    void unreadInputIsBounded();
    void write();
    void congestion();
    void writeWhenDrained();
    void peerCloses();
    void peerClosesBehindBytes();
    void peerClosesBehindUnreadBytes();
    void peerResets();
    void endOutput();
    void closeFlushes();
    void closeTimesOut();
    void abort();
    void deleteInCallbacks_data();
    void deleteInCallbacks();
    void closeInCallbacks_data();
    void closeInCallbacks();
    void nestedEventLoop();
    void lingering();
    void handshakeGarbage();
    void silentHandshake();

private:
    void connectClient();
    void accept(qintptr descriptor, const PeerAddress *peer);

    QSslConfiguration m_tls;
    std::unique_ptr<DeadlineQueue> m_deadlines;
    Acceptor m_acceptor;
    std::unique_ptr<Listener> m_server;
    std::unique_ptr<QSslSocket> m_client;
    std::unique_ptr<Recorder> m_recorder;
    std::chrono::milliseconds m_now{1000};
    Kind m_kind = Kind::Tcp;
    bool m_isSecure = false;
};

void tst_Stream::initTestCase_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("TCP") << Kind::Tcp;
    QTest::newRow("TLS") << Kind::Tls;
#ifdef Q_OS_UNIX
    QTest::newRow("native") << Kind::Native;
#endif
}

void tst_Stream::initTestCase()
{
    m_tls = makeServerTls();
    QVERIFY(!m_tls.localCertificate().isNull());
}

void tst_Stream::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    QFETCH_GLOBAL(Kind, kind);
    m_kind = kind;
    m_isSecure = kind == Kind::Tls;
    m_deadlines = std::make_unique<DeadlineQueue>(nullptr, [this] { return m_now; });
    m_recorder = std::make_unique<Recorder>();
    m_acceptor.onConnection
        = [this](qintptr descriptor, const PeerAddress *peer) { accept(descriptor, peer); };
    m_server = std::make_unique<Listener>(&m_acceptor);
    QVERIFY(m_server->start(QHostAddress::LocalHost, 0));
    m_client = std::make_unique<QSslSocket>();
    m_client->setPeerVerifyMode(QSslSocket::VerifyNone);
}

void tst_Stream::cleanup()
{
    QVERIFY(!m_recorder->wasCalledInside);
    m_recorder.reset();
    m_client.reset();
    m_server.reset();
    m_deadlines.reset();
}

void tst_Stream::accept(qintptr descriptor, const PeerAddress *peer)
{
#ifdef Q_OS_UNIX
    if (m_kind == Kind::Native) {
        m_recorder->stream
            = std::make_unique<NativeStream>(int(descriptor), *peer, m_deadlines.get(), 30s);
        m_recorder->stream->setListener(m_recorder.get());
        return;
    }
#else
    Q_UNUSED(peer);
#endif
    std::unique_ptr<QTcpSocket> socket;
    QSslSocket *sslSocket = nullptr;
    if (m_isSecure) {
        sslSocket = new QSslSocket;
        sslSocket->setSslConfiguration(m_tls);
        socket.reset(sslSocket);
    } else {
        socket = std::make_unique<QTcpSocket>();
    }
    QVERIFY(socket->setSocketDescriptor(descriptor));
    m_recorder->stream = std::make_unique<TcpStream>(std::move(socket), m_deadlines.get(), 30s);
    m_recorder->stream->setListener(m_recorder.get());
    if (sslSocket)
        sslSocket->startServerEncryption();
}

void tst_Stream::connectClient()
{
    if (m_isSecure)
        m_client->connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_server->serverPort());
    else
        m_client->connectToHost(QHostAddress::LocalHost, m_server->serverPort());
    QTRY_VERIFY(m_isSecure ? m_client->isEncrypted()
                           : m_client->state() == QAbstractSocket::ConnectedState);
    QTRY_VERIFY(m_recorder->stream);
}

void tst_Stream::read()
{
    connectClient();
    QCOMPARE(m_recorder->stream->isSecure(), m_isSecure);
    QCOMPARE(m_recorder->stream->peerAddress(), QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(m_recorder->stream->peerPort(), m_client->localPort());
    m_client->write("hello");
    QTRY_COMPARE(m_recorder->received, QByteArray("hello"));
    const QByteArray large(1'000'000, 'l');
    m_client->write(large);
    QTRY_VERIFY(m_recorder->received == "hello" + large);
}

// What a listener leaves is told again as soon as it has read a part.
void tst_Stream::readWithSmallBuffer()
{
    connectClient();
    m_recorder->readSize = 3;
    m_client->write("0123456789");
    QTRY_COMPARE(m_recorder->received, QByteArray("0123456789"));
}

// Who reads nothing hears of new bytes alone.
void tst_Stream::toldAgainWhenMoreComes()
{
    connectClient();
    m_recorder->readSize = 0;
    for (int i = 1; i <= 3; ++i) {
        m_client->write("x");
        QVERIFY(waitFor([&] { return m_recorder->readable == i; }));
        QTest::qWait(20); // nothing more is told
        QCOMPARE(m_recorder->readable, i);
    }
    m_recorder->readSize = 100;
    m_recorder->streamReadable();
    QCOMPARE(m_recorder->received, QByteArray("xxx"));
}

void tst_Stream::listenerComesLate()
{
    connectClient();
    m_recorder->stream->setListener(nullptr);
    m_client->write("early");
    QVERIFY(
        waitFor([&] { return m_client->bytesToWrite() + m_client->encryptedBytesToWrite() == 0; }));
    QTest::qWait(20); // nobody hears that it has come
    m_recorder->stream->setListener(m_recorder.get());
    const auto isReceived = [&] {
        m_recorder->streamReadable();
        return m_recorder->received == "early";
    };
    QVERIFY(waitFor(isReceived));
    m_client->write(", late");
    QVERIFY(waitFor([&] { return m_recorder->received == "early, late"; }));
}

void tst_Stream::unreadInputIsBounded()
{
    connectClient();
    m_recorder->readSize = 0;
    const qint64 size = 64 * 1024 * 1024;
    m_client->write(QByteArray(size, 'x'));
    const auto queued
        = [this] { return m_client->bytesToWrite() + m_client->encryptedBytesToWrite(); };
    QTRY_VERIFY(queued() < size);
    qint64 before = 0;
    do {
        before = queued();
        QTest::qWait(50);
    } while (queued() != before);
    QVERIFY(queued() > size / 4);
    m_recorder->readSize = 64 * 1024;
    m_recorder->streamReadable();
    QTRY_COMPARE(m_recorder->received.size(), size);
}

void tst_Stream::write()
{
    connectClient();
    QByteArray expected;
    m_recorder->call([&](Stream *stream) {
        for (const int size : {1, 100, 20'000, 5, 70'000, 16'384, 3}) {
            const QByteArray bytes(size, char('a' + size % 26));
            stream->write(bytes);
            expected += bytes;
        }
        QCOMPARE(stream->bytesQueued(), expected.size());
        stream->flush();
    });
    QByteArray received;
    const auto haveAll = [&] {
        received += m_client->readAll();
        return received.size() == expected.size();
    };
    QTRY_VERIFY(haveAll());
    QCOMPARE(received, expected);
    QTRY_COMPARE(m_recorder->stream->bytesQueued(), 0);
}

void tst_Stream::congestion()
{
    connectClient();
    m_client->setReadBufferSize(1000);
    const QByteArray shared(1'000'000, 'x');
    m_recorder->call([&](Stream *stream) {
        for (int i = 0; i < 50; ++i)
            stream->write(shared);
        stream->write("end");
        stream->flush();
        QVERIFY(stream->bytesQueued() > 0);
        stream->flush();
    });
    QCOMPARE(m_recorder->drained, 0);
    m_client->setReadBufferSize(0);
    QByteArray received;
    const auto isDone = [&] {
        received += m_client->readAll();
        return received.size() >= 50'000'003;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 30'000);
    QVERIFY(received == shared.repeated(50) + "end");
    QTRY_COMPARE(m_recorder->drained, 1);
    QCOMPARE(m_recorder->stream->bytesQueued(), 0);
}

void tst_Stream::writeWhenDrained()
{
    connectClient();
    int left = 3;
    m_recorder->onDrained = [&] {
        if (left-- > 0) {
            m_recorder->stream->write(QByteArray(10'000'000, 'x'));
            m_recorder->stream->flush();
        }
    };
    m_recorder->onDrained();
    qint64 received = 0;
    const auto isDone = [&] {
        received += m_client->readAll().size();
        return received == 30'000'000 && m_recorder->drained >= 3;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 30'000);
}

void tst_Stream::peerCloses()
{
    connectClient();
    m_client->disconnectFromHost();
    QTRY_COMPARE(m_recorder->closed, 1);
    m_recorder->call([](Stream *stream) {
        stream->write("x");
        stream->flush();
        stream->close();
        stream->abort();
    });
    QCOMPARE(m_recorder->stream->bytesQueued(), 0);
    QTest::qWait(0);
    QCOMPARE(m_recorder->closed, 1);
}

void tst_Stream::peerClosesBehindBytes()
{
    connectClient();
    m_recorder->readSize = 7;
    m_client->write("these are the last words");
    m_client->disconnectFromHost();
    QTRY_COMPARE(m_recorder->closed, 1);
    QCOMPARE(m_recorder->received, QByteArray("these are the last words"));
}

// The end is seen though the listener has left something, which it is offered once more.
void tst_Stream::peerClosesBehindUnreadBytes()
{
    connectClient();
    m_recorder->readSize = 0;
    m_client->write(QByteArray(20'000, 'x'));
    QVERIFY(waitFor([&] { return m_recorder->readable > 0; }));
    m_recorder->readSize = 30'000;
    m_client->disconnectFromHost();
    QVERIFY(waitFor([&] { return m_recorder->closed == 1; }));
    QCOMPARE(m_recorder->received, QByteArray(20'000, 'x'));
    QCOMPARE(m_recorder->closedText, QString());
}

void tst_Stream::peerResets()
{
#ifdef Q_OS_UNIX
    connectClient();
    m_client->write("last words");
    QVERIFY(waitFor([&] { return m_recorder->received == "last words"; }));
    const linger option = {1, 0};
    QCOMPARE(::setsockopt(int(m_client->socketDescriptor()), SOL_SOCKET, SO_LINGER, &option,
                          sizeof(option)),
             0);
    m_client->abort();
    // Whether the stream hears of it by reading or by writing.
    m_recorder->call([&](Stream *stream) {
        stream->write(QByteArray(1'000'000, 'x'));
        stream->flush();
        stream->write(QByteArray(1'000'000, 'x'));
        stream->flush();
    });
    QCOMPARE(m_recorder->closed, 0);
    QVERIFY(waitFor([&] { return m_recorder->closed == 1; }));
    QCOMPARE(m_recorder->drained, 0);
    QCOMPARE(m_recorder->stream->bytesQueued(), 0);
#endif
}

// The peer sees the end behind everything written, and is still heard.
void tst_Stream::endOutput()
{
    if (m_isSecure)
        return; // TLS cannot
    connectClient();
    const QByteArray large(5'000'000, 'x');
    m_recorder->call([&](Stream *stream) {
        stream->write(large);
        stream->endOutput();
    });
    QByteArray received;
    const auto isEnded = [&] {
        received += m_client->readAll();
        return m_client->state() == QAbstractSocket::UnconnectedState;
    };
    QVERIFY(waitFor(isEnded, 20'000));
    QVERIFY(received == large);
    QVERIFY(waitFor([&] { return m_recorder->closed == 1; })); // as QTcpSocket ends, too
}

void tst_Stream::closeFlushes()
{
    connectClient();
    const QByteArray large(10'000'000, 'x');
    m_recorder->call([&](Stream *stream) {
        stream->write(large);
        stream->close();
        stream->write("too late");
        stream->flush();
    });
    QByteArray received;
    const auto isDone = [&] {
        received += m_client->readAll();
        return m_client->state() == QAbstractSocket::UnconnectedState;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 30'000);
    QCOMPARE(received.size(), large.size());
    QTRY_COMPARE(m_recorder->closed, 1);
    QCOMPARE(m_deadlines->count(), std::size_t(0));
}

void tst_Stream::closeTimesOut()
{
    connectClient();
    m_client->setReadBufferSize(1000);
    m_recorder->call([&](Stream *stream) {
        stream->write(QByteArray(50'000'000, 'x'));
        stream->close();
    });
    m_now += 29s;
    m_deadlines->processDue();
    QCOMPARE(m_recorder->closed, 0);
    m_now += 1s;
    m_deadlines->processDue();
    QCOMPARE(m_recorder->closed, 1);
    m_client->setReadBufferSize(0);
    const auto isEnded = [this] {
        m_client->readAll();
        return m_client->state() == QAbstractSocket::UnconnectedState;
    };
    QTRY_VERIFY(isEnded());
}

void tst_Stream::abort()
{
    connectClient();
    m_recorder->call([](Stream *stream) {
        stream->write("never sent");
        stream->abort();
    });
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_recorder->closed, 0);
    QVERIFY(m_client->readAll().isEmpty());
}

void tst_Stream::deleteInCallbacks_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"readable", "drained", "closed"})
        QTest::newRow(where) << QString::fromLatin1(where);
}

void tst_Stream::deleteInCallbacks()
{
    QFETCH(QString, where);
    connectClient();
    const auto deleteStream = [this] { m_recorder->stream.reset(); };
    if (where == QLatin1String("readable")) {
        m_recorder->onReadable = deleteStream;
        m_client->write("x");
    } else if (where == QLatin1String("drained")) {
        m_recorder->onDrained = deleteStream;
        m_recorder->stream->write(QByteArray(20'000'000, 'x'));
        m_recorder->stream->flush();
    } else {
        m_recorder->onClosed = deleteStream;
        m_client->disconnectFromHost();
    }
    const auto isDone = [this] {
        m_client->readAll();
        return !m_recorder->stream;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 20'000);
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
}

void tst_Stream::closeInCallbacks_data()
{
    QTest::addColumn<bool>("isAborted");
    QTest::addColumn<bool>("isDrained");
    QTest::newRow("close when readable") << false << false;
    QTest::newRow("abort when readable") << true << false;
    QTest::newRow("close when drained") << false << true;
    QTest::newRow("abort when drained") << true << true;
}

void tst_Stream::closeInCallbacks()
{
    QFETCH(const bool, isAborted);
    QFETCH(const bool, isDrained);
    connectClient();
    const auto end = [this, isAborted] {
        if (isAborted)
            m_recorder->stream->abort();
        else
            m_recorder->call([](Stream *stream) { stream->close(); });
    };
    if (isDrained) {
        m_recorder->onDrained = end;
        m_recorder->stream->write(QByteArray(20'000'000, 'x'));
        m_recorder->stream->flush();
    } else {
        m_recorder->onReadable = end;
        m_client->write("x");
    }
    const auto isEnded = [this] {
        m_client->readAll();
        return m_client->state() == QAbstractSocket::UnconnectedState;
    };
    QVERIFY(waitFor(isEnded, 20'000));
    QVERIFY(waitFor([&] { return m_recorder->closed == (isAborted ? 0 : 1); }));
    QCOMPARE(m_deadlines->count(), std::size_t(0));
}

// A listener may wait for something in a loop of its own; what comes meanwhile is not lost.
void tst_Stream::nestedEventLoop()
{
    connectClient();
    bool isNested = false;
    m_recorder->readSize = 0;
    m_recorder->onReadable = [&] {
        if (std::exchange(isNested, true))
            return;
        m_client->write("more");
        QVERIFY(waitFor([&] { return m_client->bytesToWrite() == 0; }));
        QTest::qWait(20);
        m_recorder->readSize = 100;
        m_recorder->streamReadable();
    };
    m_client->write("some");
    QVERIFY(waitFor([&] { return m_recorder->received == "somemore"; }));
    m_client->write(", and the rest");
    QVERIFY(waitFor([&] { return m_recorder->received == "somemore, and the rest"; }));
}

// An answer to a client that is still sending arrives, and no reset.
void tst_Stream::lingering()
{
    connectClient();
    m_recorder->readSize = 0;
    m_client->write(QByteArray(2'000'000, 'x'));
    QTRY_VERIFY(m_recorder->readable > 0);
    m_recorder->stream->write("answer");
    LingeringStream::drain(std::move(m_recorder->stream), m_deadlines.get(),
                           {10'000'000, std::chrono::seconds(2)});
    QByteArray received;
    const auto haveAnswer = [&] {
        received += m_client->readAll();
        return received.size() == 6;
    };
    QTRY_VERIFY(haveAnswer());
    QCOMPARE(received, QByteArray("answer"));
    if (m_isSecure) {
        m_now += 2s;
        m_deadlines->processDue();
    }
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_client->error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(m_deadlines->findChildren<LingeringStream *>().size(), 0);
}

void tst_Stream::handshakeGarbage()
{
    if (!m_isSecure)
        return;
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, m_server->serverPort());
    client.write("GET / HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(m_recorder->closed, 1);
    QCOMPARE(m_recorder->readable, 0);
}

void tst_Stream::silentHandshake()
{
    if (!m_isSecure)
        return;
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, m_server->serverPort());
    QTRY_VERIFY(m_recorder->stream);
    m_recorder->call([](Stream *stream) {
        stream->write("HTTP/1.1 408 Request Timeout\r\n\r\n");
        stream->close();
    });
    QTRY_COMPARE(m_recorder->closed, 1);
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(client.readAll().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Stream)

#include "tst_stream.moc"
