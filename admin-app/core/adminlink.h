// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_ADMINLINK_H
#define QSIOADMIN_CORE_ADMINLINK_H

#include "admindecoder.h"
#include "capturefile.h"
#include "command.h"
#include "connectionsettings.h"
#include "failure.h"
#include "linkqueue.h"

#include <QSocketIo/DisconnectReason>
#include <QSocketIo/Error>
#include <QSocketIo/Payload>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtNetwork/QSslCertificate>

#include <functional>
#include <memory>
#include <optional>

namespace QSocketIo {
class ClientSocket;
class Manager;
} // namespace QSocketIo

namespace QsioAdmin {

class ConnectionProbe;

enum class LinkState {
    Idle,
    Connecting,
    LoggingIn,
    AwaitingConfig, // logged in; the server has yet to show that this is an admin namespace
    Online,
    Retrying, // see LinkStatus::failure
    Refused, // no further attempt is made; see LinkStatus::failure
};

struct LinkStatus
{
    LinkState state = LinkState::Idle;
    Failure failure = Failure::None;
    QString detail; // of the failure
    QString transport;
    QByteArray socketId; // of the admin
    qint64 maxPayload = 0; // bytes; 0: unknown
    int attempt = 0; // of reconnecting
    qint64 retryAt = 0; // of the link's clock; 0: no attempt is waited for
    // How far the server's clock is ahead of ours, in milliseconds; unset while it has not said what
    // time it is.
    std::optional<qint64> clockDifference;
    quint64 generation = 0; // of open() and close(), as they were called
};

// The connection to an admin namespace. It logs in, decodes what comes, puts it into a queue, and
// says how the connection is doing. It lives in a thread of its own: call it through
// QMetaObject::invokeMethod().
class AdminLink : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdminLink)
public:
    using Clock = std::function<qint64()>;

    AdminLink(std::shared_ptr<LinkQueue> queue, Clock clock);
    ~AdminLink() override;

    void open(const ConnectionSettings &settings, quint64 generation);
    void close(quint64 generation);
    void retryNow();
    void resync(); // leaves the admin namespace, and joins it again for a new list
    // Sends at once, or not at all: commandDone() tells which. Nothing waits for a connection.
    // number: where the server's answer is wanted, which is commandAnswered(); else 0
    void send(quint64 number, const QByteArray &event, const QSocketIo::Payload &arguments);
    void logOut(); // and then close(), whatever the server answers: see loggedOut()
    void setCapture(std::shared_ptr<CaptureWriter> capture); // null: none

Q_SIGNALS:
    void statusChanged(const QsioAdmin::LinkStatus &status);
    void itemsWaiting(); // the queue was empty
    void commandDone(quint64 number, bool wasSent);
    void commandAnswered(quint64 number, const QsioAdmin::CommandAnswer &answer);
    // isConfirmed: the server has forgotten the session.
    void loggedOut(bool isConfirmed);
    // Empty: the one there was is no good.
    void sessionIssued(const QString &sessionId, quint64 generation);
    void problemFound(quint64 malformed, const QString &text);
    void captureFailed();

private:
    void checkPin(); // then start()
    void start(const QSslCertificate &pinned);
    void connectManager();
    void connectSocket();
    void updateRetryTime();
    void managerOpened();
    void managerClosed(QSocketIo::DisconnectReason reason, const QString &description);
    void joined();
    void refused(const QSocketIo::Error &error);
    void disconnected(QSocketIo::DisconnectReason reason, const QString &description);
    void received(const QString &event, const QSocketIo::Payload &payload);
    void deliver(AdminEvent &&event);
    void compareClocks(const AdminEvent &event);
    void findOutWhy(const QString &detail);
    void dropProbe();
    void deadlineReached();
    void endLogOut(bool isConfirmed);
    void fail(Failure failure, const QString &detail = {});
    void setState(LinkState state);
    void push(LinkItem &&item);
    void begin();
    void end();
    void release();
    void record(const QByteArray &event, const QSocketIo::Payload &payload);

    const std::shared_ptr<LinkQueue> m_queue;
    const Clock m_clock;
    ConnectionSettings m_settings;
    QPointer<QSocketIo::Manager> m_manager;
    QPointer<QSocketIo::ClientSocket> m_socket;
    QPointer<ConnectionProbe> m_probe;
    std::shared_ptr<CaptureWriter> m_capture;
    AdminDecoder m_decoder;
    QTimer m_deadline;
    LinkStatus m_status;
    QString m_sessionId;
    quint64 m_reportedProblems = 0;
    bool m_hasBegun = false; // ConnectionBegan is in the queue, and no ConnectionEnded
    bool m_hasConfig = false;
    bool m_isResyncing = false;
    bool m_isLoggingOut = false;
    bool m_isProbed = false; // in this outage
};

} // namespace QsioAdmin

Q_DECLARE_METATYPE(QsioAdmin::LinkStatus)

#endif
