// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_JSONP_P_H
#define QSOCKETIO_CODEC_JSONP_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QStringView>

#include <optional>

namespace QSocketIo {

// Polling by pages that may load scripts and send forms to other origins, and nothing else: answers
// are scripts, requests are forms.
namespace Jsonp {
// Of the index that the client has chosen, only digits go into a script.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray digitsOf(QStringView index);
// The call that the page waits for, ___eio[<digits>](<JSON string>); . Valid in any JavaScript.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray script(QByteArrayView digits,
                                                          QByteArrayView payload);
// What the form's field "d" holds: bytes, perhaps no valid UTF-8. nullopt where there is no such
// field, or more than one.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT std::optional<QByteArray> payloadOf(QByteArrayView form);
} // namespace Jsonp

} // namespace QSocketIo

#endif
