// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SHARED_ADMINISTRATE_H
#define EXAMPLES_SHARED_ADMINISTRATE_H

#include <QSocketIo/AdminInstrumentation>
#include <QSocketIo/Server>
#include <QtCore/QCommandLineParser>

#include <cstdio>

// Lets admins in, as --admin and --admin-origin say.
class Administration
{
public:
    [[nodiscard]] QList<QCommandLineOption> commandLine() const { return {m_admin, m_origin}; }

    // Before the server is made: a web UI from elsewhere has to be allowed to talk to it.
    [[nodiscard]] QSocketIo::ServerOptions serverOptions(const QStringList &arguments) const
    {
        QSocketIo::ServerOptions options;
        const QStringList origins = values(m_origin, arguments);
        if (!origins.isEmpty())
            options.cors = {.origins = origins, .credentials = true};
        return options;
    }
    // Says how to log in, or why that is not possible, and returns false then.
    bool install(QSocketIo::Server *io, const QStringList &arguments) const
    {
        using namespace QSocketIo;
        const QString admin = values(m_admin, arguments).value(0);
        if (admin.isEmpty())
            return true;
        const QString user = admin.section(QLatin1Char(':'), 0, 0);
        const QByteArray hash = admin.section(QLatin1Char(':'), 1).toUtf8();
        const bool isOpen = admin == QLatin1String("open");
        const auto installed = AdminInstrumentation::install(
            io,
            {.auth
             = isOpen ? AdminAuthentication::none() : AdminAuthentication::basic(user, hash)});
        if (!installed) {
            std::fprintf(stderr, "--admin: %s\n", qPrintable(installed.error().message()));
            return false;
        }
        std::printf(
            "To administrate it, open Socket.IO's Admin UI (admin.socket.io, or a copy of the npm "
            "package @socket.io/admin-ui).\nServer URL: the one below. %s\n"
            "A page from elsewhere needs --admin-origin, or its option \"WebSocket only\".\n",
            isOpen ? "Anybody may log in!" : qPrintable(QStringLiteral("User: ") + user));
        return true;
    }

private:
    [[nodiscard]] QStringList values(const QCommandLineOption &option,
                                     const QStringList &arguments) const
    {
        QCommandLineParser parser;
        parser.addOptions(commandLine());
        parser.parse(arguments); // others are for others
        return parser.values(option);
    }

    const QCommandLineOption m_admin{
        QStringLiteral("admin"),
        QStringLiteral(
            "Who may administrate the server: a name and the bcrypt hash of the password, or "
            "\"open\" for anybody."),
        QStringLiteral("user:hash|open")};
    const QCommandLineOption m_origin{
        QStringLiteral("admin-origin"),
        QStringLiteral("Origin of the web UI, such as https://admin.socket.io."),
        QStringLiteral("origin")};
};

#endif
