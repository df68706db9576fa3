// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include <QtCore/QThread>
#include <QtCore/QTimer>

using namespace QSocketIo;

class Reading
{
    Q_GADGET
    Q_PROPERTY(double value MEMBER value)
    Q_PROPERTY(QString unit MEMBER unit)
public:
    double value = 0;
    QString unit;
};

class Sensor : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int level READ level NOTIFY levelChanged)
public:
    int level() const { return m_level; }
    void setLevel(int level)
    {
        m_level = level;
        Q_EMIT levelChanged();
    }
    int connections = 0;

Q_SIGNALS:
    void levelChanged();
    void valueChanged(double value);
    void read(const QString &name, int number, const QByteArray &raw, const Reading &reading);
    void overloaded(int);
    void overloaded(const QString &);
    void ended(int code, QPrivateSignal);

protected:
    void connectNotify(const QMetaMethod &) override { ++connections; }
    void disconnectNotify(const QMetaMethod &) override { --connections; }

private:
    int m_level = 0;
};

// Counts how often it is encoded.
struct Counted
{
    static inline int encoded = 0;
};

template<>
struct QSocketIo::PayloadTraits<Counted>
{
    static void write(JsonWriter &writer, const Counted &)
    {
        ++Counted::encoded;
        writer.null();
    }
};

class Counter : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void counted(const Counted &value);
};

class tst_Relay : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void allArguments();
    void targets();
    void calledOnAny();
    void overloadedSignals();
    void privateSignals();
    void derivedSenders();
    void getters();
    void endsByItsHandle();
    void endsWithTheSender();
    void endsWithTheTargetSocket();
    void endsWithTheCallingSocket();
    void endsWithTheNamespace();
    void endsWithTheServer();
    void targetOfAnotherNamespace();
    void disconnectedSocketGetsNothing();
    void socketInItsMiddlewares();
    void nobodyIsThere();
    void sinkThatDeletesTheSender();
    void senderInAnotherThread();
    void senderThatDiesInItsThread();
    void refusals();
};

void tst_Relay::allArguments()
{
    WsClient client(port);
    client.join();
    Sensor sensor;
    QVERIFY(io->relay(&sensor, &Sensor::read, io.get(), "read"));
    QVERIFY(io->relay(&sensor, &Sensor::levelChanged, io.get(), "level"));
    Q_EMIT sensor.read(QStringLiteral("ä"), 5, "raw", {0.5, QStringLiteral("V")});
    Q_EMIT sensor.levelChanged();
    QCOMPARE(client.next(),
             "451-[\"read\",\"ä\",5,{\"_placeholder\":true,\"num\":0},"
             "{\"value\":0.5,\"unit\":\"V\"}]");
    QCOMPARE(client.next(), "binary:raw");
    QCOMPARE(client.next(), "42[\"level\"]");
}

void tst_Relay::targets()
{
    WsClient inRoom(port);
    inRoom.join();
    socket->join(QStringLiteral("room"));
    Socket *const first = socket;
    WsClient other(port);
    other.join();
    WsClient elsewhere(port);
    io->of("/lab");
    elsewhere.join("/lab");
    Sensor sensor;
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, io->to("room"), "room"));
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, io->of("/lab"), "lab"));
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, first, "one"));
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, first->compress(Compression::Disabled),
                      "operator"));
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, first->broadcast(), "others"));
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, io.get(), "all"));
    Q_EMIT sensor.valueChanged(1.5);
    for (const char *packet :
         {"42[\"room\",1.5]", "42[\"one\",1.5]", "42[\"operator\",1.5]", "42[\"all\",1.5]"})
        QCOMPARE(inRoom.next(), packet);
    QCOMPARE(other.next(), "42[\"others\",1.5]");
    QCOMPARE(other.next(), "42[\"all\",1.5]");
    QCOMPARE(elsewhere.next(), "42/lab,[\"lab\",1.5]");
    QVERIFY(inRoom.syncsWithNothingBetween());
    QVERIFY(other.syncsWithNothingBetween());
    QVERIFY(elsewhere.hasNothing());
}

