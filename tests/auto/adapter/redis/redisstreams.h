// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_REDISSTREAMS_H
#define QSOCKETIO_TESTS_REDISSTREAMS_H

#include "adapter/redis/redisstreamentry_p.h"
#include "rediscluster.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace QSocketIo {

// Two servers on one stream, and a client that comes and goes.
class RedisStreams : public RedisCluster
{
    Q_OBJECT
protected:
    struct Identity
    {
        QString sid;
        QString pid;
        QByteArray offset; // of the last event
    };

    ServerOptions serverOptions() const
    {
        ServerOptions server;
        server.adapter = factory();
        if (recovery)
            server.connectionStateRecovery = *recovery;
        return server;
    }
    AdapterFactory factory() const override
    {
        return RedisStreamsAdapter::factory(redisOptions.value_or(options()), streams);
    }
    void startStreams()
    {
        for (auto &node : nodes) {
            node = std::make_unique<ClusterNode>(serverOptions());
            QVERIFY(node->isListening && node->addClient());
        }
        QVERIFY(knowEachOther());
    }
    RedisStreamsAdapter *streamsOf(ClusterNode &node)
    {
        return qobject_cast<RedisStreamsAdapter *>(node.io.sockets()->adapter());
    }

    static Socket *socketOf(ClusterNode &node, const Identity &identity)
    {
        return node.io.sockets()->sockets().value(identity.sid);
    }
    // Without the offset, which has to be there.
    static QByteArray plain(const QByteArray &packet, QByteArray *offset = nullptr)
    {
        const qsizetype comma = packet.lastIndexOf(',');
        const QByteArray last = packet.mid(comma + 2).chopped(comma < 0 ? 0 : 2);
        if (comma < 0 || !RedisStreamId::fromText(last))
            return "no offset: " + packet;
        if (offset)
            *offset = last;
        return packet.first(comma) + ']';
    }
    // What nobody of the library writes.
    QByteArray write(const QByteArray &event, const QByteArray &id = "*",
                     const QByteArray &opts = R"({"rooms":[],"except":[]})") const
    {
        return "XADD socket.io " + id
            + " uid emitter nsp / type 3 data '{\"packet\":{\"type\":2,"
              "\"data\":[\""
            + event + "\"]},\"opts\":" + opts + "}'";
    }

    bool hasWritten(int entries)
    {
        const QByteArray length = ":" + QByteArray::number(entries) + "\r\n";
        return waitFor([&] { return redis.say("XLEN socket.io") == length; });
    }
    // The connection that reads, of the server that calls itself name.
    bool killReader(const QByteArray &name, const QByteArray &andThen = "PING")
    {
        const QList<QByteArray> lines = redis.say("CLIENT LIST").split('\n');
        for (const QByteArray &line : lines) {
            if (!line.contains(" name=" + name + "-stream "))
                continue;
            const QByteArray id = line.mid(line.indexOf("id=") + 3).split(' ').constFirst();
            return redis.say("CLIENT KILL ID " + id + "\r\n" + andThen).startsWith(":1");
        }
        return false;
    }

    bool join(WsClient &client, ClusterNode &node, Identity *identity, const QByteArray &nsp = "/")
    {
        const QByteArray prefix = nsp == "/" ? QByteArray() : nsp + ',';
        const QPointer<Socket> first = node.socket;
        if (!client.open(node.io.serverPort()))
            return false;
        client.send("40" + prefix);
        const QJsonObject answer
            = QJsonDocument::fromJson(client.next().mid(2 + prefix.size())).object();
        identity->sid = answer[QStringLiteral("sid")].toString();
        identity->pid = answer[QStringLiteral("pid")].toString();
        node.socket = first;
        return identity->sid.size() == 20 && identity->pid.size() == 20;
    }
    static void comeBack(WsClient &client, ClusterNode &node, const Identity &identity,
                         const QByteArray &nsp = "/")
    {
        const QByteArray prefix = nsp == "/" ? QByteArray() : nsp + ',';
        QVERIFY(client.open(node.io.serverPort()));
        client.send("40" + prefix + "{\"pid\":\"" + identity.pid.toLatin1() + "\",\"offset\":\""
                    + identity.offset + "\"}");
    }
    static QByteArray connectPacket(const Identity &identity)
    {
        return "40{\"sid\":\"" + identity.sid.toLatin1() + "\",\"pid\":\"" + identity.pid.toLatin1()
            + "\"}";
    }
    // A new session, not the old one.
    static bool startsAnew(WsClient &client, const Identity &identity)
    {
        const QByteArray packet = client.next();
        return packet.startsWith("40{\"sid\":\"") && !packet.contains(identity.sid.toLatin1());
    }
    // Its server has noticed, and the session is in Redis.
    bool cutOff(WsClient &client, ClusterNode &node, const Identity &identity)
    {
        client.abort();
        return waitFor([&] { return !socketOf(node, identity); }) && waitFor([&] {
                   return redis.say("EXISTS sio:session:" + identity.pid.toLatin1()) == ":1\r\n";
               });
    }

    std::optional<ConnectionStateRecoveryOptions> recovery = ConnectionStateRecoveryOptions();
    RedisStreamsOptions streams;
    std::optional<RedisOptions> redisOptions;
};

} // namespace QSocketIo

#endif
