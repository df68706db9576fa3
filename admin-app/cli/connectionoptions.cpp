// SPDX-License-Identifier: MIT
#include "connectionoptions.h"

#include "core/connectionsettings.h"
#include "core/tlsconfiguration.h"
#include "core/translation.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QFile>

namespace QsioAdmin {

namespace {

constexpr qint64 maxFileSize = 1'000'000;

bool readProxy(const QString &text, ProxySettings *proxy, QString *message)
{
    if (text.isEmpty() || text == QLatin1StringView("none"))
        return true;
    if (text == QLatin1StringView("system")) {
        proxy->kind = ProxyKind::System;
        return true;
    }
    const QUrl url(text, QUrl::StrictMode);
    if (!url.password().isEmpty()) {
        *message = tr("A password does not belong on the command line.");
        return false;
    }
    const bool isSocks = url.scheme() == QLatin1StringView("socks5");
    const bool isKnown = isSocks || url.scheme() == QLatin1StringView("http");
    if (!url.isValid() || !isKnown || url.host().isEmpty()) {
        *message
            = tr("\"%1\" is no proxy, such as http://proxy:8080 or socks5://proxy:1080.").arg(text);
        return false;
    }
    proxy->kind = isSocks ? ProxyKind::Socks5 : ProxyKind::Http;
    proxy->host = url.host();
    proxy->port = quint16(url.port(isSocks ? 1080 : 8080));
    proxy->user = url.userName(QUrl::FullyDecoded);
    proxy->password = qEnvironmentVariable("QSIOADMIN_PROXY_PASSWORD");
    return true;
}

bool readText(const QString &name, QString *text, QString *message)
{
    if (name.isEmpty())
        return true;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        *message = tr("Cannot read %1: %2").arg(name, file.errorString());
        return false;
    }
    *text = QString::fromUtf8(file.read(maxFileSize));
    return true;
}

// Cookies go to a place of their own, where those that the server sets may replace them.
void splitCookies(ConnectionSettings *settings)
{
    const QLatin1StringView name("cookie:");
    QStringList headers;
    const QStringList lines = settings->headers.split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith(name, Qt::CaseInsensitive))
            settings->cookies += line.sliced(name.size()).replace(u';', u'\n') + u'\n';
        else
            headers.append(line);
    }
    settings->headers = headers.join(u'\n');
}

} // namespace

void addConnectionOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *name, const QString &text, const char *value) {
        parser.addOption({QString::fromLatin1(name), text, QString::fromLatin1(value)});
    };
    add("auth-file", tr("Log in with the JSON object in this file, instead of a name."), "FILE");
    add("headers-file",
        tr("Send the lines of this file, such as \"X-Tenant: blue\" or \"Cookie: route=a3\", along "
           "with every request."),
        "FILE");
    add("proxy",
        tr("none (default), system, or a proxy such as http://user@proxy:8080 or "
           "socks5://proxy:1080. The variable QSIOADMIN_PROXY_PASSWORD has its password."),
        "URL");
    add("fingerprint", tr("Trust only the certificate of this SHA-256."), "HEX");
    add("certificate", tr("The certificate to show to the server, as PEM."), "FILE");
    add("key",
        tr("Its key, if it is in another file. The variable QSIOADMIN_KEY_PASSPHRASE opens it."),
        "FILE");
}

bool readConnectionOptions(const QCommandLineParser &parser, ConnectionSettings *settings,
                           QString *message)
{
    const auto value
        = [&parser](const char *name) { return parser.value(QString::fromLatin1(name)); };
    settings->fingerprint = value("fingerprint");
    settings->certificateFile = value("certificate");
    settings->keyFile = value("key");
    settings->keyPassphrase = qEnvironmentVariable("QSIOADMIN_KEY_PASSPHRASE");
    if (!readProxy(value("proxy"), &settings->proxy, message)
        || !readText(value("auth-file"), &settings->authObject, message)
        || !readText(value("headers-file"), &settings->headers, message))
        return false;
    splitCookies(settings);
    if (parser.isSet(QStringLiteral("auth-file")))
        settings->auth = AuthKind::Custom;
    *message = settings->accessProblem();
#if QT_CONFIG(ssl)
    if (message->isEmpty())
        *message = certificateProblem(*settings);
#endif
    return message->isEmpty();
}

} // namespace QsioAdmin
