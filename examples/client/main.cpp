// SPDX-License-Identifier: MIT
//
// The chat example's other end, on the console: what is typed is said, and what others say printed.
#include <QSocketIo/ClientSocket>
#include <QSocketIo/EpollEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTextStream>

#include <unistd.h>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

struct ChatClient : QObject
{
    ChatClient(const QUrl &url, const QString &room, const QString &name)
        : socket(ClientSocket::open(url, {}, this))
    {
        connect(socket, &ClientSocket::connected, this, [=, this] { // at first, and again
            socket->emitEvent("enter", room, name, [this](const QCborMap &answer) {
                complain(answer[u"error"_s].toString());
                input.setEnabled(true);
            });
        });
        connect(socket, &ClientSocket::disconnected, this, [this] { input.setEnabled(false); });
        connect(socket, &ClientSocket::connectError, this,
                [this](const Error &error) { complain(error.message()); });
        socket->on("message", this, [this](const QCborMap &message) {
            const QString text = message[u"text"_s].toString(u"(a picture)"_s);
            output << message[u"from"_s].toString() << ": " << text << Qt::endl;
        });
        socket->on("people", this, [this](const QString &, const QStringList &names) {
            output << "* here: " << names.join(u", "_s) << Qt::endl;
        });
        input.setEnabled(false);
        connect(&input, &QSocketNotifier::activated, this, &ChatClient::read);
    }

    void read()
    {
        char bytes[4096];
        const auto count = qMax<ssize_t>(::read(STDIN_FILENO, bytes, sizeof bytes), 0);
        typed.append(bytes, count);
        for (qsizetype end; (end = typed.indexOf('\n')) >= 0; typed.remove(0, end + 1))
            say(QString::fromUtf8(typed.first(end)));
        hasEnded = count == 0;
        input.setEnabled(!hasEnded);
        if (hasEnded && unanswered == 0)
            QCoreApplication::quit();
    }

    void say(const QString &text)
    {
        ++unanswered;
        socket->emitEvent("say", text, [this](const Result<QCborMap> &answer) {
            complain(answer ? answer->value(u"error"_s).toString() : answer.error().message());
            if (--unanswered == 0 && hasEnded)
                QCoreApplication::quit();
        });
    }

    void complain(const QString &about)
    {
        if (!about.isEmpty())
            output << "! " << about << Qt::endl;
    }

    ClientSocket *const socket;
    QSocketNotifier input{STDIN_FILENO, QSocketNotifier::Read};
    QTextStream output{stdout};
    QByteArray typed;
    int unanswered = 0;
    bool hasEnded = false;
};

int main(int argc, char **argv)
{
    EpollEventDispatcher::install();
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments(); // chat-client [URL [room [name]]]
    ChatClient client(QUrl(arguments.value(1, u"http://localhost:3000"_s)),
                      arguments.value(2, u"Lobby"_s), arguments.value(3, u"Console"_s));
    return app.exec();
}
