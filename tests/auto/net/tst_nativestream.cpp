// SPDX-License-Identifier: MIT
// What is a NativeStream's own matter; what all streams have in common is in tst_stream.
#include "loop/deadlinequeue_p.h"
#include "net/nativestream_p.h"
#include "shared/waitfor.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <utility>

using namespace QSocketIo;
using namespace std::chrono_literals;

namespace {
class Recorder : public StreamListener
{
public:
    void streamReadable() override
    {
        ++readable;
        if (isReading)
            read();
        if (onReadable)
            onReadable();
    }
    void streamDrained() override { ++drained; }
    void streamClosed(const QString &text) override
    {
        ++closed;
        closedText = text;
    }
    void read()
    {
        char buffer[10'000];
        received.append(buffer, stream->read(buffer, sizeof(buffer)));
    }

    std::unique_ptr<NativeStream> stream;
    QByteArray received;
    std::function<void()> onReadable;
    QString closedText;
    bool isReading = true;
    int readable = 0;
    int drained = 0;
    int closed = 0;
};

// The client's end of a connection, bare.
class Peer
{
public:
    explicit Peer(int descriptor)
        : m_descriptor(descriptor)
    {
        ::fcntl(m_descriptor, F_SETFL, O_NONBLOCK);
    }
    ~Peer() { close(); }
    Q_DISABLE_COPY_MOVE(Peer)

    bool send(const QByteArray &bytes)
    {
        return ::send(m_descriptor, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL)
            == bytes.size();
    }
    // Of what is there now.
    void receive(qsizetype maxSize)
    {
        QByteArray bytes(maxSize, Qt::Uninitialized);
        const ssize_t size = ::recv(m_descriptor, bytes.data(), std::size_t(maxSize), 0);
        error = size < 0 ? errno : 0;
        isEnded = size == 0;
        received += bytes.first(qMax<qsizetype>(size, 0));
    }
    void close()
    {
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }
    void reset()
    {
        const linger option = {1, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &option, sizeof(option));
        close();
    }

    QByteArray received;
    bool isEnded = false;
    int error = 0;

private:
    int m_descriptor;
};

struct SocketPair
{
    explicit SocketPair(DeadlineQueue *deadlines)
    {
        const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *plain = reinterpret_cast<sockaddr *>(&address);
        socklen_t size = sizeof(address);
        isValid = ::bind(listening, plain, size) == 0 && ::listen(listening, 1) == 0
            && ::getsockname(listening, plain, &size) == 0;
        const int client = ::socket(AF_INET, SOCK_STREAM, 0);
        isValid = isValid && ::connect(client, plain, size) == 0;
        peer = std::make_unique<Peer>(client);
        descriptor = ::accept4(listening, plain, &size, SOCK_NONBLOCK);
        isValid = isValid && descriptor >= 0;
        ::close(listening);
        recorder.stream
            = std::make_unique<NativeStream>(descriptor, PeerAddress(plain), deadlines, 30s);
        recorder.stream->setListener(&recorder);
    }
    [[nodiscard]] bool isDescriptorOpen() const { return ::fcntl(descriptor, F_GETFD) >= 0; }

    Recorder recorder;
    std::unique_ptr<Peer> peer;
    int descriptor = -1;
    bool isValid = false;
};
} // namespace

class tst_NativeStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void addresses_data();
    void addresses();
    void linkLocalAddress();
    void noDelay();
    void manyPieces();
    void partialWrites();
    void writesAreShared();
    void drainedByAnotherFlush();
    void unreadBytesDoNotSpin();
    void endBehindBytesThatFit();
    void endBehindMoreThanFits();
    void lastWordsBeforeReset();
    void outputFails();
    void abortResets();
    void closeLeavesNoReset();
    void descriptorIsClosed_data();
    void descriptorIsClosed();
    void deletesAnother_data();
    void deletesAnother();

private:
    std::unique_ptr<DeadlineQueue> m_deadlines;
    std::unique_ptr<SocketPair> m_connection;
    Recorder *m_recorder = nullptr;
    Peer *m_peer = nullptr;
};

