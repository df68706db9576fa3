// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_CHAT_CHAT_H
#define EXAMPLES_CHAT_CHAT_H

#include <QSocketIo/Server>
#include <QtCore/QCborMap>
#include <QtCore/QHash>
#include <QtCore/QList>

// The rooms of the chat, who is in them and what was said. Whatever a handler returns is the
// acknowledgement of its event: {} or {error: "..."}, and {people: [...]} for "enter".
class Chat : public QObject
{
    Q_OBJECT
public:
    explicit Chat(QSocketIo::Server *io);

private:
    struct Guest
    {
        QString name;
        QString room;
    };

    void serve(QSocketIo::Socket *socket);
    QCborMap enter(QSocketIo::Socket *socket, const Guest &guest);
    QCborMap say(QSocketIo::Socket *socket, const QString &text);
    QCborMap show(QSocketIo::Socket *socket, const QByteArray &image);
    QCborMap post(QSocketIo::Socket *socket, QCborMap message);
    void leave(QSocketIo::Socket *socket);
    [[nodiscard]] bool isTaken(const QString &name, const QSocketIo::Socket *socket) const;
    [[nodiscard]] QStringList people(const QString &room) const;

    QSocketIo::Server *m_io;
    QHash<QSocketIo::Socket *, Guest> m_guests;
    QHash<QString, QList<QCborMap>> m_history; // the rooms there are
};

#endif
