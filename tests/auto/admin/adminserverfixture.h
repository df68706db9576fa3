// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ADMINSERVERFIXTURE_H
#define QSOCKETIO_TESTS_ADMINSERVERFIXTURE_H

#include "admin/admininstrumentation.h"
#include "auto/server/serverfixture.h"
#include "server/namespace.h"

#include <QtCore/QJsonArray>

namespace QSocketIo {

// An admin who writes and reads packets by hand.
class AdminClientByHand
{
public:
    explicit AdminClientByHand(quint16 port, const QByteArray &query = {})
        : ws(port, query)
    { }
    // The answer to CONNECT.
    QByteArray logIn(const QByteArray &auth = {})
    {
        ws.send("40/admin," + auth);
        const QByteArray answer = ws.next();
        if (answer.startsWith("40/admin,"))
            id = QJsonDocument::fromJson(answer.mid(9)).object()[QStringLiteral("sid")].toString();
        return answer;
    }
    // The arguments of the next event called name, leaving out those before it.
    QJsonArray next(const QString &name)
    {
        for (;;) {
            const QByteArray packet = receive();
            if (packet.isNull())
                return {};
            QJsonArray event = parse(packet);
            if (event.takeAt(0).toString() == name)
                return event;
        }
    }
    // The names of all events up to one called last, reports of counters left out.
    QStringList namesUpTo(const QString &last)
    {
        QStringList names;
        while (names.isEmpty() || names.constLast() != last) {
            const QByteArray packet = receive();
            if (packet.isNull())
                return names << QStringLiteral("(nothing)");
            const QString name = parse(packet).at(0).toString();
            if (name != QLatin1String("server_stats"))
                names.append(name);
        }
        return names;
    }
    static QJsonArray parse(const QByteArray &packet)
    {
        const qsizetype begin = packet.indexOf(",[");
        if (!packet.startsWith("42/admin,") && !packet.startsWith("45"))
            return {QString::fromUtf8(packet)};
        return QJsonDocument::fromJson(packet.mid(begin + 1)).array();
    }
    void send(const QByteArray &event) { ws.send("42/admin," + event); }
    // The next packet.
    QByteArray receive() { return m_kept.isEmpty() ? ws.next() : m_kept.takeFirst(); }
    // The answer to a command; what comes before it is kept.
    QJsonObject command(const QByteArray &event)
    {
        ws.send("42/admin,7" + event);
        const QByteArray prefix = "43/admin,7";
        for (;;) {
            const QByteArray packet = ws.next();
            if (packet.isNull())
                return {};
            if (packet.startsWith(prefix))
                return QJsonDocument::fromJson(packet.mid(prefix.size())).array().at(0).toObject();
            m_kept.append(packet);
        }
    }

    WsClient ws;
    QString id;

private:
    QList<QByteArray> m_kept;
};

// A server that is open to admins, with a client "app" in "/" that answers "sync".
class AdminFixture : public ServerFixture
{
    Q_OBJECT
protected:
    void instrument(AdminOptions options = {}, const ServerOptions &serverOptions = {})
    {
        admin = nullptr;
        start(serverOptions);
        if (!options.auth.isSet())
            options.auth = AdminAuthentication::none();
        if (!options.mode)
            options.mode = AdminMode::Development;
        const auto installed = AdminInstrumentation::install(io.get(), options);
        QVERIFY2(installed, qPrintable(installed.error().message()));
        admin = *installed;
    }

    QPointer<AdminInstrumentation> admin;
};

} // namespace QSocketIo

#endif