void tst_NativeStream::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_deadlines = std::make_unique<DeadlineQueue>();
    m_connection = std::make_unique<SocketPair>(m_deadlines.get());
    QVERIFY(m_connection->isValid);
    m_recorder = &m_connection->recorder;
    m_peer = m_connection->peer.get();
}

void tst_NativeStream::cleanup()
{
    m_connection.reset();
    m_deadlines.reset();
}

void tst_NativeStream::addresses_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address :
         {"127.0.0.1", "192.0.2.255", "::1", "2001:db8::7", "::ffff:192.0.2.1"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

void tst_NativeStream::addresses()
{
    QFETCH(const QString, address);
    sockaddr_storage storage = {};
    if (address.contains(QLatin1Char(':'))) {
        auto *ipv6 = reinterpret_cast<sockaddr_in6 *>(&storage);
        ipv6->sin6_family = AF_INET6;
        ipv6->sin6_port = htons(4711);
        QCOMPARE(::inet_pton(AF_INET6, qPrintable(address), &ipv6->sin6_addr), 1);
    } else {
        auto *ipv4 = reinterpret_cast<sockaddr_in *>(&storage);
        ipv4->sin_family = AF_INET;
        ipv4->sin_port = htons(4711);
        QCOMPARE(::inet_pton(AF_INET, qPrintable(address), &ipv4->sin_addr), 1);
    }
    const PeerAddress peer(reinterpret_cast<const sockaddr *>(&storage));
    QCOMPARE(peer.host(), QHostAddress(address));
    QCOMPARE(peer.host().protocol(), QHostAddress(address).protocol());
    QCOMPARE(peer.port(), 4711);
    QCOMPARE(PeerAddress().host(), QHostAddress());
    QCOMPARE(PeerAddress().port(), 0);
}

void tst_NativeStream::linkLocalAddress()
{
    sockaddr_in6 ipv6 = {};
    ipv6.sin6_family = AF_INET6;
    ipv6.sin6_scope_id = 1; // the loopback interface
    QCOMPARE(::inet_pton(AF_INET6, "fe80::1", &ipv6.sin6_addr), 1);
    const PeerAddress peer(reinterpret_cast<const sockaddr *>(&ipv6));
    QVERIFY(!peer.host().scopeId().isEmpty());
    QCOMPARE(peer.host().protocol(), QAbstractSocket::IPv6Protocol);
}

void tst_NativeStream::noDelay()
{
    int on = 0;
    socklen_t size = sizeof(on);
    QCOMPARE(::getsockopt(m_connection->descriptor, IPPROTO_TCP, TCP_NODELAY, &on, &size), 0);
    QVERIFY(on != 0);
}

// More than the system takes in one call.
void tst_NativeStream::manyPieces()
{
    QByteArray expected;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray piece = QByteArray::number(i) + ' ';
        m_recorder->stream->write(piece);
        expected += piece;
    }
    QCOMPARE(m_recorder->stream->bytesQueued(), expected.size());
    m_recorder->stream->flush();
    QCOMPARE(m_recorder->stream->bytesQueued(), 0);
    m_peer->receive(expected.size() + 1);
    QCOMPARE(m_peer->received, expected);
}

