// SPDX-License-Identifier: MIT
#include "commandline.h"

#include "commandlinecommands.h"
#include "connectionoptions.h"
#include "core/translation.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QRegularExpression>

namespace QsioAdmin {

namespace {

QStringList allLists()
{
    return {QStringLiteral("servers"), QStringLiteral("namespaces"), QStringLiteral("rooms"),
            QStringLiteral("clients"), QStringLiteral("sockets")};
}

void addOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *name, const QString &text, const char *value = "") {
        parser.addOption({QString::fromLatin1(name), text, QString::fromLatin1(value)});
    };
    add("url", tr("The server, such as https://example.com:3000."), "URL");
    add("namespace", tr("Its admin namespace (default: /admin)."), "NAME");
    add("path", tr("The path of Socket.IO (default: /socket.io)."), "PATH");
    add("parser", tr("json (default) or msgpack, as the server has it."), "NAME");
    add("transport", tr("websocket (default), polling or auto."), "NAME");
    add("user",
        tr("The name to log in with. The password comes from --password-file, from "
           "--password-stdin, from the variable QSIOADMIN_PASSWORD, or is asked for."),
        "NAME");
    add("password-file", tr("The first line of this file is the password."), "FILE");
    add("session-file",
        tr("Keep the session in this file: the next login needs no password. Whoever has the file "
           "can log in."),
        "FILE");
    add("password-stdin", tr("The first line of the standard input is the password."));
    add("ca", tr("Certificates to trust besides the system's, as PEM."), "FILE");
    add("insecure", tr("Do not check the server's certificate."));
    addConnectionOptions(parser);
    add("read-only", tr("Send no command, whatever happens."));
    add("list",
        tr("Print what there is, and end: servers, namespaces, rooms, clients, sockets, "
           "several of these with commas, or all."),
        "WHAT");
    add("filter", tr("Print only rows that match, such as \"nsp:/chat age>5m\"."), "EXPR");
    add("watch",
        tr("With --list: print again what changes, as text or ndjson, until interrupted."));
    addCommandOptions(parser);
    add("format", tr("text (default), json, ndjson or csv."), "NAME");
    add("json", tr("The same as --format json."));
    add("record",
        tr("Write what the server says to this file, until interrupted; - is the "
           "standard output."),
        "FILE");
    add("replay", tr("Read a recorded file instead of connecting."), "FILE");
    add("timeout",
        tr("Give up, or end recording, after this many seconds (default: 15; of "
           "recording: none)."),
        "SECONDS");
    add("page",
        tr("The page that the window begins with: overview, servers, namespaces, rooms, sockets, "
           "clients, events, compose, alerts or activity."),
        "NAME");
    add("select", tr("The socket to show when the window begins, as namespace:id."), "NSP:ID");
    add("lang",
        tr("The language of the program, such as %1; else that of the system.")
            .arg(availableLanguages().join(tr(" or "))),
        "LANGUAGE");
    add("theme", tr("light, dark, contrast or system."), "NAME");
    add("geometry", tr("The size of the window, such as 1280x800."), "SIZE");
    add("screenshot", tr("Save a picture of the window in this file, and end."), "FILE");
    parser.addPositionalArgument(QStringLiteral("profile"),
                                 tr("A saved connection, for the window; or what belongs to a "
                                    "command."),
                                 QStringLiteral("[profile]"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.setApplicationDescription(
        tr("Shows what goes on in a Socket.IO server.\n\n"
           "Exit codes: 0 all is well; 1 what was asked for is not there; 2 cannot connect; "
           "3 the server refuses; 4 wrong arguments."));
}

bool readConnection(const QCommandLineParser &parser, CommandLine *line, QString *message)
{
    const QString url = parser.value(QStringLiteral("url"));
    line->hasUrl = parser.isSet(QStringLiteral("url"));
    if (line->hasUrl) {
        const std::optional<ConnectionSettings> settings = ConnectionSettings::fromUrl(url);
        if (!settings)
            return refuseArguments(message, tr("\"%1\" is not the address of a server.").arg(url));
        // Everybody on this machine can read it.
        if (!settings->password.isEmpty())
            return refuseArguments(message, tr("A password does not belong on the command line."));
        line->connection = *settings;
    }
    ConnectionSettings &connection = line->connection;
    if (parser.isSet(QStringLiteral("namespace")))
        connection.nsp = parser.value(QStringLiteral("namespace"));
    if (parser.isSet(QStringLiteral("path")))
        connection.path = parser.value(QStringLiteral("path"));
    if (parser.isSet(QStringLiteral("user")))
        connection.user = parser.value(QStringLiteral("user"));
    connection.caFile = parser.value(QStringLiteral("ca"));
    connection.isInsecure = parser.isSet(QStringLiteral("insecure"));
    connection.isReadOnly = parser.isSet(QStringLiteral("read-only"));
    const QString wire = parser.value(QStringLiteral("parser"));
    if (wire == QLatin1StringView("msgpack"))
        connection.parser = WireParser::Msgpack;
    else if (!wire.isEmpty() && wire != QLatin1StringView("json"))
        return refuseArguments(message, tr("There is no parser called \"%1\".").arg(wire));
    const QString transport = parser.value(QStringLiteral("transport"));
    if (transport == QLatin1StringView("polling"))
        connection.transport = WireTransport::Polling;
    else if (transport == QLatin1StringView("auto"))
        connection.transport = WireTransport::Auto;
    else if (!transport.isEmpty() && transport != QLatin1StringView("websocket"))
        return refuseArguments(message, tr("There is no transport called \"%1\".").arg(transport));
    if (!readConnectionOptions(parser, &connection, message))
        return false;
    line->passwordFile = parser.value(QStringLiteral("password-file"));
    line->sessionFile = parser.value(QStringLiteral("session-file"));
    line->readsPasswordFromStdin = parser.isSet(QStringLiteral("password-stdin"));
    return true;
}

bool readLists(const QCommandLineParser &parser, CommandLine *line, QString *message)
{
    line->lists = parser.value(QStringLiteral("list")).split(u',', Qt::SkipEmptyParts);
    if (line->lists.contains(QStringLiteral("all")))
        line->lists = allLists();
    for (const QString &list : std::as_const(line->lists)) {
        if (!allLists().contains(list))
            return refuseArguments(message, tr("There is no list of \"%1\".").arg(list));
    }
    if (parser.isSet(QStringLiteral("list")) && line->lists.isEmpty())
        return refuseArguments(message, tr("What shall be listed?"));
    return true;
}

bool readOutput(const QCommandLineParser &parser, CommandLine *line, QString *message)
{
    const QString format = parser.value(QStringLiteral("format"));
    if (parser.isSet(QStringLiteral("json")) || format == QLatin1StringView("json"))
        line->format = OutputFormat::Json;
    else if (format == QLatin1StringView("ndjson"))
        line->format = OutputFormat::Ndjson;
    else if (format == QLatin1StringView("csv"))
        line->format = OutputFormat::Csv;
    else if (!format.isEmpty() && format != QLatin1StringView("text"))
        return refuseArguments(message, tr("There is no format called \"%1\".").arg(format));
    FilterError error;
    const auto filter = FilterExpr::parse(parser.value(QStringLiteral("filter")), &error);
    if (!filter)
        return refuseArguments(message,
                               tr("The filter is wrong at character %1: %2")
                                   .arg(error.position + 1)
                                   .arg(error.message));
    line->filter = *filter;
    line->filterText = parser.value(QStringLiteral("filter"));
    if (parser.isSet(QStringLiteral("timeout"))) {
        bool isNumber = false;
        const double seconds = parser.value(QStringLiteral("timeout")).toDouble(&isNumber);
        if (!isNumber || seconds <= 0 || seconds > 1e6)
            return refuseArguments(message, tr("The timeout is not a number of seconds."));
        line->timeout = std::chrono::milliseconds(qint64(seconds * 1000));
    }
    return true;
}

bool readMode(const QCommandLineParser &parser, CommandLine *line, QString *message)
{
    using Mode = CommandLine::Mode;
    const bool records = parser.isSet(QStringLiteral("record"));
    const bool replays = parser.isSet(QStringLiteral("replay"));
    if (records + (replays || !line->lists.isEmpty()) > 1)
        return refuseArguments(message, tr("Recording goes with neither --list nor --replay."));
    const bool isOther = line->mode != Mode::Window;
    if (isOther && (records || replays || !line->lists.isEmpty()))
        return refuseArguments(message,
                               tr("Lists and recordings go with neither --check nor a command."));
    line->watches = parser.isSet(QStringLiteral("watch"));
    const bool canWatch
        = line->format == OutputFormat::Text || line->format == OutputFormat::Ndjson;
    if (line->watches && (line->lists.isEmpty() || replays || !canWatch))
        return refuseArguments(message, tr("--watch goes with --list, as text or ndjson."));
    line->mode = isOther         ? line->mode
        : replays                ? Mode::Replay
        : records                ? Mode::Record
        : !line->lists.isEmpty() ? Mode::List
                                 : Mode::Window;
    line->file = parser.value(replays ? QStringLiteral("replay") : QStringLiteral("record"));
    if (replays && line->lists.isEmpty())
        line->lists = allLists();
    const bool connects = line->mode != Mode::Window && line->mode != Mode::Replay;
    if (connects && !line->hasUrl)
        return refuseArguments(message, tr("Which server? Say --url."));
    return true;
}

bool readWindow(const QCommandLineParser &parser, CommandLine *line, QString *message)
{
    if (line->mode == CommandLine::Mode::Command)
        return true; // they are its arguments
    const QStringList positional = parser.positionalArguments();
    const bool hasProfile = !positional.isEmpty();
    if (positional.size() > 1 || (hasProfile && line->mode != CommandLine::Mode::Window))
        return refuseArguments(message, tr("\"%1\" is not understood.").arg(positional.last()));
    if (hasProfile && line->hasUrl)
        return refuseArguments(message, tr("A saved connection has an address: leave out --url."));
    line->profile = positional.value(0);
    line->page = parser.value(QStringLiteral("page"));
    line->theme = parser.value(QStringLiteral("theme"));
    line->screenshot = parser.value(QStringLiteral("screenshot"));
    const QStringList themes = {QString(), QStringLiteral("light"), QStringLiteral("dark"),
                                QStringLiteral("contrast"), QStringLiteral("system")};
    if (!themes.contains(line->theme))
        return refuseArguments(message, tr("There is no theme called \"%1\".").arg(line->theme));
    const QString selected = parser.value(QStringLiteral("select"));
    const qsizetype colon = selected.lastIndexOf(u':');
    if (!selected.isEmpty() && (colon <= 0 || colon + 1 == selected.size()))
        return refuseArguments(
            message, tr("\"%1\" is no socket, such as /chat:asyVCURU8BXwcRLV.").arg(selected));
    if (!selected.isEmpty())
        line->selected = {selected.first(colon).toUtf8(), selected.sliced(colon + 1).toUtf8()};
    const QString geometry = parser.value(QStringLiteral("geometry"));
    static const QRegularExpression pattern(QStringLiteral("^(\\d{3,5})x(\\d{3,5})$"));
    const QRegularExpressionMatch match = pattern.match(geometry);
    if (!geometry.isEmpty() && !match.hasMatch())
        return refuseArguments(message, tr("\"%1\" is no size, such as 1280x800.").arg(geometry));
    if (match.hasMatch())
        line->size = {match.captured(1).toInt(), match.captured(2).toInt()};
    return true;
}

} // namespace

QString CommandLine::languageOf(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    parser.parse(arguments); // what is wrong is said later, in that language
    const QString language = parser.value(QStringLiteral("lang"));
    return availableLanguages().contains(QLocale(language).name().section(u'_', 0, 0)) ? language
                                                                                       : QString();
}

std::optional<CommandLine> CommandLine::parse(const QStringList &arguments, QString *message)
{
    QCommandLineParser parser;
    addOptions(parser);
    CommandLine line;
    if (!parser.parse(arguments)) {
        *message = parser.errorText();
        return {};
    }
    line.language = parser.value(QStringLiteral("lang"));
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        line.mode = parser.isSet(QStringLiteral("help")) ? Mode::Help : Mode::Version;
        return line;
    }
    const bool isValid = readConnection(parser, &line, message) && readLists(parser, &line, message)
        && readOutput(parser, &line, message) && readCommands(parser, &line, message)
        && readMode(parser, &line, message) && readWindow(parser, &line, message);
    return isValid ? std::optional(line) : std::nullopt;
}

QString CommandLine::helpText()
{
    QCommandLineParser parser;
    addOptions(parser);
    return parser.helpText();
}

} // namespace QsioAdmin
