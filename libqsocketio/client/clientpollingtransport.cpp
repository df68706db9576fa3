// SPDX-License-Identifier: MIT
#include "clientpollingtransport_p.h"

#include "../core/jsonreader_p.h"
#include "clientnetwork_p.h"
#include "farewell_p.h"

#include <QtCore/QCborMap>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>

namespace QSocketIo {

namespace {
constexpr qint64 farewellSize = 64 * 1024; // bytes
constexpr int statusOk = 200;

// Ends a request that nobody waits for any longer, perhaps from inside its own signal. Not by
// abort(): where the request has failed meanwhile, and that is on its way from Qt's thread of the
// network, Qt warns of a second error.
void discard(QNetworkReply *reply, const QObject *receiver)
{
    if (!reply)
        return;
    reply->disconnect(receiver);
    deleteSoon(reply);
}

// Lets a request finish by itself, for a while, with all that it needs.
void release(QNetworkReply *reply, const QObject *receiver,
             const std::shared_ptr<QNetworkAccessManager> &http)
{
    if (!reply)
        return;
    reply->disconnect(receiver);
    reply->setParent(nullptr); // may be the last that needs its parent
    reply->setReadBufferSize(farewellSize);
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, http] {
        Q_UNUSED(http)
        reply->deleteLater();
    });
    QTimer::singleShot(farewellTimeout, reply, &QObject::deleteLater);
    deleteWithThread(reply);
}

int statusOf(const QNetworkReply *reply)
{
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

// Engine.IO explains a refusal by {"code":1,"message":"Session ID unknown"}.
QString explanation(QNetworkReply *reply)
{
    constexpr qint64 maxSize = 1024;
    constexpr int maxDepth = 4;
    if (reply->bytesAvailable() > maxSize)
        return {};
    const std::optional<QCborValue> body = JsonReader::parse(reply->readAll(), maxDepth);
    return body ? body->toMap().value(QStringLiteral("message")).toString() : QString();
}

QString describe(QNetworkReply *reply)
{
    const int status = statusOf(reply);
    if (status == 0 || status == statusOk)
        return reply->errorString(); // on the way there, or in the middle of the answer
    const QString why = explanation(reply);
    const QString text = QStringLiteral("HTTP status %1").arg(status);
    return why.isEmpty() ? text : text + QStringLiteral(": ") + why;
}
} // namespace

ClientPollingTransport::ClientPollingTransport(const std::shared_ptr<ClientNetwork> &network,
                                               QObject *parent)
    : ClientTransport(parent)
    , m_network(network)
    , m_http(network->http())
{ }

ClientPollingTransport::~ClientPollingTransport()
{
    stop();
}

void ClientPollingTransport::stop()
{
    m_isActive = false;
    discard(std::exchange(m_get, nullptr), this);
    discard(std::exchange(m_post, nullptr), this);
}

void ClientPollingTransport::open()
{
    m_isActive = true;
    poll();
}

void ClientPollingTransport::joinSession(const QString &sid, qint64 maxPayload)
{
    m_sid = sid;
    m_maxPayload = maxPayload;
}

bool ClientPollingTransport::isWritable() const
{
    return m_isActive && !m_isPausing && !m_post && !m_sid.isEmpty();
}

qint64 ClientPollingTransport::payloadSize(const EnginePacket &packet)
{
    constexpr qint64 typeAndSeparator = 2;
    const qint64 size = packet.data.size();
    return typeAndSeparator + (packet.isBinary ? (size + 2) / 3 * 4 : size); // base64
}

// ---- out -------------------------------------------------------------------------------------

void ClientPollingTransport::send(const QList<EnginePacket> &packets)
{
    const QByteArray payload = EngineCodecV4::encodePayload(packets);
    m_bytesQueued = payload.size();
    post(payload);
    connect(m_post, &QNetworkReply::finished, this, &ClientPollingTransport::finishPost);
}

void ClientPollingTransport::post(const QByteArray &payload)
{
    QNetworkRequest request = m_network->request(name(), m_sid);
    request.setHeader(QNetworkRequest::ContentTypeHeader,
                      QByteArrayLiteral("text/plain;charset=UTF-8"));
    m_post = m_http->post(request, payload);
    watchSize(m_post);
}

void ClientPollingTransport::finishPost()
{
    QNetworkReply *reply = std::exchange(m_post, nullptr);
    reply->deleteLater();
    m_bytesQueued = 0;
    if (!succeeded(reply))
        return;
    if (m_isPausing)
        checkPaused();
    else
        Q_EMIT writable();
}

// ---- in --------------------------------------------------------------------------------------

void ClientPollingTransport::poll()
{
    m_get = m_http->get(m_network->request(name(), m_sid));
    watchSize(m_get);
    connect(m_get, &QNetworkReply::finished, this, &ClientPollingTransport::finishPoll);
}

void ClientPollingTransport::watchSize(QNetworkReply *reply)
{
    connect(reply, &QNetworkReply::readyRead, this, [this, reply] {
        if (reply->bytesAvailable() > m_network->maxMessageSize())
            fail(QStringLiteral("the server's answer is too large"));
    });
}

void ClientPollingTransport::finishPoll()
{
    QNetworkReply *reply = std::exchange(m_get, nullptr);
    reply->deleteLater();
    if (!succeeded(reply) || !deliver(toValidUtf8(reply->readAll())))
        return;
    if (m_isPausing)
        checkPaused();
    else if (m_isActive)
        poll();
}

bool ClientPollingTransport::succeeded(QNetworkReply *reply)
{
    if (reply->error() == QNetworkReply::NoError && statusOf(reply) == statusOk)
        return true;
    fail(describe(reply));
    return false;
}

bool ClientPollingTransport::deliver(const QByteArray &payload)
{
    const QPointer<ClientPollingTransport> guard(this);
    for (const EnginePacketView &packet : EngineCodecV4::decodePayload(payload)) {
        if (packet.isValid && packet.type == EnginePacket::Type::Close) {
            stop();
            Q_EMIT closed(QStringLiteral("the server has closed the session"));
            return false;
        }
        Q_EMIT packetReceived(packet);
        if (!guard || !m_isActive)
            return false;
    }
    return true;
}

void ClientPollingTransport::fail(const QString &description)
{
    if (!m_isActive)
        return;
    stop();
    Q_EMIT failed(description);
}

// ---- end -------------------------------------------------------------------------------------

// The GET is left to the server, which answers it when it has read the goodbye: to abort it would
// be an error of the transport.
void ClientPollingTransport::close()
{
    if (m_isActive && !m_sid.isEmpty()) {
        if (!m_post) // else there is no room for it
            post(EngineCodecV4::encodeText({.type = EnginePacket::Type::Close}));
        release(std::exchange(m_post, nullptr), this, m_http);
        release(std::exchange(m_get, nullptr), this, m_http);
    }
    stop();
}

void ClientPollingTransport::pause()
{
    m_isPausing = true;
    checkPaused();
}

void ClientPollingTransport::checkPaused()
{
    if (!m_get && !m_post)
        Q_EMIT paused();
}

void ClientPollingTransport::resume()
{
    if (!m_isPausing)
        return;
    m_isPausing = false;
    if (!m_isActive)
        return;
    if (!m_get)
        poll();
    if (!m_post)
        Q_EMIT writable();
}

} // namespace QSocketIo
