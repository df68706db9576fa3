// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADMISMATCH_H
#define QSOCKETIO_CORE_PAYLOADMISMATCH_H

#include "global.h"

#include <QtCore/QCborValue>
#include <QtCore/QString>

namespace QSocketIo::PayloadPrivate {

// Why a value cannot be read: the first place in it where something else is expected. Looked for
// once reading has failed, so that reading itself need not keep track.
struct Mismatch
{
    QString path; // below the value: ".address.zip", "[2]"; empty: the value itself
    QString expected; // the wording of payloadTypeName()
    QCborValue found; // undefined: it is missing
};

// The mismatch of a member or an element, seen from the value that it is in.
[[nodiscard]] QSOCKETIO_EXPORT Mismatch inMember(const QString &name, Mismatch mismatch);
[[nodiscard]] QSOCKETIO_EXPORT Mismatch inElement(qsizetype index, Mismatch mismatch);

} // namespace QSocketIo::PayloadPrivate

#endif
