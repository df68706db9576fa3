// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_CONNECTIONOPTIONS_H
#define QSIOADMIN_CLI_CONNECTIONOPTIONS_H

#include <QtCore/QString>

QT_BEGIN_NAMESPACE
class QCommandLineParser;
QT_END_NAMESPACE

namespace QsioAdmin {

struct ConnectionSettings;

// The options for what lies between the program and a server, and for what a server asks for besides
// a password. No secret is an argument: everybody on the machine can read those.
void addConnectionOptions(QCommandLineParser &parser);
// False: message says what is wrong.
[[nodiscard]] bool readConnectionOptions(const QCommandLineParser &parser,
                                         ConnectionSettings *settings, QString *message);

} // namespace QsioAdmin

#endif
