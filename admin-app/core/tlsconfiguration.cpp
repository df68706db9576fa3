// SPDX-License-Identifier: MIT
#include "tlsconfiguration.h"

#include "connectionsettings.h"
#include "translation.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslSocket>

namespace QsioAdmin {

QByteArray readFingerprint(const QString &text)
{
    QString digits = text.toLower();
    digits.remove(u':').remove(u' ');
    static const QRegularExpression pattern(QStringLiteral("^[0-9a-f]{64}$"));
    return pattern.match(digits).hasMatch() ? digits.toLatin1() : QByteArray();
}

#if QT_CONFIG(ssl)
namespace {

constexpr qint64 maxFileSize = 1'000'000;

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.read(maxFileSize) : QByteArray();
}

QSslKey keyOf(const ConnectionSettings &settings)
{
    const QByteArray pem
        = contentOf(settings.keyFile.isEmpty() ? settings.certificateFile : settings.keyFile);
    const QByteArray passphrase = settings.keyPassphrase.toUtf8();
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase);
        if (!key.isNull())
            return key;
    }
    return {};
}

} // namespace

QSslConfiguration tlsConfiguration(const ConnectionSettings &settings,
                                   const QSslCertificate &pinned)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!settings.certificateFile.isEmpty()) {
        const auto chain = QSslCertificate::fromData(contentOf(settings.certificateFile));
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(keyOf(settings));
    }
    const bool isPinning = !settings.fingerprint.isEmpty();
    // OpenSSL takes nothing for an authority that another one has signed.
    if (isPinning && (pinned.isNull() || pinned.isSelfSigned()))
        configuration.setCaCertificates(pinned.isNull() ? QList<QSslCertificate>()
                                                        : QList<QSslCertificate>{pinned});
    else if (!settings.caFile.isEmpty())
        configuration.addCaCertificates(settings.caFile);
    if (settings.isInsecure && !isPinning)
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

QString certificateProblem(const ConnectionSettings &settings)
{
    if (settings.certificateFile.isEmpty())
        return {};
    if (QSslCertificate::fromData(contentOf(settings.certificateFile)).isEmpty())
        return tr("There is no certificate in the file of the client's certificate.");
    if (keyOf(settings).isNull())
        return tr("The key of the client's certificate cannot be read. Is the passphrase right?");
    return {};
}
#endif

} // namespace QsioAdmin
