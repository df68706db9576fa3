// SPDX-License-Identifier: MIT
#include "commandlinecommands.h"

#include "commandline.h"
#include "core/translation.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace QsioAdmin {

using namespace Qt::Literals::StringLiterals;

bool refuseArguments(QString *message, const QString &text)
{
    *message = text;
    return false;
}

namespace {

const QStringList &verbs()
{
    static const QStringList names{u"emit"_s, u"join"_s, u"leave"_s, u"disconnect"_s};
    return names;
}

bool isJson(const QString &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &error);
    return error.error == QJsonParseError::NoError && document.array().size() == 1;
}

bool readEvent(const QStringList &words, Command *command, QString *message)
{
    if (words.isEmpty())
        return refuseArguments(message, tr("Which event? --emit NAMESPACE EVENT [JSON …]"));
    command->event = words.first();
    QByteArrayList values;
    for (const QString &word : words.sliced(1)) {
        if (!isJson(word))
            return refuseArguments(
                message,
                tr("\"%1\" is no JSON. Texts have quotation marks: '\"text\"'.").arg(word));
        values.append(word.toUtf8());
    }
    command->arguments = QSocketIo::Payload::fromJson(values.join(','));
    return true;
}

bool readVerb(const QCommandLineParser &parser, const QString &name, Command *command,
              QString *message)
{
    const QStringList words = parser.positionalArguments();
    command->nsp = parser.value(name).toUtf8();
    if (!command->nsp.startsWith('/'))
        return refuseArguments(
            message,
            tr("\"%1\" is no namespace: they begin with a slash.").arg(parser.value(name)));
    if (name == "emit"_L1)
        return readEvent(words, command, message);
    if (name == "disconnect"_L1) {
        command->verb = Command::Verb::Disconnect;
        command->closesConnection = parser.isSet(u"close"_s);
        return words.isEmpty()
            || refuseArguments(message, tr("\"%1\" is not understood.").arg(words.first()));
    }
    command->verb = name == "join"_L1 ? Command::Verb::Join : Command::Verb::Leave;
    if (words.size() != 1 || words.first().isEmpty())
        return refuseArguments(message, tr("Which room? --%1 NAMESPACE ROOM").arg(name));
    command->room = RoomName(words.first());
    return true;
}

bool readTarget(const QCommandLineParser &parser, CommandSpec *spec, QString *message)
{
    spec->rooms = parser.values(u"room"_s);
    spec->sockets = parser.values(u"socket"_s);
    spec->isConfirmed = parser.isSet(u"yes"_s);
    for (const QString &room : parser.values(u"except"_s))
        spec->command.except.append(RoomName(room));
    if (parser.isSet(u"where"_s)) {
        FilterError error;
        const auto where = FilterExpr::parse(parser.value(u"where"_s), &error);
        if (!where)
            return refuseArguments(message,
                                   tr("The filter is wrong at character %1: %2")
                                       .arg(error.position + 1)
                                       .arg(error.message));
        if (where->isEmpty())
            return refuseArguments(message, tr("--where says nothing."));
        spec->where = *where;
    }
    if (!spec->rooms.isEmpty() + !spec->sockets.isEmpty() + spec->where.has_value() > 1)
        return refuseArguments(message, tr("Say one of --room, --socket and --where."));
    return true;
}

} // namespace

void addCommandOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *name, const QString &text, const char *value = "") {
        parser.addOption({QString::fromLatin1(name), text, QString::fromLatin1(value)});
    };
    add("check",
        tr("Exit with 0 where all of these hold, such as \"clients>10,servers>=2\"; else with 1, "
           "and print those that do not. Figures: servers, lost, clients, polling, sockets, rooms, "
           "namespaces."),
        "CONDITIONS");
    add("emit", tr("Send an event: --emit NAMESPACE EVENT [JSON …]."), "NAMESPACE");
    add("join", tr("Have sockets join a room: --join NAMESPACE ROOM."), "NAMESPACE");
    add("leave", tr("Have sockets leave a room: --leave NAMESPACE ROOM."), "NAMESPACE");
    add("disconnect", tr("Disconnect sockets."), "NAMESPACE");
    add("close", tr("With --disconnect: end the whole connections."));
    add("room", tr("Whom a command is for: who is in this room. May be said several times."),
        "ROOM");
    add("socket", tr("Or the socket with this id. May be said several times."), "ID");
    add("where", tr("Or the sockets that match, such as \"transport=polling\"."), "EXPR");
    add("except", tr("But not who is in this room, or has this id. May be said several times."),
        "ROOM");
    add("yes", tr("Do it even where more than one socket is meant."));
}

bool readCommands(const QCommandLineParser &parser, CommandLine *line, QString *message)
{
    QStringList chosen;
    for (const QString &verb : verbs()) {
        if (parser.isSet(verb))
            chosen.append(verb);
    }
    const bool checks = parser.isSet(u"check"_s);
    if (chosen.size() + checks > 1)
        return refuseArguments(message, tr("One thing at a time, please."));
    if (checks) {
        const auto conditions = FigureCheck::parse(parser.value(u"check"_s), message);
        if (!conditions)
            return false;
        line->checks = *conditions;
        line->mode = CommandLine::Mode::Check;
    }
    if (chosen.isEmpty()) {
        for (const QString &option :
             {u"room"_s, u"socket"_s, u"where"_s, u"except"_s, u"close"_s}) {
            if (parser.isSet(option))
                return refuseArguments(message,
                                       tr("--%1 needs a command, such as --emit.").arg(option));
        }
        return true;
    }
    if (line->connection.isReadOnly)
        return refuseArguments(message, tr("--read-only goes with no command."));
    line->mode = CommandLine::Mode::Command;
    return readVerb(parser, chosen.first(), &line->command.command, message)
        && readTarget(parser, &line->command, message);
}

} // namespace QsioAdmin
