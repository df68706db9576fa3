// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADTRAITS_PRIMARY_H
#define QSOCKETIO_CORE_PAYLOADTRAITS_PRIMARY_H

#include "jsonwriter.h"
#include "payloadconversions.h"

#include <QtCore/QCborValue>
#include <QtCore/QMetaType>

#include <optional>
#include <type_traits>

namespace QSocketIo {

// How a C++ type travels as an argument: specialise it for types of your own.
//     static void write(JsonWriter &writer, const T &value);
//     static std::optional<T> read(const QCborValue &value); // nullopt: of another type
//     static QString expected(); // optional, for messages: "a point"
template<typename T, typename Enable = void>
struct PayloadTraits
{
    static_assert(!std::is_same_v<T, T>,
                  "This type cannot be an argument of an event or acknowledgement: specialise "
                  "QSocketIo::PayloadTraits<T> for it, or make it a Q_GADGET with properties");
};

// What PayloadTraits<T>::read() accepts, to complete "expected ...": "a string".
template<typename T>
[[nodiscard]] QString payloadTypeName()
{
    if constexpr (requires { PayloadTraits<T>::expected(); })
        return PayloadTraits<T>::expected();
    else
        return PayloadPrivate::fallbackTypeName(QMetaType::fromType<T>());
}

namespace PayloadPrivate {

// Why PayloadTraits<T>::read() refuses this value; empty where it does not. Containers look into
// their elements: each part of the value is read once.
template<typename T>
[[nodiscard]] std::optional<Mismatch> mismatchOf(const QCborValue &value)
{
    if constexpr (requires { PayloadTraits<T>::mismatch(value); })
        return PayloadTraits<T>::mismatch(value);
    else if (PayloadTraits<T>::read(value))
        return {};
    else
        return Mismatch{QString(), payloadTypeName<T>(), value};
}

// The same, of a value that has been refused.
template<typename T>
[[nodiscard]] Mismatch explain(const QCborValue &value)
{
    return mismatchOf<T>(value).value_or(Mismatch{QString(), payloadTypeName<T>(), value});
}

} // namespace PayloadPrivate
} // namespace QSocketIo

#endif
