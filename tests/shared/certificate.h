// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_CERTIFICATE_H
#define QSOCKETIO_TESTS_CERTIFICATE_H

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslKey>

namespace QSocketIo {

// The configuration of a TLS server at localhost, with a key that the openssl program makes on the
// spot. Its certificate is null where that fails.
inline QSslConfiguration makeServerTls()
{
    const QTemporaryDir directory;
    const QString keyFile = directory.filePath(QStringLiteral("key.pem"));
    const QString certificateFile = directory.filePath(QStringLiteral("certificate.pem"));
    const QStringList arguments = QStringLiteral("req -x509 -newkey ec -pkeyopt "
                                                 "ec_paramgen_curve:prime256v1 -nodes -days 2 "
                                                 "-subj /CN=localhost -addext "
                                                 "subjectAltName=DNS:localhost,IP:127.0.0.1")
                                      .split(QLatin1Char(' '))
        + QStringList{QStringLiteral("-keyout"), keyFile, QStringLiteral("-out"), certificateFile};
    QProcess openssl; // which chats on its standard error
    openssl.start(QStringLiteral("openssl"), arguments);
    openssl.waitForFinished();
    QFile key(keyFile);
    QFile certificate(certificateFile);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!key.open(QFile::ReadOnly) || !certificate.open(QFile::ReadOnly))
        return configuration;
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    configuration.setLocalCertificate(QSslCertificate(&certificate));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace QSocketIo

#endif
