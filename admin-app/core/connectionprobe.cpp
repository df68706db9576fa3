// SPDX-License-Identifier: MIT
#include "connectionprobe.h"

#include "clientsetup.h"
#include "tlsconfiguration.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkCookieJar>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpSocket>

#include <utility>

namespace QsioAdmin {

using namespace std::chrono_literals;

ConnectionProbe::ConnectionProbe(const ConnectionSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_timer(this)
    , m_isSecure(settings.url.scheme() == QLatin1StringView("https"))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(8s);
    m_timer.callOnTimeout(this, [this] {
        finish(m_isSecure && m_isConnected ? Failure::TlsFailed : Failure::Unreachable,
               tr("no answer"));
    });
}

ConnectionProbe::~ConnectionProbe() = default;

void ConnectionProbe::start()
{
    if (m_settings.url.host().isEmpty()) {
        finish(Failure::InvalidUrl);
        return;
    }
    m_timer.start();
    connectSocket();
}

void ConnectionProbe::connectSocket()
{
    const auto port = quint16(m_settings.url.port(m_isSecure ? 443 : 80));
#if QT_CONFIG(ssl)
    if (m_isSecure) {
        if (const QString problem = certificateProblem(m_settings); !problem.isEmpty()) {
            finish(Failure::TlsFailed, problem);
            return;
        }
        auto *socket = new QSslSocket(this);
        m_socket = socket;
        socket->setProxy(networkProxy(m_settings));
        QSslConfiguration tls = tlsConfiguration(m_settings);
        if (!m_settings.fingerprint.isEmpty()) // nothing is said to it before it is checked
            tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket->setSslConfiguration(tls);
        connect(socket, &QAbstractSocket::connected, this, [this] {
            m_isConnected = true;
            Q_EMIT stepDone(tr("The server can be reached."));
        });
        connect(socket, &QSslSocket::encrypted, this, &ConnectionProbe::checkCertificate);
        connect(socket, &QAbstractSocket::errorOccurred, this, &ConnectionProbe::socketFailed);
        socket->connectToHostEncrypted(m_settings.url.host(), port);
        return;
    }
#endif
    m_socket = new QTcpSocket(this);
    m_socket->setProxy(networkProxy(m_settings));
    connect(m_socket, &QAbstractSocket::connected, this, [this] {
        Q_EMIT stepDone(tr("The server can be reached."));
        shakeHands();
    });
    connect(m_socket, &QAbstractSocket::errorOccurred, this, &ConnectionProbe::socketFailed);
    m_socket->connectToHost(m_settings.url.host(), port);
}

void ConnectionProbe::checkCertificate()
{
#if QT_CONFIG(ssl)
    const QByteArray wanted = readFingerprint(m_settings.fingerprint);
    if (!m_settings.fingerprint.isEmpty()) {
        m_pinned = static_cast<QSslSocket *>(m_socket)->peerCertificate();
        const QByteArray digest = m_pinned.digest(QCryptographicHash::Sha256).toHex();
        if (digest != wanted) {
            m_pinned = QSslCertificate();
            finish(Failure::OtherCertificate, QString::fromLatin1(digest));
            return;
        }
    }
    Q_EMIT stepDone(tr("The connection is secure."));
    shakeHands();
#endif
}

void ConnectionProbe::socketFailed(QAbstractSocket::SocketError error)
{
    const QString detail = m_socket->errorString();
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        finish(Failure::HostNotFound, detail);
        break;
    case QAbstractSocket::ConnectionRefusedError:
        finish(Failure::ConnectionRefused, detail);
        break;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        finish(Failure::ProxyFailed, detail);
        break;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        finish(Failure::TlsFailed, detail);
        break;
    default:
        // A server without TLS hangs up on those who try it.
        finish(m_isSecure && m_isConnected ? Failure::TlsFailed : Failure::Unreachable, detail);
    }
}

void ConnectionProbe::shakeHands()
{
    m_socket->disconnect(this);
    m_socket->abort();
    QUrl url = m_settings.url;
    url.setPath(m_settings.path.endsWith(u'/') ? m_settings.path : m_settings.path + u'/');
    url.setQuery(QStringLiteral("EIO=4&transport=polling"));
    QNetworkRequest request(url);
#if QT_CONFIG(ssl)
    request.setSslConfiguration(tlsConfiguration(m_settings, m_pinned));
#endif
    QString problem;
    const auto headers = readHeaders(m_settings.headers, &problem)
                             .value_or(QList<QSocketIo::HttpHeaders::Field>());
    for (const QSocketIo::HttpHeaders::Field &field : headers)
        request.setRawHeader(field.name, field.value);
    m_http = new QNetworkAccessManager(this);
    m_http->setProxy(networkProxy(m_settings));
    m_http->cookieJar()->setCookiesFromUrl(
        readCookies(m_settings.cookies, &problem).value_or(QList<QNetworkCookie>()), url);
    m_reply = m_http->get(request);
    connect(m_reply, &QNetworkReply::finished, this, &ConnectionProbe::readHandshake);
}

// Servers that allow WebSocket only refuse polling, in words of Engine.IO.
void ConnectionProbe::readHandshake()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray body = m_reply->read(4096);
    readClock();
    const bool isEngineIo
        = body.startsWith("0{") || (body.startsWith('{') && body.contains("\"code\":"));
    if (isEngineIo) {
        Q_EMIT stepDone(tr("It is a Socket.IO server."));
        finish(Failure::None);
    } else if (m_reply->error() == QNetworkReply::SslHandshakeFailedError) {
        finish(Failure::TlsFailed, m_reply->errorString()); // a pinned one names another host
    } else if (status == 0) {
        finish(Failure::NotSocketIo, m_reply->errorString());
    } else {
        finish(Failure::NotSocketIo, tr("it answers %1").arg(status));
    }
}

// The second has begun at some time before the answer.
void ConnectionProbe::readClock()
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(m_reply->rawHeader("date")),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    date.setTimeSpec(Qt::UTC);
    if (date.isValid())
        m_clockDifference = date.toMSecsSinceEpoch() + 500 - QDateTime::currentMSecsSinceEpoch();
}

void ConnectionProbe::finish(Failure failure, const QString &detail)
{
    if (std::exchange(m_isFinished, true))
        return;
    m_timer.stop();
    if (m_socket)
        m_socket->disconnect(this);
    if (m_reply)
        m_reply->disconnect(this);
    Q_EMIT finished(failure, detail);
}

} // namespace QsioAdmin
