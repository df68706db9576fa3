// SPDX-License-Identifier: MIT
#include "tlsconfiguration.h"

#include "connectionsettings.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslSocket>

namespace QsioAdmin {

#if QT_CONFIG(ssl)
QSslConfiguration tlsConfiguration(const ConnectionSettings &settings)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!settings.caFile.isEmpty())
        configuration.addCaCertificates(settings.caFile);
    if (settings.isInsecure)
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}
#endif

} // namespace QsioAdmin
