// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_JSONPLACEHOLDERS_P_H
#define QSOCKETIO_CORE_JSONPLACEHOLDERS_P_H

#include "global.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QList>

namespace QSocketIo {

// Whether every object with "_placeholder": true names an attachment that exists: its "num" is a
// whole number in [0, attachmentCount). json: one value, or several separated by commas, checked
// by JsonReader before; text that is not well-formed is not valid either.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool arePlaceholdersValid(QByteArrayView json,
                                                                  qsizetype attachmentCount);
// As above. Refuses text as well that names one attachment so often that the decoded value would
// be many times larger than the message was (by more than 16 MiB).
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool
arePlaceholdersValid(QByteArrayView json, const QList<QByteArray> &attachments);

} // namespace QSocketIo

#endif
