// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_COMMANDLINE_H
#define QSIOADMIN_CLI_COMMANDLINE_H

#include "commandspec.h"
#include "core/adminevent.h"
#include "core/connectionsettings.h"
#include "core/filterexpr.h"
#include "figurecheck.h"

#include <QtCore/QSize>
#include <QtCore/QStringList>

#include <chrono>
#include <optional>

namespace QsioAdmin {

enum class ExitCode {
    Ok = 0,
    Failed = 1, // connected, but what was asked for is not there
    CannotConnect = 2,
    Refused = 3, // by the server: login, namespace
    Usage = 4,
};

enum class OutputFormat { Text, Json, Ndjson, Csv };

// What qsioadmin is told to do.
struct CommandLine
{
    enum class Mode { Window, List, Check, Command, Record, Replay, Help, Version };

    Mode mode = Mode::Window;
    ConnectionSettings connection; // without the password
    bool hasUrl = false;
    QStringList lists; // of servers, namespaces, rooms, sockets, clients
    QString file; // to record to, or to replay; "-": standard output
    OutputFormat format = OutputFormat::Text;
    FilterExpr filter;
    QString filterText;
    bool watches = false; // prints lists again where they change
    QList<FigureCheck> checks;
    CommandSpec command;
    QString sessionFile; // where the session id is kept
    std::chrono::milliseconds timeout{0}; // 0: not limited
    QString passwordFile;
    bool readsPasswordFromStdin = false;

    // Of the window.
    QString profile; // a saved connection
    QString page;
    QString language; // empty: the system's
    QString theme; // light, dark, contrast or system
    QString screenshot; // a file
    QSize size;
    SocketKey selected; // to begin with; empty: none

    // Null where it makes no sense: message says why. For help() and version() it is the text.
    [[nodiscard]] static std::optional<CommandLine> parse(const QStringList &arguments,
                                                          QString *message);
    [[nodiscard]] static QString helpText();
    // What --lang says, before everything else is read; empty: nothing, or a language nobody knows.
    [[nodiscard]] static QString languageOf(const QStringList &arguments);
};

} // namespace QsioAdmin

#endif
