// SPDX-License-Identifier: MIT
#include "listener_p.h"

#include "../core/logging_p.h"

#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>
#ifdef Q_OS_UNIX
#include "peeraddress_p.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#endif

#include <utility>

namespace QSocketIo {

// The system cuts it to what it allows.
static constexpr int ListenBacklog = 4096;
static constexpr std::chrono::milliseconds AcceptPause(200);

ListenerClient::~ListenerClient() = default;

Listener::Listener(ListenerClient *client, QObject *parent)
    : QTcpServer(parent)
    , m_client(client)
{
    setListenBacklogSize(ListenBacklog);
    connect(this, &QTcpServer::acceptError, this, [this] { pause(errorString()); });
}

Listener::~Listener()
{
    stop();
}

bool Listener::start(const QHostAddress &address, quint16 port)
{
    if (!listen(address, port))
        return false;
#ifdef Q_OS_UNIX
    pauseAccepting(); // for good: we have a notifier of our own
    m_notifier = new QSocketNotifier(socketDescriptor(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &Listener::acceptBatch);
#endif
    return true;
}

void Listener::stop()
{
    delete std::exchange(m_notifier, nullptr);
    close();
}

// Where there is no notifier.
void Listener::incomingConnection(qintptr descriptor)
{
    m_hasWarned = false;
    m_client->accept(descriptor, nullptr);
}

// Out of descriptors, most likely: we would be told of the same connection again and again.
void Listener::pause(const QString &errorText)
{
    if (!std::exchange(m_hasWarned, true))
        qCWarning(lcEngine) << "Cannot accept connections:" << errorText;
    QTimer::singleShot(AcceptPause, this, &Listener::resume);
}

void Listener::resume()
{
    if (!isListening())
        return;
    if (m_notifier)
        m_notifier->setEnabled(true);
    else
        resumeAccepting();
}

void Listener::acceptBatch()
{
    for (int i = 0; i < MaxBatch && isListening(); ++i) {
        if (!acceptNext())
            return;
    }
}

#ifdef Q_OS_UNIX
// The connection's descriptor, which does not block and is not inherited by child processes.
static int acceptDescriptor(int listening, sockaddr *peer, socklen_t *size)
{
#if defined(Q_OS_LINUX) || defined(Q_OS_FREEBSD)
    return ::accept4(listening, peer, size, SOCK_NONBLOCK | SOCK_CLOEXEC);
#else
    const int descriptor = ::accept(listening, peer, size);
    if (descriptor >= 0) {
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    }
    return descriptor;
#endif
}

// False when there is nothing more to accept for now.
bool Listener::acceptNext()
{
    sockaddr_storage storage = {};
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    socklen_t size = sizeof(storage);
    const int descriptor = acceptDescriptor(int(socketDescriptor()), address, &size);
    if (descriptor >= 0) {
        m_hasWarned = false;
        const PeerAddress peer(address);
        m_client->accept(descriptor, &peer);
        return true;
    }
    switch (errno) {
    case EAGAIN:
#if EWOULDBLOCK != EAGAIN
    case EWOULDBLOCK:
#endif
        return false;
    // The connection has gone, or was never wanted; the next one may be fine.
    case EINTR:
    case ECONNABORTED:
    case EPERM:
    case EPROTO:
    case ENETDOWN:
    case ENETUNREACH:
    case EHOSTDOWN:
    case EHOSTUNREACH:
        return true;
    default:
        acceptFailed(errno);
        return false;
    }
}

void Listener::acceptFailed(int error)
{
    m_notifier->setEnabled(false);
    pause(QString::fromStdString(std::generic_category().message(error)));
}
#else
bool Listener::acceptNext()
{
    return false;
}

void Listener::acceptFailed(int) { }
#endif

} // namespace QSocketIo