void tst_Relay::calledOnAny()
{
    WsClient client(port);
    client.join();
    Sensor sensor;
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, socket, "server"));
    QVERIFY(io->sockets()->relay(&sensor, &Sensor::valueChanged, socket, "namespace"));
    QVERIFY(socket->relay(&sensor, &Sensor::valueChanged, socket, "socket"));
    Q_EMIT sensor.valueChanged(1);
    QCOMPARE(client.next(), "42[\"server\",1]");
    QCOMPARE(client.next(), "42[\"namespace\",1]");
    QCOMPARE(client.next(), "42[\"socket\",1]");
}

void tst_Relay::overloadedSignals()
{
    WsClient client(port);
    client.join();
    Sensor sensor;
    io->relay(&sensor, qOverload<const QString &>(&Sensor::overloaded), io.get(), "text");
    Q_EMIT sensor.overloaded(5);
    Q_EMIT sensor.overloaded(QStringLiteral("a"));
    QCOMPARE(client.next(), "42[\"text\",\"a\"]");
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Relay::privateSignals()
{
    WsClient client(port);
    client.join();
    QTimer timer;
    QVERIFY(io->relay(&timer, &QTimer::timeout, io.get(), "timeout"));
    timer.start(0);
    QCOMPARE(client.next(), "42[\"timeout\"]");
    timer.stop();
    // One with an argument before the mark.
    Sensor sensor;
    QVERIFY(io->relay(&sensor, &Sensor::ended, io.get(), "ended"));
    QMetaObject::invokeMethod(&sensor, "ended", Q_ARG(int, 3));
    QByteArray packet;
    do { // timeouts that were on their way
        packet = client.next();
    } while (packet == "42[\"timeout\"]");
    QCOMPARE(packet, "42[\"ended\",3]");
}

void tst_Relay::derivedSenders()
{
    class Derived : public Sensor
    { };
    WsClient client(port);
    client.join();
    Derived sensor;
    io->relay(&sensor, &Derived::valueChanged, io.get(), "value");
    io->relay(&sensor, &Derived::levelChanged, &Derived::level, io.get(), "level");
    Q_EMIT sensor.valueChanged(2);
    sensor.setLevel(3);
    QCOMPARE(client.next(), "42[\"value\",2]");
    QCOMPARE(client.next(), "42[\"level\",3]");
}

void tst_Relay::getters()
{
    WsClient client(port);
    client.join();
    Sensor sensor;
    QVERIFY(socket->relay(&sensor, &Sensor::levelChanged, &Sensor::level, socket, "level"));
    sensor.setLevel(7);
    QCOMPARE(client.next(), "42[\"level\",7]");
    sensor.setLevel(8);
    QCOMPARE(client.next(), "42[\"level\",8]");
}

void tst_Relay::endsByItsHandle()
{
    WsClient client(port);
    client.join();
    Sensor sensor;
    const QMetaObject::Connection relay
        = io->relay(&sensor, &Sensor::valueChanged, io.get(), "value");
    Q_EMIT sensor.valueChanged(1);
    QCOMPARE(client.next(), "42[\"value\",1]");
    QVERIFY(QObject::disconnect(relay));
    Q_EMIT sensor.valueChanged(2);
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(sensor.connections, 0);
}

void tst_Relay::endsWithTheSender()
{
    auto sensor = std::make_unique<Sensor>();
    const QMetaObject::Connection relay
        = io->relay(sensor.get(), &Sensor::valueChanged, io.get(), "value");
    QVERIFY(relay);
    sensor.reset();
    QVERIFY(!relay);
}

void tst_Relay::endsWithTheTargetSocket()
{
    WsClient client(port);
    client.join();
    Sensor sensor;
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, socket, "value"));
    QCOMPARE(sensor.connections, 1);
    client.close();
    QTRY_VERIFY(!socket);
    QCOMPARE(sensor.connections, 0); // the sensor may stop measuring
    Q_EMIT sensor.valueChanged(1);
}

