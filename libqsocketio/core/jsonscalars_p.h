// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_JSONSCALARS_P_H
#define QSOCKETIO_CORE_JSONSCALARS_P_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <variant>

// What JSON's strings and numbers stand for. The texts were checked by JsonScan.
namespace QSocketIo::JsonScalars {

// Appends the text of a string (without its quotes) with its escapes resolved. Lone surrogate
// escapes become U+FFFD.
void appendUnescaped(QByteArray *out, QByteArrayView escaped);

// Integers of 64 bits exactly, everything else as the nearest double.
[[nodiscard]] std::variant<qint64, double> number(QByteArrayView text, bool isInteger);

} // namespace QSocketIo::JsonScalars

#endif
