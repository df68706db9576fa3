// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADTYPES_H
#define QSOCKETIO_CORE_PAYLOADTYPES_H

#include "ack.h"
#include "eventhandler.h"
#include "global.h"
#include "payloadtraits.h"
#include "result.h"

#include <QtCore/QFuture>
#include <QtCore/QList>
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
    std::optional<Mismatch> (*mismatch)(const QCborValue &value) = nullptr;
    QString (*expected)() = nullptr;
    void (*write)(JsonWriter &writer, const void *value) = nullptr;
    // value: what a function returned. context: bounds the wait for a future.
    void (*answer)(const Ack &ack, const void *value, QObject *context) = nullptr;
};

template<typename T>
concept ReadsPayload = requires(const QCborValue &value)
{
    PayloadTraits<T>::read(value);
};
template<typename T>
concept WritesPayload = requires(JsonWriter &writer, const T &value)
{
    PayloadTraits<T>::write(writer, value);
};

// Void, QFuture and Result are ways to return a value, no values that travel by themselves.
template<typename T>
inline constexpr bool isPayloadValue
    = !std::is_void_v<T> && !Internal::isFuture<T> && !Internal::isResult<T>;

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
    if constexpr (!isPayloadValue<T>) {
        traits.answer = &answerWith<T>;
        return traits;
    } else {
        if constexpr (ReadsPayload<T>) {
            traits.read = [](const QCborValue &value) -> std::optional<QVariant> {
                std::optional<T> result = PayloadTraits<T>::read(value);
                return result ? std::optional(QVariant::fromValue(*std::move(result)))
                              : std::nullopt;
            };
            traits.mismatch = &mismatchOf<T>;
            traits.expected = &payloadTypeName<T>;
        }
        if constexpr (WritesPayload<T>) {
            traits.write = [](JsonWriter &writer, const void *value) {
                PayloadTraits<T>::write(writer, *static_cast<const T *>(value));
            };
            traits.answer = &answerWith<T>;
        }
        return traits;
    }
}

QSOCKETIO_EXPORT void registerRuntimeTraits(QMetaType type, const RuntimeTraits &traits);

template<typename T>
void registerRuntimeTraits()
{
    registerRuntimeTraits(QMetaType::fromType<T>(), makeRuntimeTraits<T>());
}

} // namespace PayloadPrivate

// Makes a type with PayloadTraits of its own, and lists of it, known at run time: as the type of a
// gadget's property, in a QVariant, as a parameter of exposed functions, and as what they return,
// also by QFuture.
template<typename T>
void registerPayloadType()
{
    using namespace PayloadPrivate;
    registerRuntimeTraits<QFuture<T>>();
    if constexpr (!std::is_void_v<T>)
        registerRuntimeTraits<T>();
    if constexpr (isPayloadValue<T>) {
        if constexpr (ReadsPayload<T> && WritesPayload<T>)
            registerRuntimeTraits<QList<T>>();
    }
}

} // namespace QSocketIo

#endif
