// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_MANAGER_H
#define QSOCKETIO_CLIENT_MANAGER_H

#include "../core/disconnectreason.h"
#include "../core/error.h"
#include "../core/global.h"
#include "clientoptions.h"

#include <QtCore/QAnyStringView>
#include <QtCore/QLatin1StringView>
#include <QtCore/QObject>
#include <QtCore/QUrl>

#include <chrono>
#include <memory>

namespace QSocketIo {

class ClientSocket;
class ManagerPrivate;

// A client's connection to a server: one Engine.IO session at a time, many namespaces.
class QSOCKETIO_EXPORT Manager : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Manager)
public:
    enum class State { Closed, Opening, Open };
    Q_ENUM(State)

    explicit Manager(const QUrl &url, const ClientOptions &options = {}, QObject *parent = nullptr);
    ~Manager() override;

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] const ClientOptions &options() const;
    // The socket of a namespace, made where there is none yet. The manager owns it.
    ClientSocket *socket(QAnyStringView nsp = QLatin1StringView("/"));

    [[nodiscard]] State state() const;
    [[nodiscard]] bool isReconnecting() const; // or waiting for that
    [[nodiscard]] std::chrono::milliseconds reconnectDelay() const; // 0: no attempt is waited for
    [[nodiscard]] QString sessionId() const; // of Engine.IO
    [[nodiscard]] QString transportName() const;
    [[nodiscard]] qint64 bytesQueued() const;
    [[nodiscard]] qint64 maxPayload() const; // bytes that the server takes at a time; 0: unknown

    void open();
    void close();

Q_SIGNALS:
    void opened();
    void closed(QSocketIo::DisconnectReason reason, const QString &description);
    void errorOccurred(const QSocketIo::Error &error); // an attempt to connect has failed
    void reconnectAttempt(int attempt);
    void reconnectError(const QSocketIo::Error &error);
    void reconnected(int attempt);
    void reconnectFailed();
    void upgraded(const QString &transportName);
    void pingReceived();

private:
    friend class ManagerPrivate;
    const std::unique_ptr<ManagerPrivate> d;
};

} // namespace QSocketIo

#endif
