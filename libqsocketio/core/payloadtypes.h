// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADTYPES_H
#define QSOCKETIO_CORE_PAYLOADTYPES_H

#include "ack.h"
#include "eventhandler.h"
#include "global.h"
#include "payloadtraits.h"
#include "result.h"

#include <QtCore/QFuture>
#include <QtCore/QMetaType>
#include <QtCore/QVariant>

#include <optional>
#include <type_traits>

namespace QSocketIo {

namespace PayloadPrivate {

// PayloadTraits<T>, and the ways to acknowledge with a T, for a T known at run time only. A null
// function: T does not travel that way.
struct RuntimeTraits
{
    std::optional<QVariant> (*read)(const QCborValue &value) = nullptr;
    Mismatch (*mismatch)(const QCborValue &value) = nullptr;
    QString (*expected)() = nullptr;
    void (*write)(JsonWriter &writer, const void *value) = nullptr;
    // value: what a function returned. context: bounds the wait for a future.
    void (*answer)(const Ack &ack, const void *value, QObject *context) = nullptr;
};

template<typename T>
void answerWith(const Ack &ack, const void *value, QObject *context)
{
    if constexpr (Internal::isFuture<T>)
        Internal::answerLater(*static_cast<const T *>(value), context, ack);
    else
        Internal::answer(ack, *static_cast<const T *>(value));
}

template<typename T>
constexpr RuntimeTraits makeRuntimeTraits()
{
    RuntimeTraits traits;
    if constexpr (!Internal::isFuture<T> && !Internal::isResult<T>) {
        if constexpr (requires(const QCborValue &value) { PayloadTraits<T>::read(value); }) {
            traits.read = [](const QCborValue &value) -> std::optional<QVariant> {
                std::optional<T> result = PayloadTraits<T>::read(value);
                return result ? std::optional(QVariant::fromValue(*std::move(result)))
                              : std::nullopt;
            };
            traits.mismatch = &mismatchOf<T>;
            traits.expected = &payloadTypeName<T>;
        }
        if constexpr (requires(JsonWriter & writer, const T &value) {
                          PayloadTraits<T>::write(writer, value);
                      }) {
            traits.write = [](JsonWriter &writer, const void *value) {
                PayloadTraits<T>::write(writer, *static_cast<const T *>(value));
            };
            traits.answer = &answerWith<T>;
        }
    } else {
        traits.answer = &answerWith<T>;
    }
    return traits;
}

QSOCKETIO_EXPORT void registerRuntimeTraits(QMetaType type, const RuntimeTraits &traits);

} // namespace PayloadPrivate

// Makes a type with PayloadTraits of its own known at run time: as the type of a gadget's property,
// in a QVariant, as a parameter of exposed functions, and as what they return, also by QFuture.
template<typename T>
void registerPayloadType()
{
    using namespace PayloadPrivate;
    if constexpr (!std::is_void_v<T>)
        registerRuntimeTraits(QMetaType::fromType<T>(), makeRuntimeTraits<T>());
    registerRuntimeTraits(QMetaType::fromType<QFuture<T>>(), makeRuntimeTraits<QFuture<T>>());
}

} // namespace QSocketIo

#endif
