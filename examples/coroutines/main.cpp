// SPDX-License-Identifier: MIT
//
// A quiz: questions and answers that follow each other, written one below the other. All that takes
// time is a QFuture, and QCoro makes every QFuture something to co_await.
#include "quitonsignals.h"

#include <QCoroFuture>
#include <QSocketIo/EpollEventDispatcher>
#include <QSocketIo/Server>
#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace QSocketIo;
using namespace std::chrono_literals;

const QList<std::pair<QString, int>> questions{{QStringLiteral("6 * 7"), 42},
                                               {QStringLiteral("2 ^ 10"), 1024}};

// The socket may be gone when an answer comes, or does not: hence the QPointer, by value.
QCoro::Task<int> ask(QPointer<Socket> socket)
{
    int score = 0;
    for (const auto &[question, solution] : questions) {
        if (!socket)
            break;
        const Result<Payload> answer
            = co_await socket->timeout(10s).emitWithAck("question", question);
        if (answer && answer->value<int>(0) == solution)
            ++score;
    }
    co_return score;
}

QCoro::Task<> play(Server *io, QPointer<Socket> socket, int *players)
{
    const Result<Payload> answer = co_await socket->timeout(30s).emitWithAck("name");
    const QString name = answer ? answer->value<QString>(0).value_or(QString()) : QString();
    if (name.isEmpty())
        co_return; // no answer in time, none that is a name, or the client has left
    const int score = co_await ask(socket);
    io->emitEvent("score", name, score);

    // Of several clients, one future for all answers.
    const Result<QList<QCborValue>> applause
        = co_await io->timeout(2s).emitWithAck("applause", name);
    std::printf("%s: %d of %d, applause from %d\n", qPrintable(name), score, int(questions.size()),
                int(applause.valueOr({}).size()));
    std::fflush(stdout);
    if (--*players == 0) {
        co_await io->close();
        QCoreApplication::quit();
    }
}

int main(int argc, char **argv)
{
    EpollEventDispatcher::install();
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QString number = QStringLiteral("number");
    parser.addHelpOption();
    parser.addOptions({{QStringLiteral("port"), {}, number, QStringLiteral("3000")},
                       {QStringLiteral("players"), QStringLiteral("Ends after them"), number}});
    parser.process(app);
    int players = parser.value(QStringLiteral("players")).toInt(); // 0: any number

    Server io;
    QObject::connect(&io, &Server::connection, &app,
                     [&](Socket *socket) { play(&io, socket, &players); });
    if (!io.listen(parser.value(QStringLiteral("port")).toUShort())) {
        std::fprintf(stderr, "%s\n", qPrintable(io.errorString()));
        return 1;
    }
    std::printf("The quiz is running on http://localhost:%d\n", io.serverPort());
    std::fflush(stdout);
    onQuitSignals(&app, [&] { io.close().then(&app, [] { QCoreApplication::quit(); }); });
    return app.exec();
}
