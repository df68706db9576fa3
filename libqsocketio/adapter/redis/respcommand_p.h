// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_RESPCOMMAND_P_H
#define QSOCKETIO_ADAPTER_REDIS_RESPCOMMAND_P_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>

namespace QSocketIo {

// A command as Redis reads it, in RESP2 and RESP3 alike.
[[nodiscard]] inline QByteArray respCommand(const QByteArrayList &command)
{
    qsizetype size = 16;
    for (const QByteArray &argument : command)
        size += argument.size() + 16;
    QByteArray text;
    text.reserve(size);
    text += '*' + QByteArray::number(command.size()) + "\r\n";
    for (const QByteArray &argument : command) {
        text += '$' + QByteArray::number(argument.size()) + "\r\n";
        text += argument;
        text += "\r\n";
    }
    return text;
}

} // namespace QSocketIo

#endif
