// SPDX-License-Identifier: MIT
#include "hextext.h"

#include <QtCore/QCoreApplication>

namespace QsioAdmin {

constexpr qsizetype perLine = 16;

static QString line(const QByteArray &bytes, qsizetype offset)
{
    const QByteArray part = bytes.mid(offset, perLine);
    QString printable;
    for (const char c : part)
        printable += c >= 32 && c < 127 ? QLatin1Char(c) : QLatin1Char('.');
    return QStringLiteral("%1  %2  %3\n")
        .arg(offset, 8, 16, QLatin1Char('0'))
        .arg(QString::fromLatin1(part.toHex(' ')), -int(3 * perLine - 1))
        .arg(printable);
}

QString hexText(const QByteArray &bytes, qsizetype limit)
{
    QString text;
    const qsizetype end = qMin(bytes.size(), limit);
    for (qsizetype offset = 0; offset < end; offset += perLine)
        text += line(bytes, offset);
    if (end < bytes.size())
        text += QCoreApplication::translate("HexText", "and %1 more bytes\n")
                    .arg(bytes.size() - end);
    return text;
}

} // namespace QsioAdmin
