// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADTRAITS_H
#define QSOCKETIO_CORE_PAYLOADTRAITS_H

#include "jsonwriter.h"

#include <QtCore/QCborValue>

#include <optional>

namespace QSocketIo {

// How a C++ type travels as an argument: specialise it for types of your own.
//     static void write(JsonWriter &writer, const T &value);
//     static std::optional<T> read(const QCborValue &value); // nullopt: of another type
template<typename T, typename Enable = void>
struct PayloadTraits;

} // namespace QSocketIo

#endif
