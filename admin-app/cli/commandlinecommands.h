// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_COMMANDLINECOMMANDS_H
#define QSIOADMIN_CLI_COMMANDLINECOMMANDS_H

#include <QtCore/QString>

QT_BEGIN_NAMESPACE
class QCommandLineParser;
QT_END_NAMESPACE

namespace QsioAdmin {

struct CommandLine;

// Always false: message says what is wrong with the arguments.
bool refuseArguments(QString *message, const QString &text);

// The part of the command line that is about conditions and commands.
void addCommandOptions(QCommandLineParser &parser);
// False: message says what is wrong. Without any of these options it changes nothing.
[[nodiscard]] bool readCommands(const QCommandLineParser &parser, CommandLine *line,
                                QString *message);

} // namespace QsioAdmin

#endif
