// SPDX-License-Identifier: MIT
#include "clientwebsockettransport_p.h"

#include "clientnetwork_p.h"
#include "farewell_p.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWebSockets/QWebSocket>

#include <utility>

namespace QSocketIo {

namespace {
constexpr qint64 lowWater = 64 * 1024; // bytes; with less than that there is room for more
constexpr qsizetype largeMessage = 1'000'000; // bytes

// What QWebSocket closes with when the server breaks the rules of WebSockets.
bool isProtocolError(QWebSocketProtocol::CloseCode code)
{
    return code == QWebSocketProtocol::CloseCodeProtocolError
        || code == QWebSocketProtocol::CloseCodeWrongDatatype
        || code == QWebSocketProtocol::CloseCodeTooMuchData;
}
} // namespace

ClientWebSocketTransport::ClientWebSocketTransport(const std::shared_ptr<ClientNetwork> &network,
                                                   const QString &sid, QObject *parent)
    : ClientTransport(parent)
    , m_network(network)
    , m_sid(sid)
{ }

ClientWebSocketTransport::~ClientWebSocketTransport()
{
    release();
}

void ClientWebSocketTransport::open()
{
    // Without a parent: it may have to outlive this, see close().
    m_socket = new QWebSocket;
    const auto limit = static_cast<quint64>(m_network->maxMessageSize());
    m_socket->setMaxAllowedIncomingMessageSize(limit);
    m_socket->setMaxAllowedIncomingFrameSize(limit);
    if (m_network->proxy())
        m_socket->setProxy(*m_network->proxy());
    const QNetworkRequest request = m_network->requestWithCookies(name(), m_sid);
#if QT_CONFIG(ssl)
    m_socket->setSslConfiguration(request.sslConfiguration());
#endif
    connectSignals();
    m_socket->open(request);
}

void ClientWebSocketTransport::connectSignals()
{
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_isOpen = true;
        Q_EMIT opened();
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        receive({text.toUtf8(), false});
    });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        receive({bytes, true});
    });
    connect(m_socket, &QWebSocket::bytesWritten, this, &ClientWebSocketTransport::checkWritten);
    connect(m_socket, &QWebSocket::disconnected, this,
            &ClientWebSocketTransport::handleDisconnected);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket, &QWebSocket::errorOccurred, this, &ClientWebSocketTransport::handleError);
#else
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &ClientWebSocketTransport::handleError);
#endif
}

// ---- in --------------------------------------------------------------------------------------

// While QWebSocket tells of a message, it has it twice itself, once in UTF-16: a large one is looked
// at when that memory is free again, and what comes behind it keeps its place.
void ClientWebSocketTransport::receive(Message &&message)
{
    if (m_waiting.empty() && message.bytes.size() < largeMessage) {
        deliver(std::move(message));
        return;
    }
    m_waiting.push_back(std::move(message));
    if (m_waiting.size() == 1)
        QMetaObject::invokeMethod(this, &ClientWebSocketTransport::deliverWaiting,
                                  Qt::QueuedConnection);
}

void ClientWebSocketTransport::deliver(Message &&message)
{
    if (message.isBinary) {
        Q_EMIT packetReceived(EngineCodecV4::decodeBinary(message.bytes));
        return;
    }
    EnginePacketView packet = EngineCodecV4::decodeText(message.bytes);
    const bool isPlain = packet.isValid && packet.type == EnginePacket::Type::Message
        && !packet.isBinary && !packet.data.isNull();
    if (isPlain) { // without its type it is passed on as it is, not copied
        message.bytes.remove(0, 1);
        packet.storage = std::move(message.bytes);
        packet.data = packet.storage;
    }
    Q_EMIT packetReceived(packet);
}

void ClientWebSocketTransport::deliverWaiting()
{
    const QPointer<ClientWebSocketTransport> guard(this);
    while (guard && !m_waiting.empty()) {
        Message message = std::move(m_waiting.front());
        m_waiting.pop_front();
        deliver(std::move(message));
    }
}

void ClientWebSocketTransport::handleError(QAbstractSocket::SocketError error)
{
    const QPointer<ClientWebSocketTransport> guard(this);
    deliverWaiting(); // they came before the end
    if (!guard || !m_socket)
        return;
    const QString description = m_socket->errorString();
    const bool isClosed = m_isOpen && error == QAbstractSocket::RemoteHostClosedError;
    release();
    if (isClosed)
        Q_EMIT closed(description);
    else
        Q_EMIT failed(description);
}

void ClientWebSocketTransport::handleDisconnected()
{
    if (!m_isOpen) {
        // The error behind it, such as a proxy's, is told after this.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_socket)
                    handleError(QAbstractSocket::UnknownSocketError);
            },
            Qt::QueuedConnection);
        return;
    }
    const QPointer<ClientWebSocketTransport> guard(this);
    deliverWaiting(); // they came before the end
    if (!guard || !m_socket)
        return;
    const QWebSocketProtocol::CloseCode code = m_socket->closeCode();
    const QString description = QStringLiteral("WebSocket close code %1").arg(int(code));
    release();
    if (isProtocolError(code))
        Q_EMIT failed(description);
    else
        Q_EMIT closed(description);
}

void ClientWebSocketTransport::release()
{
    m_isOpen = false;
    m_waiting.clear();
    QWebSocket *socket = std::exchange(m_socket, nullptr);
    if (!socket)
        return;
    socket->disconnect(this);
    socket->abort();
    deleteSoon(socket); // perhaps this is one of its signals
}

// ---- out -------------------------------------------------------------------------------------

void ClientWebSocketTransport::send(const QList<EnginePacket> &packets)
{
    m_isWriting = true;
    for (const EnginePacket &packet : packets) {
        if (packet.isBinary)
            m_socket->sendBinaryMessage(packet.data);
        else
            m_socket->sendTextMessage(QString::fromUtf8(EngineCodecV4::encodeText(packet)));
    }
    // In a later turn: whoever fills the queue is not called in the middle of it.
    QMetaObject::invokeMethod(this, &ClientWebSocketTransport::checkWritten, Qt::QueuedConnection);
}

void ClientWebSocketTransport::checkWritten()
{
    if (!m_isOpen || !m_isWriting || bytesQueued() >= lowWater)
        return;
    m_isWriting = false;
    Q_EMIT writable();
}

qint64 ClientWebSocketTransport::bytesQueued() const
{
    return m_socket ? m_socket->bytesToWrite() : 0;
}

// ---- end -------------------------------------------------------------------------------------

// The socket goes on alone until the server has answered its close frame, for a while.
void ClientWebSocketTransport::close()
{
    if (!m_isOpen) {
        release();
        return;
    }
    m_isOpen = false;
    m_waiting.clear();
    QWebSocket *socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(farewellTimeout, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->close();
    deleteWithThread(socket);
}

} // namespace QSocketIo
