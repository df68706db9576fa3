// SPDX-License-Identifier: MIT
#include "cli/commandline.h"
#include "cli/headless.h"
#include "cli/password.h"
#include "core/translation.h"
#ifdef QSIOADMIN_HAS_WINDOW
#include "window/runwindow.h"
#endif

#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace QsioAdmin;

namespace {

int print(const QString &text)
{
    std::fputs(qUtf8Printable(text), stdout);
    return int(ExitCode::Ok);
}

int usageError(const QString &message)
{
    std::fprintf(stderr, "qsioadmin: %s\nSee qsioadmin --help.\n", qUtf8Printable(message));
    return int(ExitCode::Usage);
}

int runHeadless(QCoreApplication &application, const CommandLine &line)
{
    Headless headless(line);
    QObject::connect(&headless, &Headless::finished, &application,
                     [](int code) { QCoreApplication::exit(code); });
    QMetaObject::invokeMethod(&headless, &Headless::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

#ifdef QSIOADMIN_HAS_WINDOW
int showWindow(int argc, char *argv[], const CommandLine &line)
{
    StartOptions options;
    options.profile = line.profile;
    options.page = line.page;
    options.filter = line.filterText;
    options.theme = line.theme;
    options.language = line.language;
    options.screenshot = line.screenshot;
    options.size = line.size;
    options.sessionFile = line.sessionFile;
    options.selected = line.selected;
    options.isReadOnly = line.connection.isReadOnly;
    if (line.hasUrl) {
        options.settings = line.connection;
        QString message;
        if (!findSecrets(line, &*options.settings, &message))
            return usageError(message);
    }
    return runWindow(argc, argv, options);
}
#else
int showWindow(int, char *[], const CommandLine &)
{
    return usageError(QStringLiteral("This program has no window: see --help."));
}
#endif

int runWithoutWindow(int argc, char *argv[], const CommandLine &line)
{
    QCoreApplication application(argc, argv);
    installTranslations(line.language);
    switch (line.mode) {
    case CommandLine::Mode::Help:
        return print(CommandLine::helpText());
    case CommandLine::Mode::Version:
        return print(QStringLiteral("qsioadmin %1\n").arg(QCoreApplication::applicationVersion()));
    default:
        return runHeadless(application, line);
    }
}

// What is said about the arguments needs an application with translations as well, and only they
// tell whether it is one with windows.
std::optional<CommandLine> readArguments(int argc, char *argv[], QString *message)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const QCoreApplication application(argc, argv);
    installTranslations(CommandLine::languageOf(arguments));
    return CommandLine::parse(arguments, message);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationName(QStringLiteral("qsioadmin"));
    QCoreApplication::setOrganizationName(QStringLiteral("QSocketIo"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QSIOADMIN_VERSION));
    QString message;
    const std::optional<CommandLine> line = readArguments(argc, argv, &message);
    if (!line)
        return usageError(message);
    return line->mode == CommandLine::Mode::Window ? showWindow(argc, argv, *line)
                                                   : runWithoutWindow(argc, argv, *line);
}