void tst_Relay::endsWithTheCallingSocket()
{
    WsClient client(port);
    client.join();
    WsClient other(port);
    QPointer<Socket> first = socket;
    other.join();
    Sensor sensor;
    QVERIFY(first->relay(&sensor, &Sensor::valueChanged, io.get(), "value"));
    QVERIFY(first->relay(&sensor, &Sensor::valueChanged, socket, "value"));
    QCOMPARE(sensor.connections, 2);
    client.close();
    QTRY_VERIFY(!first);
    QCOMPARE(sensor.connections, 0);
    Q_EMIT sensor.valueChanged(1);
    QVERIFY(other.syncsWithNothingBetween());
    // the other way round
    WsClient third(port);
    first = socket;
    third.join();
    QVERIFY(first->relay(&sensor, &Sensor::valueChanged, socket, "value"));
    third.close();
    QTRY_VERIFY(!socket);
    QVERIFY(first);
    QCOMPARE(sensor.connections, 0);
}

void tst_Relay::endsWithTheNamespace()
{
    Sensor sensor;
    Namespace *lab = io->of("/lab");
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, lab->to("room"), "value"));
    QVERIFY(lab->relay(&sensor, &Sensor::valueChanged, io->sockets(), "value"));
    QVERIFY(io->sockets()->relay(&sensor, &Sensor::valueChanged, lab, "value"));
    QCOMPARE(sensor.connections, 3);
    io.reset(); // with its namespaces
    QCOMPARE(sensor.connections, 0);
    Q_EMIT sensor.valueChanged(1);
}

void tst_Relay::endsWithTheServer()
{
    // A relay from one server to another's namespace ends with either.
    Sensor sensor;
    auto second = std::make_unique<Server>();
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, second.get(), "value"));
    QVERIFY(second->relay(&sensor, &Sensor::valueChanged, io.get(), "value"));
    QCOMPARE(sensor.connections, 2);
    second.reset();
    QCOMPARE(sensor.connections, 0);
    Q_EMIT sensor.valueChanged(1);
}

void tst_Relay::targetOfAnotherNamespace()
{
    WsClient client(port);
    client.join();
    Namespace *lab = io->of("/lab");
    Sensor sensor;
    QVERIFY(lab->relay(&sensor, &Sensor::valueChanged, socket, "value"));
    Q_EMIT sensor.valueChanged(1);
    QCOMPARE(client.next(), "42[\"value\",1]");
}

void tst_Relay::disconnectedSocketGetsNothing()
{
    WsClient client(port);
    client.join();
    io->of("/lab");
    client.join("/lab"); // keeps the connection open
    Sensor sensor;
    QVERIFY(io->relay(&sensor, &Sensor::valueChanged, socket, "value"));
    connect(socket, &Socket::disconnected, this, [&] { Q_EMIT sensor.valueChanged(1); });
    socket->disconnectClient();
    Q_EMIT sensor.valueChanged(2);
    QCOMPARE(client.next(), "41");
    io->of("/lab")->emitEvent("last");
    QCOMPARE(client.next(), "42/lab,[\"last\"]");
}

void tst_Relay::socketInItsMiddlewares()
{
    Sensor sensor;
    std::optional<Next> letIn;
    io->use(this, [&](Socket *joining, const Next &next) {
        QVERIFY(joining->relay(&sensor, &Sensor::valueChanged, joining, "value"));
        letIn = next;
    });
    WsClient client(port);
    client.send("40");
    QTRY_VERIFY(letIn);
    Q_EMIT sensor.valueChanged(1);
    (*letIn)();
    QVERIFY(client.next().startsWith("40"));
    Q_EMIT sensor.valueChanged(2);
    QCOMPARE(client.next(), "42[\"value\",2]");
}

void tst_Relay::nobodyIsThere()
{
    Counter counter;
    Sensor sensor;
    io->relay(&counter, &Counter::counted, io.get(), "counted");
    Counted::encoded = 0;
    Q_EMIT counter.counted({});
    QCOMPARE(Counted::encoded, 0);
    WsClient client(port);
    client.join();
    Q_EMIT counter.counted({});
    QCOMPARE(Counted::encoded, 1);
    QCOMPARE(client.next(), "42[\"counted\",null]");
    client.close();
    QTRY_VERIFY(!socket);
    Q_EMIT counter.counted({});
    QCOMPARE(Counted::encoded, 1);
}

