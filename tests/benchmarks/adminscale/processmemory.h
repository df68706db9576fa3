// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_PROCESSMEMORY_H
#define QSOCKETIO_BENCHMARKS_PROCESSMEMORY_H

#include <QtCore/QtGlobal>

// Of this process, in megabytes; 0: the system does not tell.
[[nodiscard]] qint64 residentMegabytes();
[[nodiscard]] qint64 peakMegabytes();

#endif