void tst_NativeStream::partialWrites()
{
    const int small = 5000;
    ::setsockopt(m_connection->descriptor, SOL_SOCKET, SO_SNDBUF, &small, sizeof(small));
    QByteArray expected;
    for (int i = 0; i < 500; ++i) {
        const QByteArray piece(1 + i * 77 % 5000, char('a' + i % 26));
        m_recorder->stream->write(piece);
        expected += piece;
    }
    m_recorder->stream->flush();
    QVERIFY(m_recorder->stream->bytesQueued() > 0);
    const auto isReceived = [&] {
        m_peer->receive(30'001);
        return m_peer->received.size() >= expected.size();
    };
    QVERIFY(waitFor(isReceived, 30'000));
    QVERIFY(m_peer->received == expected);
    QVERIFY(waitFor([&] { return m_recorder->drained == 1; }));
    QCOMPARE(m_recorder->stream->bytesQueued(), 0);
}

void tst_NativeStream::writesAreShared()
{
    const QByteArray large(20'000'000, 'x');
    m_recorder->stream->write(large);
    m_recorder->stream->write(large);
    m_recorder->stream->flush();
    QVERIFY(!large.isDetached());
    const auto isReceived = [&] {
        m_peer->receive(1'000'000);
        return m_peer->received.size() == 2 * large.size();
    };
    QVERIFY(waitFor(isReceived, 30'000));
    QVERIFY(waitFor([&] { return large.isDetached(); }));
}

// What had been left may have gone by a later flush(): told all the same, and not from inside it.
void tst_NativeStream::drainedByAnotherFlush()
{
    m_recorder->stream->write(QByteArray(10'000'000, 'x'));
    m_recorder->stream->flush();
    QVERIFY(m_recorder->stream->bytesQueued() > 0);
    const auto isFlushed = [&] {
        m_peer->receive(1'000'000);
        m_recorder->stream->flush();
        return m_recorder->stream->bytesQueued() == 0;
    };
    const QDeadlineTimer timeout(30'000);
    while (!isFlushed())
        QVERIFY(!timeout.hasExpired());
    QCOMPARE(m_recorder->drained, 0);
    QVERIFY(waitFor([&] {
        m_peer->receive(1'000'000);
        return m_recorder->drained == 1;
    }));
    m_recorder->stream->write("x");
    m_recorder->stream->flush();
    QTest::qWait(20); // nothing was left: nothing is told
    QCOMPARE(m_recorder->drained, 1);
}

static int turnsWithin(int time)
{
    int turns = 0;
    const auto connection = QObject::connect(QAbstractEventDispatcher::instance(),
                                             &QAbstractEventDispatcher::awake, [&] { ++turns; });
    QTest::qWait(time);
    QObject::disconnect(connection);
    return turns;
}

void tst_NativeStream::unreadBytesDoNotSpin()
{
    m_recorder->isReading = false;
    QVERIFY(m_peer->send("a"));
    QVERIFY(waitFor([&] { return m_recorder->readable == 1; }));
    const int usual = turnsWithin(100);
    QVERIFY(m_peer->send(QByteArray(150'000, 'x')));
    QTest::qWait(100);
    QVERIFY(turnsWithin(100) <= 2 * usual + 10);
    m_recorder->isReading = true;
    m_recorder->streamReadable();
    QVERIFY(waitFor([&] { return m_recorder->received.size() == 150'001; }));
    QVERIFY(m_peer->send("b"));
    QVERIFY(waitFor([&] { return m_recorder->received.size() == 150'002; }));
}

void tst_NativeStream::endBehindBytesThatFit()
{
    m_recorder->isReading = false;
    QVERIFY(m_peer->send(QByteArray(NativeStream::ReadAheadSize - 1, 'x')));
    m_peer->close();
    QVERIFY(waitFor([&] { return m_recorder->closed == 1; }));
    QCOMPARE(m_recorder->closedText, QString());
    QVERIFY(!m_connection->isDescriptorOpen());
}

// It comes when there is room again, behind everything.
void tst_NativeStream::endBehindMoreThanFits()
{
    m_recorder->isReading = false;
    const QByteArray large(2 * NativeStream::ReadAheadSize, 'x');
    QVERIFY(m_peer->send(large));
    m_peer->close();
    QVERIFY(waitFor([&] { return m_recorder->readable > 0; }));
    QTest::qWait(50);
    QCOMPARE(m_recorder->closed, 0);
    m_recorder->isReading = true;
    m_recorder->streamReadable();
    QVERIFY(waitFor([&] { return m_recorder->closed == 1; }));
    QVERIFY(m_recorder->received == large);
}

void tst_NativeStream::lastWordsBeforeReset()
{
    QVERIFY(m_peer->send("last words"));
    m_peer->reset();
    m_recorder->stream->write("x"); // finds the connection broken, before anybody has read
    m_recorder->stream->flush();
    QVERIFY(waitFor([&] { return m_recorder->closed == 1; }));
    QCOMPARE(m_recorder->received, QByteArray("last words"));
    QCOMPARE(m_recorder->closedText, QString());
}

// What cannot be sent does not count as sent.
void tst_NativeStream::outputFails()
{
    m_recorder->stream->write(QByteArray(20'000'000, 'x'));
    m_recorder->stream->flush();
    m_peer->reset();
    m_recorder->stream->flush();
    QVERIFY(m_recorder->stream->bytesQueued() > 0);
    m_recorder->stream->close(); // which has nothing left to wait for
    QVERIFY(waitFor([&] { return m_recorder->closed == 1; }));
    QCOMPARE(m_recorder->drained, 0);
    QCOMPARE(m_deadlines->count(), std::size_t(0));
}

void tst_NativeStream::abortResets()
{
    m_recorder->stream->abort();
    QVERIFY(!m_connection->isDescriptorOpen());
    m_peer->receive(1);
    QCOMPARE(m_peer->error, ECONNRESET);
    QVERIFY(m_peer->received.isEmpty());
}

// Not even where bytes of the peer have come that nobody reads any more.
void tst_NativeStream::closeLeavesNoReset()
{
    QVERIFY(m_peer->send("nobody reads this"));
    m_recorder->stream->write("last words");
    m_recorder->stream->close();
    QVERIFY(!m_connection->isDescriptorOpen());
    m_peer->receive(100);
    QCOMPARE(m_peer->received, QByteArray("last words"));
    m_peer->receive(100);
    QVERIFY(m_peer->isEnded);
    QCOMPARE(m_recorder->closed, 0);
    QVERIFY(waitFor([&] { return m_recorder->closed == 1; }));
    QCOMPARE(m_recorder->readable, 0);
}

void tst_NativeStream::descriptorIsClosed_data()
{
    QTest::addColumn<std::function<void(SocketPair *)>>("end");
    const auto row = [](const char *name, const std::function<void(SocketPair *)> &end) {
        QTest::newRow(name) << end;
    };
    row("deleted", [](SocketPair *connection) { connection->recorder.stream.reset(); });
    row("aborted", [](SocketPair *connection) { connection->recorder.stream->abort(); });
    row("closed", [](SocketPair *connection) { connection->recorder.stream->close(); });
    row("closed by the peer", [](SocketPair *connection) { connection->peer->close(); });
    row("reset by the peer", [](SocketPair *connection) { connection->peer->reset(); });
    row("deleted while congested", [](SocketPair *connection) {
        connection->recorder.stream->write(QByteArray(20'000'000, 'x'));
        connection->recorder.stream->flush();
        connection->recorder.stream.reset();
    });
    row("closed by the peer while congested", [](SocketPair *connection) {
        connection->recorder.stream->write(QByteArray(20'000'000, 'x'));
        connection->recorder.stream->flush();
        connection->peer->close();
    });
}

void tst_NativeStream::descriptorIsClosed()
{
    QFETCH(const std::function<void(SocketPair *)>, end);
    QVERIFY(m_connection->isDescriptorOpen());
    end(m_connection.get());
    QVERIFY(waitFor([&] { return !m_connection->isDescriptorOpen(); }));
}

void tst_NativeStream::deletesAnother_data()
{
    QTest::addColumn<bool>("isFirst");
    QTest::newRow("the first one deletes the second one") << true;
    QTest::newRow("the second one deletes the first one") << false;
}

// Both are to be told in the same turn of the event loop.
void tst_NativeStream::deletesAnother()
{
    QFETCH(const bool, isFirst);
    SocketPair other(m_deadlines.get());
    QVERIFY(other.isValid);
    Recorder *one = isFirst ? m_recorder : &other.recorder;
    Recorder *two = isFirst ? &other.recorder : m_recorder;
    bool isOneFirst = false;
    one->onReadable = [&] {
        isOneFirst = two->readable == 0;
        two->stream.reset();
    };
    two->onReadable = [&] { one->stream.reset(); };
    QVERIFY(m_peer->send("x"));
    QVERIFY(other.peer->send("x"));
    QVERIFY(waitFor([&] { return !one->stream || !two->stream; }));
    QTest::qWait(20);
    QCOMPARE(one->readable + two->readable, 1);
    QCOMPARE(bool(one->stream), isOneFirst);
}

QTEST_GUILESS_MAIN(tst_NativeStream)
#include "tst_nativestream.moc"