void tst_Relay::sinkThatDeletesTheSender()
{
    WsClient client(port);
    client.join();
    auto sensor = std::make_unique<Sensor>();
    io->relay(sensor.get(), &Sensor::valueChanged, socket, "value");
    socket->onAnyOutgoing(this, [&](const QString &, const Payload &) {
        sensor.reset();
        socket->deleteLater();
    });
    Q_EMIT sensor->valueChanged(1);
    QVERIFY(!sensor);
    QCOMPARE(client.next(), "42[\"value\",1]");
    QTRY_VERIFY(!socket);
}

void tst_Relay::senderInAnotherThread()
{
    WsClient client(port);
    client.join();
    QThread thread;
    auto *sensor = new Sensor;
    sensor->moveToThread(&thread);
    connect(&thread, &QThread::finished, sensor, &QObject::deleteLater);
    QVERIFY(io->relay(sensor, &Sensor::read, io.get(), "read"));
    thread.start();
    QMetaObject::invokeMethod(sensor, [sensor] {
        for (int i = 0; i < 3; ++i) {
            QString name = QStringLiteral("n%1").arg(i); // gone when the event is emitted
            Q_EMIT sensor->read(name, i, {}, {});
        }
    });
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(client.next(),
                 "451-[\"read\",\"n" + QByteArray::number(i) + "\"," + QByteArray::number(i)
                     + ",{\"_placeholder\":true,\"num\":0},"
                       "{\"value\":0,\"unit\":\"\"}]");
        QCOMPARE(client.next(), "binary:");
    }
    thread.quit();
    QVERIFY(thread.wait());
}

// What it emitted last still arrives; then the relay is over.
void tst_Relay::senderThatDiesInItsThread()
{
    WsClient client(port);
    client.join();
    QThread thread;
    auto *sensor = new Sensor;
    sensor->moveToThread(&thread);
    const QMetaObject::Connection relay = io->relay(sensor, &Sensor::valueChanged, socket, "value");
    thread.start();
    QMetaObject::invokeMethod(sensor, [sensor] {
        Q_EMIT sensor->valueChanged(1);
        delete sensor;
    });
    QCOMPARE(client.next(), "42[\"value\",1]");
    QTRY_VERIFY(!relay);
    thread.quit();
    QVERIFY(thread.wait());
}

void tst_Relay::refusals()
{
    Sensor sensor;
    const auto refused = [](const char *warning) { QTest::ignoreMessage(QtWarningMsg, warning); };
    refused("relay: the sender of \"x\" must not be null");
    QVERIFY(!io->relay(static_cast<Sensor *>(nullptr), &Sensor::valueChanged, io.get(), "x"));
    refused("relay: the target of \"x\" must not be null");
    QVERIFY(!io->relay(&sensor, &Sensor::valueChanged, static_cast<Socket *>(nullptr), "x"));
    refused("relay: the target of \"x\" must not be null");
    QVERIFY(!io->relay(&sensor, &Sensor::valueChanged, static_cast<Namespace *>(nullptr), "x"));
    refused("relay: the target of \"x\" must not be null");
    QVERIFY(!io->relay(&sensor, &Sensor::valueChanged, static_cast<Server *>(nullptr), "x"));
    refused("relay: \"disconnect\" is a reserved event name");
    QVERIFY(!io->relay(&sensor, &Sensor::valueChanged, io.get(), "disconnect"));
    QThread thread;
    Sensor elsewhere;
    elsewhere.moveToThread(&thread);
    refused("relay: the getter's object lives in another thread");
    QVERIFY(!io->relay(&elsewhere, &Sensor::levelChanged, &Sensor::level, io.get(), "x"));
    Server other;
    other.moveToThread(&thread);
    refused("relay: the target of \"x\" lives in another thread");
    QVERIFY(!io->relay(&sensor, &Sensor::valueChanged, &other, "x"));
    QCOMPARE(sensor.connections, 0);
}

QTEST_GUILESS_MAIN(tst_Relay)
#include "moc_serverfixture.cpp"
#include "tst_relay.moc"
