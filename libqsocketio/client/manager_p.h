// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_MANAGER_P_H
#define QSOCKETIO_CLIENT_MANAGER_P_H

#include "../codec/packetparser.h"
#include "backoff_p.h"
#include "clientengine_p.h"
#include "manager.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtCore/QSet>
#include <QtCore/QTimer>

#include <memory>

namespace QSocketIo {

class ClientSocketPrivate;

class ManagerPrivate
{
public:
    ManagerPrivate(Manager *manager, const QUrl &url, const ClientOptions &options);

    static ManagerPrivate *get(const Manager *manager) { return manager->d.get(); }
    [[nodiscard]] const ClientOptions &options() const { return m_options; }
    [[nodiscard]] bool isOpen() const { return m_state == Manager::State::Open; }
    // Whether what is written now goes out now.
    [[nodiscard]] bool isWritable() const { return isOpen() && m_engine->isWritable(); }

    ClientSocket *socket(QByteArray nsp);
    void open();
    void close();
    void abandon(); // the manager is being destroyed

    // From the sockets.
    void insert(const QByteArray &nsp, ClientSocket *socket) { m_sockets.insert(nsp, socket); }
    void remove(const QByteArray &nsp) { m_sockets.remove(nsp); }
    // A socket has gone that has asked to join: it leaves when the server has answered.
    void leaveWhenAnswered(const QByteArray &nsp) { m_leaving.insert(nsp); }
    [[nodiscard]] bool isLeaving(const QByteArray &nsp) const { return m_leaving.contains(nsp); }
    void socketActive(); // one wants to be connected
    void socketIdle(); // one does not any longer
    void write(const Packet &packet);

private:
    friend class Manager;

    void startEngine();
    void releaseEngine();
    void engineOpened();
    void engineClosed(DisconnectReason reason, const QString &description);
    void receive(const Result<std::optional<Packet>> &decoded);
    void receiveForLeaving(const Packet &packet);
    void attemptFailed(const Error &error);
    void connectionLost(DisconnectReason reason, const QString &description);
    void scheduleReconnection();
    void reconnect();
    // Calls function of each socket there is now; false: the manager died of that.
    template<typename F>
    bool forEachSocket(const F &function);

    Manager *const q;
    const QUrl m_url;
    const ClientOptions m_options;
    const std::unique_ptr<PacketParser> m_parser;
    const std::unique_ptr<PacketParser::Decoder> m_decoder;
    const std::shared_ptr<ClientNetwork> m_network;
    QHash<QByteArray, ClientSocket *> m_sockets; // by namespace
    QSet<QByteArray> m_leaving; // namespaces
    ClientEngine *m_engine = nullptr;
    Backoff m_backoff;
    QTimer m_connectTimer;
    QTimer m_reconnectTimer;
    Manager::State m_state = Manager::State::Closed;
    bool m_isReconnecting = false;
    bool m_skipsReconnection = false; // close() was called
    bool m_prefersWebSocket = false;
};

} // namespace QSocketIo

#endif
