// SPDX-License-Identifier: MIT
// The part of ConnectionSettings that is about what a server or a proxy asks for.
#include "clientsetup.h"

#include "connectionsettings.h"
#include "tlsconfiguration.h"
#include "translation.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <initializer_list>

namespace QsioAdmin {

namespace {

struct SecretName
{
    QLatin1StringView name;
    QString ConnectionSettings::*member;
};
constexpr SecretName secretNames[] = {
    {QLatin1StringView("authObject"), &ConnectionSettings::authObject},
    {QLatin1StringView("headers"), &ConnectionSettings::headers},
    {QLatin1StringView("cookies"), &ConnectionSettings::cookies},
    {QLatin1StringView("keyPassphrase"), &ConnectionSettings::keyPassphrase},
};
QString proxyPasswordName()
{
    return QStringLiteral("proxyPassword");
}

QString proxyProblem(const ProxySettings &proxy)
{
    const bool isOwn = proxy.kind == ProxyKind::Http || proxy.kind == ProxyKind::Socks5;
    if (isOwn && (proxy.host.isEmpty() || proxy.port == 0))
        return tr("Enter the host and the port of the proxy.");
    return {};
}

} // namespace

void ConnectionSettings::clearSecrets()
{
    for (const SecretName &secret : secretNames)
        (this->*secret.member).clear();
    proxy.password.clear();
    password.clear();
    sessionId.clear();
}

QString ConnectionSettings::accessSecrets() const
{
    QJsonObject secrets;
    for (const SecretName &secret : secretNames) {
        if (!(this->*secret.member).isEmpty())
            secrets.insert(secret.name, this->*secret.member);
    }
    if (!proxy.password.isEmpty())
        secrets.insert(proxyPasswordName(), proxy.password);
    return secrets.isEmpty()
        ? QString()
        : QString::fromUtf8(QJsonDocument(secrets).toJson(QJsonDocument::Compact));
}

void ConnectionSettings::setAccessSecrets(const QString &text)
{
    const QJsonObject secrets = QJsonDocument::fromJson(text.toUtf8()).object();
    for (const SecretName &secret : secretNames)
        this->*secret.member = secrets.value(secret.name).toString();
    proxy.password = secrets.value(proxyPasswordName()).toString();
}

QString ConnectionSettings::accessProblem() const
{
    QString problem;
    if (!readHeaders(headers, &problem) || !readCookies(cookies, &problem))
        return problem;
    if (auth == AuthKind::Custom && !QJsonDocument::fromJson(authObject.toUtf8()).isObject())
        return tr("What to log in with is no JSON object, such as {\"token\": \"…\"}.");
    if (auth == AuthKind::Session && password.isEmpty())
        return tr("Enter the session id.");
    if (!fingerprint.isEmpty() && readFingerprint(fingerprint).isEmpty())
        return tr("The fingerprint is not the SHA-256 of a certificate: 64 hexadecimal digits.");
    return proxyProblem(proxy);
}

} // namespace QsioAdmin
