// SPDX-License-Identifier: MIT
#include "processmemory.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QFile>

static qint64 statusMegabytes(QByteArrayView key)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArrayList lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(key))
            return line.mid(key.size()).trimmed().split(' ').first().toLongLong() / 1024;
    }
    return 0;
}

qint64 residentMegabytes()
{
    return statusMegabytes("VmRSS:");
}

qint64 peakMegabytes()
{
    return statusMegabytes("VmHWM:");
}
