// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_SERVERFIXTURE_H
#define QSOCKETIO_TESTS_SERVERFIXTURE_H

#include "server/connection.h"
#include "server/server.h"
#include "shared/socketioclients.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <memory>

namespace QSocketIo {

// A server for each test function, listening on a free port, with "sync" answered on every socket
// of "/" and the last socket at hand.
class ServerFixture : public QObject
{
    Q_OBJECT
protected:
    void start(const ServerOptions &options = {})
    {
        io = std::make_unique<Server>(options);
        reasons.clear();
        socket = nullptr;
        QObject::connect(io.get(), &Server::connection, io.get(), [this](Socket *joined) {
            socket = joined;
            observe(joined);
        });
        QVERIFY(io->listen(QHostAddress(QHostAddress::LocalHost)));
        port = io->serverPort();
    }
    void observe(Socket *joined)
    {
        joined->on("sync", joined, [](const Ack &ack) { ack(); });
        QObject::connect(joined, &Socket::disconnected, this,
                         [this](DisconnectReason reason) { reasons.append(reasonText(reason)); });
    }

    std::unique_ptr<Server> io;
    QPointer<Socket> socket;
    QStringList reasons; // of the sockets that have been disconnected
    quint16 port = 0;

    void prepare()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        start();
    }

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { io.reset(); }
};

} // namespace QSocketIo

#endif
