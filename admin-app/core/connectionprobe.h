// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CONNECTIONPROBE_H
#define QSIOADMIN_CORE_CONNECTIONPROBE_H

#include "connectionsettings.h"
#include "failure.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtNetwork/QAbstractSocket>
#include <QtNetwork/QSslCertificate>

#include <optional>

QT_BEGIN_NAMESPACE
class QNetworkAccessManager;
class QNetworkReply;
class QTcpSocket;
QT_END_NAMESPACE

namespace QsioAdmin {

// Goes the way to a server step by step, to say at which one it ends: finding the host, reaching
// its port, the secure connection, the handshake of Socket.IO. It does not log in.
class ConnectionProbe : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectionProbe)
public:
    explicit ConnectionProbe(const ConnectionSettings &settings, QObject *parent = nullptr);
    ~ConnectionProbe() override;

    void start();
    // The one of the pinned fingerprint, once the server has shown it.
    [[nodiscard]] const QSslCertificate &pinned() const { return m_pinned; }
    // How far the server's clock is ahead, in milliseconds, to about a second; unset: it does not say.
    [[nodiscard]] std::optional<qint64> clockDifference() const { return m_clockDifference; }
    void setTimeout(std::chrono::milliseconds timeout) { m_timer.setInterval(timeout); } // 8 s

Q_SIGNALS:
    void stepDone(const QString &text); // what went well, in plain words
    // Failure::None: everything did.
    void finished(QsioAdmin::Failure failure, const QString &detail);

private:
    void connectSocket();
    void checkCertificate();
    void socketFailed(QAbstractSocket::SocketError error);
    void shakeHands();
    void readHandshake();
    void readClock();
    void finish(Failure failure, const QString &detail = {});

    const ConnectionSettings m_settings;
    QTimer m_timer;
    QSslCertificate m_pinned;
    std::optional<qint64> m_clockDifference;
    QTcpSocket *m_socket = nullptr;
    QNetworkAccessManager *m_http = nullptr;
    QNetworkReply *m_reply = nullptr;
    bool m_isSecure = false;
    bool m_isConnected = false;
    bool m_isFinished = false;
};

} // namespace QsioAdmin

#endif
