// SPDX-License-Identifier: MIT
#include "cli/commandline.h"
#include "cli/headless.h"

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

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("qsioadmin"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QSIOADMIN_VERSION));
    QString message;
    const std::optional<CommandLine> line
        = CommandLine::parse(QCoreApplication::arguments(), &message);
    if (!line)
        return usageError(message);
    switch (line->mode) {
    case CommandLine::Mode::Help:
        return print(CommandLine::helpText());
    case CommandLine::Mode::Version:
        return print(QStringLiteral("qsioadmin %1\n").arg(QCoreApplication::applicationVersion()));
    case CommandLine::Mode::Window:
        return usageError(QStringLiteral("There is nothing to do: say --list, --record or "
                                         "--replay."));
    default:
        return runHeadless(application, *line);
    }
}
