// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINSNAPSHOT_P_H
#define QSOCKETIO_ADMIN_ADMINSNAPSHOT_P_H

#include "../core/global.h"
#include "../server/remotesocket.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <chrono>
#include <deque>
#include <vector>

namespace QSocketIo {

class JsonWriter;
class Namespace;
class Socket;
class SocketSerializer;

// The list of all sockets for one admin who has just come, made in slices between which the server
// serves its clients. What changes meanwhile is written again, so that the one message tells the
// truth of the moment it is sent. So does each page; what changes later is sent behind it.
class QSOCKETIO_AUTOTEST_EXPORT AdminSnapshot final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdminSnapshot)
public:
    struct Settings
    {
        std::chrono::milliseconds sliceTime;
        qsizetype pageSize;
        bool isPaged;
        qint64 maxBytes; // of the one message; 0: no limit
    };

    AdminSnapshot(Socket *admin, const SocketSerializer *serializer, const Settings &settings);
    ~AdminSnapshot() override;

    void start(const QList<Namespace *> &namespaces);
    // A socket has come, changed or gone.
    void touch(Namespace *nsp, const QString &socketId);
    [[nodiscard]] Socket *admin() const { return m_admin; }
    [[nodiscard]] int sliceCount() const { return m_slices; }

Q_SIGNALS:
    void finished();

private:
    struct Part
    {
        QPointer<Namespace> nsp;
        QStringList ids;
    };
    struct Touched
    {
        QPointer<Namespace> nsp;
        QString id;
    };

    void askOthers(const QList<Namespace *> &namespaces);
    void fetchFromOthers(const QList<QPointer<Namespace>> &namespaces);
    void answered(const QPointer<Namespace> &nsp, const Result<QList<RemoteSocket>> &sockets);
    void slice();
    [[nodiscard]] bool workOnNext();
    bool workOnTouched();
    void add(Namespace *nsp, const QString &id);
    void store(const QString &key, const QByteArray &text);
    void finish();
    void sendPage(bool isLast);
    void sendAll();
    [[nodiscard]] bool isBackedUp() const;

    QPointer<Socket> m_admin;
    const SocketSerializer *m_serializer;
    Settings m_settings;
    QTimer m_timer;
    std::deque<Part> m_parts;
    std::deque<std::pair<QString, RemoteSocket>> m_remote; // with the name of the namespace
    std::deque<Touched> m_touched;
    int m_waitingFor = 0; // answers of other servers
    qint64 m_total = 0;
    std::vector<QByteArray> m_texts; // of the sockets so far, or of this page
    QHash<QString, std::size_t> m_positions;
    QByteArray m_joined; // empty: still to be done, or in vain
    qint64 m_bytes = 0;
    qint64 m_leftOut = 0;
    int m_page = 0;
    int m_slices = 0;
};

} // namespace QSocketIo

#endif
