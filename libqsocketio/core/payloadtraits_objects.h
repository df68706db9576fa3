// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PAYLOADTRAITS_OBJECTS_H
#define QSOCKETIO_CORE_PAYLOADTRAITS_OBJECTS_H

#include "payloadtraits_primary.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QFlags>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QObject>

#include <concepts>

namespace QSocketIo {

class Payload;

namespace PayloadPrivate {

template<typename T>
concept Enumeration = std::is_enum_v<T>;

template<typename T>
concept Gadget = std::is_class_v<T> && !std::derived_from<T, QObject> && requires
{
    {
        T::staticMetaObject
        } -> std::convertible_to<const QMetaObject &>;
};

} // namespace PayloadPrivate

#define QSOCKETIO_PAYLOAD_TRAITS(Type) \
    template<> \
    struct QSOCKETIO_EXPORT PayloadTraits<Type> \
    { \
        static void write(JsonWriter &writer, const Type &value); \
        static std::optional<Type> read(const QCborValue &value); \
        static QString expected(); \
    };
QSOCKETIO_PAYLOAD_TRAITS(QDateTime)
QSOCKETIO_PAYLOAD_TRAITS(QDate)
QSOCKETIO_PAYLOAD_TRAITS(QTime)
QSOCKETIO_PAYLOAD_TRAITS(QUrl)
QSOCKETIO_PAYLOAD_TRAITS(QUuid)
QSOCKETIO_PAYLOAD_TRAITS(QJsonValue)
QSOCKETIO_PAYLOAD_TRAITS(QJsonObject)
QSOCKETIO_PAYLOAD_TRAITS(QJsonArray)
QSOCKETIO_PAYLOAD_TRAITS(QJsonDocument)
QSOCKETIO_PAYLOAD_TRAITS(QCborValue)
QSOCKETIO_PAYLOAD_TRAITS(QCborMap)
QSOCKETIO_PAYLOAD_TRAITS(QCborArray)
QSOCKETIO_PAYLOAD_TRAITS(QVariant)
#undef QSOCKETIO_PAYLOAD_TRAITS

// Its arguments, one after the other.
template<>
struct QSOCKETIO_EXPORT PayloadTraits<Payload>
{
    static void write(JsonWriter &writer, const Payload &value);
};

template<PayloadPrivate::Enumeration T>
struct PayloadTraits<T>
{
    using Underlying = std::underlying_type_t<T>;

    static void write(JsonWriter &writer, T value)
    {
        PayloadPrivate::writeEnum(writer, QMetaType::fromType<T>(), qint64(value));
    }
    static std::optional<T> read(const QCborValue &value)
    {
        const std::optional<qint64> number
            = PayloadPrivate::readEnum(QMetaType::fromType<T>(), value);
        if (!number || !std::in_range<Underlying>(*number))
            return {};
        return T(Underlying(*number));
    }
    static QString expected() { return PayloadPrivate::enumTypeName(QMetaType::fromType<T>()); }
};

template<typename T>
struct PayloadTraits<QFlags<T>>
{
    using Int = typename QFlags<T>::Int;

    static void write(JsonWriter &writer, QFlags<T> value)
    {
        PayloadTraits<Int>::write(writer, value.toInt());
    }
    static std::optional<QFlags<T>> read(const QCborValue &value)
    {
        const std::optional<Int> number = PayloadTraits<Int>::read(value);
        return number ? std::optional(QFlags<T>::fromInt(*number)) : std::nullopt;
    }
    static QString expected() { return PayloadTraits<Int>::expected(); }
};

// By its properties. Members that it lacks are ignored; properties that are missing keep their
// defaults, unless they are REQUIRED.
template<PayloadPrivate::Gadget T>
struct PayloadTraits<T>
{
    static void write(JsonWriter &writer, const T &value)
    {
        PayloadPrivate::writeGadget(writer, T::staticMetaObject, &value);
    }
    static std::optional<T> read(const QCborValue &value)
    {
        T result;
        if (!PayloadPrivate::readGadget(value, T::staticMetaObject, &result))
            return {};
        return result;
    }
    static QString expected() { return PayloadPrivate::gadgetTypeName(T::staticMetaObject); }
    static std::optional<PayloadPrivate::Mismatch> mismatch(const QCborValue &value)
    {
        return PayloadPrivate::gadgetMismatch(value, T::staticMetaObject);
    }
};

} // namespace QSocketIo

#endif
