// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTNETWORK_P_H
#define QSOCKETIO_CLIENT_CLIENTNETWORK_P_H

#include "../core/error.h"
#include "../core/global.h"
#include "clientoptions.h"

#include <QtCore/QUrl>
#include <QtNetwork/QNetworkRequest>

#include <memory>

QT_BEGIN_NAMESPACE
class QNetworkAccessManager;
QT_END_NAMESPACE

namespace QSocketIo {

// Where the server is and how it is reached: what all transports of a Manager have in common.
class QSOCKETIO_AUTOTEST_EXPORT ClientNetwork
{
public:
    ClientNetwork(const QUrl &url, const ClientOptions &options);
    ~ClientNetwork();
    Q_DISABLE_COPY_MOVE(ClientNetwork)

    // Why nothing can be reached at such a URL, if so.
    [[nodiscard]] Error error() const;

    // Of one transport; sid: empty for a handshake. Without cookies.
    [[nodiscard]] QNetworkRequest request(QLatin1StringView transport, const QString &sid) const;
    // The same with the Cookie field, for those who do not send it by themselves.
    [[nodiscard]] QNetworkRequest requestWithCookies(QLatin1StringView transport,
                                                     const QString &sid) const;
    // Made when it is needed first. Who has requests running keeps it alive.
    [[nodiscard]] std::shared_ptr<QNetworkAccessManager> http();

    [[nodiscard]] const std::optional<QNetworkProxy> &proxy() const { return m_options.proxy; }
    [[nodiscard]] qint64 maxMessageSize() const { return m_options.maxMessageSize; }

private:
    [[nodiscard]] bool isSecure() const;
    [[nodiscard]] QByteArray userQuery() const;
    void addExtraHeaders();

    const QUrl m_url;
    const ClientOptions m_options;
    HttpHeaders m_headers;
    std::shared_ptr<QNetworkAccessManager> m_http;
};

} // namespace QSocketIo

#endif
