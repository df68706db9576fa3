// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_LENIENTBASE64_P_H
#define QSOCKETIO_CODEC_LENIENTBASE64_P_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QSocketIo {

// As Node.js reads base64: both alphabets, mixed or not, anything else skipped, padding optional
// and ending the text. QByteArray's decoder knows one alphabet at a time and reads on behind '='.
// Never null.
[[nodiscard]] QByteArray fromLenientBase64(QByteArrayView text);

} // namespace QSocketIo

#endif
