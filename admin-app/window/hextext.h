// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_HEXTEXT_H
#define QSIOADMIN_WINDOW_HEXTEXT_H

#include <QtCore/QString>

namespace QsioAdmin {

// Bytes as hexdump -C writes them, 16 to a line; what is beyond the limit is counted only.
[[nodiscard]] QString hexText(const QByteArray &bytes, qsizetype limit = 64 * 1024);

} // namespace QsioAdmin

#endif
