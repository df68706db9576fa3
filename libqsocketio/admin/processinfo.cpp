// SPDX-License-Identifier: MIT
#include "processinfo_p.h"

#include <QtCore/QFile>
#include <QtCore/QList>

#include <chrono>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace QSocketIo {

// The program begins when it is loaded.
static const std::chrono::steady_clock::time_point processStart = std::chrono::steady_clock::now();

ProcessInfo::ProcessInfo()
    : m_cpu(std::clock())
{
    m_clock.start();
}

double ProcessInfo::takeCpuPercent()
{
    const std::clock_t cpu = std::clock();
    const double used = double(cpu - std::exchange(m_cpu, cpu)) / CLOCKS_PER_SEC;
    const double passed = double(m_clock.restart()) / 1000;
    return passed > 0 ? 100 * used / passed : 0;
}

std::optional<qint64> ProcessInfo::residentBytes()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/self/statm"));
    if (file.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> pages = file.readAll().split(' ');
        if (pages.size() > 1)
            return pages.at(1).toLongLong() * sysconf(_SC_PAGESIZE);
    }
#endif
    return {};
}

double ProcessInfo::uptime()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - processStart).count();
}

const char *ProcessInfo::libraryVersion()
{
    return QSOCKETIO_LIBRARY_VERSION;
}

} // namespace QSocketIo
