// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_PROCESSINFO_P_H
#define QSOCKETIO_ADMIN_PROCESSINFO_P_H

#include "../core/global.h"

#include <QtCore/QElapsedTimer>

#include <ctime>
#include <optional>

namespace QSocketIo {

// What this process needs of the machine.
class ProcessInfo
{
public:
    ProcessInfo();

    // Percent of one core since the last call; several threads may use more than 100.
    [[nodiscard]] double takeCpuPercent();
    [[nodiscard]] static std::optional<qint64> residentBytes(); // nullopt: not known here
    [[nodiscard]] static double uptime(); // seconds
    [[nodiscard]] static const char *libraryVersion();

private:
    QElapsedTimer m_clock;
    std::clock_t m_cpu;
};

} // namespace QSocketIo

#endif
