// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_ADMINSESSION_H
#define QSIOADMIN_CORE_ADMINSESSION_H

#include "adminlink.h"
#include "adminstore.h"
#include "commanddispatcher.h"
#include "effecttracker.h"

#include <QtCore/QObject>
#include <QtCore/QThread>
#include <QtCore/QTimer>

#include <memory>

namespace QsioAdmin {

// One server, looked at: its connection, what is known of it, and what can be done to it. It lives
// in the GUI's thread; the network has one of its own, from which events arrive in batches.
class AdminSession : public QObject, private CommandChannel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdminSession)
public:
    using Clock = AdminStore::Clock;

    explicit AdminSession(Clock clock = {}, QObject *parent = nullptr);
    ~AdminSession() override;

    [[nodiscard]] AdminStore &store() { return m_store; }
    [[nodiscard]] CommandDispatcher &commands() { return m_commands; }
    [[nodiscard]] EffectTracker &effects() { return m_effects; }

    // What is known of another server is forgotten.
    void open(const ConnectionSettings &settings);
    void close();
    void retryNow();
    void resync(); // asks for the list of sockets again
    // Has the server forget the session, with QSIO_LOGOUT; then the connection ends for good.
    void logOut();
    void setReadOnly(bool isReadOnly) { m_commands.setReadOnly(isReadOnly); }
    void setFrameInterval(std::chrono::milliseconds interval); // default: 50 ms
    void setCapture(std::shared_ptr<CaptureWriter> capture); // null: none
    // While somebody else fills the store, such as with a capture, what still comes from a server
    // is not for it. There should be no connection then.
    void setReplaying(bool isReplaying);
    [[nodiscard]] bool isReplaying() const { return m_isReplaying; }

    [[nodiscard]] const ConnectionSettings &settings() const { return m_settings; }
    [[nodiscard]] const LinkStatus &status() const { return m_status; }
    [[nodiscard]] bool isOnline() const { return m_status.state == LinkState::Online; }
    [[nodiscard]] QString failureText() const; // in plain words; empty: there is none
    [[nodiscard]] QString sessionId() const { return m_sessionId; } // a secret
    // Production mode: the server does not tell who is there, and commands work blindly.
    [[nodiscard]] bool isProduction() const;
    [[nodiscard]] bool isListOverdue() const; // it has not come within 30 seconds
    [[nodiscard]] quint64 dropped() const { return m_queue->dropped(); }
    [[nodiscard]] quint64 stripped() const { return m_queue->stripped(); }
    [[nodiscard]] quint64 malformed() const { return m_malformed; }
    [[nodiscard]] QString lastProblem() const { return m_lastProblem; }

Q_SIGNALS:
    void statusChanged();
    void problemFound(); // see malformed() and lastProblem()
    void sessionIdChanged(); // to be kept where secrets are kept
    void commandLost(); // a command met a connection that had just ended
    void loggedOut(bool isConfirmed); // else the server did not answer
    void captureFailed();

private:
    [[nodiscard]] bool isReady() const override;
    [[nodiscard]] qint64 maxPayload() const override { return m_status.maxPayload; }
    [[nodiscard]] SocketKey ownSocket() const override;
    bool send(const CommandFrame &frame, quint64 number) override;

    void connectLink();
    void frame();
    void dropItems();
    void tick();
    void applyItem(LinkItem &item);
    void retryAlone(const Command &command, const EffectResult &result);

    AdminStore m_store;
    const std::shared_ptr<LinkQueue> m_queue = std::make_shared<LinkQueue>();
    CommandDispatcher m_commands;
    EffectTracker m_effects;
    ConnectionSettings m_settings;
    LinkStatus m_status;
    QThread m_thread;
    AdminLink *m_link = nullptr; // in m_thread
    QTimer m_frameTimer;
    QTimer m_tickTimer;
    std::chrono::milliseconds m_frameInterval = std::chrono::milliseconds(50);
    std::vector<LinkItem> m_items; // being applied
    size_t m_nextItem = 0;
    QString m_sessionId;
    QString m_lastProblem;
    quint64 m_malformed = 0;
    bool m_isReplaying = false;
    quint64 m_generation = 0; // of the connection that is wanted
    qint64 m_loadingSince = 0;
};

} // namespace QsioAdmin

#endif
