// SPDX-License-Identifier: MIT
#include "password.h"

#include "commandline.h"
#include "core/sessionfile.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

namespace QsioAdmin {

static QString firstLine(QIODevice &device)
{
    QByteArray line = device.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

static QString readStdin()
{
    QFile input;
    return input.open(stdin, QIODevice::ReadOnly) ? firstLine(input) : QString();
}

#ifdef Q_OS_UNIX
static std::optional<QString> ask(const QString &user)
{
    if (!isatty(STDIN_FILENO))
        return {};
    termios shown{};
    if (tcgetattr(STDIN_FILENO, &shown) != 0)
        return {};
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    const QString prompt = QCoreApplication::translate("Password", "Password of %1: ").arg(user);
    std::fputs(qUtf8Printable(prompt), stderr);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    const QString password = readStdin();
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    std::fputc('\n', stderr);
    return password;
}
#else
static std::optional<QString> ask(const QString &)
{
    return {};
}
#endif

std::optional<QString> findPassword(const CommandLine &line, QString *message)
{
    if (line.connection.user.isEmpty() || line.connection.auth != AuthKind::Password)
        return QString();
    if (!line.passwordFile.isEmpty()) {
        QFile file(line.passwordFile);
        if (file.open(QIODevice::ReadOnly))
            return firstLine(file);
        *message = QCoreApplication::translate("Password", "Cannot read %1: %2")
                       .arg(line.passwordFile, file.errorString());
        return {};
    }
    if (line.readsPasswordFromStdin)
        return readStdin();
    if (qEnvironmentVariableIsSet("QSIOADMIN_PASSWORD"))
        return qEnvironmentVariable("QSIOADMIN_PASSWORD");
    const std::optional<QString> typed = ask(line.connection.user);
    if (!typed)
        *message = QCoreApplication::translate(
            "Password", "There is no password: see --password-file and --password-stdin.");
    return typed;
}

bool findSecrets(const CommandLine &line, ConnectionSettings *settings, QString *message)
{
    settings->sessionId = SessionFile(line.sessionFile).read();
    const bool hasSource = !line.passwordFile.isEmpty() || line.readsPasswordFromStdin
        || qEnvironmentVariableIsSet("QSIOADMIN_PASSWORD");
    if (!settings->sessionId.isEmpty() && !hasSource) {
        settings->user.clear();
        return true;
    }
    const std::optional<QString> password = findPassword(line, message);
    settings->password = password.value_or(QString());
    return password.has_value();
}

} // namespace QsioAdmin
